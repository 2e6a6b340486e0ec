"""Words from a file come in by the console: looked at first, agreed to by hand, taken back one by one."""

import io
import re
from typing import Any

from facilitator import researched

NOTES = """Aplis

V: Kā klājas?
Anna: Te visi cits citu pazīst.
S2: Zvaniet Jānim Bērziņam, 29123456.
Ceļš ir slikts.
""".encode()


def upload(console: Any, content: bytes = NOTES, name: str = "notes.txt") -> Any:
    return console.client.post(
        "/bring-in",
        data={"file": (io.BytesIO(content), name)},
        headers={"Accept-Language": "en"},
        follow_redirects=True,
    )


def arrivals(console: Any) -> list[Any]:
    with console.house.store.read() as work:
        return list(work.rows(researched.Arrival))


def test_a_file_is_looked_at_agreed_to_and_brought_in(sitting: Any) -> None:
    """The page shows what would come of it; nothing is kept before somebody says what people agreed to."""
    console = sitting.console
    page = upload(console).text
    assert "3 contributions." in page and "Te visi cits citu pazīst." in page and "Anna" not in page
    assert "facilitator, left out: 1" in page and "phone number (1)" in page
    answer = console.send(page, "Bring these words in", held="2025-05-14", title="Library")
    assert answer.status_code == 409 and "Only words of people who agreed" in answer.text
    assert "Library" in answer.text and arrivals(console) == []
    form = re.search(r'action="(/bring-in/look/[^"/]+)"', answer.text)
    assert form is not None
    brought = console.post(form[1], circle="", title="Library", held="2025-05-14", agreed="on", quote="on")
    assert brought.status_code == 200
    (arrival,) = arrivals(console)
    assert (arrival.name, arrival.contributions) == ("notes.txt", 3)
    assert "Ceļš ir slikts." in console.get(f"/bring-in/from/{arrival.session_id}")
    page = console.get("/console/")
    assert "Library" in page and f"/bring-in/from/{arrival.session_id}" in page
    assert f"/desk/{arrival.session_id}" not in page
    assert "circle 2, held on 14 May 2025" in console.get("/bring-in")
    console.get(form[1], status=404)


def test_the_same_file_is_refused_and_the_page_says_why(sitting: Any) -> None:
    console = sitting.console
    for status in (200, 409):
        word = re.search(r'action="(/bring-in/look/[^"/]+)"', upload(console).text)
        assert word is not None
        answer = console.client.post(
            word[1],
            data={"circle": sitting.circle, "held": "2025-05-14", "agreed": "on"},
            headers={"Accept-Language": "en"},
            follow_redirects=True,
        )
        assert answer.status_code == status
    assert "brought into circle 1 on" in answer.text


def test_words_are_found_and_taken_back(sitting: Any) -> None:
    """One by one for whoever said them; or all, where the file was brought in by mistake."""
    console = sitting.console
    word = re.search(r'action="(/bring-in/look/[^"/]+)"', upload(console).text)
    assert word is not None
    console.post(word[1], circle=sitting.circle, held="2025-05-14", agreed="on")
    (arrival,) = arrivals(console)
    at = f"/bring-in/from/{arrival.session_id}"
    page = console.get(f"{at}?q=ceļš")
    assert "Ceļš ir slikts." in page and "Bērziņam" not in page
    assert "Ceļš ir slikts." not in console.press(page, "Take these words back")
    console.press(console.get(at), "Take all of them back")
    assert "There are no such words here." in console.get(at)


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(sitting: Any) -> None:
    for content, name, sentence in (
        (b"PK\x03\x04", "notes.docx", "damaged"),
        (b"x", "notes.doc", "save it as .docx"),
        (b"", "notes.txt", "no words"),
    ):
        answer = upload(sitting.console, content, name)
        assert answer.status_code == 422 and sentence in answer.text


def test_a_file_that_is_put_away_is_gone(sitting: Any) -> None:
    page = upload(sitting.console).text
    assert "Which file?" in sitting.console.press(page, "Put the file away")
    word = re.search(r'action="(/bring-in/look/[^"/]+)"', page)
    assert word is not None
    sitting.console.get(word[1], status=404)
