"""The facilitator's desk in a real browser: live, by keyboard, on one screen."""

import pytest
from playwright.sync_api import expect

from participant_ui.port import Consent, Stage

pytestmark = pytest.mark.browser
LARGE = ".now-acts button.large:visible"


def wrote(evening, text="A neighbour lent me a ladder", *, key="w" * 16):
    """Somebody at a phone writes an insight, in its round."""
    with evening.house.store.read() as work:
        link = work.session(evening.session).link
    seat = evening.house.circle.take_seat(link, Consent(True, True), language="en", key=key)
    return evening.house.circle.contribute(seat, text, key=key, round="").id


def insights(evening):
    evening.move(Stage.OPEN)
    evening.turn(8)


def test_two_consoles_show_the_same_evening(evening):
    """Turning the round on one redraws the other, and neither was touched in between."""
    one, other = (evening.desk_page(f"/desk/{evening.session}") for _ in range(2))
    one.locator(LARGE, has_text="Open the circle").click()
    expect(other.locator(LARGE)).to_contain_text("Open the first round")
    other.locator(LARGE).click()
    expect(one.locator(".round[data-state=open]")).to_contain_text("Welcome")
    one.locator(LARGE, has_text="Open the next round").click()
    expect(other.locator(".round[data-state=open]")).to_contain_text("Ground rules")
    expect(other.locator("[data-notice]")).to_be_hidden()


def test_a_console_cut_off_from_news_is_told_and_catches_up(evening):
    """What it did not see is not undone by what it does: a quiet sentence, and the picture as it is."""
    page = evening.desk_page(f"/desk/{evening.session}")
    expect(page.locator(LARGE)).to_contain_text("Open the circle")
    page.wait_for_load_state("networkidle")  # no look is under way that would still see it
    page.route("**/now", lambda route: route.abort())
    insights(evening)
    page.locator(LARGE).click()
    expect(page.locator("[data-notice]")).to_contain_text("Another screen changed this just now")
    page.unroute("**/now")
    expect(page.locator(".round[data-state=open]")).to_contain_text("My insight")
    assert evening.state == 2


def test_words_come_and_are_shown_and_hidden_by_keyboard_alone(evening, until):
    page = evening.desk_page(f"/desk/{evening.session}")
    insights(evening)
    words = wrote(evening)
    expect(page.locator(".said .words")).to_have_text("A neighbour lent me a ladder")

    def state():
        with evening.house.store.read() as work:
            return work.contribution(words).visibility.value

    page.keyboard.press("j")
    page.keyboard.press("s")
    until(page, lambda: state() == "released")
    expect(page.locator(".said[data-state=released]")).to_be_focused()
    page.keyboard.press("h")
    until(page, lambda: state() == "hidden")


