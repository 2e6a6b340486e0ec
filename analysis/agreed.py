"""What is told of how far coders agree: figures with their intervals, or why there is none."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

NO_VARIATION = "no variation"
TOO_FEW_UNITS = "too few units"
NOT_TWO_CODERS = "not two coders"
NOT_ASKED_FOR = "not asked for"
FEWEST_FOR_COEFFICIENT = 2
FEWEST_FOR_INTERVAL = 10
ENOUGH_RESAMPLES = 0.95  # of the resamples a figure must be defined in, for an interval of it to be one

Codings = Mapping[str, Collection[str]]
"""What one coder gave, by unit; no codes: looked and found none; a unit that is not there: not looked at."""


@dataclass(frozen=True)
class Resampling:
    """The bootstrap: `times` samples of the units with replacement, the same ones for the same `seed`.

    With no times there is no interval."""

    times: int = 1000
    level: float = 0.95
    seed: int = 0


USUAL = Resampling()


@dataclass(frozen=True)
class Interval:
    """Between which two the middle `level` of a figure's values in `resamples` resamples lie."""

    low: float
    high: float
    level: float
    resamples: int


@dataclass(frozen=True)
class Figure:
    """One measure of agreement over the `n` units that two coders or more looked at.

    `value` is None where it is not defined, and `reason` says why: no variation, too few units, not two
    coders. `interval` is None where there is none to trust, and `no_interval` says why, in the same words.
    """

    value: float | None
    n: int
    reason: str = ""
    interval: Interval | None = None
    no_interval: str = ""


@dataclass(frozen=True)
class Agreement:
    """The three measures for the same values."""

    percent: Figure
    kappa: Figure
    alpha: Figure


@dataclass(frozen=True)
class Comparison:
    """Coders compared on the `n` units that two of them or more looked at; `alone`: units that one did.

    `codes`: each code by itself, as there or not there. `decisions`: all these yes-or-no decisions together;
    most are no for nearly every unit, so its percent flatters. `whole`: the codes of a unit as one value,
    the same only if all are; where everybody gives one code to a unit, it is the plain figure for that.
    `partly`: alpha of the same, where sets that overlap count as partly agreeing (see masi).
    """

    coders: Sequence[str]
    n: int
    alone: int
    codes: Mapping[str, Agreement]
    decisions: Agreement
    whole: Agreement
    partly: Figure
