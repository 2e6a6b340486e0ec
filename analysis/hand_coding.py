"""A person's part in coding and in themes, from and to files: what to look at first, what was decided."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from analysis.codebook import Codebook, CodebookBroken, codebooks, load
from analysis.codebook_shape import normal
from analysis.report import Report
from analysis.tables import read_table, write_table
from analysis.words import CannotRead

if TYPE_CHECKING:  # what finds themes is slow to load
    from analysis.coded import Corrections
    from analysis.coding import Coded
    from analysis.decisions import Decisions

COLUMNS = ("id", "code", "suggested", "called", "sure", "or else", "text")
SEVERAL = ";"  # between codes in one cell
NO_CODE = ("none", "nav", "нет")  # somebody looked, and no code fits


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
    out: BinaryIO, report: Report, coded: "Sequence[Coded]", corrections: "Corrections", *, words: str = "en"
) -> None:
    """Write what no person has coded yet, the least certain first, as a table to fill in: a code goes into
    the column `code`. It can be read again as it is. A text that may not be quoted is left empty."""
    from analysis.coding import queue

    write_table(out, _queue_rows(report, {one.id: one for one in coded}, queue(coded, corrections), words))


def filled_in(path: Path) -> bool:
    """Whether somebody has written a code into this queue: then it is not to be replaced."""
    if not path.exists():
        return False
    table = read_table(path)
    at = next((i for i, name in enumerate(table.header) if name.casefold() == "code"), None)
    return at is None or any(cells[at].strip() for _, cells in table.rows)


def read_corrections(files: Sequence[Path], book: Codebook, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What a person coded, by contribution: columns `id` and `code`, several codes with ; between them.

    A code is written as its id, its short name or its name in any language of the book. The special codes
    are codes too; “none” says that no code fits, and gives (). Rows without a code are passed over. Raises
    CannotRead with file, row and remedy, also where two rows or files contradict each other.
    """
    found: dict[str, tuple[tuple[str, ...], Path, int]] = {}
    known, called = set(ids), _called(book)
    for path in files:
        for row, id, said in _filled_rows(path):
            _check_row(path, row, id, known)
            codes = _codes(path, row, said, called)
            before = found.setdefault(id, (codes, path, row))
            if before[0] != codes:
                raise CannotRead(
                    "{file}, row {row}: “{id}” has other codes in {other}, row {before}. Keep one of "
                    "the two.",
                    file=str(path),
                    row=row,
                    id=id,
                    other=str(before[1]),
                    before=before[2],
                )
    return {id: codes for id, (codes, _, _) in found.items()}


def read_decisions(path: Path, ids: Iterable[str]) -> "Decisions":
    """What people decided about themes: `{"together": [[id, id]], "apart": [[id, id]], "pinned": {id: key}}`.

    Raises CannotRead with file, key and remedy.
    """
    from analysis.decisions import Decisions

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
    report: Report, coded: "Mapping[str, Coded]", order: Sequence[str], words: str
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


def _filled_rows(path: Path) -> Iterator[tuple[int, str, str]]:
    """Number, id and what stands under `code`, where something does."""
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
    for row, cells in table.rows:
        id, said = (cells[column].strip() for column in at)
        if said.strip(f"{SEVERAL} "):
            yield row, id, said


def _called(book: Codebook) -> dict[str, str]:
    """Ids of the codes by all they are called, small; what would mean two of them means neither."""
    labels = {one.id: one.label for one in book.codes} | {one.id: one.label for one in book.special_codes}
    ids = [(id, id) for id in labels]
    short = [(one.short, one.id) for one in book.codes]
    names = [(name, id) for id, label in labels.items() for name in label.values()]
    known: dict[str, str] = {}
    for told in (ids, short, names):
        meant: dict[str, set[str]] = {}
        for name, id in told:
            meant.setdefault(_plain(name), set()).add(id)
        known = {name: min(one) for name, one in meant.items() if len(one) == 1} | known
    return known


def _plain(name: str) -> str:
    return normal(" ".join(name.split()))


def _codes(path: Path, row: int, said: str, called: Mapping[str, str]) -> tuple[str, ...]:
    written = [said] if _plain(said) in called else said.split(SEVERAL)
    words = {_plain(word): word.strip() for word in written if word.strip()}
    none = [word for word in words if word in NO_CODE and word not in called]
    if len(none) == len(words):
        return ()
    if none:
        raise CannotRead(
            "{file}, row {row}: “{code}” says that no code fits, and a code stands beside it. Keep one of "
            "the two.",
            file=str(path),
            row=row,
            code=words[none[0]],
        )
    for word in words:
        if word not in called:
            raise CannotRead(
                "{file}, row {row}: “{code}” is no code of this codebook. The codes are: {known}; or none, "
                "where no code fits.",
                file=str(path),
                row=row,
                code=words[word],
                known=", ".join(dict.fromkeys(called.values())),
            )
    return tuple(dict.fromkeys(called[word] for word in words))


def _check_row(path: Path, row: int, id: str, known: set[str]) -> None:
    if id not in known:
        raise CannotRead(
            "{file}, row {row}: no contribution has the id “{id}”. Take the ids from the file that is read, "
            "or from the report.",
            file=str(path),
            row=row,
            id=id,
        )


def _object(path: Path) -> Mapping[str, Any]:
    from analysis.encodings import decoded

    try:
        text = decoded(path).text.removeprefix("\ufeff")
        said = json.loads(text, object_pairs_hook=lambda pairs: _once(path, pairs))
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


def _once(path: Path, pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a key stand twice and forgets the first: a decision would go missing in silence."""
    held: dict[str, Any] = {}
    for key, value in pairs:
        if key in held:
            raise CannotRead(
                "{file}: “{key}” stands there twice. Keep one of the two.", file=str(path), key=key
            )
        held[key] = value
    return held


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
