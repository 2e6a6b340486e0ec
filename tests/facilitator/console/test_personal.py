"""The page on which a person looks through words before they leave, and the report that waits for it."""

import html
import re

import pytest

from facilitator import model, researched

SAID = "Yesterday Tom Smith called me from +371 29 000 111 and nobody listened."
CLEAN = "In the library they always listen to me."
SOMEBODY = "Her brother Peter came as well."


@pytest.fixture(name="quoted")
def _quoted(sitting, monkeypatch):
    """Two texts that a theme quotes and one that it does not; the reader keeps its hands off."""
    monkeypatch.setattr(sitting.house.reader, "catch_up_with", lambda session: None)
    ids = [sitting.writing(SAID)]
    for key, text in (("b", CLEAN), ("c", SOMEBODY)):
        seat = sitting.sit(key)
        ids.append(sitting.house.circle.contribute(seat, text, key=key * 16, round="").id)
    theme = {
        "id": "t1",
        "label": "to listen",
        "labels": {"en": "to listen"},
        "said_by": {"to listen": ids},
        "keywords": ["listen"],
        "size": 3,
        "members": ids,
        "circles": 1,
        "quotes": [
            {"contribution": id, "start": 0, "end": len(text)}
            for id, text in zip(ids, (SAID, CLEAN), strict=False)
        ],
    }
    placed = [{"id": id, "theme": "t1", "language": "en"} for id in ids]
    method = {"state": "enough", "embedder": {"name": "made up"}, "warnings": []}
    row = model.Reading(session_id=sitting.id, upto=99, themes=[theme], placed=placed, method=method)
    sitting.house.store.change(lambda work: work.put(row))
    return sitting


def report(sitting, purpose, format="html"):
    asked = {"format": format, "language": "en", "purpose": purpose}
    return sitting.console.client.post(f"/reading/{sitting.id}/report", data=asked)


def test_a_report_for_publishing_waits_until_its_quotes_were_looked_through(quoted):
    """It says how many wait and leads there; a working copy is given meanwhile, and says what it is."""
    refused = report(quoted, "public")
    assert refused.status_code == 409 and "2 texts wait" in refused.text and "/personal" in refused.text
    copy = report(quoted, "working")
    assert copy.status_code == 200 and "Tom Smith" in copy.text and "Working copy" in copy.text
    page = quoted.console.get("/personal")
    assert "[phone number]" in page and page.index("29 000 111") < page.index(CLEAN)
    page = quoted.console.press(page, "Replace all of these")
    quoted.console.press(page, "Nothing here tells of a person")
    public = report(quoted, "public")
    assert public.status_code == 200
    assert "Yesterday [name] called me from [phone number]" in public.text
    assert "Tom Smith" not in public.text and "Working copy" not in public.text


def test_a_table_holds_all_words_and_waits_for_all(quoted):
    """Also those that no theme quotes; codes alone wait for what their descriptions quote."""
    assert "3 texts wait" in report(quoted, "public", "csv").text
    assert report(quoted, "public", "qdc").status_code == 409


def wait(page):
    """What the page says waits, by the kind of file."""
    return {kind: int(number) for kind, number in re.findall(r'data-slot="waiting-(\w+)">(\d+)<', page)}


@pytest.mark.parametrize("format", ["html", "jsonl", "csv"])
def test_the_page_asks_for_what_the_gate_asks_for(quoted, format):
    """As many as the refusal says, behind its link and first; once they are done the report is given."""
    refused = report(quoted, "public", format).text
    (there,) = re.findall(r'href="(/personal[^"]+)"', refused)
    page = quoted.console.get(html.unescape(there))
    number = wait(page)[{"csv": "xlsx"}.get(format, format)]
    assert f"{number} texts wait" in refused and number == (3 if format == "csv" else 2)
    for _ in range(number):
        assert report(quoted, "public", format).status_code == 409
        page = quoted.console.press(page, re.findall(r"Replace all of these|Nothing here tells", page)[0])
    assert report(quoted, "public", format).status_code == 200
    assert wait(page) == ({} if format == "csv" else {"xlsx": 1})


