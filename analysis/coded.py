"""A report whose contributions carry the codes of a codebook: suggested by the machine, given by a person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from analysis.code_lines import code_lines
from analysis.codebook import Codebook
from analysis.coding import Coded, Heard, code
from analysis.embedders import Embedder, Progress, Vectors
from analysis.language import terms
from analysis.placing import embedded, says_something
from analysis.report import Placed, Report, Theme
from analysis.space import language_space

Corrections = Mapping[str, Sequence[str]]
"""What people coded: contribution id to ids of codes."""


def code_report(
    report: Report,
    book: Codebook,
    embedder: Embedder | None,
    *,
    vectors: Vectors | None = None,
    corrections: Corrections | None = None,
    progress: Progress | None = None,
) -> list[Coded]:
    """Code the contributions of a report, all but those that say nothing.

    `vectors` (n, d) are the embedder's rows for `report.contributions` where they were kept. Without an
    embedder only seed words count, and no facet is told. The order of the contributions changes nothing.
    Raises KeyError where a correction is no code of the book.
    """
    spoken = [placed.language for placed in report.placed]
    texts = [one.text for one in report.contributions]
    words = terms(texts, spoken)
    telling = [i for i, text in enumerate(texts) if says_something(text, words[i])]
    some = sorted(telling, key=lambda i: (texts[i], report.contributions[i].id))
    if not some:
        return []
    rows, raw, lines = np.zeros((len(some), 1), np.float32), None, None
    if embedder is not None:
        raw = embedded([texts[i] for i in some], embedder, progress) if vectors is None else vectors[some]
        space = language_space(embedder)
        rows, lines = space.without_language(raw), code_lines(book, embedder, space)
    ids = [report.contributions[i].id for i in some]
    heard = Heard(ids, rows, [words[i] for i in some], [spoken[i] for i in some], raw)
    return code(heard, book, lines, corrections=corrections)


def with_codes(
    report: Report, coded: Sequence[Coded], book: Codebook, corrections: Corrections | None = None
) -> Report:
    """The report, each contribution with its codes and facets, each theme with the codes of its members."""
    given = corrections or {}
    of = {one.id: one for one in coded}
    placed = [_placed(one, of.get(one.id), one.id in given) for one in report.placed]
    codes = {one.id: one.codes for one in placed}
    method = {
        "codebook": f"{book.id} {book.version}",
        "status": book.status,
        "coded by a person": sum(one.id in given for one in report.placed),
        "without a code": sum(not one.codes for one in placed),
    }
    return replace(
        report,
        placed=placed,
        themes=[_theme(one, codes) for one in report.themes],
        rejected=[_theme(one, codes) for one in report.rejected],
        method={**report.method, "coding": method},
        codebook=book,
    )


def _placed(placed: Placed, coded: Coded | None, by_person: bool) -> Placed:
    if coded is None:
        return placed
    sure = {id: 1.0 if by_person else coded.beliefs[id] for id in coded.codes}
    return replace(placed, codes=sure, facets=dict(coded.facets))


def _theme(theme: Theme, codes: Mapping[str, Mapping[str, float]]) -> Theme:
    counts = Counter(code for member in theme.members for code in codes.get(member, ()))
    return replace(theme, codes=dict(sorted(counts.items(), key=lambda one: (-one[1], one[0]))))
