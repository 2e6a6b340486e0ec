"""What researchers read: contributions without persons; from and to the files people have."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from analysis.words import CannotRead, Sentence

if TYPE_CHECKING:
    from analysis.encodings import Decoded
    from analysis.tables import Table

LONGEST_TEXT = 20_000
"""Code points in one contribution: some three thousand words."""
MOST_CONTRIBUTIONS = 200_000
_LONGEST_ID = 200


@dataclass(frozen=True)
class Contribution:
    """One thing somebody said or wrote.

    `voice` tells different speakers apart within a circle and names nobody; empty where unknown.
    `language` is a two-letter code as given by the source, empty where it is to be found out.
    `quotable` is False where the person did not agree to be quoted: it counts, and is never shown.
    """

    id: str
    text: str
    voice: str = ""
    round: str = ""
    circle: str = ""
    language: str = ""
    quotable: bool = True


@dataclass(frozen=True)
class Corpus:
    title: str
    contributions: Sequence[Contribution]
    question: str = ""


@dataclass(frozen=True)
class Reading:
    """A corpus as read from a file, and what its reader should know about the reading."""

    corpus: Corpus
    notes: Sequence[Sentence]


# Names a column goes by, in small letters and with spaces for - and _; the first that is there is taken.
COLUMNS: Mapping[str, Sequence[str]] = {
    "text": (
        *("text", "comment body", "comment", "comments", "comment text", "contribution", "statement"),
        *("answer", "response", "body", "teksts", "izteikums", "komentārs", "atbilde", "viedoklis"),
        *("текст", "высказывание", "комментарий", "ответ", "мнение", "teksti", "kommentti", "vastaus"),
        *("kommentar", "svar", "tekst", "kommentaar", "vastus"),
    ),
    "id": ("id", "comment id", "contribution id", "text id"),
    "language": ("language", "lang", "valoda", "язык", "kieli", "språk", "keel"),
    "circle": ("circle", "circle id", "aplis", "круг", "piiri", "cirkel", "ring", "group"),
    "round": ("round", "kārta", "raunds", "раунд", "kierros", "runda", "omgång", "voor"),
    "voice": ("voice", "speaker", "author id", "participant id", "balss", "runātājs", "голос"),
    "quotable": ("quotable", "may be quoted", "quote", "drīkst citēt", "citējams", "можно цитировать"),
}
# A table of these is a report of ours, in which an apostrophe before a formula is our own.
_OF_A_REPORT = frozenset({"theme label", "why in no theme", "theme state"})
# Only a plain yes is one: what else stands in the column quotes nobody.
_YES = frozenset({"yes", "true", "1", "y", "jā", "ja", "да", "kyllä", "jah", "x"})


def read(path: Path | str, *, text: str | None = None) -> Reading:
    """Read a file of any kind that is known, by its ending: a table (read_csv), JSON (.jsonl, .json), or
    notes, a transcript or a workbook (analysis.readers). Raises CannotRead."""
    path = Path(path)
    from analysis.readers import reader_for

    reader = reader_for(path.suffix, str(path))
    if reader is not None:
        from analysis.encodings import bytes_of

        return reader(bytes_of(path), path, text)
    if path.suffix.lower() in (".jsonl", ".json"):
        return read_json_lines(path, text=text)
    return read_csv(path, text=text)


def read_content(content: bytes, name: str, *, text: str | None = None) -> Reading:
    """The same from what is in a file called `name`, which a refusal says. Raises CannotRead."""
    path = Path(name)
    from analysis.readers import reader_for

    reader = reader_for(path.suffix, name)
    if reader is not None:
        return reader(content, path, text)
    if path.suffix.lower() in (".jsonl", ".json"):
        from analysis.encodings import decoded_bytes

        return _read_objects(path, decoded_bytes(content, name), text)
    from analysis.tables import table_in

    return of_table(path, table_in(content, name), text)


def read_csv(path: Path | str, *, text: str | None = None) -> Reading:
    """Read a corpus from a CSV file with column names in its first row.

    Separator and encoding are found out, the columns go by COLUMNS, and `text` names the one with the
    texts if it goes by another name. Missing ids are r2, r3 …: rows as a spreadsheet numbers them. Texts
    are put into composed letters (NFC), without control codes; rows without text are left out and
    counted in the notes. Raises CannotRead, naming file, row and remedy.
    """
    from analysis.tables import read_table

    path = Path(path)
    return of_table(path, read_table(path), text)


def of_table(path: Path, table: "Table", text: str | None = None) -> Reading:
    """The corpus of a table's rows, whatever it was read from; an export of Polis is known by its columns.
    Raises CannotRead."""
    from analysis.readers import polis
    from analysis.tables import as_meant

    at = _columns(path, table.header, text)
    name = table.header[at["text"]]
    notes = [*table.notes, Sentence("The texts are in the column “{name}”.", {"name": name})]
    if text is None and polis.exported(table.header):
        table = polis.kept(table, notes)
    plain = as_meant if set(table.header) >= _OF_A_REPORT else str
    rows = (
        (row, {column: plain(cells[i]) for column, i in at.items()})
        for row, cells in table.rows
        if any(cells)
    )
    return _reading(path, rows, notes)


def read_json_lines(path: Path | str, *, text: str | None = None) -> Reading:
    """Read a corpus from a file with one JSON object a line, or one list of objects; keys go by the same
    names as columns. In a list a row is an object's place in it."""
    from analysis.encodings import decoded

    path = Path(path)
    return _read_objects(path, decoded(path), text)


