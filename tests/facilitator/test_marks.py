"""Speaker marks: every chair has one, at random, and two circles have nothing in common."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.marks import called, seating, usable

SECRET = b"s" * 32


@given(st.binary(min_size=16, max_size=32), st.text(max_size=32), st.integers(0, 30))
def test_each_chair_has_a_mark_of_its_own(secret, session, marks):
    """A permutation, the same each time it is asked."""
    order = seating(secret, session, marks)
    assert sorted(order) == list(range(1, marks + 1))
    assert seating(secret, session, marks) == order


def test_no_chair_is_likelier_to_be_the_first():
    """Over four hundred circles each chair of eight is S1 about as often: the door tells nothing."""
    chairs = Counter(seating(SECRET, f"session {n}", 8).index(1) for n in range(400))
    assert set(chairs) == set(range(8))
    assert max(chairs.values()) < 2 * 400 / 8  # five standard deviations off, and the same each run


def test_the_order_of_one_circle_tells_nothing_of_another():
    """Another session or another laptop's secret: another order."""
    one = seating(SECRET, "session 1", 12)
    assert seating(SECRET, "session 2", 12) != one
    assert seating(b"t" * 32, "session 1", 12) != one


@given(st.integers(0, 20))
def test_a_chair_more_leaves_the_others_in_their_order(marks):
    """Somebody came late: the rest sit as they sat."""
    later = seating(SECRET, "session", marks + 1)
    assert tuple(mark for mark in later if mark <= marks) == seating(SECRET, "session", marks)


def test_fewer_than_no_marks_is_a_mistake():
    """Not an empty circle."""
    with pytest.raises(ValueError, match="-1"):
        seating(SECRET, "session", -1)


@pytest.mark.parametrize(
    ("mark", "marks", "used", "name"),
    [(None, 8, None, ""), (3, 8, 3, "S3"), (9, 8, None, ""), (3, 0, None, ""), (0, 8, None, "")],
)
def test_a_mark_that_the_session_does_not_have_is_none(mark, marks, used, name):
    """Marks were turned off or lowered meanwhile: the line stays, without one."""
    assert usable(mark, marks) == used
    assert called(used) == name
