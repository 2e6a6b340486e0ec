"""Tables as people have them: any usual separator in, and cells no spreadsheet will run out."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from analysis.encodings import Decoded, decoded, decoded_bytes
from analysis.words import CannotRead, Sentence

_SEPARATORS = (",", ";", "\t", "|")
_SELDOM = "|"  # as often part of a heading in two languages: it separates only where most rows have it
_NONE = "\x1f"
_LOOKED_AT = 300
_NAMED = re.compile(r"\Asep=(.)\r?\n?", re.IGNORECASE)

# What a spreadsheet may take for a formula: after one of these, or at the start, one of those.
_BREAK = r'(?:\A|(?<=[;,\t\r\n"|]))'
_FORMULA = r"(?='*[=+\-@\t\r\0＝＋－＠﹦﹢﹣﹫])"
_RISKY = re.compile(_BREAK + _FORMULA)
_TAMED = re.compile(_BREAK + "'" + _FORMULA)


@dataclass(frozen=True)
class Table:
    """`rows` pairs each row with its number as a spreadsheet shows it (the header is row 1)."""

    header: Sequence[str]
    rows: Iterator[tuple[int, Sequence[str]]]
    notes: Sequence[Sentence]


def read_table(path: Path) -> Table:
    """Open a CSV file, finding out encoding and separator. Raises CannotRead, also while rows are read."""
    return _table(decoded(path), str(path))


def table_in(content: bytes, file: str) -> Table:
    """The same from what is in a file; `file` is what a refusal calls it. Raises CannotRead as it is read."""
    return _table(decoded_bytes(content, file), file)


def _table(found: Decoded, file: str) -> Table:
    text = found.text.removeprefix("\ufeff")
    said = _NAMED.match(text)
    text = text[said.end() :] if said else text
    separator = said.group(1) if said else _separator(text)
    records = _records(file, text, separator)
    header = next((row for row in records if any(cell.strip() for cell in row[1])), None)
    if header is None:
        raise CannotRead(
            "{file} is empty (row 1). Choose a file with column names in the first row and a text in each "
            "row after it.",
            file=file,
        )
    notes = [Sentence("Read as {encoding}.", {"encoding": found.encoding})]
    if len(header[1]) > 1:
        notes.append(_SAID.get(separator, Sentence("Cells are separated as the file itself says.")))
    names = [" ".join(name.split()) for name in header[1]]
    return Table(names, _checked(file, records, len(names)), notes)


_SAID = {
    ",": Sentence("Cells are separated by commas."),
    ";": Sentence("Cells are separated by semicolons."),
    "\t": Sentence("Cells are separated by tabs."),
    "|": Sentence("Cells are separated by upright bars."),
}


def write_table(out: BinaryIO, rows: Iterable[Sequence[str]]) -> None:
    """Write rows as RFC 4180 has them, in UTF-8 with its mark, every cell quoted and harmless."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    out.write(b"\xef\xbb\xbf")
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        out.write(text.getvalue().encode("utf-8"))
        text.seek(0)
        text.truncate()


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run: `=1+1` is written `'=1+1`.

    It goes before `= + - @`, tab, return and zero, and their wide forms, where they open the cell or
    follow a separator, a quote or a line's end inside it; `as_meant` takes exactly these away again.
    """
    return _RISKY.sub("'", cell)


def as_meant(cell: str) -> str:
    """The text a harmless cell was made from."""
    return _TAMED.sub("", cell)


def _separator(text: str) -> str:
    """The separator under which most rows have as many cells as the header; none for a single column."""
    best, most = _NONE, (0.0, 0)
    for separator in _SEPARATORS:
        rows = _first_rows(text, separator)
        width = len(rows[0]) if rows else 0
        if width < 2:
            continue
        even = sum(len(row) == width for row in rows) / len(rows)
        if separator == _SELDOM and (even <= 0.5 or len(rows) < 2):
            continue
        if (even, width) > most:
            best, most = separator, (even, width)
    return best


def _first_rows(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in islice(reader, _LOOKED_AT):
            if any(cell.strip() for cell in row):
                rows.append(row)
    except csv.Error:
        pass
    return rows


def _records(file: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken(file, row, error) from error
        yield row, cells


def _broken(file: str, row: int, error: csv.Error) -> CannotRead:
    if "field larger" in str(error):
        return CannotRead(
            "{file}, row {row}: a cell is far too long, or a quotation mark is opened and never closed. "
            "Shorten the text or close the quotation mark.",
            file=file,
            row=row,
        )
    return CannotRead(
        "{file}, row {row}: a quotation mark is opened and not closed, or stands inside a quoted text. "
        "Close it, or write it twice where it is part of the text.",
        file=file,
        row=row,
    )


def _checked(
    file: str, records: Iterator[tuple[int, list[str]]], width: int
) -> Iterator[tuple[int, Sequence[str]]]:
    """Fill short rows up; refuse rows with more cells than the header, which are cut in the wrong place."""
    for row, cells in records:
        if any(cell.strip() for cell in cells[width:]):
            raise CannotRead(
                "{file}, row {row}: there are {cells} cells, and {width} column names. Put a text that holds "
                "the separator in quotation marks.",
                file=file,
                row=row,
                cells=len(cells),
                width=width,
            )
        yield row, cells[:width] + [""] * (width - len(cells))
