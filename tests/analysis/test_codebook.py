"""Codebooks: what the trust codebook holds, and how a broken one is refused."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import codebook
from analysis.codebook import Codebook, CodebookBroken, codebooks, load
from analysis.codebook_shape import normal

Data = dict[str, Any]
Break = Callable[[Data], object]
PATH = codebook.FOLDER / "trust.json"
GIVEN: Data = json.loads(PATH.read_text("utf-8"))


@pytest.fixture(scope="module")
def trust() -> Codebook:
    return load("trust")


def written(folder: Path, data: Data) -> Path:
    path = folder / "mine.json"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def faults_of(folder: Path, data: Data) -> str:
    with pytest.raises(CodebookBroken) as broken:
        load(written(folder, data))
    return str(broken.value)


def test_the_trust_codebook_has_sixteen_codes_in_six_languages(trust: Codebook) -> None:
    assert len(trust.codes) == 16
    assert trust.languages == ("lv", "en", "fi", "sv", "et", "ru")
    assert [code.short for code in trust.codes] == [f"T{number:02}" for number in range(1, 17)]
    assert [code.id for code in trust.special_codes] == ["other", "unassigned", "process"]


def test_whom_somebody_trusts_is_asked_in_the_four_ways_of_the_circles(trust: Codebook) -> None:
    facets = {facet.id: [value.id for value in facet.values] for facet in trust.facets}
    objects = ["citizen_citizen", "citizen_state", "citizen_municipality", "citizen_politician"]
    assert facets["trust_object"] == objects
    assert facets["valence"] == ["trust", "distrust", "mixed", "none"]


def test_every_shipped_codebook_is_sound() -> None:
    assert "trust" in codebooks()
    for name in codebooks():
        assert load(name).codes


def test_the_book_admits_that_it_is_a_draft(trust: Codebook) -> None:
    """Nobody may take it for something validated with real circles."""
    assert "not validated" in trust.status
    assert "no participant said them" in trust.provenance


def test_a_codebook_can_be_given_as_a_file_too(tmp_path: Path, trust: Codebook) -> None:
    """Another researcher's book lies anywhere, and may begin with a byte order mark."""
    path = written(tmp_path, GIVEN)
    assert load(path) == load(str(path)) == trust
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(path) == trust


def test_a_code_is_found_by_its_id(trust: Codebook) -> None:
    assert trust.code("police_security").label["lv"] == "Policija, drošība un aizsardzība"
    with pytest.raises(KeyError):
        trust.code("weather")


def test_words_are_compared_composed_and_without_case() -> None:
    assert normal("Учёт") == normal("учет")
    assert normal("Ka\u0304zas") == "kāzas"


def code(data: Data, index: int = 2) -> Data:
    found: Data = data["codes"][index]
    return found


def ring(data: Data) -> None:
    code(data, 2)["parent"] = code(data, 3)["id"]
    code(data, 3)["parent"] = code(data, 2)["id"]


