"""The log as it stands: which entries hold, which were undone and can be done again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

READ, UNDO, REDO = "read", "undo", "redo"


@dataclass(frozen=True)
class Entry:
    """One line of the log; lines are only ever added. `act` is one of analysis.deciding.acts.ACTS, or read,
    undo, redo; `at` is a time as ISO 8601. `undone`: it was taken back since, so far as somebody told."""

    seq: int
    act: str
    body: Mapping[str, Any]
    who: str = ""
    why: str = ""
    at: str = ""
    undone: bool = False


@dataclass(frozen=True)
class History:
    """`holds` in the order they were done; `undone` those that may be done again, the next one last."""

    holds: Sequence[Entry]
    undone: Sequence[Entry]

    @property
    def undo(self) -> Entry | None:
        """What undoing would take back; the first reading stays."""
        return self.holds[-1] if len(self.holds) > 1 else None

    @property
    def redo(self) -> Entry | None:
        return self.undone[-1] if self.undone else None

    @property
    def version(self) -> int:
        """Of the reading that all is decided over; 0 where nothing was read."""
        read = [entry for entry in self.holds if entry.act == READ]
        return int(read[-1].body["version"]) if read else 0

    @property
    def decided(self) -> list[Entry]:
        """What people decided and did not take back."""
        return [entry for entry in self.holds if entry.act != READ]


def history(log: Sequence[Entry]) -> History:
    """Go through the log once. A decision after an undo leaves nothing to do again; readings are steps too,
    so that undoing goes back to the first one."""
    holds: list[Entry] = []
    undone: list[Entry] = []
    for entry in log:
        if entry.act == UNDO:
            if len(holds) > 1:
                undone.append(holds.pop())
        elif entry.act == REDO:
            if undone:
                holds.append(undone.pop())
        else:
            holds.append(entry)
            undone.clear()
    return History(tuple(holds), tuple(undone))
