"""Which codes of a codebook each contribution carries, as far as the machine can tell; a person decides.

The codebook's own sentences (names, definitions, notes, examples, seeds, in all its languages) are read as
if people had said them: a text is near a code when it is near what the codebook says of it, when it holds
its words, and when the texts around it are near it too. What a person has coded already counts as said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.sparse import csr_array, diags_array

from analysis.clusters import Floats, Labels, neighbours
from analysis.code_lines import CodeLines
from analysis.codebook import Codebook
from analysis.embedders import Vectors
from analysis.facets import answers
from analysis.language import Term
from analysis.report import Told
from analysis.seed_words import hits

CLOSENESS = 0.05  # cosines differ by hundredths: what makes them beliefs
BY_WORDS = 1.2  # what one seed word weighs, in log odds
BY_BOOK = 0.3
ROUNDS = 2
SURE_SHARE = 0.4  # of each code's texts, the surest teach the next round
AROUND, PULL = 12, 0.2  # neighbours, and how much they count against what the text says itself
RIDGE, SPREAD = 1.0, 0.2
FREEDOM = 10.0  # of the second teaching: the inverse of its penalty
NEAR_ENOUGH = 0.001  # with 0.01 few texts would stop at once, and believe nothing
AS_SAID = 0.3  # a sentence of the codebook counts so much beside one of a person
CORRECTED = 3.0
FLOOR, ABOVE_CHANCE = 0.2, 1.5  # so likely, and so many times likelier than by chance, a code has to be
ALSO = 0.6  # a second code fits where it is so nearly as likely as the first
APART, FITS = 0.1, 0.5  # the cosine at which a text is thought as likely to be of a code as not
ANSWERS = 0.6  # a text that fits no code so far says nothing to a facet: a wrong answer costs more than none
SUREST = 0.9999  # whole certainty is a person's
FEW = 20  # under so many texts they teach one another nothing


@dataclass(frozen=True)
class Coded:
    """`codes` are ids, the likeliest first; none where none is near. `beliefs` (one for each code) sum to 1;
    they are 0 where a person saw that no code of the book fits, and a book's only code is believed by itself.

    `margin` is the first code's belief less the second's, 0 to 1: a person looks at the smallest first.
    `facets`: what it says to each facet of the book, where that can be told.
    """

    id: str
    codes: Sequence[str]
    beliefs: Mapping[str, float]
    margin: float
    facets: Mapping[str, Told] = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """Contributions as they are compared: ids, vectors without language (n, d), terms and languages.

    `raw` (n, d) are the embedder's own vectors, language and all; without them no facet is told.
    """

    ids: Sequence[str]
    vectors: Vectors
    terms: Sequence[Sequence[Term]]
    languages: Sequence[str]
    raw: Vectors | None = None


def code(
    heard: Heard,
    book: Codebook,
    lines: CodeLines | None,
    *,
    corrections: Mapping[str, Sequence[str]] | None = None,
) -> list[Coded]:
    """Code each contribution. `lines` are the codebook's sentences as vectors; None where there are no
    weights: then only seed words count, and a text without one carries no code.

    `corrections` are codes that a person gave, by contribution: they stand, and teach. One that carries
    no code of the book after somebody's look (no code at all, or only special ones) teaches nothing: its
    beliefs are 0 and no facet is told. Raises KeyError where a correction is no code of the book.
    """
    corrections = corrections or {}
    given = _given(book, corrections)
    words = hits(book, heard.terms, heard.languages)
    found, fitting = np.zeros(words.shape), np.ones(words.shape)
    kept = [row for row, id in enumerate(heard.ids) if given.get(id, [0])]
    if lines is None:
        found[kept] = (words / np.maximum(words.sum(axis=1, keepdims=True), 1))[kept]
    elif kept:
        pairs = _rows([heard.ids[row] for row in kept], given)
        found[kept] = beliefs(heard.vectors[kept], lines, words[kept], pairs)
        fitting[kept] = fits(heard.vectors[kept], lines, words[kept], pairs)
        if lines.count == 1:  # nothing to be nearer to: it is likely as far as it fits
            found[kept] = _told(fitting[kept], pairs)
    ids = [one.id for one in book.codes]
    rows = zip(heard.ids, found, fitting, strict=True)
    coded = [_coded(id, ids, (row, fit), corrections.get(id)) for id, row, fit in rows]
    if lines is None or heard.raw is None:
        return coded
    near = [row for row in kept if fitting[row].max() >= ANSWERS or heard.ids[row] in given]
    for row, facets in zip(near, answers(heard.raw[near], found[near], book, lines), strict=True):
        coded[row] = replace(coded[row], facets=facets)
    return coded


def queue(coded: Sequence[Coded], corrections: Mapping[str, Sequence[str]] | None = None) -> list[str]:
    """Ids in the order in which a person's look helps most: the least certain first, none twice."""
    open_yet = [one for one in coded if one.id not in (corrections or {})]
    return [one.id for one in sorted(open_yet, key=lambda one: (one.margin, one.id))]