def test_the_evening_is_led_by_keyboard_alone(evening):
    """Open, turn, pause, go on, close a round; closing the circle waits for a second key."""
    page = evening.desk_page(f"/desk/{evening.session}")
    for key, face in (("n", "first"), ("n", "round"), ("c", "between"), ("p", "paused"), ("p", "between")):
        page.keyboard.press(key)
        expect(page.locator(f".now[data-face={face}]")).to_be_visible()
    evening.turn(10)
    expect(page.locator(".now-acts summary.large")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("button", name="Yes, close the circle").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1", has_text="Thank you for holding it")).to_be_visible()


def test_keys_rest_while_somebody_types(evening):
    page = evening.desk_page(f"/desk/{evening.session}")
    page.locator(".agreed input").first.focus()
    page.keyboard.press("n")
    page.wait_for_timeout(300)
    assert evening.state == 0
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_a_double_click_is_one_step(evening):
    page = evening.desk_page(f"/desk/{evening.session}")
    page.locator(LARGE).dblclick(delay=80)
    expect(page.locator(LARGE)).to_contain_text("Open the first round")
    page.wait_for_timeout(500)
    assert evening.state == 1


def test_a_step_back_asks_once_more(evening):
    evening.move(Stage.OPEN)
    evening.turn(2)
    evening.turn(8)
    page = evening.desk_page(f"/desk/{evening.session}")
    page.locator(".round", has_text="Introduction").locator("summary").click()
    assert evening.state == 3
    page.get_by_role("button", name="Step back").click()
    expect(page.locator(".round[data-state=open]")).to_contain_text("Introduction")


def test_a_number_being_typed_is_not_taken_away_by_news(evening):
    page = evening.desk_page(f"/desk/{evening.session}")
    page.get_by_label("How many agreed aloud").fill("7")
    insights(evening)
    expect(page.locator(".round[data-state=open]")).to_contain_text("My insight")
    expect(page.get_by_label("How many agreed aloud")).to_have_value("7")
    page.get_by_label("How many are present").fill("8")
    page.keyboard.press("Enter")
    expect(page.locator(".agreement summary")).to_contain_text("7 of 8")


def test_a_new_address_is_said_until_it_was_seen(evening):
    page = evening.desk_page(f"/desk/{evening.session}")
    expect(page.locator(LARGE)).to_be_visible()
    evening.house.join.watch.remember("other.test")
    banner = page.locator("[data-banner=address]")
    expect(banner).to_contain_text("other.test")
    page.reload()
    expect(banner).to_be_visible()
    page.get_by_role("button", name="I have seen it").click()
    expect(banner).to_be_hidden()


@pytest.mark.parametrize("language", ["lv"])
def test_a_desk_that_was_sent_away_says_all_of_it_and_comes_back(evening, language):
    """At 1366×768 no word of the notice is cut, and it goes by itself."""
    page = evening.desk_page("/console/")
    page.locator(f".languages button[value={language}]").click()
    page.goto(page.url.replace("/console/", f"/desk/{evening.session}"))
    expect(page.locator(LARGE)).to_be_visible()
    page.route("**/now", lambda route: route.fulfill(status=401))
    evening.move(Stage.OPEN)
    notice = page.locator("[data-line=gone]")
    expect(notice).to_be_visible()
    assert notice.evaluate("(p) => p.scrollWidth <= p.clientWidth && p.scrollHeight <= p.clientHeight")
    box = notice.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 1366
    page.unroute("**/now")
    expect(notice).to_be_hidden(timeout=20_000)
    expect(page.locator(".now[data-face=first]")).to_be_visible()


def test_a_phone_that_is_not_on_the_line_alarms_nobody(evening):
    """Locked, or without JavaScript: its words come all the same."""
    page = evening.desk_page(f"/desk/{evening.session}")
    insights(evening)
    wrote(evening)
    expect(page.locator(".counts .cut_off")).to_have_text("not on the line: 1")
    page.get_by_text("Seats one by one").click()
    expect(page.locator(".popover[open] > div")).to_contain_text("What is written on it still comes")


def test_the_join_page_turns_green_by_itself(evening):
    page = evening.desk_page(f"/ready/{evening.session}")
    expect(page.get_by_text("Try it with your own phone now")).to_be_visible()
    evening.house.join.visit.note("192.168.77.5")
    expect(page.get_by_text("A phone has arrived")).to_be_visible()


def test_one_sentence_after_the_other_is_at_hand(evening):
    """Space goes on, on this screen alone; after the last the questions open; no button is pressed again."""
    page, other = (evening.desk_page(f"/desk/{evening.session}") for _ in range(2))
    evening.move(Stage.OPEN)
    evening.turn(3)
    page.locator(LARGE, has_text="Joint dialogue").click()
    sentences = page.locator("[data-list=say] li")
    expect(page.locator(".round[data-state=open]")).to_contain_text("Joint dialogue")
    expect(sentences.first).to_have_attribute("data-at", "now")
    for n in range(sentences.count()):
        expect(sentences.nth(n)).to_have_attribute("data-at", "now")
        page.keyboard.press("Space")
    expect(page.locator("[data-list=ask]")).to_be_visible()
    page.keyboard.press("Shift+Space")
    expect(sentences.last).to_have_attribute("data-at", "now")
    expect(other.locator("[data-list=say] li").first).to_have_attribute("data-at", "now")
    assert evening.state == 3


def test_cards_are_one_key_away_and_come_only_when_asked_for(evening):
    """M brings them, a number opens one, Esc puts them away; opening a round never does."""
    page = evening.desk_page(f"/desk/{evening.session}")
    evening.move(Stage.OPEN)
    evening.turn(4)
    expect(page.locator(".round[data-state=open]")).to_contain_text("Joint dialogue")
    expect(page.locator("#cards")).to_be_hidden()
    page.keyboard.press("m")
    page.keyboard.press("3")
    expect(page.locator(".card-moment[open]")).to_contain_text("Now I would like to hear the others")
    page.keyboard.press("4")
    expect(page.locator(".card-moment[open]")).to_have_count(1)
    expect(page.locator(".card-moment[open]")).to_contain_text("Strong feelings")
    page.keyboard.press("Escape")
    expect(page.locator("#cards")).to_be_hidden()


def test_a_letter_alone_shows_nobodys_words(evening, until):
    """N brings the button to hand, Enter shows them all together."""
    page = evening.desk_page(f"/desk/{evening.session}")
    insights(evening)
    words = wrote(evening)
    button = page.locator(LARGE, has_text="Show them all together: 1")
    expect(button).to_be_visible()
    page.keyboard.press("n")
    expect(button).to_be_focused()

    def state():
        with evening.house.store.read() as work:
            return work.contribution(words).visibility.value

    assert state() == "kept"
    page.keyboard.press("Enter")
    until(page, lambda: state() == "released")
    expect(page.locator(LARGE)).to_contain_text("Open the next round")


def whole(page):
    """Does the desk fit its window, and the middle too? What scrolls there is a list of its own."""
    return page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll(".now-body, .script ol")]
        .every((one) => one.scrollHeight <= one.clientHeight + 1 && one.scrollWidth <= one.clientWidth)"""
    )


@pytest.mark.parametrize("language", ["lv", "ru"])
def test_the_desk_fits_one_screen_in_every_phase(evening, language, until):
    """At 1366×768: before, between, in each round, paused and closed, nothing has to be scrolled to."""
    page = evening.desk_page("/console/")
    page.locator(f".languages button[value={language}]").click()
    page.goto(page.url.replace("/console/", f"/desk/{evening.session}"))
    expect(page.locator(".now[data-face=waiting]")).to_be_visible()
    assert whole(page)
    evening.move(Stage.OPEN)
    expect(page.locator(".now[data-face=first]")).to_be_visible()
    assert whole(page)
    for index in range(page.locator(".round").count()):
        evening.turn(index)
        until(page, lambda n=index: page.locator("[data-text=number]").text_content() == str(n + 1))
        assert whole(page), index
    for stage, face in ((Stage.PAUSED, "paused"), (Stage.OPEN, "round"), (Stage.CLOSED, "closed")):
        evening.move(stage)
        expect(page.locator(f".now[data-face={face}]")).to_be_visible()
        assert whole(page), face


@pytest.mark.parametrize("language", ["lv", "ru"])
def test_the_desk_with_many_words_is_one_screen(evening, language):
    """At 1366×768 and 1280×720 nothing of it lies outside, in the long languages too; only lists scroll."""
    page = evening.desk_page("/console/")
    page.locator(f".languages button[value={language}]").click()
    page.goto(page.url.replace("/console/", f"/desk/{evening.session}"))
    insights(evening)
    for n in range(6):
        wrote(evening, "Long words fill a line and then another one, and a third. " * 4, key=f"{n}" * 16)
    expect(page.locator(".near")).to_contain_text("6")
    for width, height in ((1366, 768), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator(".said")).to_have_count(6)
        size = page.evaluate("(({ scrollWidth: w, scrollHeight: h }) => [w, h])(document.documentElement)")
        assert size == [width, height]
        for part in (LARGE, ".room .said >> nth=0", ".script-foot", ".pane-themes"):
            box = page.locator(part).first.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= width
            assert box["y"] >= 0 and box["y"] + box["height"] <= height, part


TOUCHES_THE_RING = """() => {
  const ring = document.querySelector(".clock").getBoundingClientRect();
  const inner = ring.width * (0.43 - 0.03);
  const [x, y] = [ring.x + ring.width / 2, ring.y + ring.height / 2];
  return [...document.querySelectorAll(".clock strong, .clock [data-count]")].some((part) => {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    const far = [[left, top], [right, top], [left, bottom], [right, bottom]];
    return far.some(([a, b]) => Math.hypot(a - x, b - y) > inner);
  });
}"""


def test_the_clock_holds_three_digits_and_the_name_stays_whole_without_a_line(evening):
    """Two hours in the last round: figures stay within their ring, and a lost line does not cut the name."""
    evening.move(Stage.OPEN)
    evening.turn(10)
    page = evening.desk_page(f"/desk/{evening.session}")
    expect(page.locator(".clock")).to_contain_text("of 120 min")
    assert page.evaluate(TOUCHES_THE_RING) is False
    page.evaluate("""() => {
      document.querySelector(".where .words").textContent = "Bibliotēkas vakara saruna";
      document.querySelector('[data-line="waiting"]').hidden = false;
    }""")
    name = page.locator(".where .words")
    assert name.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    assert page.locator(".top").bounding_box()["height"] < 60
