"""What the recorder's desk shows now: the record as it runs, the round, who agreed, which marks there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator import deskview, model, reading
from facilitator.deskview import Evening, Said
from facilitator.record import KINDS
from facilitator.script import Script
from facilitator.work import Work
from participant_ui.port import Stage

LINES = 500  # of the running record, on the recorder's screen: more than an evening has
CLOSING = 9  # sections 9 to 13 of the method close the evening


@dataclass(frozen=True)
class RecordLine:
    """A line of the record: no author but the speaker's mark, where one was given.

    `kind` is question, insight or ""; `paper` the slip it was typed from; `redacted`: something was said
    here and is not recorded.
    """

    id: str
    text: str
    round: str
    paper: int | None
    state: str
    quotable: bool
    kind: str
    paraphrase: bool
    mark: int | None
    redacted: bool


@dataclass(frozen=True)
class RecordView:
    """The running record: what was typed at a desk, newest last. `rounds` are the titles of all rounds.

    `agreed` of `present` people said aloud that they may be written down. `closing`: the summary's time.
    """

    evening: Evening
    lines: Sequence[RecordLine]
    rounds: Mapping[str, Said]
    agreed: int
    present: int
    papers: Sequence[int]
    marks: int
    closing: bool
    sealed: bool


def record(work: Work, id: str, *, now: datetime) -> RecordView:
    """Raises NoSuchSeat where there is no such session."""
    row = work.sitting(id)
    script = Script.from_dict(row.script)
    people = work.participants(id)
    may = {p.id for p in people if p.may_quote}
    slips = {p.id: p.paper for p in people}
    said = [c for c in work.contributions(id) if c.source != "phone" and (c.text or c.redacted)]
    return RecordView(
        evening=deskview.evening(work, id, now=now),
        lines=[_line(c, slips.get(c.participant_id or ""), may) for c in said[-LINES:]],
        rounds={one.id: one.title for one in script.rounds},
        agreed=row.agreed,
        present=row.present,
        papers=[p.paper for p in people if p.paper and not p.left],
        marks=row.marks,
        closing=row.stage is Stage.CLOSED or row.furthest >= _closing_from(script),
        sealed=row.sealed_at is not None,
    )


def _closing_from(script: Script) -> int:
    """The round in which the closing begins; in a script that names no sections, the last but one."""
    closing = (i for i, one in enumerate(script.rounds) if any(s >= CLOSING for s in one.sections))
    return next(closing, max(0, len(script.rounds) - 2))


def _line(said: model.Contribution, paper: int | None, may: set[str]) -> RecordLine:
    return RecordLine(
        id=said.id,
        text=said.text,
        round=said.round,
        paper=paper,
        state=said.visibility.value,
        quotable=reading.quotable(said, may),
        kind=said.kind if said.kind in KINDS and not said.redacted else "",
        paraphrase=said.paraphrase,
        mark=said.mark,
        redacted=said.redacted,
    )
