"""Take language out of the vectors, so that what is said in Latvian and in Russian can lie side by side.

A translation says the same in other words: the directions in which translations of one sentence
differ are the directions of language. They are found once, from our own parallel sentences, and
taken out of every vector. No text's language need be known, one text is enough, and nothing is
subtracted that differs between communities rather than languages (as a language's mean would be).
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from analysis.embedders import Embedder, Progress, Vectors, embed_all
from analysis.embedders.e5 import E5, WEIGHTS

PARALLEL = Path(__file__).parent / "parallel.json"
DIRECTIONS = 12
FITTED = 24  # more than are used, so that another number needs no new fit
SHARE = 3  # never more than a third of the vectors' width


@dataclass(frozen=True)
class LanguageSpace:
    """`centre` (d,) is the mean of the parallel sentences; `directions` (k, d) are orthonormal rows."""

    centre: Vectors
    directions: Vectors

    def without_language(self, vectors: Vectors) -> Vectors:
        """The vectors, seen from the centre, less what lies along the directions: unit rows (n, d)."""
        seen = vectors - self.centre
        rest = seen - (seen @ self.directions.T) @ self.directions
        lengths = np.linalg.norm(rest, axis=1, keepdims=True)
        found: Vectors = (rest / np.maximum(lengths, 1e-9)).astype(np.float32)
        return found


def fit(vectors: NDArray[np.floating]) -> LanguageSpace:
    """Find the directions from `vectors` (sentences, languages, d): most telling first, at most 24."""
    differences = vectors - vectors.mean(axis=1, keepdims=True)
    width = vectors.shape[2]
    _, _, directions = np.linalg.svd(differences.reshape(-1, width).astype(np.float64), full_matrices=False)
    centre = vectors.reshape(-1, width).astype(np.float64).mean(axis=0)
    return LanguageSpace(centre.astype(np.float32), directions[:FITTED].astype(np.float32))


def language_space(
    embedder: Embedder,
    *,
    directions: int = DIRECTIONS,
    sentences: Path = PARALLEL,
    progress: Progress | None = None,
) -> LanguageSpace:
    """The space for an embedder: as built, else as kept in the user's cache, else fitted now.

    Kept under a name made of the sentences' and the embedder's fingerprints, so that a change of
    either is noticed. Fitting embeds about a thousand short sentences, some seconds.
    """
    name = file_name(embedder, sentences)
    kept = user_cache_path("aplis", appauthor=False) / "languages" / name
    found = next((path for path in (WEIGHTS / name, kept) if path.exists()), None)
    if found:
        rows = np.load(found)
    else:
        rows = fit_rows(embedder, sentences, progress)
        keep(rows, kept)
    used = min(directions, rows.shape[1] // SHARE)  # narrow vectors have little to spare
    return LanguageSpace(rows[0], rows[1 : used + 1])


def fit_rows(embedder: Embedder, sentences: Path, progress: Progress | None = None) -> Vectors:
    """The centre, then the directions: float32 (25, d)."""
    parallel = read(sentences)
    texts = [text for sentence in parallel for text in sentence]
    vectors = embed_all(embedder, texts, progress)
    space = fit(vectors.reshape(len(parallel), -1, vectors.shape[1]))
    return np.vstack([space.centre, space.directions])


def read(sentences: Path) -> list[Sequence[str]]:
    """The parallel sentences, each in every language, the languages always in the same order."""
    parallel = json.loads(sentences.read_text(encoding="utf-8"))["sentences"]
    languages = sorted(parallel[0])
    return [[sentence[language] for language in languages] for sentence in parallel]


def file_name(embedder: Embedder, sentences: Path) -> str:
    """The build asks by the first part whether its fit is of the sentences as they are now."""
    texts = sentences.read_text(encoding="utf-8")
    maker = hashlib.sha256(embedder.fingerprint.encode("utf-8")).hexdigest()
    return f"languages-{hashlib.sha256(texts.encode('utf-8')).hexdigest()[:8]}-{maker[:8]}.npy"


def keep(rows: NDArray[np.floating], path: Path) -> None:
    """Keep a fit for next time; where that cannot be, next time fits again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            np.save(file, rows)
        unfinished.replace(path)
    except OSError:
        return


def main() -> None:
    """At build: fit with the weights in a folder and leave the result beside them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("weights", type=Path)
    folder = parser.parse_args().weights
    embedder = E5(folder)
    keep(fit_rows(embedder, PARALLEL), folder / file_name(embedder, PARALLEL))


if __name__ == "__main__":
    main()