def _read_objects(path: Path, file: "Decoded", text: str | None) -> Reading:
    from analysis.readers.json_objects import objects_in

    objects = list(objects_in(path, file.text))
    if not objects:
        raise CannotRead(
            "{file} is empty (row 1). Choose a file with a JSON object in each row.", file=str(path)
        )
    keys = list(dict.fromkeys(key for _, found in objects for key in found))
    at = _columns(path, keys, text)
    rows = ((row, {column: found.get(keys[i], "") for column, i in at.items()}) for row, found in objects)
    return _reading(path, rows, [Sentence("Read as {encoding}.", {"encoding": file.encoding})])


def write_json_lines(corpus: Corpus, out: BinaryIO) -> None:
    """Write a corpus so that read_json_lines reads the same contributions; unquotable ones marked so."""
    for c in corpus.contributions:
        known = {"id": c.id, "text": c.text, "language": c.language, "circle": c.circle, "round": c.round}
        known |= {"voice": c.voice, "quotable": "yes" if c.quotable else "no"}
        kept = {key: value for key, value in known.items() if value}
        out.write((json.dumps(kept, ensure_ascii=False) + "\n").encode("utf-8"))


def _columns(path: Path, names: Sequence[str], text: str | None) -> dict[str, int]:
    """Where each known column is. `text` outranks the usual names, and must be there."""
    plain = [_plain(name) for name in names]
    at: dict[str, int] = {}
    for column, usual in COLUMNS.items():
        known = next((plain.index(name) for name in usual if name in plain), None)
        if known is not None and known not in at.values():
            at[column] = known
    if text is not None:
        if _plain(text) not in plain:
            raise CannotRead(
                "{file}, row 1: there is no column “{name}”. The columns are: {columns}.",
                file=str(path),
                name=text,
                columns=_listed(names),
            )
        at = {column: i for column, i in at.items() if i != plain.index(_plain(text))}
        at["text"] = plain.index(_plain(text))
    if "text" not in at:
        raise CannotRead(
            "{file}, row 1: no column holds texts by its name. The columns are: {columns}. Say which one it "
            "is with --text NAME.",
            file=str(path),
            columns=_listed(names),
        )
    return at


