"""The address in the join link is one that phones can reach, whatever networks a laptop is in."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.network import Inside, Interface, Kind, NotForPhones, choose, join_link, rank

LO = Interface("lo", "", (("127.0.0.1", 8), ("::1", 128)))
LINK_LOCAL = ("fe80::1c2d:3eff:fe4f:5a6b%4", 64)


def card(
    name: str, *addresses: str, description: str = "", up: bool = True, wireless: bool = False
) -> Interface:
    pairs = tuple((ip, int(prefix)) for ip, _, prefix in (a.partition("/") for a in addresses))
    return Interface(name, description, pairs, up, wireless)


@dataclass(frozen=True)
class Laptop:
    """A made-up laptop, and the address its facilitator should be shown (None: no code)."""

    what: str
    interfaces: list[Interface]
    right: str | None
    kind: Kind | None = None
    out: str | None = None
    inside: Inside = Inside.NOTHING


WIN_LO = Interface("Loopback Pseudo-Interface 1", "Software Loopback Interface 1", (("127.0.0.1", 8),))
WIN_WIFI = card("Wi-Fi", "192.168.1.23/24", description="Intel(R) Wi-Fi 6 AX201 160MHz")
WSL = card(
    "vEthernet (WSL (Hyper-V firewall))", "172.29.64.1/20", description="Hyper-V Virtual Ethernet Adapter"
)
VBOX = card("Ethernet 3", "192.168.56.1/24", description="VirtualBox Host-Only Ethernet Adapter")
UTUNS = [card(f"utun{n}", f"fe80::{n}/64") for n in range(5)]

LAPTOPS = [
    Laptop(
        "Linux in the room's Wi-Fi",
        [LO, card("wlp3s0", "192.168.1.5/24")],
        "192.168.1.5",
        Kind.WIFI,
        "192.168.1.5",
    ),
    Laptop("Windows with WSL2", [WIN_LO, WSL, WIN_WIFI], "192.168.1.23", Kind.WIFI, "192.168.1.23"),
    Laptop("Windows with WSL2 and nothing else", [WIN_LO, WSL], None),
    Laptop(
        "aplis inside WSL2",
        [LO, card("eth0", "172.29.64.7/20")],
        None,
        out="172.29.64.7",
        inside=Inside.WSL,
    ),
    Laptop(
        "aplis inside WSL2 that mirrors the laptop's addresses",
        [LO, card("eth0", "192.168.1.23/24")],
        "192.168.1.23",
        Kind.WIRED,
        "192.168.1.23",
        Inside.WSL,
    ),
    Laptop(
        "aplis inside a container",
        [LO, card("eth0", "172.17.0.2/16")],
        None,
        None,
        "172.17.0.2",
        Inside.CONTAINER,
    ),
    Laptop(
        "Linux with Docker and its bridges",
        [
            LO,
            card("docker0", "172.17.0.1/16"),
            card("br-3f2a9c01d4e5", "172.18.0.1/16"),
            card("veth1a2b3c4", "169.254.9.1/16"),
            card("wlan0", "10.0.0.8/24"),
        ],
        "10.0.0.8",
        Kind.WIFI,
        "10.0.0.8",
    ),
    Laptop(
        "a VPN under a name of its own, told by its network of one",
        [card("Darbs", "10.44.0.2/32"), card("Wi-Fi", "192.168.1.23/24")],
        "192.168.1.23",
        Kind.WIFI,
        "10.44.0.2",
    ),
    Laptop("a VPN of one address alone", [card("Darbs", "10.44.0.2/32")], None),
    Laptop(
        "a programmer's second address on loopback, on a campus",
        [card("lo0", "127.0.0.1/8", "10.254.254.254/24"), card("en0", "203.0.113.9/22", description="Wi-Fi")],
        "203.0.113.9",
        Kind.PUBLIC,
    ),
    Laptop("Docker alone", [LO, card("docker0", "172.17.0.1/16", up=False)], None),
    Laptop(
        "k3s and its 10.42",
        [LO, card("cni0", "10.42.0.1/24"), card("enp2s0", "10.1.2.3/16")],
        "10.1.2.3",
        Kind.WIRED,
    ),
    Laptop(
        "libvirt, podman and LXD",
        [
            LO,
            card("virbr0", "192.168.122.1/24"),
            card("podman0", "10.88.0.1/16"),
            card("lxdbr0", "10.5.5.1/24"),
        ],
        None,
    ),
    Laptop(
        "VPN on top of Wi-Fi (WireGuard on Linux)",
        [LO, card("wg0", "10.8.0.2/32"), card("wlp3s0", "192.168.8.4/24")],
        "192.168.8.4",
        Kind.WIFI,
        "10.8.0.2",
    ),
    Laptop(
        "OpenVPN's TAP on Windows",
        [WIN_LO, card("Ethernet 2", "10.8.0.6/24", description="TAP-Windows Adapter V9"), WIN_WIFI],
        "192.168.1.23",
        Kind.WIFI,
        "10.8.0.6",
    ),
    Laptop(
        "NordLynx on Windows",
        [WIN_LO, card("NordLynx", "10.5.0.2/16", description="NordLynx Tunnel"), WIN_WIFI],
        "192.168.1.23",
        Kind.WIFI,
        "10.5.0.2",
    ),
    Laptop(
        "an office VPN (AnyConnect) alone",
        [WIN_LO, card("Ethernet 5", "10.20.1.9/24", description="Cisco AnyConnect Virtual Miniport Adapter")],
        None,
    ),
    Laptop(
        "Tailscale",
        [
            LO,
            card("tailscale0", "100.101.102.103/32", "fd7a:115c:a1e0::1/128"),
            card("wlan0", "172.16.4.9/22"),
        ],
        "172.16.4.9",
        Kind.WIFI,
        "172.16.4.9",
    ),
    Laptop(
        "Tailscale alone", [WIN_LO, card("Tailscale", "100.80.1.2/32", description="Tailscale Tunnel")], None
    ),
    Laptop(
        "cable and Wi-Fi, the cable leads out",
        [LO, card("wlp3s0", "192.168.1.5/24"), card("enp0s31f6", "10.10.0.7/16")],
        "10.10.0.7",
        Kind.WIRED,
        "10.10.0.7",
    ),
    Laptop(
        "cable and Wi-Fi, neither leads out",
        [LO, card("enp0s31f6", "10.10.0.7/16"), card("wlp3s0", "192.168.1.5/24")],
        "192.168.1.5",
        Kind.WIFI,
    ),
    Laptop("169.254 only", [LO, card("wlan0", "169.254.17.4/16", "fe80::1/64")], None),
    Laptop(
        "Windows' mobile hotspot beside Wi-Fi",
        [
            WIN_WIFI,
            card(
                "Local Area Connection* 10",
                "192.168.137.1/24",
                description="Microsoft Wi-Fi Direct Virtual Adapter #2",
            ),
        ],
        "192.168.137.1",
        Kind.HOTSPOT,
        "192.168.1.23",
    ),
    Laptop("Linux hotspot", [LO, card("wlp3s0", "10.42.0.1/24")], "10.42.0.1", Kind.HOTSPOT),
    Laptop(
        "macOS hotspot from a cable",
        [card("en7", "10.1.1.20/24", description="USB 10/100/1000 LAN"), card("bridge100", "192.168.2.1/24")],
        "192.168.2.1",
        Kind.HOTSPOT,
        "10.1.1.20",
    ),
    Laptop(
        "macOS virtual machine on bridge100",
        [card("en0", "192.168.0.14/24", description="Wi-Fi"), card("bridge100", "192.168.64.1/24")],
        "192.168.0.14",
        Kind.WIFI,
        "192.168.0.14",
    ),
    Laptop(
        "macOS with five tunnels of its own",
        [
            *UTUNS,
            card("awdl0", "fe80::9/64"),
            card("en0", "192.168.0.14/24", "fe80::2%en0/64", description="Wi-Fi"),
        ],
        "192.168.0.14",
        Kind.WIFI,
        "192.168.0.14",
    ),
    Laptop(
        "macOS that does not name its ports", [card("en0", "192.168.0.14/24")], "192.168.0.14", Kind.NETWORK
    ),
    Laptop(
        "campus with public addresses",
        [LO, card("wlan0", "203.0.113.77/22")],
        "203.0.113.77",
        Kind.PUBLIC,
        "203.0.113.77",
    ),
    Laptop(
        "campus with a public address on the cable and a private one on Wi-Fi",
        [LO, card("eth0", "203.0.113.77/24"), card("wlan0", "10.3.4.5/16")],
        "10.3.4.5",
        Kind.WIFI,
        "203.0.113.77",
    ),
    Laptop("eduroam", [LO, card("wlan0", "10.163.20.7/19")], "10.163.20.7", Kind.WIFI, "10.163.20.7"),
    Laptop("IPv6 only", [LO, card("wlan0", "2001:db8::7/64", "fd00::7/64", "fe80::7/64")], None),
    Laptop(
        "IPv6 only with translation",
        [card("en0", "192.0.0.2/32", "2001:db8::7/64", description="Wi-Fi")],
        None,
    ),
    Laptop("no network at all", [LO], None),
    Laptop("no interface at all", [], None),
    Laptop("VirtualBox beside Wi-Fi", [WIN_LO, VBOX, WIN_WIFI], "192.168.1.23", Kind.WIFI, "192.168.1.23"),
    Laptop("VirtualBox alone", [WIN_LO, VBOX], None),
    Laptop(
        "VMware's two networks",
        [
            card(
                "VMware Network Adapter VMnet1",
                "192.168.10.1/24",
                description="VMware Virtual Ethernet Adapter for VMnet1",
            ),
            card(
                "VMware Network Adapter VMnet8",
                "192.168.153.1/24",
                description="VMware Virtual Ethernet Adapter",
            ),
            card("Ethernet", "10.0.5.5/24", description="Realtek PCIe 2.5G Family Controller"),
        ],
        "10.0.5.5",
        Kind.WIRED,
        "10.0.5.5",
    ),
    Laptop(
        "Hyper-V's default switch",
        [
            card(
                "vEthernet (Default Switch)", "172.20.96.1/20", description="Hyper-V Virtual Ethernet Adapter"
            ),
            WIN_WIFI,
        ],
        "192.168.1.23",
        Kind.WIFI,
        "192.168.1.23",
    ),
    Laptop(
        "Hyper-V's external switch took over the card",
        [
            card(
                "vEthernet (External)", "192.168.1.40/24", description="Hyper-V Virtual Ethernet Adapter #2"
            ),
            card(
                "vEthernet (Internal)", "192.168.90.1/24", description="Hyper-V Virtual Ethernet Adapter #3"
            ),
        ],
        "192.168.1.40",
        Kind.NETWORK,
        "192.168.1.40",
    ),
    Laptop(
        "a Linux bridge over the card",
        [LO, card("br0", "192.168.1.9/24")],
        "192.168.1.9",
        Kind.NETWORK,
        "192.168.1.9",
    ),
    Laptop(
        "an Android phone on a cable",
        [LO, card("usb0", "192.168.42.129/24")],
        "192.168.42.129",
        Kind.TETHER,
        "192.168.42.129",
    ),
    Laptop(
        "an iPhone on a cable leads out, the room's Wi-Fi does not",
        [
            card("en5", "172.20.10.3/28", description="iPhone USB"),
            card("en0", "192.168.7.7/24", description="Wi-Fi"),
        ],
        "192.168.7.7",
        Kind.WIFI,
        "172.20.10.3",
    ),
    Laptop(
        "an iPhone's hotspot", [LO, card("wlan0", "172.20.10.4/28")], "172.20.10.4", Kind.WIFI, "172.20.10.4"
    ),
    Laptop(
        "a phone's cable, told by its driver alone",
        [LO, card("enx0a1b2c3d4e5f", "192.168.231.44/24", description="rndis_host")],
        "192.168.231.44",
        Kind.TETHER,
    ),
    Laptop("a provider's network", [LO, card("wwan0", "100.72.3.4/30")], None, None, "100.72.3.4"),
    Laptop(
        "a provider's addresses on a router", [LO, card("eth0", "100.64.3.4/24")], None, None, "100.64.3.4"
    ),
    Laptop(
        "an LTE card beside Wi-Fi",
        [card("Cellular", "10.177.3.4/29", description="Generic Mobile Broadband Adapter"), WIN_WIFI],
        "192.168.1.23",
        Kind.WIFI,
        "10.177.3.4",
    ),
    Laptop(
        "Wi-Fi with a name of its own, told by the system",
        [LO, card("internal0", "192.168.3.3/24", wireless=True), card("eth9", "192.168.4.4/24")],
        "192.168.3.3",
        Kind.WIFI,
    ),
    Laptop(
        "Windows in Russian",
        [
            card("Беспроводная сеть", "192.168.1.8/24"),
            card("Ethernet 2", "192.168.56.1/24", description="VirtualBox NDIS6"),
        ],
        "192.168.1.8",
        Kind.WIFI,
    ),
    Laptop("a cable pulled out", [LO, card("eth0", "192.168.1.9/24", up=False)], None),
    Laptop(
        "Windows shares its connection over the cable",
        [card("Ethernet", "192.168.137.1/24", description="Intel(R) Ethernet Connection")],
        "192.168.137.1",
        Kind.SHARED,
    ),
    Laptop(
        "a proxy's tunnel", [card("Meta", "198.18.0.1/30"), WIN_WIFI], "192.168.1.23", Kind.WIFI, "198.18.0.1"
    ),
]


@pytest.mark.parametrize("laptop", LAPTOPS, ids=lambda laptop: laptop.what)
def test_the_right_address_is_chosen(laptop: Laptop) -> None:
    """Each laptop of the table shows the address phones can reach, or none and the reason."""
    choice = choose(laptop.interfaces, way_out=laptop.out, inside=laptop.inside)
    assert choice.address == laptop.right
    assert str(choice.reason)
    if laptop.right is None:
        assert choice.remedy is not None and str(choice.remedy)
    else:
        assert choice.chosen is not None and choice.chosen.reachable_by_phones
        assert choice.chosen.kind == laptop.kind


@pytest.mark.parametrize("laptop", LAPTOPS, ids=lambda laptop: laptop.what)
def test_the_order_of_the_cards_does_not_matter(laptop: Laptop) -> None:
    """The system may tell its interfaces in any order."""
    turned = choose(laptop.interfaces[::-1], way_out=laptop.out, inside=laptop.inside)
    assert turned.address == laptop.right


def test_the_table_is_large_enough() -> None:
    """At least 25 kinds of laptop are tried."""
    assert len({laptop.what for laptop in LAPTOPS}) >= 25


NAMES = st.sampled_from(["wlan0", "eth0", "Wi-Fi", "lo", "docker0", "utun3", "en0", "bridge100", "?", "tun0"])
IPS = st.ip_addresses().map(str) | st.sampled_from(
    [
        "127.0.0.1",
        "127.8.9.1",
        "::1",
        "::ffff:127.0.0.1",
        "169.254.1.1",
        "fe80::1%3",
        "0.0.0.0",
        "::",
        "224.0.0.1",
    ]
)
CARDS = st.lists(
    st.builds(
        Interface,
        name=NAMES,
        description=st.just(""),
        addresses=st.lists(st.tuples(IPS, st.integers(1, 32)), max_size=4).map(tuple),
    ),
    max_size=6,
)


@given(interfaces=CARDS, remembered=st.none() | IPS | NAMES | st.sampled_from(["localhost", "a.localhost"]))
def test_loopback_is_never_put_into_a_link(interfaces: list[Interface], remembered: str | None) -> None:
    """Whatever the system says and whoever chose it, no link leads a phone to itself or nowhere."""
    choice = choose(interfaces, remembered=remembered)
    for address in [c.address for c in choice.candidates] + [choice.address]:
        if address is not None:
            assert not address.startswith(("127.", "169.254.", "fe80", "224.", "ff"))
            assert address not in ("::1", "::", "0.0.0.0", "localhost")
            join_link(address, 8770, "token")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "::1",
        "[::1]",
        "localhost",
        "LOCALHOST.",
        "x.localhost",
        "169.254.3.3",
        "0.0.0.0",
        "::ffff:127.0.0.1",
    ],
)
def test_a_link_to_loopback_is_refused_even_when_asked_for(address: str) -> None:
    """The last door: a link is not made for an address that phones cannot open."""
    with pytest.raises(NotForPhones):
        join_link(address, 8770, "token")


TWO = [card("wlan0", "192.168.1.5/24"), card("eth0", "10.0.0.9/24"), card("tun0", "10.8.0.2/24")]


@pytest.mark.parametrize(
    ("remembered", "right"),
    [
        ("10.0.0.9", "10.0.0.9"),
        ("eth0", "10.0.0.9"),
        ("wlan0", "192.168.1.5"),
        ("10.8.0.2", "10.8.0.2"),
        ("10.99.99.99", "192.168.1.5"),
        ("wlan7", "192.168.1.5"),
        ("circle.test", "circle.test"),
        ("Aplis.LAN.", "aplis.lan"),
        ("127.0.0.1", "192.168.1.5"),
        ("eth0.100", "192.168.1.5"),
        (None, "192.168.1.5"),
    ],
)
def test_the_facilitators_choice_wins_while_it_is_there(remembered: str | None, right: str) -> None:
    """A chosen address, interface or host name is kept; one that is gone gives way and is spoken of."""
    choice = choose(TWO, way_out="192.168.1.5", remembered=remembered)
    assert choice.address == right
    gone = remembered in ("10.99.99.99", "wlan7", "127.0.0.1", "eth0.100")
    assert any("chosen before" in str(note) for note in choice.notes) == gone


def test_a_choice_that_phones_cannot_reach_is_warned_of() -> None:
    """The facilitator may insist on a VPN's address, and is told what to expect."""
    choice = choose(TWO, way_out="192.168.1.5", remembered="tun0")
    assert choice.chosen is not None and not choice.chosen.reachable_by_phones
    assert "not expected" in str(choice.remedy)


