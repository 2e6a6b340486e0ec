"""Numbers become words in steps that only ever go up; a code is named where it says something of a theme."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from analysis.grading import HIGH, LOW, MIDDLE, commonest, grade, leaks, measured
from analysis.quality import ALIKE, FOUND_AGAIN
from analysis.report import Quality

STEPS = [LOW, MIDDLE, HIGH]


@given(st.floats(0, 2), st.floats(0, 2))
def test_more_is_never_called_less(one: float, other: float) -> None:
    """Whatever the numbers, the larger one has no lower word."""
    low, high = sorted((one, other))
    less, more = (grade(Quality(value, value, value)) for value in (low, high))
    for step in ("cohesion", "separation", "stability"):
        assert STEPS.index(getattr(less, step)) <= STEPS.index(getattr(more, step))
    assert STEPS.index(leaks(low)) <= STEPS.index(leaks(high))


def test_what_is_reliable_is_alike_and_found_again_in_words_too() -> None:
    """The words agree with the state."""
    found = grade(Quality(ALIKE, 0.0, FOUND_AGAIN, "reliable"))
    assert (found.cohesion, found.stability) == (HIGH, HIGH)
    assert measured(Quality(0.3)) and not measured(Quality()) and not measured(replace(Quality(), voices=3))


def test_a_code_of_few_says_nothing_of_a_theme() -> None:
    """At most three, each in two contributions and in a fifth of all."""
    assert commonest({"a": 5, "b": 2, "c": 1}, 9) == [("a", 5), ("b", 2)]
    assert commonest({"a": 5, "b": 2}, 30) == []
    assert commonest(dict.fromkeys("dcba", 4), 8) == [("a", 4), ("b", 4), ("c", 4)]
