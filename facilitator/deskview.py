"""What the facilitator's, the recorder's and the projector's screens show now, as plain records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator import codes, model, pace, phoneview, reading, wall
from facilitator.chairs import Options, options_of
from facilitator.events import Role
from facilitator.script import Round, Script
from facilitator.session import Visibility
from facilitator.showing import ALOUD
from facilitator.timeline import Hours, RoundLine, timeline
from facilitator.voices import voices
from facilitator.wall import Card
from facilitator.work import Work
from participant_ui.port import DraftTheme, NoSuchSeat, OpenRound, Stage

Said = Mapping[str, str]
RULES = 2  # the section of the method in which a group accepts them


@dataclass(frozen=True)
class Words:
    """Somebody's words on a desk: no author. `quotable` is False where they must not be quoted.

    `joined_to` is the card behind which they stand, "" where they stand for themselves. `shows` says how far
    they may go: unquotable, desk (their round promised it), together (with all others of the round at hand,
    by a reveal), late (the same for an earlier round), room (one by one).
    """

    id: str
    text: str
    round: str
    source: str
    state: str
    quotable: bool
    joined_to: str
    shows: str


@dataclass(frozen=True)
class SeatMark:
    """A place on the ring: `state` is here, cut_off or paper; `wrote` in this round, never how much."""

    seat: int
    state: str
    wrote: bool


@dataclass(frozen=True)
class Evening:
    """What every screen of a session needs. Seconds since the round opened, without pauses.

    `seats` are phones and slips, `people` those who sit there: two may share a phone.
    """

    session: str
    seq: int
    state: int
    stage: Stage
    rehearsal: bool
    circle: str
    circle_id: str
    question: str
    place: str
    language: str
    languages: Sequence[str]
    round: OpenRound | None
    minutes: int
    elapsed: float
    seats: int
    capacity: int
    joining: bool
    code: str
    link: str
    people: int = 0


@dataclass(frozen=True)
class Rules:
    """Whether the group accepted its ground rules; `due` while their round is on and it has not yet."""

    accepted: bool
    due: bool


@dataclass(frozen=True)
class DeskView:
    """All that the facilitator's desk shows. `unheard` are speaker marks, empty where none are used."""

    evening: Evening
    rounds: Sequence[RoundLine]
    hours: Hours
    current: int
    say: Sequence[Said]
    ask: Sequence[Said]
    ring: Sequence[SeatMark]
    words: Sequence[Words]
    agreed: int
    present: int
    rules: Rules
    options: Options
    unheard: Sequence[int]
    sealed: bool
    themes: Sequence[DraftTheme]
    themes_shown: bool
    unread: int


@dataclass(frozen=True)
class ProjectorView:
    """Only what the room may see: words that were released, themes that are shown.

    `words` are of the round at hand, or were released since it was opened: a new round clears the wall.
    `sections` are the open round's in the method; `begun` says whether any round was open yet.
    """

    evening: Evening
    begun: bool
    sections: Sequence[int]
    rules: Sequence[Said]
    words: Sequence[Card]
    themes: Sequence[DraftTheme]


def desk(work: Work, id: str, *, here: frozenset[str], now: datetime) -> DeskView:
    row, script = _row(work, id)
    journal = _journal(work, row)
    used = pace.used(journal, [r.id for r in script.rounds], now)
    time = timeline(row, script, used, start=pace.begun(journal), now=now)
    said = work.contributions(id)
    people = work.participants(id)
    may = {p.id for p in people if p.may_quote}
    at = script.rounds[row.round] if row.round >= 0 else None
    wrote = {c.participant_id for c in said if at is not None and c.round == at.id and c.text}
    return DeskView(
        evening=_evening(work, row, script, used),
        rounds=time.rounds,
        hours=time.hours,
        current=row.round,
        say=at.say if at else (),
        ask=at.ask if at else (),
        ring=[_mark(p, here, wrote) for p in people if not p.left],
        words=[_words(c, may, script, at) for c in said if c.visibility is not Visibility.WITHDRAWN],
        agreed=row.agreed,
        present=row.present,
        rules=_rules(row, at),
        options=options_of(row),
        unheard=voices(row.marks, (c.mark for c in said)).unheard if row.stage is not Stage.CLOSED else (),
        sealed=row.sealed_at is not None,
        themes=reading.drafts(work, id),
        themes_shown=row.themes_shown,
        unread=work.unread(id),
    )


