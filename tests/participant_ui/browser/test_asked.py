"""Pulse and feedback on a phone with a script: a question at a time, in the room page, over a cut line."""

from typing import Any

import pytest

from participant_ui.port import Phones
from participant_ui.questions import Asked, Form, Moment

pytestmark = pytest.mark.browser


def ask(phone: Any, circle: Any, questions: Any, asked: Asked) -> None:
    """A round opens that asks this."""
    questions.now = asked
    circle.open_round(Phones.READ, id="rnd-that-asks")
    phone.wake()
    phone.page.locator("#asked").wait_for()


def choose(phone: Any, question: str, answer: str) -> None:
    group = phone.page.get_by_role("group", name=question)
    group.get_by_role("radio", name=answer, exact=True).check(force=True)


def test_three_questions_one_at_a_time_and_the_page_stays(phone: Any, circle: Any, questions: Any) -> None:
    """Next, back, change, send; afterwards the answers can be changed."""
    ask(phone, circle, questions, Asked(Moment.BEFORE))
    visits, page = phone.visits, phone.page
    page.get_by_role("link", name="Three questions about trust").tap()
    choose(phone, "How much do you trust other people?", "7")
    page.get_by_role("button", name="Next").tap()
    assert page.locator(".asking:visible").count() == 1
    assert page.evaluate("document.activeElement.tagName") == "FIELDSET"
    choose(phone, "How much do you trust your local government?", "0, not at all")
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Next").tap()
    choose(phone, "How much do you trust the national government?", "I don't know")
    page.get_by_role("button", name="Send these answers").tap()
    page.get_by_text("Your answers on trust are in.").wait_for()
    (answers,) = questions.kept.values()
    assert answers == {"others": 7, "local": 1, "national": "dont_know"}
    page.get_by_role("link", name="Change my answers").tap()
    group = page.get_by_role("group", name="How much do you trust other people?")
    assert group.get_by_role("radio", name="7", exact=True).is_checked()
    page.get_by_role("button", name="Back to the circle").tap()
    assert page.locator("#room").is_visible() and phone.visits == visits


def test_a_form_waits_for_the_line_and_goes_once(phone: Any, circle: Any, questions: Any) -> None:
    """Filled in over a reload and a cut line; nothing is lost, and nothing of it stays on the phone."""
    ask(phone, circle, questions, Asked(None, feedback=True))
    page = phone.page
    page.get_by_role("link", name="Feedback on this conversation").tap()
    choose(phone, "I was heard.", "5, completely true")
    page.get_by_role("button", name="Next").tap()
    page.get_by_role("button", name="Next").tap()
    page.get_by_label("Who else should take part?").fill("The young")
    page.get_by_role("button", name="Back to the circle").wait_for(state="hidden")
    page.reload()
    page.locator('#asked[data-live="yes"]').wait_for()
    page.get_by_role("link", name="Feedback on this conversation").tap()
    for _ in range(2):
        page.get_by_role("button", name="Next").tap()
    assert page.get_by_label("Who else should take part?").input_value() == "The young"
    page.route("**/feedback", lambda route: route.abort())
    page.get_by_role("button", name="Send these answers").tap()
    page.get_by_text("Kept on this phone.").wait_for()
    page.unroute("**/feedback")
    phone.wake()
    page.get_by_text("Your feedback is in. Thank you.").wait_for()
    assert list(questions.forms.values()) == [Form({"heard": 5}, None, {"missing": "The young"})]
    assert not [name for name in phone.stored() if ".asked." in name or ".asking." in name]


def test_what_is_refused_for_good_is_said_and_stays_until_it_is_deleted(
    phone: Any, circle: Any, questions: Any
) -> None:
    ask(phone, circle, questions, Asked(Moment.AFTER))
    questions.refusing = "not_asked"
    page = phone.page
    page.get_by_role("link", name="Three questions about trust").tap()
    for _ in range(2):
        page.get_by_role("button", name="Next").tap()
    page.get_by_role("button", name="Send these answers").tap()
    page.get_by_text("These questions are not asked at the moment.").wait_for()
    page.get_by_role("button", name="Delete from this phone").tap()
    page.get_by_role("link", name="Three questions about trust").wait_for()
    assert questions.kept == {}
