"""From a corpus to a report: what several contributions speak of, named and shown in their own words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import metadata

import numpy as np

from analysis.codebook import Codebook, load
from analysis.corpus import Contribution, Corpus
from analysis.embedders import Embedder, Progress, Vectors, WeightsMissing
from analysis.embedders.e5 import E5
from analysis.few import by_code, by_its_code
from analysis.identity import called, ordered
from analysis.known import Known, last_number
from analysis.labels import Named, name_themes
from analysis.language import Term, languages, terms
from analysis.placing import UNSORTED, Look, Placing, Said, by_meaning, by_words, says_something
from analysis.quality import Held, leakage, qualities
from analysis.quotes import choose
from analysis.report import Placed, Quality, Report, Theme, opening

ENOUGH = 20
REASONS = ("says nothing", "far from all", "no code fits", "too few")
QUOTES = 4

LEXICAL = (
    "The weights of the sentence embedder are not installed: themes were found by words alone, "
    "each language by itself. Expect less of them."
)
TOO_FEW = (
    "Fewer than {enough} contributions that say something are too few for themes of their own: they are "
    "sorted by the codebook."
)


@dataclass(frozen=True)
class _Reading:
    """What is known of each contribution, one item each, in the order they are read."""

    contributions: Sequence[Contribution]
    languages: Sequence[str]
    terms: Sequence[Sequence[Term]]
    telling: Sequence[int]


def find_themes(
    corpus: Corpus,
    *,
    embedder: Embedder | None = None,
    vectors: Vectors | None = None,
    look: Look | None = None,
    before: Sequence[Known] = (),
    book: Codebook | None = None,
    progress: Progress | None = None,
) -> Report:
    """Find the themes of a corpus, the largest first, each with a label, keywords and exact quotes.

    `embedder` is multilingual-e5-small where none is given; without its weights themes are found by
    words, and `method` says so. `vectors` (n, d) are that embedder's rows for the contributions where
    they were kept, so that nothing is embedded again. `progress(done, total)` is told of texts embedded.

    `look` says how: fewer or more themes, the stable way, what people decided. `before` are the themes of
    an earlier reading, those that are gone without members: a theme that goes on keeps its id and its
    place, so that people can go on speaking of it.

    Where fewer than twenty say something, no themes are looked for: contributions are sorted by the codes
    of `book`, the trust codebook where none is given.

    The same contributions, look and earlier themes give the same report, whatever order they come in. A
    contribution that says nothing ("+1", "…") has no theme. One that may not be quoted counts, and is in
    no quote.

    Raises ValueError where `vectors` is not one row for each contribution, or an id comes twice;
    Contradiction where decisions cannot all hold.
    """
    given = corpus.contributions
    if len({one.id for one in given}) < len(given):
        raise ValueError("two contributions have the same id")
    if vectors is not None and len(vectors) != len(given):
        raise ValueError(f"{len(vectors)} vectors for {len(given)} contributions")
    order = sorted(range(len(given)), key=lambda i: (given[i].text, given[i].id))
    reading = read([given[i] for i in order])
    rows = None if vectors is None else vectors[order]
    look = look or Look()
    placing = place(reading, embedder, rows, look=look, book=book, progress=progress)
    return report(corpus, reading, placing, (look, before))


def read(contributions: Sequence[Contribution]) -> _Reading:
    spoken = languages(contributions)
    texts = [one.text for one in contributions]
    words = terms(texts, spoken)
    telling = [i for i, text in enumerate(texts) if says_something(text, words[i])]
    return _Reading(contributions, spoken, words, telling)


def place(
    reading: _Reading,
    embedder: Embedder | None,
    vectors: Vectors | None,
    *,
    look: Look,
    book: Codebook | None,
    progress: Progress | None,
) -> Placing:
    said = Said([one.id for one in reading.contributions], [one.text for one in reading.contributions])
    heard = (reading.terms, reading.languages)
    try:
        embedder = embedder or E5()
    except WeightsMissing:
        embedder = None
    if len(reading.telling) < ENOUGH:
        return by_code(
            said,
            reading.telling,
            heard,
            book=book or load("trust"),
            embedder=embedder,
            decisions=look.decisions,
            vectors=vectors,
            progress=progress,
        )
    if embedder is None:
        return by_words(*heard, reading.telling, ids=said.ids, look=look)
    return by_meaning(
        said, reading.telling, embedder, heard=heard, look=look, vectors=vectors, progress=progress
    )


def report(
    corpus: Corpus, reading: _Reading, placing: Placing, asked: tuple[Look, Sequence[Known]]
) -> Report:
    look, before = asked
    themes = name(reading, placing, look, before)
    last = last_number([*before, *(Known(theme.id, theme.members) for theme in themes)])
    theme_of = {member: theme.id for theme in themes for member in theme.members}
    places = {
        one.id: Placed(one.id, theme_of.get(one.id), language, round(float(sure), 4), why)
        for one, language, sure, why in zip(
            reading.contributions,
            reading.languages,
            placing.confidence,
            reasons(reading, placing),
            strict=True,
        )
    }
    position = {one.id: i for i, one in enumerate(corpus.contributions)}
    return Report(
        title=corpus.title,
        question=corpus.question,
        themes=[replace(one, members=sorted(one.members, key=position.__getitem__)) for one in themes],
        placed=[places[one.id] for one in corpus.contributions],
        contributions=tuple(corpus.contributions),
        method=method(reading, placing, look) | {"last_number": last},
    )


def name(reading: _Reading, placing: Placing, look: Look, before: Sequence[Known]) -> list[Theme]:
    """The themes with their names and quotes: those that go on where they were, new ones by size."""
    groups = [
        np.flatnonzero(placing.groups == one).tolist() for one in range(placing.groups.max(initial=-1) + 1)
    ]
    named = name_themes(
        reading.terms,
        reading.languages,
        groups,
        quotable=[one.quotable for one in reading.contributions],
        sure=placing.confidence.tolist(),
        before=called(before, [{reading.contributions[i].id for i in group} for group in groups]),
    )
    if placing.codes:
        named = [by_its_code(its, code) for its, code in zip(named, placing.codes, strict=True)]
    by = placing.vectors if placing.compared is None else placing.compared
    held = Held(reading.contributions, reading.languages, placing.groups, placing.vectors, by)
    good = qualities(held, seed=look.seed, grain=look.grain)
    ranked = sorted(
        zip(groups, named, good, strict=True), key=lambda one: (-len(one[0]), one[1].label, one[0])
    )
    members = [{reading.contributions[i].id for i in group} for group, _, _ in ranked]
    stood = {known.id: known.quoted for known in before}
    return [
        theme(id, ranked[place][0], ranked[place][1:], (reading, placing), quoted=stood.get(id, ()))
        for id, place in ordered(before, members)
    ]


def theme(
    id: str,
    group: Sequence[int],
    named: tuple[Named, Quality],
    found: tuple[_Reading, Placing],
    *,
    quoted: Sequence[str] = (),
) -> Theme:
    (called, quality), (reading, placing) = named, found
    members = [reading.contributions[i] for i in group]
    quotes = tuple(choose(reading.contributions, placing.vectors, group, QUOTES, quoted=quoted))
    return Theme(
        id=id,
        label=called.label or opening(quotes) or id,
        keywords=tuple(called.keywords),
        size=len(group),
        quotes=quotes,
        members=tuple(one.id for one in members),
        labels=dict(called.labels),
        circles=len({one.circle for one in members if one.circle}),
        quality=quality if len(reading.telling) >= ENOUGH else replace(quality, state="too few"),
    )


def reasons(reading: _Reading, placing: Placing) -> list[str]:
    """Why each contribution is in no theme; empty for one that is."""
    telling = set(reading.telling)
    if len(telling) < ENOUGH:
        elsewhere = "no code fits"
    else:
        elsewhere = "too few" if placing.method.get("embedder") is None else "far from all"
    return [
        "" if group != UNSORTED else elsewhere if i in telling else "says nothing"
        for i, group in enumerate(placing.groups.tolist())
    ]


def method(reading: _Reading, placing: Placing, look: Look) -> dict[str, object]:
    """How the themes were found, in plain values that depend on nothing but the input."""
    unsorted = int((placing.groups == UNSORTED).sum())
    lexical = placing.method.get("embedder") is None
    few = len(reading.telling) < ENOUGH
    why = Counter(reasons(reading, placing))
    return {
        "aplis": version(),
        "seed": look.seed,
        "stable": look.stable,
        "held": bool(look.lay),
        **placing.method,
        "state": "too few" if few else "enough",
        "counts": {
            "contributions": len(reading.contributions),
            "sorted": len(reading.contributions) - unsorted,
            "unsorted": {reason: why[reason] for reason in REASONS},
        },
        "left_out": round(unsorted / max(1, len(reading.contributions)), 4),
        "language_leakage": leakage(placing.groups, reading.languages),
        "languages": dict(sorted(Counter(reading.languages).items())),
        "warnings": [LEXICAL] * lexical + [TOO_FEW.format(enough=ENOUGH)] * few,
    }


def version() -> str:
    try:
        return metadata.version("aplis")
    except metadata.PackageNotFoundError:
        return "not installed"
