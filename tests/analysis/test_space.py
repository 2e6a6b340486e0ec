"""Language is taken out of the vectors, so that translations lie side by side."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import space
from analysis.embedders import Vectors
from analysis.embedders.e5 import E5

ROOT = Path(__file__).parents[2]


class Letters:
    """A small embedder of our own: which bytes a text holds, pseudo-randomly weighed."""

    name = "letters"

    def __init__(self, fingerprint: str = "1") -> None:
        self.fingerprint = fingerprint
        self.asked = 0
        self.weights = np.random.default_rng(0).normal(size=(256, 40))

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += len(texts)
        counts = [np.bincount(np.frombuffer(t.encode(), np.uint8), minlength=256) for t in texts]
        rows = np.array(counts, float).reshape(-1, 256) @ self.weights
        unit: Vectors = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype(
            np.float32
        )
        return unit


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(space, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def sentences(tmp_path: Path) -> Path:
    path = tmp_path / "parallel.json"
    write(path, [f"sentence {i * i}" for i in range(30)])
    return path


def write(path: Path, english: Sequence[str]) -> None:
    parallel = [{"en": one, "lv": one.replace("s", "š") + " ir", "ru": one.upper()} for one in english]
    path.write_text(json.dumps({"sentences": parallel}, ensure_ascii=False), encoding="utf-8")


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), languages=st.integers(2, 6))
def test_translations_meet(seed: int, languages: int) -> None:
    """Where languages differ by fixed directions, translations become one point, and meanings stay apart."""
    rng = np.random.default_rng(seed)
    meaning = rng.normal(size=(40, 1, 60))
    vectors = meaning + 5 * rng.normal(size=(1, languages, 60))
    found = space.fit(vectors)
    cut = space.LanguageSpace(found.centre, found.directions[: languages - 1])
    rows = cut.without_language(vectors.reshape(-1, 60).astype(np.float32)).reshape(40, languages, 60)
    np.testing.assert_allclose(rows, rows[:, :1].repeat(languages, axis=1), atol=1e-3)
    assert np.abs(rows[0, 0] @ rows[1:, 0].T).max() < 0.9


def test_one_text(sentences: Path) -> None:
    """One text is enough: its vector does not depend on what else is read."""
    embedder = Letters()
    found = space.language_space(embedder, sentences=sentences, directions=2)
    rows = embedder.embed(["viens", "two", "три"])
    together = found.without_language(rows)
    alone = np.vstack([found.without_language(rows[i : i + 1]) for i in range(3)])
    np.testing.assert_allclose(together, alone, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(alone, axis=1), 1, atol=1e-5)
    assert found.without_language(rows[:0]).shape == (0, 40)


def test_directions_are_square(sentences: Path) -> None:
    """The directions taken out are at right angles, as many as asked for."""
    found = space.language_space(Letters(), sentences=sentences, directions=5)
    np.testing.assert_allclose(found.directions @ found.directions.T, np.eye(5), atol=1e-5)


def test_fitted_once(sentences: Path) -> None:
    """A fit is kept for next time, and made anew when the sentences or the embedder change."""
    embedder = Letters()
    first = space.language_space(embedder, sentences=sentences)
    assert embedder.asked == 90
    again = space.language_space(embedder, sentences=sentences)
    assert embedder.asked == 90
    np.testing.assert_array_equal(first.directions, again.directions)
    other = Letters("2")
    space.language_space(other, sentences=sentences)
    assert other.asked == 90
    write(sentences, ["another", "few", "sentences", "only"])
    space.language_space(embedder, sentences=sentences)
    assert embedder.asked == 90 + 12


def test_cache_that_cannot_be_written(sentences: Path, cache: Path) -> None:
    """Where nothing can be kept, the fit is made all the same."""
    cache.write_text("a file where a folder should be", encoding="utf-8")
    assert space.language_space(Letters(), sentences=sentences).directions.shape == (12, 40)


def test_real_sentences() -> None:
    """With our own embedder a Latvian sentence finds its Russian and its Finnish translation."""
    parallel = json.loads(space.PARALLEL.read_text(encoding="utf-8"))["sentences"][::6]
    embedder = E5()
    found = space.language_space(embedder)
    latvian, *others = (
        found.without_language(embedder.embed([one[language] for one in parallel]))
        for language in ("lv", "ru", "fi")
    )
    for other in others:
        right = (latvian @ other.T).argmax(axis=1) == np.arange(len(parallel))
        assert right.mean() > 0.85


def test_light() -> None:
    """What the build runs of ours needs no more than the build brings: no spaCy, scipy or Babel."""
    heavy = ("spacy", "scipy", "sklearn", "babel", "graspologic_native", "simplemma", "py3langid")
    code = f"import sys, analysis.space; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
