"""What the running system says of its networks."""

from facilitator.network import gather, inside, own_addresses, way_out
from facilitator.network.interfaces import Inside, read_ports

PRINTED = """
Hardware Port: Ethernet Adapter (en4)
Device: en4
Ethernet Address: 02:00:00:00:00:04

Hardware Port: Wi-Fi
Device: en0
Ethernet Address: 02:00:00:00:00:01

Hardware Port: iPhone USB
Device: en8
Ethernet Address: 02:00:00:00:00:08

VLAN Configurations
===================
"""


def test_this_machine_names_its_own_interfaces() -> None:
    """Loopback is there on every system, with its address and prefix."""
    found = gather()
    assert any(("127.0.0.1", 8) in interface.addresses for interface in found)
    assert "127.0.0.1" in own_addresses(found)
    assert len({interface.name for interface in found}) == len(found)


def test_the_way_out_is_one_of_its_own_addresses_or_none() -> None:
    """Asking for the way out names an address this machine has, or says there is none."""
    out = way_out()
    assert out is None or out in own_addresses(gather())


def test_it_knows_what_it_runs_in() -> None:
    """A container or Windows' Linux is told from a plain machine without an error on any system."""
    assert inside() in Inside


def test_macos_ports_get_the_names_people_know() -> None:
    """What networksetup prints gives each device its name."""
    assert read_ports(PRINTED) == {"en4": "Ethernet Adapter (en4)", "en0": "Wi-Fi", "en8": "iPhone USB"}
    assert read_ports("") == {}
