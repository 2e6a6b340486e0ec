"""Whose phone is on the line now; in memory only, by seat, and forgotten when the server stops."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable

POLLED = 40.0  # seconds for which a phone that asks by polling counts as there


class Presence:
    """`changed` is called with the session when somebody came or went."""

    def __init__(
        self, changed: Callable[[str], None] = lambda session: None, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.changed = changed
        self.now = now
        self._lines: dict[str, tuple[str, str]] = {}
        self._asked: dict[tuple[str, str], float] = {}
        self._turn = threading.Lock()

    def came(self, session: str, person: str, line: str) -> None:
        with self._turn:
            self._lines[line] = (session, person)
        self.changed(session)

    def went(self, line: str) -> None:
        with self._turn:
            session, _ = self._lines.pop(line, ("", ""))
        if session:
            self.changed(session)

    def asked(self, session: str, person: str) -> None:
        """A phone without a socket asked for news."""
        with self._turn:
            new = (session, person) not in self._asked
            self._asked[session, person] = self.now()
        if new:
            self.changed(session)

    def here(self, session: str) -> frozenset[str]:
        """Persons whose phone is on the line."""
        with self._turn:
            at = self.now()
            by_line = {person for where, person in self._lines.values() if where == session}
            by_asking = {p for (where, p), t in self._asked.items() if where == session and at - t < POLLED}
        return frozenset(by_line | by_asking)

    def lines_of(self, session: str, person: str) -> list[str]:
        """The lines this person holds."""
        with self._turn:
            return [line for line, holder in self._lines.items() if holder == (session, person)]

    def lines(self, session: str) -> dict[str, int]:
        """How many lines each person holds."""
        counted: defaultdict[str, int] = defaultdict(int)
        with self._turn:
            for where, person in self._lines.values():
                if where == session:
                    counted[person] += 1
        return dict(counted)
