"""Texts are looked through by keyboard: what is shown is what goes, and one key leads to the next."""

import pytest

pytestmark = pytest.mark.browser


def test_texts_are_looked_through_by_keyboard(evening, until):
    """Enter takes a text as it is shown, a number turns one find over, words of one's own are marked."""
    evening.talk()
    said = ("Jānis Bērziņš listened", "Write to anna@example.lv, or Zenta Ozola", "My neighbour Pēteris came")
    for number, text in enumerate(said):
        evening.house.record.keep(evening.session, text, key=f"line-of-the-record-{number}")
    page = evening.desk_page("/personal")
    hand = page.locator(".text.in-hand:not([hidden])")
    hand.get_by_text(said[0].split()[0]).wait_for()
    page.keyboard.press("m")
    page.keyboard.type("listened")
    page.keyboard.press("Enter")
    hand.locator("mark", has_text="listened").wait_for()
    page.keyboard.press("Enter")
    hand.get_by_text("anna@example.lv").wait_for()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    hand.get_by_text("neighbour").wait_for()
    page.keyboard.press("Enter")
    page.locator(".note.good").wait_for()
    first, second, third = evening.words()
    assert first.startswith("[") and "Bērziņš" not in first and "listened" not in first
    assert second.startswith("Write to anna@example.lv, or [") and "Zenta" not in second
    assert "neighbour [" in third and "Pēteris" not in third
