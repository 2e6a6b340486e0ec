"""What happens next, at the desk: the promise, the answers, the page to publish, and copies to replace."""

import re

import pytest

from facilitator import model

SAID = {"commissioner": "Made-up library", "answers_by": "Made-up council", "due": "2020-01-31"}


@pytest.fixture(name="path")
def _path(sitting):
    return f"/circles/{sitting.circle}/next"


def promise(sitting, path, **changed):
    page = sitting.console.get(path)
    return sitting.console.press(page, "Keep this", **SAID | changed)


def read(sitting, *labels):
    """A reading as the reader would have left it: each theme of one thing that was said."""
    said = sitting.writing("The bus never comes")
    themes = [
        {"id": f"t{n}", "label": label, "labels": {"lv": label}, "keywords": [], "size": 1, "members": [said],
         "quotes": [], "circles": 1}
        for n, label in enumerate(labels, start=1)
    ]  # fmt: skip
    row = model.Reading(session_id=sitting.id, upto=99, themes=themes, placed=[], method={})
    sitting.house.store.change(lambda work: work.put(row))
    return said


def public(sitting, page):
    token = re.search(r'href="(/n/[0-9A-Z]{26})', page)[1]
    return sitting.console.phone.get(token, headers={"Accept-Language": "en"})


def test_a_promise_is_kept_and_said_on_its_page(sitting, path):
    """For anybody in the room with the link; the desk says that the address works only there."""
    page = promise(sitting, path, note="The council meets in March.")
    assert "Publish the page on a web site" in page
    told = public(sitting, page).text
    for words in ("Made-up council", "31 January 2020", "The council meets in March.", "no answer yet"):
        assert words in told


def test_with_an_address_of_ones_own_the_code_leads_there(sitting, path):
    page = promise(sitting, path, address="https://example.org/answers")
    assert "Publish the page on a web site" not in page and "Put the file below at this address" in page
    assert sitting.console.client.get(f"{path}/qr.svg").mimetype == "image/svg+xml"


def test_where_no_phone_can_come_the_page_says_that_it_has_no_address(nowhere, path):
    page = promise(nowhere, path)
    assert "no address yet" in page
    assert nowhere.console.client.get(f"{path}/qr.svg").status_code == 404


def test_before_a_promise_there_is_nothing_to_save(sitting, path):
    assert "as soon as something is promised" in sitting.console.get(path)
    assert sitting.console.client.post(f"{path}/file").status_code == 404
    assert sitting.console.client.get(f"{path}/qr.svg").status_code == 404


def test_a_theme_is_answered_and_the_answer_is_public(sitting, path):
    """No word of anybody but the theme's name; an empty field takes the answer away."""
    read(sitting, "autobuss")
    promise(sitting, path)
    page = sitting.console.press(sitting.console.get(path), "Keep the answer", text="A bus runs at seven.")
    told = public(sitting, page).text
    assert "A bus runs at seven." in told and "autobuss" in told and "never comes" not in told
    page = sitting.console.press(page, "Keep the answer", text=" ")
    assert "A bus runs" not in public(sitting, page).text


def test_an_old_page_answers_no_other_theme(sitting, path):
    """The themes were read anew in between: said, and nothing is kept."""
    read(sitting, "autobuss")
    promise(sitting, path)
    page = sitting.console.get(path)
    row = model.Reading(session_id=sitting.id, upto=99, themes=[], placed=[], method={})
    sitting.house.store.change(lambda work: work.put(row))
    assert sitting.console.send(page, "Keep the answer", text="A bus runs.").status_code == 409
    assert "A bus runs" not in sitting.console.get(path)


def test_an_answer_can_have_a_heading_of_the_organisers_own(sitting, path):
    """Where the themes do not fit, or their names went."""
    page = promise(sitting, path)
    sitting.console.post(f"{path}/headings", heading="Getting around", text="A bus runs at seven.")
    assert "Getting around" in public(sitting, page).text
    assert sitting.console.post(f"{path}/headings", heading=" ", text="x").json["code"] == "empty"


def test_a_late_answer_is_said_calmly_on_the_list_of_circles(sitting, path):
    """Until there is one; before the day it says when it is promised."""
    assert "promised" not in sitting.console.get("/console/")
    promise(sitting, path)
    assert "Promised by 31 January 2020. No answer yet." in sitting.console.get("/console/")
    promise(sitting, path, due="2999-01-31")
    assert "An answer is promised by 31 January 2999." in sitting.console.get("/console/")
    sitting.console.post(f"{path}/headings", heading="Getting around", text="A bus runs.")
    assert "promised" not in sitting.console.get("/console/")


def test_list_and_page_say_how_much_of_the_promise_is_answered(sitting, path):
    """One answer of two does not end it; an answer to what the room then rejected stays in sight."""
    read(sitting, "autobuss", "ārsts")
    promise(sitting, path)
    page = sitting.console.press(sitting.console.get(path), "Keep the answer", text="A bus runs at seven.")
    told = "Promised by 31 January 2020. Themes answered so far: 1 of 2."
    assert told in page and told in sitting.console.get("/console/")
    rejected = model.CheckedTheme(
        session_id=sitting.id, theme="c01", members=[], status="rejected", correction="",
        labels={"label": "autobuss", "labels": {"lv": "autobuss"}, "quotes": []},
    )  # fmt: skip
    sitting.house.store.change(lambda work: work.put(rejected))
    page = sitting.console.get(path)
    assert "The room rejected this theme, so the answer is on no page." in page
    assert "A bus runs at seven." in page and "A bus runs" not in public(sitting, page).text


def test_what_cannot_be_promised_is_refused_in_words(sitting, path):
    promise(sitting, path)
    for wrong in ({"due": "soon"}, {"address": "javascript:1"}, {"note": "x" * 3000}):
        assert sitting.console.post(path, **SAID | wrong).status_code == 422
    assert "2020-01-31" in sitting.console.get(path) and "Made-up council" in sitting.console.get(path)


def test_what_is_too_long_is_refused_with_the_limits_there_are(sitting, path):
    """A note may be longer than a line."""
    told = sitting.console.send(sitting.console.get(path), "Keep this", **SAID, note="ā" * 2001)
    assert told.status_code == 422
    assert "A name, a title or a question may have 300 letters; other texts, 2000." in told.text
    assert "ā" * 2000 in promise(sitting, path, note="ā" * 2000)


def test_the_page_is_saved_as_one_file_and_noted(sitting, path):
    """With the answers and nobody's words; once words are taken back it is a copy to replace."""
    said = read(sitting, "autobuss")
    page = promise(sitting, path)
    page = sitting.console.press(page, "Keep the answer", text="A bus runs at seven.")
    answer = sitting.console.client.post(f"{path}/file", data={})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="aplis-answers.html"'
    html = answer.data.decode("utf-8")
    assert "A bus runs at seven." in html and "autobuss" in html and "<script" not in html
    reading = f"/reading/{sitting.id}"
    assert "Copies to replace" not in sitting.console.get(reading)
    sitting.house.circle.withdraw(sitting.sit(), said)
    assert "autobuss" not in public(sitting, page).text
    listed = sitting.console.get(reading)
    assert "Copies to replace" in listed and "1 text is gone since" in listed


def test_a_circle_that_is_not_there_is_not_there(sitting):
    client = sitting.console.client
    for page in ("next", "next/qr.svg"):
        assert client.get(f"/circles/none/{page}").status_code == 404
    assert client.post("/circles/none/next", data=SAID).status_code == 404
    assert sitting.console.phone.get(f"/n/{'x' * 26}").status_code == 404
