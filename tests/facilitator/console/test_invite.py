"""Whom to invite, the invitation to print, the venue's checklist: groups and no names, in three languages."""

import re

import pytest

from facilitator import model
from facilitator.venue import ITEMS


@pytest.fixture(name="path")
def _path(sitting):
    return f"/circles/{sitting.circle}"


def groups(page):
    return re.findall(r'<h3 class="words">([^<]*)</h3>', page)


def add(console, path, name="Bus drivers", **more):
    return console.post(f"{path}/invite/groups", name=name, **more)


def test_a_group_is_added_under_a_question_and_counted(sitting, path):
    """Its kind comes with the question; who is missing is said in sentences and grows no longer."""
    console = sitting.console
    page = console.get(f"{path}/invite")
    assert page.count("No group yet:") == 4 and "Invite more than fit" in page
    page = console.press(page, "Add the group", name="Bus drivers")
    assert groups(page) == ["Bus drivers"]
    assert page.count("No group yet:") == 3 and "Nobody has said yes:" in page
    page = console.press(page, "Keep", invited="9", yes="13")
    assert page.count("No group yet:") == 3 and "Nobody has said yes:" not in page
    assert "make 2 circles at the same time" in page


PERSONAL = [
    ("Anna Liepa", "", "somebody's name"),
    ("teachers", "anna@example.org", "an e-mail address"),
    ("teachers", "call 26 123 456", "a telephone number"),
]


def test_what_looks_like_a_person_is_asked_about_before_it_is_kept(sitting, path):
    """It can be changed, or kept as it is by somebody who says that it names nobody."""
    console = sitting.console
    page = console.get(f"{path}/invite")
    for name, how, why in PERSONAL:
        answer = console.send(page, "Add the group", name=name, how=how)
        assert answer.status_code == 422 and why in answer.text
    assert groups(console.get(f"{path}/invite")) == []
    assert groups(console.press(answer.text, "It names nobody")) == ["teachers"]
    changed = console.press(answer.text, "Keep it changed", name="Teachers of the town", how="at school")
    assert "Teachers of the town" in groups(changed)


def test_a_group_is_changed_and_taken_out(sitting, path):
    """From its own place on the page."""
    console = sitting.console
    id = add(console, path, know="yes").json["id"]
    page = console.get(f"{path}/invite")
    page = console.press(page, "Keep Bus drivers", name="Drivers", how="by radio")
    assert groups(page) == ["Drivers"] and "by radio" in page
    console.post(f"{path}/invite/groups/{id}/drop")
    assert groups(console.get(f"{path}/invite")) == []


def test_what_no_page_sends_is_refused(sitting, path):
    """In words, and nothing is kept."""
    for fields in ({"name": ""}, {"name": "x" * 301}, {"name": "a", "yes": "-1"}, {"name": "a", "x": "1"}):
        assert sitting.console.post(f"{path}/invite/groups", **fields).status_code == 422
    assert sitting.console.post(f"{path}/invite/groups", name="a", id="none").status_code == 404
    assert groups(sitting.console.get(f"{path}/invite")) == []


@pytest.fixture(name="letter")
def _letter(sitting, path):
    """Day, page and Latvian words are typed."""
    typed = {"title": "Kam uzticamies?", "tuning": "Kad?\nKāpēc?", "reply": "zvaniet", "why": "Jo vajag."}
    when = {"day": "2027-05-13", "begins": "18:00", "ends": "20:00", "page": "https://example.org/a"}
    sitting.console.post(f"{path}/invite/letter", language="lv", **typed, **when)


def sheet(console, path, language, size="a4"):
    return console.get(f"{path}/invite/sheet?lang={language}&size={size}")


SPOKEN = [
    ("lv", "Ielūgums uz dialoga apli", "ceturtdiena, 2027. gada 13. maijs"),
    ("en", "Invitation to a dialogue circle", "Thursday, 13 May 2027"),
    ("ru", "Приглашение в диалоговый круг", "четверг, 13 мая 2027"),
]


def test_the_invitation_is_printed_in_each_language(sitting, path, letter):
    """Ours translated, the organiser's as typed, or the circle's; with why and when."""
    for language, said, day in SPOKEN:
        page = sheet(sitting.console, path, language)
        for words in (said, day, "18:00–20:00", "Kam uzticamies?", "Kad?", "Kāpēc?", "zvaniet", "Jo vajag."):
            assert words in page
        assert "Whom do you trust?" in page and "90" in page and "Made-up library" in page
        assert '<html lang="en"' in page and "Back to the invitation" in page


