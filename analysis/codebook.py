"""The researcher's codes: a tree with definitions, facets and seed words, checked when loaded."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from analysis.codebook_shape import Fault, shape_faults

Said = Mapping[str, str]
"""One text in several languages: language code to words."""
Words = Mapping[str, Sequence[str]]
"""Lists of words per language."""

FOLDER = Path(__file__).parent / "codebooks"
ARROW = "->"  # in include and exclude: where else a contribution belongs


@dataclass(frozen=True)
class Label:
    """A thing with an id and a name in every language: a domain, a special code, a facet's value."""

    id: str
    label: Said
    group: str = ""


@dataclass(frozen=True)
class Facet:
    """Another question asked of a contribution: who is trusted, which way. `multi`: several answers fit."""

    id: str
    note: str
    multi: bool
    values: Sequence[Label]


@dataclass(frozen=True)
class Code:
    """What a contribution may be about. `seeds` are single words in citation form; `weak_seeds` those of
    them that say little; `phrases` surface strings; `stems` prefixes (ending in *) or exact forms.

    `parent` is the code above, or empty. `facets` maps a facet's id to the values the code implies.
    """

    id: str
    short: str
    guid: str
    domain: str
    colour: str
    label: Said
    definition: Said
    include: Words
    exclude: Words
    near: Sequence[str]
    example: Said
    facets: Mapping[str, Sequence[str]]
    seeds: Words
    weak_seeds: Words
    phrases: Words
    stems: Words
    parent: str = ""


@dataclass(frozen=True)
class Codebook:
    """Codes in order, with what they are sorted by. `topic_lexicon`: words of the topic itself, no seeds.

    `matching` says in words how seeds meet a text. `candidate_extensions` are codes nobody wrote yet.
    """

    id: str
    version: str
    status: str
    title: Said
    languages: Sequence[str]
    guid_namespace: str
    guid_rule: str
    provenance: str
    matching: Mapping[str, Any]
    domains: Sequence[Label]
    facets: Sequence[Facet]
    topic_lexicon: Mapping[str, Any]
    special_codes: Sequence[Label]
    candidate_extensions: Sequence[str]
    codes: Sequence[Code]

    def code(self, id: str) -> Code:
        """The code of an id. Raises KeyError."""
        for code in self.codes:
            if code.id == id:
                return code
        raise KeyError(id)


class CodebookBroken(ValueError):
    """A codebook that cannot be used. Says the file and, for each fault, the key and what to do about it."""

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(f"{file}: {fault}" for fault in faults))
        self.file = file
        self.faults = tuple(faults)


def codebooks(folder: Path = FOLDER) -> list[str]:
    """Names of the codebooks there are: the folder is the list."""
    return sorted(path.stem for path in folder.glob("*.json"))


def load(path: Path | str) -> Codebook:
    """The codebook of a JSON file, or of a name from `codebooks()`. Raises CodebookBroken with all faults."""
    file = Path(path)
    if isinstance(path, str) and file.suffix != ".json":
        file = FOLDER / f"{path}.json"
    data = _read(file)
    faults = list(shape_faults(data))
    if faults:
        raise CodebookBroken(file.name, faults)
    book = _book(data)
    checks = (_twice, _references, _parents, _guids, _facet_values, _seed_words)
    faults = [fault for check in checks for fault in check(book)]
    if faults:
        raise CodebookBroken(file.name, faults)
    return book


