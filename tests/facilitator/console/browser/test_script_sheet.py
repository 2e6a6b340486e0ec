"""The script in a browser: what is printed is what is on the screen, and typing is helped along."""

import pytest

pytestmark = pytest.mark.browser

LINES = "document.querySelector('{where}').innerText.split('\\n').map((one) => one.trim()).filter(Boolean)"


def script(evening, part=""):
    return f"/circles/{evening.house.prepare.page().circles[0].id}/script{part}"


def test_the_printout_equals_the_screen(evening):
    """Every line of the script and nothing else, black on white, each round whole on its page."""
    page = evening.desk_page(script(evening, "?start=18:00&language=lv"))
    on_screen = page.evaluate(LINES.format(where=".script-sheet"))
    not_printed = page.evaluate(
        "[...document.querySelectorAll('.script-sheet .unprinted')]"
        ".flatMap((one) => one.innerText.split('\\n')).map((one) => one.trim()).filter(Boolean)"
    )
    page.emulate_media(media="print", color_scheme="dark")
    printed = page.evaluate(LINES.format(where="body"))
    for line in not_printed:
        on_screen.remove(line)
    assert printed == on_screen and len(printed) > 100
    style = "getComputedStyle(document.querySelector('{where}')).{name}"
    assert page.evaluate(style.format(where="body", name="backgroundColor")) == "rgb(255, 255, 255)"
    for where in ("h1", ".round-sheet .how", ".round-sheet h3"):
        assert page.evaluate(style.format(where=where, name="color")) == "rgb(0, 0, 0)"
    assert page.evaluate(style.format(where=".round-sheet", name="breakInside")) == "avoid"


def test_typing_is_helped_along(evening):
    """One more line without leaving the page, and the minutes are counted while they are typed."""
    page = evening.desk_page(script(evening, "/rounds/dialogue"))
    before = page.locator("[name^='ask-'][name$='-en']").count()
    page.fill("#title-en", "Our talk")
    page.click("text=One more question")
    page.keyboard.type("Why now?")
    assert page.locator("[name^='ask-'][name$='-en']").count() == before + 1
    page.click(".keep button")
    page.wait_for_selector("text=Why now?")
    assert "Our talk" in page.inner_text(".script-sheet")
    page.click("text=Times and order")
    page.fill("#minutes-dialogue", "45")
    assert page.inner_text("[data-sum]") == "130"
