"""Words on a phone whose line breaks: kept, tried again, never twice, never lost."""

from typing import Any

import pytest
from playwright.sync_api import Route, expect

from participant_ui.port import Phones, Stage

pytestmark = pytest.mark.browser


def test_words_written_without_a_line_stay_on_the_phone_and_then_go_once(phone: Any, circle: Any) -> None:
    """And the page never leaves itself, since without a line it could not come back."""
    before = phone.visits
    phone.page.context.set_offline(True)
    phone.keep("Written in the cellar")
    expect(phone.mine().first.locator(".state")).to_have_text("on this phone")
    expect(phone.page.get_by_text("Waiting for the line")).to_be_visible()
    expect(phone.page.locator("#text")).to_have_value("")
    assert circle.kept() == []
    phone.page.context.set_offline(False)
    expect(phone.mine().first.locator(".state")).to_have_text("sent")
    expect(phone.page.get_by_text("Waiting for the line")).to_be_hidden()
    assert circle.kept() == ["Written in the cellar"] and phone.visits == before


def test_a_lost_answer_makes_no_second_copy(phone: Any, circle: Any) -> None:
    """The words reach the file, the answer does not reach the phone: the phone tries on with the same key."""
    lost = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch(url=route.request.url.replace("circle.test", "127.0.0.1")).status)
            route.abort()

    phone.page.route("**/words", lose_the_first)
    phone.keep("Once only")
    expect(phone.mine().first.locator(".state")).to_have_text("sent")
    assert lost == [201] and len(circle.attempts) >= 2 and circle.kept() == ["Once only"]


def test_a_stranger_answering_is_no_acknowledgement(phone: Any, circle: Any) -> None:
    """A Wi-Fi's own sign-in page says 200 to everything; the words stay until the circle itself has them."""
    phone.page.route(
        "**/words", lambda route: route.fulfill(status=200, body="<h1>Welcome to our Wi-Fi</h1>")
    )
    phone.keep("Not for the hotel")
    expect(phone.mine().first.locator(".state")).to_have_text("on this phone")
    phone.page.unroute("**/words")
    phone.wake()
    expect(phone.mine().first.locator(".state")).to_have_text("sent")
    assert circle.kept() == ["Not for the hotel"]


def test_a_reload_keeps_the_seat_and_what_was_being_written(phone: Any, circle: Any) -> None:
    phone.write("Half a thou")
    phone.until(lambda: [name for name in phone.stored() if ".draft." in name])
    phone.page.reload()
    expect(phone.page.locator("#text")).to_have_value("Half a thou")
    assert len(circle.seats) == 1


def test_a_page_that_is_gone_sends_its_words_when_it_is_opened_again(phone: Any, circle: Any) -> None:
    phone.page.context.set_offline(True)
    phone.keep("Then the battery died")
    context = phone.page.context
    phone.page.close(run_before_unload=False)
    context.set_offline(False)
    again = phone.another()
    expect(again.mine().first.locator(".state")).to_have_text("sent")
    assert circle.kept() == ["Then the battery died"]


def test_two_tabs_send_the_same_words_once(phone: Any, circle: Any) -> None:
    other = phone.another()
    phone.page.context.set_offline(True)
    phone.keep("From one of two tabs")
    phone.page.context.set_offline(False)
    other.wake()
    expect(phone.mine().first.locator(".state")).to_have_text("sent")
    expect(other.mine().first.locator(".state")).to_have_text("sent")
    assert circle.kept() == ["From one of two tabs"]


def test_what_can_no_longer_be_kept_is_said_and_stays_to_be_copied(phone: Any, circle: Any) -> None:
    phone.page.context.set_offline(True)
    phone.keep("Too late")
    circle.stage = Stage.CLOSED
    phone.page.context.set_offline(False)
    stopped = phone.mine().first
    expect(stopped.locator(".why")).to_contain_text("closed")
    expect(stopped.locator(".words")).to_have_text("Too late")
    expect(stopped.get_by_role("button", name="Copy")).to_be_visible()
    stopped.get_by_role("button", name="Delete from this phone").tap()
    expect(phone.mine()).to_have_count(0)
    assert not [name for name in phone.stored() if ".words." in name]


def test_a_busy_server_is_asked_again_by_itself(phone: Any, circle: Any) -> None:
    circle.refusing = "busy"
    phone.keep("Patience")
    expect(phone.mine().first.locator(".state")).to_have_text("on this phone")
    circle.refusing = ""
    expect(phone.mine().first.locator(".state")).to_have_text("sent")
    assert circle.kept() == ["Patience"]


def test_when_the_round_turns_what_was_being_written_is_not_lost(phone: Any, circle: Any) -> None:
    """The page goes still with the room; the text waits one tap away and can yet be kept."""
    phone.write("I was just about to")
    circle.open_round(Phones.AWAY, id="rnd-2")
    phone.wake()
    expect(phone.page.get_by_text("Put your phone aside")).to_be_visible()
    expect(phone.page.locator("#text")).to_be_hidden()
    expect(phone.page.get_by_text("You have written something that is not kept yet")).to_be_visible()
    phone.page.get_by_text("My words and consent", exact=True).tap()
    unkept = phone.page.locator(".menu .mine").first
    expect(unkept.locator(".state")).to_have_text("not kept yet")
    unkept.get_by_role("button", name="Keep it").tap()
    expect(phone.page.locator(".menu .mine").first.locator(".state")).to_have_text("sent")
    assert [(row.words.text, row.words.round) for row in circle.rows] == [("I was just about to", "rnd-1")]


def test_what_was_said_of_one_rounds_words_is_not_said_in_the_next(phone: Any, circle: Any) -> None:
    """Beside the button of a new round nothing looks as if it had been sent already."""
    phone.keep("In the first round")
    expect(phone.page.locator('[data-said-to="words"]')).to_have_text("Sent.")
    circle.open_round(Phones.WRITE, id="rnd-2")
    phone.wake()
    expect(phone.page.locator('[data-said-to="words"]')).to_have_text("")


def test_a_seat_moved_elsewhere_is_told_and_the_words_stay(phone: Any, circle: Any) -> None:
    circle.seats.clear()
    phone.keep("Where am I")
    expect(phone.page.get_by_role("alert")).to_be_visible(timeout=30_000)
    expect(phone.mine().first.locator(".words")).to_have_text("Where am I")


def test_leaving_empties_the_phone(phone: Any, circle: Any) -> None:
    phone.write("A draft that shall go")
    phone.page.get_by_text("My words and consent", exact=True).tap()
    phone.page.locator("summary", has_text="Leave the circle").tap()
    phone.page.get_by_role("button", name="Leave the circle").tap()
    expect(phone.page.get_by_role("heading", name="You have left your seat")).to_be_visible()
    assert phone.stored() == [] and circle.seats == {}
    assert not phone.page.context.cookies()
