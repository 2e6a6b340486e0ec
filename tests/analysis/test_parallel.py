"""The sentences from which language directions are fitted: whole, distinct and in the right script."""

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import analysis

LANGUAGES = ("lv", "en", "fi", "sv", "et", "ru")
PATH = Path(analysis.__file__).parent / "parallel.json"


@pytest.fixture(scope="module")
def sentences() -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(PATH.read_text("utf-8"))["sentences"]
    return found


def letters(text: str) -> set[str]:
    """The scripts of a text's letters, such as {'LATIN'}."""
    return {unicodedata.name(sign).split()[0] for sign in text if sign.isalpha()}


def test_there_are_enough_sentences_to_fit_the_directions(sentences: list[dict[str, str]]) -> None:
    """A hundred suffice; we keep a margin, so that a native reader may strike some out."""
    assert len(sentences) >= 170


def test_short_sentences_and_long_spoken_turns_are_both_there(sentences: list[dict[str, str]]) -> None:
    """Talk in a circle runs to several sentences: fitted from short ones, it lies apart by language."""
    lengths = [len(sentence["en"].split()) for sentence in sentences]
    assert sum(length >= 24 for length in lengths) >= 30
    assert sum(length <= 10 for length in lengths) >= 60


def test_every_sentence_is_there_in_all_six_languages(sentences: list[dict[str, str]]) -> None:
    """A missing translation would tilt the directions towards the languages that are there."""
    for sentence in sentences:
        assert tuple(sentence) == LANGUAGES, sentence
        assert all(text == text.strip() and len(text.split()) >= 3 for text in sentence.values()), sentence


def test_no_sentence_is_said_twice_in_any_language(sentences: list[dict[str, str]]) -> None:
    """Neither within a language nor across two: a text left untranslated would teach nothing."""
    said = Counter(text.casefold() for sentence in sentences for text in sentence.values())
    assert [text for text, times in said.items() if times > 1] == []


def test_russian_is_cyrillic_and_everything_else_latin(sentences: list[dict[str, str]]) -> None:
    """A stray letter of the other script (an English c in a Russian word) is a typing fault."""
    for sentence in sentences:
        for language, text in sentence.items():
            assert letters(text) == ({"CYRILLIC"} if language == "ru" else {"LATIN"}), text


@pytest.mark.parametrize(
    ("language", "own"), [("lv", "āēīūķļņšž"), ("fi", "äö"), ("sv", "åäö"), ("et", "õäöü"), ("ru", "ыэё")]
)
def test_each_language_is_written_with_its_own_letters(
    sentences: list[dict[str, str]], language: str, own: str
) -> None:
    """Diacritics were neither lost on the way nor put in the wrong column."""
    together = " ".join(sentence[language] for sentence in sentences)
    assert set(own) <= set(together)
    foreign = set("āēīūķļņšžõåöäüß") - set(own) - {"š", "ž"}
    assert not foreign & set(together)


def test_texts_are_composed_and_hold_no_stray_signs(sentences: list[dict[str, str]]) -> None:
    """The same letter is always the same code point, and a text is one line."""
    for sentence in sentences:
        for text in sentence.values():
            assert unicodedata.is_normalized("NFC", text)
            assert text.isprintable()