def test_what_researchers_typed_waits_as_well_and_can_be_left(quoted):
    """A question with a neighbour's number in it stops a report for publishing until somebody looked."""
    asked = "Why does our neighbour Jānis Bērziņš, +371 29 111 222, trust nobody?"

    def ask(work):
        work.circles()[0].question = asked

    quoted.house.store.change(ask)
    page = quoted.console.get("/personal?for=html")
    for button in ("Replace all of these", "Nothing here tells of a person"):
        page = quoted.console.press(page, button)
    assert report(quoted, "working").status_code == 200
    refused = report(quoted, "public")
    assert refused.status_code == 409 and "Question" in refused.text and asked in refused.text
    quoted.console.press(refused.text, "I looked at each")
    assert report(quoted, "public").status_code == 200
    quoted.house.store.change(
        lambda work: setattr(work.circles()[0], "question", f"{asked} Or Pēteris Kalniņš?")
    )
    assert report(quoted, "public").status_code == 409


def test_one_find_is_replaced_and_another_left_without_script(quoted):
    """Each by its own button; the rest stays when the reader says so, and words can be typed."""
    page = quoted.console.get("/personal")
    page = quoted.console.press(page, "Replace with [phone number]")
    assert "from [phone number] and" in page
    page = quoted.console.press(page, "Replace these words", words="Yesterday", kind="only")
    assert "[somebody local] " in page
    page = quoted.console.press(page, "Leave the rest")
    with quoted.house.store.read() as work:
        texts = [c.text for c in work.contributions(quoted.id)]
        assert texts[0] == "[somebody local] Tom Smith called me from [phone number] and nobody listened."
        (review,) = work.rows(researched.PersonalReview)
    assert SOMEBODY.split()[2] in page and "Tom" not in page and review.who == ""


def test_the_script_sends_what_its_reader_saw(quoted):
    """Spans with their kinds; what is no span, or of words that changed, is refused."""
    page = quoted.console.get("/personal")
    with quoted.house.store.read() as work:
        first = work.contributions(quoted.id)[0]
    seen = page.split('name="seen" value="')[1][:64]
    at = f"/personal/{first.id}/settle"
    told = {"seen": seen, "act": "done", "who": "Ilze"}
    assert quoted.console.post(at, **told, replace="10-19-nobody").status_code == 422
    assert quoted.console.post(at, **told | {"seen": "0" * 64}).json == {"code": "stale"}
    assert quoted.console.post(at, **told, replace="10-19-name 35-50-phone").json == {"code": "done"}
    with quoted.house.store.read() as work:
        assert {row.who for row in work.rows(researched.Replacement)} == {"Ilze"}


def test_a_line_being_typed_is_looked_at_and_not_kept(sitting):
    """By the recorder's screen alone; in the circle's language, or Russian where it is."""
    asked = f"/recorder/{sitting.id}/found"
    (one,) = sitting.console.post(asked, text="🙂 Vakar Jānis Bērziņš nāca").json["finds"]
    assert one == {"start": 8, "end": 21, "kind": "name", "instead": "[vārds]"}
    (one,) = sitting.console.post(asked, text="Мария Ивановна пришла").json["finds"]
    assert one["instead"] == "[имя]"
    assert sitting.console.post(asked, text="x" * 8001).status_code == 422
    assert sitting.console.phone.post(asked, data={"text": "Jānis"}).status_code == 404
    sitting.house.store.fold()
    folder = sitting.house.store.path.parent
    assert not any("Bērziņš".encode() in file.read_bytes() for file in folder.iterdir() if file.is_file())


def test_what_a_recorder_decides_is_told_once_the_line_is_kept(quoted):
    """By kind alone; anything else is refused, and so is another's line."""
    with quoted.house.store.read() as work:
        line = work.contributions(quoted.id)[0].id
    told = f"/recorder/{quoted.id}/decided"
    assert quoted.console.post(told, id=line, decided="name+ phone-").json == {"code": "done"}
    assert quoted.console.post(told, id=line, decided="Jānis+").status_code == 422
    assert quoted.console.post(told, id="elsewhere", decided="name+").status_code == 404
    with quoted.house.store.read() as work:
        noted = [(row.kind, bool(row.placeholder)) for row in work.rows(researched.Replacement)]
    assert sorted(noted) == [("name", True), ("phone", False)]
