"""From a corpus to a report: what several contributions speak of, named and shown in their own words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import metadata

import numpy as np

from analysis.clusters import FEWEST
from analysis.corpus import Contribution, Corpus
from analysis.embedders import Embedder, Progress, Vectors, WeightsMissing
from analysis.embedders.e5 import E5
from analysis.labels import Named, name_themes
from analysis.language import Term, languages, terms
from analysis.placing import UNSORTED, Placing, by_meaning, by_words, says_something
from analysis.quotes import choose
from analysis.report import Placed, Report, Theme, opening

ENOUGH = 20
QUOTES = 4

LEXICAL = (
    "The weights of the sentence embedder are not installed: themes were found by words alone, "
    "each language by itself. Expect less of them."
)
TOO_FEW = "Fewer than {enough} contributions: too few for themes to be relied on."


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
    seed: int = 0,
    progress: Progress | None = None,
) -> Report:
    """Find the themes of a corpus, the largest first, each with a label, keywords and exact quotes.

    `embedder` is multilingual-e5-small where none is given; without its weights themes are found by
    words, and `method` says so. `vectors` (n, d) are that embedder's rows for the contributions where
    they were kept, so that nothing is embedded again. `progress(done, total)` is told of texts embedded.

    The same contributions and seed give the same report, whatever order they come in. A contribution
    that says nothing ("+1", "…") has no theme, and so has every one where fewer than six say something.
    One that may not be quoted counts, and is in no quote.

    Raises ValueError where `vectors` is not one row for each contribution, or an id comes twice.
    """
    given = corpus.contributions
    if len({one.id for one in given}) < len(given):
        raise ValueError("two contributions have the same id")
    if vectors is not None and len(vectors) != len(given):
        raise ValueError(f"{len(vectors)} vectors for {len(given)} contributions")
    order = sorted(range(len(given)), key=lambda i: (given[i].text, given[i].id))
    reading = read([given[i] for i in order])
    rows = None if vectors is None else vectors[order]
    placing = place(reading, embedder, rows, seed=seed, progress=progress)
    return report(corpus, reading, placing, seed)


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
    seed: int,
    progress: Progress | None,
) -> Placing:
    count = len(reading.contributions)
    if len(reading.telling) < FEWEST:
        nowhere = np.full(count, UNSORTED, np.intp)
        return Placing(nowhere, np.zeros(count), np.zeros((count, 1), np.float32), {})
    try:
        embedder = embedder or E5()
    except WeightsMissing:
        return by_words(reading.terms, reading.languages, reading.telling, seed=seed)
    texts = [one.text for one in reading.contributions]
    return by_meaning(texts, reading.telling, embedder, vectors=vectors, seed=seed, progress=progress)


def report(corpus: Corpus, reading: _Reading, placing: Placing, seed: int) -> Report:
    themes = name(reading, placing)
    theme_of = {member: theme.id for theme in themes for member in theme.members}
    places = {
        one.id: Placed(one.id, theme_of.get(one.id), language, round(float(sure), 4))
        for one, language, sure in zip(
            reading.contributions, reading.languages, placing.confidence, strict=True
        )
    }
    position = {one.id: i for i, one in enumerate(corpus.contributions)}
    return Report(
        title=corpus.title,
        question=corpus.question,
        themes=[replace(one, members=sorted(one.members, key=position.__getitem__)) for one in themes],
        placed=[places[one.id] for one in corpus.contributions],
        contributions=tuple(corpus.contributions),
        method=method(reading, placing, seed),
    )


def name(reading: _Reading, placing: Placing) -> list[Theme]:
    """The themes with their names and quotes, by size, then by label."""
    numbers = range(placing.groups.max(initial=UNSORTED) + 1)
    groups = [np.flatnonzero(placing.groups == one).tolist() for one in numbers]
    groups.sort(key=lambda group: (-len(group), group))
    called = name_themes(
        reading.terms,
        reading.languages,
        groups,
        quotable=[one.quotable for one in reading.contributions],
        sure=placing.confidence.tolist(),
    )
    ranked = sorted(zip(groups, called, strict=True), key=lambda one: (-len(one[0]), one[1].label, one[0]))
    return [theme(f"t{n}", group, its, (reading, placing)) for n, (group, its) in enumerate(ranked, start=1)]


def theme(id: str, group: Sequence[int], called: Named, found: tuple[_Reading, Placing]) -> Theme:
    reading, placing = found
    members = [reading.contributions[i] for i in group]
    quotes = tuple(choose(reading.contributions, placing.vectors, group, QUOTES))
    return Theme(
        id=id,
        label=called.label or opening(quotes) or id,
        keywords=tuple(called.keywords),
        size=len(group),
        quotes=quotes,
        members=tuple(one.id for one in members),
        labels=dict(called.labels),
        circles=len({one.circle for one in members if one.circle}),
    )


def method(reading: _Reading, placing: Placing, seed: int) -> dict[str, object]:
    """How the themes were found, in plain values that depend on nothing but the input."""
    telling = len(reading.telling)
    unsorted = int((placing.groups == UNSORTED).sum())
    silent = len(reading.contributions) - telling
    lexical = "embedder" in placing.method and placing.method["embedder"] is None
    few = telling < ENOUGH
    return {
        "aplis": version(),
        "seed": seed,
        **placing.method,
        "state": "too few" if few else "enough",
        "counts": {
            "contributions": len(reading.contributions),
            "sorted": len(reading.contributions) - unsorted,
            "unsorted": {"says nothing": silent, "too few": unsorted - silent},
        },
        "languages": dict(sorted(Counter(reading.languages).items())),
        "warnings": [LEXICAL] * lexical + [TOO_FEW.format(enough=ENOUGH)] * few,
    }


def version() -> str:
    try:
        return metadata.version("aplis")
    except metadata.PackageNotFoundError:
        return "not installed"
