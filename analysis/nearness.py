"""What contributions are compared by when themes are looked for: what they mean, and the words they share.

Meaning is a vector without its language, through a map that was learnt from texts people had sorted
(`theme_map.npy`, made by `tests/bench/theme_map.py`): directions in which what people keep together differs
count less. Words tell apart what lies near in meaning, as the arguments of one question do; but only
within a language, so they weigh as much as two contributions are likely to share one.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.clusters import Floats, unit
from analysis.embedders import Vectors
from analysis.language import Term

MAPS = {"multilingual-e5-small": Path(__file__).parent / "theme_map.npy"}
"""By the embedder's name, since a map fits the vectors it was learnt on and no others."""
WORDS = 1.0  # how much shared words weigh beside meaning where all speak one language
WIDTH = 64
FEWEST_WITH = 3  # a word that fewer contributions have makes no theme
SPARE = 8
PASSES = 4


def compared(
    rows: Vectors, terms: Sequence[Sequence[Term]], languages: Sequence[str], *, embedder: str
) -> Vectors:
    """What `clusters.group` is given: rows (n, d + at most 64), of unit rows (n, d) without language."""
    meaning = mapped(rows, embedder)
    spread = math.sqrt(float(meaning.var(axis=0).sum()))
    words = shared_words([[term.lemma for term in mine] for mine in terms])
    both: Vectors = np.hstack([meaning, WORDS * spread * same_language(languages) * words]).astype(np.float32)
    return both


def mapped(rows: NDArray[np.floating], embedder: str) -> Floats:
    """Unit rows through the embedder's map, where there is one: (n, d)."""
    path = MAPS.get(embedder)
    return unit(rows.astype(np.float64) @ _map(path)) if path else rows.astype(np.float64)


@cache
def _map(path: Path) -> Floats:
    found: Floats = np.load(path).astype(np.float64)
    return found


@cache
def fingerprint(embedder: str) -> str | None:
    """Changes with the embedder's map; None where it has none."""
    path = MAPS.get(embedder)
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8] if path else None


def same_language(languages: Sequence[str]) -> float:
    """How likely two contributions are in the same language (Simpson's index): 1 where all are."""
    times = np.array(list(Counter(languages).values()), float)
    return float(((times / max(1, len(languages))) ** 2).sum())


def shared_words(lemmas: Sequence[Sequence[str]]) -> Floats:
    """The leading components of TF-IDF over lemmas: (n, at most 64), rows of length one or less.

    A row is as long as what its contribution shares with at least two others; one that shares nothing
    is zero, and lies no nearer to anything.
    """
    said = [sorted(set(mine)) for mine in lemmas]
    times = Counter(lemma for mine in said for lemma in mine)
    column = {lemma: i for i, lemma in enumerate(sorted(one for one in times if times[one] >= FEWEST_WITH))}
    if len(column) < 2:
        return np.zeros((len(lemmas), 1))
    weight = {lemma: math.log1p(len(lemmas) / many) for lemma, many in times.items()}
    lengths = [math.sqrt(sum(weight[lemma] ** 2 for lemma in mine)) for mine in said]
    entries = [
        (row, column[lemma], weight[lemma] / lengths[row])
        for row, mine in enumerate(said)
        for lemma in mine
        if lemma in column
    ]
    rows, columns, values = zip(*entries, strict=True)
    return components(csr_array((values, (rows, columns)), shape=(len(lemmas), len(column))))


def components(table: csr_array) -> Floats:
    """The rows of a sparse table along its leading principal components (n, at most 64): a randomised search
    (Halko et al. 2011) from the same start each time."""
    count = min(WIDTH + SPARE, *table.shape)
    middle = np.asarray(table.mean(axis=0)).reshape(1, -1)
    ends = np.random.default_rng(0).standard_normal((table.shape[1], count))
    for _ in range(PASSES):
        along, _ = np.linalg.qr(table @ ends - middle @ ends)
        ends, _ = np.linalg.qr(table.T @ along - middle.T @ along.sum(axis=0, keepdims=True))
    left, sizes, _ = np.linalg.svd(table @ ends - middle @ ends, full_matrices=False)
    found: Floats = (left * sizes)[:, :WIDTH]
    return found
