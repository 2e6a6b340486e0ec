"""How much themes tell of languages is measured as others measure it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_mutual_info_score

from analysis.chance import adjusted_information

PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 30)), max_size=40)


@settings(max_examples=100, deadline=None)
@given(pairs=PAIRS)
@example(pairs=[(0, 0), (0, 1), (1, 0), (1, 1)])
@example(pairs=[(0, 0), (1, 1), (2, 2)])
def test_the_figure_is_the_known_one(pairs: list[tuple[int, int]]) -> None:
    """Adjusted mutual information is what scikit-learn, which takes a second to load, makes of it."""
    ones, others = [one for one, _ in pairs], [other for _, other in pairs]
    known = adjusted_mutual_info_score(ones, others)
    assert adjusted_information(ones, others) == pytest.approx(known, abs=1e-9)


def test_names_of_labels_do_not_matter() -> None:
    """Two ways to sort alike tell each other whole, whatever their groups are called."""
    assert adjusted_information(["lv", "ru", "lv", "ru"], [7, 3, 7, 3]) == pytest.approx(1)


def test_lists_of_two_lengths_are_refused() -> None:
    """A label without a partner is a mistake, and none that should pass for a figure."""
    with pytest.raises(ValueError, match="3 labels beside 2"):
        adjusted_information([1, 2, 3], [1, 2])
