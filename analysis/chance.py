"""How much one way to sort tells of another, beyond what chance would: adjusted mutual information."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]


def adjusted_information(ones: Sequence[Hashable], others: Sequence[Hashable]) -> float:
    """Between two lists of labels, an item each: 0 is chance, 1 that either tells the other.

    Vinh, Epps and Bailey 2010, normalised by the mean of both entropies. 1 where neither tells its items
    apart, or both tell each from every other. Raises ValueError where the lists differ in length.
    """
    if len(ones) != len(others):
        raise ValueError(f"{len(ones)} labels beside {len(others)}")
    rows, columns = _numbered(ones), _numbered(others)
    table = np.zeros((rows.max(initial=-1) + 1, columns.max(initial=-1) + 1))
    np.add.at(table, (rows, columns), 1)
    if len(set(table.shape)) == 1 and table.shape[0] in (0, 1, len(ones)):
        return 1.0
    a, b = table.sum(axis=1), table.sum(axis=0)
    expected = _expected(a, b)
    usual = (_entropy(a) + _entropy(b)) / 2
    least = np.finfo(float).eps  # where the two hardly differ, neither sign nor size means anything
    apart = usual - expected
    apart = min(apart, -least) if apart < 0 else max(apart, least)
    return float((_information(table, a, b) - expected) / apart)


def _numbered(labels: Sequence[Hashable]) -> NDArray[np.intp]:
    numbers = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    return np.array([numbers[label] for label in labels], np.intp)


def _entropy(counts: Floats) -> float:
    shares = counts / counts.sum()
    return float(-(shares * np.log(shares)).sum())


def _information(table: Floats, a: Floats, b: Floats) -> float:
    total = table.sum()
    row, column = np.nonzero(table)
    both = table[row, column]
    return float((both / total * np.log(total * both / (a[row] * b[column]))).sum())


def _expected(a: Floats, b: Floats) -> float:
    """The mean information of all tables with these sums, each as likely as chance makes it."""
    total, found = a.sum(), 0.0
    for mine in a:
        for its in b:
            both = np.arange(max(1, mine + its - total), min(mine, its) + 1)
            told = both / total * np.log(total * both / (mine * its))
            ways = gammaln(mine + 1) + gammaln(its + 1) + gammaln(total - mine + 1) + gammaln(total - its + 1)
            less = gammaln(total + 1) + gammaln(both + 1) + gammaln(mine - both + 1)
            less = less + gammaln(its - both + 1) + gammaln(total - mine - its + both + 1)
            found += float((told * np.exp(ways - less)).sum())
    return found
