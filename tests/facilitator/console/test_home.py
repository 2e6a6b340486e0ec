"""Before the evening: first run, series, circles, copies, languages."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest


def data(console: Any) -> Path:
    return Path(console.house.settings.data)


def rules(console: Any) -> list[Any]:
    """Every route of the facilitator's own pages."""
    mine = ("home.", "host.", "scripts.")
    return [rule for rule in console.app.url_map.iter_rules() if rule.endpoint.startswith(mine)]


def path_of(rule: Any) -> str:
    path: str = rule.rule
    for name in rule.arguments:
        kind = "<int:" if "<int:" in path else "<"
        path = path.replace(f"{kind}{name}>", "1")
    return path


def test_no_page_without_the_key(stranger: Any) -> None:
    """A browser that was not let in is told where to begin, whatever it asks for."""
    for rule in rules(stranger):
        for method in rule.methods & {"GET", "POST"}:
            answer = stranger.client.open(path_of(rule), method=method)
            assert answer.status_code == 401, rule
            assert "from the address that aplis printed" in answer.text, rule


def test_nothing_of_it_is_on_the_phones_door(console: Any) -> None:
    """Whoever is in the room's network does not even learn that there is a desk."""
    for rule in rules(console):
        for method in rule.methods & {"GET", "POST"}:
            assert console.phone.open(path_of(rule), method=method).status_code == 404, rule


def test_an_evening_is_prepared_from_nothing_without_any_script(console: Any) -> None:
    """First run, four questions, a circle, an evening: each page leads to the next by its own forms."""
    page = console.get("/series/new")
    page = console.press(page, "Next question", title="Uzticēšanās Cēsīs")
    page = console.press(page, "Next question", question="Kad mēs uzticamies?")
    page = console.press(page, "Next question", host="Made-up library, library@example.org")
    page = console.press(page, "Make the series", keep_days="60")
    assert "Uzticēšanās Cēsīs" in page and "words are kept 60 days" in page
    assert [file.name for file in data(console).glob("*.aplis")] == ["Uzticēšanās-Cēsīs.aplis"]
    page = console.press(console.get("/circles/new"), "Add the circle", title="Library circle", place="Cēsis")
    page = console.press(page, "Prepare the evening", capacity="14")
    assert "Get the phones in" in page
    (circle,) = console.house.prepare.page().circles
    assert (circle.question, circle.language, len(circle.sittings)) == ("Kad mēs uzticamies?", "en", 1)
    page = console.press(console.get(f"/desk/{circle.sittings[0].id}"), "Open the circle")
    page = console.press(page, "Open the first round")
    assert console.now(circle.sittings[0].id)["current"] == 0
    page = console.press(page, "Open the next round")
    assert console.now(circle.sittings[0].id)["current"] == 1


def test_the_bare_address_leads_to_the_series(console: Any) -> None:
    assert "What shall we begin with" in console.get("/")


def test_a_series_that_is_here_can_be_opened(sitting: Any) -> None:
    """The file made before is listed by name and day, and opens with what is in it."""
    console = sitting.console
    console.house.store.close()
    page = console.get("/console/")
    assert "trust.aplis" in page
    page = console.press(page, "Open this series")
    assert "First evening" in page
    assert (data(console) / "last.txt").read_text(encoding="utf-8") == "trust.aplis\n"


@pytest.mark.parametrize("name", ["../trust.aplis", "/etc/passwd", "none.aplis", "", "secret.key"])
def test_only_a_series_of_the_folder_is_opened(sitting: Any, name: str) -> None:
    answer = sitting.console.post("/series/open", name=name)
    assert (answer.status_code, answer.json["code"]) == (404, "not_there")
    assert sitting.console.house.store.path.name == "trust.aplis"


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_that_is_no_series_is_left_alone(sitting: Any, content: bytes) -> None:
    """The series that was open stays open, and the other file keeps its bytes."""
    other = data(sitting.console) / "other.aplis"
    if not content:
        with sqlite3.connect(other) as plain:
            plain.execute("create table t (a)")
        plain.close()
        content = other.read_bytes()
    other.write_bytes(content)
    answer = sitting.console.post("/series/open", name="other.aplis")
    assert (answer.status_code, answer.json["code"]) == (409, "not_ours")
    assert other.read_bytes() == content
    assert "First evening" in sitting.console.get("/console/")


