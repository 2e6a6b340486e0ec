"""How far coders agree, by code and over all: each figure with its interval, or why there is none."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from analysis.agreed import (
    ENOUGH_RESAMPLES,
    FEWEST_FOR_COEFFICIENT,
    FEWEST_FOR_INTERVAL,
    NO_VARIATION,
    NOT_ASKED_FOR,
    NOT_TWO_CODERS,
    TOO_FEW_UNITS,
    USUAL,
    Agreement,
    Codings,
    Comparison,
    Figure,
    Interval,
    Resampling,
)
from analysis.tally import Difference, Numbers, Table, Tally, counted, drawn, over, summed, together


def nominal(one: Hashable, other: Hashable) -> float:
    """The same or not the same."""
    return 0.0 if one == other else 1.0


def masi(one: Hashable, other: Hashable) -> float:
    """How far two sets of codes lie apart: 1 less Jaccard times monotonicity, which is 1 for the same sets,
    2/3 where one holds the other, 1/3 where they overlap, 0 where they share nothing.

    Source: Passonneau 2006, Measuring Agreement on Set-Valued Items (LREC). Takes frozensets; else TypeError.
    """
    if not isinstance(one, frozenset) or not isinstance(other, frozenset):
        raise TypeError("masi compares frozensets")
    if one == other:
        return 0.0
    shared = one & other
    if not shared:
        return 1.0
    monotone = 2 / 3 if shared in (one, other) else 1 / 3
    return 1 - len(shared) / len(one | other) * monotone


def percent(table: Table, *, resampling: Resampling = USUAL) -> Figure:
    """The share of agreeing pairs within units, 0 to 1; for two coders, of units where both say the same.

    With more coders each value counts alike, as in alpha: it is 1 less the observed disagreement.
    """
    tally = counted(table, nominal)
    return _percent_of(tally, _weights(tally, resampling), resampling)


def kappa(table: Table, *, resampling: Resampling = USUAL) -> Figure:
    """Cohen's kappa of two coders, −1 to 1: agreement above what their own habits would give by chance.

    Source: Cohen 1960, A Coefficient of Agreement for Nominal Scales, Educational and Psychological
    Measurement 20(1). Units that one of the two did not look at are left out.
    """
    tally = counted(table, nominal)
    return _kappa_of(tally, _weights(tally, resampling), resampling)


def alpha(
    table: Table,
    *,
    difference: Difference = nominal,
    resampling: Resampling = USUAL,
) -> Figure:
    """Krippendorff's alpha of any number of coders, with gaps: 1 less observed over expected disagreement.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability. Units with one value drop out. The
    interval is of units drawn with replacement, and its expected disagreement is of the same draw.
    """
    tally = counted(table, difference)
    return _alpha_of(tally, _weights(tally, resampling), resampling)


def standing(alpha: float) -> str:
    """What alpha allows: reliable from .800, tentative from .667, unreliable below.

    Source: Krippendorff 2004, Reliability in Content Analysis, Human Communication Research 30(3).
    """
    if alpha >= 0.8:
        return "reliable"
    return "tentative" if alpha >= 0.667 else "unreliable"


def compare(
    coders: Mapping[str, Codings],
    codes: Sequence[str] | None = None,
    *,
    resampling: Resampling = USUAL,
) -> Comparison:
    """Coders by name, compared on every code that one of them gave, in order of their ids; with `codes`, on
    these in that order, and what else was given counts for nothing.

    All figures rest on the same units and the same resamples.
    """
    units, alone = _looked_at(coders)
    known = _given(coders, units) if codes is None else codes
    sets = _sets(coders, units, frozenset(known))
    tallies = {code: counted(_there(sets, code), nominal, (False, True)) for code in known}
    whole = counted(sets, nominal)
    weights = _weights(whole, resampling)
    return Comparison(
        coders=tuple(coders),
        n=len(units),
        alone=alone,
        codes={code: _agreement(tally, weights, resampling) for code, tally in tallies.items()},
        decisions=_agreement(together(whole, list(tallies.values())), weights, resampling),
        whole=_agreement(whole, weights, resampling),
        partly=_alpha_of(counted(sets, masi), weights, resampling),
    )


def _looked_at(coders: Mapping[str, Codings]) -> tuple[list[str], int]:
    """The units that two coders or more looked at, and how many units one did."""
    times = Counter(unit for given in coders.values() for unit in given)
    units = sorted(unit for unit, many in times.items() if many > 1)
    return units, len(times) - len(units)


def _given(coders: Mapping[str, Codings], units: Sequence[str]) -> list[str]:
    return sorted({code for given in coders.values() for unit in units for code in given.get(unit, ())})


def _sets(
    coders: Mapping[str, Codings], units: Sequence[str], known: frozenset[str]
) -> list[list[frozenset[str] | None]]:
    return [
        [known & frozenset(given[unit]) if unit in given else None for unit in units]
        for given in coders.values()
    ]


def _there(sets: Sequence[Sequence[frozenset[str] | None]], code: str) -> list[list[bool | None]]:
    return [[None if codes is None else code in codes for codes in row] for row in sets]


def _weights(tally: Tally, resampling: Resampling) -> Numbers:
    times = resampling.times if tally.n >= FEWEST_FOR_INTERVAL else 0
    return drawn(tally.n, times, resampling.seed)


def _agreement(tally: Tally, weights: Numbers, resampling: Resampling) -> Agreement:
    return Agreement(
        _percent_of(tally, weights, resampling),
        _kappa_of(tally, weights, resampling),
        _alpha_of(tally, weights, resampling),
    )


def _percent_of(tally: Tally, weights: Numbers, resampling: Resampling) -> Figure:
    if not tally.n:
        return Figure(None, tally.n, TOO_FEW_UNITS, None, TOO_FEW_UNITS)
    return _figure(tally.n, 1 - over(weights @ tally.split, weights @ tally.size), resampling)


def _kappa_of(tally: Tally, weights: Numbers, resampling: Resampling) -> Figure:
    if tally.coders != 2:
        return Figure(None, tally.n, NOT_TWO_CODERS, None, NOT_TWO_CODERS)
    if tally.n < FEWEST_FOR_COEFFICIENT:
        return Figure(None, tally.n, TOO_FEW_UNITS, None, TOO_FEW_UNITS)
    pairs = weights @ tally.pairs
    chance = (summed(weights, tally.first) * summed(weights, tally.second)).sum(axis=1)
    return _figure(tally.n, over(pairs * (weights @ tally.same) - chance, pairs * pairs - chance), resampling)


def _alpha_of(tally: Tally, weights: Numbers, resampling: Resampling) -> Figure:
    if tally.n < FEWEST_FOR_COEFFICIENT:
        return Figure(None, tally.n, TOO_FEW_UNITS, None, TOO_FEW_UNITS)
    values = summed(weights, tally.values)
    expected = ((values @ tally.apart) * values).sum(axis=1)
    observed = (values.sum(axis=1) - 1) * (weights @ tally.split)
    return _figure(tally.n, 1 - over(observed, expected), resampling)


def _figure(n: int, found: Numbers, resampling: Resampling) -> Figure:
    """`found`: the figure itself, then in each resample."""
    if np.isnan(found[0]):
        return Figure(None, n, NO_VARIATION, None, NO_VARIATION)
    value = float(found[0])
    if n < FEWEST_FOR_INTERVAL:
        return Figure(value, n, no_interval=TOO_FEW_UNITS)
    if not resampling.times:
        return Figure(value, n, no_interval=NOT_ASKED_FOR)
    again = found[1:][~np.isnan(found[1:])]
    if len(again) < ENOUGH_RESAMPLES * resampling.times:
        return Figure(value, n, no_interval=NO_VARIATION)
    tail = (1 - resampling.level) / 2
    low, high = np.quantile(again, [tail, 1 - tail])
    return Figure(value, n, interval=Interval(float(low), float(high), resampling.level, len(again)))
