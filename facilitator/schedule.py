"""Time that stretches: rounds that take longer or shorter, and the rest that re-flows between start and end.

Nothing here cuts anything off. It says what the minutes of the coming rounds would be so that the evening
still ends when it was promised to, and by how much it misses where even the fewest minutes do not fit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

TALK, CLOSING = frozenset({5, 8}), frozenset(range(9, 14))  # sections of the method, which has thirteen
CLOSING_MINUTES = 20


class Timed(Protocol):
    """What the schedule knows of a round."""

    @property
    def id(self) -> str: ...
    @property
    def sections(self) -> Sequence[int]: ...
    @property
    def minutes(self) -> int: ...
    @property
    def least(self) -> int: ...


@dataclass(frozen=True)
class Slot:
    """A round's time in whole seconds: how long it is to take, and how short it can get."""

    id: str
    sections: Sequence[int]
    planned: int
    least: int


@dataclass(frozen=True)
class Ahead:
    """A round that is on or still to come: from when, and how many seconds in all, those used included."""

    id: str
    starts: datetime
    seconds: int

    @property
    def minutes(self) -> int:
        """Whole minutes to show; never none."""
        return max(1, round(self.seconds / 60))


@dataclass(frozen=True)
class Flow:
    """The rest of an evening. `misses`: seconds after the promised end that even the shortest rest takes."""

    rounds: Sequence[Ahead]
    ends: datetime
    misses: int = 0

    @property
    def minutes_missed(self) -> int:
        """Begun minutes."""
        return -(-self.misses // 60)


@dataclass(frozen=True)
class Clock:
    """Where an evening is: the seconds each round has used, the last that was opened (-1 before the first).

    `open` says whether that round is on. `start` and `now` are of one clock.
    """

    start: datetime
    now: datetime
    used: Sequence[float]
    at: int = -1
    open: bool = False


def slots(rounds: Iterable[Timed]) -> list[Slot]:
    return [Slot(step.id, step.sections, step.minutes * 60, step.least * 60) for step in rounds]


def reflow(planned: Sequence[Slot], clock: Clock) -> Flow:
    """What the rest of the evening looks like now.

    A round that runs over takes from those after it, down to their least; time won goes to the talk that
    is still to come. The closing keeps its twenty minutes until all others are at their least. A round
    that was had before and comes again keeps what it has used. Pauses are lost time: the end stays.
    """
    end = clock.start + timedelta(seconds=sum(slot.planned for slot in planned))
    left = round((end - clock.now).total_seconds())
    rest, used = _rest(_with_floors(planned), clock)
    lengths = _shared_out(rest, left, used[0] if clock.open and used else 0, on=clock.open)
    misses = max(0, sum(lengths) - left)
    ends = end + timedelta(seconds=misses)
    rounds = []
    for slot, before, length in reversed(list(zip(rest, used, lengths, strict=True))):
        ends -= timedelta(seconds=length)
        rounds.append(Ahead(slot.id, ends, before + length))
    if clock.open and rounds:
        rounds[-1] = replace(rounds[-1], starts=rounds[-1].starts - timedelta(seconds=used[0]))
    return Flow(rounds[::-1], end + timedelta(seconds=misses), misses)


@dataclass(frozen=True)
class _Share:
    """A slot that takes part in sharing out: between `least` and `floor` it shrinks last."""

    id: str
    talk: bool
    planned: int
    floor: int
    least: int

    def after(self, used: int) -> "_Share":
        return replace(
            self,
            planned=max(0, self.planned - used),
            floor=max(0, self.floor - used),
            least=max(0, self.least - used),
        )


def _with_floors(planned: Sequence[Slot]) -> list[_Share]:
    """The closing rounds together keep twenty minutes, or their plan if that is less."""
    closing = [slot for slot in planned if CLOSING & set(slot.sections)]
    kept = min(CLOSING_MINUTES * 60, sum(slot.planned for slot in closing))
    above = max(0, kept - sum(slot.least for slot in closing))
    more = iter(_split(above, [slot.planned - slot.least for slot in closing]))
    return [
        _Share(
            id=slot.id,
            talk=bool(TALK & set(slot.sections)),
            planned=slot.planned,
            floor=slot.least + (next(more) if CLOSING & set(slot.sections) else 0),
            least=slot.least,
        )
        for slot in planned
    ]


def _rest(shares: Sequence[_Share], clock: Clock) -> tuple[list[_Share], list[int]]:
    """The rounds that are on or to come, and what they have used. The one that is on counts whole."""
    first = clock.at if clock.open else clock.at + 1
    used = [round(seconds) for seconds in clock.used[first:]]
    rest = [share.after(before) for share, before in zip(shares[first:], used, strict=True)]
    if clock.open:
        rest[0] = shares[first]
    return rest, used


def _shared_out(rest: Sequence[_Share], left: int, used: int, *, on: bool) -> list[int]:
    """Seconds from now for each; the round that is `on` has `used` some, and may have run over its share."""
    lengths = _lengths(rest, left + used)
    if on and lengths[0] < used:
        lengths = [used, *_lengths(rest[1:], left)]
    return [length - used if on and index == 0 else length for index, length in enumerate(lengths)]


def _lengths(shares: Sequence[_Share], budget: int) -> list[int]:
    least, floor = sum(s.least for s in shares), sum(s.floor for s in shares)
    planned = sum(s.planned for s in shares)
    if budget <= least:
        return [s.least for s in shares]
    if budget <= floor:
        more = _split(budget - least, [s.floor - s.least for s in shares])
        return [s.least + part for s, part in zip(shares, more, strict=True)]
    if budget <= planned:
        more = _split(budget - floor, [s.planned - s.floor for s in shares])
        return [s.floor + part for s, part in zip(shares, more, strict=True)]
    more = _split(budget - planned, _stretching(shares))
    return [s.planned + part for s, part in zip(shares, more, strict=True)]


def _stretching(shares: Sequence[_Share]) -> list[int]:
    """Who gets time that was won: the talk; where none is to come, everybody, by their plan."""
    talk = [s.planned if s.talk else 0 for s in shares]
    if any(talk):
        return talk
    return [s.planned for s in shares] if any(s.planned for s in shares) else [1 for _ in shares]


def _split(whole: int, weights: Sequence[int]) -> list[int]:
    """Whole seconds in proportion to the weights, by Jefferson's rule.

    Of the ways to round, this one never takes from anybody when there is more to share, nor when somebody
    leaves with their part: so that no minute jumps from one round to another and back.
    """
    total = sum(weights)
    if not total:
        return [0 for _ in weights]
    parts = [whole * weight // total for weight in weights]
    for _ in range(whole - sum(parts)):
        next_one = max(range(len(parts)), key=lambda i: weights[i] / (parts[i] + 1))
        parts[next_one] += 1
    return parts
