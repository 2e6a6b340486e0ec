"""The address through the evening: kept while it works, told once when it changes, the old one answered."""

import threading
from collections.abc import Callable

from facilitator.network import (
    AddressWatch,
    Choice,
    HostsAllowed,
    Inside,
    Interface,
    Surroundings,
    console_hosts,
)

WIFI = Interface("wlan0", "", (("192.168.1.5", 24),))
RENEWED = Interface("wlan0", "", (("192.168.1.77", 24),))
CABLE = Interface("eth0", "", (("10.0.0.9", 16),))
HOTSPOT = Interface("wlan1", "", (("10.42.0.1", 24),))


class Evening:
    """A made-up laptop whose networks and clock the test turns."""

    def __init__(self, *interfaces: Interface, used: bool = False, remembered: str | None = None) -> None:
        self.interfaces: list[Interface] | None = list(interfaces)
        self.out: str | None = None
        self.now, self.used = 1000.0, used
        self.told: list[tuple[str | None, str | None]] = []
        self.hosts = HostsAllowed(8770, ["circle.test"], clock=lambda: self.now)
        self.watch = AddressWatch(
            self.hosts,
            self.tell,
            remembered=remembered,
            settled=lambda: self.used,
            surroundings=Surroundings(self.gather, lambda: self.out, lambda: Inside.NOTHING),
            clock=lambda: self.now,
        )

    def gather(self) -> list[Interface]:
        if self.interfaces is None:
            raise OSError("the system did not say")
        return self.interfaces

    def tell(self, old: Choice, new: Choice) -> None:
        self.told.append((old.address, new.address))

    def later(self, seconds: float, *interfaces: Interface) -> str | None:
        self.now += seconds
        self.interfaces = list(interfaces)
        return self.watch.look().address


def test_a_new_address_on_the_same_card_is_told_at_once_and_once() -> None:
    """The router gives another address in the middle of the evening: the new code is shown."""
    evening = Evening(WIFI, used=True)
    assert evening.later(2, RENEWED) == "192.168.1.77"
    assert evening.later(2, RENEWED) == "192.168.1.77"
    assert evening.told == [("192.168.1.5", "192.168.1.77")]


def test_the_old_address_is_answered_for_half_an_hour() -> None:
    """Phones that know only the old address can still hand over what they hold; then it is a stranger."""
    evening = Evening(WIFI)
    evening.later(2, RENEWED)
    assert {"192.168.1.5:8770", "192.168.1.77:8770"} <= evening.hosts.hosts()
    evening.now += 30 * 60 - 1
    assert "192.168.1.5:8770" in evening.hosts
    evening.now += 1
    assert "192.168.1.5:8770" not in evening.hosts
    assert "192.168.1.77:8770" in evening.hosts


def test_an_address_that_comes_back_is_current_again() -> None:
    """Back on the first address, it does not run out after half an hour."""
    evening = Evening(WIFI)
    evening.later(2, RENEWED)
    evening.later(2, WIFI)
    evening.now += 31 * 60
    assert evening.hosts.hosts() == {"192.168.1.5:8770", "circle.test:8770"}


def test_a_blink_of_the_radio_is_not_told() -> None:
    """A laptop just woken is without an address for some seconds; the code stays on the wall."""
    evening = Evening(WIFI, used=True)
    assert evening.later(2) == "192.168.1.5"
    assert evening.later(6) == "192.168.1.5"
    assert evening.later(2, WIFI) == "192.168.1.5"
    assert evening.told == []


def test_a_network_that_is_gone_for_long_is_told() -> None:
    """After ten seconds without an address the console says so, and shows the next one when it comes."""
    evening = Evening(WIFI, used=True)
    evening.later(2)
    assert evening.later(10) is None
    assert evening.later(60, CABLE) == "10.0.0.9"
    assert evening.told == [("192.168.1.5", None), (None, "10.0.0.9")]


