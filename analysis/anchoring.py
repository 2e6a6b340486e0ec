"""Earlier groups hold while more is said: what is found afresh is taken only where it is clearly better."""

from collections.abc import Callable

import numpy as np

from analysis.clusters import (
    ROUNDS,
    SMALL,
    USUAL,
    Floats,
    Grain,
    Grouping,
    Labels,
    centres,
    confidence,
    dissolved,
    shared_neighbours,
    silhouette,
)

BETTER = 0.08  # by so much, as a share, what is found afresh must be better before a group is taken from it
INERTIA = 0.05  # a row changes groups where another middle is nearer by so much (cosine)
CHANGES = 5  # groups taken in one reading; the others wait for the next
MOST = 0.5  # a group that loses more than this share to one taken afresh has become that one
THE_SAME = 0.9  # two groups that share so much of their members (Jaccard) differ in nothing worth a change


def held(found: Grouping, before: Labels, grain: Grain = USUAL) -> Grouping:
    """The earlier groups with the new rows in them, as little changed as leaves them about as good.

    `before` (n,) numbers the group each row lay in, -1 where it lay in none. How good a grouping is is asked
    as where it was found: silhouette of few rows, modularity of many. Where fewer than two earlier groups are
    left there is nothing to hold on to, and `found` stands.
    """
    known = np.unique(before[before >= 0])
    if len(known) < 2 or found.labels.max(initial=0) == 0:
        return found
    labels = dissolved(found.points, _lingering(found.points, _joined(found.points, before)))
    labels = _improved(labels, found, _goodness(found.points, grain))
    labels = dissolved(found.points, _lingering(found.points, labels))
    near = found.points @ centres(found.points, labels).T
    sure = np.where(near.argmax(axis=1) == labels, confidence(near), 0.0)
    return Grouping(labels, sure, found.way, found.points)


def _joined(points: Floats, before: Labels) -> Labels:
    """Every row that lay in no group goes to the nearest."""
    known = before >= 0
    labels = np.zeros(len(points), np.intp)
    labels[known] = np.unique(before[known], return_inverse=True)[1]
    labels[~known] = (points[~known] @ centres(points[known], labels[known]).T).argmax(axis=1)
    return labels


def _lingering(points: Floats, labels: Labels) -> Labels:
    """Rows go to the nearest centre until none moves, but stay where they are near enough."""
    rows = np.arange(len(points))
    for _ in range(ROUNDS):
        labels = np.unique(labels, return_inverse=True)[1]
        near = points @ centres(points, labels).T
        nearest = near.argmax(axis=1)
        moves = near[rows, nearest] > near[rows, labels] + INERTIA
        if not moves.any():
            break
        labels = np.where(moves, nearest, labels)
    return np.unique(labels, return_inverse=True)[1]


def _improved(labels: Labels, found: Grouping, good: Callable[[Labels], float]) -> Labels:
    """Take groups found afresh, the most helpful first, until what was found is no longer clearly better."""
    best = good(found.labels)
    enough = best - BETTER * abs(best)
    left = [n for n in range(found.labels.max() + 1) if not _there(found.labels == n, labels)]
    for _ in range(CHANGES):
        if not left or good(labels) >= enough:
            break
        tried = {n: _taken(found.points, labels, found.labels == n) for n in left}
        taken = max(left, key=lambda n: (round(good(tried[n]), 9), -n))
        labels = tried[taken]
        left.remove(taken)
    return labels


def _there(mine: np.ndarray, labels: Labels) -> bool:
    """Whether a group stands already, nearly as it was found."""
    size = np.bincount(labels)
    common = np.bincount(labels[mine], minlength=len(size))
    return bool((common / (size + mine.sum() - common)).max() >= THE_SAME)


def _taken(points: Floats, labels: Labels, mine: np.ndarray) -> Labels:
    """These rows become a group; what is left of one that mostly went into it goes to the nearest."""
    number = labels.max() + 1
    size = np.bincount(labels, minlength=number)
    lost = np.bincount(labels[mine], minlength=number) > MOST * size
    now = np.where(mine, number, labels)
    numbers, compact = np.unique(now, return_inverse=True)
    near = points @ centres(points, compact).T
    gone = np.append(lost, False)
    near[:, gone[numbers]] = -np.inf
    return dissolved(points, np.where(gone[now], numbers[near.argmax(axis=1)], now))


def _goodness(points: Floats, grain: Grain) -> Callable[[Labels], float]:
    if len(points) < SMALL:
        distances = np.maximum(1 - points @ points.T, 0)
        np.fill_diagonal(distances, 0)
        return lambda labels: silhouette(distances, labels) if labels.max() else 0.0
    graph = shared_neighbours(points)
    strength = np.asarray(graph.tocsr().sum(axis=1), float).ravel()
    total = strength.sum()

    def modularity(labels: Labels) -> float:
        inside = graph.data[labels[graph.row] == labels[graph.col]].sum() / total
        share = np.bincount(labels, strength) / total
        return float(inside - grain.resolution * (share**2).sum())

    return modularity
