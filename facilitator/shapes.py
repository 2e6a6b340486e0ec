"""The shape of a file people write by hand: what may stand under a key, and a remedy where it does not."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from facilitator.saying import N_

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}")
IT_SAYS = N_("It says %(value)s.")


@dataclass(frozen=True)
class Finding:
    """One thing to mend or to know: where, what, and what to do about it.

    `what` and `remedy` are msgids with `%(name)s` places for `values`. A `fault` refuses the file, a
    `warning` says what is unwise, an `advice` what would be better still.
    """

    key: str
    what: str
    remedy: str
    values: Mapping[str, object] = field(default_factory=dict)
    level: str = "fault"

    def said(self, translate: Callable[[str], str]) -> str:
        """Both sentences in somebody's language, without the key."""
        return f"{translate(self.what) % self.values} {translate(self.remedy) % self.values}"

    def __str__(self) -> str:
        return f"{self.key}: {self.said(str)}"


class Broken(ValueError):
    """A file that cannot be used. Says the file and, for each fault, the key and what to do about it."""

    def __init__(self, file: str, faults: Sequence[Finding]) -> None:
        super().__init__("\n".join(f"{file}: {fault}" for fault in faults))
        self.file = file
        self.faults = tuple(faults)


Check = Callable[[Any, str], Iterator[Finding]]


def content(file: Path, broken: type[Broken]) -> bytes:
    """What is in a file. Raises `broken`, with the files that are there instead."""
    try:
        return file.read_bytes()
    except OSError as error:
        values = {"why": error.strerror, "known": listed(names(file.parent))}
        what, remedy = N_("It cannot be read (%(why)s)."), N_("In its folder there are: %(known)s.")
        raise broken(file.name, [Finding("file", what, remedy, values)]) from error


def toml(content: bytes, file: str, broken: type[Broken]) -> dict[str, Any]:
    """TOML as plain data. Raises `broken`."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        what, remedy = N_("It is not UTF-8."), N_("Save it as UTF-8 text.")
        raise broken(file, [Finding("file", what, remedy)]) from error
    except (ValueError, RecursionError) as error:  # also what Python says of a number too long
        what, remedy = N_("It is not TOML (%(why)s)."), N_("Mend it; every text stands in quotation marks.")
        raise broken(file, [Finding("file", what, remedy, {"why": error})]) from error


def names(folder: Path) -> list[str]:
    """What TOML files of a folder are called: the folder is the list. 90 comes before 120."""
    return sorted((path.stem for path in folder.glob("*.toml")), key=_by_number)


def _by_number(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]


def listed(words: Sequence[str]) -> str:
    return ", ".join(words) or "–"


def table(keys: Mapping[str, Check], optional: Sequence[str] = ()) -> Check:
    def check(value: Any, at: str) -> Iterator[Finding]:
        known = {"keys": listed(list(keys))}
        if not isinstance(value, dict):
            yield Finding(at, N_("This is no table."), N_("Write these keys under it: %(keys)s."), known)
            return
        under = f"{at}." if at else ""
        for key in value.keys() - keys.keys():
            what = N_("This is not a key of the file.")
            yield Finding(f"{under}{key}", what, N_("Keys here: %(keys)s."), known)
        for key, inner in keys.items():
            if key in value:
                yield from inner(value[key], f"{under}{key}")
            elif key not in optional:
                yield Finding(f"{under}{key}", N_("It is missing."), N_("Add it."))

    return check


def many(each: Check, least: int = 1) -> Check:
    def check(value: Any, at: str) -> Iterator[Finding]:
        if not isinstance(value, list) or len(value) < least:
            what = N_("This is not a list with something in it.")
            yield Finding(at, what, N_("Write at least one [[%(at)s]]."), {"at": at})
            return
        for index, inner in enumerate(value):
            yield from each(inner, f"{at}[{index}]")

    return check


def texts(languages: Sequence[str]) -> Check:
    """A text in each of the languages and in no other. Where the languages are unknown, in any."""

    def check(value: Any, at: str) -> Iterator[Finding]:
        if not isinstance(value, dict):
            remedy = N_('Write it as { lv = "…", en = "…" }.')
            yield Finding(at, N_("This is not one text per language."), remedy)
            return
        for language in languages:
            if language not in value:
                remedy = N_("Translate it, or take the language out.")
                yield Finding(f"{at}.{language}", N_("It is missing."), remedy)
        for language, words in value.items():
            if languages and language not in languages:
                remedy = N_("Add it there, or take the text out.")
                yield Finding(f"{at}.{language}", N_("The language is not in languages."), remedy)
            yield from text(words, f"{at}.{language}")

    return check


def text(value: Any, at: str) -> Iterator[Finding]:
    if not isinstance(value, str) or not value.strip():
        yield Finding(at, N_("There are no words."), N_("Write them, in quotation marks."))
    elif value != value.strip() or not value.isprintable():
        remedy = N_("Write it as one line without spaces around.")
        yield Finding(at, N_("There are stray spaces or line breaks."), remedy)
    elif {"{", "}"} & set(value):
        remedy = N_("Only a prompt may hold one, and only as {question}.")
        yield Finding(at, N_("There is a curly bracket."), remedy)


def or_none(said: Check) -> Check:
    """Texts, or none at all in any language."""
    return lambda value, at: iter(()) if value == {} else said(value, at)


def choice(words: Sequence[str]) -> Check:
    def check(value: Any, at: str) -> Iterator[Finding]:
        if value not in words:
            values = {"value": shown(value), "choices": listed([word or '""' for word in words])}
            yield Finding(at, IT_SAYS, N_("Choose one of %(choices)s."), values)

    return check


def name(value: Any, at: str) -> Iterator[Finding]:
    if not isinstance(value, str) or not NAME.fullmatch(value):
        remedy = N_("Use small letters a to z, digits and single hyphens.")
        yield Finding(at, IT_SAYS, remedy, {"value": shown(value)})


def year(value: Any, at: str) -> Iterator[Finding]:
    if type(value) is not int or not (value == 0 or 2000 <= value <= 2100):
        remedy = N_("Write the year in four digits, or 0 for none.")
        yield Finding(at, IT_SAYS, remedy, {"value": shown(value)})


def flag(value: Any, at: str) -> Iterator[Finding]:
    if not isinstance(value, bool):
        yield Finding(at, IT_SAYS, N_("Write true or false."), {"value": shown(value)})


def languages(value: Any, at: str) -> Iterator[Finding]:
    fine = isinstance(value, list) and all(
        isinstance(code, str) and LANGUAGE.fullmatch(code) for code in value
    )
    if not value or not fine or len(set(value)) < len(value):
        remedy = N_('List language codes, each once, as in ["lv", "en"].')
        yield Finding(at, IT_SAYS, remedy, {"value": shown(value)})


def misnamed(id: str, file: str) -> Finding:
    values = {"id": id, "file": file}
    return Finding("id", N_("It says %(id)s, and the file is %(file)s."), N_("Give both one name."), values)


def shown(value: Any) -> str:
    """A value as it may stand in a sentence, however long it is."""
    written = ascii(value) if not isinstance(value, str) or not value.isprintable() else repr(value)
    return written if len(written) <= 80 else f"{written[:79]}…"
