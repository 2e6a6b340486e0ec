"""Which `host:port` names a listener answers to: the live list behind the Host and Origin gate."""

import threading
import time
from collections.abc import Callable, Iterable

from facilitator.network.join import at

KEEP_OLD = 30 * 60.0
Clock = Callable[[], float]


class HostsAllowed:
    """The `host:port` names a listener answers to: live, safe to read from any thread.

    The address in use and the extra names always; an address that was given up for `keep` seconds more, so
    that phones which still know only the old one can hand over what they hold.
    """

    def __init__(
        self, port: int, names: Iterable[str] = (), *, keep: float = KEEP_OLD, clock: Clock = time.monotonic
    ) -> None:
        self.port, self._keep, self._clock = port, keep, clock
        self._always = frozenset(names)
        self._current: str | None = None
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def use(self, address: str | None) -> None:
        """From now on phones are sent to this address (`None`: to none)."""
        with self._lock:
            if self._current is not None and self._current != address:
                self._until[self._current] = self._clock() + self._keep
            self._current = address

    def hosts(self) -> frozenset[str]:
        """Every `host:port` answered just now, in lower case."""
        with self._lock:
            now = self._clock()
            self._until = {host: until for host, until in self._until.items() if until > now}
            hosts = {*self._always, *self._until} | ({self._current} if self._current else set())
        # A browser leaves the port out where it is the usual one.
        bare = {at(host, None) for host in hosts} if self.port == 80 else set()
        return frozenset(name.lower() for name in {at(host, self.port) for host in hosts} | bare)

    def origins(self) -> frozenset[str]:
        """The same as origins, for the gate on POST and on the socket."""
        return frozenset(f"http://{host}" for host in self.hosts())

    def __contains__(self, host: object) -> bool:
        return isinstance(host, str) and host.lower() in self.hosts()


def console_hosts(port: int) -> HostsAllowed:
    """What the console's own listener answers to: this laptop and nobody else."""
    return HostsAllowed(port, ("127.0.0.1", "localhost", "::1"))
