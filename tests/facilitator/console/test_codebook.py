"""The codebook of a series on its pages: changed code by code, and no version written over."""

import io
import json

import pytest

from analysis.codebook import FOLDER, book_of, load
from analysis.registry import exporter
from facilitator import blind_coding, codebooks, coders, desk_log, series_corpus, series_report

OURS = FOLDER / "trust.json"


@pytest.fixture(name="series")
def _series(sitting):
    sitting.open()
    sitting.turn(4)
    sitting.house.desk.agreed_aloud(sitting.id, 9, 10)
    sitting.house.record.keep(sitting.id, "The mayor answered my letter", key="k1")
    return sitting


def now(series):
    with series.house.store.read() as work:
        return series_corpus.codebook(work)


def press(series, path, button, **typed):
    page = series.console.get(path)
    return series.console.send(page, button, who="Anna", **typed)


def keep(series, code, **typed):
    return press(series, f"/codebook/code/{code}", "Keep as a new version", **typed)


def sent(series, content, seen="0"):
    fields = {"book": (io.BytesIO(content), "ours.json"), "who": "Anna", "why": "ours", "seen": seen}
    return series.console.client.post(
        "/codebook/file", data=fields, headers={"Accept-Language": "en"}, follow_redirects=True
    )


def test_a_code_is_renamed_in_a_language_and_the_page_says_what_changed(series):
    answer = press(
        series, "/codebook/code/being_heard", "Keep as a new version", **{"label-lv": "Sadzirdēts"}
    )
    assert answer.status_code == 200
    book, number = now(series)
    assert (number, book.version, book.code("being_heard").label["lv"]) == (1, "0.2.0+1", "Sadzirdēts")
    assert book.code("being_heard").label["ru"] == load(OURS).code("being_heard").label["ru"]
    page = series.console.get("/codebook/version/1")
    assert "Sadzirdēts</ins>" in page and "Anna" in page and page.count("<li>") == 1


def test_a_code_is_added_in_one_language_and_retired_again(series):
    """It stands in every language, and is coded by at once; what was coded stays, and says by which book."""
    typed = {
        "label-en": "Roads, & paths",
        "definition-en": "How one gets there",
        "seeds-en": "asphalt, pothole",
    }
    assert keep(series, "+", **typed).status_code == 200
    book, _ = now(series)
    assert book.code("roads_paths").label["lv"] == "Roads, & paths" and len(book.codes) == 17
    lane = blind_coding.begin(series.house.store, "Ben", ["1"])
    with series.house.store.read() as work:
        ref, *_ = series_corpus.said(work).called.values()
    blind_coding.code(series.house.store, lane, ref, ["roads_paths"], "")
    assert press(series, "/codebook/code/roads_paths", "Retire it").status_code == 200
    assert [one.id for one in now(series)[0].codes] == [one.id for one in load(OURS).codes]
    with series.house.store.read() as work:
        (kept,) = coders.lane(work, lane).codings.values()
    assert (kept.codes, kept.book) == (("roads_paths",), "trust 0.2.0+1 (1)")
    assert "Roads" not in series.console.get(f"/coders/of/{lane}")
    assert press(series, "/codebook/version/1", "Use it again").status_code == 200
    assert now(series)[0].code("roads_paths")


@pytest.mark.parametrize("code", ["integrity_corruption", "being_heard", "media_information"])
def test_retiring_any_code_leaves_a_book_that_holds(series, code):
    """Notes, examples and neighbours that lead to it go with it."""
    assert press(series, f"/codebook/code/{code}", "Retire it").status_code == 200
    book, _ = now(series)
    assert code not in [one.id for one in book.codes] and len(book.codes) == 15
    assert all(code not in one.codes for one in book.examples)


def test_a_report_tells_what_was_coded_by_a_code_that_is_retired(series):
    house = series.house
    found = {"themes": [], "placed": [], "method": {"last_number": 1}}
    house.store.change(lambda work: desk_log.add_reading(work, found))
    (said,) = house.reading_desk.state().report.contributions
    body = {"members": [said.id], "codes": ["being_heard"], "book": "trust 0.2.0 (0)"}
    house.reading_desk.decide("code", body, who="Anna")
    press(series, "/codebook/code/being_heard", "Retire it")
    assert series.console.get("/reading-desk/now")
    with house.store.read() as work:
        report = series_report.report(work)
    out = io.BytesIO()
    exporter("csv").write(report, out)
    assert b"being_heard" in out.getvalue()


def test_what_would_not_hold_together_is_refused_in_words_and_nothing_is_kept(series):
    answer = press(
        series, "/codebook/code/being_heard", "Keep as a new version", **{"seeds-lv": "trust word"}
    )
    assert answer.status_code == 422 and "is more than a word" in answer.text and "trust word" in answer.text
    assert keep(series, "+").status_code == 422
    broken = json.loads(OURS.read_text("utf-8"))
    broken["codes"][2]["domain"] = "nowhere"
    assert "nowhere is no domain" in sent(series, json.dumps(broken).encode()).text
    assert "not a JSON file" in sent(series, b"{").text
    assert now(series)[1] == 0


def test_a_book_of_ones_own_comes_in_and_goes_out_unchanged(series):
    """As JSON it is what it was; as .qdc it is XML; two people do not save over each other."""
    own = json.loads(OURS.read_text("utf-8")) | {"id": "ours", "version": "1"}
    assert sent(series, json.dumps(own).encode()).status_code == 200
    assert json.loads(series.console.client.get("/codebook/version/1/json").data) == own
    assert series.console.client.get("/codebook/version/1/qdc").data.startswith(b"<?xml")
    assert sent(series, json.dumps(own | {"version": "2"}).encode(), seen="0").status_code == 409
    with series.house.store.read() as work:
        assert [one.version for one in codebooks.versions(work)] == ["1", "0.2.0"]
        assert book_of(codebooks.data(work, 1), "ours") == now(series)[0]
