"""The shape of a script file: which keys it has, what may stand in them, and a remedy where it does not."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CHOICES = {
    "form": ("alone", "pairs", "turns", "together"),
    "phones": ("away", "read", "write", "check"),
    "shared": ("facilitator", "projector", "phones"),
    "kind": ("experience", "insight", "talk", "theme", "other"),
}
KINDS = ("timeout", "topics", "silent", "review", "own")
ASKS = ("pulse_before", "pulse_after", "feedback")
ASPECTS = ("", "citizen_citizen", "citizen_municipality", "citizen_state", "citizen_politician")
LONGEST = 480  # minutes: a working day
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}")
QUESTION = "{question}"


@dataclass(frozen=True)
class Fault:
    """One thing wrong: where, what, and what to do about it."""

    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.key}: {self.what}; {self.remedy}."


Check = Callable[[Any, str], Iterator[Fault]]


def shape_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Everything in the file that has the wrong name or kind; nothing where it can be made a Script."""
    found = list(_languages(data.get("languages", ()), "languages"))
    said = _texts(() if found else data.get("languages", ()))
    step = {
        "id": _name,
        "sections": _sections,
        "minutes": _minutes,
        **{key: _choice(words) for key, words in CHOICES.items()},
        "title": said,
        "prompt": _prompt(said),
        "say": _many(said),
        "ask": _many(said, least=0),
        "asks": _many(_choice(ASKS), least=0),
        "aspect": _choice(ASPECTS),
        "least": _minutes,
    }
    rules = {"id": _name, "rules": _many(said), "title": _or_none(said), "year": _year, "own": _flag}
    whole = {
        "id": _name,
        "languages": _languages,
        "minutes": _minutes,
        "title": said,
        "source": said,
        "ground_rules": _table(rules, optional=("title", "year", "own")),
        "rounds": _many(_table(step, optional=("ask", "asks", "aspect", "least"))),
        "kind": _choice(KINDS),
    }
    yield from _table(whole, optional=("kind",))(data, "")


def _table(keys: Mapping[str, Check], optional: Sequence[str] = ()) -> Check:
    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(at, "is not a table", f"write a table with {', '.join(keys)}")
            return
        under = f"{at}." if at else ""
        for key in value.keys() - keys.keys():
            yield Fault(f"{under}{key}", "is not a key of a script", f"keys here: {', '.join(keys)}")
        for key, inner in keys.items():
            if key in value:
                yield from inner(value[key], f"{under}{key}")
            elif key not in optional:
                yield Fault(f"{under}{key}", "is missing", "add it")

    return check


def _many(each: Check, least: int = 1) -> Check:
    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, list) or len(value) < least:
            yield Fault(at, "is not a list with something in it", f"write one [[{at}]] or more")
            return
        for index, inner in enumerate(value):
            yield from each(inner, f"{at}[{index}]")

    return check


def _texts(languages: Sequence[str]) -> Check:
    """A text in each of the languages and in no other. Where the languages are unknown, in any."""

    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(at, "is not a text per language", 'write { lv = "…", en = "…" }')
            return
        for language in languages:
            if language not in value:
                yield Fault(f"{at}.{language}", "is missing", "translate it, or take the language out")
        for language, text in value.items():
            if languages and language not in languages:
                yield Fault(f"{at}.{language}", "is not in languages", "add it there, or take the text out")
            yield from _text(text, f"{at}.{language}")

    return check


def _text(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, str) or not value.strip():
        yield Fault(at, "is no text", "write the words, in quotation marks")
    elif value != value.strip() or not value.isprintable():
        yield Fault(at, "has stray spaces or line breaks", "write it as one line without spaces around")
    elif {"{", "}"} & set(value):
        remedy = "only a prompt may hold one, and only as {question}"
        yield Fault(at, "holds a curly bracket", remedy)


def _prompt(said: Check) -> Check:
    """Texts in which {question} may stand for the circle's own question."""

    def check(value: Any, at: str) -> Iterator[Fault]:
        filled = value
        if isinstance(value, dict):
            filled = {
                key: text.replace(QUESTION, "?") if isinstance(text, str) else text
                for key, text in value.items()
            }
        yield from said(filled, at)

    return check


def _or_none(said: Check) -> Check:
    return lambda value, at: iter(()) if value == {} else said(value, at)


def _choice(words: Sequence[str]) -> Check:
    def check(value: Any, at: str) -> Iterator[Fault]:
        if value not in words:
            yield Fault(at, f"is {value!r}", f"choose one of {', '.join(words)}")

    return check


def _name(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, str) or not NAME.fullmatch(value):
        yield Fault(at, f"is {value!r}", "use small letters a to z, digits and single hyphens")


def _minutes(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LONGEST:
        yield Fault(at, f"is {value!r}", f"write whole minutes, 1 to {LONGEST}")


def _year(value: Any, at: str) -> Iterator[Fault]:
    if type(value) is not int or not (value == 0 or 2000 <= value <= 2100):
        yield Fault(at, f"is {value!r}", "write the year in four digits, or 0 for none")


def _flag(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield Fault(at, f"is {value!r}", "write true or false")


def _sections(value: Any, at: str) -> Iterator[Fault]:
    whole = isinstance(value, list) and all(type(section) is int for section in value)
    if not whole or not all(1 <= section <= 13 for section in value):
        yield Fault(at, f"is {value!r}", "list sections of the method, 1 to 13, or none for a break")


def _languages(value: Any, at: str) -> Iterator[Fault]:
    fine = isinstance(value, list) and all(
        isinstance(code, str) and LANGUAGE.fullmatch(code) for code in value
    )
    if not value or not fine or len(set(value)) < len(value):
        yield Fault(at, f"is {value!r}", 'list language codes, each once, as in ["lv", "en"]')