def test_each_time_out_of_reach_is_waited_for_anew() -> None:
    """Two blinks far apart are two blinks, not one long absence."""
    evening = Evening(WIFI, used=True)
    evening.later(2)
    evening.later(2, WIFI)
    evening.later(600)
    assert evening.later(2, WIFI) == "192.168.1.5"
    assert evening.told == []


def test_a_cable_plugged_in_does_not_move_the_room() -> None:
    """While phones use an address and can reach it, a better one does not replace it."""
    evening = Evening(WIFI, used=True)
    evening.out = "10.0.0.9"
    assert evening.later(2, WIFI, CABLE) == "192.168.1.5"
    evening.used = False
    assert evening.later(2, WIFI, CABLE) == "10.0.0.9"


def test_a_hotspot_turned_on_while_preparing_is_taken() -> None:
    """Before any phone came, what the facilitator turns on for the phones is what the code shows."""
    evening = Evening(WIFI)
    assert evening.later(2, WIFI, HOTSPOT) == "10.42.0.1"


def test_one_tap_chooses_another_and_it_is_kept() -> None:
    """The facilitator's choice is taken at once, also in mid-evening, and comes back after a loss."""
    evening = Evening(WIFI, CABLE, used=True)
    assert evening.watch.remember("eth0").address == "10.0.0.9"
    assert evening.later(2, WIFI, CABLE) == "10.0.0.9"
    evening.later(2, WIFI)
    assert evening.later(20, WIFI) == "192.168.1.5"
    assert evening.later(20, WIFI, CABLE) == "10.0.0.9"


def test_a_system_that_cannot_say_changes_nothing() -> None:
    """If the interfaces cannot be read just now, the address stays as it was."""
    evening = Evening(WIFI, used=True)
    evening.interfaces = None
    assert evening.watch.look().address == "192.168.1.5"
    assert evening.told == []


def test_a_telling_that_fails_does_not_end_the_watch() -> None:
    """A screen that breaks on the news does not keep the next change from being seen."""
    told: list[str | None] = []

    def tell(old: Choice, new: Choice) -> None:
        told.append(new.address)
        raise RuntimeError("a screen broke")

    interfaces = [[WIFI], [RENEWED], [CABLE]]
    look: Callable[[], list[Interface]] = lambda: interfaces.pop(0)  # noqa: E731
    watch = AddressWatch(
        HostsAllowed(8770), tell, surroundings=Surroundings(look, lambda: None, lambda: Inside.NOTHING)
    )
    watch.look()
    watch.remember("eth0")
    assert told == ["192.168.1.77", "10.0.0.9"]


def test_the_watch_runs_by_itself_and_stops_when_told() -> None:
    """Started, it sees a change without being asked; stopped, its thread is gone."""
    changed = threading.Event()
    interfaces = [WIFI]
    surroundings = Surroundings(lambda: list(interfaces), lambda: None, lambda: Inside.NOTHING)
    watch = AddressWatch(HostsAllowed(8770), lambda old, new: changed.set(), surroundings=surroundings)
    watch.start()
    interfaces[:] = [RENEWED]
    assert changed.wait(60)
    watch.stop()
    assert "address watch" not in {thread.name for thread in threading.enumerate()}


def test_only_exact_hosts_are_answered() -> None:
    """The gate's list holds the chosen address and the given names with the port, and nothing near them."""
    evening = Evening(WIFI)
    assert evening.hosts.hosts() == {"192.168.1.5:8770", "circle.test:8770"}
    assert "CIRCLE.test:8770" in evening.hosts
    for stranger in ("evil.example:8770", "192.168.1.5", "192.168.1.5:80", "192.168.1.50:8770", "", None):
        assert stranger not in evening.hosts
    assert evening.hosts.origins() == {"http://192.168.1.5:8770", "http://circle.test:8770"}


def test_the_console_answers_to_this_laptop_only() -> None:
    """The console's listener knows loopback's names; on port 80 without the port too, as browsers say it."""
    assert console_hosts(8760).hosts() == {"127.0.0.1:8760", "localhost:8760", "[::1]:8760"}
    assert "localhost" in console_hosts(80)