BROKEN: list[tuple[str, Break, str]] = [
    ("another schema", lambda d: d.update(schema="x/2"), "schema: is 'x/2'; this version of aplis reads"),
    (
        "two codes of one id",
        lambda d: code(d).update(id="courts_law"),
        "codes[13].id: courts_law is taken by",
    ),
    ("two of one number", lambda d: code(d).update(short="T01"), "codes[2].short: T01 is taken by codes[0]"),
    ("two of one colour", lambda d: code(d).update(colour="#1B7F79"), "codes[2].colour: #1B7F79 is taken"),
    (
        "a code called other",
        lambda d: d["special_codes"][0].update(id="courts_law"),
        "special_codes[0].id: cou",
    ),
    ("two domains", lambda d: d["domains"].append(d["domains"][0]), "domains[4].id: relationship is taken"),
    ("two facets", lambda d: d["facets"].append(d["facets"][0]), "facets[5].id: trust_object is taken"),
    (
        "a label untranslated",
        lambda d: code(d)["label"].pop("et"),
        "codes[2].label.et: is missing; translate it",
    ),
    (
        "a strange language",
        lambda d: code(d)["label"].update(lt="Kas"),
        "codes[2].label.lt: is not in languages",
    ),
    ("seeds untranslated", lambda d: code(d)["seeds"].pop("fi"), "codes[2].seeds.fi: is missing"),
    (
        "no seeds in a language",
        lambda d: code(d)["seeds"].update(fi=[]),
        "codes[2].seeds.fi: is not a list with",
    ),
    (
        "a phrase as seed",
        lambda d: code(d)["seeds"]["en"].append("ask us"),
        "'ask us' is more than a word; move it",
    ),
    (
        "no domain of the book",
        lambda d: code(d).update(domain="moods"),
        "codes[2].domain: moods is no domain",
    ),
    ("no parent of the book", lambda d: code(d).update(parent="moods"), "codes[2].parent: moods is no code"),
    ("a ring of parents", ring, "codes[2].parent: being_heard stands above itself"),
    (
        "a colour by its name",
        lambda d: code(d).update(colour="red"),
        "codes[2].colour: is 'red'; write # and six",
    ),
    ("no GUID", lambda d: code(d).update(guid="12"), "codes[2].guid: is '12'"),
    (
        "another's GUID",
        lambda d: code(d).update(guid=code(d, 3)["guid"]),
        "write B31986EC-A3A7-5D52-95A9-0EE7E3",
    ),
    (
        "a small GUID",
        lambda d: code(d).update(guid=code(d)["guid"].lower()),
        "codes[2].guid: is not what the r",
    ),
    ("near nothing", lambda d: code(d)["near"].append("moods"), "codes[2].near[2]: moods is no other code"),
    (
        "near itself",
        lambda d: code(d)["near"].append("being_heard"),
        "codes[2].near[2]: being_heard is no other",
    ),
    (
        "pointing nowhere",
        lambda d: code(d)["exclude"]["lv"].append("x -> y"),
        "codes[2].exclude.lv[3]: points to y",
    ),
    (
        "pointing at air",
        lambda d: code(d)["include"]["en"].append("x ->"),
        "include.en[3]: points to nothing",
    ),
    (
        "an unknown facet",
        lambda d: code(d)["facets"].update(mood=["sad"]),
        "codes[2].facets.mood: is no facet",
    ),
    (
        "an unknown value",
        lambda d: code(d)["facets"].update(abi=["charm"]),
        "codes[2].facets.abi[0]: charm is no",
    ),
    (
        "two directions",
        lambda d: code(d)["facets"].update(valence=["trust", "mixed"]),
        "facets.valence: has sev",
    ),
    (
        "a weak seed alone",
        lambda d: code(d)["weak_seeds"]["lv"].append("lapa"),
        "weak_seeds.lv[1]: lapa is not am",
    ),
    ("a key too many", lambda d: code(d).update(theme="T03"), "codes[2].theme: is not a key of a codebook"),
    ("the old word", lambda d: d.update(themes=d.pop("codes")), "themes: is not a key of a codebook"),
    ("a key too few", lambda d: code(d).pop("definition"), "codes[2].definition: is missing"),
    ("no languages", lambda d: d.pop("languages"), "languages: is missing"),
    ("languages of nothing", lambda d: d.update(languages=[[]]), "languages: is [[]]"),
    (
        "yes for true",
        lambda d: d["facets"][0].update(multi="yes"),
        "facets[0].multi: is 'yes'; write true or",
    ),
    ("facets as a list", lambda d: code(d).update(facets=["abi"]), "codes[2].facets: is not an object"),
]


