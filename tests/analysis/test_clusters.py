"""Groups are found without being told how many, and nothing is left out."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from analysis.clusters import Grouping, group


def scattered(count: int, seed: int = 0) -> NDArray[np.floating]:
    rows = np.random.default_rng(seed).normal(size=(count, 384))
    return unit(rows)


def gathered(sizes: list[int], seed: int = 0, spread: float = 0.6) -> tuple[NDArray[np.floating], list[int]]:
    """Points about middles of their own, and which belongs to which."""
    rng = np.random.default_rng(seed)
    middles = unit(rng.normal(size=(len(sizes), 384)))
    belongs = [one for one, size in enumerate(sizes) for _ in range(size)]
    return unit(middles[belongs] + spread * unit(rng.normal(size=(len(belongs), 384)))), belongs


def unit(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    found: NDArray[np.floating] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return found


def sets(found: Grouping) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(found.labels == one).tolist()) for one in set(found.labels.tolist())}


@settings(max_examples=20, deadline=None)
@given(count=st.integers(0, 130), copies=st.integers(1, 4), seed=st.integers(0, 1000))
def test_laws(count: int, copies: int, seed: int) -> None:
    """Any vectors are grouped whole: numbered without gaps, nobody alone, equals together, twice the same."""
    different = scattered(count, seed)
    rows = np.tile(different, (copies, 1))
    found = group(rows, seed=seed)
    assert len(found.labels) == len(found.confidence) == len(rows)
    assert set(found.labels.tolist()) == set(range(found.labels.max(initial=-1) + 1))
    assert len(rows) < 2 or np.bincount(found.labels).min() > 1
    assert ((found.confidence >= 0) & (found.confidence <= 1 + 1e-9)).all()
    if count:
        assert (found.labels.reshape(copies, count) == found.labels[:count]).all()
    again = group(rows, seed=seed)
    assert found.labels.tobytes() == again.labels.tobytes()
    assert found.confidence.tobytes() == again.confidence.tobytes()


@pytest.mark.parametrize("count", [1, 2, 5, 6, 7, 60, 400])
def test_all_the_same(count: int) -> None:
    """If everybody says the same, that is one group."""
    found = group(np.tile(scattered(1), (count, 1)))
    assert found.labels.tolist() == [0] * count


@pytest.mark.parametrize(
    "sizes", [[5, 5, 4], [12, 9, 8, 7], [30, 20, 20, 15, 15], [90, 80, 60, 40, 30], [300, 200, 200, 200, 100]]
)
def test_clear_groups(sizes: list[int]) -> None:
    """Where the groups are clear, those are found, from a dozen contributions to a thousand."""
    rows, belongs = gathered(sizes)
    found = group(rows)
    assert sets(found) == sets(replace(found, labels=np.array(belongs)))


def test_order() -> None:
    """Clear groups are the same in whatever order contributions come."""
    rows, _ = gathered([14, 9, 8])
    order = np.random.default_rng(1).permutation(len(rows))
    shuffled = {frozenset(order[list(one)].tolist()) for one in sets(group(rows[order]))}
    assert shuffled == sets(group(rows))


def test_confidence() -> None:
    """Whoever stands between two groups is placed with less confidence than those in the middle of one."""
    rows, belongs = gathered([20, 20, 20], spread=0.3)
    between = unit(rows[:20].mean(axis=0, keepdims=True) + rows[20:40].mean(axis=0, keepdims=True))
    found = group(np.vstack([rows, between]))
    assert found.confidence[-1] < found.confidence[:-1].min()
    assert len(belongs) == 60