def test_the_address_in_use_stays_while_phones_can_reach_it() -> None:
    """A better network that turns up does not move the room; one that went away does."""
    assert choose(TWO, way_out="192.168.1.5", in_use="10.0.0.9").address == "10.0.0.9"
    assert choose(TWO, way_out="192.168.1.5", in_use="10.0.0.77").address == "192.168.1.5"


def test_the_facilitator_hears_what_else_matters() -> None:
    """A VPN that leads out, a second network, an iPhone's few places, public addresses: each is said."""
    vpn = choose([card("wlan0", "192.168.1.5/24"), card("tun0", "10.8.0.2/24")], way_out="10.8.0.2")
    assert any("VPN" in str(note) for note in vpn.notes)
    two = choose(TWO, way_out="192.168.1.5")
    assert any("eth0" in str(note) for note in two.notes)
    same = choose([card("wlan0", "192.168.1.5/24"), card("eth0", "192.168.1.6/24")], way_out="192.168.1.6")
    assert same.notes == ()
    iphone = choose([card("wlan0", "172.20.10.4/28")])
    assert any("iPhone" in str(note) for note in iphone.notes)
    public = choose([card("wlan0", "203.0.113.5/24")])
    assert "public" in str(public.reason)


@pytest.mark.parametrize(
    ("interfaces", "word"),
    [
        ([LO], "in no network"),
        ([card("wlan0", "169.254.1.1/16")], "no address was given by the network"),
        ([card("wlan0", "2001:db8::7/64")], "IPv6"),
        ([card("tun0", "10.8.0.2/24")], "VPN"),
        ([card("docker0", "172.17.0.1/16")], "inside this laptop"),
        ([card("wwan0", "10.1.1.1/30")], "mobile"),
        ([card("eth0", "100.64.3.4/24")], "provider"),
        ([card("eth0", "10.0.0.1/24", up=False)], "not connected"),
    ],
)
def test_without_an_address_the_reason_is_said(interfaces: list[Interface], word: str) -> None:
    """No code is shown that cannot work; the console says why instead, and what to do."""
    choice = choose(interfaces)
    assert choice.address is None
    assert word in str(choice.reason)
    assert choice.remedy is not None


def test_every_address_is_shown_in_words() -> None:
    """Each address of the list, the unreachable ones last, has a sentence of its own."""
    ranked = rank([*TWO, LO, card("docker0", "172.17.0.1/16"), card("x", "fd00::1/64")], way_out="10.0.0.9")
    assert [c.address for c in ranked][:2] == ["10.0.0.9", "192.168.1.5"]
    reachable = [c.reachable_by_phones for c in ranked]
    assert reachable == sorted(reachable, reverse=True)
    assert all(str(c.reason).endswith(".") for c in ranked)
