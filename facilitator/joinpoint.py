"""Where phones come in: the address in use, its links and QR codes, and whether a phone has come yet."""

import platform
from collections.abc import Callable

from facilitator.network import (
    AddressWatch,
    Check,
    Choice,
    FirstVisit,
    HostsAllowed,
    Surroundings,
    at,
    checklist,
    gather,
    join_link,
    own_addresses,
    qr_svg,
)


class JoinPoint:
    """`told` is called when the address changed; `settled` says whether phones are using the one there is."""

    def __init__(
        self,
        port: int,
        *,
        names: tuple[str, ...] = (),
        remembered: str | None = None,
        told: Callable[[], None] = lambda: None,
        settled: Callable[[], bool] = lambda: False,
        surroundings: Surroundings | None = None,
    ) -> None:
        self.port = port
        self.hosts = HostsAllowed(port, names)
        self.visit = FirstVisit(lambda: own_addresses(gather()))
        self.watch = AddressWatch(
            self.hosts,
            lambda old, new: self._changed(told),
            remembered=remembered,
            settled=settled,
            surroundings=surroundings,
        )

    def _changed(self, told: Callable[[], None]) -> None:
        self.visit.begin()  # that phones came to the old address proves nothing of the new one
        told()

    @property
    def choice(self) -> Choice:
        return self.watch.choice

    def link(self, token: str) -> str | None:
        """What a phone opens to join; None where no phone could."""
        address = self.choice.address
        return join_link(address, self.port, token) if address else None

    def place(self) -> str | None:
        """Where a code is typed by hand: 192.168.1.7:8770."""
        address = self.choice.address
        return at(address, self.port) if address else None

    def screen_link(self, token: str) -> str | None:
        """What the recorder's or the projector's own machine opens."""
        place = self.place()
        return f"http://{place}/pair/{token}" if place else None

    def qr(self, token: str) -> str | None:
        link = self.link(token)
        return qr_svg(link) if link else None

    def checklist(self) -> tuple[Check, ...]:
        systems = {"Windows": "windows", "Darwin": "macos"}
        return checklist(systems.get(platform.system(), "linux"), port=self.port)
