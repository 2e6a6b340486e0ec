"""Vectors from the letters of words alone, for when the embedder's weights are not there.

They tell apart what is said in one language, and less well; across languages they only tell the
languages apart, so each language is read on its own.
"""

from collections.abc import Sequence

import numpy as np

from analysis.embedders import Vectors

WIDTH = 50
FEWEST_SEEN_TWICE = 50


def lexical_vectors(words: Sequence[Sequence[str]]) -> Vectors:
    """One row for each contribution's words, all of one language: float32 (n, 50), length one or zero.

    Latent semantic analysis (Deerwester et al. 1990) of runs of three to five letters within words.
    """
    from sklearn.decomposition import TruncatedSVD  # slow to load, and seldom needed
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows = np.zeros((len(words), WIDTH), np.float32)
    lines = [" ".join(mine) for mine in words]
    if not any(line.strip() for line in lines):
        return rows
    counted = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(3, 5),
        min_df=2 if len(lines) >= FEWEST_SEEN_TWICE else 1,
        sublinear_tf=True,
        max_features=50_000,
    ).fit_transform(lines)
    width = min(WIDTH, *(side - 1 for side in counted.shape))
    if width < 1:
        return rows
    found = TruncatedSVD(width, random_state=0).fit_transform(counted)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    rows[:, :width] = np.where(lengths > 1e-9, found / np.maximum(lengths, 1e-9), 0)
    return rows
