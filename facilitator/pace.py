"""How the time goes: what each round took, what is left, how far off the plan is. Suggests, never cuts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Pace:
    """All in seconds. `over` > 0: at this speed the evening ends so much after its planned end."""

    used: Sequence[float]
    elapsed: float
    left: float
    over: float


def pace(
    entries: Iterable[tuple[str, str, datetime]], rounds: Sequence[tuple[str, float]], now: datetime
) -> Pace:
    """From the journal's (name, round, at), in order, and the script's (round, planned seconds).

    Pauses and closed hours do not count: the session's time stands still while it is not open.
    """
    used = dict.fromkeys((id for id, _ in rounds), 0.0)
    elapsed = 0.0
    open_since: datetime | None = None
    current = ""
    last = now
    reached: set[str] = set()
    for name, round, at in [*entries, ("", "", now)]:
        if open_since is not None:
            span = max(0.0, (at - last).total_seconds())  # a clock that was set back takes nothing away
            elapsed += span
            if current in used:
                used[current] += span
        last = at
        if name == "session.opened":
            open_since = at
        elif name in ("session.paused", "session.closed"):
            open_since = None
        elif name == "round.opened":
            current = round
            reached.add(round)
        elif name == "round.closed":
            current = ""
    left = sum(_still(id, planned, used, reached, current) for id, planned in rounds)
    total = sum(planned for _, planned in rounds)
    return Pace([used[id] for id, _ in rounds], elapsed, left, elapsed + left - total)


def _still(id: str, planned: float, used: dict[str, float], reached: set[str], current: str) -> float:
    """What a round will still take: nothing once it is over, the rest of its plan while it is on."""
    if id == current:
        return max(0.0, planned - used[id])
    return 0.0 if id in reached else planned
