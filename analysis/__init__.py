"""Find themes in what people said, and show the words that carry them."""

from analysis.corpus import Contribution, Corpus, Reading, read, read_csv, read_json_lines
from analysis.report import Placed, Quote, Report, Theme
from analysis.words import CannotRead

__all__ = [
    "CannotRead",
    "Contribution",
    "Corpus",
    "Placed",
    "Quote",
    "Reading",
    "Report",
    "Theme",
    "read",
    "read_csv",
    "read_json_lines",
]
