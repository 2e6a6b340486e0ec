"""A name is few words, unlike one another, and it stays while its words hold."""

import pytest

from analysis.naming import Ranked, names, unlike


def ranked(**weights: float) -> Ranked:
    words = sorted(weights, key=lambda word: -weights[word])
    return Ranked(words, weights)


def named(before: str, **weights: float) -> str:
    (name,) = names([ranked(**weights)], [before], "en")
    return name


def test_a_name_stays_while_its_words_hold():
    """Another order of nearly equal words, or one a little stronger, changes no name."""
    assert named("road · bus · school", bus=3, road=2.9, taxi=2.2, school=2) == "road · bus · school"


def test_a_word_that_no_longer_holds_goes_alone():
    """What became weak gives its place to what is strong; the others stay where they were."""
    assert named("road · bus · school", road=3, bus=2.9, taxi=2.5, school=1) == "road · bus · taxi"
    assert named("road · bus · school", taxi=9, bus=2, road=1.9, school=1.8) == "bus · school · taxi"


def test_a_word_nobody_may_quote_leaves_the_name():
    """A word that has no weight any more, since nobody is there who may be quoted with it, is gone."""
    assert named("road · zebra · school", road=3, school=2, bus=1) == "road · school · bus"


def test_two_themes_are_never_called_the_same():
    """Also where both were."""
    same = ranked(road=3, bus=2, school=1, taxi=0.5)
    one, other = names([same, same], ["road · bus · school"] * 2, "en")
    assert one == "road · bus · school" and other == "road · bus · taxi"
    only = ranked(road=1)
    assert names([only, only, only], ["", "", ""], "en") == ["road", "road (2)", "road (3)"]


@pytest.mark.parametrize(
    ("language", "words", "left"),
    [
        ("en", ["wealthy", "wealth", "expense"], ["wealthy", "expense"]),
        ("en", ["traffic", "traffic flow", "road"], ["traffic", "road"]),
        ("en", ["benefit", "beneficiaries", "wage"], ["benefit", "wage"]),
        ("en", ["interest", "internet"], ["interest", "internet"]),
        ("en", ["park", "parking"], ["park", "parking"]),
        ("de", ["Wirtschaftswachstum", "Wachstum", "Politik"], ["Wirtschaftswachstum", "Politik"]),
        ("de", ["Steuer", "besteuern", "Vermögen"], ["Steuer", "Vermögen"]),
        ("lv", ["darbs", "bezdarbs", "alga"], ["darbs", "bezdarbs", "alga"]),
        ("ru", ["учитель", "учительница", "школа"], ["учитель", "школа"]),
    ],
)
def test_words_made_of_one_another_stand_once(language, words, left):
    """A name that says wealth and wealthy says one thing twice."""
    assert unlike(words, language) == left
