"""A report as a workbook: typed cells, every text a text, whatever a spreadsheet would make of it."""

import io
import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.exporters.grid import TEXT, Cell, Column, Row, Sheet
from analysis.exporters.packing import pack
from analysis.exporters.sheets import day_of, sheets
from analysis.exporters.telling import Telling
from analysis.report import Report
from analysis.tables import harmless

ENDING = ".xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONGEST_CELL = 32_767  # of UTF-16, as spreadsheets count; what is longer goes on after the last column
MOST_ROWS = 1_048_575  # below the head; what is more goes on in another sheet
_LINE, _HIGHEST_ROW = 15.0, 409.0  # points
_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number
_CONTROL = r"[\x00-\x08\x0b-\x1f\ufffe\uffff]"  # what XML forbids, and the return, which it does not keep
_ESCAPED = re.compile(rf"_(?=x[0-9A-Fa-f]{{4}}(?:_|{_CONTROL}))|{_CONTROL}")
_NUMBER = re.compile(rb"<t>(\d+)</t>")
_TEXTS = "xl/sharedStrings.xml"
_UNDATED = datetime(1980, 1, 1)  # as the parts inside: nothing is from the clock


def write(report: Report, out: BinaryIO, *, words: str = "en") -> None:
    """Write Office Open XML. There is no formula in it; signs that XML forbids are written `_x0001_` with
    their number, as the format has it, and read back as they were. A text not to be quoted is left empty."""
    tell = Telling(report, words)
    pages = _Pages(report.title, day_of(tell), tell("Continued"))
    for sheet in sheets(tell):
        for number, start in enumerate(range(0, max(1, len(sheet.rows)), MOST_ROWS), start=1):
            name = sheet.name if number == 1 else f"{sheet.name} {number}"
            rows = [list(_whole(row, len(sheet.columns))) for row in sheet.rows[start : start + MOST_ROWS]]
            pages.add(Sheet(name, sheet.columns, rows))
    pack(out, pages.parts())


class _Pages:
    """A workbook being made. The library is given a number for each text, and the texts themselves are put
    in at the end: it takes some for its own marks (`<r>…</r>`), and two escapes side by side for one."""

    def __init__(self, title: str, day: date | None, continued: str) -> None:
        self._made = io.BytesIO()
        self._book = Workbook(self._made, {"in_memory": True})
        created = datetime(day.year, day.month, day.day) if day and day.year >= 1900 else _UNDATED
        self._book.set_properties({"title": title, "comments": "aplis", "created": created})
        self._looks = _looks(self._book)
        self._numbers: dict[str, int] = {}
        self._continued = continued

    def add(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(sheet.name)
        width = max([len(sheet.columns), *(len(row) for row in sheet.rows)])
        columns = [*sheet.columns, *[Column(self._continued, TEXT)] * (width - len(sheet.columns))]
        page.set_row(0, _height([column.head for column in columns], columns))
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width)
            self._text(page, (0, place), column.head, "head")
        for number, row in enumerate(sheet.rows, start=1):
            page.set_row(number, _height(row, columns))
            for place, cell in enumerate(row):
                self._put(page, (number, place), cell)
        _set_up(page, len(sheet.rows), width)

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """The parts of the file, whole."""
        self._book.close()
        texts = list(self._numbers)
        with ZipFile(self._made) as archive:
            for name in archive.namelist():
                content = archive.read(name)
                if name == _TEXTS:
                    content = _NUMBER.sub(lambda found: _written(texts[int(found[1])]), content)
                yield name, content

    def _put(self, page: Worksheet, at: tuple[int, int], cell: Cell) -> None:
        match cell:
            case None | "":
                page.write_blank(*at, None, self._looks["text"])
            case bool():
                page.write_boolean(*at, cell, self._looks["text"])
            case int() if abs(cell) < _EXACT:
                page.write_number(*at, cell, self._looks["whole"])
            case float() if math.isfinite(cell):
                page.write_number(*at, cell, self._looks["part"])
            case date() if cell.year >= 1900:
                page.write_datetime(*at, cell, self._looks["day"])
            case _:
                text = str(cell)
                self._text(page, at, text, "text" if harmless(text) == text else "tamed")

    def _text(self, page: Worksheet, at: tuple[int, int], text: str, look: str) -> None:
        number = self._numbers.setdefault(text, len(self._numbers))
        page.write_string(*at, str(number), self._looks[look])


def _looks(book: Workbook) -> dict[str, Format]:
    cell = {"valign": "top", "align": "left", "text_wrap": True}
    number = {"valign": "top", "align": "left"}
    return {
        "head": book.add_format({**cell, "bold": True, "font_color": "#FFFFFF", "bg_color": "#17706B"}),
        "text": book.add_format(cell),
        "tamed": book.add_format({**cell, "quote_prefix": True}),  # stays a text when it is edited
        "whole": book.add_format({**number, "num_format": "0"}),
        "part": book.add_format({**number, "num_format": "0.00"}),
        "day": book.add_format({**number, "num_format": "yyyy-mm-dd"}),
    }


def _set_up(page: Worksheet, rows: int, width: int) -> None:
    """The head stays in sight and stands on each page of paper; columns can be filtered."""
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, rows, width - 1)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C&P / &N")


def _written(text: str) -> bytes:
    """A text as the format has it (ECMA-376, ST_Xstring), with its spaces and line ends."""
    escaped = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return f'<t xml:space="preserve">{escape(escaped)}</t>'.encode()


def _height(row: Row, columns: Sequence[Column]) -> float:
    """Points for the longest cell at its column's width: not every spreadsheet sees to that itself."""
    lines = 1
    for cell, column in zip(row, columns, strict=False):
        if isinstance(cell, str):
            lines = max(lines, sum(1 + len(line) // (column.width - 1) for line in cell.splitlines()))
    return min(_HIGHEST_ROW, lines * _LINE)


def _whole(row: Row, width: int) -> Iterator[Cell]:
    """A row in which every text fits; what of it does not stands after the last column."""
    rest: list[str] = []
    for cell in row:
        if isinstance(cell, str) and len(cell) * 2 > LONGEST_CELL:
            cell, *more = _parts(cell)
            rest += more
        yield cell
    if rest:
        yield from (None,) * (width - len(row))
        yield from rest


def _parts(text: str) -> Sequence[str]:
    parts, start, units = [], 0, 0
    for place, sign in enumerate(text):
        units += 2 if sign > "\uffff" else 1
        if units > LONGEST_CELL:
            parts.append(text[start:place])
            start, units = place, 2 if sign > "\uffff" else 1
    return [*parts, text[start:]]
