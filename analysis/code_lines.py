"""What a codebook says of each code, as lines to compare words with: as vectors, and as seed words."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from analysis.clusters import Floats
from analysis.codebook import ARROW, Code, Codebook
from analysis.embedders import Embedder, Progress, Vectors, embed_all
from analysis.language import Term, terms
from analysis.space import LanguageSpace, keep

NAME, DEFINITION, EXAMPLE, LISTED = 1.0, 2.0, 3.0, 2.0  # what each kind of line weighs
SHORTEST = 4  # letters: a shorter seed is in too many words
MOST_HITS = 2.0


@dataclass(frozen=True)
class CodeLines:
    """`vectors` (m, d) without language, `code` (m,) the number of the code, `weight` (m,); `count` codes."""

    vectors: Vectors
    code: NDArray[np.intp]
    weight: Floats
    count: int


def code_lines(
    book: Codebook, embedder: Embedder, space: LanguageSpace, progress: Progress | None = None
) -> CodeLines:
    """The codebook's lines as vectors, kept in the user's cache under the fingerprints of both."""
    said = [(number, text, weight) for number, one in enumerate(book.codes) for text, weight in _lines(one)]
    texts = [text for _, text, _ in said]
    name = f"{_digest(json.dumps(texts))}-{_digest(embedder.fingerprint)}.npy"
    kept = user_cache_path("aplis", appauthor=False) / "codebooks" / name
    if kept.exists():
        rows: Vectors = np.load(kept)
    else:
        rows = embed_all(embedder, texts, progress)
        keep(rows, kept)
    return CodeLines(
        space.without_language(rows),
        np.array([number for number, _, _ in said], np.intp),
        np.array([weight for _, _, weight in said]),
        len(book.codes),
    )


def hits(book: Codebook, heard: Sequence[Sequence[Term]], languages: Sequence[str]) -> Floats:
    """How many seed words of each code a text holds, at most two: (n, k).

    Words are compared by lemma within the text's language; one that several codes share counts for each
    by its share.
    """
    owners = {language: _owners(book, language) for language in set(languages)}
    found = np.zeros((len(heard), len(book.codes)))
    for row, (words, language) in enumerate(zip(heard, languages, strict=True)):
        for lemma in sorted({word.lemma for word in words}):
            mine = owners[language].get(lemma, ())
            for number in mine:
                found[row, number] += 1 / len(mine)
    return np.minimum(found, MOST_HITS)


def _owners(book: Codebook, language: str) -> dict[str, list[int]]:
    owners: dict[str, set[int]] = {}
    for number, code in enumerate(book.codes):
        weak = set(code.weak_seeds.get(language, ()))
        said = [s for s in (*code.seeds.get(language, ()), *code.phrases.get(language, ())) if s not in weak]
        name = code.label.get(language, "")
        for words in terms([*said, name], [language] * (len(said) + 1)):
            for word in words:
                if len(word.lemma) >= SHORTEST:
                    owners.setdefault(word.lemma, set()).add(number)
    return {lemma: sorted(mine) for lemma, mine in owners.items()}


def _lines(code: Code) -> Iterator[tuple[str, float]]:
    for language in code.label:
        yield code.label[language], NAME
        yield code.definition[language], DEFINITION
        if code.example.get(language):
            yield code.example[language], EXAMPLE
        for listed in (
            [*code.seeds.get(language, ()), *code.phrases.get(language, ())],
            [note.split(ARROW)[0].strip() for note in code.include.get(language, ())],
        ):
            for text in listed:
                yield text, LISTED / len(listed)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
