"""Workbooks and exports of Polis: rows with texts, and what stands beside them."""

import datetime
import io
import os
from pathlib import Path

import openpyxl
import pytest

from analysis.corpus import read, read_content
from analysis.words import CannotRead


def workbook(*sheets, change=lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(content: bytes) -> str:
    return " ".join(str(note) for note in read_content(content, "a.xlsx").notes)


def test_cells_are_texts_as_they_are_shown():
    """Dates, numbers, yes and no as text; of a formula only what it last gave."""
    content = workbook(
        ("Dati", [["teksts"], ["=1+1"], ["vārds"], [12.0], [2.5], [datetime.date(2025, 3, 1)], [True]])
    )
    texts = [c.text for c in read_content(content, "a.xlsx").corpus.contributions]
    assert texts == ["vārds", "12", "2.5", "2025-03-01", "TRUE"]
    assert "Formulas without a result" in told(content)


def test_merged_and_hidden_rows_come_in():
    def change(book):
        book["Dati"].merge_cells("A2:A3")
        book["Dati"].row_dimensions[4].hidden = True

    content = workbook(
        ("Dati", [["aplis", "teksts"], ["Alūksne", "a"], [None, "b"], ["Cēsis", "c"]]),
        ("Piezīmes", [["x", "y"]]),
        change=change,
    )
    said = read_content(content, "a.xlsx").corpus.contributions
    assert [(c.circle, c.text) for c in said] == [("Alūksne", "a"), ("Alūksne", "b"), ("Cēsis", "c")]
    assert "Hidden rows, read as the others: 1." in told(content)
    assert "Of 2 sheets this one is read: “Dati”." in told(content)


def test_two_sheets_with_texts_are_for_a_person_to_choose():
    rows = [["teksts"], ["a"]]
    with pytest.raises(CannotRead, match="several sheets with texts: “A”, “B”"):
        read_content(workbook(("A", rows), ("B", rows)), "a.xlsx")


def test_no_column_of_texts_is_said_with_the_sheets():
    with pytest.raises(CannotRead, match="no sheet has a column of texts"):
        read_content(workbook(("A", [["x"], ["a"]]), ("B", [["y"], ["a"]])), "a.xlsx")
    content = workbook(("A", [["x"], ["a"]]), ("B", [["y"], ["b"]]))
    assert [c.text for c in read_content(content, "a.xlsx", text="y").corpus.contributions] == ["b"]


POLIS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body,is-meta
1,x,0,17,5,1,1,We trust neighbours,false
2,x,1,17,5,1,-1,Spam,false
3,x,2,4,5,1,0,"Not, yet looked at",false
4,x,3,4,5,1,1,I am over fifty,true
"""


def test_an_export_of_polis_leaves_out_what_was_rejected():
    """Rejected statements and those about the people themselves stay out; authors become voices."""
    reading = read_content(POLIS.encode(), "comments.csv")
    assert [(c.id, c.voice, c.text) for c in reading.corpus.contributions] == [
        ("0", "voice 1", "We trust neighbours"),
        ("2", "voice 2", "Not, yet looked at"),
    ]
    notes = " ".join(map(str, reading.notes))
    assert "Rejected by its moderators, left out: 1." in notes and "is-meta" in notes and "agreed" in notes


SHARED = Path(__file__).parents[4] / "shared" / "data" / "polis"


def test_real_exports_of_polis_are_read():
    """Whole conversations as they were exported: no rejected statement comes in, each author is a voice."""
    if not SHARED.exists():
        assert not os.environ.get("CI"), "the conversations are not beside the checkout"
        pytest.skip("the conversations are not beside the checkout")
    for path in sorted(SHARED.glob("*.csv")):
        reading = read(path)
        assert len(reading.corpus.contributions) > 30
        assert {c.voice[:6] for c in reading.corpus.contributions} == {"voice "}
