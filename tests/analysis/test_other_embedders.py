"""Whoever has another embedder brings it by an entry point, with one method."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from analysis import space
from analysis.command import main
from analysis.corpus import Contribution, Corpus
from analysis.embedders import embed_all
from analysis.registry import NoSuch, embedder
from analysis.themes import find_themes
from analysis.words import CannotRead

PLUG = '''
import numpy as np

def rows(texts, width):
    found = np.zeros((len(texts), width))
    for row, text in zip(found, texts):
        for letter in text.casefold():
            row[ord(letter) % width] += 1
    return found

class Letters:
    """Eight numbers a text, as whole numbers, of any length."""
    def embed(self, texts):
        return rows(texts, 8).astype(int)

class Wide:
    name, fingerprint = "wide letters", "abc"
    def embed(self, texts):
        return rows(texts, 100).tolist()

class Short:
    def embed(self, texts):
        return rows(texts, 8)[1:]

class Flat:
    def embed(self, texts):
        return [1.0 for _ in texts]

class Broken:
    def embed(self, texts):
        return rows(texts, 8) * float("nan")
'''
NAMES = ("letters", "wide", "short", "flat", "broken")


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that brings embedders, as an installer leaves it."""
    (tmp_path / "letters_for_aplis.py").write_text(PLUG, encoding="utf-8")
    card = tmp_path / "letters_for_aplis-1.2.dist-info"
    card.mkdir()
    (card / "METADATA").write_text("Metadata-Version: 2.1\nName: letters-for-aplis\nVersion: 1.2\n", "utf-8")
    points = [f"{name} = letters_for_aplis:{name.title()}" for name in NAMES]
    (card / "entry_points.txt").write_text("\n".join(["[aplis.embedders]", *points]), encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(space, "user_cache_path", lambda *_, **__: tmp_path / "cache")


def test_one_method_is_enough() -> None:
    """Name and version are those it is installed with; rows are of length one in float32."""
    letters = embedder("letters")
    assert (letters.name, letters.fingerprint) == ("letters", "letters 1.2")
    rows = letters.embed(["viens", "two", "три", ""])
    assert rows.dtype == np.float32 and rows.shape == (4, 8)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), [1, 1, 1, 0], atol=1e-6)
    assert len(embed_all(letters, [])) == 0


def test_a_plug_may_say_itself_what_it_is() -> None:
    """Its own name and fingerprint outrank those of the package."""
    wide = embedder("wide")
    assert (wide.name, wide.fingerprint) == ("wide letters", "abc")


@pytest.mark.parametrize(("name", "width", "directions"), [("letters", 8, 2), ("wide", 100, 12)])
def test_language_is_taken_out_whatever_the_width(name: str, width: int, directions: int) -> None:
    """Directions are fitted from our sentences for vectors of any width, and something is left of them."""
    other = embedder(name)
    found = space.language_space(other)
    assert found.directions.shape == (directions, width)
    rows = found.without_language(other.embed(["Kaimiņi palīdz", "The roads are bad"]))
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_themes_are_found_with_it() -> None:
    """A report says with what its themes were found."""
    said = ["the road is bad", "the school is good"]
    corpus = Corpus("x", [Contribution(str(i), f"{said[i % 2]} {i}", language="en") for i in range(30)])
    report = find_themes(corpus, embedder=embedder("letters"))
    assert report.method["embedder"] == {"name": "letters", "fingerprint": "letters 1.2"}
    assert sum(theme.size for theme in report.themes) == 30


@pytest.mark.parametrize(
    ("name", "told"),
    [("short", "1 × 8 for 2 texts"), ("flat", "2 for 2 texts"), ("broken", "no number")],
)
def test_what_is_no_vectors_is_said(name: str, told: str) -> None:
    """A plug that gives something else is named, with what it gave."""
    with pytest.raises(CannotRead, match=told):
        embedder(name).embed(["one", "two"])


def test_sentence_transformers_need_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is fetched: a model is a folder on this computer, and the command says so in a line."""
    with pytest.raises(CannotRead, match="Name the folder"):
        embedder("sentence-transformers")
    texts = tmp_path / "texts.csv"
    texts.write_text("text\nThe roads are bad\n", encoding="utf-8")
    asked = [str(texts), "--to", str(tmp_path / "out.csv"), "--embedder", "sentence-transformers:nowhere"]
    assert main(asked) == 2
    assert "nowhere holds no model of sentence-transformers" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "my-model"
    folder.mkdir()
    (folder / "modules.json").write_text("[]", encoding="utf-8")
    return folder


def test_without_the_extra_one_is_told_how_to_get_it(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is asked for with the first text; where it is missing, the sentence holds the command."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(CannotRead, match=r"pip install aplis\[sentence-transformers\]"):
        embedder(f"sentence-transformers:{model}").embed(["text"])


def test_a_model_of_sentence_transformers_is_asked(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is loaded from its folder alone, and another model there is another embedder."""
    asked: list[object] = []

    class Package:
        def __init__(self, folder: str, **how: object) -> None:
            asked.append((folder, how))

        def encode(self, texts: Sequence[str], **how: object) -> object:
            asked.append(how)
            return np.ones((len(texts), 5), np.float32)

    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(SentenceTransformer=Package))
    mine = embedder(f"sentence-transformers:{model}")
    assert mine.name == "my-model"
    assert mine.embed(["one", "two"]).shape == (2, 5)
    assert asked[0] == (str(model), {"device": "cpu", "local_files_only": True})
    (model / "modules.json").write_text(json.dumps(["other"]), encoding="utf-8")
    assert embedder(f"sentence-transformers:{model}").fingerprint != mine.fingerprint


def test_an_unknown_one_is_refused_with_those_there_are() -> None:
    """The names of all embedders that are installed stand in the refusal."""
    with pytest.raises(NoSuch, match="e5, sentence-transformers, letters, wide"):
        embedder("nothing")
