"""The address through the evening: looks every two seconds, keeps the one in use, says when it changes."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from facilitator.network.hosts import Clock, HostsAllowed
from facilitator.network.interfaces import Inside, Interface, gather, inside, way_out
from facilitator.network.ranking import Choice, choose

EVERY = 2.0
# A laptop just woken or a radio that changes channel is without an address for some seconds: say nothing yet.
PATIENCE = 10.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Surroundings:
    """What is asked of the system; tests put a made-up laptop here."""

    gather: Callable[[], list[Interface]] = gather
    way_out: Callable[[], str | None] = way_out
    inside: Callable[[], Inside] = inside


class AddressWatch:
    """Knows the chosen address, and tells when it changes.

    Until `settled()` says that phones use the address, the best one is taken as it comes (a hotspot turned on
    while preparing). From then on the address in use stays as long as it is there: a cable plugged in does
    not change the code on the wall.

    `told(old, new)` is called in the watcher's thread (or the caller's of `look` and `remember`), one change
    at a time, never with the same address twice. What it raises is logged; the watch goes on.
    """

    def __init__(
        self,
        hosts: HostsAllowed,
        told: Callable[[Choice, Choice], None],
        *,
        remembered: str | None = None,
        settled: Callable[[], bool] = lambda: False,
        surroundings: Surroundings | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self.hosts, self._told, self._settled, self._clock = hosts, told, settled, clock
        self._surroundings = surroundings or Surroundings()
        self._remembered = remembered
        self._interfaces: list[Interface] = []
        self._missing_since: float | None = None
        self._turn = threading.RLock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._choice = self._best(None)
        hosts.use(self._choice.address)

    @property
    def choice(self) -> Choice:
        """The choice as last looked at; its address is the one to show."""
        return self._choice

    def remember(self, wanted: str | None) -> Choice:
        """The facilitator's own choice (an address, an interface's or a host's name; None: choose for me)."""
        with self._turn:
            self._remembered, self._missing_since = wanted, None
            self._take(self._best(None))
            return self._choice

    def look(self) -> Choice:
        """Look once: what the thread does every two seconds."""
        with self._turn:
            self._take(self._patient(self._best(self._choice.address if self._settled() else None)))
            return self._choice

    def start(self) -> None:
        """Look every two seconds in a thread of its own, until `stop`."""
        if self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._run, name="address watch", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._thread = None

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            self.look()

    def _best(self, in_use: str | None) -> Choice:
        try:
            self._interfaces = self._surroundings.gather()
        except OSError:
            log.warning("the system could not say which networks it is in; asking again", exc_info=True)
        return choose(
            self._interfaces,
            way_out=self._surroundings.way_out(),
            remembered=self._remembered,
            in_use=in_use,
            inside=self._surroundings.inside(),
        )

    def _patient(self, best: Choice) -> Choice:
        """An address gone, with no new one on the same card, is missed for a while before it is said."""
        used, usable = self._choice.chosen, [c for c in best.candidates if c.reachable_by_phones]
        if used is None or used.interface in {c.interface for c in usable} or best.chosen == used:
            self._missing_since = None
            return best
        if self._missing_since is None:
            self._missing_since = self._clock()
        return self._choice if self._clock() - self._missing_since < PATIENCE else best

    def _take(self, new: Choice) -> None:
        old, self._choice = self._choice, new
        if old.address == new.address:
            return
        self.hosts.use(new.address)
        try:
            self._told(old, new)
        except Exception:
            log.exception("telling of the new address failed")
