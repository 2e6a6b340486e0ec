"""The cells of a workbook as texts: strings, numbers and dates as shown; of formulas the last result."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analysis.readers.packages import Package, local, value
from analysis.words import CannotRead

_MOST_LETTERS = 60_000_000  # in all shared strings together
_MOST_ROW = 1_048_576
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")


@dataclass(frozen=True)
class Sheet:
    name: str
    part: str
    hidden: bool


class Cells:
    """A workbook's sheets and rows, read where they lie: no sheet is held in memory as a whole."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._since_1904 = False
        self.sheets = self._sheets()

    def names(self, sheet: Sheet) -> list[str]:
        """The first row that holds anything."""
        for _, row in self.rows(sheet, Counter()):
            if any(cell.strip() for cell in row.values()):
                return [row.get(at, "") for at in range(min(max(row) + 1, 1000))]
        return []

    def rows(self, sheet: Sheet, found: Counter[str]) -> Iterator[tuple[int, dict[int, str]]]:
        """Each row with its number: column (from 0) to text. `found` counts hidden rows and formulas."""
        number = 0
        for row in self._package.elements(sheet.part, "row"):
            number = _number(value(row, "r")) or number + 1
            if number > _MOST_ROW:
                return
            cells: dict[int, str] = {}
            for cell in row.iterfind("{*}c"):
                at = _column(value(cell, "r"))
                cells[at if at is not None else len(cells)] = self._text(cell, found)
            hidden = value(row, "hidden") in ("1", "true")
            found["hidden"] += hidden and any(cells.values())
            row.clear()
            while row.getprevious() is not None:
                del row.getparent()[0]
            yield number, cells

    def merged(self, sheet: Sheet) -> Sequence[tuple[int, int, int]]:
        """Cells merged over rows: column, first row, last row."""
        spans: list[tuple[int, int, int]] = []
        for one in self._package.elements(sheet.part, "mergeCell", "row"):
            if local(one) == "row":
                one.clear()
                continue
            first, _, last = value(one, "ref").partition(":")
            begin, end = _PLACE.match(first), _PLACE.match(last)
            if begin and end and begin[2] != end[2] and len(spans) < 10_000:
                spans.append((_column(first) or 0, int(begin[2]), int(end[2])))
        return spans

    def _text(self, cell: Any, found: Counter[str]) -> str:
        kind, held = value(cell, "t"), cell.find("{*}v")
        raw = (held.text or "") if held is not None else ""
        formula = cell.find("{*}f") is not None
        found["formulas"] += formula
        if kind == "e" or (formula and not raw and kind != "str"):
            found["empty"] += 1
            return ""
        if kind == "s":
            return self._shared(raw)
        if kind == "inlineStr":
            return _rich(cell.find("{*}is"))
        if kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        return raw if kind in ("str", "d") else self._figure(raw, value(cell, "s"))

    def _shared(self, raw: str) -> str:
        return self._strings[int(raw)] if raw.strip().isdigit() and int(raw) < len(self._strings) else ""

    def _figure(self, raw: str, style: str) -> str:
        """A number as it is written, a day as YYYY-MM-DD."""
        try:
            number = float(raw)
        except ValueError:
            return raw
        if style.isdigit() and int(style) in self._dates:
            return self._day(number, raw)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"

    def _day(self, number: float, raw: str) -> str:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        try:
            day = from_excel(number, CALENDAR_MAC_1904 if self._since_1904 else CALENDAR_WINDOWS_1900)
        except (ValueError, OverflowError, TypeError):
            return raw
        written = day.isoformat(sep=" ") if hasattr(day, "date") else str(day)
        return written.removesuffix(" 00:00:00")

    @cached_property
    def _strings(self) -> list[str]:
        texts: list[str] = []
        letters = 0
        if "xl/sharedStrings.xml" not in self._package.names:
            return texts
        for one in self._package.elements("xl/sharedStrings.xml", "si"):
            texts.append(_rich(one))
            letters += len(texts[-1])
            one.clear()
            while one.getprevious() is not None:
                del one.getparent()[0]
            if letters > _MOST_LETTERS:
                raise CannotRead(
                    "{file} would unpack to far more than a document holds, so it was not opened.",
                    file=self._package.file,
                )
        return texts

    @cached_property
    def _dates(self) -> frozenset[int]:
        """The styles of cells that show a day or an hour."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        tree = self._package.tree("xl/styles.xml")
        if tree is None:
            return frozenset()
        formats = {
            value(one, "numFmtId"): value(one, "formatCode") for one in tree.iterfind("{*}numFmts/{*}numFmt")
        }
        dated = set()
        for at, style in enumerate(tree.iterfind("{*}cellXfs/{*}xf")):
            id = value(style, "numFmtId") or "0"
            shown = formats.get(id) or (BUILTIN_FORMATS.get(int(id), "General") if id.isdigit() else "")
            if is_date_format(shown):
                dated.add(at)
        return frozenset(dated)

    def _sheets(self) -> list[Sheet]:
        tree, links = self._package.tree("xl/workbook.xml"), self._package.tree("xl/_rels/workbook.xml.rels")
        if tree is None:
            raise self._package.damaged()
        parts = {value(one, "Id"): value(one, "Target") for one in links} if links is not None else {}
        settings = tree.find("{*}workbookPr")
        self._since_1904 = settings is not None and value(settings, "date1904") in ("1", "true")
        sheets = []
        for one in tree.iterfind("{*}sheets/{*}sheet"):
            target = parts.get(value(one, "id"), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in self._package.names and "worksheets/" in part:
                sheets.append(
                    Sheet(value(one, "name"), part, value(one, "state") in ("hidden", "veryHidden"))
                )
        return sheets


def _rich(element: Any) -> str:
    """The letters of a string, without how they are to be pronounced."""
    if element is None:
        return ""
    return "".join(one.text or "" for one in element.iter("{*}t") if local(one.getparent()) not in ("rPh",))


def _column(place: str) -> int | None:
    """A is 0; None where the cell does not say."""
    found = _PLACE.match(place)
    if not found:
        return None
    at = 0
    for letter in found[1]:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _number(written: str) -> int:
    return int(written) if written.isdigit() and len(written) < 9 else 0
