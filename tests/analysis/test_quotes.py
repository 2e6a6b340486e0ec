"""Which words carry a theme: exact, few, different, from different people, and only from who agreed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import Contribution
from analysis.quotes import LONGEST, choose

SAID = [
    "The road to our village is bad.",
    "Our village road is bad.",
    "Holes in every road we have.",
    "Buses come twice a day only.",
    "Nobody mends the road in winter.",
    "I like the library very much.",
]


def vectors(n: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(n, 8)).astype(np.float32)


def contributions(*texts: str, **shared: str) -> list[Contribution]:
    return [Contribution(f"c{i}", text, **shared) for i, text in enumerate(texts)]


def test_nearest_the_middle_comes_first() -> None:
    """The first quote is the one nearest to the middle of the theme."""
    rows = np.array([[1, 0.9], [1, 0], [1, 0.1], [0.2, 1]], np.float32)
    quotes = choose(contributions(*SAID[:4]), rows, [0, 1, 2, 3])
    assert quotes[0].contribution == "c0"
    assert len(quotes) == 2


def test_more_quotes_for_a_larger_theme() -> None:
    """A theme has two quotes, a larger one up to four, never more than asked."""
    many = contributions(*(f"The road number {word} is bad" for word in "abcdefghijklmnopqrst"))
    assert len(choose(many, vectors(20), range(6))) == 2
    assert len(choose(many, vectors(20), range(20))) == 4
    assert len(choose(many, vectors(20), range(20), n=3)) == 3


def test_only_who_agreed_is_quoted() -> None:
    """Who did not agree to be quoted is not; where nobody did there is no quote."""
    mixed = [Contribution(str(i), text, quotable=i % 2 == 0) for i, text in enumerate(SAID)]
    assert {quote.contribution for quote in choose(mixed, vectors(6), range(6))} <= {"0", "2", "4"}
    closed = [Contribution(str(i), text, quotable=False) for i, text in enumerate(SAID)]
    assert choose(closed, vectors(6), range(6)) == []


def test_different_people_before_the_same_one() -> None:
    """Two quotes come from two people, though one of them said nearly everything."""
    one = [Contribution(str(i), text, voice="a") for i, text in enumerate(SAID[:5])]
    other = Contribution("5", SAID[5], voice="b")
    assert {q.contribution for q in choose([*one, other], vectors(6), range(6))} & {"5"}


def test_the_same_mark_in_two_circles_is_two_people() -> None:
    """Speaker marks start anew in each circle."""
    rows = np.array([[1, 0.1], [1, 0.0], [1, 0.2], [0.5, 1]], np.float32)
    said = [
        Contribution("0", SAID[0], voice="S1", circle="1"),
        Contribution("1", SAID[3], voice="S1", circle="2"),
        Contribution("2", SAID[2], voice="S1", circle="1"),
    ]
    assert {q.contribution for q in choose(said, rows[:3], range(3))} & {"1"}


def test_a_quote_stays_while_others_are_no_nearer() -> None:
    """What stood under a theme goes on standing there, unless something tells it clearly better."""
    rows = np.array([[1, 0.1], [1, 0.3], [1, 0.5], [1, 0.0]], np.float32)
    said = contributions(*SAID[:4])
    assert choose(said, rows, range(4))[0].contribution == "c1"
    assert choose(said, rows, range(4), quoted=["c0"])[0].contribution == "c0"
    far = np.array([[0.1, 1], [1, 0.1], [1, 0.2], [1, 0.0]], np.float32)
    assert choose(said, far, range(4), quoted=["c0"])[0].contribution != "c0"
    closed = [Contribution(one.id, one.text, quotable=one.id != "c0") for one in said]
    assert "c0" not in {one.contribution for one in choose(closed, rows, range(4), quoted=["c0"])}


def test_nearly_equal_quotes_come_from_several_circles() -> None:
    """Of two that tell as much the one from a circle not heard yet is taken."""
    rows = np.array([[1, 0.0], [1, 0.31], [1, -0.30], [1, 0.0]], np.float32)
    circles = ["1", "1", "2", "1"]
    said = [Contribution(f"c{i}", SAID[i], circle=circles[i]) for i in range(4)]
    assert [one.contribution for one in choose(said, rows, range(3), 2)] == ["c0", "c2"]


def test_a_quote_adds_something() -> None:
    """A statement that another holds in full is passed over while there is one that does not."""
    said = ["We need a fairness ordinance.", "We need a fairness ordinance to protect people.", SAID[5]]
    rows = np.array([[1, 0.0], [1, 0.05], [1, 0.6]], np.float32)
    quotes = choose(contributions(*said), rows, range(3), 2)
    assert quotes[1].text == SAID[5]


def test_one_word_is_no_quote_if_there_is_better() -> None:
    """A text under four words is quoted only where the theme has nothing longer."""
    quotes = choose(contributions("Roads!", "Bad roads", *SAID[:2]), vectors(4), range(4))
    assert {quote.contribution for quote in quotes} == {"c2", "c3"}
    assert len(choose(contributions("Roads!", "Bad roads"), vectors(2), range(2))) == 2


def test_the_same_words_are_quoted_once() -> None:
    """What two people said in the same words is one quote."""
    quotes = choose(contributions(SAID[0], SAID[0].upper(), SAID[0], SAID[3]), vectors(4), range(4))
    assert len({quote.text.casefold() for quote in quotes}) == len(quotes)


def test_a_long_contribution_is_quoted_by_its_telling_sentences() -> None:
    """Of a long text the sentences are quoted that say what the theme says, whole."""
    long = "I was born here. " * 20 + "The road to our village is bad. " + "We had soup today. " * 20
    quotes = choose(contributions(long, *SAID[:3]), np.ones((4, 2), np.float32), range(4))
    quote = next(one for one in quotes if one.contribution == "c0")
    assert "The road to our village is bad." in quote.text
    assert len(quote.text) <= LONGEST
    assert quote.text.endswith(".") and quote.text[0].isupper()


@pytest.mark.parametrize("text", ["a" * 1000, "word " * 200, "No end " * 100 + "at all"])
def test_a_text_without_sentences_is_cut(text: str) -> None:
    """A text that never stops is quoted by its first words."""
    (quote, *_) = choose(contributions(text, text + "x"), np.ones((2, 2), np.float32), range(2))
    assert text.startswith(quote.text[:50]) and 0 < len(quote.text) <= LONGEST


@settings(deadline=None)
@given(st.lists(st.text(max_size=700), min_size=1, max_size=8), st.integers(0, 5))
def test_quotes_are_exact_spans(texts: list[str], seed: int) -> None:
    """A quote is exactly those letters of its contribution, whatever was written."""
    said = contributions(*texts)
    quotes = choose(said, vectors(len(texts), seed), range(len(texts)))
    by_id = {one.id: one for one in said}
    for quote in quotes:
        assert by_id[quote.contribution].text[quote.start : quote.end] == quote.text
        assert quote.text == quote.text.strip() != ""
    assert quotes == choose(said, vectors(len(texts), seed), range(len(texts)))
