"""Which address phones can reach, the join link with its codes, and what to do when no phone comes."""

from facilitator.network.first_visit import Check, FirstVisit, Visit, checklist
from facilitator.network.hosts import HostsAllowed, console_hosts
from facilitator.network.interfaces import Inside, Interface, gather, inside, own_addresses, way_out
from facilitator.network.join import (
    NotForPhones,
    WifiBroken,
    at,
    join_link,
    qr_matrix,
    qr_svg,
    wifi_text,
)
from facilitator.network.kinds import Kind
from facilitator.network.probe import Answer, probe
from facilitator.network.ranking import Candidate, Choice, choose, rank
from facilitator.network.watch import AddressWatch, Surroundings

__all__ = [
    "AddressWatch",
    "Answer",
    "Candidate",
    "Check",
    "Choice",
    "FirstVisit",
    "HostsAllowed",
    "Inside",
    "Interface",
    "Kind",
    "NotForPhones",
    "Surroundings",
    "Visit",
    "WifiBroken",
    "at",
    "checklist",
    "choose",
    "console_hosts",
    "gather",
    "inside",
    "join_link",
    "own_addresses",
    "probe",
    "qr_matrix",
    "qr_svg",
    "rank",
    "way_out",
    "wifi_text",
]
