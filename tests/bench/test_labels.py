"""Do the words of a theme point to it? TrustSim's themes as labelled, five words each, a language at a time.

Run with `make bench`; prints figures and asserts none. The words, embedded, are compared with the fourteen
definitions; they point to their theme where its definition is the nearest. Beside ours: the same formula
(class TF-IDF) over words as they are written, which is what BERTopic shows unless told otherwise.
"""

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from score_adapter import Pipeline

from analysis import clusters
from analysis.labels import name_themes
from analysis.language import terms
from analysis.space import language_space
from analysis.stopwords import faint_words, stop_words

DATA = Path(__file__).parents[3] / "shared/data"
LANGUAGES = ("lv", "en", "fi", "ru", "et", "sv")
WORDS = 5


@dataclass(frozen=True)
class Spoken:
    """What was said in one language: `groups` are indexes into `texts`, one for each theme of `themes`."""

    texts: list[str]
    language: str
    themes: list[str]
    groups: list[list[int]]


def spoken(rows: list[dict[str, str]], language: str) -> Spoken:
    mine = [row for row in rows if row["lang"] == language]
    themes = sorted({row["label"] for row in mine})
    groups = [[i for i, row in enumerate(mine) if row["label"] == theme] for theme in themes]
    return Spoken([row["text"] for row in mine], language, themes, groups)


def ours(said: Spoken, vectors: np.ndarray) -> list[list[str]]:
    """As in a reading: the surest members count most."""
    group_of = np.array([n for i in range(len(said.texts)) for n, g in enumerate(said.groups) if i in g])
    points = clusters.reduced(vectors)
    sure = clusters.confidence(points @ clusters.centres(points, group_of).T)
    languages = [said.language] * len(said.texts)
    named = name_themes(terms(said.texts, languages), languages, said.groups, sure=sure.tolist())
    return [list(one.keywords[:WORDS]) for one in named]


def as_written(said: Spoken) -> list[list[str]]:
    """Class TF-IDF (Grootendorst 2022) over words of two letters and more, no word left out."""
    counts = [
        Counter(word for i in group for word in re.findall(r"\w\w+", said.texts[i].casefold()))
        for group in said.groups
    ]
    everywhere = sum(counts, Counter[str]())
    usual = everywhere.total() / len(counts)
    return [
        sorted(
            mine, key=lambda word: (-mine[word] / mine.total() * math.log(1 + usual / everywhere[word]), word)
        )[:WORDS]
        for mine in counts
    ]


def test_five_words_point_to_their_theme():
    if not DATA.exists():
        pytest.skip("the data of others is not here")
    pipeline = Pipeline()
    rows = [json.loads(line) for line in (DATA / "trustsim.jsonl").read_text("utf-8").splitlines()]
    book = json.loads((DATA / "trustsim_codebook.json").read_text("utf-8"))
    print("\nfive words point to their theme (all different · function words · words of the question)")
    for language in LANGUAGES:
        said = spoken(rows, language)
        without, embed = language_space(pipeline.embedder).without_language, pipeline.embedder.embed
        meant = without(embed([book[theme][language]["def"] for theme in said.themes]))
        vectors = without(pipeline.vectors(said.texts))
        for way, words in (("ours", ours(said, vectors)), ("as written", as_written(said))):
            nearest = (without(embed([", ".join(mine) for mine in words])) @ meant.T).argmax(axis=1)
            right = np.mean(nearest == np.arange(len(nearest)))
            print(f"  {language} {way:10s} {right:.2f}   ({_seen(words, language)})")


def _seen(words: list[list[str]], language: str) -> str:
    shown = [word.casefold() for mine in words for word in mine]
    parts = (
        len(set(shown)) / len(shown),
        np.mean([word in stop_words(language) for word in shown]),
        np.mean([word in faint_words(language) for word in shown]),
    )
    return " · ".join(f"{part:.2f}" for part in parts)
