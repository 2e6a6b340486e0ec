"""The reading desk with its script: decided by keyboard, undone to the start, and the same after a reload."""

import pytest
from playwright.sync_api import expect

from facilitator import desk_log

pytestmark = pytest.mark.browser
SAID = ["The road is full of holes", "Nobody mends the road", "The doctor listened to me", "Nobody asked us"]


def read(evening):
    """Four contributions in two themes and in none, as the reader would have left them."""
    evening.talk()
    for number, text in enumerate(SAID):
        evening.house.record.keep(evening.session, text, key=f"k{number}")

    def act(work):
        ids = [one.id for one in work.contributions(evening.session)]
        found = {
            "themes": [theme("t1", "road", ids[:2]), theme("t2", "doctor", ids[2:3])],
            "placed": [
                {"id": id, "theme": lies, "language": "en"}
                for id, lies in zip(ids, ("t1", "t1", "t2", None), strict=True)
            ],
            "method": {"last_number": 2},
        }
        desk_log.add_reading(work, found)

    evening.house.store.change(act)


def theme(id, name, members):
    told = {"id": id, "label": name, "labels": {}, "keywords": [], "quotes": [], "members": members}
    return told | {"size": len(members), "circles": 1}


def which_way(page, undo):
    """A person says which way the one in hand points."""
    page.keyboard.press("f")
    page.get_by_label("Which way it points", exact=True).select_option("distrust")
    for key in ("Tab", "Enter"):
        page.keyboard.press(key)
    expect(undo).to_contain_text("Which way it points: Distrust")
    expect(page.locator("#rd-hand")).to_contain_text("said by people")


def begins_an_insight(page):
    """On the one in hand: the hand is in the field where it is written."""
    page.get_by_role("listbox", name="Contributions").press("i")
    expect(page.get_by_label("English")).to_be_focused()
    expect(page.get_by_role("button", name="take out")).to_have_count(1)


def test_a_researcher_decides_by_keyboard_and_undoes_to_the_start(evening):
    """Rename, join, move, quote: each seen at once with what undo would take back; nothing is left of it."""
    read(evening)
    page = evening.desk_page("/reading-desk")
    page.locator("#rd.live").wait_for()
    themes, rows = page.locator("[data-list=themes] .rd-theme"), page.locator("[data-list=rows] .rd-row")
    undo = page.locator("[data-step=undo] .rd-what")
    keys = page.keyboard
    expect(rows).to_have_count(4)
    panes = page.locator(".rd-themes, .rd-middle")
    first = panes.all_inner_texts()

    keys.press("t")
    for _ in range(4):
        keys.press("j")
    expect(page.locator(".rd-theme.in-hand")).to_contain_text("road")
    keys.press("r")
    page.get_by_label("Name", exact=True).fill("Roads we drive")
    keys.press("Enter")
    page.locator("#rd-who").fill("Anna")
    keys.press("Enter")
    expect(undo).to_contain_text("Theme renamed to “Roads we drive” Anna")
    expect(themes.filter(has_text="Roads we drive")).to_contain_text("human-coded")

    keys.press("g")
    page.get_by_label("Theme", exact=True).select_option(label="doctor")
    keys.press("Enter")
    expect(undo).to_contain_text("Joined into “doctor”: “Roads we drive”")
    expect(themes.filter(has_text="doctor")).to_contain_text("3")
    expect(page.locator(".rd-theme.in-hand")).to_contain_text("doctor")
    for key in ("/", "Escape"):
        keys.press(key)
    expect(page.get_by_role("listbox", name="Contributions")).to_be_focused()

    page.get_by_role("link", name="Show all").click()
    keys.press("l")
    for key in ("End", "Space", "k", "Space", "v"):
        keys.press(key)
    page.get_by_label("Theme", exact=True).select_option("")
    page.locator("#rd-why").fill("They say something else")
    page.get_by_label("Theme", exact=True).focus()
    keys.press("Enter")
    expect(undo).to_contain_text("Taken out of all themes")
    expect(page.locator(".rd-history")).to_contain_text("They say something else")

    for key in ("Escape", "Home", "q"):
        keys.press(key)
    page.get_by_label("Choose the words").evaluate("field => field.setSelectionRange(4, 8)")
    keys.press("Enter")
    expect(undo).to_contain_text("Marked as a quote for “doctor”")
    expect(page.locator("mark[data-by=people]")).to_have_text("road")

    which_way(page, undo)

    for left in (
        "Marked as a quote",
        "Taken out of all themes",
        "Joined into",
        "Theme renamed",
        "Nothing was decided yet",
    ):
        keys.press("z")
        expect(undo).to_contain_text(left)
    page.reload()
    page.locator("#rd.live").wait_for()
    expect(page.locator("[data-step=redo] .rd-what")).to_contain_text("Theme renamed to “Roads we drive”")
    assert panes.all_inner_texts() == first
    begins_an_insight(page)
