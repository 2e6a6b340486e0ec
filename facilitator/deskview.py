"""What the facilitator's, the recorder's and the projector's screens show now, as plain records."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator import codes, model, pace, phoneview, reading, wall
from facilitator.chairs import Options, options_of
from facilitator.events import Role, WordsRevealed
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
    """Somebody's words on a desk: no author.

    `joined_to` is the card behind which they stand, "" where they stand for themselves. `shows` says how far
    they may go: unquotable, desk (their round promised it), together (with all others of the round at hand,
    by a reveal), late (the same for an earlier round), room (one by one).
    """

    id: str
    text: str
    round: str
    source: str
    state: str
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
    """All that the facilitator's desk shows. `unheard` are speaker marks, empty where none are used.

    `lexical`: themes were found by words alone.
    """

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
    lexical: bool
    unread: int


@dataclass(frozen=True)
class ProjectorView:
    """Only what the room may see: words that were released, themes that are shown.

    `words` are of the round at hand, or were released since it was opened: a new round clears the wall.
    `sections` are the open round's in the method; `begun` says whether any round was open yet; `lexical`
    that themes were found by words alone.
    """

    evening: Evening
    begun: bool
    sections: Sequence[int]
    rules: Sequence[Said]
    words: Sequence[Card]
    themes: Sequence[DraftTheme]
    lexical: bool


def desk(work: Work, id: str, *, here: frozenset[str], now: datetime, language: str = "") -> DeskView:
    """Themes under their names for a reader of this language. Raises NoSuchSeat."""
    row, script = _row(work, id)
    journal = _journal(work, row)
    used = pace.used(journal, [r.id for r in script.rounds], now)
    start, opened = pace.begun(journal), pace.opened(journal)
    time = timeline(row, script, used, opened=opened, start=start, now=now)
    said = work.contributions(id)
    at = script.rounds[row.round] if row.round >= 0 else None
    return DeskView(
        evening=_evening(work, row, script, used),
        rounds=time.rounds,
        hours=time.hours,
        current=row.round,
        say=at.say if at else (),
        ask=at.ask if at else (),
        ring=_ring(work, id, here, {c.participant_id for c in said if at and c.round == at.id and c.text}),
        words=_words(said, _reach(work, row, script, journal)),
        agreed=row.agreed,
        present=row.present,
        rules=_rules(row, at),
        options=options_of(row),
        unheard=voices(row.marks, (c.mark for c in said)).unheard if row.stage is not Stage.CLOSED else (),
        sealed=row.sealed_at is not None,
        themes=reading.drafts(work, id, language),
        lexical=reading.lexical(work, id),
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
        lexical=reading.lexical(work, id),
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


@dataclass(frozen=True)
class _Reach:
    """How far words can go: whom each round shares them with, and what was revealed; `may` be quoted."""

    shared: Mapping[str, str]
    at: str
    revealed: frozenset[str]
    may: set[str]

    def of(self, said: model.Contribution) -> str:
        """What the circle would answer to showing these words now; see Words.shows."""
        shared = self.shared.get(said.round, "facilitator")
        if not reading.quotable(said, self.may):
            return "unquotable"
        if said.source == ALOUD:
            return "room"
        if shared == "phones" and (said.visibility is Visibility.KEPT or said.round not in self.revealed):
            return "together" if said.round == self.at else "late"
        return "desk" if shared == "facilitator" else "room"


def _reach(work: Work, row: model.Session, script: Script, journal: Sequence[pace.Entry]) -> _Reach:
    return _Reach(
        shared={one.id: one.shared for one in script.rounds},
        at=script.rounds[row.round].id if row.round >= 0 else "",
        revealed=frozenset(round for name, round, _ in journal if name == WordsRevealed.name),
        may={p.id for p in work.participants(row.id) if p.may_quote},
    )


def _words(said: Iterable[model.Contribution], reach: _Reach) -> list[Words]:
    return [
        Words(
            id=one.id,
            text=one.text,
            round=one.round,
            source=one.source,
            state=one.visibility.value,
            joined_to=one.joined_to or "",
            shows=reach.of(one),
        )
        for one in said
        if one.visibility is not Visibility.WITHDRAWN
    ]


def _ring(work: Work, id: str, here: frozenset[str], wrote: Collection[str | None]) -> list[SeatMark]:
    def state(person: model.Participant) -> str:
        return "here" if person.id in here else "paper" if person.paper else "cut_off"

    people = [person for person in work.participants(id) if not person.left]
    return [SeatMark(person.seat, state(person), person.id in wrote) for person in people]
