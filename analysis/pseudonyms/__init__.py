"""What could name a person, found and proposed for a pseudonym; a person decides. Public names only."""

from analysis.pseudonyms.find import find
from analysis.pseudonyms.kinds import KINDS, LANGUAGES, Confidence, Find, Kind, placeholder
from analysis.pseudonyms.replacing import LogEntry, logged, moved, replaced

__all__ = [
    "KINDS",
    "LANGUAGES",
    "Confidence",
    "Find",
    "Kind",
    "LogEntry",
    "find",
    "logged",
    "moved",
    "placeholder",
    "replaced",
]
