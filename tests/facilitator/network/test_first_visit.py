"""Try it with your own phone: green when another device came, a list of reasons when none does."""

import pytest

from facilitator.network import FirstVisit, Visit, checklist

OWN = {"127.0.0.1", "192.168.1.5", "fe80::1%4", "2001:db8::7"}


class Try:
    def __init__(self) -> None:
        self.now = 0.0
        self.visit = FirstVisit(lambda: OWN, clock=lambda: self.now)
        self.visit.begin()


@pytest.mark.parametrize("remote", ["192.168.1.23", "::ffff:192.168.1.23", "2001:db8::8", "fe80::2%wlan0"])
def test_the_first_other_device_turns_it_green_once(remote: str) -> None:
    """The first request from a phone is the proof, the next ones are no news."""
    trial = Try()
    assert trial.visit.state is Visit.WAITING
    assert trial.visit.note(remote)
    assert not trial.visit.note("192.168.1.24")
    trial.now = 3600
    assert trial.visit.state is Visit.CAME


@pytest.mark.parametrize(
    "remote",
    ["127.0.0.1", "127.0.0.9", "::1", "::ffff:127.0.0.1", "192.168.1.5", "fe80::1", "2001:db8:0::7", "", "?"],
)
def test_the_laptop_itself_proves_nothing(remote: str) -> None:
    """The facilitator's own browser does not turn it green."""
    trial = Try()
    assert not trial.visit.note(remote)
    assert trial.visit.state is Visit.WAITING


def test_after_a_minute_with_nobody_the_reasons_are_due() -> None:
    """A minute without a phone asks for the checklist; a phone that comes later still turns it green."""
    trial = Try()
    trial.now = 59.9
    assert trial.visit.state is Visit.WAITING
    trial.now = 60
    assert trial.visit.state is Visit.NOBODY
    assert trial.visit.note("192.168.1.23")
    assert trial.visit.state is Visit.CAME


def test_a_new_address_is_tried_anew() -> None:
    """What was proved of the old address is not proved of the new one."""
    trial = Try()
    trial.visit.note("192.168.1.23")
    trial.now = 100
    trial.visit.begin()
    assert trial.visit.state is Visit.WAITING


def test_nobody_is_missed_before_the_code_is_shown() -> None:
    """Without a code on the screen there is no minute to run out."""
    assert FirstVisit(lambda: OWN, clock=lambda: 9e9).state is Visit.WAITING


@pytest.mark.parametrize(
    ("system", "words"),
    [
        ("windows", ["Windows Firewall", "Mobile hotspot"]),
        ("macos", ["System Settings", "Internet Sharing"]),
        ("linux", ["ufw allow 8771/tcp", "firewall-cmd --add-port=8771/tcp", "Hotspot"]),
    ],
)
def test_the_checklist_says_what_to_do_on_each_system(system: str, words: list[str]) -> None:
    """Same network, firewall, isolation, VPN, own network: each a question with its steps."""
    checks = checklist(system, port=8771)
    told = "\n".join([str(c.question) for c in checks] + [str(s) for c in checks for s in c.steps])
    for word in [*words, "same Wi-Fi", "firewall", "isolation", "mobile data", "VPN", "router of your own"]:
        assert word in told
    assert all(str(check.question).endswith(("?", ".")) and len(check.steps) >= 2 for check in checks)
    assert "%(" not in told and "!" not in told


def test_an_unknown_system_gets_a_list_too() -> None:
    """On a system we do not know, the general reasons still help."""
    assert checklist("freebsd") == checklist("linux")
