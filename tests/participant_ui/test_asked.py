"""What a phone is asked besides words, as pages that stand without a script."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from participant_ui import asked
from participant_ui.questions import DONT_KNOW, PULSE, STATEMENTS, WORDS, Asked, Form, Moment

SCRIPT = {"X-Requested-With": "aplis"}
KEY = "0123456789abcdef0123456789abcdef"


def foot(page: str) -> str:
    """The part of the room page that says what is asked, or nothing where it is hidden."""
    found = re.search(r"<aside[^>]*id=\"asked\"[^>]*?( hidden)?>.*?</aside>", page, re.S)
    assert found is not None
    return "" if found[1] else found[0]


def visible(page: str, part: str) -> bool:
    return re.search(rf'data-ask="{part}" hidden', page) is None


def test_the_room_says_what_is_asked_now(seated: FlaskClient, circle: Any, questions: Any) -> None:
    """Nothing, then the pulse, then both; each leads to a page of its own."""
    room = f"/c/{circle.SESSION}/"
    assert foot(seated.get(room).text) == ""
    questions.now = Asked(Moment.BEFORE)
    asks = foot(seated.get(room).text)
    assert visible(asks, "pulse") and not visible(asks, "feedback")
    assert f'href="/c/{circle.SESSION}/pulse/before"' in asks
    questions.now = Asked(Moment.AFTER, feedback=True)
    asks = foot(seated.get(room).text)
    assert visible(asks, "pulse") and visible(asks, "feedback")
    assert f'href="/c/{circle.SESSION}/pulse/after"' in asks and f"{circle.SESSION}/feedback" in asks


def test_a_script_asks_what_is_asked(seated: FlaskClient, circle: Any, questions: Any) -> None:
    questions.now = Asked(Moment.BEFORE, people=2)
    seated.post(f"/c/{circle.SESSION}/pulse/before", data={"others": "7"})
    told = seated.get(f"/c/{circle.SESSION}/asked", headers=SCRIPT).json
    assert told == {"pulse": "before", "answers": {"others": 7}, "feedback": False, "people": 2}


def test_who_has_no_seat_is_asked_nothing(phone: FlaskClient, circle: Any) -> None:
    for part in ("asked", "pulse/before", "feedback"):
        assert phone.get(f"/c/{circle.SESSION}/{part}", headers=SCRIPT).status_code == 401
    for part in ("pulse/before", "feedback"):
        answer = phone.post(f"/c/{circle.SESSION}/{part}", data={"key": KEY}, headers=SCRIPT)
        assert answer.status_code in (401, 422)


def test_a_pulse_is_eleven_numbers_and_two_ways_out(seated: FlaskClient, circle: Any) -> None:
    """For each question one group of radio buttons, with words for those who hear the page."""
    page = seated.get(f"/c/{circle.SESSION}/pulse/before").text
    for name, question in PULSE.items():
        group = re.search(rf"<legend>{re.escape(question)}</legend>(.*?)</fieldset>", page, re.S)
        assert group is not None
        values = re.findall(rf'<input type="radio" name="{name}" value="([^"]+)"', group[1])
        assert values == [*map(str, range(11)), "dont_know", "rather_not"]
        assert 'aria-label="0, not at all"' in group[1] and 'aria-label="10, completely"' in group[1]


def test_answers_are_kept_and_shown_again_to_be_changed(
    seated: FlaskClient, circle: Any, questions: Any
) -> None:
    """Posted as a form, the way leads back to the room, which says that they are in."""
    questions.now, url = Asked(Moment.BEFORE), f"/c/{circle.SESSION}/pulse/before"
    answer = seated.post(url, data={"others": "7", "local": "dont_know", "national": "rather_not"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/c/{circle.SESSION}/")
    assert questions.kept == {("p1", Moment.BEFORE): {"others": 7, "local": DONT_KNOW}}
    assert "Your answers on trust are in." in foot(seated.get(f"/c/{circle.SESSION}/").text)
    page = seated.get(url).text
    assert 'name="others" value="7" checked' in page and 'name="local" value="dont_know" checked' in page
    assert page.count(" checked") == 2


def test_what_is_refused_stays_filled_in(seated: FlaskClient, circle: Any, questions: Any) -> None:
    """The page says why and what to do, and every answer is still there."""
    questions.refusing = "busy"
    answer = seated.post(f"/c/{circle.SESSION}/pulse/after", data={"others": "3"})
    assert answer.status_code == 503 and 'name="others" value="3" checked' in answer.text
    assert "computer is busy." in answer.text
    form = {"key": KEY, "heard": "4", "trust": "9", "missing": "The young"}
    answer = seated.post(f"/c/{circle.SESSION}/feedback", data=form)
    assert answer.status_code == 503 and f'value="{KEY}"' in answer.text
    for there in (
        'name="heard" value="4" checked',
        'name="trust" value="9" checked',
        ">The young</textarea>",
    ):
        assert there in answer.text
    by_script = seated.post(f"/c/{circle.SESSION}/feedback", data=form, headers=SCRIPT)
    assert (by_script.status_code, by_script.json["code"]) == (503, "busy")


@pytest.mark.parametrize("code", ["not_asked", "handed_in"])
def test_what_is_no_longer_asked_is_said_with_a_way_on(
    seated: FlaskClient, circle: Any, questions: Any, code: str
) -> None:
    questions.refusing = code
    answer = seated.post(f"/c/{circle.SESSION}/feedback", data={"key": KEY, "trust": "5"})
    assert answer.status_code == 409 and "ask the facilitator for a paper form" in answer.text


def test_a_form_goes_under_its_own_key_and_carries_nothing_else(
    seated: FlaskClient, circle: Any, questions: Any
) -> None:
    """Each page that is opened has a key of its own; what was not said is not there."""
    url = f"/c/{circle.SESSION}/feedback"
    keys = [re.findall(r'name="key" value="([^"]+)"', seated.get(url).text)[0] for _ in range(2)]
    assert keys[0] != keys[1]
    given = {
        "key": keys[0],
        "heard": "5",
        "topic": "rather_not",
        "trust": "",
        "experience": "Calm\r\nand warm",
    }
    assert seated.post(url, data=given).status_code == 303
    assert questions.forms == {keys[0]: Form({"heard": 5}, None, {"experience": "Calm\nand warm"})}


def test_the_form_asks_all_of_it_and_lets_nobody_be_pressed(seated: FlaskClient, circle: Any) -> None:
    page = seated.get(f"/c/{circle.SESSION}/feedback").text
    for name in STATEMENTS:
        values = re.findall(rf'name="{name}" value="([^"]+)"', page)
        assert values == ["1", "2", "3", "4", "5", "rather_not"]
    assert re.findall(r'name="trust" value="([^"]+)"', page) == [*map(str, range(11)), "rather_not"]
    for name in WORDS:
        assert f'<label for="fb-{name}">' in page and f'id="fb-{name}"' in page
    assert "required" not in page


@pytest.mark.parametrize(
    "wrong", [{"others": "11"}, {"others": "07"}, {"others": "-1"}, {"police": "5"}, {"others": "٣"}]
)
def test_a_number_is_one_of_the_scale(seated: FlaskClient, circle: Any, wrong: dict[str, str]) -> None:
    answer = seated.post(f"/c/{circle.SESSION}/pulse/before", data=wrong, headers=SCRIPT)
    assert (answer.status_code, answer.json["code"]) == (422, "form")


def test_there_are_two_moments(seated: FlaskClient, circle: Any) -> None:
    assert seated.get(f"/c/{circle.SESSION}/pulse/during").status_code == 404


def test_the_forms_fields_are_the_lists_of_the_port() -> None:
    """Lists live once: a question added there is asked here."""
    assert set(asked.PulseFields.model_fields) == set(PULSE)
    assert set(asked.FeedbackFields.model_fields) == {"key", "trust", *STATEMENTS, *WORDS}
