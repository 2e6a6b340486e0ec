"""Put each contribution with those that speak of the same, by meaning or, without weights, by words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis import clusters
from analysis.clusters import Floats, Labels
from analysis.embedders import Embedder, Progress, Vectors, embed_all
from analysis.language import Term
from analysis.lexical import WIDTH, lexical_vectors
from analysis.space import DIRECTIONS, language_space

FEW_WORDS = 4
UNSORTED = -1


@dataclass(frozen=True)
class Placing:
    """Where contributions went: `groups` (n,) number the themes from 0, -1 is unsorted; `confidence` (n,)
    is 0 to 1; `vectors` (n, d) are what they were compared by; `method` says how, in plain values."""

    groups: Labels
    confidence: Floats
    vectors: Vectors
    method: Mapping[str, object]


def says_something(text: str, terms: Sequence[Term]) -> bool:
    """Whether there is anything to sort by: a content word, or at least four words of any kind."""
    return bool(terms) or sum(any(letter.isalpha() for letter in word) for word in text.split()) >= FEW_WORDS


def by_meaning(
    texts: Sequence[str],
    telling: Sequence[int],
    embedder: Embedder,
    *,
    vectors: Vectors | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Placing:
    """Group the `telling` of the texts by the embedder's vectors with language taken out.

    `vectors` are the embedder's rows for all texts where they were kept; else they are made now.
    """
    if vectors is None:
        vectors = embedded(texts, embedder, progress)
    rows = language_space(embedder).without_language(vectors)
    found = clusters.group(rows[list(telling)], seed=seed)
    groups = np.full(len(texts), UNSORTED, np.intp)
    confidence = np.zeros(len(texts))
    groups[list(telling)] = found.labels
    confidence[list(telling)] = found.confidence
    method = {
        "embedder": {"name": embedder.name, "fingerprint": embedder.fingerprint},
        "language_directions": DIRECTIONS,
        "grouping": {"way": found.way, "dimensions": clusters.DIMENSIONS},
    }
    return Placing(groups, confidence, rows, method)


def embedded(texts: Sequence[str], embedder: Embedder, progress: Progress | None) -> Vectors:
    """Each different text once, since people say the same."""
    different = sorted(set(texts))
    at = {text: row for row, text in enumerate(different)}
    return embed_all(embedder, different, progress)[[at[text] for text in texts]]


def by_words(
    terms: Sequence[Sequence[Term]], languages: Sequence[str], telling: Sequence[int], *, seed: int = 0
) -> Placing:
    """Group the `telling` contributions of each language by their words alone.

    A language with fewer contributions than make a group stays unsorted.
    """
    groups = np.full(len(terms), UNSORTED, np.intp)
    confidence = np.zeros(len(terms))
    vectors = np.zeros((len(terms), WIDTH), np.float32)
    ways: dict[str, str] = {}
    for language, _ in sorted(Counter(languages[i] for i in telling).items()):
        mine = [i for i in telling if languages[i] == language]
        vectors[mine] = lexical_vectors([[term.lemma for term in terms[i]] for i in mine])
        if len(mine) < clusters.FEWEST:
            continue
        found = clusters.group(vectors[mine], seed=seed)
        groups[mine] = found.labels + groups.max() + 1
        confidence[mine] = found.confidence
        ways[language] = found.way
    method = {"embedder": None, "grouping": {"way": ways, "dimensions": clusters.DIMENSIONS}}
    return Placing(groups, confidence, vectors, method)
