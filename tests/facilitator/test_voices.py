"""Who has been heard: marks in their own order, never a count and never a rank."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.voices import voices


@given(st.integers(0, 30), st.lists(st.none() | st.integers(1, 40)))
def test_every_mark_is_either_heard_or_not(marks, spoken):
    """However often somebody spoke, the list says only whether."""
    told = voices(marks, spoken)
    assert sorted([*told.heard, *told.unheard]) == list(range(1, marks + 1))
    assert set(told.heard) <= set(spoken)
    assert list(told.unheard) == sorted(told.unheard)
    assert voices(marks, spoken * 3) == told
