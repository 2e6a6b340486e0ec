"""What the page of the room check shows: each draft with what phones and hands say, and what is missing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator import deskview, model, reading
from facilitator import session as rules
from facilitator.check import CORRECTED, MISSING, VERDICTS
from facilitator.deskview import Evening
from facilitator.reading import Judged
from facilitator.work import Work
from participant_ui.port import DraftTheme, NotNow


@dataclass(frozen=True)
class Wording:
    """How somebody would call a theme, or what they miss; where not `quotable` it stays on this desk."""

    id: str
    text: str
    quotable: bool


@dataclass(frozen=True)
class DraftLine:
    """A draft as the room sees it, what it decided, and who says what of it: counts, never people.

    `phones` and `hands` count by verdict; `wordings` are what phones would rather call it.
    """

    id: str
    name: str
    machine: str
    status: str
    correction: str
    quotes: Sequence[str]
    size: int
    voices: int
    phones: Mapping[str, int]
    hands: Mapping[str, int]
    wordings: Sequence[Wording]


@dataclass(frozen=True)
class CheckView:
    """`shown`: the room looks at the drafts now; `at` is the one it has turned to, "" all of them.

    `waiting` are the themes that would be put before the room; `unread` contributions are in none yet.
    `lexical`: themes were found by words alone. `people` are in the room, as far as it is known; 0 where it
    is not. `sealed`: the record is finished, and with it what the room decided; `no_more` says why nothing
    that is missing can be written down now (a reason of session.py), "" where it can.
    """

    evening: Evening
    shown: bool
    at: str
    drafts: Sequence[DraftLine]
    waiting: Sequence[DraftTheme]
    missing: Sequence[Wording]
    unread: int
    lexical: bool
    people: int
    sealed: bool
    no_more: str


def view(work: Work, session: str, *, now: datetime) -> CheckView:
    """Raises NoSuchSeat where there is no such session."""
    evening = deskview.evening(work, session, now=now)
    row = work.session(session)
    may = {p.id for p in work.participants(session) if p.may_quote}
    said = work.rows(model.Verdict, session_id=session)
    return CheckView(
        evening=evening,
        shown=row is not None and row.themes_shown,
        at=reading.at_hand(work, session),
        drafts=[
            _line(draft, [one for one in said if one.theme == draft.id], may, evening.language)
            for draft in reading.judged(work, session)
            if draft.size or draft.status
        ],
        waiting=reading.drafts(work, session, evening.language),
        missing=[
            Wording(c.id, c.text, reading.quotable(c, may))
            for c in work.contributions(session)
            if c.kind == MISSING and c.text
        ],
        unread=work.unread(session),
        lexical=reading.lexical(work, session),
        people=max(row.present, evening.people) if row else 0,
        sealed=row is not None and row.sealed_at is not None,
        no_more=_no_more(row),
    )


def _no_more(row: model.Session | None) -> str:
    try:
        rules.may_record(row.stage, row.agreed) if row else None
    except NotNow as refusal:
        return refusal.reason
    return ""


def _line(draft: Judged, said: Sequence[model.Verdict], may: set[str], language: str) -> DraftLine:
    label = reading.name_in(draft, language)
    counted = Counter(one.verdict for one in said)
    return DraftLine(
        id=draft.id,
        name=draft.correction or label,
        machine=label,
        status=draft.status,
        correction=draft.correction,
        quotes=reading.for_the_room(draft.passages),
        size=draft.size,
        voices=draft.voices,
        phones={verdict: counted[verdict] for verdict in VERDICTS},
        hands={verdict: draft.hands.get(verdict, 0) for verdict in VERDICTS},
        wordings=[
            Wording(f"{one.theme}-{at}", one.text, one.participant_id in may)
            for at, one in enumerate(said)
            if one.verdict == CORRECTED and one.text
        ],
    )
