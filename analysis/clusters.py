"""Find which vectors belong together when nobody knows how many groups there are, leaving none out.

How many there are is a matter of how near one looks: the grain goes from fewer and wider groups to more
and narrower ones.

Two ways propose groups: communities of the graph in which neighbours share neighbours (Leiden, at
several resolutions) and cuts of a Ward tree. Under sixty vectors the proposal wins whose groups are tightest
and best apart (silhouette), and of nearly equal ones the coarsest; above, Leiden at its usual
resolution, which is as right there and makes half as many groups. Then every vector goes to the
nearest group's centre until nothing moves.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import graspologic_native
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

Floats = NDArray[np.float64]
Labels = NDArray[np.intp]

SMALL = 60
RESOLUTIONS = (0.5, 0.7, 0.9, 1.1, 1.4, 1.8, 2.3, 3.0, 4.0, 5.5)
NEARLY = 0.97
FEWEST = 6
ROUNDS = 30
TRIALS = 10  # the best of so many: two seeds then nearly always agree


@dataclass(frozen=True)
class Grain:
    """How near one looks: Leiden's resolution, how many components are kept, and, of few vectors, how many
    groups are thought likely (as a share of what is usual)."""

    resolution: float
    dimensions: int
    share: float


GRAINS = {
    -2: Grain(0.35, 32, 0.5),
    -1: Grain(0.6, 32, 0.75),
    0: Grain(1.0, 32, 1.0),
    1: Grain(3.0, 48, 1.5),
    2: Grain(11.0, 80, 2.2),
}
"""From fewer to more groups. Chosen on labelled sets: `docs/bench-themes.md`."""
USUAL = GRAINS[0]


@dataclass(frozen=True)
class Grouping:
    """`labels` (n,) number the groups from 0; `way` names the proposal that won.

    `confidence` (n,) says how much nearer a vector lies to its own group's centre than to the next:
    1 on its own centre, 0 half-way between two, or where there is but one group. `points` (n, at most d)
    are the unit rows that were compared.
    """

    labels: Labels
    confidence: Floats
    way: str
    points: Floats


def group(vectors: NDArray[np.floating], *, seed: int = 0, grain: Grain = USUAL) -> Grouping:
    """Group unit rows (n, d). The same rows and seed give the same groups; equal rows share a group.

    Under six vectors, or where all are equal, there is one group.
    """
    count = len(vectors)
    if count < FEWEST or not np.ptp(vectors, axis=0).any():
        return Grouping(np.zeros(count, np.intp), np.zeros(count), "one", unit(vectors.astype(np.float64)))
    points = reduced(vectors, grain.dimensions)
    if count < SMALL:
        way, labels = small(points, seed, grain)
    else:
        way, labels = "leiden", communities(points, grain.resolution, seed)
    return settled(points, labels, way)


def reduced(vectors: NDArray[np.floating], dimensions: int = USUAL.dimensions) -> Floats:
    """The rows along their leading principal components, at length one: (n, at most `dimensions`)."""
    centred = vectors.astype(np.float64) - vectors.mean(axis=0, dtype=np.float64)
    _, axes = np.linalg.eigh(centred.T @ centred)
    return unit(centred @ axes[:, ::-1][:, : min(dimensions, len(vectors) - 1)])


def unit(rows: Floats) -> Floats:
    lengths: Floats = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.maximum(lengths, 1e-9)


def small(points: Floats, seed: int, grain: Grain = USUAL) -> tuple[str, Labels]:
    """The best of all proposals by silhouette, among those with about as many groups as the grain asks."""
    from scipy.cluster.hierarchy import fcluster, linkage  # slow to load, and only where themes are found

    graph = shared_neighbours(points)
    proposals = [
        (f"leiden {resolution}", dissolved(points, leiden(graph, resolution, seed)))
        for resolution in RESOLUTIONS
    ]
    tree = linkage(points, "ward")
    limits = few_and_many(len(points), grain.share)
    proposals += [
        (f"ward {k}", dissolved(points, fcluster(tree, k, "maxclust").astype(np.intp)))
        for k in range(2, limits[1] + 1)
    ]
    return best(points, proposals, limits)


def few_and_many(count: int, share: float = 1.0) -> tuple[int, int]:
    """How many groups a reader can expect of so many contributions, at least and at most."""
    few, many = np.clip(count // 15, 2, 5), np.clip(1.6 * math.sqrt(count), 6, 30)
    most = max(2, min(round(share * many), count // 2))
    return min(most, max(2, round(share * few))), most


def best(
    points: Floats, proposals: Iterable[tuple[str, Labels]], limits: tuple[int, int]
) -> tuple[str, Labels]:
    """Of proposals nearly as good as the best by silhouette, the one with the fewest groups."""
    distances = np.maximum(1 - points @ points.T, 0)
    np.fill_diagonal(distances, 0)
    rated = [
        (silhouette(distances, labels), len(np.unique(labels)), way, labels)
        for way, labels in proposals
        if 2 <= len(np.unique(labels)) < len(points)
    ]
    fitting = [one for one in rated if limits[0] <= one[1] <= limits[1]] or rated
    if not fitting:
        return "one", np.zeros(len(points), np.intp)
    top = max(score for score, *_ in fitting)
    bar = top * NEARLY if top > 0 else top
    _, _, way, labels = min((one for one in fitting if one[0] >= bar), key=lambda one: (one[1], -one[0]))
    return way, labels


def silhouette(distances: Floats, labels: Labels) -> float:
    """Mean over all points of (to the nearest other group - to the own group) / the larger: -1 to 1."""
    numbers = np.unique(labels, return_inverse=True)[1]
    member = np.eye(numbers.max() + 1)[numbers]
    sizes = member.sum(axis=0)
    totals = distances @ member
    rows = np.arange(len(labels))
    own = totals[rows, numbers] / np.maximum(sizes[numbers] - 1, 1)
    means = totals / sizes
    means[rows, numbers] = np.inf
    other = means.min(axis=1)
    widths = (other - own) / np.maximum(np.maximum(own, other), 1e-12)
    return float(np.where(sizes[numbers] > 1, widths, 0).mean())


def communities(points: Floats, resolution: float, seed: int, *, trials: int = TRIALS) -> Labels:
    return dissolved(points, leiden(shared_neighbours(points), resolution, seed, trials=trials))


def neighbours(points: Floats, count: int) -> NDArray[np.intp]:
    """The indices of each point's nearest others (n, count), a thousand rows at a time."""
    found = np.empty((len(points), count), np.intp)
    for start in range(0, len(points), 1024):
        near = points[start : start + 1024] @ points.T
        rows = np.arange(len(near))
        near[rows, rows + start] = -np.inf
        found[start : start + 1024] = np.argpartition(-near, count - 1, axis=1)[:, :count]
    return found


