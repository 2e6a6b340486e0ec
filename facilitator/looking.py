"""How near the reader looks at a session: fewer themes or more, the stable way; the last choice holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from facilitator import model
from facilitator.events import LookChosen, ThemesFound
from facilitator.keeping import answered
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NoSuchSeat, Stage

STEPS = (-2, -1, 0, 1, 2)  # as analysis.placing.Look has them: fewer and wider themes, more and narrower


@dataclass(frozen=True)
class Chosen:
    """`more` is one of STEPS; `stable` finds what holds when some of the words are missing."""

    more: int = 0
    stable: bool = False


def chosen(work: Work, session: str) -> Chosen:
    """What was chosen last for this session; the usual look where nobody chose."""
    told = work.rows(model.JournalEntry, session_id=session, name=LookChosen.name)
    return Chosen(**told[-1].body) if told else Chosen()


def choose(store: Store, session: str, look: Chosen) -> None:
    """Let the next reading look so, and afresh, also where the choice is the one before.

    Raises NoSuchSeat, NotNow; ValueError where there is no such step.
    """
    if look.more not in STEPS:
        raise ValueError(look.more)

    def act(work: Work) -> None:
        if work.session(session) is None:
            raise NoSuchSeat
        work.note(session, LookChosen(more=look.more, stable=look.stable))

    answered(store, act)


def outdated(work: Work, session: str) -> bool:
    """Did somebody choose how to look since the last reading?"""
    row = work.reading(session)
    if row is None or not _matters(row.method):
        return False
    told = work.journal(session, 0, LookChosen.name, ThemesFound.name)
    afresh = bool(told) and told[-1].name == LookChosen.name
    return afresh or _of(row.method) != chosen(work, session)


def holds(work: Work, session: str) -> bool:
    """Is the last reading one whose themes the next should move as little as it can?

    As long as people may speak of them: while the circle goes on, and once the room has looked at them.
    """
    row = work.reading(session)
    if row is None or not _matters(row.method) or outdated(work, session):
        return False
    checked = bool(work.rows(model.CheckedTheme, session_id=session))
    return checked or work.sitting(session).stage is not Stage.CLOSED


def _matters(method: Mapping[str, Any]) -> bool:
    """Too few contributions are sorted by the codebook, however one looks."""
    return method.get("state") != "too few"


def _of(method: Mapping[str, Any]) -> Chosen:
    return Chosen(int(method.get("grouping", {}).get("more", 0)), bool(method.get("stable", False)))
