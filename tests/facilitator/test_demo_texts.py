"""The made-up circle of the demo: marked as made up, mixed as life is, and fit for its script."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import facilitator
from facilitator.script import load

PATH = Path(facilitator.__file__).parent / "demo_texts.json"


@pytest.fixture(scope="module")
def demo() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(PATH.read_text("utf-8"))
    return found


def said_in(demo: dict[str, Any], language: str) -> list[str]:
    return [entry["text"] for entry in demo["contributions"] if entry["language"] == language]


def test_the_circle_says_in_three_languages_that_it_is_made_up(demo: dict[str, Any]) -> None:
    """Nobody may mistake it for words of real people, on any screen that shows its title or place."""
    assert demo["made_up"] is True and "nobody said any of this" in demo["about"]
    for key in ("title", "place", "host"):
        assert re.search("izdomāt", demo[key], re.IGNORECASE), key
        assert re.search("made-up", demo[key], re.IGNORECASE), key
        assert re.search("вымышленн", demo[key], re.IGNORECASE), key


def test_it_is_as_large_as_an_evening_gives(demo: dict[str, Any]) -> None:
    assert len(demo["participants"]) == 12
    assert 115 <= len(demo["contributions"]) <= 140
    assert {language: len(said_in(demo, language)) >= 30 for language in ("lv", "en", "ru")} == {
        "lv": True,
        "en": True,
        "ru": True,
    }
    assert len(said_in(demo, "lv")) >= 60


def test_every_text_is_in_the_language_it_says(demo: dict[str, Any]) -> None:
    """Read off the letters: Cyrillic, Latvian diacritics, or neither; "+1" has no letters at all."""
    for language, script in (("lv", "LATIN"), ("en", "LATIN"), ("ru", "CYRILLIC")):
        for text in said_in(demo, language):
            assert {unicodedata.name(sign).split()[0] for sign in text if sign.isalpha()} <= {script}, text
    assert not re.search("[āčēģīķļņšūž]", "".join(said_in(demo, "en")))
    assert sum(bool(re.search("[āčēģīķļņšūž]", text)) for text in said_in(demo, "lv")) >= 60


def test_words_stand_in_rounds_of_the_script_and_were_written_where_phones_write(
    demo: dict[str, Any],
) -> None:
    """Who wrote on a phone did so in a writing or checking round; talk was taken down by the recorder."""
    rounds = {step.id: step for step in load(demo["script"]).rounds}
    order = list(rounds)
    where = [order.index(entry["round"]) for entry in demo["contributions"]]
    assert where == sorted(where)
    for entry in demo["contributions"]:
        wrote = rounds[entry["round"]].phones in ("write", "check")
        assert (entry["by"] is not None) == wrote, entry
        assert entry["kind"] == rounds[entry["round"]].kind, entry


def test_everybody_wrote_and_in_their_own_language(demo: dict[str, Any]) -> None:
    written = [entry for entry in demo["contributions"] if entry["by"] is not None]
    for entry in written:
        assert entry["language"] == demo["participants"][entry["by"]]["language"], entry
    assert {entry["by"] for entry in written} == set(range(12))


def test_consent_is_mixed_so_that_the_demo_shows_what_it_does(demo: dict[str, Any]) -> None:
    """Two agreed to take part and not to be quoted, one sits there with a paper slip, one turn is marked."""
    people = demo["participants"]
    assert Counter(person["language"] for person in people) == {"lv": 6, "ru": 3, "en": 3}
    assert [person["quote"] for person in people].count(False) == 2
    assert {person["archive"] for person in people} == {True, False}
    assert [person["paper"] for person in people].count(True) == 1
    assert [entry["quotable"] for entry in demo["contributions"]].count(False) == 1


def test_it_reads_like_talk_long_and_short(demo: dict[str, Any]) -> None:
    """Whole stories beside a bare agreement, and nothing said twice."""
    texts = [entry["text"] for entry in demo["contributions"]]
    lengths = [len(text.split()) for text in texts]
    assert len(set(texts)) == len(texts)
    assert sum(length <= 3 for length in lengths) >= 3
    assert sum(length >= 30 for length in lengths) >= 15
    assert max(lengths) <= 80
