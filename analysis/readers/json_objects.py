"""JSON as people have it: an object in each line, or one list of objects."""

import json
from collections.abc import Iterator
from pathlib import Path

from analysis.words import CannotRead


def objects_in(path: Path, text: str) -> Iterator[tuple[int, dict[str, object]]]:
    """Each object with its row, or its place in the list. Raises CannotRead."""
    for row, found in _values(path, text.removeprefix("\ufeff")):
        if not isinstance(found, dict):
            raise CannotRead(
                "{file}, row {row}: this is not a JSON object. Write {example} in each row.",
                file=str(path),
                row=row,
                example='{"text": "…"}',
            )
        yield row, found


def _values(path: Path, text: str) -> Iterator[tuple[int, object]]:
    """What stands in each row, or in each place of a list; None where it is no JSON."""
    lines = [(row, line) for row, line in enumerate(text.split("\n"), start=1) if line.strip()]
    first = _loaded(lines[0][1]) if lines else None
    if isinstance(first, dict):
        yield from ((row, _loaded(line)) for row, line in lines)
        return
    whole = _loaded(text)
    if isinstance(whole, list):
        yield from enumerate(whole, start=1)
    elif isinstance(whole, dict) or text.lstrip().startswith("["):
        raise CannotRead(
            "{file} is JSON, and no whole list of objects. Write {example}, or an object in each row.",
            file=str(path),
            example='[{"text": "…"}, {"text": "…"}]',
        )
    else:
        yield from ((row, _loaded(line)) for row, line in lines)


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
