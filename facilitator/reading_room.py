"""The reader's own process: texts come in by a pipe, vectors and themes go out; it opens no file of ours.

Nothing heavy is loaded before the first text comes.
"""

import contextlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from multiprocessing.connection import Connection
from typing import Any

from analysis.codebook import Codebook
from analysis.corpus import Contribution, Corpus
from analysis.naming import words_of
from analysis.report import Theme

CODEBOOK = "trust"  # what contributions are coded by


def serve(line: Connection) -> None:
    """Answer until the pipe is closed. Whatever goes wrong with one question is the answer to it."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(10)  # the room comes first
    room = Room()
    with contextlib.suppress(EOFError, OSError):  # the other end is gone: so are we
        while True:
            asked, *told = line.recv()
            line.send(_answer(room, asked, told))


def _answer(room: "Room", asked: str, told: list[Any]) -> tuple[str, Any]:
    try:
        return "ok", getattr(room, asked)(*told)
    except Exception as trouble:
        return "trouble", f"{type(trouble).__name__}: {trouble}"


class Room:
    """Keeps the embedder warm between questions."""

    def __init__(self) -> None:
        self._embedder: Any = None

    def embedder(self) -> str | None:
        """Name and fingerprint under which vectors are kept; None where the weights are not there."""
        from analysis.embedders import WeightsMissing
        from analysis.embedders.e5 import E5

        try:
            self._embedder = self._embedder or E5(threads=1)
        except WeightsMissing:
            return None
        return f"{self._embedder.name} {self._embedder.fingerprint}"

    def embed(self, texts: list[str]) -> list[bytes]:
        """One vector a text, as float16 bytes."""
        import numpy as np

        self.embedder()
        return [row.astype(np.float16).tobytes() for row in self._embedder.embed(texts)]

    def themes(
        self,
        corpus: dict[str, Any],
        vectors: list[bytes] | None,
        before: list[dict[str, Any]],
        look: dict[str, Any],
        people: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Read a corpus; vectors as `embed` gave them, one for each contribution. Ids and spans, no words.

        `before` are id, members and names of each theme of the last reading: one that goes on keeps its id.
        `look` is `more` and `stable`, as facilitator.looking has them, and `still`: move no more than has to.
        `people` is what they decided, as facilitator.series_reading has it: pinned, codes, book.
        """
        import numpy as np

        from analysis.codebook import book_of, load
        from analysis.coded import code_report, with_codes
        from analysis.deciding import settled
        from analysis.decisions import Decisions
        from analysis.identity import lay
        from analysis.known import Known
        from analysis.placing import Look
        from analysis.sayers import sayers
        from analysis.themes import find_themes

        said = [Contribution(**one) for one in corpus["contributions"]]
        known = [Known(**theme) for theme in before]
        rows = None
        if vectors:
            rows = np.stack([np.frombuffer(v, np.float16) for v in vectors]).astype(np.float32)
        people = people or {"pinned": {}, "codes": {}, "book": None}
        decisions = Decisions(pinned=people["pinned"])
        book = book_of(people["book"], "codebook") if people["book"] else load(CODEBOOK)
        lies = lay(known) if look["still"] else {}
        report = find_themes(
            Corpus(corpus["title"], said, corpus["question"]),
            embedder=self._embedder,
            vectors=rows,
            look=Look(more=look["more"], stable=look["stable"], lay=lies, decisions=decisions),
            before=known,
            book=book,
        )
        report = settled(report, people["pinned"], known)
        given = {id: codes for id, codes in people["codes"].items() if _all_in(codes, book)}
        coded = code_report(report, book, self._embedder, vectors=rows, corrections=given)
        report = with_codes(report, coded, book, given)
        names = [name for theme in report.themes for name in _names(theme)]
        said_by = sayers(said, [placed.language for placed in report.placed], names)
        grouping = report.method["grouping"]
        by_book = isinstance(grouping, Mapping) and grouping.get("way") == "codebook"
        return {
            "themes": [_theme(theme, said_by) | {"given": by_book} for theme in report.themes],
            "placed": [asdict(one) for one in report.placed],
            "method": dict(report.method),
        }


def _all_in(codes: Sequence[str], book: Codebook) -> bool:
    """Codes of an earlier version of the book may be gone from this one: those teach nothing."""
    known = {code.id for code in book.codes} | {code.id for code in book.special_codes}
    return set(codes) <= known


def _names(theme: Theme) -> list[str]:
    return [theme.label, *theme.labels.values(), *theme.keywords]


def _theme(theme: Theme, said_by: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    mine = {word for name in _names(theme) for word in words_of(name)}
    return {
        "id": theme.id,
        "label": theme.label,
        "labels": dict(theme.labels),
        "keywords": list(theme.keywords),
        "size": theme.size,
        "members": list(theme.members),
        "circles": theme.circles,
        "codes": dict(theme.codes),
        "quality": asdict(theme.quality) | {"languages": list(theme.quality.languages)},
        "said_by": {word: list(said_by[word]) for word in sorted(mine)},
        "quotes": [{"contribution": q.contribution, "start": q.start, "end": q.end} for q in theme.quotes],
    }
