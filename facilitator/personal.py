"""Does a line seem to say who somebody is? Plans are about groups: a name in one is asked about first."""

from analysis.pseudonyms import Confidence, Kind, find

ASKED: tuple[Kind, ...] = ("email", "phone", "name")
"""The kinds a plan is asked about, the plainest first."""


def looks_personal(text: str) -> str:
    """What the text seems to hold: "email", "phone", "name" or "". A guess to ask by, never to forbid by."""
    kinds = {one.kind for one in find(text) if one.confidence >= Confidence.LIKELY}
    return next((kind for kind in ASKED if kind in kinds), "")
