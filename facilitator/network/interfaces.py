"""What networks this laptop is in: its interfaces as the system tells them, and which one leads out."""

import platform
import re
import socket
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import ifaddr

# An address set aside for documentation (RFC 5737): a UDP socket "connected" to it asks the routing table
# which way out would be taken, and sends nothing.
ELSEWHERE = ("203.0.113.1", 9)


@dataclass(frozen=True)
class Interface:
    """One network card, real or made up by software, and the addresses (ip, prefix length) it holds.

    `name` is what the system's own settings call it ("Wi-Fi", "en0", "wlp3s0"); `description` names the
    device where the system tells it ("Intel(R) Wi-Fi 6 AX201", "VirtualBox Host-Only Ethernet Adapter").
    """

    name: str
    description: str = ""
    addresses: tuple[tuple[str, int], ...] = ()
    is_up: bool = True
    wireless: bool = False


class Inside(StrEnum):
    """What aplis itself runs in: an address inside a box may mean nothing to the room."""

    NOTHING = "nothing"
    WSL = "wsl"
    CONTAINER = "container"


def gather() -> list[Interface]:
    """Every interface with an address, as the running system tells it; OSError where it cannot."""
    found: dict[str, tuple[str, list[tuple[str, int]]]] = {}
    for adapter in ifaddr.get_adapters():
        for ip in adapter.ips:
            # Windows keeps the name people see on the address and the device's name on the adapter.
            _, addresses = found.setdefault(ip.nice_name, (adapter.nice_name, []))
            addresses.append((ip.ip if isinstance(ip.ip, str) else ip.ip[0], ip.network_prefix))
    ports = _mac_ports(frozenset(found)) if platform.system() == "Darwin" else {}
    return [
        Interface(
            name=name,
            description=ports.get(name) or (description if description != name else _driver(name)),
            addresses=tuple(addresses),
            is_up=_linux(name, "operstate") != "down",
            wireless=Path("/sys/class/net", name, "wireless").is_dir(),
        )
        for name, (description, addresses) in found.items()
    ]


def own_addresses(interfaces: Iterable[Interface]) -> frozenset[str]:
    """Every address of this laptop, for telling its own browser from a phone."""
    return frozenset(ip for interface in interfaces for ip, _ in interface.addresses)


def way_out() -> str | None:
    """The address this laptop would speak from to reach the world, or None. Sends no packet."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as question:
        try:
            question.connect(ELSEWHERE)
        except OSError:
            return None
        address: str = question.getsockname()[0]
        return address


def inside() -> Inside:
    """Whether aplis runs inside Windows' Linux or a container."""
    try:
        kernel = Path("/proc/version").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return Inside.NOTHING
    if "microsoft" in kernel.lower():
        return Inside.WSL
    boxed = Path("/.dockerenv").exists() or Path("/run/.containerenv").exists()
    return Inside.CONTAINER if boxed else Inside.NOTHING


def read_ports(told: str) -> dict[str, str]:
    """Device to name of its port ("en0" to "Wi-Fi"), from what macOS' `networksetup` prints."""
    return {device: port.strip() for port, device in re.findall(r"Hardware Port: (.+)\nDevice: (\S+)", told)}


@lru_cache(maxsize=8)
def _mac_ports(names: frozenset[str]) -> dict[str, str]:
    """Asked again only when an interface comes or goes: the watcher looks every two seconds."""
    try:
        told = subprocess.run(
            ["/usr/sbin/networksetup", "-listallhardwareports"],
            capture_output=True,
            timeout=5,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return {}
    return read_ports(told.decode("utf-8", errors="replace"))


def _driver(name: str) -> str:
    """On Linux the driver says what the name does not: a phone on a cable, a mobile modem."""
    driver = Path("/sys/class/net", name, "device", "driver")
    return driver.resolve().name if driver.exists() else ""


def _linux(name: str, what: str) -> str:
    try:
        return Path("/sys/class/net", name, what).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