def beliefs(
    vectors: Vectors, lines: CodeLines, words: Floats, given: Sequence[tuple[int, int]] = ()
) -> Floats:
    """How likely each code is for each text: (n, k), rows sum to 1. `given` are (text, code) pairs."""
    if lines.count == 1:
        return np.ones((len(vectors), 1))
    texts, book = centred(vectors, lines), centred(lines.vectors)
    by_book = np.log(_by_least_squares(texts, book, lines)) + np.log(_near(texts, book, lines))
    belief = _softmax((by_book + BY_WORDS * words) / 2)
    graph = around(texts)
    belief = propagated(graph, _told(belief, given))
    for _ in range(ROUNDS if len(texts) >= FEW else 0):
        surest = _surest(belief, lines.count)
        teachers = [
            (texts[surest], belief[surest].argmax(axis=1), np.ones(len(surest))),
            (book, lines.code, lines.weight * AS_SAID),
            *_corrected(texts, given),
        ]
        learnt = np.log(_learnt(teachers, texts, lines.count))
        logits = learnt + BY_BOOK * by_book + BY_WORDS * words
        belief = propagated(graph, _told(_softmax(logits / (1 + 2 * BY_BOOK)), given))
    whole: Floats = belief / belief.sum(axis=1, keepdims=True)
    return whole


def fits(vectors: Vectors, lines: CodeLines, words: Floats, given: Sequence[tuple[int, int]] = ()) -> Floats:
    """How far each code fits each text by itself, whichever other codes there are: (n, k), 0 to 1.

    Seen from the middle of everyday speech (there `vectors` and lines begin), a text that is no nearer to
    what is said of a code than other talk is has nothing to do with it, though all other codes be farther.
    """
    middles = np.zeros((lines.count, vectors.shape[1]))
    np.add.at(middles, lines.code, lines.vectors * lines.weight[:, None])
    for text, one in given:
        middles[one] += CORRECTED * vectors[text]
    lengths = np.maximum(np.linalg.norm(middles, axis=1), 1e-9)
    above = vectors @ (middles.T / lengths) - APART
    return np.asarray(1 / (1 + np.exp(-(above / CLOSENESS + BY_WORDS * words))))


def centred(vectors: Vectors | Floats, lines: CodeLines | None = None) -> Floats:
    """Rows seen from their own middle, at length one: what they all share tells no code from another.

    The middle of few rows is their own matter: with `lines`, what those speak of counts as twenty rows more.
    """
    rows = vectors.astype(np.float64)
    middle = rows.mean(axis=0) if len(rows) else 0
    if lines is not None:
        usual = np.average(lines.vectors, axis=0, weights=lines.weight)
        middle = (len(rows) * middle + FEW * usual) / (len(rows) + FEW)
    elif len(rows) == 1:
        middle = 0
    rows = rows - middle
    lengths: Floats = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = rows / np.maximum(lengths, 1e-9)
    return unit


def around(points: Floats) -> csr_array:
    """Each text's pull on each, by nearness to the third power among its neighbours: rows sum to 1."""
    count = min(AROUND, len(points) - 1)
    if count < 1:
        return csr_array((len(points), len(points)))
    ends = neighbours(points, count)
    starts = np.repeat(np.arange(len(points)), count)
    near = np.maximum((points[starts] * points[ends.ravel()]).sum(axis=1), 0) ** 3
    graph = csr_array((near, (starts, ends.ravel())), shape=(len(points), len(points)))
    graph = graph + graph.T
    totals = np.asarray(graph.sum(axis=1)).ravel()
    return csr_array(diags_array(1 / np.where(totals > 0, totals, 1)) @ graph)


def propagated(graph: csr_array, belief: Floats) -> Floats:
    """What each text says of itself, mixed with what its neighbours say (Zhou et al. 2004)."""
    spread = belief
    for _ in range(20):
        spread = PULL * np.asarray(graph @ spread) + (1 - PULL) * belief
    return spread


