"""Codes that people read aloud and type."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.codes import ALPHABET, derived_code, new_code, read_code, spaced


@given(st.text(ALPHABET, min_size=8, max_size=8), st.sampled_from(["{}", " {} ", "{}\n"]))
def test_a_code_is_understood_however_it_is_typed(code, around):
    """Small letters, a dash, spaces: the same code."""
    assert read_code(around.format(spaced(code).lower())) == code


def test_letters_that_look_like_digits_are_digits():
    """O is 0; I and L are 1; nobody has to know. A Cyrillic keyboard's К is a K."""
    assert read_code("oil-0") == "0110"
    assert read_code("КАМ") == "KAM"


def test_a_derived_code_is_the_same_each_time_and_nobody_elses():
    """A form sent twice gives one slip; another form another one."""
    one = derived_code(b"s", "slip:a")
    assert one == derived_code(b"s", "slip:a") != derived_code(b"s", "slip:b")
    assert derived_code(b"t", "slip:a") != one
    assert set(one) <= set(ALPHABET)


def test_codes_are_not_repeated():
    """A thousand new codes, a thousand different ones."""
    assert len({new_code() for _ in range(1000)}) == 1000
