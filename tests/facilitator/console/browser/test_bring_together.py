"""Circles brought together by hand: files chosen, what would be is read, then they come; by keyboard."""

import made_up_circles as made_up
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_bundles_are_chosen_read_and_brought_in(evening, tmp_path):
    """The page sends the files some at a time, waits for the look and shows it; nobody loads it anew."""
    told = [made_up.content(), made_up.content("c2", words={"v1": "Another made-up circle"}, day=2)]
    paths = [tmp_path / f"{one.circle.id}.circle" for one in told]
    for path, one in zip(paths, told, strict=True):
        path.write_bytes(made_up.file(one))
    page = evening.desk_page("/bring-together")
    page.get_by_label("Bundles", exact=True).set_input_files(paths)
    page.get_by_role("button", name="Look into them").press("Enter")
    expect(page.get_by_role("heading", name="This is what would be")).to_be_visible()
    expect(page.get_by_role("row", name="Circle c2 1 ")).to_be_visible()
    page.get_by_role("button", name="Bring them together").press("Enter")
    expect(page.get_by_role("heading", name="They are in.")).to_be_visible()
    page.get_by_role("link", name="Go to the list of circles").first.click()
    expect(page.get_by_role("heading", name="Circle c2")).to_be_visible()
