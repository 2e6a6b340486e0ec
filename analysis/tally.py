"""Sums over units that figures of agreement are made of: they add up, so that a resample is a product."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Table = Sequence[Sequence[Hashable | None]]
"""Reliability data, shape (coders, units): a row a coder; None where the coder did not look."""
Difference = Callable[[Hashable, Hashable], float]
"""How far two values lie apart: 0 for the same, 1 for wholly different, the same both ways."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Tally:
    """What every figure is made of, a row for each of `n` units that have two values or more.

    `values`, shape (n, values): how many coders gave which; `size`, shape (n,): how many gave one. `split`,
    shape (n,): the differences of its ordered pairs, summed, over size − 1. `apart`, shape (values, values):
    how far values lie apart. Of two coders, `first` and `second`, shape (n, values), have a 1 at the value
    of each; `same`, shape (n,): how often they agree, out of `pairs`.
    """

    n: int
    coders: int
    values: Numbers
    size: Numbers
    split: Numbers
    apart: Numbers
    first: Numbers
    second: Numbers
    same: Numbers
    pairs: Numbers


def counted(table: Table, difference: Difference, order: Sequence[Hashable] = ()) -> Tally:
    """The sums of a table; `order`: the values there can be, else those that are found. Rows are as long
    as each other, or it raises ValueError."""
    columns = [[v for v in column if v is not None] for column in zip(*table, strict=True)]
    columns = [column for column in columns if len(column) > 1]
    found = list(order) or list(dict.fromkeys(v for column in columns for v in column))
    at = {value: place for place, value in enumerate(found)}
    places = [[at[value] for value in column] for column in columns]
    apart = np.array([[difference(a, b) for b in found] for a in found]).reshape(len(found), len(found))
    values = _at(places, len(found))
    first, second = (_at([column[coder : coder + 1] for column in places], len(found)) for coder in (0, 1))
    size = np.array([len(column) for column in columns], dtype=np.float64)
    return Tally(
        n=len(columns),
        coders=len(table),
        values=values,
        size=size,
        split=((values @ apart) * values).sum(axis=1) / (size - 1),
        apart=apart,
        first=first,
        second=second,
        same=(first * second).sum(axis=1),
        pairs=np.ones(len(columns)),
    )


def _at(places: Sequence[Sequence[int]], width: int) -> Numbers:
    """How often each place stands in each row, shape (rows, width)."""
    counts = np.zeros((len(places), width))
    rows = [row for row, inner in enumerate(places) for _ in inner]
    np.add.at(counts, (rows, [place for inner in places for place in inner]), 1)
    return counts


def together(whole: Tally, tallies: Sequence[Tally]) -> Tally:
    """The decisions on all codes as one: what belongs to a unit is drawn with it."""
    none = np.zeros((whole.n, 2))
    sums = {
        name: sum((getattr(tally, name) for tally in tallies), start=none if wide else none[:, 0])
        for name, wide in (
            *(("values", True), ("first", True), ("second", True)),
            *(("size", False), ("split", False), ("same", False), ("pairs", False)),
        )
    }
    return Tally(n=whole.n, coders=whole.coders, apart=1 - np.eye(2), **sums)


def drawn(n: int, times: int, seed: int) -> Numbers:
    """How often each of `n` units is drawn, shape (1 + times, n): first each once, then the resamples."""
    weights = np.ones((1 + times, n), order="F")  # as sparse products take them
    if times:
        draws = np.random.default_rng(seed).integers(n, size=(times, n))
        weights[1:] = [np.bincount(draw, minlength=n) for draw in draws]
    return weights


def summed(weights: Numbers, counts: Numbers) -> Numbers:
    """What the units of each draw hold together, shape (draws, values); a unit holds few of the values."""
    return np.asarray(weights @ sparse.csr_array(counts), dtype=np.float64)


def over(part: Numbers, whole: Numbers) -> Numbers:
    """Where the whole is nothing there is no share of it."""
    share: Numbers = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return share
