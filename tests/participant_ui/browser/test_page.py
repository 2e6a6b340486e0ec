"""The page that follows the circle: news, themes, what a person may change, and nobody's words as markup."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask_socketio import SocketIO, join_room
from playwright.sync_api import Browser, BrowserContext, expect

from participant_ui import seat
from participant_ui.port import DraftTheme, Phones, Stage

VENDOR = Path(__file__).parents[3] / "participant_ui" / "static" / "vendor" / "socket.io.js"

pytestmark = pytest.mark.browser


def test_the_page_follows_the_circle_without_being_loaded_again(phone: Any, circle: Any) -> None:
    before = phone.visits
    phone.keep("My own")
    expect(phone.mine().first.locator(".state")).to_have_text("sent")
    circle.share("con-1")
    phone.wake()
    expect(phone.mine().first.locator(".state")).to_have_text("sent · shown")
    circle.open_round(Phones.READ, id="rnd-2", shared="phones")
    phone.wake()
    expect(phone.page.locator('[data-list="shared"] .words')).to_have_text(["My own"])
    circle.turn_to(Stage.PAUSED)
    phone.wake()
    expect(phone.page.get_by_role("heading", name="A pause")).to_be_visible()
    circle.turn_to(Stage.CLOSED)
    phone.wake()
    expect(phone.page.get_by_role("heading", name="Thank you for being here")).to_be_visible()
    expect(phone.mine().first.locator(".words")).to_have_text("My own")
    assert phone.visits == before


def test_themes_are_looked_at_one_at_a_time(phone: Any, circle: Any) -> None:
    circle.themes = tuple(DraftTheme(f"t{n}", f"Theme {n}", [f"Quote {n}"], n) for n in (1, 2, 3))
    circle.theme_at = "t1"
    circle.open_round(Phones.CHECK, id="rnd-2")
    phone.wake()
    cards = phone.page.locator('[data-list="themes"] > li:visible')
    expect(cards.get_by_role("heading")).to_have_text(["Theme 1"])
    phone.page.get_by_role("button", name="Next").tap()
    expect(cards.get_by_role("heading")).to_have_text(["Theme 2"])
    phone.page.get_by_role("button", name="Something is missing").tap()
    expect(cards).to_have_count(0)
    phone.keep("The third one is missing something")
    expect(phone.mine().first.locator(".state")).to_have_text("sent")


def test_what_somebody_says_of_a_theme_waits_for_the_line(phone: Any, circle: Any, check: Any) -> None:
    """Kept on the phone, through a reload, sent once there is a line; the last word counts."""
    circle.themes = tuple(DraftTheme(f"t{n}", f"Theme {n}", [], n) for n in (1, 2))
    circle.theme_at = "t2"
    circle.open_round(Phones.CHECK, id="rnd-2")
    phone.wake()
    card = phone.page.locator('[data-list="themes"] > li:visible')
    expect(card.get_by_role("heading")).to_have_text("Theme 2")
    check.refusing = "busy"
    card.get_by_role("button", name="That is right").tap()
    expect(card.locator(".state")).to_have_text("on this phone")
    phone.page.reload()
    expect(card.locator(".state")).to_have_text("on this phone")
    card.get_by_role("button", name="Not quite").tap()
    card.get_by_label("Not quite: how then?").fill("The bridge")
    card.get_by_role("button", name="Keep it").tap()
    check.refusing = ""
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    expect(card.locator(".state")).to_have_text("sent")
    assert check.given[-1] == ("t2", "corrected", "The bridge")
    circle.tell("theme.turned", theme="t1")
    phone.wake()
    expect(card.get_by_role("heading")).to_have_text("Theme 1")


def test_an_event_nobody_told_the_page_about_makes_it_read_anew(phone: Any, circle: Any) -> None:
    circle.stage = Stage.PAUSED
    circle.tell("weather.changed", to="rain")
    phone.wake()
    expect(phone.page.get_by_role("heading", name="A pause")).to_be_visible()


def test_words_are_taken_back_after_asking_once_more_in_place(phone: Any, circle: Any) -> None:
    phone.keep("Perhaps not")
    mine = phone.mine().first
    mine.get_by_text("Take back", exact=True).tap()
    mine.get_by_role("button", name="Take these words back").tap()
    expect(mine.locator(".state")).to_have_text("taken back")
    expect(mine.locator("details")).to_have_count(0)
    assert circle.kept() == []


def test_taking_back_without_a_line_says_that_nothing_changed(phone: Any, circle: Any) -> None:
    phone.keep("Still there")
    mine = phone.mine().first
    expect(mine.locator(".state")).to_have_text("sent")
    phone.page.context.set_offline(True)
    mine.get_by_text("Take back", exact=True).tap()
    mine.get_by_role("button", name="Take these words back").tap()
    expect(mine.get_by_role("status")).to_contain_text("Nothing has changed")
    assert circle.kept() == ["Still there"]


def test_another_language_is_one_tap_away_and_loses_nothing(phone: Any, circle: Any) -> None:
    phone.write("Half a thou")
    phone.page.get_by_text("My words and consent", exact=True).tap()
    phone.page.get_by_role("button", name="русский").tap()
    expect(phone.page.get_by_text("Мои записи и согласие", exact=True)).to_be_visible()
    expect(phone.page.locator("#text")).to_have_value("Half a thou")
    expect(phone.page.get_by_role("heading", name=circle.PROMPT["ru"])).to_be_visible()


def test_consent_changes_in_place_and_says_so(phone: Any, circle: Any) -> None:
    phone.page.get_by_text("My words and consent", exact=True).tap()
    phone.page.get_by_role("switch", name="My words may be quoted").check()
    phone.page.get_by_role("button", name="Keep this choice").tap()
    expect(phone.page.get_by_text("Your choice is kept.")).to_be_visible()
    assert [known["consent"].quote for known in circle.seats.values()] == [True]


HOSTILE = [
    "<script>document.title='caught'</script>",
    "<img src=x onerror=\"document.title='caught'\">",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "{{ 7 * 7 }} ${7*7} %(host)s",
    "</textarea></template><script>alert(1)</script>",
    "<a href='//evil.example'>x</a>",
]


def test_nobodys_words_become_markup(phone: Any, circle: Any) -> None:
    """In a title, a question, a theme, a quote, shared words and one's own: shown as written, never run."""
    circle.title = circle.question = circle.host = "".join(HOSTILE)
    for text in HOSTILE:
        circle.share(circle.somebody_else_wrote(text))
        phone.keep(text)
    expect(phone.mine().locator(".state")).to_have_text(["sent"] * len(HOSTILE))
    circle.themes = tuple(DraftTheme(f"t{n}", text, HOSTILE, 1) for n, text in enumerate(HOSTILE))
    phone.wake()
    for phones, sink in ((Phones.READ, '[data-list="shared"]'), (Phones.CHECK, '[data-list="themes"]')):
        circle.open_round(phones, id=f"rnd-{phones}", shared="phones")
        phone.page.reload()
        expect(phone.page.locator(f"{sink} > li")).to_have_count(len(HOSTILE))
    shown = phone.page.locator('[data-list="shared"] .words').all_text_contents()
    assert shown == HOSTILE
    phone.page.goto(f"{phone.address}/j/{circle.TOKEN}")
    assert circle.question in phone.page.locator("h1").all_text_contents()
    assert "caught" not in phone.page.title().replace(circle.title, "")


