"""The shape of a codebook file: which keys it has, what may stand in them, and a remedy where it does not."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

SCHEMA = "aplis-codebook/1"
NAME = re.compile(r"[a-z][a-z0-9_]*")
LANGUAGE = re.compile(r"[a-z]{2,3}")
COLOUR = re.compile(r"#[0-9A-F]{6}")
ARROW = "->"  # in include and exclude: where else a contribution belongs
GUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")

MAY_BE_MISSING = (
    *("guid", "parent", "facets", "include", "exclude", "near", "example"),
    *("weak_seeds", "phrases", "stems"),
)
BOOK_MAY_LACK = ("facets", "examples", "matching", "special_codes", "candidate_extensions")


@dataclass(frozen=True)
class Fault:
    """One thing wrong: where, what, and what to do about it."""

    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.key}: {self.what}; {self.remedy}."


Check = Callable[[Any, str], Iterator[Fault]]


def shape_faults(data: Any) -> Iterator[Fault]:
    """Everything that has the wrong name or kind; nothing where it can be made a Codebook."""
    told = data.get("languages") if isinstance(data, dict) else None
    spoken: Sequence[str] = () if told is None or [*_languages(told, "languages")] else told
    texts, words = _said(_text, spoken), _said(_many(_word, least=0), spoken)
    some_texts, some_lists = _said(_text, spoken, part=True), _said(_many(_text), spoken, part=True)
    named = {"id": _name, "label": texts}
    value = _table({**named, "group": _name}, optional=("group",))
    code = {
        **named,
        "short": _text,
        "guid": _matches(GUID, "write a GUID, or the one the rule gives"),
        "domain": _name,
        "parent": _name,
        "colour": _matches(COLOUR, "write # and six of 0-9 A-F"),
        "definition": texts,
        "include": some_lists,
        "exclude": some_lists,
        "near": _many(_name, least=0),
        "example": some_texts,
        "facets": _facets,
        "seeds": _said(_many(_word), spoken),
        "weak_seeds": words,
        "phrases": _said(_many(_text, least=0), spoken),
        "stems": _said(_many(_word), spoken, part=True),
    }
    whole = {
        "schema": _is(SCHEMA),
        "id": _name,
        "version": _text,
        "status": _text,
        "title": texts,
        "languages": _languages,
        "guid_namespace": _matches(GUID, "write a GUID"),
        "guid_rule": _text,
        "provenance": _text,
        "matching": _table(_matching()),
        "domains": _many(_table(named)),
        "facets": _many(
            _table({"id": _name, "note": _text, "multi": _flag, "values": _many(value)}), least=0
        ),
        "topic_lexicon": _table({"note": _text, "trust": _lists(spoken), "distrust": _lists(spoken)}),
        "special_codes": _many(_table(named), least=0),
        "candidate_extensions": _many(_name, least=0),
        "examples": _many(_table(_example(), optional=("codes", "facets")), least=0),
        "codes": _many(_table(code, optional=MAY_BE_MISSING)),
    }
    yield from _table(whole, optional=BOOK_MAY_LACK)(data, "")


def guid_of(namespace: str, id: str) -> str:
    """The number by which other programs know a code: the same in every copy of the book."""
    return str(uuid5(UUID(namespace), id)).upper()


def normal(word: str) -> str:
    """A word as it is compared: composed, without case, ё as е."""
    return unicodedata.normalize("NFC", word).casefold().replace("ё", "е")


def _example() -> Mapping[str, Check]:
    return {"language": _name, "text": _text, "codes": _many(_name, least=0), "facets": _facets}


def _matching() -> Mapping[str, Check]:
    plain = ("seed", "phrase", "algorithm", "weak_seeds", "stems", "role")
    return {"normalise": _many(_text), **dict.fromkeys(plain, _text)}


def _lists(spoken: Sequence[str]) -> Check:
    return _said(_many(_text), spoken)


def _table(keys: Mapping[str, Check], optional: Sequence[str] = ()) -> Check:
    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(at or "file", "is not an object", f"write an object with {', '.join(keys)}")
            return
        under = f"{at}." if at else ""
        for key in value.keys() - keys.keys():
            yield Fault(f"{under}{key}", "is not a key of a codebook", f"keys here: {', '.join(keys)}")
        for key, inner in keys.items():
            if key in value:
                yield from inner(value[key], f"{under}{key}")
            elif key not in optional:
                yield Fault(f"{under}{key}", "is missing", "add it")

    return check


def _many(each: Check, least: int = 1) -> Check:
    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, list) or len(value) < least:
            yield Fault(at, "is not a list with something in it", "write one entry or more in [ ]")
            return
        for index, inner in enumerate(value):
            yield from each(inner, f"{at}[{index}]")

    return check


def _said(each: Check, spoken: Sequence[str], *, part: bool = False) -> Check:
    """Something in each language of the book; with `part` in one of them at least. None unknown."""

    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict) or not value:
            yield Fault(at, "is not given per language", 'write {"lv": …, "en": …}')
            return
        for language in () if part else spoken:
            if language not in value:
                yield Fault(f"{at}.{language}", "is missing", "translate it")
        for language, inner in value.items():
            if spoken and language not in spoken:
                yield Fault(f"{at}.{language}", "is not in languages", "add it there, or take it out")
            yield from each(inner, f"{at}.{language}")

    return check


def _text(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, str) or not value.strip():
        yield Fault(at, "is no text", "write the words, in quotation marks")
    elif value != value.strip() or not value.isprintable():
        yield Fault(at, "has stray spaces or line breaks", "write it as one line without spaces around")


def _word(value: Any, at: str) -> Iterator[Fault]:
    found = list(_text(value, at))
    yield from found
    if not found and len(value.split()) > 1:
        yield Fault(at, f"{value!r} is more than a word", "move it to phrases")


def _matches(pattern: re.Pattern[str], remedy: str) -> Check:
    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            yield Fault(at, f"is {value!r}", remedy)

    return check


_name = _matches(NAME, "use small letters a to z, digits and underscores")


def _is(expected: str) -> Check:
    def check(value: Any, at: str) -> Iterator[Fault]:
        if value != expected:
            yield Fault(at, f"is {value!r}", f"this version of aplis reads {expected}")

    return check


def _flag(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield Fault(at, f"is {value!r}", "write true or false")


def _facets(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(at, "is not an object", 'write {"facet": ["value"]}, or {}')
        return
    for facet, values in value.items():
        yield from _many(_name, least=0)(values, f"{at}.{facet}")


def _languages(value: Any, at: str) -> Iterator[Fault]:
    fine = isinstance(value, list) and all(isinstance(v, str) and LANGUAGE.fullmatch(v) for v in value)
    if not value or not fine or len(set(value)) < len(value):
        yield Fault(at, f"is {value!r}", 'list language codes, each once, as in ["lv", "en"]')
