"""Feedback forms: each hangs on the session alone, under a random key; told only where five answered.

The row whose key is "" is no form: it says that the forms were counted, and carries what is left of them once
their date has come.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from facilitator import codes
from facilitator.model import Feedback
from facilitator.pulse import Spread, spread
from facilitator.work import Work
from participant_ui.questions import STATEMENTS, WORDS, Form

LEAST = 5  # forms, and answers to one question
OF_ALL = ""


class State(StrEnum):
    """`none`: no form came. `open`: forms may still come. `few`: counted, too few to show. `shown`: here."""

    NONE = "none"
    OPEN = "open"
    FEW = "few"
    SHOWN = "shown"


@dataclass(frozen=True)
class Counted:
    """How the `n` answers to one question fall: `counts[0]` chose the lowest number. None where too few."""

    id: str
    n: int | None = None
    counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Said:
    """What was written to one open question, in an order of its own: no two questions share one."""

    id: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """`forms` that came; the rest only where the state is `shown`."""

    state: State
    forms: int = 0
    statements: tuple[Counted, ...] = ()
    trust: Counted | None = None
    trust_spread: Spread | None = None
    words: tuple[Said, ...] = ()
    least: int = LEAST


def on_paper(secret: bytes, session: str, key: str) -> str:
    """The key of a form typed in at the console; the same page sent twice is one form."""
    return codes.derived_code(secret, f"feedback on paper:{session}:{key}", 26)


def there(work: Work, session: str, key: str) -> bool:
    return work.one(Feedback, session_id=session, key=key) is not None


def keep(work: Work, session: str, form: Form, *, key: str) -> None:
    """Keep a form under its key, instead of what was there before. Raises ValueError where it is no form."""
    if not key or not _is_form(form):
        raise ValueError("no_form")
    work.put(Feedback(session_id=session, key=key, answers=asdict(form)))


def number(work: Work, session: str) -> int:
    """How many forms came."""
    return len(_forms(work, session))


def count(work: Work, session: str) -> None:
    """All forms are in: from here on there is a summary, and no more is kept.

    They are written anew in the order of their keys, as pulse.count does and for the same reason.
    """
    if _mark(work, session) is not None:
        return
    forms = sorted((row.key, dict(row.answers)) for row in _forms(work, session))
    work.drop(Feedback, session_id=session)
    for key, answers in forms:
        work.put(Feedback(session_id=session, key=key, answers=answers))
    _mark_as(work, session, {})
    work.erased = True


def counted(work: Work, session: str) -> bool:
    return _mark(work, session) is not None


def summary(work: Work, session: str) -> Summary:
    """What may be told of a session's forms."""
    mark, forms = _mark(work, session), _forms(work, session)
    if mark is not None and "kept" in mark:
        return _from_kept(mark["kept"])
    if not forms:
        return Summary(State.NONE)
    return _told(forms) if mark is not None else Summary(State.OPEN, len(forms))


def settle(work: Work, session: str) -> None:
    """Their date has come: forms and all that people wrote go. Of five forms and more the counts stay."""
    forms, mark = _forms(work, session), _mark(work, session)
    if not forms and (mark is None or "kept" in mark):
        return
    left = _told(forms)
    work.drop(Feedback, session_id=session)
    work.erased = True
    if left.state is State.SHOWN:
        _mark_as(work, session, {"kept": asdict(left) | {"words": []}})


def as_counted(session: str, kept: dict[str, Any]) -> Feedback:
    """What is left of a session's forms when their date has come, or when its circle travels."""
    return Feedback(session_id=session, key=OF_ALL, answers={"kept": kept})


def _is_form(form: Form) -> bool:
    statements = all(name in STATEMENTS and 1 <= said <= 5 for name, said in form.statements.items())
    return statements and form.trust in (None, *range(11)) and all(name in WORDS for name in form.words)


def _forms(work: Work, session: str) -> list[Feedback]:
    return [row for row in work.rows(Feedback, session_id=session) if row.key != OF_ALL]


def _mark(work: Work, session: str) -> dict[str, Any] | None:
    row = work.one(Feedback, session_id=session, key=OF_ALL)
    return row.answers if row else None


def _mark_as(work: Work, session: str, said: dict[str, Any]) -> None:
    work.put(Feedback(session_id=session, key=OF_ALL, answers=said))


def _told(forms: Iterable[Feedback]) -> Summary:
    rows = list(forms)
    if len(rows) < LEAST:
        return Summary(State.FEW, len(rows))
    said = [row.answers for row in rows]
    trust = [one["trust"] for one in said if one["trust"] is not None]
    return Summary(
        State.SHOWN,
        len(rows),
        tuple(_counted(id, _of(said, id), range(1, 6)) for id in STATEMENTS),
        _counted("trust", trust, range(11)),
        spread(trust) if len(trust) >= LEAST else None,
        tuple(Said(id, _shuffled(id, rows)) for id in WORDS),
    )


def _of(said: Iterable[Mapping[str, Any]], id: str) -> list[int]:
    return [one["statements"][id] for one in said if id in one["statements"]]


def _counted(id: str, answers: list[int], scale: range) -> Counted:
    if len(answers) < LEAST:
        return Counted(id)
    return Counted(id, len(answers), tuple(answers.count(value) for value in scale))


def _shuffled(id: str, rows: Iterable[Feedback]) -> tuple[str, ...]:
    """By a digest of form and question together: an order that stays, and is no other question's."""
    ordered = sorted(rows, key=lambda row: hashlib.sha256(f"{id}:{row.key}".encode()).digest())
    return tuple(row.answers["words"][id] for row in ordered if row.answers["words"].get(id))


def _from_kept(kept: Mapping[str, Any]) -> Summary:
    """Of what was kept there are no words any more."""
    return Summary(
        State(kept["state"]),
        kept["forms"],
        tuple(_counted_from(one) for one in kept["statements"]),
        _counted_from(kept["trust"]),
        Spread(**kept["trust_spread"]) if kept["trust_spread"] else None,
    )


def _counted_from(one: Mapping[str, Any]) -> Counted:
    return Counted(one["id"], one["n"], tuple(one["counts"]))
