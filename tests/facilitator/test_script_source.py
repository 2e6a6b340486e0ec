"""A script can say only what is its own: the rest comes from another script, its rules from a set."""

import re
from pathlib import Path

import pytest

from facilitator.script import Script, ScriptBroken, load, read

EVENING = """
id = "evening"
based_on = "timeout-120"
minutes = 100
title = { lv = "Vakars", en = "Evening", ru = "Вечер" }
rounds = [
    { id = "welcome", minutes = 10 },
    { id = "ground-rules" },
    { id = "dialogue", minutes = 58 },
    { id = "insight" },
    { id = "sharing", minutes = 14 },
    { id = "farewell", minutes = 8 },
]
"""


def evening(content: str = EVENING) -> Script:
    return read(content.encode(), "evening.toml")


def refusal(content: str) -> str:
    with pytest.raises(ScriptBroken) as broken:
        evening(content)
    return str(broken.value)


def test_what_a_script_does_not_say_it_takes_from_its_base() -> None:
    """Rounds it does not list are left out; those it lists have the base's words and its own minutes."""
    base, built = load("timeout-120"), evening()
    words = {step.id: (step.title, step.prompt, step.say, step.ask, step.asks) for step in base.rounds}
    for step in built.rounds:
        assert (step.title, step.prompt, step.say, step.ask, step.asks) == words[step.id]
    assert (built.source, built.rules, built.languages) == (base.source, base.rules, base.languages)
    assert [step.minutes for step in built.rounds] == [10, 6, 58, 4, 14, 8]


def test_the_least_comes_with_the_minutes_and_goes_with_them() -> None:
    """Half the minutes, unless it is said; half of the base's would be wrong for other minutes."""
    least = {step.id: step.least for step in evening().rounds}
    assert (least["ground-rules"], least["dialogue"], least["welcome"]) == (3, 29, 5)


def test_a_script_in_fewer_languages_takes_only_those() -> None:
    shorter = evening(
        EVENING.replace(', ru = "Вечер"', "").replace(
            "minutes = 100", 'minutes = 100\nlanguages = ["en", "lv"]'
        )
    )
    assert shorter.languages == ("en", "lv")
    assert all(list(texts) == ["en", "lv"] for step in shorter.rounds for texts in (step.title, *step.say))
    assert set(shorter.rules[0]) == {"en", "lv"}


def test_a_script_in_another_language_has_to_say_everything_in_it() -> None:
    told = refusal(EVENING.replace("minutes = 100", 'minutes = 100\nlanguages = ["lv", "en", "ru", "et"]'))
    assert "rounds[2].prompt.et: It is missing. Translate it, or take the language out." in told


def test_a_round_takes_after_another_of_the_base_or_an_earlier_one() -> None:
    two_talks = EVENING.replace(
        '{ id = "dialogue", minutes = 58 },',
        '{ id = "first", like = "dialogue", minutes = 30, aspect = "citizen_state" },'
        '{ id = "second", like = "first", minutes = 28 },',
    )
    first, second = evening(two_talks).rounds[2:4]
    assert first.say == second.say == load("timeout-120").rounds[4].say
    assert first.aspect == second.aspect == "citizen_state" and (second.id, second.minutes) == ("second", 28)


def test_a_script_names_a_rule_set_instead_of_writing_it() -> None:
    assert len(evening(EVENING + 'ground_rules = "timeout-2018"\n').rules) == 6


def test_scripts_of_one_s_own_build_on_those_beside_them(tmp_path: Path) -> None:
    """First a file in the same folder, then those that come with aplis; nothing goes round in circles."""
    (tmp_path / "evening.toml").write_text(EVENING, "utf-8")
    later = EVENING.replace('"evening"', '"later"').replace('"timeout-120"', '"evening"').replace("58", "59")
    (tmp_path / "later.toml").write_text(later.replace("100", "101"), "utf-8")
    assert [step.minutes for step in load(tmp_path / "later.toml").rounds] == [10, 6, 59, 4, 14, 8]
    ours = EVENING.replace('"evening"', '"timeout-120"')
    (tmp_path / "timeout-120.toml").write_text(ours, "utf-8")
    assert load(tmp_path / "timeout-120.toml").minutes == 100
    (tmp_path / "evening.toml").write_text(EVENING.replace('"timeout-120"', '"later"'), "utf-8")
    with pytest.raises(ScriptBroken, match=r"evening\.toml: based_on: This leads back to later itself\."):
        load(tmp_path / "later.toml")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (('"timeout-120"', '"midnight"'), "midnight.toml: file: It cannot be read"),
        (('"timeout-120"', "7"), "evening.toml: based_on: It says 7. Use small letters"),
        (
            ('"dialogue"', '"talk", like = "dialog"'),
            "rounds[2].like: There is no round 'dialog' to take from.",
        ),
        (('"dialogue"', '"talk"'), "evening.toml: rounds[2].prompt: It is missing."),
        (
            ("minutes = 100", 'minutes = 100\nground_rules = "six"'),
            "ground_rules: There is no rule set 'six'.",
        ),
        (("minutes = 100", 'minutes = 100\nlikes = "x"'), "evening.toml: likes: This is not a key"),
        (('{ id = "insight" },', '"insight",'), "evening.toml: rounds[3]: This is no table."),
        (("14 }", "15 }"), "evening.toml: minutes: It says 100, and the rounds together take 101 min."),
    ],
)
def test_what_is_wrong_is_told_where_it_stands_in_the_short_file(
    spoil: tuple[str, str], sentence: str
) -> None:
    told = refusal(EVENING.replace(*spoil))
    line = next((line for line in told.splitlines() if sentence in line), "")
    assert re.search(r"[.)] \S.{4,}\.$", line), told


def test_one_round_that_takes_after_nothing_is_one_fault() -> None:
    told = refusal(EVENING.replace('"dialogue"', '"talk", like = "dialog"'))
    assert len(told.splitlines()) == 1 and "deepening" in told


def test_a_rule_set_must_speak_the_languages_of_the_script() -> None:
    told = refusal(
        EVENING.replace("minutes = 100", 'minutes = 100\nlanguages = ["lv", "et"]\nground_rules = "easy"')
    )
    assert "evening.toml: ground_rules: easy does not speak et. Take the language out" in told
