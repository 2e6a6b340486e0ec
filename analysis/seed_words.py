"""The words by which a codebook knows its codes, found in what people said, by lemma within a language."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from analysis.clusters import Floats
from analysis.codebook import Codebook
from analysis.language import Term, terms

SHORTEST = 4  # letters: a shorter seed is in too many words
MOST_HITS = 2.0


def hits(book: Codebook, heard: Sequence[Sequence[Term]], languages: Sequence[str]) -> Floats:
    """How many seed words of each code a text holds, at most two: (n, k).

    Words are compared by lemma within the text's language; one that several codes share counts for each
    by its share.
    """
    owners = {language: _owners(_seeds(book, language), language) for language in set(languages)}
    found = np.zeros((len(heard), len(book.codes)))
    for row, (words, language) in enumerate(zip(heard, languages, strict=True)):
        for lemma in sorted({word.lemma for word in words}):
            mine = owners[language].get(lemma, ())
            for number in mine:
                found[row, number] += 1 / len(mine)
    return np.minimum(found, MOST_HITS)


def _seeds(book: Codebook, language: str) -> tuple[tuple[str, ...], ...]:
    """For each code the words it is known by: name, seeds and phrases, but for those that say little."""
    found = []
    for code in book.codes:
        weak = set(code.weak_seeds.get(language, ()))
        said = (*code.seeds.get(language, ()), *code.phrases.get(language, ()))
        found.append((*(seed for seed in said if seed not in weak), code.label.get(language, "")))
    return tuple(found)


@lru_cache(maxsize=32)
def _owners(seeds: tuple[tuple[str, ...], ...], language: str) -> dict[str, list[int]]:
    """Lemma to the numbers of the codes that know themselves by it."""
    owners: dict[str, set[int]] = {}
    for number, said in enumerate(seeds):
        for words in terms(said, [language] * len(said)):
            for word in words:
                if len(word.lemma) >= SHORTEST:
                    owners.setdefault(word.lemma, set()).add(number)
    return {lemma: sorted(mine) for lemma, mine in owners.items()}
