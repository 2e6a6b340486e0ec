"""Ground rules in sets: which words a circle agreed to, and how a record can say so."""

import json
import re
from pathlib import Path

import pytest

from facilitator import ground_rules
from facilitator.ground_rules import GroundRules, RulesBroken, own_rules, sets
from facilitator.script import Script, load, with_rules

WHOLE = """
id = "ours"
languages = ["lv", "en"]
year = 2025
title = { lv = "Mūsu", en = "Ours" }
rules = [{ lv = "Klausāmies.", en = "We listen." }]
"""


@pytest.fixture(params=sets(), name="rules")
def _rules(request: pytest.FixtureRequest) -> GroundRules:
    return ground_rules.load(str(request.param))


def written(folder: Path, content: str) -> Path:
    path = folder / "ours.toml"
    path.write_text(content, "utf-8")
    return path


def test_the_method_s_sets_are_there_with_their_years() -> None:
    """Six rules until 2025, as the circles of 2023 had them; four since; and easy language."""
    found = {name: ground_rules.load(name) for name in ("timeout-2018", "timeout-2025", "easy")}
    assert [(one.year, len(one.rules)) for one in found.values()] == [(2018, 6), (2025, 4), (0, 6)]
    assert not any(one.own for one in found.values())


def test_every_set_speaks_latvian_english_and_russian(rules: GroundRules) -> None:
    assert {"lv", "en", "ru"} <= set(rules.languages)
    for rule in rules.rules:
        assert re.search("[а-яё]", rule["ru"]) and len(set(rule.values())) == len(rule), rule
        assert all(len(text) <= 120 and text[-1] in ".?" for text in rule.values()), rule


def test_the_newest_set_speaks_the_neighbours_languages_too() -> None:
    newest = ground_rules.load("timeout-2025")
    assert newest.languages == ["lv", "en", "ru", "fi", "sv", "et"]
    assert all(set(texts) == set(newest.languages) for texts in (newest.title, *newest.rules))


def test_easy_rules_are_short_sentences() -> None:
    for rule in ground_rules.load("easy").rules:
        for text in rule.values():
            assert all(len(sentence.split()) <= 9 for sentence in re.split(r"[.?]", text)), text


def test_a_script_takes_a_set_in_its_own_languages(rules: GroundRules) -> None:
    """The snapshot holds every word: a record says what was agreed to, not only what it is called."""
    script = with_rules(load("timeout-120"), rules)
    kept = json.loads(json.dumps(script.to_dict()))
    assert kept["ground_rules"]["id"] == rules.id and kept["ground_rules"]["year"] == rules.year
    assert [set(rule) for rule in kept["ground_rules"]["rules"]] == [{"lv", "en", "ru"}] * len(rules.rules)
    assert Script.from_dict(kept) == script and script.findings() == load("timeout-120").findings()


def test_a_set_that_lacks_a_language_of_the_script_is_not_taken() -> None:
    lacking = ground_rules.load("timeout-2018").only(["lv", "en"])
    with pytest.raises(ValueError, match="languages"):
        with_rules(load("timeout-120"), lacking)


def test_changed_words_are_told_from_the_set_they_came_from() -> None:
    """A record says: after the rules of 2025, worded here. Unchanged words stay the set's."""
    rules = ground_rules.load("timeout-2025")
    changed = rules.reworded([*rules.rules, {"lv": "Dzeram tēju.", "en": "We drink tea."}])
    assert (changed.id, changed.year, changed.own) == ("timeout-2025", 2025, True)
    assert rules.reworded(list(rules.rules)) is rules
    assert changed.languages == ["lv", "en"]


def test_rules_of_ones_own_come_from_no_set() -> None:
    own = own_rules([{"lv": "Dzeram tēju."}], {"lv": "Mūsu"})
    assert (own.id, own.year, own.own) == ("own", 0, True)


def test_an_older_snapshot_without_year_or_title_still_loads() -> None:
    kept = load("timeout-120").to_dict()
    kept["ground_rules"] = {"id": "timeout-2025", "rules": kept["ground_rules"]["rules"]}
    for key in ("asks", "aspect", "least"):
        for step in kept["rounds"]:
            del step[key]
    del kept["kind"]
    old = Script.from_dict(kept)
    assert (old.kind, old.ground_rules.year, old.ground_rules.own) == ("timeout", 0, False)
    assert [step.least for step in old.rounds][:3] == [6, 3, 3] and not old.rounds[0].asks


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (WHOLE.replace('lv = "Klausāmies.", ', ""), "ours.toml: rules[0].lv: It is missing."),
        (WHOLE.replace("2025", "25"), "ours.toml: year: It says 25."),
        (WHOLE.replace('"ours"', '"others"'), "ours.toml: id: It says others, and the file is ours.toml."),
        (WHOLE.replace("title", "name"), "ours.toml: name: This is not a key of the file."),
        (WHOLE.replace('languages = ["lv", "en"]', ""), "ours.toml: languages: It says None."),
        (WHOLE + "rules =", "ours.toml: file: It is not TOML"),
        (re.sub("rules.*", "rules = []", WHOLE), "ours.toml: rules: This is not a list"),
    ],
)
def test_a_broken_set_is_refused_with_file_key_and_remedy(
    tmp_path: Path, content: str, sentence: str
) -> None:
    with pytest.raises(RulesBroken) as broken:
        ground_rules.load(written(tmp_path, content))
    line = next((line for line in str(broken.value).splitlines() if line.startswith(sentence)), "")
    assert re.search(r"[.)] \S.{4,}\.$", line), str(broken.value)


def test_a_set_of_ones_own_is_read_from_its_file(tmp_path: Path) -> None:
    assert ground_rules.load(written(tmp_path, WHOLE)).rules == ({"lv": "Klausāmies.", "en": "We listen."},)


def test_a_set_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(RulesBroken, match=r"midnight.toml: .* timeout-2018, timeout-2025"):
        ground_rules.load("midnight")
