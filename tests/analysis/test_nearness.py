"""What contributions are compared by: meaning through a map, and the words they share."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import nearness
from analysis.clusters import unit
from analysis.language import Term


def terms(*said: str) -> list[list[Term]]:
    return [[Term(word, word, "en", 0, 0) for word in one.split()] for one in said]


def near(said: list[list[Term]], languages: list[str]) -> np.ndarray:
    """Cosines of contributions that mean equally different things, so that words alone can tell."""
    rows = np.eye(len(said), 40, dtype=np.float32)
    found = unit(nearness.compared(rows, said, languages, embedder="none").astype(np.float64))
    return found @ found.T


BUSES = ["bus late", "bus stop", "bus driver", "school roof", "school lunch", "school yard"]


def test_contributions_that_share_words_lie_nearer():
    """Of texts equally far in meaning those that say the same word are nearer one another."""
    cosines = near(terms(*BUSES), ["en"] * 6)
    assert cosines[0, 1] > cosines[0, 4] + 0.1


def test_words_count_less_where_languages_are_mixed():
    """Nobody shares words across languages: there meaning decides."""
    alone, mixed = near(terms(*BUSES), ["en"] * 6), near(terms(*BUSES), ["en", "lv", "ru"] * 2)
    assert abs(mixed[0, 1] - mixed[0, 4]) < abs(alone[0, 1] - alone[0, 4])


def test_words_that_hardly_anybody_shares_change_nothing():
    """A word said once or twice brings nobody together."""
    said = terms(*(f"word{n // 2} other{n}" for n in range(12)))
    rows = unit(np.random.default_rng(0).normal(size=(12, 40)))
    found = nearness.compared(rows.astype(np.float32), said, ["en"] * 12, embedder="none")
    assert np.allclose(found[:, :40], rows, atol=1e-6) and not found[:, 40:].any()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=5), min_size=2, max_size=40))
def test_any_words_give_rows_and_the_same_each_time(words):
    """Whatever is said, also nothing at all, there is one row each that can be compared."""
    said = terms(*(" ".join(one) for one in words))
    rows = unit(np.random.default_rng(1).normal(size=(len(words), 24))).astype(np.float32)
    once, again = (nearness.compared(rows, said, ["en"] * len(words), embedder="none") for _ in range(2))
    assert len(once) == len(words) and np.isfinite(once).all()
    assert np.array_equal(once, again)


def test_the_map_is_for_the_embedder_it_was_learnt_on():
    """Another embedder's vectors go through no map; the report can tell which map there was."""
    rows = np.eye(3, 384, dtype=np.float32)
    assert np.array_equal(nearness.mapped(rows, "another"), rows)
    assert nearness.mapped(rows, "multilingual-e5-small").shape == rows.shape
    assert nearness.fingerprint("another") is None and nearness.fingerprint("multilingual-e5-small")
