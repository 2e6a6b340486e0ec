"""The room check by keyboard, on desk and wall at once; and the sheet, which is one page on paper."""

import re

import pytest

from facilitator import model, promise
from participant_ui.port import Stage

pytestmark = pytest.mark.browser
LONG = (
    "Kad pašvaldība pati piezvanīja un atvainojās par to, ka manu iesniegumu bija pazaudējuši, es pirmo "
    "reizi sapratu, ka tur strādā dzīvi cilvēki, un kopš tā laika es vairs nerunāju par viņiem kā par sienu."
)
NAME = "uzticēšanās pašvaldību amatpersonām un sadzīviskajām institūcijām"
OVERFLOWS = """() => [...document.querySelectorAll("#wall section:not([hidden])")].some((section) =>
  section.scrollHeight > section.clientHeight + 1 || section.scrollWidth > section.clientWidth + 1)"""


def themed(evening, names):
    """Something was said, and these themes were found in it."""
    evening.talk()
    keep = evening.house.record.keep
    said = [keep(evening.session, f"{LONG} {n}", key=f"line-number-{n:06d}").id for n in range(len(names))]
    themes = [
        {
            "id": f"t{n}", "label": name, "labels": {}, "keywords": [], "size": 1, "members": [said[n]],
            "quotes": [{"contribution": said[n], "start": 0, "end": len(LONG)}] * 2, "circles": 1,
        }
        for n, name in enumerate(names)
    ]  # fmt: skip
    row = model.Reading(session_id=evening.session, upto=99, themes=themes, placed=[], method={})
    evening.house.reader.stop()
    evening.house.store.change(lambda work: work.put(row))


def test_a_room_check_by_keyboard(evening, until):
    """One key for what the room decided, an arrow to the next; the wall follows, and nothing runs off it."""
    themed(evening, [NAME, "school", "roads"])
    wall = evening.desk_page(f"/projector/{evening.session}")
    wall.set_viewport_size({"width": 1920, "height": 1080})
    desk = evening.desk_page(f"/check/{evening.session}")
    desk.get_by_role("button", name="Show the themes to the people").click()
    wall.locator('#wall[data-shows="theme"] .one-theme[data-status=""]').wait_for()
    desk.locator('[data-when="one"] h1', has_text=NAME).wait_for()
    desk.keyboard.press("1")
    wall.locator('.one-theme[data-status="confirmed"]').wait_for()
    assert wall.evaluate(OVERFLOWS) is False
    desk.keyboard.press("ArrowRight")
    desk.locator('[data-when="one"] h1', has_text="school").wait_for()
    desk.keyboard.press("2")
    desk.keyboard.type("Our school")
    desk.keyboard.press("Enter")
    wall.locator(".one-theme .name", has_text="Our school").wait_for()
    desk.keyboard.press("ArrowRight")
    desk.locator('[data-when="one"] h1', has_text="roads").wait_for()
    desk.keyboard.press("3")
    desk.locator('[data-key="c03"][data-status="rejected"]').wait_for()
    desk.keyboard.press("ArrowRight")
    wall.locator('#wall[data-shows="check"]').wait_for()
    assert [c.get_attribute("data-status") for c in wall.locator(".theme-card").all()] == [
        "confirmed", "corrected", "rejected",
    ]  # fmt: skip
    desk.keyboard.press("m")
    desk.keyboard.type("About the young")
    desk.get_by_role("button", name="Keep it").click()
    until(desk, lambda: "About the young" in evening.words())


@pytest.mark.parametrize(("themes", "note"), [(3, LONG), (16, LONG * 8)])
def test_the_sheet_is_one_page_on_paper(evening, themes, note):
    """With long Latvian names and quotes, all that was promised, a long note; and before a promise."""
    themed(evening, [NAME] * themes)
    sheet = evening.desk_page(f"/takehome/{evening.session}?language=en")
    assert pages(sheet) == 1
    said = {"commissioner": NAME, "answers_by": NAME, "due": "2026-12-01", "note": note}
    with evening.house.store.read() as work:
        circle = work.session(evening.session).circle_id
    full = said | {"address": "https://example.org/answers"}
    evening.house.store.change(lambda work: promise.keep(work, circle, full))
    evening.house.check.show(evening.session)
    evening.move(Stage.CLOSED)
    sheet = evening.desk_page(f"/takehome/{evening.session}?language=lv")
    assert pages(sheet) == 1
    assert sheet.locator(".sheet-themes li").count() > 0
    assert sheet.locator(".paper .qr").evaluate("image => image.naturalWidth") > 0


def pages(sheet):
    return len(re.findall(rb"/Type\s*/Page\b", sheet.pdf(prefer_css_page_size=True)))
