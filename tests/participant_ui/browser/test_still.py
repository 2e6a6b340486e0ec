"""A phone that lies aside is still; words of others come all at once; one's own can be said better."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask_socketio import SocketIO, join_room
from playwright.sync_api import expect

from participant_ui import seat
from participant_ui.port import Phones

pytestmark = pytest.mark.browser
HEARTBEAT = {"2", "3"}  # Engine.IO's ping and pong


def test_in_away_nothing_but_a_heartbeat_leaves_the_page(
    app: Any, circle: Any, come_to: Callable[[Any], Iterator[Any]]
) -> None:
    """Over two heartbeats no request, no word on the line, nothing played; then it calls to write."""
    socketio = SocketIO(app, async_mode="threading", ping_interval=1, ping_timeout=5)
    resumed: list[int] = []

    @socketio.on("resume")
    def resume(asked: dict[str, Any]) -> dict[str, Any]:
        mine = seat.read(asked["session"])
        assert mine is not None
        join_room(asked["session"])
        resumed.append(asked["seq"])
        return {"news": circle.since(mine, asked["seq"])}

    circle.teller = lambda entry: socketio.emit(
        "news", {"session": circle.SESSION, "news": [entry]}, to=circle.SESSION
    )
    circle.open_round(Phones.AWAY)
    coming = come_to(app)
    phone = next(coming)
    phone.until(lambda: resumed)
    expect(phone.page.get_by_text("Put your phone aside")).to_be_visible()
    phone.page.wait_for_timeout(1000)  # what coming in had begun is over
    asked: list[str] = []
    frames: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.page.on("websocket", lambda line: asked.append(line.url))
    phone.lines[-1].on("framesent", lambda frame: frames.append(str(frame)))
    phone.lines[-1].on("framereceived", lambda frame: frames.append(str(frame)))
    phone.until(lambda: frames.count("2") >= 2)
    assert asked == [] and set(frames) <= HEARTBEAT
    assert phone.page.locator("audio, video").count() == 0
    circle.open_round(Phones.WRITE, id="rnd-2")
    expect(phone.page.locator("#text")).to_be_visible()
    assert asked == [] and phone.complaints == []
    assert next(coming, None) is None


def test_revealed_words_appear_together_below_ones_own_field(phone: Any, circle: Any) -> None:
    """What is being typed stays as it is; words that come late are added at the end, hidden ones go."""
    phone.write("Half a thou")
    cards = phone.page.locator('[data-list="shared"] .words')
    expect(phone.page.get_by_role("heading", name="What people wrote")).to_be_hidden()
    circle.reveal("Somebody held the door", "My teacher believed me", several=True)
    phone.wake()
    expect(cards).to_have_text(["Somebody held the door", "My teacher believed me"])
    expect(phone.page.locator(".several:visible")).to_have_text(["said by several"])
    expect(phone.page.locator("#text")).to_have_value("Half a thou")
    circle.reveal("Late, but there")
    joined = {"joined": ["con-3"], "shown": "phones", "after": "con-1"}
    circle.tell("words.joined", id="con-2", round="rnd-1", text="My teacher believed me", **joined)
    phone.wake()
    expect(cards).to_have_text(["My teacher believed me"])
    expect(phone.page.locator(".several:visible")).to_have_text(["said by several"])
    circle.tell("contribution.hidden", id="con-2")
    phone.wake()
    expect(cards).to_have_count(0)


def test_ones_own_words_are_corrected_in_place(phone: Any, circle: Any) -> None:
    """No new page; the other place where they stand shows it too; sealed, the way is gone."""
    phone.keep("I was herd")
    mine = phone.mine().first
    expect(mine.locator(".state")).to_have_text("sent")
    before = phone.visits
    mine.get_by_text("Correct", exact=True).tap()
    field = mine.get_by_role("textbox")
    expect(field).to_have_value("I was herd")
    field.fill("I was heard")
    mine.get_by_role("button", name="Keep it corrected").tap()
    expect(mine.locator(".words")).to_have_text("I was heard")
    expect(mine.get_by_text("Corrected.")).to_be_visible()
    phone.open_menu()
    expect(phone.page.locator(".menu .mine .words")).to_have_text(["I was heard"])
    assert circle.kept() == ["I was heard"] and phone.visits == before
    circle.sealed = True
    circle.tell("session.sealed")
    phone.wake()
    expect(phone.page.locator(".menu .mine .mend")).to_have_count(0)
    expect(phone.page.locator(".menu").get_by_text("The record is finished")).to_be_visible()
