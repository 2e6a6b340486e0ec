"""An evening's time as the desk shows it: minutes used and still to come, the hour of each round, the end."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitator import model
from facilitator.schedule import Ahead, Clock, Flow, reflow, slots
from facilitator.script import Round, Script
from participant_ui.port import Stage

Said = Mapping[str, str]
NEEDED = {1, 2, *range(9, 14)}  # sections of the method that no circle goes without; 5 and 8 are its talk
TALK = {5, 8}
A_SLIP = 60  # seconds: a round opened for less, which is ahead again, was a wrong click


@dataclass(frozen=True)
class RoundLine:
    """A round in the line of the script; seconds, as planned and used.

    `state` is before, now, open, after, or skipped: passed over, while a later one was opened.

    `minutes` is how long it takes now that earlier rounds took what they took, and `begins` the hour on this
    laptop's clock, HH:MM; 0 and "" for a round that is over.
    """

    index: int
    id: str
    title: Said
    form: str
    phones: str
    shared: str
    planned: float
    used: float
    state: str
    minutes: int
    begins: str


@dataclass(frozen=True)
class Hours:
    """How the evening stands. `ends` is HH:MM; `late`: the round that is on has taken all of its time.

    In minutes: `misses` is how far after the promised end even the shortest rest ends; `tighter` what the
    rounds still to come have lost to those that ran over, `ahead` what they have won. `spare` names the
    coming rounds that could be left out.
    """

    ends: str
    misses: int
    tighter: int
    ahead: int
    spare: Sequence[Said]
    late: bool


@dataclass(frozen=True)
class Timeline:
    rounds: Sequence[RoundLine]
    hours: Hours


def timeline(
    row: model.Session,
    script: Script,
    used: Sequence[float],
    *,
    opened: Collection[str],
    start: datetime | None,
    now: datetime,
) -> Timeline:
    """From the seconds each round has `used`, those `opened` and the `start`, as pace.py reads them.

    Before it began all is as if it began now.
    """
    clock = Clock(start=start or now, now=now, used=used, at=row.round, open=row.round_open)
    flow = Flow([], now) if row.stage is Stage.CLOSED else reflow(slots(script.rounds), clock)
    coming = {ahead.id: ahead for ahead in flow.rounds}
    later = [(r, coming[r.id]) for n, r in enumerate(script.rounds) if r.id in coming and n != row.round]
    change = sum(r.minutes * 60 - ahead.seconds for r, ahead in later)
    share = _share(script, clock) if row.round_open and flow.rounds else 0
    if share:
        coming[script.rounds[row.round].id] = replace(flow.rounds[0], seconds=share)
    lines = [
        _line(named, used[n], coming, state=_state(row, n, had=named.id in opened, used=used[n]), index=n)
        for n, named in enumerate(script.rounds)
    ]
    hours = Hours(
        ends=_hour(flow.ends) if flow.rounds else "",
        misses=flow.minutes_missed,
        tighter=max(0, round(change / 60)),
        ahead=max(0, round(-change / 60)),
        spare=[r.title for r, _ in later if not (NEEDED | TALK) & set(r.sections)],
        late=0 < share <= used[row.round],
    )
    return Timeline(lines, hours)


def _share(script: Script, clock: Clock) -> int:
    """Seconds for the round that is on, as they were when it was opened: they do not grow with it."""
    had = clock.used[clock.at]
    used = [0.0 if index == clock.at else seconds for index, seconds in enumerate(clock.used)]
    then = replace(clock, now=clock.now - timedelta(seconds=had), used=used)
    return reflow(slots(script.rounds), then).rounds[0].seconds


def _state(row: model.Session, index: int, *, had: bool, used: float) -> str:
    """Whatever order was taken: what was not had is still to come, or was passed over."""
    if index == row.round:
        return "open" if row.round_open else "now"
    if index > row.round:
        return "after" if used >= A_SLIP else "before"
    return "after" if had else "skipped"


def _line(named: Round, used: float, coming: Mapping[str, Ahead], *, state: str, index: int) -> RoundLine:
    ahead = coming.get(named.id)
    return RoundLine(
        index=index,
        id=named.id,
        title=named.title,
        form=named.form,
        phones=named.phones,
        shared=named.shared,
        planned=named.minutes * 60.0,
        used=used,
        state=state,
        minutes=ahead.minutes if ahead else 0,
        begins=_hour(ahead.starts) if ahead else "",
    )


def _hour(at: datetime) -> str:
    """On the clock of the laptop, which stands in the room."""
    return at.astimezone().strftime("%H:%M")
