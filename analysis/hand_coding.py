"""A person's part in coding and in themes, from and to files: what to look at first, what was decided."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from analysis.codebook import Codebook, CodebookBroken, codebooks, load
from analysis.coded import Corrections
from analysis.coding import Coded, queue
from analysis.decisions import Decisions
from analysis.report import Report
from analysis.tables import read_table, write_table
from analysis.words import CannotRead

COLUMNS = ("id", "code", "suggested", "called", "sure", "or else", "text")
SEVERAL = ";"  # between codes in one cell


def codebook_of(name: str) -> Codebook:
    """The codebook of a name, or of a file. Raises CannotRead."""
    ours = codebooks()
    if name not in ours and not Path(name).exists():
        raise CannotRead(
            "There is no codebook {name}. Choose one of: {known}; or name a .json file of your own.",
            name=name,
            known=", ".join(ours),
        )
    try:
        return load(name if name in ours else Path(name))
    except CodebookBroken as error:
        more = len(error.faults) - 1
        if more:
            raise CannotRead(
                "{file}: {fault} And {more} more like it.",
                file=name,
                fault=str(error.faults[0]),
                more=more,
            ) from error
        raise CannotRead("{file}: {fault}", file=name, fault=str(error.faults[0])) from error


def write_queue(
    out: BinaryIO, report: Report, coded: Sequence[Coded], corrections: Corrections, *, words: str = "en"
) -> None:
    """Write what no person has coded yet, the least certain first, as a table to fill in: a code goes into
    the column `code`. It can be read again as it is. A text that may not be quoted is left empty."""
    write_table(out, _queue_rows(report, {one.id: one for one in coded}, queue(coded, corrections), words))


def filled_in(path: Path) -> bool:
    """Whether somebody has written a code into this queue: then it is not to be replaced."""
    if not path.exists():
        return False
    table = read_table(path)
    at = next((i for i, name in enumerate(table.header) if name.casefold() == "code"), None)
    return at is None or any(cells[at].strip() for _, cells in table.rows)


def read_corrections(path: Path, book: Codebook, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What a person coded, by contribution: columns `id` and `code`, several codes with ; between them.

    Rows without a code are passed over. Raises CannotRead with file, row and remedy.
    """
    table = read_table(path)
    names = [name.casefold() for name in table.header]
    for name in ("id", "code"):
        if name not in names:
            raise CannotRead(
                "{file}, row 1: there is no column “{name}”. The columns are: {columns}.",
                file=str(path),
                name=name,
                columns=", ".join(table.header),
            )
    at = names.index("id"), names.index("code")
    found: dict[str, tuple[str, ...]] = {}
    known = set(ids)
    for row, cells in table.rows:
        id, said = (cells[column].strip() for column in at)
        codes = tuple(dict.fromkeys(code.strip() for code in said.split(SEVERAL) if code.strip()))
        if not codes:
            continue
        _check_row(path, row, (id, codes), book, known)
        if found.get(id, codes) != codes:
            raise CannotRead(
                "{file}, row {row}: “{id}” has other codes in an earlier row. Keep one of the two.",
                file=str(path),
                row=row,
                id=id,
            )
        found[id] = codes
    return found


def read_decisions(path: Path, ids: Iterable[str]) -> Decisions:
    """What people decided about themes: `{"together": [[id, id]], "apart": [[id, id]], "pinned": {id: key}}`.

    Raises CannotRead with file, key and remedy.
    """
    said = _object(path)
    strange = next((key for key in said if key not in ("together", "apart", "pinned")), None)
    if strange is not None:
        raise _wrong(path, strange, '"together", "apart", "pinned"')
    known = set(ids)
    pinned = said.get("pinned", {})
    if not isinstance(pinned, dict) or not all(isinstance(key, str) and key for key in pinned.values()):
        raise _wrong(path, "pinned", '{"id": "name of a theme"}')
    for id in pinned:
        _check_id(path, f"pinned.{id}", id, known)
    return Decisions(
        tuple(_pairs(path, "together", said, known)), tuple(_pairs(path, "apart", said, known)), pinned
    )


def _queue_rows(
    report: Report, coded: Mapping[str, Coded], order: Sequence[str], words: str
) -> Iterator[tuple[str, ...]]:
    said = {one.id: one for one in report.contributions}
    names = {code.id: _named(code.label, words) for code in report.codebook.codes} if report.codebook else {}
    yield COLUMNS
    for id in order:
        likely = coded[id].beliefs
        first, second = (*sorted(likely, key=lambda code: -likely[code])[:2], "")[:2]
        text = said[id].text if said[id].quotable else ""
        yield id, "", first, names.get(first, ""), f"{likely[first]:.2f}", second, text


def _named(label: Mapping[str, str], words: str) -> str:
    return label.get(words) or next(iter(label.values()))


def _check_row(
    path: Path, row: int, said: tuple[str, Sequence[str]], book: Codebook, known: set[str]
) -> None:
    id, codes = said
    if id not in known:
        raise CannotRead(
            "{file}, row {row}: no contribution has the id “{id}”. Take the ids from the file that is read, "
            "or from the report.",
            file=str(path),
            row=row,
            id=id,
        )
    every = [code.id for code in book.codes]
    strange = next((code for code in codes if code not in every), None)
    if strange is not None:
        raise CannotRead(
            "{file}, row {row}: “{code}” is no code of this codebook. The codes are: {known}.",
            file=str(path),
            row=row,
            code=strange,
            known=", ".join(every),
        )


def _object(path: Path) -> Mapping[str, Any]:
    from analysis.encodings import decoded

    try:
        said = json.loads(decoded(path).text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise CannotRead(
            "{file}, row {row}: this is not JSON. Commas stand between entries only; mend the row.",
            file=str(path),
            row=line,
        ) from error
    if not isinstance(said, dict):
        raise _wrong(path, "file", '{"together": [], "apart": [], "pinned": {}}')
    return said


def _pairs(path: Path, key: str, said: Mapping[str, Any], known: set[str]) -> Iterator[tuple[str, str]]:
    pairs = said.get(key, [])
    if not isinstance(pairs, list):
        raise _wrong(path, key, '[["id", "other id"]]')
    for index, pair in enumerate(pairs):
        where = f"{key}[{index}]"
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(id, str) for id in pair):
            raise _wrong(path, where, '["id", "other id"]')
        for id in pair:
            _check_id(path, where, id, known)
        yield pair[0], pair[1]


def _check_id(path: Path, where: str, id: str, known: set[str]) -> None:
    if id not in known:
        raise CannotRead(
            "{file}: {key}: no contribution has the id “{id}”. Take the ids from the file that is read, or "
            "from the report.",
            file=str(path),
            key=where,
            id=id,
        )


def _wrong(path: Path, key: str, example: str) -> CannotRead:
    return CannotRead(
        "{file}: {key} is not as it should be. Write {example} there.",
        file=str(path),
        key=key,
        example=example,
    )
