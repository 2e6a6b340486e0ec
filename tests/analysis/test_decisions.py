"""What a person decided holds, whatever the machine would find."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.clusters import group, unit
from analysis.decisions import Contradiction, Decisions, kept_to

IDS = [f"c{number}" for number in range(24)]
names = st.sampled_from(IDS)
pairs = st.lists(st.tuples(names, names).filter(lambda pair: pair[0] != pair[1]), max_size=6)


def found(seed: int):
    rng = np.random.default_rng(seed)
    middles = rng.normal(size=(4, 12))
    points = unit(middles[np.repeat(np.arange(4), 6)] * 2 + rng.normal(size=(24, 12)))
    return group(points)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 999), pairs, pairs, st.dictionaries(names, st.sampled_from("xyz"), max_size=6))
def test_decisions_hold(seed, together, apart, pinned):
    """Together is together, apart is apart, pinned is with its like: or it is said that it cannot be."""
    grouping = found(seed)
    decisions = Decisions(together, apart, pinned)
    try:
        kept = kept_to(decisions, IDS, grouping)
    except Contradiction:
        return
    group_of = dict(zip(IDS, kept.labels.tolist(), strict=True))
    assert all(group_of[a] == group_of[b] for a, b in together)
    assert all(group_of[a] != group_of[b] for a, b in apart)
    for a, key in pinned.items():
        assert all((group_of[a] == group_of[b]) == (key == other) for b, other in pinned.items())
    assert sorted(set(kept.labels.tolist())) == list(range(kept.labels.max() + 1))
    assert ((kept.confidence >= 0) & (kept.confidence <= 1)).all()


def test_nobody_else_is_moved():
    """A decision about two moves those two."""
    grouping = found(3)
    kept = kept_to(Decisions(together=[("c0", "c23")]), IDS, grouping)
    before, after = grouping.labels[1:23], kept.labels[1:23]
    assert ((before[:, None] == before) == (after[:, None] == after)).all()


def test_what_cannot_both_be_is_said():
    """The message names who it is about."""
    grouping = found(1)
    for impossible in (
        Decisions(together=[("c0", "c1"), ("c1", "c2")], apart=[("c0", "c2")]),
        Decisions(together=[("c0", "c1")], pinned={"c0": "x", "c1": "y"}),
    ):
        with pytest.raises(Contradiction, match=r"c[012] and c[012]"):
            kept_to(impossible, IDS, grouping)


def test_decisions_about_words_taken_back_count_for_nothing():
    """A contribution that is not there any more asks nothing."""
    grouping = found(2)
    kept = kept_to(Decisions(apart=[("c0", "gone")], pinned={"gone": "x"}), IDS, grouping)
    assert kept.labels.tolist() == grouping.labels.tolist()
