"""Workbooks of statements (.xlsx): the sheet with a column of texts, each cell as it is shown."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.corpus import Reading, of_table, text_column
from analysis.readers.cells import Cells, Sheet
from analysis.readers.packages import Package
from analysis.tables import Table
from analysis.words import CannotRead, Sentence

_WIDEST = 500  # columns


def read(content: bytes, path: Path, text: str | None = None) -> Reading:
    """The rows of one sheet, with column names in its first row that holds any. Raises CannotRead."""
    package = Package(content, str(path), ".xlsx")
    cells = Cells(package)
    shown = [sheet for sheet in cells.sheets if not sheet.hidden]
    chosen = _chosen(path, cells, shown, text)
    found: Counter[str] = Counter()
    rows = _rows(path, cells, chosen, found)
    header = next(rows, (1, []))[1]
    names = [" ".join(name.split()) for name in header]
    texts = text_column(names, text)
    notes: list[Sentence] = []
    if len(cells.sheets) > 1:
        notes.append(
            Sentence(
                "Of {n} sheets this one is read: “{name}”.", {"n": len(cells.sheets), "name": chosen.name}
            )
        )
    if package.macros:
        notes.append(Sentence("The file holds macros. None was run; only its texts were read."))
    merged = cells.merged(chosen)
    table = Table(names, _square(rows, len(names), _Down(merged, texts)), notes)
    reading = of_table(path, table, text)
    return Reading(reading.corpus, [*reading.notes, *_notes(found)])


def _chosen(path: Path, cells: Cells, shown: Sequence[Sheet], text: str | None) -> Sheet:
    """The only sheet with a column of texts; the first, where none has and it is alone."""
    fit = [sheet for sheet in shown if text_column(cells.names(sheet), text) is not None]
    if len(fit) == 1:
        return fit[0]
    if len(fit) > 1:
        raise CannotRead(
            "{file} has several sheets with texts: {names}. Save the one you mean as a file of its own.",
            file=str(path),
            names=_listed(fit),
        )
    if len(shown) == 1:
        return shown[0]
    raise CannotRead(
        "{file}: no sheet has a column of texts by its name. The sheets are: {names}. Give the column a name "
        "such as “text” in the first row, or say which one it is with --text NAME.",
        file=str(path),
        names=_listed(shown),
    )


def _rows(path: Path, cells: Cells, sheet: Sheet, found: Counter[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, by their numbers; the first are the names."""
    for number, row in cells.rows(sheet, found):
        if not any(cell.strip() for cell in row.values()):
            continue
        width = max(row) + 1
        if width > _WIDEST:
            raise CannotRead(
                "{file}, row {row}: there are more than {most} columns. Save the ones you need as a file of "
                "their own.",
                file=str(path),
                row=number,
                most=_WIDEST,
            )
        yield number, [row.get(at, "") for at in range(width)]


class _Down:
    """Fills a merged cell's value down its rows, where the column does not hold the texts."""

    def __init__(self, merged: Sequence[tuple[int, int, int]], texts: int | None) -> None:
        self._spans: dict[int, list[tuple[int, int]]] = {}
        for column, first, last in merged:
            if column != texts:
                self._spans.setdefault(column, []).append((first, last))
        self._held: dict[int, tuple[str, int]] = {}

    def fill(self, number: int, row: list[str]) -> list[str]:
        for column, spans in self._spans.items():
            if column >= len(row):
                continue
            last = next((end for first, end in spans if first == number), None)
            if last is not None:
                self._held[column] = row[column], last
            elif column in self._held and number <= self._held[column][1] and not row[column]:
                row[column] = self._held[column][0]
        return row


def _square(
    rows: Iterator[tuple[int, list[str]]], width: int, down: _Down
) -> Iterator[tuple[int, Sequence[str]]]:
    """As wide as the names: what stands beside a table belongs to no column."""
    for number, row in rows:
        yield number, down.fill(number, row[:width] + [""] * (width - len(row)))


def _notes(found: Counter[str]) -> Iterator[Sentence]:
    said = (
        ("hidden", Sentence("Hidden rows, read as the others: {n}.")),
        ("formulas", Sentence("Formulas, of which only the last result is read: {n}.")),
        ("empty", Sentence("Formulas without a result, and faults (#N/A), read as empty: {n}.")),
    )
    for name, sentence in said:
        if found[name]:
            yield Sentence(sentence.template, {"n": found[name]})


def _listed(sheets: Sequence[Sheet]) -> str:
    names = [f"“{sheet.name}”" for sheet in sheets]
    return ", ".join(names[:10]) + (", …" if len(names) > 10 else "")