def shared_neighbours(points: Floats) -> coo_array:
    """A graph (n, n) whose edges weigh how many neighbours two neighbours have in common (Jaccard)."""
    total = len(points)
    count = min(int(np.clip(round(0.65 * math.sqrt(total)), 4, 30)), total - 1)
    ends = neighbours(points, count).ravel()
    starts = np.repeat(np.arange(total), count)
    itself = np.arange(total)
    ones = np.ones(len(ends) + total)
    member = csr_array((ones, (np.concatenate([starts, itself]), np.concatenate([ends, itself]))))
    common: Floats = np.asarray(member[starts].multiply(member[ends]).sum(axis=1)).ravel()
    weights = csr_array((common / (2 * (count + 1) - common), (starts, ends)), shape=(total, total))
    return weights.maximum(weights.T).tocoo()


def leiden(graph: coo_array, resolution: float, seed: int, *, trials: int = TRIALS) -> Labels:
    """Communities of the graph by modularity; a point without edges is a community of its own."""
    upper = graph.row < graph.col
    names = [str(i) for i in range(graph.shape[0])]
    ends = zip(*(one[upper].tolist() for one in (graph.row, graph.col, graph.data)), strict=True)
    edges = [(names[a], names[b], weight) for a, b, weight in ends]
    _, found = graspologic_native.leiden(
        edges=edges,
        starting_communities=None,
        resolution=resolution,
        randomness=0.001,
        iterations=3,
        use_modularity=True,
        seed=seed,
        trials=trials,
    )
    lonely = len(found)
    return np.array([found.get(name, lonely + i) for i, name in enumerate(names)], np.intp)


def dissolved(points: Floats, labels: Labels) -> Labels:
    """Groups too small to speak of go, each member to the nearest group that stays."""
    numbers = np.unique(labels, return_inverse=True)[1]
    sizes = np.bincount(numbers)
    staying = np.flatnonzero(sizes >= smallest(len(points)))
    if len(staying) < 2:
        return numbers
    nearest = staying[(points @ centres(points, numbers)[staying].T).argmax(axis=1)]
    kept = np.where(np.isin(numbers, staying), numbers, nearest)
    return np.unique(kept, return_inverse=True)[1]


def smallest(count: int) -> int:
    return max(2, round(0.01 * count) + 1) if count < 400 else max(4, int(0.006 * count))


def settled(points: Floats, labels: Labels, way: str) -> Grouping:
    """Move every point to the nearest centre until none moves; no group is left with one member."""
    labels = moved(points, labels)
    while np.bincount(labels).min() < 2 and labels.max() > 0:
        sizes = np.bincount(labels)
        lonely = sizes.argmin()
        near = points @ centres(points, labels).T
        near[:, lonely] = -np.inf
        labels = moved(points, np.where(labels == lonely, near.argmax(axis=1), labels))
    return Grouping(labels, confidence(points @ centres(points, labels).T), way, points)


def moved(points: Floats, labels: Labels) -> Labels:
    labels = np.unique(labels, return_inverse=True)[1]
    for _ in range(ROUNDS):
        nearest = (points @ centres(points, labels).T).argmax(axis=1)
        following = np.unique(nearest, return_inverse=True)[1]
        if np.array_equal(following, labels):
            break
        labels = following
    return labels


def centres(points: Floats, labels: Labels) -> Floats:
    """The mean directions (k, d) of groups numbered without gaps."""
    sums = np.zeros((labels.max() + 1, points.shape[1]))
    np.add.at(sums, labels, points)
    return unit(sums)


def confidence(near: Floats) -> Floats:
    """From cosines to all centres (n, k): the share of the distance to the second that the first spares."""
    if near.shape[1] < 2:
        return np.zeros(len(near))
    second, first = np.sort(near, axis=1)[:, -2:].T
    spared: Floats = (first - second) / np.maximum(1 - second, 1e-9)
    return spared
