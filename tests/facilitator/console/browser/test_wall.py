"""The projector in a real browser: it follows the evening, hides at once, and nothing runs off the wall."""

import pytest

from facilitator import model
from facilitator.events import Role
from facilitator.script import load
from participant_ui.port import Stage

pytestmark = pytest.mark.browser
LONG = "Kad pašvaldība pati piezvanīja un atvainojās, es sapratu, ka mani ir sadzirdējuši. " * 12
HOSTILE = (
    "a" * 1500,
    "\N{HEBREW LETTER ALEF} ) ( abc 123",
    "Z\u0335\u0335\u0335\u0335a\u0335\u0335\u0335l\u0335g\u0335o",
    "\N{GRINNING FACE}" * 1900,
    "<img src=x onerror=alert(1)>",
    "line\n" * 40,
    LONG,
)
OVERFLOWS = """() => [...document.querySelectorAll("#wall section:not([hidden])")].some((section) =>
  section.scrollHeight > section.clientHeight + 1 || section.scrollWidth > section.clientWidth + 1)"""
CUT = """() => [...document.querySelectorAll("#wall section:not([hidden]) :is(h1, p)")]
  .filter((part) => part.scrollHeight > part.clientHeight + 1).map((part) => part.textContent)"""
CUT_CARDS = """() => [...document.querySelectorAll(".shown .words")]
  .filter((words) => words.scrollHeight > words.clientHeight + 1).length"""
STICKS_OUT = """() => {
  const columns = document.querySelector(".columns").getBoundingClientRect();
  return [...document.querySelectorAll(".shown")].filter((card) => {
    const box = card.getBoundingClientRect();
    const column = card.parentElement.getBoundingClientRect();
    return box.bottom > columns.bottom + 1 || box.left < column.left - 1 || box.right > column.right + 1
      || card.scrollWidth > card.clientWidth + 1;
  }).length;
}"""


@pytest.fixture(name="wall")
def _wall(evening):
    page = evening.desk_page(f"/projector/{evening.session}")
    page.set_viewport_size({"width": 1920, "height": 1080})
    return page


def said(evening, texts):
    keep = evening.house.record.keep
    start = len(evening.words())
    return [keep(evening.session, t, key=f"line-number-{start + n:06d}").id for n, t in enumerate(texts)]


def cards(wall):
    return wall.locator(".shown .words").all_inner_texts()


def test_words_appear_once_released_and_go_at_once_when_hidden(evening, wall, until):
    """The others stay where they are."""
    evening.talk()
    ids = said(evening, ["One", "Two", "Three", "Four"])
    for id in ids:
        evening.house.desk.release(evening.session, id)
    until(wall, lambda: sorted(cards(wall)) == ["Four", "One", "Three", "Two"])
    where = wall.get_by_text("Three").bounding_box()
    evening.house.desk.hide(evening.session, ids[0])
    until(wall, lambda: sorted(cards(wall)) == ["Four", "Three", "Two"])
    assert wall.get_by_text("Three").bounding_box() == where
    evening.house.record.take_back(evening.session, ids[1])
    until(wall, lambda: sorted(cards(wall)) == ["Four", "Three"])


def test_no_words_run_over_their_card_or_off_the_wall(evening, wall, until):
    """Endless words, towers of marks, another direction, thousands of faces, markup."""
    evening.talk()
    for id in said(evening, HOSTILE * 3):
        evening.house.desk.release(evening.session, id)
    until(wall, lambda: len(cards(wall)) == 21)
    assert wall.evaluate(STICKS_OUT) == 0
    assert wall.evaluate(OVERFLOWS) is False
    assert wall.locator("#wall img[src=x]").count() == 0


def test_a_long_card_takes_the_room_there_is(evening, wall, until):
    """Alone with two short ones it is whole; among many it is cut, and short ones beside it are not."""
    evening.talk()
    for id in said(evening, ["Library, school, doctor, " * 13, "Short", "Short too"]):
        evening.house.desk.release(evening.session, id)
    until(wall, lambda: len(cards(wall)) == 3)
    assert wall.evaluate(CUT_CARDS) == 0 and wall.evaluate(STICKS_OUT) == 0
    for id in said(evening, ["Another long one, " * 60] * 3):
        evening.house.desk.release(evening.session, id)
    until(wall, lambda: len(cards(wall)) == 6)
    assert wall.evaluate(STICKS_OUT) == 0 and 1 <= wall.evaluate(CUT_CARDS) <= 4


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800), (1024, 768)])
def test_every_face_fits_every_projector(evening, wall, until, size):
    """Nothing to scroll, from the way in to the thanks."""
    wall.set_viewport_size({"width": size[0], "height": size[1]})
    wall.locator('#wall[data-shows="welcome"]').wait_for()
    assert wall.evaluate(OVERFLOWS) is False
    evening.move(Stage.OPEN)
    for index, face in enumerate(["welcome", "rules", "dialogue", "round", "dialogue"]):
        evening.turn(index)
        wall.locator(f'#wall[data-shows="{face}"]').wait_for()
        assert wall.evaluate(OVERFLOWS) is False, face
    for stage, face in ((Stage.PAUSED, "paused"), (Stage.CLOSED, "closed")):
        evening.move(stage)
        wall.locator(f'#wall[data-shows="{face}"]').wait_for()
        assert wall.evaluate(OVERFLOWS) is False, face


