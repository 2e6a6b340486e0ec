"""What people decide about themes and contributions: acts in a log, folded over what the machine read."""

from analysis.deciding.acts import ACTS, BadAct, apply, checked, span_sum
from analysis.deciding.desk import Desk
from analysis.deciding.folding import constraints, fingerprint, folded, known_themes, settled
from analysis.deciding.history import Entry, History, history

__all__ = [
    "ACTS",
    "BadAct",
    "Desk",
    "Entry",
    "History",
    "apply",
    "checked",
    "constraints",
    "fingerprint",
    "folded",
    "history",
    "known_themes",
    "settled",
    "span_sum",
]
