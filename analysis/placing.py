"""Put each contribution with those that speak of the same, by meaning or, without weights, by words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analysis import clusters
from analysis.anchoring import held
from analysis.clusters import GRAINS, Floats, Grain, Grouping, Labels
from analysis.codebook import Code
from analysis.consensus import stable_group
from analysis.decisions import Decisions, kept_to
from analysis.embedders import Embedder, Progress, Vectors, embed_all
from analysis.language import Term
from analysis.lexical import WIDTH, lexical_vectors
from analysis.nearness import compared, fingerprint
from analysis.space import DIRECTIONS, language_space

FEW_WORDS = 4
UNSORTED = -1
FAR = 0.12  # a cosine to the middle of the own theme: so far out, nine in ten are in a wrong one
ENOUGH_TO_BE_FAR = 60  # among fewer, everything is near something


@dataclass(frozen=True)
class Look:
    """How to look for themes: `more` from -2 (fewer, wider) to 2 (more, narrower); `stable` takes longer and
    finds what holds when some of the contributions are missing; `decisions` are people's. `lay` says by id
    which earlier theme, by its number, a contribution lay in: then no more moves than has to."""

    more: int = 0
    stable: bool = False
    seed: int = 0
    decisions: Decisions = field(default_factory=Decisions)
    lay: Mapping[str, int] = field(default_factory=dict)

    @property
    def grain(self) -> Grain:
        return GRAINS[self.more]


@dataclass(frozen=True)
class Placing:
    """Where contributions went: `groups` (n,) number the themes from 0, -1 is unsorted; `confidence` (n,)
    is 0 to 1; `vectors` (n, d) are what they mean; `method` says how, in plain values. Where groups are
    those of a codebook, `codes` has one for each, None for one that people made and no code names.
    `compared` (n, e) is what groups were found by, where that is more than what they mean."""

    groups: Labels
    confidence: Floats
    vectors: Vectors
    method: Mapping[str, object]
    codes: Sequence[Code | None] = ()
    compared: Vectors | None = None


def says_something(text: str, terms: Sequence[Term]) -> bool:
    """Whether there is anything to sort by: a content word, or at least four words of any kind."""
    return bool(terms) or sum(any(letter.isalpha() for letter in word) for word in text.split()) >= FEW_WORDS


@dataclass(frozen=True)
class Said:
    """Contributions as they are placed: one id and one text each."""

    ids: Sequence[str]
    texts: Sequence[str]


def by_meaning(
    said: Said,
    telling: Sequence[int],
    embedder: Embedder,
    *,
    heard: tuple[Sequence[Sequence[Term]], Sequence[str]],
    look: Look,
    vectors: Vectors | None = None,
    progress: Progress | None = None,
) -> Placing:
    """Group the `telling` of the texts by the embedder's vectors with language taken out, and shared words.

    `heard` are the terms and the language of every text. `vectors` are the embedder's rows for all texts
    where they were kept; else they are made now.
    """
    if vectors is None:
        vectors = embedded(said.texts, embedder, progress)
    rows = language_space(embedder).without_language(vectors)
    mine = list(telling)
    ids = [said.ids[i] for i in mine]
    terms, languages = [heard[0][i] for i in mine], [heard[1][i] for i in mine]
    near = compared(rows[mine], terms, languages, embedder=embedder.name)
    found = grouped(near, ids, look)
    groups = np.full(len(said.ids), UNSORTED, np.intp)
    confidence = np.zeros(len(said.ids))
    by = np.zeros((len(said.ids), near.shape[1]), np.float32)
    groups[mine] = np.where(far(found, look.decisions, ids), UNSORTED, found.labels)
    confidence[mine] = found.confidence
    by[mine] = near
    method = {
        "embedder": {"name": embedder.name, "fingerprint": embedder.fingerprint},
        "language_directions": DIRECTIONS,
        "theme_map": fingerprint(embedder.name),
        "grouping": {"way": found.way, "dimensions": look.grain.dimensions, "more": look.more},
    }
    return Placing(groups, confidence, rows, method, compared=by)


def grouped(rows: Vectors, ids: Sequence[str], look: Look) -> Grouping:
    """Groups of unit rows (n, d), as decided where people decided."""
    if look.stable:
        found = stable_group(rows.astype(np.float64), seed=look.seed, grain=look.grain)
    else:
        found = clusters.group(rows, seed=look.seed, grain=look.grain)
    if look.lay:
        found = held(found, np.array([look.lay.get(id, UNSORTED) for id in ids], np.intp), look.grain)
    return kept_to(look.decisions, ids, found) if look.decisions else found


def far(found: Grouping, decisions: Decisions, ids: Sequence[str]) -> NDArray[np.bool_]:
    """Who lies near no theme at all (n,): never those a person placed, and nobody among few."""
    if len(ids) < ENOUGH_TO_BE_FAR:
        return np.zeros(len(ids), np.bool_)
    own = clusters.centres(found.points, found.labels)[found.labels]
    placed = {id for pair in decisions.together for id in pair} | set(decisions.pinned)
    nobody = ((found.points * own).sum(axis=1) < FAR) & np.array([id not in placed for id in ids])
    left = np.bincount(found.labels[~nobody], minlength=int(found.labels.max()) + 1)
    lonely: NDArray[np.bool_] = nobody & (left[found.labels] >= 2)
    return lonely


def embedded(texts: Sequence[str], embedder: Embedder, progress: Progress | None) -> Vectors:
    """Each different text once, since people say the same."""
    different = sorted(set(texts))
    at = {text: row for row, text in enumerate(different)}
    return embed_all(embedder, different, progress)[[at[text] for text in texts]]


def by_words(
    terms: Sequence[Sequence[Term]],
    languages: Sequence[str],
    telling: Sequence[int],
    *,
    ids: Sequence[str],
    look: Look,
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
        found = clusters.group(vectors[mine], seed=look.seed, grain=look.grain)
        groups[mine] = found.labels + groups.max() + 1
        confidence[mine] = found.confidence
        ways[language] = found.way
    if look.decisions and (sorted_ := [i for i in telling if groups[i] != UNSORTED]):
        met = Grouping(
            groups[sorted_], confidence[sorted_], "", clusters.unit(vectors[sorted_].astype(np.float64))
        )
        kept = kept_to(look.decisions, [ids[i] for i in sorted_], met)
        groups[sorted_], confidence[sorted_] = kept.labels, kept.confidence
    method = {
        "embedder": None,
        "grouping": {"way": ways, "dimensions": look.grain.dimensions, "more": look.more},
    }
    return Placing(groups, confidence, vectors, method)