@pytest.mark.parametrize(("spoil", "sentence"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_broken_codebook_is_refused_with_file_key_and_remedy(
    tmp_path: Path, spoil: Break, sentence: str
) -> None:
    data = copy.deepcopy(GIVEN)
    spoil(data)
    told = faults_of(tmp_path, data)
    line = next((line for line in told.splitlines() if sentence in line), "")
    assert line.startswith("mine.json: "), told
    assert re.search(r"; \S.{4,}\.$", line), "the remedy is missing"


SEEDS = [
    (at, language, seed)
    for at, entry in enumerate(GIVEN["codes"])
    for language, seeds in entry["seeds"].items()
    for seed in seeds
]
WORDS = [
    (language, word)
    for key in ("trust", "distrust")
    for language, words in GIVEN["topic_lexicon"][key].items()
    for word in words
    if " " not in word
]


@settings(max_examples=40, deadline=None)
@given(seed=st.sampled_from(SEEDS), other=st.integers(0, 15), loud=st.booleans())
def test_no_seed_may_stand_for_two_codes(
    tmp_path_factory: pytest.TempPathFactory, seed: tuple[int, str, str], other: int, loud: bool
) -> None:
    """Any seed, put into any code of its language a second time, is refused, however it is capitalised."""
    at, language, word = seed
    data = copy.deepcopy(GIVEN)
    data["codes"][other]["seeds"][language].append(word.upper() if loud else word)
    told = faults_of(tmp_path_factory.mktemp("books"), data)
    assert f"is a seed of {GIVEN['codes'][min(at, other)]['id']}; leave it in one place." in told
    assert len(told.splitlines()) == 1


@settings(max_examples=40, deadline=None)
@given(word=st.sampled_from(WORDS), at=st.integers(0, 15))
def test_no_word_of_the_topic_may_be_a_seed(
    tmp_path_factory: pytest.TempPathFactory, word: tuple[str, str], at: int
) -> None:
    """Everybody says trust: as a seed it would draw every contribution into one code."""
    data = copy.deepcopy(GIVEN)
    data["codes"][at]["seeds"][word[0]].append(word[1])
    told = faults_of(tmp_path_factory.mktemp("books"), data)
    assert "is a word of the topic; take it out of the seeds." in told


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in nested data that holds a plain value."""
    if isinstance(value, dict):
        return [p for key, inner in value.items() for p in places(inner, (*path, key))]
    if isinstance(value, list):
        return [p for index, inner in enumerate(value) for p in places(inner, (*path, index))]
    return [path]


PLACES = places(GIVEN)


@settings(deadline=None)
@given(place=st.sampled_from(PLACES), wrong=st.sampled_from(["", " x", "\n", 7, None, [], {}]))
def test_wherever_a_value_is_spoiled_the_place_is_named(
    tmp_path_factory: pytest.TempPathFactory, place: tuple[Any, ...], wrong: Any
) -> None:
    """Any value of the wrong kind, anywhere: refused, and the sentence holds the key it stands under."""
    data = copy.deepcopy(GIVEN)
    inner: Any = data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = wrong
    told = faults_of(tmp_path_factory.mktemp("books"), data)
    assert next(key for key in reversed(place) if isinstance(key, str)) in told


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    data = copy.deepcopy(GIVEN)
    code(data).update(domain="moods", colour="#1B7F79", near=["moods"])
    assert len(faults_of(tmp_path, data).splitlines()) == 3


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "mine.json: file: is not JSON"),
        (b"", "mine.json: file: is not JSON"),
        (b"[]", "mine.json: file: is not an object"),
        (b'{"id": "a", "id": "b"}', "the key 'id' stands twice in one object"),
        ('{"id": "ā"}'.encode("cp1257"), "mine.json: file: is not UTF-8"),
        (b"[" * 100_000, "mine.json: file: is nested without end"),
    ],
)
def test_what_is_no_codebook_at_all_is_refused_too(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "mine.json").write_bytes(content)
    with pytest.raises(CodebookBroken, match=re.escape(sentence)):
        load(tmp_path / "mine.json")


def test_a_codebook_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(CodebookBroken, match=r"moods.json: file: cannot be read .* trust"):
        load("moods")
