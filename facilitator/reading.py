"""The last reading of a session, put together with the words as they stand and as consent allows."""

from dataclasses import dataclass

from facilitator import model
from facilitator.script import Script
from facilitator.session import Visibility, must_be_for_the_room
from facilitator.work import Work
from participant_ui.port import DraftTheme, NotNow


@dataclass(frozen=True)
class Passage:
    """A span of somebody's words that carries a theme; `quotable` as the person agreed.

    `for_room`: not taken off the screen, and of a round whose page did not promise otherwise.
    """

    contribution: str
    text: str
    quotable: bool
    for_room: bool = False


@dataclass(frozen=True)
class ThemeRead:
    """A theme as the machine suggests it. `fresh` is the number of contributions kept since."""

    id: str
    label: str
    labels: dict[str, str]
    keywords: list[str]
    size: int
    members: list[str]
    passages: list[Passage]


def themes(work: Work, session: str) -> list[ThemeRead]:
    row = work.reading(session)
    if row is None:
        return []
    said = {c.id: c for c in work.contributions(session)}
    may = {p.id for p in work.participants(session) if p.may_quote}
    sitting = work.session(session)
    shared = {r.id: r.shared for r in Script.from_dict(sitting.script).rounds} if sitting else {}
    return [
        ThemeRead(
            id=theme["id"],
            label=theme["label"],
            labels=theme["labels"],
            keywords=theme["keywords"],
            size=theme["size"],
            members=theme["members"],
            passages=[
                Passage(
                    q["contribution"],
                    words.text[q["start"] : q["end"]],
                    quotable(words, may),
                    _for_room(words, shared.get(words.round, "facilitator"), quotable(words, may)),
                )
                for q in theme["quotes"]
                if (words := said[q["contribution"]]).visibility is not Visibility.WITHDRAWN
            ],
        )
        for theme in row.themes
        if theme["size"]
    ]


def quotable(said: model.Contribution, may: set[str]) -> bool:
    """May these words be quoted? The recorder's lines unless marked; a person's as the person agreed."""
    return said.quotable and (said.participant_id is None or said.participant_id in may)


def _for_room(said: model.Contribution, shared: str, may_quote: bool) -> bool:
    """As session.must_be_for_the_room says, and not hidden."""
    try:
        must_be_for_the_room(shared, aloud=said.source == "recorder", quotable=may_quote)
    except NotNow:
        return False
    return said.visibility is not Visibility.HIDDEN


def drafts(work: Work, session: str, language: str = "") -> list[DraftTheme]:
    """Themes as they may be shown in the room: no quote that could not be shown there by itself."""
    return [
        DraftTheme(
            id=theme.id,
            label=theme.labels.get(language, theme.label),
            quotes=[p.text for p in theme.passages if p.for_room][:2],
            size=theme.size,
        )
        for theme in themes(work, session)
    ]


def shown(work: Work, session: str, language: str = "") -> list[DraftTheme]:
    """The drafts, if the facilitator shows them now."""
    row = work.session(session)
    return drafts(work, session, language) if row is not None and row.themes_shown else []
