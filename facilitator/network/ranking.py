"""Which address phones can reach: every address in order, the chosen one, and why, in words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_network

from facilitator.network import words
from facilitator.network.interfaces import Inside, Interface
from facilitator.network.kinds import IPHONE, Kind, kind_of, never, parse
from facilitator.saying import Saying

# Tiers, best first; within one the way out of the laptop wins, then Wi-Fi, which is where phones are.
TIERS = (
    {Kind.NAMED},
    {Kind.HOTSPOT},
    {Kind.WIFI, Kind.WIRED, Kind.NETWORK},
    {Kind.SHARED},
    {Kind.PUBLIC},
    {Kind.TETHER},
)
REACHABLE = frozenset[Kind]().union(*TIERS)


@dataclass(frozen=True)
class Candidate:
    """One address a join link could carry, the network it is of (CIDR), and what is told of it."""

    address: str
    interface: str
    kind: Kind
    network: str = ""
    leads_out: bool = False

    @property
    def reachable_by_phones(self) -> bool:
        """Whether phones in the room are expected to get through; the first phone gives the proof."""
        return self.kind in REACHABLE

    @property
    def reason(self) -> Saying:
        return Saying(words.OF_KIND[self.kind])


@dataclass(frozen=True)
class Choice:
    """The address for the join link (`None`: show no code), the others, and what to say about it."""

    chosen: Candidate | None
    candidates: tuple[Candidate, ...]
    reason: Saying
    remedy: Saying | None = None
    notes: tuple[Saying, ...] = ()

    @property
    def address(self) -> str | None:
        return self.chosen.address if self.chosen else None


def rank(
    interfaces: Iterable[Interface], *, way_out: str | None = None, inside: Inside = Inside.NOTHING
) -> list[Candidate]:
    """Every address of this laptop that another machine could use, the best first.

    `way_out` is the address the laptop would speak from to reach the world. Loopback and link-local
    addresses are left out: nobody else can use them.
    """
    found: dict[str, Candidate] = {}
    for interface in interfaces:
        leads = any(ip == way_out for ip, _ in interface.addresses)
        for ip, prefix in interface.addresses:
            address = parse(ip)
            if address is None or never(address):
                continue
            kind = kind_of(interface, address, prefix, leads_out=leads, inside=inside)
            network = str(ip_network((address, prefix), strict=False))
            candidate = Candidate(str(address), interface.name, kind, network, leads_out=ip == way_out)
            found.setdefault(candidate.address, candidate)
    return sorted(found.values(), key=_order)


def choose(
    interfaces: Sequence[Interface],
    *,
    way_out: str | None = None,
    remembered: str | None = None,
    in_use: str | None = None,
    inside: Inside = Inside.NOTHING,
) -> Choice:
    """The address to show.

    What the facilitator chose before (`remembered`: an address, an interface's or a host's name) wins if it
    is there; then the address phones already use (`in_use`), as long as they can; then the best of all.
    """
    candidates = tuple(rank(interfaces, way_out=way_out, inside=inside))
    reachable = [c for c in candidates if c.reachable_by_phones]
    kept = next((c for c in reachable if c.address == in_use), None)
    best = _remembered(candidates, remembered) or kept or next(iter(reachable), None)
    if best is None:
        reason, remedy = _why_none(interfaces, candidates, remembered)
        return Choice(None, candidates, reason, remedy)
    return Choice(best, candidates, best.reason, _remedy(best), tuple(_notes(best, candidates, remembered)))


def is_name(text: str) -> bool:
    """Whether this can only be a host name: dotted, its last part a word, and no name for loopback."""
    name = text.lower().rstrip(".")
    dotted = re.fullmatch(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?", name)
    return bool(dotted) and len(name) <= 253 and not name.endswith((".localhost", ".localdomain"))


def _order(candidate: Candidate) -> tuple[int, bool, int, int]:
    kinds = list(Kind)
    tier = next((n for n, tier in enumerate(TIERS) if candidate.kind in tier), len(TIERS))
    unreachable = kinds.index(candidate.kind) if tier == len(TIERS) else 0
    return tier, not candidate.leads_out, unreachable, kinds.index(candidate.kind)


def _remembered(candidates: Sequence[Candidate], remembered: str | None) -> Candidate | None:
    if not remembered:
        return None
    address = parse(remembered)
    wanted = str(address) if address else remembered
    for candidate in candidates:
        if wanted in (candidate.address, candidate.interface):
            return candidate
    if address is None and is_name(remembered):
        return Candidate(remembered.lower().rstrip("."), "", Kind.NAMED)
    return None


def _remedy(best: Candidate) -> Saying | None:
    """A chosen address that phones are not expected to reach still gets its warning."""
    return None if best.reachable_by_phones else Saying(words.CHOOSE_ANOTHER)


def _notes(best: Candidate, candidates: Sequence[Candidate], remembered: str | None) -> Iterable[Saying]:
    """What the facilitator should know besides: each is one sentence."""
    if remembered and _remembered(candidates, remembered) is None:
        yield Saying(words.REMEMBERED_GONE, {"wanted": remembered})
    if any(c.kind is Kind.TUNNEL and c.leads_out for c in candidates):
        yield Saying(words.VPN_ON)
    if _on_iphone(best):
        yield Saying(words.IPHONE_FEW)
    others = {c.interface for c in candidates if c.reachable_by_phones and c.network != best.network}
    others.discard(best.interface)
    if others and best.kind is not Kind.NAMED:
        yield Saying(words.OTHER_NETWORKS, {"others": ", ".join(sorted(others))})


def _on_iphone(best: Candidate) -> bool:
    address = parse(best.address)
    return address is not None and address in IPHONE


def _why_none(
    interfaces: Sequence[Interface], candidates: Sequence[Candidate], remembered: str | None
) -> tuple[Saying, Saying]:
    """Why there is no code to show, and what to do: the nearest miss is what is spoken of."""
    for kind, text, remedy in words.NONE_BECAUSE:
        if any(candidate.kind is kind for candidate in candidates):
            return Saying(text), Saying(remedy)
    addresses = [parse(ip) for interface in interfaces for ip, _ in interface.addresses]
    if any(a is not None and a.version == 4 and a.is_link_local for a in addresses):
        return Saying(words.NO_ADDRESS_GIVEN), Saying(words.NO_ADDRESS_REMEDY)
    if remembered:
        return Saying(words.NO_NETWORK_WANTED, {"wanted": remembered}), Saying(words.NO_NETWORK_REMEDY)
    return Saying(words.NO_NETWORK), Saying(words.NO_NETWORK_REMEDY)
