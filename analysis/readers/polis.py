"""An export of Polis (comments.csv): statements that stood, without how many agreed."""

import re
from collections.abc import Iterator, Sequence

from analysis.tables import Table
from analysis.words import Sentence

_TRUE = frozenset({"true", "t", "1", "yes"})


def exported(header: Sequence[str]) -> bool:
    """Are these the columns of such a file?"""
    return {"comment body", "author id", "moderated"} <= {_plain(name) for name in header}


def kept(table: Table, notes: list[Sentence]) -> Table:
    """The rows that stood, each author as a voice of this file alone; `notes` grows once all are read."""
    at = {_plain(name): place for place, name in enumerate(table.header)}
    return Table(table.header, _standing(table, at, notes), table.notes)


def _standing(table: Table, at: dict[str, int], notes: list[Sentence]) -> Iterator[tuple[int, Sequence[str]]]:
    rejected = meta = 0
    voices: dict[str, str] = {}
    for row, cells in table.rows:
        if cells[at["moderated"]].strip() == "-1":
            rejected += 1
        elif "is meta" in at and cells[at["is meta"]].strip().casefold() in _TRUE:
            meta += 1
        else:
            mine = list(cells)
            author = mine[at["author id"]].strip()
            mine[at["author id"]] = voices.setdefault(author, f"voice {len(voices) + 1}") if author else ""
            yield row, mine
    notes.append(
        Sentence("An export of Polis: how many agreed and disagreed is not read, nor when it was written.")
    )
    notes.append(Sentence("Rejected by its moderators, left out: {n}.", {"n": rejected}))
    if meta:
        notes.append(
            Sentence("Statements about the people themselves (is-meta), left out: {n}.", {"n": meta})
        )
    notes.append(Sentence("Authors, as unnamed voices: {n}.", {"n": len(voices)}))


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]+", " ", name).strip().casefold()
