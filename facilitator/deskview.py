"""What the facilitator's, the recorder's and the projector's screens show now, as plain records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator import codes, model, phoneview, reading
from facilitator.events import ContributionReleased, RoundOpened
from facilitator.pace import Pace, pace
from facilitator.script import Script
from facilitator.session import Visibility
from facilitator.work import Work
from participant_ui.port import DraftTheme, NoSuchSeat, OpenRound, Stage

Said = Mapping[str, str]
LINES = 200  # of the running record, on the recorder's screen


@dataclass(frozen=True)
class RoundLine:
    """A round in the line of the script; seconds. `state` is before, now, open or after."""

    index: int
    id: str
    title: Said
    form: str
    phones: str
    shared: str
    planned: float
    used: float
    state: str


@dataclass(frozen=True)
class Words:
    """Somebody's words on a desk: no author. `quotable` is False where they must not be quoted."""

    id: str
    text: str
    round: str
    source: str
    state: str
    quotable: bool


@dataclass(frozen=True)
class SeatMark:
    """A place on the ring: `state` is here, cut_off or paper; `wrote` in this round, never how much."""

    seat: int
    state: str
    wrote: bool


@dataclass(frozen=True)
class Evening:
    """What every screen of a session needs. Seconds since the round opened, without pauses."""

    session: str
    seq: int
    state: int
    stage: Stage
    rehearsal: bool
    circle: str
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


@dataclass(frozen=True)
class DeskView:
    evening: Evening
    rounds: Sequence[RoundLine]
    current: int
    say: Sequence[Said]
    ask: Sequence[Said]
    total: float
    left: float
    over: float
    ring: Sequence[SeatMark]
    words: Sequence[Words]
    agreed: int
    present: int
    themes: Sequence[DraftTheme]
    themes_shown: bool
    unread: int


@dataclass(frozen=True)
class RecordView:
    """The recorder's running record: what was typed at a desk, newest last."""

    evening: Evening
    lines: Sequence[Words]
    agreed: int
    present: int
    papers: Sequence[int]


@dataclass(frozen=True)
class Shown:
    """Words on the projector; `place` counts from 0 in the order of showing and stays when others go."""

    id: str
    text: str
    place: int


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
    words: Sequence[Shown]
    themes: Sequence[DraftTheme]


def desk(work: Work, id: str, *, here: frozenset[str], now: datetime) -> DeskView:
    row, script = _row(work, id)
    time = _pace(work, row, script, now)
    said = work.contributions(id)
    people = work.participants(id)
    may = {p.id for p in people if p.may_quote}
    at = script.rounds[row.round] if row.round >= 0 else None
    wrote = {c.participant_id for c in said if at is not None and c.round == at.id and c.text}
    return DeskView(
        evening=_evening(work, row, script, time),
        rounds=[_round_line(row, script, index, time) for index in range(len(script.rounds))],
        current=row.round,
        say=at.say if at else (),
        ask=at.ask if at else (),
        total=sum(r.minutes * 60.0 for r in script.rounds),
        left=time.left,
        over=time.over,
        ring=[_mark(p, here, wrote) for p in people if not p.left],
        words=[_words(c, may) for c in said if c.visibility is not Visibility.WITHDRAWN],
        agreed=row.agreed,
        present=row.present,
        themes=reading.drafts(work, id),
        themes_shown=row.themes_shown,
        unread=work.unread(id),
    )


def record(work: Work, id: str, *, now: datetime) -> RecordView:
    row, script = _row(work, id)
    people = work.participants(id)
    may = {p.id for p in people if p.may_quote}
    lines = [_words(c, may) for c in work.contributions(id) if c.source != "phone" and c.text]
    return RecordView(
        evening=_evening(work, row, script, _pace(work, row, script, now)),
        lines=lines[-LINES:],
        agreed=row.agreed,
        present=row.present,
        papers=[p.paper for p in people if p.paper and not p.left],
    )


def evening(work: Work, id: str, *, now: datetime) -> Evening:
    row, script = _row(work, id)
    return _evening(work, row, script, _pace(work, row, script, now))


def projector(work: Work, id: str, *, now: datetime) -> ProjectorView:
    row, script = _row(work, id)
    shown = _evening(work, row, script, _pace(work, row, script, now))
    return ProjectorView(
        evening=shown,
        begun=row.round >= 0,
        sections=script.rounds[row.round].sections if row.round_open else (),
        rules=script.rules,
        words=_on_the_wall(work, row, script),
        themes=reading.shown(work, id, shown.language),
    )


def _on_the_wall(work: Work, row: model.Session, script: Script) -> list[Shown]:
    """Released words, in the order of their first showing; never those that must not be quoted."""
    if row.round < 0:
        return []
    of_round = script.rounds[row.round].id
    said = {c.id: c for c in work.contributions(row.id)}
    may = {p.id for p in work.participants(row.id) if p.may_quote}
    shown: dict[str, int] = {}
    for entry in work.journal(row.id, 0):
        if entry.name == RoundOpened.name:
            shown = {one: place for one, place in shown.items() if said[one].round == of_round}
        elif entry.name == ContributionReleased.name:
            shown.setdefault(entry.body["id"], max(shown.values(), default=-1) + 1)
    return [
        Shown(one, said[one].text, place)
        for one, place in shown.items()
        if said[one].visibility is Visibility.RELEASED and reading.quotable(said[one], may)
    ]


def _row(work: Work, id: str) -> tuple[model.Session, Script]:
    row = work.session(id)
    if row is None:
        raise NoSuchSeat
    return row, Script.from_dict(row.script)


def _evening(work: Work, row: model.Session, script: Script, time: Pace) -> Evening:
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
        question=circle.question,
        place=circle.place,
        language=circle.language,
        languages=phoneview.languages(script, circle),
        round=phoneview.open_round(script, row, circle),
        minutes=script.rounds[row.round].minutes if row.round >= 0 else 0,
        elapsed=time.used[row.round] if row.round >= 0 else 0.0,
        seats=work.seats(row.id),
        capacity=row.capacity,
        joining=row.joining and row.stage is not Stage.CLOSED,
        code=codes.spaced(row.code),
        link=row.link,
    )


def _pace(work: Work, row: model.Session, script: Script, now: datetime) -> Pace:
    entries = [(e.name, str(e.body.get("round", "")), e.at) for e in work.journal(row.id, 0)]
    return pace(entries, [(r.id, r.minutes * 60.0) for r in script.rounds], now)


def _round_line(row: model.Session, script: Script, index: int, time: Pace) -> RoundLine:
    named = script.rounds[index]
    state = "before" if index > row.furthest else "after"
    if index == row.round:
        state = "open" if row.round_open else "now"
    return RoundLine(
        index=index,
        id=named.id,
        title=named.title,
        form=named.form,
        phones=named.phones,
        shared=named.shared,
        planned=named.minutes * 60.0,
        used=time.used[index],
        state=state,
    )


def _words(said: model.Contribution, may: set[str]) -> Words:
    return Words(
        id=said.id,
        text=said.text,
        round=said.round,
        source=said.source,
        state=said.visibility.value,
        quotable=reading.quotable(said, may),
    )


def _mark(person: model.Participant, here: frozenset[str], wrote: set[str | None]) -> SeatMark:
    state = "here" if person.id in here else "paper" if person.paper else "cut_off"
    return SeatMark(person.seat, state, person.id in wrote)