def normal(word: str) -> str:
    """A word as it is compared: composed, without case, ё as е."""
    return unicodedata.normalize("NFC", word).casefold().replace("ё", "е")


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes().decode("utf-8-sig"), object_pairs_hook=_once)
    except OSError as error:
        known = ", ".join(codebooks(file.parent)) or "none"
        what = f"cannot be read ({error.strerror})"
        raise CodebookBroken(file.name, [Fault("file", what, f"codebooks in its folder: {known}")]) from error
    except UnicodeDecodeError as error:
        fault = Fault("file", "is not UTF-8", "save it as UTF-8 text")
        raise CodebookBroken(file.name, [fault]) from error
    except RecursionError as error:
        fault = Fault("file", "is nested without end", "write a codebook as in the documentation")
        raise CodebookBroken(file.name, [fault]) from error
    except ValueError as error:
        fault = Fault("file", f"is not JSON ({error})", "mend the line; commas stand between entries only")
        raise CodebookBroken(file.name, [fault]) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a key stand twice and forgets the first: words would go missing in silence."""
    held = dict(pairs)
    if len(held) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(k for k in keys if keys.count(k) > 1)!r} stands twice in one object")
    return held


def _book(data: Mapping[str, Any]) -> Codebook:
    plain = {key: value for key, value in data.items() if key != "schema"}
    facets = [Facet(**{**entry, "values": _labels(entry["values"])}) for entry in data["facets"]]
    made = {
        "domains": _labels(data["domains"]),
        "special_codes": _labels(data["special_codes"]),
        "facets": tuple(facets),
        "codes": tuple(Code(**_frozen(entry)) for entry in data["codes"]),
    }
    return Codebook(**{**_frozen(plain), **made})


def _labels(entries: Sequence[Mapping[str, Any]]) -> tuple[Label, ...]:
    return tuple(Label(**entry) for entry in entries)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    return tuple(_frozen(inner) for inner in value) if isinstance(value, list) else value


def _twice(book: Codebook) -> Iterator[Fault]:
    """Ids and whatever else tells two things apart stand once."""
    yield from _repeats("domains", "id", [domain.id for domain in book.domains])
    yield from _repeats("facets", "id", [facet.id for facet in book.facets])
    for index, facet in enumerate(book.facets):
        yield from _repeats(f"facets[{index}].values", "id", [value.id for value in facet.values])
    for key in ("id", "short", "colour"):
        yield from _repeats("codes", key, [getattr(code, key) for code in book.codes])
    every = [code.id for code in book.codes] + [special.id for special in book.special_codes]
    for index, special in enumerate(book.special_codes):
        if every.count(special.id) > 1:
            yield Fault(f"special_codes[{index}].id", f"{special.id} is taken", "choose another id")


def _repeats(under: str, key: str, values: Sequence[str]) -> Iterator[Fault]:
    for index, value in enumerate(values):
        if value in values[:index]:
            first = values.index(value)
            yield Fault(f"{under}[{index}].{key}", f"{value} is taken by {under}[{first}]", "choose another")


def _references(book: Codebook) -> Iterator[Fault]:
    domains = {domain.id for domain in book.domains}
    known = {code.id for code in book.codes}
    for at, code in _codes(book):
        if code.domain not in domains:
            yield Fault(f"{at}.domain", f"{code.domain} is no domain", f"choose of {_list(domains)}")
        for index, near in enumerate(code.near):
            if near not in known - {code.id}:
                yield Fault(f"{at}.near[{index}]", f"{near} is no other code", f"choose of {_list(known)}")
        for key, lists in (("include", code.include), ("exclude", code.exclude)):
            for language, index, target in _arrows(lists):
                if target not in known:
                    where = f"{at}.{key}.{language}[{index}]"
                    yield Fault(where, f"points to {target}, no code", f"choose of {_list(known)}")


def _arrows(lists: Words) -> Iterator[tuple[str, int, str]]:
    """Codes that notes point to, as in `bribery -> integrity_corruption / fairness (both if unclear)`."""
    for language, notes in lists.items():
        for index, note in enumerate(notes):
            _, arrow, targets = note.partition(ARROW)
            for target in targets.split("(")[0].split("/") if arrow else ():
                yield language, index, target.split()[-1] if target.split() else "nothing"


def _parents(book: Codebook) -> Iterator[Fault]:
    above = {code.id: code.parent for code in book.codes}
    for at, code in _codes(book):
        if not code.parent:
            continue
        if code.parent not in above:
            yield Fault(f"{at}.parent", f"{code.parent} is no code", f"choose of {_list(above)}, or none")
            continue
        seen = {code.id}
        step = code.parent
        while step and step not in seen:
            seen.add(step)
            step = above.get(step, "")
        if step == code.id:
            yield Fault(f"{at}.parent", f"{code.id} stands above itself", "take one parent of the ring out")


def _guids(book: Codebook) -> Iterator[Fault]:
    for at, code in _codes(book):
        expected = str(uuid5(UUID(book.guid_namespace), code.id)).upper()
        if code.guid != expected:
            yield Fault(f"{at}.guid", f"is not what the rule gives for {code.id}", f"write {expected}")


def _facet_values(book: Codebook) -> Iterator[Fault]:
    known = {facet.id: facet for facet in book.facets}
    for at, code in _codes(book):
        for name, values in code.facets.items():
            if name not in known:
                yield Fault(f"{at}.facets.{name}", "is no facet", f"choose of {_list(known)}")
                continue
            allowed = {value.id for value in known[name].values}
            for index, value in enumerate(values):
                if value not in allowed:
                    where = f"{at}.facets.{name}[{index}]"
                    yield Fault(where, f"{value} is no value", f"choose of {_list(allowed)}")
            if len(values) > 1 and not known[name].multi:
                yield Fault(f"{at}.facets.{name}", "has several values", "keep one")


def _seed_words(book: Codebook) -> Iterator[Fault]:
    """A seed belongs to one code of its language, and is no word of the topic, which every text holds."""
    for language in book.languages:
        topic = {normal(word) for key in ("trust", "distrust") for word in book.topic_lexicon[key][language]}
        owner: dict[str, str] = {}
        for at, code in _codes(book):
            seeds = [normal(seed) for seed in code.seeds[language]]
            for index, seed in enumerate(seeds):
                where = f"{at}.seeds.{language}[{index}]"
                if seed in topic:
                    yield Fault(where, f"{seed} is a word of the topic", "take it out of the seeds")
                if seed in owner:
                    yield Fault(where, f"{seed} is a seed of {owner[seed]}", "leave it in one place")
                owner.setdefault(seed, code.id)
            for index, weak in enumerate(code.weak_seeds[language]):
                if normal(weak) not in seeds:
                    where = f"{at}.weak_seeds.{language}[{index}]"
                    yield Fault(where, f"{weak} is not among the seeds", "add it there, or take it out")


def _codes(book: Codebook) -> Iterator[tuple[str, Code]]:
    return ((f"codes[{index}]", code) for index, code in enumerate(book.codes))


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
