"""What may be kept as somebody's words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.spoken import MAX_BYTES, NotSpoken, clean, line


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  Mani uzklausīja.  ", "Mani uzklausīja."),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("\u202eoverride\u202c", "override"),
        (
            "za\u0300\u0301\u0302\u0303\u0304\u0305\u0306lgo",
            unicodedata.normalize("NFC", "za\u0300\u0301\u0302\u0303\u0304lgo"),
        ),
        ("👩‍👧 ok ❤️", "👩‍👧 ok ❤️"),
        ("nul\x00l", "null"),
        ("Дождь, ё", "Дождь, ё"),
        ("e\u0304", "ē"),
    ],
)
def test_words_are_kept_as_they_were_meant(said, kept):
    """All languages and emoji stay; what cannot be seen and could mislead goes."""
    assert clean(said) == kept


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\u200b\u200b", "empty"),
        ("x" * 2001, "too_long"),
        ("ж" * 2000 + "ж" * 10, "too_long"),
        ("half \ud83d emoji", "unreadable"),
        ("non\ufffecharacter", "unreadable"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(said, reason):
    """A phone is told why, so that a person can be."""
    with pytest.raises(NotSpoken) as refusal:
        clean(said)
    assert refusal.value.reason == reason


@given(st.text())
def test_what_is_kept_stays_as_it_is(text):
    """Cleaning twice is cleaning once; nothing kept is over the limits."""
    try:
        kept = clean(text)
    except NotSpoken:
        return
    assert clean(kept) == kept
    assert len(kept.encode()) <= MAX_BYTES
    assert unicodedata.is_normalized("NFC", kept)


def test_a_title_is_one_line():
    """Line breaks in a title become spaces; a title has an end."""
    assert line("Uzticēšanās\n  aplis ") == "Uzticēšanās aplis"
    with pytest.raises(NotSpoken):
        line("x" * 201)