def line_of(app: Any, circle: Any, *, takes: float = 0) -> list[int]:
    """The line of the house: who says `resume` hears all that is told. Returns from where screens resumed.

    It `takes` so many seconds until somebody is let in.
    """
    assert VENDOR.exists(), "borrowed at build: make install"
    socketio = SocketIO(app, async_mode="threading")
    socketio.on_event("connect", lambda auth=None: time.sleep(takes))
    resumed: list[int] = []

    @socketio.on("resume")
    def resume(asked: dict[str, Any]) -> dict[str, Any]:
        mine = seat.read(asked["session"])
        if mine is None:
            return {"error": "no_seat"}
        join_room(asked["session"])
        resumed.append(asked["seq"])
        return {"news": circle.since(mine, asked["seq"])}

    circle.teller = lambda entry: socketio.emit(
        "news", {"session": circle.SESSION, "news": [entry]}, to=circle.SESSION
    )
    return resumed


def test_news_arrive_by_socket_at_once(
    app: Any, circle: Any, come_to: Callable[[Any], Iterator[Any]]
) -> None:
    """Resume once, then listen; a line that falls is taken up where it was left."""
    resumed = line_of(app, circle)
    coming = come_to(app)
    phone = next(coming)
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    expect(phone.page.get_by_text("There is nothing to do on the phone now")).to_be_visible()
    phone.until(lambda: resumed)
    circle.open_round(Phones.WRITE)
    expect(phone.page.locator("#text")).to_be_visible(timeout=2000)
    phone.keep("By socket")
    expect(phone.mine().first.locator(".state")).to_have_text("sent")
    circle.share("con-1")
    expect(phone.mine().first.locator(".state")).to_have_text("sent · shown", timeout=2000)
    assert resumed and not [url for url in asked if "/since/" in url]
    assert phone.complaints == []
    assert next(coming, None) is None


def test_a_phone_woken_while_its_line_is_being_made_hears_all_the_same(
    app: Any, circle: Any, context: BrowserContext, come_to: Callable[[Any], Iterator[Any]]
) -> None:
    """A second knock at the door would be turned away, and the first one with it."""
    resumed = line_of(app, circle, takes=0.3)
    context.add_init_script(
        "const n = setInterval(() => dispatchEvent(new Event('online')), 50);"
        "setTimeout(clearInterval, 900, n)"
    )
    coming = come_to(app)
    phone = next(coming)
    phone.until(lambda: resumed)
    phone.page.wait_for_timeout(1000)  # nothing wakes it any more
    circle.open_round(Phones.WRITE)
    expect(phone.page.locator("#text")).to_be_visible(timeout=2500)
    assert len(phone.lines) == 1 and phone.complaints == []
    assert next(coming, None) is None


def test_without_script_the_whole_evening_can_be_gone_through(
    browser: Browser, address: str, circle: Any
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}/j/{circle.TOKEN}")
    page.get_by_text("Take a seat").click()
    page.get_by_role("button", name="I agree and take a seat").click()
    page.get_by_role("link", name="Continue").click()
    circle.open_round()
    page.get_by_role("link", name="See whether something new has begun").click()
    page.locator("#text").fill("By hand")
    page.get_by_role("button", name="Keep it").click()
    mine = page.locator('[data-face="write check closed"] .mine').first
    expect(mine.locator(".state")).to_have_text("sent")
    mine.get_by_text("Take back", exact=True).click()
    mine.get_by_role("button", name="Take these words back").click()
    expect(page.locator('[data-face="write check closed"] .mine .state')).to_have_text("taken back")
    assert circle.kept() == []
    page.get_by_text("My words and consent", exact=True).click()
    page.get_by_role("button", name="latviešu").click()
    expect(page.get_by_text("Mans rakstītais un piekrišana", exact=True)).to_be_visible()
    context.close()
