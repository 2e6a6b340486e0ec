"""A report as a table for a spreadsheet: one row a contribution."""

from collections.abc import Iterator
from typing import BinaryIO

from analysis.exporters.telling import Telling
from analysis.report import Report
from analysis.tables import write_table

ENDING = ".csv"
MEDIA_TYPE = "text/csv; charset=utf-8"
COLUMNS = ("id", "theme", "theme label", "language", "confidence", "circle", "round", "quoted", "text")
JUDGED = ("theme status", "label by the room")  # in a report of one evening, after the others


def write(report: Report, out: BinaryIO, *, words: str = "en") -> None:
    """Write RFC 4180 in UTF-8 with its mark. A cell that a spreadsheet would run gets an apostrophe,
    which analysis.tables.as_meant takes away; a text that may not be quoted is left empty."""
    write_table(out, _rows(report, words))


def _rows(report: Report, words: str) -> Iterator[tuple[str, ...]]:
    telling = Telling(report, words)
    themes = {theme.id: theme for theme in (*report.themes, *report.rejected)}
    quoted = {said.quote.contribution for one in themes.values() for said in telling.said(one.quotes)}
    placed = {p.id: p for p in report.placed}
    judged = report.evening is not None
    yield COLUMNS + (JUDGED if judged else ())
    for c in report.contributions:
        where = placed[c.id]
        theme = themes.get(where.theme or "")
        sure = f"{where.confidence:.2f}" if where.theme else ""
        label = telling.machine(theme) if theme else ""
        about = (c.id, where.theme or "", label, where.language, sure, c.circle, c.round)
        row = (*about, "yes" if c.id in quoted else "no", c.text if c.quotable else "")
        said = (theme.status or "unchecked", theme.correction) if theme else ("", "")
        yield row + (said if judged else ())
