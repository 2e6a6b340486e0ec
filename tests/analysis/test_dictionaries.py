"""Dictionaries that are looked into where they lie say what simplemma's own say."""

import hashlib
import json
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

from analysis.dictionaries import (
    BLOCK,
    CARD,
    FOLDER,
    LANGUAGES,
    Damaged,
    Dictionaries,
    Dictionary,
    file_name,
    recipe,
    write,
)

SPOKEN = st.text("aābcčdeēжшя'-", min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(words=st.dictionaries(SPOKEN, SPOKEN, max_size=3 * BLOCK), asked=st.lists(SPOKEN, max_size=20))
def test_what_is_written_is_found(
    tmp_path_factory: pytest.TempPathFactory, words: dict[str, str], asked: list[str]
) -> None:
    """Every word has its lemma, no other word has one, and the words come in the order of their bytes."""
    path = tmp_path_factory.mktemp("words") / "some.words"
    write(words, path)
    found = Dictionary(path)
    assert dict(found) == words
    assert list(found) == sorted(words, key=str.encode)
    assert len(found) == len(words)
    for word in asked:
        assert found.get(word) == words.get(word)
        assert (word in found) == (word in words)


def test_a_word_too_long_for_the_form_is_refused(tmp_path: Path) -> None:
    """A dictionary that would not be read back as it was is not written."""
    with pytest.raises(ValueError, match="longer than 254 bytes"):
        write({"a" * 255: "a"}, tmp_path / "some.words")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda whole: whole[:-1], "not whole"),
        (lambda whole: whole + b" ", "not whole"),
        (lambda whole: b"", "no dictionary"),
        (lambda whole: b"another" + whole[7:], "no dictionary"),
    ],
)
def test_a_harmed_file_is_not_read(tmp_path: Path, harm, told: str) -> None:
    """Half a dictionary would give wrong lemmas without anybody noticing: it is as good as none."""
    path = tmp_path / file_name("lv")
    write({"ceļi": "ceļš"}, path)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(Damaged, match=told):
        Dictionary(path)
    assert Dictionaries(tmp_path).get_dictionary("lv")["ceļi"] == "ceļš"


def test_without_files_simplemmas_own_are_read(tmp_path: Path) -> None:
    """A checkout without weights has lemmas too; only slower."""
    assert Dictionaries(tmp_path).get_dictionary("lv")["kaimiņiem"] == "kaimiņš"


@pytest.mark.parametrize("language", ["lv", "en"])
def test_built_dictionaries_are_simplemmas(language: str) -> None:
    """What the build wrote has as many words as simplemma's, with the same lemmas, and no others."""
    ours, theirs = (
        Dictionary(FOLDER / file_name(language)),
        LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(language),
    )
    assert len(ours) == len(theirs)
    for word in islice(theirs, 0, None, 97):
        assert ours[word] == theirs[word]
        assert ours.get(word + "qq") == theirs.get(word + "qq")


def test_the_card_vouches_for_the_files() -> None:
    """The dictionaries say whence they come and under which licences, and are unharmed."""
    card = json.loads((FOLDER / CARD).read_text(encoding="utf-8"))
    assert card["source"]["package"] == "simplemma"
    assert card["source"]["recipe"] == recipe()
    assert "Open Database License" in card["licence"]
    assert set(card["files"]) == {file_name(language) for language in LANGUAGES}
    for name, known in card["files"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == known
