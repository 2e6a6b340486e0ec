"""What the method asks of a script: some faults refuse it, some are unwise, some could be better."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from facilitator.script import Round, Script, load

LOCALE = Path(__file__).parents[2] / "facilitator" / "locale"
Change = Callable[[Script], Script]


def changed(script: Script, id: str, **values: object) -> Script:
    """One round changed, the whole as long as its rounds."""
    rounds = [replace(step, **values) if step.id == id else step for step in script.rounds]
    return summed(script, rounds)


def without(script: Script, *ids: str) -> Script:
    return summed(script, [step for step in script.rounds if step.id not in ids])


def summed(script: Script, rounds: list[Round]) -> Script:
    return replace(script, rounds=tuple(rounds), minutes=sum(step.minutes for step in rounds))


def short_closing(script: Script) -> Script:
    return without(script, "sharing")


def little_talk(script: Script) -> Script:
    return changed(without(script, "deepening"), "dialogue", minutes=5, least=1)


def turned(script: Script) -> Script:
    return replace(script, rounds=tuple(reversed(script.rounds)))


def hasty(script: Script) -> Script:
    return changed(without(script, "deepening"), "dialogue", minutes=26)


def phones_out(script: Script) -> Script:
    return changed(script, "dialogue", phones="read")


def level(script: Script, key: str, words: str) -> str:
    found = [one.level for one in script.findings() if one.key == key and words in str(one)]
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("change", "key", "words", "levels"),
    [
        (lambda s: without(s, "ground-rules"), "rounds", "ground rules", "fault fault fault fault fault"),
        (lambda s: replace(s, minutes=7), "minutes", "together take", "fault fault fault fault fault"),
        (turned, "rounds[1].sections", "come after", "fault fault fault fault warning"),
        (little_talk, "rounds", "joint dialogue", "fault fault warning warning warning"),
        (short_closing, "rounds", "Leave at least 20", "fault warning warning warning warning"),
        (hasty, "minutes", "The whole takes 89 min.", "warning warning - - warning"),
        (phones_out, "rounds[4].phones", "In round 5", "warning warning - warning warning"),
    ],
)
def test_what_weighs_how_much_in_which_kind(change: Change, key: str, words: str, levels: str) -> None:
    """A dialogue circle has to be one; whoever makes a script of their own is told and may do it."""
    script = change(load("timeout-120"))
    kinds = ("timeout", "topics", "silent", "review", "own")
    found = [level(replace(script, kind=kind), key, words) or "-" for kind in kinds]
    assert " ".join(found) == levels


def test_a_long_closing_is_advised_where_there_is_time() -> None:
    assert level(load("timeout-120"), "rounds", "Half an hour is better") == "advice"
    assert not level(load("timeout-90"), "rounds", "Half an hour")
    assert not level(load("timeout-240"), "rounds", "Half an hour")


def test_three_hours_want_a_break() -> None:
    long = load("timeout-180")
    assert long.warnings() == []
    assert level(without(long, "break"), "rounds", "There is no break in 170 min.") == "warning"


def test_the_themes_should_be_shown_before_people_leave() -> None:
    unseen = changed(load("timeout-90"), "farewell", phones="read")
    assert level(unseen, "rounds", "draft themes") == "advice"


def test_trust_is_asked_twice_or_not_at_all() -> None:
    script = load("timeout-90")
    once = changed(script, "farewell", asks=("feedback",))
    assert level(once, "rounds", "Trust is asked only once.") == "warning"
    assert once.findings() and not changed(once, "welcome", asks=()).findings()


def test_phones_that_are_away_are_asked_nothing() -> None:
    asked = changed(load("timeout-90"), "dialogue", asks=("feedback",))
    assert level(asked, "rounds[4].asks", "Phones are away") == "fault"
    assert level(asked, "rounds[9].asks", "feedback is asked twice") == "fault"


def test_a_round_cannot_need_more_than_it_has() -> None:
    assert level(changed(load("timeout-90"), "dialogue", least=26), "rounds[4].least", "26 min") == "fault"


def test_the_middle_may_be_gone_through_again_and_the_ends_may_not() -> None:
    """Reflect, talk, choose, reflect, talk: as often as one likes. Nobody is welcomed twice."""
    script = load("timeout-120")
    again = [step for step in script.rounds if step.id in ("experience", "dialogue")]
    anew = [replace(step, id=f"{step.id}-again") for step in again]
    middle = summed(script, [*script.rounds[:8], *anew, *script.rounds[8:]])
    assert not [one for one in middle.findings() if one.level == "fault"]
    late = replace(script.rounds[0], id="welcome-again", asks=())
    assert level(
        summed(script, [*script.rounds[:8], late, *script.rounds[8:]]),
        "rounds[8].sections",
        "Sections 1 come",
    )


def test_the_gravest_comes_first() -> None:
    found = little_talk(turned(load("own"))).findings()
    order = ["fault", "warning", "advice"]
    assert [one.level for one in found] == sorted((one.level for one in found), key=order.index)


@pytest.mark.parametrize("language", ["lv", "ru"])
def test_every_finding_is_said_in_the_facilitator_s_language(language: str) -> None:
    """No English word is left in a sentence but the keys people would type."""
    found = little_talk(turned(phones_out(load("timeout-120")))).findings()
    assert len(found) > 3
    speak = _words(language)
    for one in found:
        words, english = (set(re.sub(r"\(phones: .*?\)", "", t).split()) for t in (one.said(speak), str(one)))
        assert not {word for word in words & english if word.isalpha() and len(word) > 3}, words
        assert language != "ru" or re.search("[а-яё]", one.said(speak))


def _words(language: str) -> Callable[[str], str]:
    with (LOCALE / f"{language}.po").open("rb") as po:
        catalog = read_po(po, locale=language)
    return lambda text: str(catalog[text].string)
