"""Groups that hold when some of the contributions are missing: the stable way of grouping, and its measure.

The same vectors are grouped many times, each time without a fifth of them. Two that nearly always fall
together belong together (consensus clustering, Monti et al. 2003); a group is stable when it is found
again whoever is missing (Hennig 2007).
"""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import coo_array

from analysis.clusters import (
    FEWEST,
    USUAL,
    Floats,
    Grain,
    Grouping,
    Labels,
    communities,
    dissolved,
    group,
    leiden,
    neighbours,
    reduced,
    settled,
)

RUNS = 24
KEPT = 0.8
AROUND = 40  # with how many of the nearest a vector is compared: beyond them no group reaches
SMALLEST = 30  # under so many vectors a fifth less is another conversation


def stable_group(vectors: Floats, *, seed: int = 0, grain: Grain = USUAL) -> Grouping:
    """Group unit rows (n, d) as `clusters.group` does, by what 24 groupings of four fifths agree on."""
    if len(vectors) < SMALLEST or not np.ptp(vectors, axis=0).any():
        return group(vectors, seed=seed, grain=grain)
    points = reduced(vectors, grain.dimensions)
    agreed = together(points, grain, seed)
    return settled(points, dissolved(points, leiden(agreed, grain.resolution, seed)), "consensus")


def together(points: Floats, grain: Grain, seed: int) -> coo_array:
    """A graph (n, n) of neighbours that weighs in how many of the runs with both they shared a group."""
    total = len(points)
    count = min(AROUND, total - 1)
    starts = np.repeat(np.arange(total), count)
    ends = neighbours(points, count).ravel()
    shared, met = np.zeros(len(starts)), np.zeros(len(starts))
    for there, labels in runs(points, grain, seed):
        placed = np.full(total, -1, np.intp)
        placed[there] = labels
        both = (placed[starts] >= 0) & (placed[ends] >= 0)
        met += both
        shared += both & (placed[starts] == placed[ends])
    weights = np.where(met > 0, shared / np.maximum(met, 1), 0)
    one_way = coo_array((weights, (starts, ends)), shape=(total, total)).tocsr()
    return one_way.maximum(one_way.T).tocoo()


def runs(points: Floats, grain: Grain, seed: int, times: int = RUNS) -> Iterator[tuple[Labels, Labels]]:
    """Who is there, and how they fall into groups, each time without another fifth."""
    rng = np.random.default_rng(seed)
    wanted = max(FEWEST, round(KEPT * len(points)))
    for run in range(times):
        there = np.sort(rng.choice(len(points), wanted, replace=False))
        yield there, communities(points[there], grain.resolution, seed + run, trials=1)


def stability(
    vectors: Floats, labels: Labels, *, seed: int = 0, grain: Grain = USUAL, times: int = 8
) -> Floats | None:
    """How surely each group is found again: mean over the runs of its best overlap (Jaccard), 0 to 1.

    `labels` (n,) number the groups from 0, -1 is in none. One row a group; None where too few speak to tell.
    """
    inside = np.flatnonzero(labels >= 0)
    count = int(labels.max(initial=-1)) + 1
    if len(inside) < SMALLEST or count < 1:
        return None
    points = reduced(vectors[inside], grain.dimensions)
    mine = labels[inside]
    found = [overlap(mine[there], again, count) for there, again in runs(points, grain, seed, times)]
    means: Floats = np.mean(found, axis=0)
    return means


def overlap(before: Labels, again: Labels, count: int) -> Floats:
    """For each of `count` groups the largest Jaccard overlap with a group of the other grouping."""
    again = np.unique(again, return_inverse=True)[1]
    table = np.zeros((count, again.max() + 1))
    np.add.at(table, (before, again), 1)
    either = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
    best: Floats = (table / np.maximum(either, 1)).max(axis=1)
    return best
