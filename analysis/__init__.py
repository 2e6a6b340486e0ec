"""Find themes in what people said, and show the words that carry them."""

from analysis.corpus import Contribution, Corpus
from analysis.report import Placed, Quote, Report, Theme

__all__ = ["Contribution", "Corpus", "Placed", "Quote", "Report", "Theme"]
