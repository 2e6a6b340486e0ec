"""A script is changed by hand: rounds come, go, move and take other times, and it stays a script."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.blanks import BLANKS
from facilitator.drafting import (
    MOST_LINES,
    MOST_ROUNDS,
    NoSuchRound,
    Refused,
    TooTight,
    added,
    asking,
    fitted,
    moved,
    settled,
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


@settings(max_examples=25)
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


@settings(max_examples=15)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(BLANKS)), st.integers(0, 11), st.integers(-9, 9)), max_size=4)
)
def test_whatever_is_added_and_moved_the_file_that_comes_of_it_can_be_read(
    wanted: list[tuple[str, int, int]],
) -> None:
    """What leaves the method's order or balance is a format of one's own, and the plan says so."""
    script = load("timeout-120")
    for blank, at, by in wanted:
        script, id = added(script, ["", *ids(script)][at], blank, english)
        script = moved(script, id, by)
    kept = settled(script)
    assert read(write(kept).encode(), "own.toml") == kept
    assert kept.kind == "timeout" or kept.warnings()


@settings(max_examples=25)
@given(st.integers(1, 480))
def test_rounds_share_out_what_time_there_is(minutes: int) -> None:
    """They add up to the minute, none gets shorter than it can, and what is won goes to the talk."""
    script = load("timeout-120")
    if minutes < sum(one.least for one in script.rounds):
        with pytest.raises(TooTight):
            fitted(script, minutes)
        return
    other = fitted(script, minutes)
    assert sum(one.minutes for one in other.rounds) == minutes
    assert all(one.least <= one.minutes for one in other.rounds)
    if minutes >= 120:
        longer = [
            one.id for one, was in zip(other.rounds, script.rounds, strict=True) if one.minutes > was.minutes
        ]
        assert set(longer) <= {"dialogue", "deepening"}


def test_a_script_is_as_long_as_its_rounds_together(script: Script) -> None:
    assert settled(timed(script, {"dialogue": 45})).minutes == 130
    with pytest.raises(Refused, match="day_full"):
        settled(timed(script, {"dialogue": 480}))


def test_two_new_rounds_of_one_kind_are_told_apart(script: Script) -> None:
    once, first = added(script, "", "break", english)
    twice, second = added(once, first, "break", english)
    assert first != second and ids(twice)[:2] == [first, second]
    assert ids(without(without(twice, first), second)) == ids(script)


def test_shorter_rounds_can_shrink_no_further_than_they_are_long(script: Script) -> None:
    short = timed(script, {"dialogue": 3, "welcome": 20})
    assert (the_round(short, "dialogue").minutes, the_round(short, "dialogue").least) == (3, 3)
    assert the_round(short, "welcome").least == the_round(script, "welcome").least


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
    ("to leave out the ground rules", lambda s: without(s, "ground-rules"), Refused),
    ("a script without its own language", lambda s: spoken_in(s, ("en",), "lv"), ValueError),
    ("a language the script lacks as the main one", lambda s: spoken_in(s, ("fi",), "fi"), ValueError),
]


@pytest.mark.parametrize(("what", "change", "refusal"), REFUSED, ids=[what for what, _, _ in REFUSED])
def test_what_cannot_be_is_refused(
    script: Script, what: str, change: Callable[[Script], object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        change(script)


def test_no_script_grows_for_ever(script: Script) -> None:
    while len(script.rounds) < MOST_ROUNDS:
        script, _ = added(script, "welcome", "break", english)
    with pytest.raises(Refused, match="rounds_full"):
        added(script, "welcome", "break", english)
    for _ in range(MOST_LINES - len(the_round(script, "dialogue").ask)):
        script = asking(script, "dialogue", "Kāpēc?")
    with pytest.raises(Refused, match="lines_full"):
        asking(script, "dialogue", "Kāpēc?")
