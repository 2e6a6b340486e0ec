"""The researcher's codes: a tree with definitions, facets and seed words, checked when loaded."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.codebook_sense import sense_faults
from analysis.codebook_shape import Fault, guid_of, shape_faults

Said = Mapping[str, str]
"""One text in several languages: language code to words."""
Words = Mapping[str, Sequence[str]]
"""Lists of words per language."""

FOLDER = Path(__file__).parent / "codebooks"


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
    seeds: Words
    include: Words = field(default_factory=dict)
    exclude: Words = field(default_factory=dict)
    near: Sequence[str] = ()
    example: Said = field(default_factory=dict)
    weak_seeds: Words = field(default_factory=dict)
    phrases: Words = field(default_factory=dict)
    stems: Words = field(default_factory=dict)
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    parent: str = ""


@dataclass(frozen=True)
class Example:
    """What somebody might say, and what a person would make of it: the machine learns from these.

    `facets` maps a facet's id to the values that fit: none where somebody looked and none does. A facet
    that is not there was not looked at.
    """

    language: str
    text: str
    codes: Sequence[str] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)


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
    domains: Sequence[Label]
    topic_lexicon: Mapping[str, Any]
    codes: Sequence[Code]
    matching: Mapping[str, Any] = field(default_factory=dict)
    special_codes: Sequence[Label] = ()
    candidate_extensions: Sequence[str] = ()
    facets: Sequence[Facet] = ()
    examples: Sequence[Example] = ()

    def code(self, id: str) -> Code:
        """The code of an id. Raises KeyError."""
        for code in self.codes:
            if code.id == id:
                return code
        raise KeyError(id)

    def label_of(self, id: str) -> Said:
        """The name of a code, or of a code only a person gives, in each language; one that an earlier version
        had, and words were coded by, is called by its id."""
        labels = {one.id: one.label for one in self.codes} | {one.id: one.label for one in self.special_codes}
        return labels.get(id) or {language: id for language in self.languages}

    def named(self, id: str, language: str) -> str:
        """A code's name in this language, else in the first it has."""
        label = self.label_of(id)
        return label.get(language) or next(iter(label.values()))


class CodebookBroken(ValueError):
    """A codebook that cannot be used. Says the file and, for each fault, the key and what to do about it."""

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(f"{file}: {fault}" for fault in faults))
        self.file = file
        self.faults = tuple(faults)


def asked(book: Codebook) -> list[str]:
    """Ids of the facets that the book's examples answer: only those can be told of a contribution."""
    return [facet.id for facet in book.facets if any(facet.id in one.facets for one in book.examples)]


def codebooks(folder: Path = FOLDER) -> list[str]:
    """Names of the codebooks there are: the folder is the list."""
    return sorted(path.stem for path in folder.glob("*.json"))


def load(path: Path | str) -> Codebook:
    """The codebook of a JSON file, or of a name from `codebooks()`. Raises CodebookBroken with all faults."""
    file = Path(path)
    if isinstance(path, str) and file.suffix != ".json":
        file = FOLDER / f"{path}.json"
    return book_of(_read(file), file.name)


def book_of(data: Any, name: str) -> Codebook:
    """The codebook that this data is, in the shape of a file. Raises CodebookBroken with all faults."""
    faults = list(shape_faults(data))
    if faults:
        raise CodebookBroken(name, faults)
    book = _book(data)
    faults = list(sense_faults(book))
    if faults:
        raise CodebookBroken(name, faults)
    return book


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
    facets = [Facet(**{**entry, "values": _labels(entry["values"])}) for entry in data.get("facets", ())]
    made = {
        "domains": _labels(data["domains"]),
        "special_codes": _labels(data.get("special_codes", ())),
        "facets": tuple(facets),
        "codes": tuple(
            Code(**{"guid": guid_of(data["guid_namespace"], entry["id"])} | _frozen(entry))
            for entry in data["codes"]
        ),
        "examples": tuple(Example(**_frozen(entry)) for entry in data.get("examples", ())),
    }
    return Codebook(**{**_frozen(plain), **made})


def _labels(entries: Sequence[Mapping[str, Any]]) -> tuple[Label, ...]:
    return tuple(Label(**entry) for entry in entries)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    return tuple(_frozen(inner) for inner in value) if isinstance(value, list) else value