def _near(texts: Floats, book: Floats, lines: CodeLines) -> Floats:
    middles = np.zeros((lines.count, texts.shape[1]))
    np.add.at(middles, lines.code, book * lines.weight[:, None])
    return np.asarray(_softmax(texts @ centred(middles).T / CLOSENESS) + 1e-9)


def _by_least_squares(texts: Floats, book: Floats, lines: CodeLines) -> Floats:
    """How like the lines of each code, weighed in all directions at once (ridge regression): (n, k)."""
    codes = np.eye(lines.count)[lines.code]
    weighed = book * lines.weight[:, None]
    inner = weighed.T @ book + RIDGE * np.eye(book.shape[1])
    usual = np.average(codes, axis=0, weights=lines.weight)
    found = texts @ np.linalg.solve(inner, weighed.T @ (codes - usual))
    return np.maximum(_softmax(found / SPREAD), 1e-6)


def _learnt(teachers: Sequence[tuple[Floats, Labels, Floats]], texts: Floats, count: int) -> Floats:
    from sklearn.linear_model import LogisticRegression  # slow to load, and only here

    rows, codes, weights = (np.concatenate(part) for part in zip(*teachers, strict=True))
    rows, texts = rows.astype(np.float32), texts.astype(np.float32)  # twice as fast, and the same codes
    found = np.full((len(texts), count), 1e-6)
    model = LogisticRegression(C=FREEDOM, solver="newton-cg", tol=NEAR_ENOUGH).fit(rows, codes, weights)
    found[:, model.classes_] = np.maximum(model.predict_proba(texts), 1e-6)
    return found


def _surest(belief: Floats, count: int) -> list[int]:
    ordered = np.sort(belief, axis=1)
    margin, first = ordered[:, -1] - ordered[:, -2], belief.argmax(axis=1)
    picked: list[int] = []
    for one in range(count):
        mine = np.flatnonzero(first == one)
        wanted = max(2, int(SURE_SHARE * len(mine)))
        picked += mine[np.argsort(-margin[mine], kind="stable")][:wanted].tolist()
    return picked


def _corrected(texts: Floats, given: Sequence[tuple[int, int]]) -> list[tuple[Floats, Labels, Floats]]:
    if not given:
        return []
    rows, codes = (np.array(part, np.intp) for part in zip(*given, strict=True))
    return [(texts[rows], codes, np.full(len(rows), CORRECTED))]


def _told(belief: Floats, given: Sequence[tuple[int, int]]) -> Floats:
    """What a person said of a text is all there is to say of it."""
    told = belief.copy()
    for text in {text for text, _ in given}:
        told[text] = 0
    for text, one in given:
        told[text, one] = 1 / sum(1 for other, _ in given if other == text)
    return told


def _given(book: Codebook, corrections: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    """Numbers of the codes a person gave; special codes have none."""
    number: dict[str, int | None] = dict.fromkeys(one.id for one in book.special_codes)
    number |= {one.id: at for at, one in enumerate(book.codes)}
    said = {id: [number[code] for code in codes] for id, codes in corrections.items()}
    return {id: [one for one in codes if one is not None] for id, codes in said.items()}


def _rows(ids: Sequence[str], given: Mapping[str, Sequence[int]]) -> list[tuple[int, int]]:
    at = {id: row for row, id in enumerate(ids)}
    return sorted((at[id], one) for id, codes in given.items() if id in at for one in codes)


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _coded(id: str, ids: Sequence[str], likely: tuple[Floats, Floats], given: Sequence[str] | None) -> Coded:
    belief, fitting = likely
    order = np.argsort(-belief, kind="stable")
    # An only code has one rival: that it does not fit.
    first, second = belief[order[0]], belief[order[1]] if len(order) > 1 else 1 - belief[order[0]]
    least = max(FLOOR, min(1.0, ABOVE_CHANCE / len(ids)), ALSO * first) if len(ids) > 1 else FITS
    codes = [ids[one] for one in order if belief[one] >= least and fitting[one] >= FITS][:3]
    most = SUREST
    if given is not None:
        codes, most = [*given], 1.0
    rounded = {ids[one]: min(most, round(float(belief[one]), 4)) for one in range(len(ids))}
    return Coded(id, tuple(codes), rounded, round(abs(float(first - second)), 4))
