"""A codebook's examples: there or not, and refused where they contradict the book."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.codebook import FOLDER, Codebook, CodebookBroken, load

Data = dict[str, Any]
GIVEN: Data = json.loads((FOLDER / "trust.json").read_text("utf-8"))


@pytest.fixture(name="trust", scope="module")
def _trust() -> Codebook:
    return load("trust")


def written(folder: Path, data: Data) -> Path:
    path = folder / "mine.json"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


BROKEN: list[tuple[str, Callable[[Data], object], str]] = [
    (
        "an example of no code",
        lambda d: d["examples"][3].update(codes=["moods"]),
        "examples[3].codes[0]: moods is no code",
    ),
    (
        "an example in another language",
        lambda d: d["examples"][3].update(language="lt"),
        "examples[3].language: lt is not in languages",
    ),
    (
        "an example of a value that is none",
        lambda d: d["examples"][3].update(facets={"valence": ["sad"]}),
        "examples[3].facets.valence[0]: sad is no value",
    ),
    (
        "an example that points both ways",
        lambda d: d["examples"][3].update(facets={"valence": ["trust", "distrust"]}),
        "examples[3].facets.valence: has several values",
    ),
    (
        "an example twice",
        lambda d: d["examples"][3].update(text=d["examples"][1]["text"].upper()),
        "examples[3].text: says the same as examples[1]",
    ),
    ("an example without words", lambda d: d["examples"][3].pop("text"), "examples[3].text: is missing"),
]


@pytest.mark.parametrize(("spoil", "sentence"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_broken_example_is_refused_with_file_key_and_remedy(
    tmp_path: Path, spoil: Callable[[Data], object], sentence: str
) -> None:
    data = copy.deepcopy(GIVEN)
    spoil(data)
    with pytest.raises(CodebookBroken) as broken:
        load(written(tmp_path, data))
    (line,) = str(broken.value).splitlines()
    assert line.startswith(f"mine.json: {sentence}"), line
    assert re.search(r"; \S.{4,}\.$", line), "the remedy is missing"


def test_another_book_needs_neither_facets_nor_examples(tmp_path: Path) -> None:
    """Codes with names, definitions and words are a codebook; the rest can come later."""
    data = copy.deepcopy(GIVEN)
    data.pop("facets")
    data.pop("examples")
    for one in data["codes"]:
        one.pop("facets")
    book = load(written(tmp_path, data))
    assert len(book.codes) == 16 and not book.facets and not book.examples


def test_a_small_book_of_ones_own_is_a_codebook(tmp_path: Path) -> None:
    """Names, definitions and a few words in one language will do; the rest is for those who want it."""
    kept = ("id", "short", "domain", "colour", "label", "definition", "seeds")
    data = {
        key: GIVEN[key]
        for key in ("schema", "id", "version", "status", "guid_namespace", "guid_rule", "provenance")
    } | {"languages": ["en"]}
    small = {"domains": ({"id", "label"}, GIVEN["domains"]), "codes": ({*kept}, GIVEN["codes"][:3])}
    for key, (keys, entries) in small.items():
        data[key] = [{k: english(v) for k, v in one.items() if k in keys} for one in entries]
    data["title"] = english(GIVEN["title"])
    words = GIVEN["topic_lexicon"]
    data["topic_lexicon"] = {"note": words["note"]} | {k: english(words[k]) for k in ("trust", "distrust")}
    book = load(written(tmp_path, data))
    assert [one.guid for one in book.codes] == [one["guid"] for one in GIVEN["codes"][:3]]
    assert dict(book.codes[0].phrases) == {}


def english(value: Any) -> Any:
    return {"en": value["en"]} if isinstance(value, dict) and "en" in value else value


def test_every_code_of_the_trust_codebook_has_examples_in_six_languages(trust: Codebook) -> None:
    """Both ways, about people and about those in office; all of them made up."""
    for one in trust.codes:
        mine = [example for example in trust.examples if one.id in example.codes]
        assert {example.language for example in mine} == set(trust.languages)
        assert {"trust", "distrust"} <= {value for example in mine for value in example.facets["valence"]}
    assert "Examples are invented" in trust.provenance
