"""A script goes out as a file and comes back the same."""

import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.script import Script, load, read, scripts
from facilitator.script_file import write

WORDS = (
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
    .map(lambda text: " ".join("".join(c for c in text if c.isprintable() and c not in "{}").split()))
    .filter(bool)
)


def texts(languages: Any) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({language: WORDS for language in languages})


@st.composite
def changed(draw: st.DrawFn) -> Script:
    """A script that comes with aplis, in other words: any text that a script may hold, in every place."""
    script = load(draw(st.sampled_from(scripts())))
    said = texts(script.languages)
    rounds = [
        replace(
            one,
            title=draw(said),
            say=tuple(draw(st.lists(said, min_size=1, max_size=2))),
            ask=tuple(draw(st.lists(said, max_size=2))),
            least=draw(st.integers(1, one.minutes)),
        )
        for one in script.rounds[:3]
    ]
    rules = replace(
        script.ground_rules,
        rules=tuple(draw(st.lists(said, min_size=1, max_size=3))),
        title=draw(said),
        year=draw(st.sampled_from([0, 2025])),
        own=draw(st.booleans()),
    )
    kept = (*rounds, *script.rounds[3:])
    return replace(script, title=draw(said), source=draw(said), ground_rules=rules, rounds=kept)


@settings(max_examples=15)
@given(changed())
def test_a_script_that_was_written_reads_the_same(script: Script) -> None:
    """Whatever words it holds, quotation marks and signs of any alphabet included."""
    assert read(write(script).encode(), "own.toml") == script


@pytest.mark.parametrize("name", scripts())
def test_what_comes_with_aplis_goes_out_and_comes_back(name: str) -> None:
    assert read(write(load(name)).encode(), f"{name}.toml", named=name) == load(name)


def test_the_file_reads_like_those_that_come_with_aplis() -> None:
    """Somebody who opens it finds headings for rounds, and each text on a line of its language."""
    lines = write(load("timeout-120")).splitlines()
    assert lines[:2] == ['id = "timeout-120"', 'languages = ["lv", "en", "ru"]']
    assert "[[rounds]]" in lines and "[[rounds.say]]" in lines
    assert 'title.en = "Welcome"' in lines
    assert not [line for line in lines if line.startswith("ask = ")] or "ask = []" in lines


@settings(max_examples=15)
@given(
    st.dictionaries(st.text(min_size=1, max_size=5).filter(lambda key: key.isprintable()), WORDS, max_size=3)
)
def test_keys_of_any_kind_are_quoted_where_they_must_be(words: dict[str, str]) -> None:
    script = replace(load("timeout-120"), source=words or {"en": "Ours."})
    assert tomllib.loads(write(script))["source"] == dict(script.source)
