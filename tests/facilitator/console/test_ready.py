"""Getting phones to the circle: the code, the address in words, the Wi-Fi, other laptops."""

import re
from typing import Any

import pytest

from participant_ui.port import NotNow


def test_the_join_page_shows_the_code_and_turns_green_when_a_phone_comes(sitting: Any) -> None:
    console = sitting.console
    page = console.get(sitting.ready())
    assert "aplis.lan:8770" in page and 'data-visit="came" class="came" hidden' in page
    code = console.client.get(sitting.ready("qr.svg"))
    assert code.mimetype == "image/svg+xml" and code.data.startswith(b"<svg")
    console.phone.get("/nothing")
    assert (
        console.client.get(sitting.ready("now"), headers={"Accept": "application/json"}).json["visit"]
        == "came"
    )
    assert 'data-visit="came" class="came">' in console.get(sitting.ready())


def test_where_no_phone_could_come_there_is_no_code_but_the_reason(nowhere: Any) -> None:
    console = nowhere.console
    page = console.get(nowhere.ready())
    assert "This laptop is in no network" in page and "make a hotspot on this laptop" in page
    assert "qr.svg" not in page
    assert console.client.get(nowhere.ready("qr.svg")).status_code == 404
    assert "This laptop is in no network" in console.get(nowhere.url())
    assert "There is no join code" in console.get(nowhere.ready("sheet"))


def test_another_address_is_one_tap_away(sitting: Any) -> None:
    sitting.console.post(sitting.ready("address"), address="other.lan")
    assert "other.lan:8770" in sitting.console.get(sitting.ready())


def test_the_wifi_is_shown_as_a_code_and_kept_in_no_file(sitting: Any) -> None:
    console = sitting.console
    assert console.client.get(sitting.ready("wifi.svg")).status_code == 404
    page = console.get(sitting.ready())
    page = console.press(page, "Show this Wi-Fi", name="Library guests", password="under the oak")
    assert "Library guests" in page and "under the oak" not in page
    assert console.client.get(sitting.ready("wifi.svg")).data.startswith(b"<svg")
    console.house.store.fold()
    assert all(b"under the oak" not in file.read_bytes() for file in console.house.settings.data.iterdir())
    short = console.send(page, "Show this Wi-Fi", name="Library guests", password="short")
    assert short.status_code == 422 and "8 to 63 characters" in short.text
    console.press(page, "Show this Wi-Fi", name="", password="")
    assert console.client.get(sitting.ready("wifi.svg")).status_code == 404


def test_a_photographed_code_is_made_anew_and_who_sits_keeps_the_seat(sitting: Any) -> None:
    seat, before = sitting.sit(), sitting.link
    sitting.console.press(sitting.console.get(sitting.ready()), "Make a new link")
    assert sitting.link != before
    assert sitting.console.phone.get(f"/j/{before}").status_code == 404
    assert sitting.house.circle.room(seat).session == sitting.id


def test_joining_is_closed_and_opened(sitting: Any) -> None:
    page = sitting.console.press(sitting.console.get(sitting.ready()), "Close joining")
    assert "Nobody new can take a seat" in page and "qr.svg" not in page
    with pytest.raises(NotNow):
        sitting.sit()
    page = sitting.console.press(page, "Open joining again")
    assert "qr.svg" in page


def test_the_sheet_for_the_door_speaks_every_language_of_the_evening(sitting: Any) -> None:
    page = sitting.console.get(sitting.ready("sheet"))
    with sitting.house.store.read() as work:
        row = work.session(sitting.id)
        assert row is not None
    assert f"{row.code[:4]}-{row.code[4:]}" in page and "aplis.lan:8770" in page
    assert all(f'lang="{language}"' in page for language in ("lv", "en", "ru"))


def test_another_laptop_is_let_in_after_its_number_was_compared(sitting: Any) -> None:
    console = sitting.console
    page = console.press(console.get(sitting.ready()), "A code for the recorder's laptop")
    code = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page)
    token, mark = next(claimed for typed in code if (claimed := _claimed(sitting, typed)) is not None)
    page = console.get(sitting.ready())
    assert mark in page
    console.press(page, "Yes, the same number")
    assert sitting.house.pairings.screen(token)[1].confirmed
    console.press(console.get(sitting.ready()), "Send it away")
    assert sitting.house.pairings.screens(sitting.id) == []


def _claimed(sitting: Any, code: str) -> tuple[str, str] | None:
    try:
        return sitting.house.pairings.claim(code=code)
    except LookupError:
        return None
    except Exception as other:
        assert type(other).__name__ == "NoSuchCircle"
        return None


def test_a_phone_is_never_offered_the_facilitators_place(sitting: Any) -> None:
    for role in ("facilitator", "phones"):
        assert sitting.console.post(sitting.ready("screens"), role=role).status_code == 404
