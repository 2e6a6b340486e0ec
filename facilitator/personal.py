"""Does a line seem to say who somebody is? Plans are about groups: a name in one is asked about first."""

from analysis.pseudonyms import Confidence, Find, Kind, find
from analysis.pseudonyms.names import SURNAME

ASKED: tuple[Kind, ...] = ("email", "phone", "name")
"""The kinds a plan is asked about, the plainest first."""


def looks_personal(text: str) -> str:
    """What the text seems to hold: "email", "phone", "name" or "". A guess to ask by, never to forbid by."""
    kinds = {one.kind for one in find(text) if one.confidence >= Confidence.LIKELY and not _opens(text, one)}
    return next((kind for kind in ASKED if kind in kinds), "")


def _opens(text: str, found: Find) -> bool:
    """A word that opens a longer line owes its capital to that: *Lapiņa* is a leaflet, and a surname."""
    first = not text[: found.start].strip() and bool(text[found.end :].strip(" ."))
    return first and found.reason == SURNAME and " " not in text[found.start : found.end]
