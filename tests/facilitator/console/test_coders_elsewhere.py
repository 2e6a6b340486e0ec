"""Circles go to a coder at another laptop without codes or suggestions, and the coding comes back."""

import csv
import io
import re
import zipfile

import pytest

from analysis.codebook import load
from facilitator import blind_coding, coders, desk_log, series_corpus

SAID = ["The mayor answered my letter", "Nobody tells us why", "My neighbour has my key"]


@pytest.fixture(name="series")
def _series(sitting):
    """Read and coded by the machine; the last words may not be quoted."""
    sitting.open()
    sitting.turn(4)
    sitting.house.desk.agreed_aloud(sitting.id, 9, 10)
    for number, text in enumerate(SAID):
        sitting.house.record.keep(sitting.id, text, key=f"k{number}", quotable=number != 2)
    with sitting.house.store.read() as work:
        ids = [one.id for one in work.contributions(sitting.id)]
    placed = [{"id": id, "theme": None, "language": "en", "codes": {"media_information": 0.9}} for id in ids]
    found = {"themes": [], "placed": placed, "method": {"last_number": 2}}
    sitting.house.store.change(lambda work: desk_log.add_reading(work, found))
    return sitting


def away(series, kind):
    answer = series.console.client.post("/coders/elsewhere/away", data={"kind": kind, "circle-1": "on"})
    assert answer.status_code == 200
    return answer.data


def back(series, content, file, name="Zoe", status=200):
    fields = {"coding": (io.BytesIO(content), file), "name": name}
    answer = series.console.client.post(
        "/coders/elsewhere/back", data=fields, headers={"Accept-Language": "en"}, follow_redirects=True
    )
    assert answer.status_code == status, answer.text
    return answer.text


def table(rows):
    out = io.StringIO()
    csv.writer(out).writerows([["id", "code", "memo"], *rows])
    return out.getvalue().encode()


def refs(series):
    with series.house.store.read() as work:
        return list(series_corpus.said(work).called.values())


def lane(series):
    with series.house.store.read() as work:
        (one,) = coders.lanes(work)
        called = series_corpus.said(work).called
    return one, {called[id]: (coding.codes, coding.memo) for id, coding in one.codings.items()}


def test_what_goes_away_holds_words_and_nothing_anybody_made_of_them(series):
    """No code, no suggestion, nothing that may not be quoted; the control is that the words are there."""
    anna = blind_coding.begin(series.house.store, "Anna", ["1"])
    blind_coding.code(series.house.store, anna, refs(series)[0], ["being_heard"], "a note of Anna's")
    rows = list(csv.DictReader(io.StringIO(away(series, "csv").decode("utf-8-sig"))))
    assert [(row["id"], row["text"]) for row in rows] == list(zip(refs(series), SAID, strict=True))[:2]
    assert {(row["code"], row["memo"]) for row in rows} == {("", "")}
    with zipfile.ZipFile(io.BytesIO(away(series, "qdpx"))) as project:
        inside = {name: project.read(name).decode() for name in project.namelist()}
    texts = "".join(text for name, text in inside.items() if name.endswith(".txt"))
    assert SAID[0] in texts and SAID[2] not in texts
    given = set(re.findall(r'<CodeRef targetGUID="([^"]+)', inside["project.qde"]))
    assert "Anna" not in str(inside) and not given & {code.guid for code in load("trust").codes}


def test_a_table_that_was_filled_in_comes_back_as_a_coder_who_is_done(series):
    """By id, short or name of a code; what is empty was not looked at; memos come along."""
    one, two, _ = refs(series)
    page = back(series, table([[one, "t03; media_information", "hm"], [two, "none", ""]]), "zoe.csv")
    assert "Zoe" in page and "2 of 3 coded" in page
    told, codings = lane(series)
    assert told.done and told.source == "csv"
    assert {ref: (set(codes), memo) for ref, (codes, memo) in codings.items()} == {
        one: ({"being_heard", "media_information"}, "hm"),
        two: (set(), ""),
    }


def test_a_table_that_cannot_be_read_is_refused_with_its_row(series):
    page = back(series, table([[refs(series)[0], "weather", ""]]), "zoe.csv", status=422)
    assert "zoe.csv, row 2" in page and "weather" in page and "/tmp" not in page
    assert "nothing is coded" in back(series, table([]), "zoe.csv", status=422)
    with series.house.store.read() as work:
        assert coders.lanes(work) == []


def test_a_project_coded_in_another_program_comes_back(series):
    """Who coded anything in a circle's text has looked at all of it."""
    content = away(series, "qdpx")
    page = back(series, content, "zoe.qdpx", status=422)
    assert "nothing is coded" in page
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name).decode()
            after.writestr(name, coded_first(part) if name.endswith(".qde") else part)
    back(series, out.getvalue(), "zoe.qdpx")
    told, codings = lane(series)
    assert told.source == "qdpx" and told.done
    assert [codes for codes, _ in codings.values()] == [("being_heard",), ()]


def coded_first(project):
    """The project with the first passage coded as being heard, as a program would write it."""
    guid = load("trust").code("being_heard").guid
    return re.sub(r'(<CodeRef targetGUID=")[^"]+', rf"\g<1>{guid}", project, count=1)
