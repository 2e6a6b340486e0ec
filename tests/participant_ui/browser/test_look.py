"""Every state on a small phone with large letters, in every language the phone speaks."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from participant_ui.port import DraftTheme, Phones, Stage

pytestmark = pytest.mark.browser


MEASURE = """() => {
  document.documentElement.style.fontSize = "225%";
  const root = document.documentElement;
  const small = [...document.querySelectorAll("a, button, summary, textarea, .code, .switch")]
    .filter((one) => one.checkVisibility() && Math.min(one.offsetHeight, one.offsetWidth) < 44)
    .map((one) => one.outerHTML.slice(0, 80));
  return { over: root.scrollWidth - root.clientWidth, small };
}"""


def test_every_state_fits_a_small_phone_with_large_letters(
    browser: Browser, address: str, circle: Any
) -> None:
    """320 px wide and letters twice as large, in three languages: nothing scrolls sideways."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    circle.somebody_else_wrote("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen " * 3)
    circle.themes = (DraftTheme("t1", "Neuzticēšanās", ["īsi"], 3), DraftTheme("t2", "Cits", ["īsi"], 3))
    for language in ("lv", "en", "ru"):
        for url in ("/", *(f"/j/{circle.TOKEN}{part}" for part in ("", "/consent", "/slip"))):
            page.goto(f"{address}{url}?lang={language}")
            assert_fits(page, f"{language} {url}")
        page.goto(f"{address}/j/{circle.TOKEN}/consent?lang={language}")
        page.locator("button.main").tap()
        page.wait_for_url("**/welcome")
        assert_fits(page, f"{language} welcome")
        room = f"{address}/c/{circle.SESSION}/"
        for state in (*Phones, Stage.PAUSED, Stage.CLOSED):
            circle.turn_to(state) if isinstance(state, Stage) else circle.open_round(state)
            page.goto(room)
            page.locator(".menu > summary").tap()
            assert_fits(page, f"{language} {state}")
        context.clear_cookies()
        circle.turn_to(Stage.OPEN)
    context.close()


def assert_fits(page: Page, where: str) -> None:
    measured = page.evaluate(MEASURE)
    assert measured == {"over": 0, "small": []}, where