def test_no_other_series_is_opened_while_a_circle_is_open(sitting: Any) -> None:
    sitting.open()
    answer = sitting.console.post("/series/open", name="trust.aplis")
    assert (answer.status_code, answer.json["code"]) == (409, "under_way")
    assert "Close the circle on its desk first" in sitting.console.get("/series/others")


def test_a_copy_is_one_whole_file_and_its_path_is_shown(sitting: Any) -> None:
    sitting.writing("My neighbours")
    page = sitting.console.press(sitting.console.get("/console/"), "Save a copy")
    (copy,) = data(sitting.console).glob("trust-copy-*.aplis")
    assert str(copy) in page
    with sqlite3.connect(copy) as file:
        assert file.execute("select text from contribution").fetchall() == [("My neighbours",)]
    file.close()
    sitting.console.press(page, "Save a copy")
    assert len(list(data(sitting.console).glob("trust-copy-*.aplis"))) == 2


def test_a_series_can_be_named_anew(sitting: Any) -> None:
    page = sitting.console.get("/series/name")
    page = sitting.console.press(page, "Keep this", title="Trust, again", keep_days="7")
    assert "Trust, again" in page and "words are kept 7 days" in page


@pytest.mark.parametrize(
    ("title", "code"), [("", "empty"), ("  ", "empty"), ("x" * 301, "too_long"), ("a\ufffe", "unreadable")]
)
def test_a_title_that_cannot_be_kept_is_refused_in_words(sitting: Any, title: str, code: str) -> None:
    """And of a new series nothing is left lying about."""
    fields = {"title": title, "question": "Why?", "host": "Library", "keep_days": "30"}
    answer = sitting.console.post("/series", **fields)
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert len(list(data(sitting.console).glob("*.aplis"))) == 1
    assert sitting.console.post("/circles", title=title, language="lv").status_code == 422


def test_a_rehearsal_is_deleted_without_trace_and_an_evening_is_not(sitting: Any) -> None:
    console = sitting.console
    console.press(console.get("/console/"), "Prepare a rehearsal")
    (circle,) = console.house.prepare.page().circles
    rehearsal = next(one for one in circle.sittings if one.rehearsal)
    console.press(console.get("/console/"), "Delete it for good")
    assert console.client.get(f"/desk/{rehearsal.id}").status_code == 404
    refused = console.post(sitting.url("forget"))
    assert (refused.status_code, refused.json["code"]) == (409, "not_a_rehearsal")


@pytest.mark.parametrize(
    ("language", "words"), [("lv", "Sagatavot"), ("ru", "Подготовить"), ("en", "Prepare")]
)
def test_the_console_speaks_the_language_chosen(sitting: Any, language: str, words: str) -> None:
    answer = sitting.console.client.post("/console/language", data={"language": language, "to": "/series"})
    assert answer.location == "/series"
    page = sitting.console.client.get("/console/").text
    assert words in page and f'<html lang="{language}"' in page


def test_another_language_in_the_middle_of_the_questions_loses_no_answer(console: Any) -> None:
    page = console.press(console.get("/series/new"), "Next question", title="Kā & ko? 100 %")
    page = console.press(page, "latviešu")
    assert "Kā &amp; ko? 100 %" in page and '<html lang="lv"' in page


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"])
def test_choosing_a_language_leads_nowhere_else(console: Any, to: str) -> None:
    answer = console.client.post("/console/language", data={"language": "lv", "to": to})
    assert answer.status_code == 422 and "Location" not in answer.headers


def test_a_page_that_is_not_there_says_so(console: Any) -> None:
    assert "There is no such page" in console.get("/nothing", status=404)
    assert console.client.get("/series/open").status_code == 405
