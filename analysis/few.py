"""Too few contributions for themes of their own: they are sorted by the codebook, and it is said so."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.code_lines import code_lines
from analysis.codebook import Code, Codebook
from analysis.coding import Heard, code
from analysis.embedders import Embedder, Progress, Vectors
from analysis.labels import Named
from analysis.language import Term
from analysis.placing import UNSORTED, Placing, Said, embedded
from analysis.space import DIRECTIONS, language_space


def by_code(
    said: Said,
    telling: Sequence[int],
    heard: tuple[Sequence[Sequence[Term]], Sequence[str]],
    *,
    book: Codebook,
    embedder: Embedder | None,
    vectors: Vectors | None = None,
    progress: Progress | None = None,
) -> Placing:
    """Each of the `telling` under its likeliest code, those under none unsorted.

    `heard` are terms and languages. Without an embedder only seed words count.
    """
    terms, languages = heard
    rows = np.zeros((len(said.ids), 1), np.float32)
    lines = None
    if embedder is not None and telling:
        if vectors is None:
            vectors = embedded(said.texts, embedder, progress)
        space = language_space(embedder)
        rows, lines = space.without_language(vectors), code_lines(book, embedder, space)
    some = list(telling)
    met = Heard(
        [said.ids[i] for i in some], rows[some], [terms[i] for i in some], [languages[i] for i in some]
    )
    coded = code(met, book, lines) if some else []
    found = sorted({one.codes[0] for one in coded if one.codes})
    groups, sure = np.full(len(said.ids), UNSORTED, np.intp), np.zeros(len(said.ids))
    for i, one in zip(some, coded, strict=True):
        if one.codes:
            groups[i], sure[i] = found.index(one.codes[0]), one.beliefs[one.codes[0]]
    method: dict[str, object] = {
        "embedder": {"name": embedder.name, "fingerprint": embedder.fingerprint} if embedder else None,
        "language_directions": DIRECTIONS,
        "grouping": {"way": "codebook", "codebook": f"{book.id} {book.version}"},
    }
    return Placing(groups, sure, rows, method, tuple(book.code(id) for id in found))


def by_its_code(called: Named, code: Code) -> Named:
    """The theme under the code's name, in every language of the codebook; its words stay people's own."""
    languages = [language for language in called.labels if language in code.label]
    label = code.label[languages[0]] if languages else next(iter(code.label.values()))
    return replace(called, label=label, labels=dict(code.label))
