"""A report as a table for a spreadsheet: one row a contribution."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from analysis.codebook import Codebook, asked
from analysis.exporters.decided_sheets import regions_of
from analysis.exporters.decisions import decided
from analysis.exporters.standing import state, why
from analysis.exporters.telling import Telling
from analysis.report import Placed, Report, Theme
from analysis.tables import write_table

ENDING = ".csv"
MEDIA_TYPE = "text/csv; charset=utf-8"
COLUMNS = ("id", "theme", "theme label", "language", "confidence", "circle", "round", "quoted", "text")
FOUND_BY = ("found by",)  # in one whose themes were found without comparing meanings, after those
HOLDS = ("why in no theme", "theme state")  # last of these, so that no other column moves
REGION = ("region",)  # where any is known
DECIDED = ("also in", "put there by", "contribution state", "memo", "label by the program")
JUDGED = ("theme status", "label by the room")  # in a report of one evening, after the others
CODED = ("code", "code label", "code confidence", "other codes")  # in one that was coded, then its facets


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
    lexical = ("shared words alone",) if telling.way() == "words" else ()
    found_by = FOUND_BY if lexical else ()
    regions, desk = regions_of(report), decided(report)
    last = HOLDS + (REGION if regions else ()) + (DECIDED if desk else ())
    yield COLUMNS + (JUDGED if judged else ()) + _coded_columns(report.codebook) + found_by + last
    for c in report.contributions:
        where = placed[c.id]
        theme = themes.get(where.theme or "")
        sure = f"{where.confidence:.2f}" if where.theme else ""
        label = _label(telling, theme) if theme else ""
        about = (c.id, where.theme or "", label, where.language, sure, c.circle, c.round)
        row = (*about, "yes" if c.id in quoted else "no", c.text if c.quotable else "")
        said = (theme.status or "unchecked", theme.correction) if theme else ("", "")
        codes = _codes(where, report.codebook, words)
        holds = ("" if theme else why(where) or "", state(theme) or "" if theme else "")
        region = (regions.get(c.circle, ""),) if regions else ()
        people = _decided(telling, where, themes) if desk else ()
        yield row + (said if judged else ()) + codes + lexical + holds + region + people


def _label(tell: Telling, theme: Theme) -> str:
    """What a researcher calls it; else as the machine does: what the room calls it has its own column."""
    return tell.label(theme) if theme.named else tell.machine(theme)


def _decided(tell: Telling, where: Placed, themes: Mapping[str, Theme]) -> tuple[str, ...]:
    theme = themes.get(where.theme or "")
    return (
        "; ".join(_label(tell, themes[id]) for id in where.also if id in themes),
        "a person" if where.by_person else "the program",
        where.state or "machine-suggested",
        where.memo,
        tell.machine(theme) if theme else "",
    )


def _coded_columns(book: Codebook | None) -> tuple[str, ...]:
    if book is None:
        return ()
    return CODED + tuple(column for facet in asked(book) for column in (facet, f"{facet} confidence"))


def _codes(where: Placed, book: Codebook | None, words: str) -> tuple[str, ...]:
    if book is None:
        return ()
    first = next(iter(where.codes), "")
    label = book.label_of(first) if first else {}
    name = label.get(words) or next(iter(label.values()), "")
    sure = f"{where.codes[first]:.2f}" if first else ""
    told = [where.facets.get(facet) for facet in asked(book)]
    facets = (cell for one in told for cell in ((one.value, f"{one.sure:.2f}") if one else ("", "")))
    return (first, name, sure, "; ".join(list(where.codes)[1:]), *facets)