def evening(work: Work, id: str, *, now: datetime) -> Evening:
    row, script = _row(work, id)
    return _evening(work, row, script, _used(work, row, script, now))


def projector(work: Work, id: str, *, now: datetime) -> ProjectorView:
    row, script = _row(work, id)
    shown = _evening(work, row, script, _used(work, row, script, now))
    return ProjectorView(
        evening=shown,
        begun=row.round >= 0,
        sections=script.rounds[row.round].sections if row.round_open else (),
        rules=script.rules,
        words=_on_the_wall(work, row, script),
        themes=reading.shown(work, id, shown.language),
    )


def _on_the_wall(work: Work, row: model.Session, script: Script) -> Sequence[Card]:
    if row.round < 0:
        return ()
    return wall.cards(work, row.id, Role.PROJECTOR, round=script.rounds[row.round].id)


def _row(work: Work, id: str) -> tuple[model.Session, Script]:
    row = work.session(id)
    if row is None:
        raise NoSuchSeat
    return row, Script.from_dict(row.script)


def _evening(work: Work, row: model.Session, script: Script, used: Sequence[float]) -> Evening:
    circle = work.circle(row.circle_id)
    if circle is None:
        raise NoSuchSeat
    return Evening(
        session=row.id,
        seq=row.last_seq,
        state=row.state,
        stage=row.stage,
        rehearsal=row.rehearsal,
        circle=circle.title,
        circle_id=circle.id,
        question=circle.question,
        place=circle.place,
        language=circle.language,
        languages=phoneview.languages(script, circle),
        round=phoneview.open_round(script, row, circle),
        minutes=script.rounds[row.round].minutes if row.round >= 0 else 0,
        elapsed=used[row.round] if row.round >= 0 else 0.0,
        seats=work.seats(row.id),
        capacity=row.capacity,
        joining=row.joining and row.stage is not Stage.CLOSED,
        code=codes.spaced(row.code),
        link=row.link,
        people=work.people(row.id),
    )


def _journal(work: Work, row: model.Session) -> list[pace.Entry]:
    return [(e.name, str(e.body.get("round", "")), e.at) for e in work.journal(row.id, 0)]


def _used(work: Work, row: model.Session, script: Script, now: datetime) -> list[float]:
    return pace.used(_journal(work, row), [r.id for r in script.rounds], now)


def _rules(row: model.Session, at: Round | None) -> Rules:
    accepted = row.rules_accepted_at is not None
    return Rules(accepted, due=row.round_open and at is not None and RULES in at.sections and not accepted)


def _words(said: model.Contribution, may: set[str], script: Script, at: Round | None) -> Words:
    quotable = reading.quotable(said, may)
    return Words(
        id=said.id,
        text=said.text,
        round=said.round,
        source=said.source,
        state=said.visibility.value,
        quotable=quotable,
        joined_to=said.joined_to or "",
        shows=_shows(said, script, at) if quotable else "unquotable",
    )


def _shows(said: model.Contribution, script: Script, at: Round | None) -> str:
    """How far words that may be quoted can go: what the circle would answer to showing them."""
    shared = next((one.shared for one in script.rounds if one.id == said.round), "facilitator")
    if said.source == ALOUD:
        return "room"
    if shared == "facilitator":
        return "desk"
    if shared == "phones" and said.visibility is Visibility.KEPT:
        return "together" if at is not None and said.round == at.id else "late"
    return "room"


def _mark(person: model.Participant, here: frozenset[str], wrote: set[str | None]) -> SeatMark:
    state = "here" if person.id in here else "paper" if person.paper else "cut_off"
    return SeatMark(person.seat, state, person.id in wrote)
