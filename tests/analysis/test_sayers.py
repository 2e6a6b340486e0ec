"""Who says the words of a name: its form or its lemma, from different voices, and nobody not to be quoted."""

from analysis.corpus import Contribution
from analysis.sayers import ENOUGH, sayers

SAID = [
    Contribution("1", "Mans kaimiņš palīdz.", voice="a"),
    Contribution("2", "Kaimiņiem var uzticēties.", voice="a"),
    Contribution("3", "Ar kaimiņu runāju reti.", voice="b"),
    Contribution("4", "Kaimiņi klusē.", voice="c", quotable=False),
    Contribution("5", "The minimum wage is low."),
]
SPOKEN = ["lv", "lv", "lv", "lv", "en"]


def test_a_word_is_said_in_any_of_its_forms():
    """Once for each voice; words that may not be quoted give no name."""
    found = sayers(SAID, SPOKEN, ["kaimiņš · minimum wage (2)", "Justice"])
    assert found == {"kaimiņš": ["1", "3"], "minimum wage": ["5"], "justice": []}


def test_who_denies_a_word_does_not_say_it():
    """A name leans on those alone who said its words: not on the opposite, nor on a word that looks alike."""
    said = [
        Contribution("1", "Es uzticos ārstam."),
        Contribution("2", "Es neuzticos ārstam."),
        Contribution("3", "Газ идёт из Германии."),
    ]
    found = sayers(said, ["lv", "lv", "ru"], ["uzticēties · neuzticēties · ārsts", "Германия"])
    assert found == {"uzticēties": ["1"], "neuzticēties": ["2"], "ārsts": ["1", "2"], "германия": ["3"]}


def test_few_stand_for_many():
    """As many as it takes for a name to outlive some who go."""
    many = [Contribution(str(n), "Kaimiņi palīdz.") for n in range(30)]
    assert len(sayers(many, ["lv"] * 30, ["kaimiņš"])["kaimiņš"]) == ENOUGH
