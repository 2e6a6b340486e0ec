"""The lists that names are told by: given names, surnames, places and other capitals, in all their forms."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

from analysis.pseudonyms.bending import BENT, latvian, russian, swedish

LISTS = Path(__file__).parent / "lists"
AMBIGUOUS = "~"


def spelled(word: str) -> set[str]:
    """A word in small letters, also as typed without its marks, and with е for ё.

    A word that is written with marks is only itself: *rīta* is no Rita.
    """
    small = word.casefold()
    return {small} if small.isascii() else {small, "".join(map(_bare, small))}


def _bare(letter: str) -> str:
    return letter if letter == "й" else unicodedata.normalize("NFD", letter)[0]


def _all(forms: Iterable[str]) -> Iterator[str]:
    for form in forms:
        yield from spelled(form)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Forms as `spelled`. `lone` may stand in small letters; `plain_too` are ordinary words as well."""

    given: frozenset[str]
    plain_too: frozenset[str]
    lone: frozenset[str]
    listed: frozenset[str]
    by_language: Mapping[str, frozenset[str]]
    surnames: frozenset[str]
    plain_surnames: frozenset[str]
    places: frozenset[str]
    proper: frozenset[str]
    bodies: frozenset[str]


@cache
def gazetteer() -> Gazetteer:
    """All languages at once, read the first time: people speak of Sergejs, Сергей and Sergey in one room."""
    by_language: dict[str, frozenset[str]] = {}
    plain_too: set[str] = set()
    listed: set[str] = set()
    for language, bent in BENT.items():
        forms: set[str] = set()
        for name, ambiguous in words(f"given.{language}"):
            its = set(_all(bent(name)))
            forms |= its
            listed |= spelled(name)
            plain_too |= its if ambiguous else set()
        by_language[language] = frozenset(forms)
    given = frozenset().union(*by_language.values())
    surnames = {flag: frozenset(_surnames(plain_too=flag)) for flag in (False, True)}
    return Gazetteer(
        given=given,
        plain_too=frozenset(plain_too),
        lone=frozenset(
            form for form in given - plain_too if len(form) > _SHORT and not form.endswith(("īt", "it"))
        ),
        listed=frozenset(listed),
        by_language=by_language,
        surnames=surnames[False] | surnames[True],
        plain_surnames=surnames[True] - surnames[False],
        places=frozenset(_places(given)),
        proper=frozenset(_proper()),
        bodies=frozenset(name for name, _ in words("bodies")),
    )


def _surnames(*, plain_too: bool) -> Iterator[str]:
    for name, ambiguous in words("surnames"):
        if ambiguous is plain_too:
            yield from _all(_bent_surname(name))


def _bent_surname(name: str) -> Iterator[str]:
    """By the letters a surname is written in; a Finnish one by its own ending."""
    if "а" <= name[0].casefold() <= "я":
        yield from russian(name)
    elif name.endswith("nen"):
        yield from BENT["fi"](name)
    else:
        yield from latvian(name)
        yield from swedish(name)


_LETTERS = 2  # words this short do not bend
_SHORT = 4  # letters: shorter names in small letters are too often something else


def words(name: str) -> Iterator[tuple[str, bool]]:
    """A list's words, and whether each is an ordinary word too."""
    for line in (LISTS / f"{name}.txt").read_text("utf-8").splitlines()[1:]:
        for word in line.split():
            yield word.removeprefix(AMBIGUOUS), word.startswith(AMBIGUOUS)


def _proper() -> Iterator[str]:
    for language, bent in BENT.items():
        for name, _ in words(f"proper.{language}"):
            if len(name) <= _LETTERS or language == "en":
                yield from spelled(name)
            else:
                yield from _all(bent(name))
                yield from _all(_russian_more(name))


def _places(given: frozenset[str]) -> Iterator[str]:
    """Towns and waters as listed, and every country; of several words none that is a given name."""
    for language in ("lv", "ru", "en"):
        for name, _ in words(f"places.{language}"):
            yield from _all(BENT[language](name))
            yield from _all(_russian_more(name))
            if language == "en":
                yield from _all(form for other in ("fi", "et", "sv") for form in BENT[other](name))
    for language, bent in BENT.items():
        for country in Locale(language).territories.values():
            parts = [part for part in re.split(r"[ ().,]+", country) if part[:1].isupper()]
            for word in parts:
                if len(word) > _LETTERS and (len(parts) == 1 or word.casefold() not in given):
                    yield from _all(bent(word))


def _russian_more(name: str) -> Iterator[str]:
    """Places and adjectives: Прейли, Цесис in Цесисе, Рижский in Рижского."""
    if name.endswith(("ий", "ый", "ой", "ая")):
        yield from (
            name[:-2] + end for end in ("ого", "ому", "им", "ым", "ом", "ую", "ой", "ие", "ые", "их", "ых")
        )
    elif name.endswith("ия"):
        yield from (name[:-1] + end for end in ("и", "ю", "ей"))
    elif name.endswith("ы"):
        yield from (name[:-1] + end for end in ("ах", "ам", "", "ами"))
