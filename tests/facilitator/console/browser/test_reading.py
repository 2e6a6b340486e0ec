"""The page of themes with its script: how near to look by keyboard; what is opened to be read stays open."""

import pytest
from playwright.sync_api import expect

from facilitator import looking, model
from facilitator.events import ThemesFound

pytestmark = pytest.mark.browser
QUALITY = {"cohesion": 0.61, "separation": 0.8, "stability": 0.83, "state": "reliable", "voices": 0}


def put(evening, said, name, more, **known):
    """A reading as the reader would have left it."""
    quality = QUALITY | {"languages": ["en"]} | known
    quotes = [{"contribution": said, "start": 0, "end": 9}]
    theme = {"id": "t1", "label": name, "labels": {}, "keywords": [name], "size": 1, "members": [said]}
    theme |= {"circles": 1, "quality": quality, "quotes": quotes}
    placed = [{"id": said, "theme": "t1", "language": "en", "confidence": 0.9}]
    method = {"state": "enough", "embedder": {"name": "made up"}, "grouping": {"more": more}, "stable": False}

    def act(work):
        work.put(
            model.Reading(session_id=evening.session, upto=9, themes=[theme], placed=placed, method=method)
        )
        work.note(evening.session, ThemesFound(themes=1, contributions=1))

    evening.house.store.change(act)


def test_fewer_or_more_is_chosen_by_keyboard_and_themes_come_anew(evening):
    """The page says what it waits for, and shows it when it is there."""
    evening.house.reader.stir = lambda session: None  # the readings are made up here
    evening.talk()
    said = evening.house.record.keep(evening.session, "The road is bad", key="k1").id
    put(evening, said, "road", 0)
    page = evening.desk_page(f"/reading/{evening.session}")
    theme = page.locator(".themes .theme")
    expect(theme.get_by_role("heading")).to_contain_text("road")
    theme.locator(".held summary").click()
    expect(theme.get_by_text("0.83")).to_be_visible()
    page.get_by_role("radio", name="as suggested").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Chosen anew")).to_be_visible()
    theme.locator(".held summary").focus()
    put(evening, said, "roads and holes", 1, separation=None, stability=None, state="weak")
    expect(theme.get_by_role("heading")).to_contain_text("roads and holes")
    expect(page.get_by_text("Chosen anew")).to_be_hidden()
    expect(theme.locator(".held summary")).to_be_focused()
    expect(theme.get_by_text("0.61")).to_be_visible()
    expect(theme.get_by_text("what is in it is alike · too few words to tell how surely")).to_be_visible()
    expect(theme.get_by_text("Found again, 0 to 1")).to_be_hidden()
    expect(page.get_by_role("radio", name="more", exact=True)).to_be_checked()
    looking.choose(evening.house.store, evening.session, looking.Chosen(-2))  # on another screen
    expect(page.get_by_role("radio", name="far fewer")).to_be_checked()
