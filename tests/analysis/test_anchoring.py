"""Groups hold while more is said, and give way to what is clearly better."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.anchoring import held
from analysis.clusters import group


def gathered(sizes: list[int], seed: int, spread: float = 0.25) -> np.ndarray:
    """Unit rows around as many middles as there are sizes."""
    random = np.random.default_rng(seed)
    middles = random.normal(size=(len(sizes), 24))
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    rows = np.repeat(middles, sizes, axis=0) + spread * random.normal(size=(sum(sizes), 24)) / 5
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize("sizes", [[14, 14, 14], [40, 40, 40]])
def test_new_words_join_and_old_ones_stay(sizes):
    """Where the groups are right, the new rows go to theirs and no other row moves."""
    rows = gathered(sizes, seed=1)
    right = np.repeat([2, 0, 1], sizes)
    before = np.where(np.arange(len(rows)) % 5 == 0, -1, right)
    now = held(group(rows), before)
    assert len({(old, new) for old, new in zip(right.tolist(), now.labels.tolist(), strict=True)}) == 3


def test_a_theme_nobody_had_is_found():
    """Twenty speak of something new: a group of theirs comes, and the two that were there stay."""
    rows = gathered([40, 40, 20], seed=2)
    before = np.repeat([0, 1, -1], [40, 40, 20])
    now = held(group(rows), before).labels
    assert len(set(now[80:].tolist())) == 1 and len(set(now.tolist())) == 3
    assert len(set(now[:40].tolist())) == len(set(now[40:80].tolist())) == 1


def test_what_was_wrong_gives_way():
    """Groups that have nothing to do with what is said are not held on to."""
    rows = gathered([30, 30, 30], seed=3)
    before = np.random.default_rng(0).integers(0, 3, 90)
    now = held(group(rows), before).labels
    assert all(len(set(now[part : part + 30].tolist())) == 1 for part in (0, 30, 60))


def test_nothing_to_hold_on_to():
    """With one earlier group or none, what was found stands."""
    found = group(gathered([20, 20], seed=4))
    assert held(found, np.full(40, -1)) is found
    assert held(found, np.zeros(40, int)) is found


@settings(max_examples=20, deadline=None)
@given(st.integers(8, 90), st.integers(0, 50), st.integers(2, 9))
def test_every_row_has_a_group_and_the_same_rows_the_same(count, seed, many):
    """Whatever was there before: all are in a group, and groups are numbered without gaps."""
    random = np.random.default_rng(seed)
    rows = random.normal(size=(count, 12))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    before = random.integers(-1, many, count)
    found = group(rows)
    now = held(found, before)
    assert now.labels.shape == now.confidence.shape == (count,)
    assert set(now.labels.tolist()) == set(range(now.labels.max() + 1))
    assert ((now.confidence >= 0) & (now.confidence <= 1)).all()
    again = held(found, before)
    assert np.array_equal(now.labels, again.labels)
