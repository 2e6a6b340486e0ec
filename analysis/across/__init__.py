"""Figures over the circles of a series: pure functions of a Report."""

from analysis.across.counted import LEAST, people
from analysis.across.coverage import Coverage, Covered, Kind, coverage
from analysis.across.differences import Difference, differences
from analysis.across.lone import Lone, lone
from analysis.across.matrix import Cell, Matrix, Tables, by_circle, by_language, by_region, tables
from analysis.across.pointing import WAYS, Count, aspects, ways
from analysis.across.pulse import Pulsed, pulse
from analysis.across.saturation import Step, last_new, saturation
from analysis.across.spread import Spread, spread

__all__ = [
    "LEAST",
    "WAYS",
    "Cell",
    "Count",
    "Coverage",
    "Covered",
    "Difference",
    "Kind",
    "Lone",
    "Matrix",
    "Pulsed",
    "Spread",
    "Step",
    "Tables",
    "aspects",
    "by_circle",
    "by_language",
    "by_region",
    "coverage",
    "differences",
    "last_new",
    "lone",
    "people",
    "pulse",
    "saturation",
    "spread",
    "tables",
    "ways",
]
