"""What a scoring program needs of a pipeline: the whole of find_themes, as a list of numbers.

Vectors are kept by text between runs, since one scoring asks for the same twelve thousand texts
hundreds of times; with one text a run they are the same vectors either way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_cache_path

from analysis import codebook
from analysis.code_lines import code_lines
from analysis.codebook import Codebook
from analysis.coding import Heard, code
from analysis.corpus import Contribution, Corpus
from analysis.embedders import Vectors, embed_all
from analysis.embedders.e5 import E5
from analysis.language import terms
from analysis.placing import Look
from analysis.space import language_space
from analysis.themes import find_themes


class Pipeline:
    """`themes` gives each text the number of its theme, -1 where it is unsorted."""

    def __init__(self, kept: Path | None = None) -> None:
        self.embedder = E5()
        folder = kept or user_cache_path("aplis", appauthor=False) / "bench"
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / f"vectors-{self.embedder.fingerprint}.npz"
        self.known: dict[str, Vectors] = {}
        if self.file.exists():
            with np.load(self.file) as kept_vectors:
                self.known = dict(zip(kept_vectors["texts"].tolist(), kept_vectors["vectors"], strict=True))

    def themes(self, texts: Sequence[str], langs: Sequence[str], seed: int) -> list[int]:
        """Languages are found out, not taken from `langs`: nobody tells them in a circle either."""
        corpus = Corpus("score", [Contribution(str(i), text) for i, text in enumerate(texts)])
        report = find_themes(
            corpus, embedder=self.embedder, vectors=self.vectors(texts), look=Look(seed=seed)
        )
        number = {theme.id: n for n, theme in enumerate(report.themes)}
        return [-1 if one.theme is None else number[one.theme] for one in report.placed]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        new = sorted({text for text in texts if text not in self.known})
        if new:
            self.known.update(zip(new, embed_all(self.embedder, new), strict=True))
            everything = np.array(list(self.known)), np.stack(list(self.known.values()))
            np.savez(self.file, texts=everything[0], vectors=everything[1])
        return np.stack([self.known[text] for text in texts])

    def assign(
        self, texts: Sequence[str], langs: Sequence[str], said: Mapping[str, Mapping[str, Mapping[str, Any]]]
    ) -> list[str]:
        """The likeliest code of each text, by a codebook as the scoring program has it."""
        book, space = book_of(said), language_space(self.embedder)
        rows = space.without_language(self.vectors(texts))
        heard = Heard([str(n) for n in range(len(texts))], rows, terms(texts, langs), langs)
        coded = code(heard, book, code_lines(book, self.embedder, space))
        return [max(one.beliefs, key=lambda id, one=one: one.beliefs[id]) for one in coded]  # type: ignore[misc]


def book_of(said: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Codebook:
    """A codebook of ours from names, definitions and seeds by code and language."""
    trust = codebook.load("trust")
    empty: dict[str, Any] = {
        key: {} for key in ("include", "exclude", "example", "weak_seeds", "phrases", "stems")
    }
    codes = [
        replace(
            trust.codes[0],
            **empty,
            id=id,
            label={language: one["name"] for language, one in by_language.items()},
            definition={language: one["def"] for language, one in by_language.items()},
            seeds={language: one["seeds"] for language, one in by_language.items()},
        )
        for id, by_language in said.items()
    ]
    return replace(trust, codes=tuple(codes), facets=(), examples=())