def test_four_cards_are_four(sitting, path, letter):
    """And read aloud once."""
    page = sheet(sitting.console, path, "en", "cards")
    assert page.count("<article") == 4 and page.count('aria-hidden="true">\n    <p class="kicker">') == 3


def test_without_a_page_on_the_web_there_is_no_code(sitting, path):
    """The join link works only in the room, so it is not on paper that leaves it."""
    page = sheet(sitting.console, path, "lv")
    assert "qr.svg" not in page and sitting.link not in page
    assert sitting.console.client.get(f"{path}/invite/qr.svg").status_code == 404
    assert sitting.console.client.get(f"{path}/invite/evening.ics").status_code == 404


def test_with_one_the_code_leads_there(sitting, path, letter):
    assert "qr.svg" in sheet(sitting.console, path, "lv")
    answer = sitting.console.client.get(f"{path}/invite/qr.svg")
    assert answer.mimetype == "image/svg+xml"


def test_what_is_no_day_and_no_address_is_said(sitting, path):
    """And nothing of the page is kept."""
    for wrong in ({"day": "soon"}, {"page": "example.org"}, {"begins": "25:61"}):
        answer = sitting.console.post(f"{path}/invite/letter", language="lv", title="Kam?", **wrong)
        assert answer.status_code == 422 and answer.json["code"] in ("no_day", "no_address")
    assert "Kam?" not in sitting.console.get(f"{path}/invite/letter")


def test_the_evening_goes_into_calendars(sitting, path, letter):
    """As the format asks: lines folded at 75 bytes and no letter torn, commas escaped."""
    place = "Lielā iela 5, otrais stāvs, ieeja no pagalma puses; " * 4
    page = sitting.console.get(f"{path}/invite/letter")
    sitting.console.press(page, "Keep this", place=place)
    answer = sitting.console.client.get(f"{path}/invite/evening.ics?lang=lv")
    lines = answer.data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    whole = answer.data.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    assert "DTSTART:20270513T180000" in whole and "DTEND:20270513T200000" in whole
    assert "SUMMARY:Kam uzticamies?" in whole and "URL:https://example.org/a" in whole
    escaped = place.strip().replace(",", "\\,").replace(";", "\\;")
    assert f"LOCATION:{escaped}" in whole


def test_the_checklist_is_ticked_and_remembered(sitting, path):
    """All of it at once, with lines of one's own; a tick taken away is gone."""
    console = sitting.console
    assert len(ITEMS) == len(set(ITEMS)) > 15
    console.post(f"{path}/venue", chairs="yes", water="yes", also="Key from the porter\n\nAsk the choir")
    page = console.get(f"{path}/venue")
    assert re.findall(r'name="(\w+)" value="yes" checked', page) == ["chairs", "water"]
    assert page.count('class="box"') == 2 and "Ask the choir" in page
    asked = console.send(page, "Keep this", also="Call Anna Liepa")
    assert asked.status_code == 422 and "Nothing is kept yet" in asked.text and "Anna Liepa" in asked.text
    assert "Anna Liepa" not in console.get(f"{path}/venue")
    assert "Anna Liepa" in console.press(asked.text, "It names nobody")
    console.post(f"{path}/venue", also="")
    assert " checked" not in console.get(f"{path}/venue")


def test_a_circle_that_is_not_there_is_not_there(sitting):
    for page in ("invite", "invite/letter", "invite/sheet", "invite/qr.svg", "venue"):
        assert sitting.console.client.get(f"/circles/none/{page}").status_code == 404


def test_looking_keeps_nothing(sitting, path):
    """Opening every page leaves no plan behind."""
    for page in ("invite", "invite/letter", "invite/sheet", "venue"):
        sitting.console.get(f"{path}/{page}")
    with sitting.house.store.read() as work:
        assert work.rows(model.Plan) == []


def test_the_list_of_circles_leads_there(sitting, path):
    page = sitting.console.get("/console/")
    for onward in ("invite", "invite/letter", "venue", "next"):
        assert f'href="{path}/{onward}"' in page
