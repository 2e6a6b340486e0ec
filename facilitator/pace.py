"""What an evening's time went to, read from its journal: the seconds of each round, and when it began."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

Entry = tuple[str, str, datetime]
"""Name, round ("" where it is about none) and hour of a journal's entry."""

ANOTHER_DAY = timedelta(hours=2)  # a pause longer than this: the circle went on another time


def used(entries: Iterable[Entry], rounds: Sequence[str], now: datetime) -> list[float]:
    """The seconds each of these rounds has taken so far, from the journal in its order.

    Pauses and closed hours do not count: a round's time stands still while the session is not open.
    """
    seconds = dict.fromkeys(rounds, 0.0)
    running = False
    current = ""
    last = now
    for name, round, at in [*entries, ("", "", now)]:
        if running and current in seconds:
            seconds[current] += max(0.0, (at - last).total_seconds())  # a clock set back takes nothing away
        last = at
        if name == "session.opened":
            running = True
        elif name in ("session.paused", "session.closed"):
            running = False
        elif name == "round.opened":
            current = round
        elif name == "round.closed":
            current = ""
    return [seconds[id] for id in rounds]


def opened(entries: Iterable[Entry]) -> set[str]:
    """The rounds that were ever opened."""
    return {round for name, round, _ in entries if name == "round.opened"}


def begun(entries: Iterable[Entry]) -> datetime | None:
    """When the sitting began; None before it did.

    Hours in which it was closed, and pauses so long that it went on another day, are not its time: the
    beginning moves with them.
    """
    start: datetime | None = None
    left: datetime | None = None  # when it was last paused or closed
    closed = False
    for name, _, at in entries:
        if name in ("session.paused", "session.closed"):
            left, closed = left or at, closed or name == "session.closed"
        elif name == "session.opened":
            if start is None:
                start = at
            elif left is not None and (closed or at - left > ANOTHER_DAY):
                start += at - left
            left, closed = None, False
    return start
