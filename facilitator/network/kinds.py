"""What kind of network an address belongs to, told from its interface's name and from the address itself."""

import re
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from facilitator.network.interfaces import Inside, Interface

IpAddress = IPv4Address | IPv6Address


class Kind(StrEnum):
    """What an address is; `ranking.py` says in what order they are offered."""

    NAMED = "named"
    HOTSPOT = "hotspot"
    WIFI = "wifi"
    WIRED = "wired"
    NETWORK = "network"
    SHARED = "shared"
    PUBLIC = "public"
    TETHER = "tether"
    CGNAT = "cgnat"
    IPV6 = "ipv6"
    NESTED = "nested"
    MOBILE = "mobile"
    TUNNEL = "tunnel"
    VIRTUAL = "virtual"
    DOWN = "down"


def _names(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# What virtual machines and containers make: Windows tells it by the device, the others by the name.
VIRTUAL = _names(
    r"^(docker|br-[0-9a-f]{6,}|veth(?!ernet)|cni|flannel|cali|cbr\d|podman|virbr|vnet\d|vmnet|vboxnet|lxc|lxd|incus)",
    r"^(bridge1\d\d|vmenet|mpqemubr|multipass|waydroid|anbox|kube|nerdctl|weave|ovs-|dummy|feth)",
    r"virtualbox|vmware|parallels|bluestacks|loopback|^lo\d*$",
    r"vethernet \((wsl|default switch|nat\b|docker|minikube|container)",
)
# A bridge may carry the real card (then it leads out) or only virtual machines.
BRIDGE = _names(r"^(vethernet|br\d|br-|bridge\d)", r"hyper-v virtual ethernet", r"network bridge")
TUNNEL = _names(
    r"^(tun|tap\d|utun|wg\d|wg-|ipsec|zt\w|tailscale|nordlynx|proton|ham\d|gpd\d|cscotun|ppp\d?|ip6tnl|teredo)",
    r"^(sit|gre|snx|warp|isatap|6to4)\w*$",
    r"tailscale|zerotier|wireguard|wintun|nordlynx|openvpn|tap-|tunnel|anyconnect|\bvpn\b|amneziawg",
    r"fortinet|fortissl|globalprotect|pangp|juniper|pulse secure|check point|sonicwall|hamachi|radmin",
    r"expressvpn|mullvad|protonvpn|cloudflare|wan miniport|netskope|zscaler|f5 networks",
)
MOBILE = _names(r"^(wwan|rmnet|ccmni|wwp)", r"mobile broadband|cellular|\bwwan\b|\blte\b|cdc_mbim|qmi_wwan")
TETHER = _names(r"^(usb\d|bnep)", r"bluetooth|remote ndis|rndis|ipheth|iphone|apple mobile device|android")
WIFI = _names(
    r"^(wlan|wlp|wlx|wlo|wls|wl\d|ath\d)",
    r"wi-?fi|wireless|wlan|802\.11|airport|беспровод|bezvadu|traadita|langaton|trådlös",
)
WIRED = _names(r"^(eth|enp|eno|ens|enx|em\d|lan\d|bond\d)", r"ethernet|gigabit|gbe\b|\blan\b|thunderbolt")

TEN, DOCKER, HOME = (ip_network(n) for n in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
CARRIER = ip_network("100.64.0.0/10")
# 192.0.0.0/24 serves IPv6-only networks, 198.18.0.0/15 the tunnels of proxies: no neighbour can use either.
INWARD = (ip_network("192.0.0.0/24"), ip_network("198.18.0.0/15"))
IPHONE = ip_network("172.20.10.0/28")
ANDROID_USB = ip_network("192.168.42.0/24")
WINDOWS_SHARES = ip_address("192.168.137.1")
LINUX_SHARES = ip_network("10.42.0.0/16")
MAC_SHARES = tuple(ip_network(f"192.168.{n}.0/24") for n in range(2, 10))


def parse(ip: str) -> IpAddress | None:
    """The address without its zone (`fe80::1%en0`) or IPv6 dress (`::ffff:10.0.0.1`); None if it is none."""
    try:
        address = ip_address(ip.strip("[]").partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def never(address: IpAddress) -> bool:
    """Addresses that no other machine can use: never shown, never in a code."""
    return address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast


def kind_of(
    interface: Interface,
    address: IpAddress,
    prefix: int,
    *,
    leads_out: bool = False,
    inside: Inside = Inside.NOTHING,
) -> Kind:
    """The kind of one address of one interface. The order of the questions is the rule."""
    if not interface.is_up:
        return Kind.DOWN
    if _mac_hotspot(interface, address):
        return Kind.HOTSPOT
    made = _made_by_software(interface, leads_out)
    if made is not None:
        return made
    if address.version == 6:
        return Kind.IPV6
    if prefix >= 31 or any(address in network for network in INWARD):
        return Kind.TUNNEL
    if address in CARRIER:
        return Kind.CGNAT
    return Kind.NESTED if _nested(interface, address, inside) else _in_the_room(interface, address, prefix)


def _made_by_software(interface: Interface, leads_out: bool) -> Kind | None:
    for kind, pattern in ((Kind.TUNNEL, TUNNEL), (Kind.VIRTUAL, VIRTUAL), (Kind.MOBILE, MOBILE)):
        if _called(interface, pattern):
            return kind
    return Kind.VIRTUAL if _called(interface, BRIDGE) and not leads_out else None


def _nested(interface: Interface, address: IpAddress, inside: Inside) -> bool:
    """Whether the address is of a network inside this laptop, which aplis itself was put into."""
    if inside is Inside.CONTAINER:
        return interface.name.startswith("eth")
    # WSL may instead mirror the laptop's own addresses; its inner network is always of this block.
    return inside is Inside.WSL and address in DOCKER


def _in_the_room(interface: Interface, address: IpAddress, prefix: int) -> Kind:
    """The kind of an IPv4 address on a card that is really there."""
    wifi = interface.wireless or _called(interface, WIFI)
    if not (address in TEN or address in DOCKER or address in HOME):
        return Kind.PUBLIC
    if _shares(address, prefix):
        return Kind.HOTSPOT if wifi else Kind.SHARED
    if _called(interface, TETHER) or (not wifi and (address in IPHONE or address in ANDROID_USB)):
        return Kind.TETHER
    if wifi:
        return Kind.WIFI
    wired = _called(interface, WIRED) and not _called(interface, BRIDGE)
    return Kind.WIRED if wired else Kind.NETWORK


def _shares(address: IpAddress, prefix: int) -> bool:
    """What Windows and Linux (NetworkManager) call the laptop that shares its own connection."""
    linux = address in LINUX_SHARES and prefix == 24 and str(address).endswith(".1")
    return address == WINDOWS_SHARES or linux


def _mac_hotspot(interface: Interface, address: IpAddress) -> bool:
    """macOS' Internet Sharing and its virtual machines both use bridge100 and up: the address tells which."""
    if not re.fullmatch(r"bridge1\d\d", interface.name):
        return False
    return str(address).endswith(".1") and any(address in network for network in MAC_SHARES)


def _called(interface: Interface, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(interface.name) or pattern.search(interface.description))
