"""Try it with your own phone: notes the first device that is not this laptop, and says why none may come."""

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from facilitator.network.hosts import Clock
from facilitator.network.kinds import parse
from facilitator.saying import N_, Saying

WAIT = 60.0


class Visit(StrEnum):
    """How the try stands: nobody yet, somebody came, or a minute has passed with nobody."""

    WAITING = "waiting"
    CAME = "came"
    NOBODY = "nobody"


class FirstVisit:
    """Whether another device has come; `own` gives this laptop's addresses. Any thread may ask."""

    def __init__(
        self, own: Callable[[], Collection[str]], *, wait: float = WAIT, clock: Clock = time.monotonic
    ) -> None:
        self._own, self._wait, self._clock = own, wait, clock
        self._lock = threading.Lock()
        self._since: float | None = None
        self._came = False

    def begin(self) -> None:
        """The code is on the screen, or a new one: from now a device is waited for."""
        with self._lock:
            self._since, self._came = self._clock(), False

    def note(self, remote: str) -> bool:
        """A request came from `remote`; True if it is the first from another device."""
        if self._came or not self._is_other(remote):
            return False
        with self._lock:
            first, self._came = not self._came, True
        return first

    @property
    def state(self) -> Visit:
        with self._lock:
            if self._came:
                return Visit.CAME
            late = self._since is not None and self._clock() - self._since >= self._wait
            return Visit.NOBODY if late else Visit.WAITING

    def _is_other(self, remote: str) -> bool:
        address = parse(remote)
        if address is None or address.is_loopback:
            return False
        return address not in {parse(own) for own in self._own()}


@dataclass(frozen=True)
class Check:
    """One likely reason, asked as a question, and what to do about it, step by step."""

    question: Saying
    steps: tuple[Saying, ...]


def checklist(system: str, *, port: int = 8770) -> tuple[Check, ...]:
    """Why no phone came, likeliest first. `system`: "windows", "macos" or "linux"; others get Linux's."""
    values = {"port": port}
    chosen = system if system in FIREWALL else "linux"
    questions = (
        (N_("Is the phone in the same Wi-Fi as this laptop?"), SAME_WIFI),
        (N_("Does this laptop's firewall keep the phone out?"), FIREWALL[chosen]),
        (N_("Does this Wi-Fi keep devices apart, as guest networks do?"), ISOLATED),
        (N_("Is a VPN on, on this laptop or on the phone?"), VPN),
        (N_("Nothing helps? Make a network of your own."), OWN_NETWORK[chosen]),
    )
    return tuple(Check(Saying(q), tuple(Saying(s, values) for s in steps)) for q, steps in questions)


SAME_WIFI = (
    N_("On the phone, open Settings, Wi-Fi, and compare the name with the one on this laptop."),
    N_("A house may have several networks with similar names (guest, 5G): both must be in the same one."),
    N_(
        "Turn mobile data off on the phone for a moment: a phone leaves a Wi-Fi without internet by itself. "
        "If it asks whether to stay, choose to stay."
    ),
)
ISOLATED = (
    N_("Guest, hotel, library and school networks often let a device reach the internet and nothing else."),
    N_("Ask for a network without this isolation (also called client or AP isolation), or use your own."),
)
VPN = (
    N_("Turn the VPN off on this laptop, and wait ten seconds."),
    N_("On the phone, turn off VPN, and on an iPhone also iCloud Private Relay, for this Wi-Fi."),
)
FIREWALL = {
    "windows": (
        N_("If Windows asked whether to allow Python, and it was cancelled, it now blocks it. To mend that:"),
        N_(
            "Press the Windows key, type “Allow an app through Windows Firewall”, open it, and choose "
            "“Change settings”."
        ),
        N_(
            "Find every line named Python (or aplis), tick Private and Public, and choose OK. "
            "If there is none, choose “Allow another app” and find python.exe."
        ),
        N_("If the settings are grey, the laptop is managed: ask its managers to allow TCP port %(port)s."),
        N_("Another antivirus with a firewall of its own has the same setting in its own window."),
    ),
    "macos": (
        N_("Open System Settings, Network, Firewall. If it is off, it is not the reason."),
        N_("If it is on, choose Options and turn off “Block all incoming connections”."),
        N_(
            "In the same list set Python to “Allow incoming connections”; if it is not there, add it with +, "
            "or start aplis again and choose Allow when asked."
        ),
    ),
    "linux": (
        N_("Ubuntu, Mint, Debian with ufw: run  sudo ufw allow %(port)s/tcp"),
        N_("Fedora, openSUSE with firewalld: run  sudo firewall-cmd --add-port=%(port)s/tcp"),
        N_("If neither command is known, there is probably no firewall on this laptop."),
    ),
}
ROUTER = N_(
    "For more than a few phones a small router of your own is the surest: laptop and phones join it, "
    "and it needs no internet."
)
ANDROID = N_("An Android phone's hotspot works too: let the laptop and the other phones join it.")
OWN_NETWORK = {
    "windows": (
        N_("Open Settings, Network & internet, Mobile hotspot, and turn it on. It takes up to eight phones."),
        N_("Windows makes a hotspot only while the laptop is in some network itself."),
        ANDROID,
        ROUTER,
    ),
    "macos": (
        N_(
            "Open System Settings, General, Sharing, Internet Sharing: share the cable's or a phone's "
            "connection to Wi-Fi."
        ),
        N_("A Mac cannot share the very Wi-Fi it is in."),
        ANDROID,
        ROUTER,
    ),
    "linux": (
        N_("Open Settings, Wi-Fi, the menu with three dots, Turn On Wi-Fi Hotspot."),
        N_("Most laptops leave the Wi-Fi they are in while their hotspot is on."),
        ANDROID,
        ROUTER,
    ),
}
