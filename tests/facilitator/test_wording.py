"""What somebody typed for a round is checked field by field, and nothing half right is kept."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.script import Round, load, scripts
from facilitator.wording import Amiss, Tongues, TypedRound, minutes_taken, rules_taken, shown, taken

TONGUES = Tongues("lv", ("lv", "en", "ru"))
EMPTY = {"lv": "", "en": "", "ru": ""}


def a_round(id: str = "dialogue") -> Round:
    return next(one for one in load("timeout-120").rounds if one.id == id)


def typed(**changed: object) -> TypedRound:
    return replace(shown(a_round(), TONGUES), **changed)  # type: ignore[arg-type]


def wrong(said: TypedRound) -> dict[str, str]:
    with pytest.raises(Amiss) as amiss:
        taken(said, a_round(), TONGUES)
    return {one.field: str(one.saying) for one in amiss.value.wrongs}


@settings(max_examples=25)
@given(st.sampled_from(scripts()), st.integers(0, 12), st.sampled_from(["lv", "en", "ru"]))
def test_a_page_kept_as_it_was_changes_nothing(name: str, at: int, main: str) -> None:
    """Every round of every script goes into the fields of its page and out again the same."""
    script = load(name)
    one = script.rounds[at % len(script.rounds)]
    tongues = Tongues(main, script.languages)
    assert taken(shown(one, tongues), one, tongues) == one


def test_a_language_left_empty_takes_the_words_of_the_circles() -> None:
    one = taken(typed(title=EMPTY | {"lv": "Saruna"}), a_round(), TONGUES)
    assert one.title == {"lv": "Saruna", "en": "Saruna", "ru": "Saruna"}
    assert shown(one, TONGUES).title == EMPTY | {"lv": "Saruna"}


def test_an_empty_line_is_no_line() -> None:
    lines = [EMPTY, EMPTY | {"lv": "  Kurš  sāk? "}, EMPTY]
    one = taken(typed(say=lines, ask=[EMPTY]), a_round(), TONGUES)
    assert one.say == (dict.fromkeys(TONGUES.all, "Kurš sāk?"),) and one.ask == ()


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"minutes": ""}, "minutes", "Type whole minutes, from 1 to 480."),
        ({"minutes": "7.5"}, "minutes", "Type whole minutes, from 1 to 480."),
        ({"minutes": "²"}, "minutes", "Type whole minutes, from 1 to 480."),
        ({"minutes": "481"}, "minutes", "Type whole minutes, from 1 to 480."),
        ({"form": "lecture"}, "form", "Choose one of these."),
        ({"title": EMPTY}, "title-lv", "Some words are needed here."),
        ({"title": EMPTY | {"lv": "x" * 331}}, "title-lv", "This is too long: 330 letters at most."),
        ({"title": EMPTY | {"lv": "{question}"}}, "title-lv", "Take the curly brackets out."),
        ({"prompt": EMPTY | {"ru": "Что?"}}, "prompt-lv", "Write it in the circle's own language first."),
        ({"prompt": EMPTY | {"lv": "{jautājums}"}}, "prompt-lv", "Only {question} may stand in them"),
        ({"prompt": EMPTY | {"lv": "{question}", "ru": "Что?"}}, "prompt-ru", "into every language"),
        ({"say": [EMPTY]}, "say-0-lv", "Some words are needed here."),
        (
            {"ask": [EMPTY, EMPTY | {"en": "Why?"}]},
            "ask-1-lv",
            "Write it in the circle's own language first.",
        ),
        ({"ask": [EMPTY | {"lv": "a\ufffe"}]}, "ask-0-lv", "The text holds signs that cannot be kept."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changed: dict[str, object], field: str, said: str) -> None:
    """One field is wrong: one sentence, under that field's name."""
    found = wrong(typed(**changed))
    assert list(found) == [field] and said in found[field]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert set(wrong(typed(minutes="x", title=EMPTY, say=[]))) == {"minutes", "title-lv", "say-0-lv"}


def test_a_question_of_the_circle_may_stand_in_a_prompt() -> None:
    one = taken(typed(prompt=EMPTY | {"lv": "{question} Un vēl?"}), a_round(), TONGUES)
    assert one.prompt["ru"] == "{question} Un vēl?"


def test_phones_put_aside_are_asked_nothing() -> None:
    """A round of the trust pulse loses it when phones are away: no phone would show it."""
    asking = replace(a_round("farewell"), asks=("feedback",))
    assert taken(shown(asking, TONGUES), asking, TONGUES).asks == ("feedback",)
    assert taken(replace(shown(asking, TONGUES), phones="away"), asking, TONGUES).asks == ()


def test_signs_nobody_sees_do_not_get_into_a_file() -> None:
    one = taken(typed(title=EMPTY | {"lv": "Sa\u00adruna\u200d"}), a_round(), TONGUES)
    assert one.title["lv"] == "Saruna"


def test_rules_and_minutes_are_read_in_the_same_way() -> None:
    assert rules_taken([{"lv": "Klausāmies."}], TONGUES) == (dict.fromkeys(TONGUES.all, "Klausāmies."),)
    assert minutes_taken({"minutes-a": " 7 ", "whole": "90"}) == {"minutes-a": 7, "whole": 90}
    with pytest.raises(Amiss):
        rules_taken([], TONGUES)
    with pytest.raises(Amiss):
        minutes_taken({"whole": "-1"})