def test_a_new_address_is_shown_with_its_code(evening, wall):
    """Whatever the wall shows: phones that lost the circle find it again."""
    evening.talk()
    wall.locator('#wall[data-shows="dialogue"]').wait_for()
    assert wall.locator(".moved").is_hidden()
    evening.house.join.watch.remember("other.test")
    wall.locator(".moved").wait_for()
    assert f"other.test:{evening.house.join.port}" in wall.locator(".moved").inner_text()
    evening.turn(5)
    wall.locator(".moved").wait_for(state="hidden")


def test_joining_that_is_closed_is_no_new_address(evening, wall):
    """Opened again, nobody new is asked in: no alarm, no code; and none when joining opens again."""
    evening.talk()
    wall.locator('#wall[data-shows="dialogue"]').wait_for()
    evening.move(Stage.CLOSED)
    wall.locator('#wall[data-shows="closed"]').wait_for()
    evening.move(Stage.OPEN)
    wall.locator('#wall[data-shows="between"]').wait_for()
    assert wall.locator(".moved").is_hidden()
    evening.turn(0)
    wall.locator('#wall[data-shows="welcome"]').wait_for()
    assert wall.locator(".way-in:visible, .moved:visible").count() == 0
    evening.turn(4)
    evening.house.desk.joining(evening.session, True)
    wall.locator('#wall[data-shows="dialogue"]').wait_for()
    wall.wait_for_timeout(500)
    assert wall.locator(".moved").is_hidden()


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
@pytest.mark.parametrize("title", ["An evening", "A long name of an evening, as people give it. " * 6])
def test_the_longest_question_stands_whole_on_the_wall(evening, wall, size, title):
    """Three hundred letters beside the way in, and between the rounds."""
    prepare = evening.house.prepare
    question = (
        "Kas Jūsu dzīvē ir noticis tā, ka Jūs sākāt uzticēties kādam, kam agrāk neuzticējāties? " * 4
    )[:299]
    circle = prepare.circle(title=title[:250], question=question, place="", language="lv")
    session = prepare.session(circle, load("timeout-120"))
    wall.set_viewport_size({"width": size[0], "height": size[1]})
    wall.goto(wall.url.replace(evening.session, session))
    wall.locator(".wall-title .question").wait_for()
    wall.wait_for_timeout(500)
    assert wall.evaluate(OVERFLOWS) is False
    assert wall.evaluate(CUT) == []
    question_box = wall.locator(".wall-title .question").bounding_box()
    assert question_box["y"] + question_box["height"] <= size[1]
    assert wall.locator(".people .ring").bounding_box()["height"] > 0.1 * size[1]


def test_a_wall_that_was_sent_away_comes_back_by_itself(evening, wall):
    """It asks on, slowly; until it is let in it shows nothing of the circle."""
    evening.talk()
    wall.locator('#wall[data-shows="dialogue"]').wait_for()
    wall.route("**/now", lambda route: route.fulfill(status=401))
    evening.turn(3)
    wall.locator("[data-state=gone]").wait_for()
    assert wall.locator("#wall").is_hidden()
    wall.unroute("**/now")
    wall.locator('#wall[data-shows="round"]').wait_for()
    assert wall.locator("[data-state=gone]").is_hidden()


def test_a_wall_outlives_a_new_start_of_the_program(evening, wall):
    """And hears the news again afterwards."""
    evening.talk()
    wall.locator('#wall[data-shows="dialogue"]').wait_for()
    evening.restart()
    evening.move(Stage.PAUSED)
    wall.locator('#wall[data-shows="paused"]').wait_for()


def test_a_theme_without_a_name_is_called_so(evening, wall):
    """Nobody reads a number that only the program knows."""
    evening.talk()
    (id,) = said(evening, ["Hm"])
    theme = {
        "id": "t1", "label": "t1", "labels": {}, "keywords": [], "size": 1, "members": [id], "circles": 1,
        "quotes": [],
    }  # fmt: skip
    row = model.Reading(session_id=evening.session, upto=99, themes=[theme], placed=[], method={})
    evening.house.store.change(lambda work: work.put(row))
    evening.house.check.show(evening.session)
    assert wall.locator(".theme-card .name").inner_text() == "Theme without a name yet"
    desk = evening.desk_page(f"/desk/{evening.session}")
    assert desk.locator(".draft strong").inner_text() == "Theme without a name yet"
    evening.turn(3)
    desk.locator(".now-body [data-text=number]", has_text="4").wait_for()
    assert desk.locator(".draft strong").inner_text() == "Theme without a name yet"


def test_a_projector_on_another_laptop_follows_too(evening):
    """Paired by link over the room's network."""
    evening.talk()
    link = evening.house.pairings.offer(evening.session, Role.PROJECTOR).link
    page = evening.other_page(f"/pair/{link}")
    page.get_by_role("button", name="Use this screen").click()
    page.locator(".number").wait_for()
    (screen,) = evening.house.pairings.screens(evening.session)
    evening.house.pairings.confirm(evening.session, screen.id)
    page.locator('#wall[data-shows="dialogue"]').wait_for()
    evening.move(Stage.PAUSED)
    page.locator('#wall[data-shows="paused"]').wait_for()
    page.context.close()
