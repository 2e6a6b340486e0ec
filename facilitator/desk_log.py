"""The reading desk's log in the file: lines are added and never changed, and the desk lies as they say."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from analysis.deciding import Entry, History, history
from analysis.deciding.history import READ
from analysis.report import Decided
from facilitator import researched
from facilitator.work import Work

_SAYS = {"pin": "pinned", "reject": "rejected", "refuse": "refused"}
SHARED = ""  # the lane of what everybody sees


def lines(work: Work, lane: str = SHARED, *, after: int = 0) -> list[Entry]:
    """The log of a lane from its first line, or from the one behind number `after`."""
    return [
        Entry(row.seq, row.act, row.body, row.who, row.why, iso(row.at))
        for row in work.lines_after(after, lane)
    ]


def standing(work: Work, lane: str = SHARED) -> History:
    return history(lines(work, lane))


def add(
    work: Work, act: str, body: Mapping[str, Any], *, who: str = "", why: str = "", lane: str = SHARED
) -> int:
    """One more line; its number."""
    seq = last(work) + 1
    work.add(
        researched.DeskEntry(
            seq=seq, lane=lane, act=act, body=dict(body), who=who.strip()[:80], why=why.strip()[:1000]
        )
    )
    return seq


def add_reading(
    work: Work,
    found: Mapping[str, Any],
    *,
    who: str = "",
) -> int:
    """A new reading of the series, kept beside the earlier ones, and the line that says so."""
    version = 1 + max((row.version for row in work.rows(researched.SeriesReading)), default=0)
    work.add(
        researched.SeriesReading(
            version=version, themes=found["themes"], placed=found["placed"], method=found["method"]
        )
    )
    return add(work, READ, {"version": version}, who=who)


def last(work: Work) -> int:
    """The number of the last line of all lanes; 0 where there is none."""
    return work.last_line()


def iso(at: datetime) -> str:
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat(timespec="seconds")


def told(now: History) -> list[Decided]:
    """What holds of the log, as a report tells it."""
    return [
        Decided(one.who, one.at, one.act, one.why, _about(one.body), off=_off(one.act, one.body))
        for one in now.holds
    ]


def _off(act: str, body: Mapping[str, Any]) -> bool:
    """Whether it takes back what the act says: a pin loosened, a theme brought back, an insight struck."""
    if act == "insight":
        return bool(body.get("gone"))
    return act in _SAYS and not body.get(_SAYS[act])


def _about(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Ids of the themes and contributions a decision names."""
    one = [str(body[part]) for part in ("theme", "into", "new", "to", "id", "contribution") if body.get(part)]
    many = [id for part in ("themes", "members", "sources") for id in body.get(part, ())]
    return tuple(dict.fromkeys([*(id for id in one if not id.startswith("{")), *many]))
