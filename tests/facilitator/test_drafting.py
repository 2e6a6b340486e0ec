"""A script is changed by hand: rounds come, go, move and take other times, and it stays a script."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.drafting import (
    BLANKS,
    MOST_ROUNDS,
    NoSuchRound,
    added,
    asking,
    moved,
    spoken_in,
    the_round,
    timed,
    without,
)
from facilitator.script import Script, load, read
from facilitator.script_file import write


@pytest.fixture(name="script", scope="module")
def _script() -> Script:
    return load("timeout-120")


def ids(script: Script) -> list[str]:
    return [one.id for one in script.rounds]


def english(text: str, language: str) -> str:
    return text if language == "en" else f"{text} ({language})"


@settings(max_examples=40)
@given(st.sampled_from(ids(load("timeout-120"))), st.integers(-20, 20))
def test_a_round_that_moves_takes_nothing_with_it(id: str, by: int) -> None:
    """All rounds are still there, the others in their order; further than the end is the end."""
    script = load("timeout-120")
    order = ids(moved(script, id, by))
    rest = [one for one in ids(script) if one != id]
    assert [one for one in order if one != id] == rest
    assert order.index(id) == max(0, min(len(rest), ids(script).index(id) + by))


@pytest.mark.parametrize("blank", BLANKS)
def test_a_new_round_speaks_every_language_of_the_script(script: Script, blank: str) -> None:
    longer, id = added(script, "dialogue", blank, english)
    assert ids(longer).index(id) == ids(longer).index("dialogue") + 1
    new = the_round(longer, id)
    assert set(new.title) == set(new.say[0]) == {"lv", "en", "ru"} and new.title["lv"].endswith("(lv)")


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(sorted(BLANKS)), st.integers(0, 11)), max_size=4))
def test_new_rounds_keep_to_the_order_of_the_method(wanted: list[tuple[str, int]]) -> None:
    """Wherever rounds are put in, the file that comes of it can be read again."""
    script = load("timeout-120")
    for blank, at in wanted:
        script, _ = added(script, ["", *ids(script)][at], blank, english)
    script = timed(script, {"dialogue": 100}, sum(r.minutes for r in script.rounds) + 65)
    assert read(write(script).encode(), "own.toml") == script


def test_two_new_rounds_of_one_kind_are_told_apart(script: Script) -> None:
    once, first = added(script, "", "break", english)
    twice, second = added(once, first, "break", english)
    assert first != second and ids(twice)[:2] == [first, second]
    assert ids(without(without(twice, first), second)) == ids(script)


def test_shorter_rounds_can_shrink_no_further_than_they_are_long(script: Script) -> None:
    short = timed(script, {"dialogue": 3, "welcome": 20}, 90)
    assert (the_round(short, "dialogue").minutes, the_round(short, "dialogue").least) == (3, 3)
    assert the_round(short, "welcome").least == the_round(script, "welcome").least
    assert short.minutes == 90


def test_a_question_of_ones_own_is_there_for_every_language(script: Script) -> None:
    asked = the_round(asking(script, "dialogue", "Kā bija bērnībā?"), "dialogue").ask
    assert asked[:-1] == the_round(script, "dialogue").ask
    assert asked[-1] == dict.fromkeys(script.languages, "Kā bija bērnībā?")


def test_a_language_that_comes_begins_with_the_words_of_the_circles(script: Script) -> None:
    """And one that goes takes its words away everywhere."""
    other = spoken_in(script, ("lv", "fi"), "lv")
    assert other.languages == ("lv", "fi")
    assert other.rounds[3].prompt["fi"] == script.rounds[3].prompt["lv"]
    assert all("ru" not in line for one in other.rounds for line in (one.title, *one.say, *one.ask))
    assert read(write(other).encode(), "own.toml") == other


REFUSED: list[tuple[str, Callable[[Script], object], type[Exception]]] = [
    ("a round that is not there", lambda s: without(s, "none"), NoSuchRound),
    ("a move of none", lambda s: moved(s, "none", 1), NoSuchRound),
    ("no minutes", lambda s: timed(s, {"dialogue": 0}, 120), ValueError),
    ("more than a day", lambda s: timed(s, {}, 481), ValueError),
    ("a script without its own language", lambda s: spoken_in(s, ("en",), "lv"), ValueError),
    ("a language the script lacks as the main one", lambda s: spoken_in(s, ("fi",), "fi"), ValueError),
]


@pytest.mark.parametrize(("what", "change", "refusal"), REFUSED, ids=[what for what, _, _ in REFUSED])
def test_what_cannot_be_is_refused(
    script: Script, what: str, change: Callable[[Script], object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        change(script)


def test_the_last_round_stays_and_no_script_grows_for_ever(script: Script) -> None:
    for id in ids(script)[1:]:
        script = without(script, id)
    with pytest.raises(NoSuchRound):
        without(script, "welcome")
    for _ in range(MOST_ROUNDS - 1):
        script, _ = added(script, "welcome", "break", english)
    with pytest.raises(NoSuchRound):
        added(script, "welcome", "break", english)
