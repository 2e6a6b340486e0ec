"""What else a contribution tells besides its codes: whose trust it is about, which way it points.

Each facet of a codebook is learnt from the codebook's examples, in all their languages at once, and from
how often each answer goes with each code. Where no answer is likelier than all others together, none is
given: a wrong one costs a reader more than none.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.clusters import Floats, Labels
from analysis.code_lines import CodeLines
from analysis.codebook import Codebook, Example
from analysis.embedders import Vectors
from analysis.report import Told

FREEDOM = 2.0  # of the learning: the inverse of its penalty
NEAR_ENOUGH = 0.001
USUAL = 3.0  # so many examples of each code are thought to answer as all examples do
SURE = 0.5
FEWEST = 20  # examples; fewer teach nothing
NONE = ""  # somebody looked, and no value of the facet fits


def answers(vectors: Vectors, beliefs: Floats, book: Codebook, lines: CodeLines) -> list[Mapping[str, Told]]:
    """What each text says to each facet of the book: facet to value. A facet that is not told is not there.

    `vectors` (n, d) are the embedder's own, language and all: what tells praise from blame lies partly in
    the directions in which languages differ. `beliefs` (n, k) say how likely each code is for each text.
    """
    told: list[dict[str, Told]] = [{} for _ in vectors]
    if not len(lines.examples) or not len(vectors):
        return list(told)
    middle = lines.examples.mean(axis=0)
    taught, texts = _seen_from(middle, lines.examples), _seen_from(middle, vectors)
    for facet in book.facets:
        rows, values = _answered(book.examples, facet.id)
        known = sorted(set(values))
        if len(rows) < FEWEST or len(known) < 2:
            continue
        labels = np.array([known.index(value) for value in values], np.intp)
        likely = _learnt(taught[rows], labels, texts) * _by_code(book, rows, labels, beliefs)
        likely /= likely.sum(axis=1, keepdims=True)
        for mine, row in zip(told, likely, strict=True):
            best = int(row.argmax())
            if row[best] >= SURE and known[best] != NONE:
                mine[facet.id] = Told(known[best], round(float(row[best]), 4))
    return list(told)


def _answered(examples: Sequence[Example], facet: str) -> tuple[list[int], list[str]]:
    """Which examples answer, and what; one with several answers stands once for each."""
    pairs = [
        (row, value)
        for row, one in enumerate(examples)
        if facet in one.facets
        for value in one.facets[facet] or (NONE,)
    ]
    return [row for row, _ in pairs], [value for _, value in pairs]


def _seen_from(middle: Vectors, vectors: Vectors) -> Floats:
    rows = vectors.astype(np.float64) - middle
    lengths: Floats = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = rows / np.maximum(lengths, 1e-9)
    return unit


def _learnt(taught: Floats, labels: Labels, texts: Floats) -> Floats:
    from sklearn.linear_model import LogisticRegression  # slow to load, and only here

    model = LogisticRegression(C=FREEDOM, solver="newton-cg", tol=NEAR_ENOUGH).fit(taught, labels)
    return np.asarray(model.predict_proba(texts))


def _by_code(book: Codebook, rows: Sequence[int], labels: Labels, beliefs: Floats) -> Floats:
    """How much likelier than usual each answer is for what a text is about: (n, answers)."""
    number = {code.id: at for at, code in enumerate(book.codes)}
    usual = np.bincount(labels) / len(labels)
    counts = np.tile(USUAL * usual, (len(book.codes), 1))
    for row, label in zip(rows, labels, strict=True):
        for id in book.examples[row].codes:
            counts[number[id], label] += 1
    shares = counts / counts.sum(axis=1, keepdims=True)
    return np.asarray(beliefs @ shares / usual)