def text_column(names: Sequence[str], text: str | None = None) -> int | None:
    """Where the column with the texts is: the one called `text`, else one by its usual names."""
    plain = [_plain(name) for name in names]
    wanted = (_plain(text),) if text is not None else COLUMNS["text"]
    return next((plain.index(name) for name in wanted if name in plain), None)


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]+", " ", unicodedata.normalize("NFC", name)).strip().casefold()


def _listed(names: Sequence[str]) -> str:
    shown = [name if len(name) <= 40 else name[:39] + "…" for name in names[:12]]
    return ", ".join(shown) + (", …" if len(names) > 12 else "")


def _reading(
    path: Path, rows: Iterable[tuple[int, Mapping[str, object]]], notes: Sequence[Sentence]
) -> Reading:
    contributions, at, empty = [], [], 0
    for row, cells in rows:
        c = _contribution(path, row, cells)
        if not c.text:
            empty += 1
            continue
        contributions.append(c)
        at.append(row)
        if len(contributions) > MOST_CONTRIBUTIONS:
            raise CannotRead(
                "{file}, row {row}: more than {most} texts. Split the file.",
                file=str(path),
                row=row,
                most=MOST_CONTRIBUTIONS,
            )
    if not contributions:
        raise CannotRead(
            "{file} has column names and no text (row 2). Choose a file with a text in each row.",
            file=str(path),
        )
    _refuse_duplicates(path, contributions, at)
    counted = [Sentence("Rows without text, left out: {n}.", {"n": empty})] if empty else []
    return Reading(Corpus(path.stem, contributions), [*notes, *counted])


def _contribution(path: Path, row: int, cells: Mapping[str, object]) -> Contribution:
    said = {column: _clean(path, row, cell) for column, cell in cells.items()}
    if len(said["text"]) > LONGEST_TEXT:
        raise CannotRead(
            "{file}, row {row}: the text has {length} characters, and at most {most} are read as one "
            "contribution. Split it into several rows.",
            file=str(path),
            row=row,
            length=len(said["text"]),
            most=LONGEST_TEXT,
        )
    if len(said.get("id", "")) > _LONGEST_ID:
        raise CannotRead(
            "{file}, row {row}: the id is longer than {most} characters. Check that the row's cells are in "
            "the right columns.",
            file=str(path),
            row=row,
            most=_LONGEST_ID,
        )
    return replace(
        Contribution(said.get("id") or f"r{row}", said["text"]),
        voice=said.get("voice", ""),
        round=said.get("round", ""),
        circle=said.get("circle", ""),
        language=said.get("language", ""),
        quotable="quotable" not in said or said["quotable"].casefold().strip(" .!") in _YES,
    )


def _clean(path: Path, row: int, cell: object) -> str:
    if not isinstance(cell, str):
        if isinstance(cell, dict | list):
            raise CannotRead(
                "{file}, row {row}: a list stands where a text should. Write it as one text.",
                file=str(path),
                row=row,
            )
        cell = "" if cell is None else str(cell)
    if not cell.isascii() and _SURROGATE.search(cell):
        raise CannotRead(
            "{file}, row {row}: half a letter stands alone. Write the text again.", file=str(path), row=row
        )
    return clean_text(cell)


def clean_text(text: str) -> str:
    """Composed letters (NFC), plain line ends, no control codes."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines).strip()


_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


def _refuse_duplicates(path: Path, contributions: Sequence[Contribution], at: Sequence[int]) -> None:
    times = Counter(c.id for c in contributions)
    name = next((c.id for c in contributions if times[c.id] > 1), None)
    if name is not None:
        rows = [str(row) for row, c in zip(at, contributions, strict=True) if c.id == name]
        raise CannotRead(
            "{file}: the id “{name}” is in rows {rows}. Give each row an id of its own.",
            file=str(path),
            name=name,
            rows=", ".join(rows[:10]),
        )
