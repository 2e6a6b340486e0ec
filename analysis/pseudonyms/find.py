"""All that could name a person in a text, each with the word proposed for it; nothing is changed here."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache

from analysis.pseudonyms.addresses import addresses
from analysis.pseudonyms.bending import BENT
from analysis.pseudonyms.codes import Spot, codes
from analysis.pseudonyms.kinds import Find, Kind, placeholder
from analysis.pseudonyms.names import names
from analysis.pseudonyms.numbers import accounts, emails, phones, plates, profiles
from analysis.pseudonyms.only import only_ones
from analysis.pseudonyms.plain import plain

# What has an exact shape goes first: where two overlap, the earlier kind stands.
_SHAPED: tuple[tuple[Kind, Callable[[str], Iterator[Spot]]], ...] = (
    ("email", emails),
    ("account", accounts),
    ("code", codes),
    ("profile", profiles),
    ("address", addresses),
    ("phone", phones),
    ("plate", plates),
    ("only", only_ones),
)


def find(text: str, language: str = "", *, public: Collection[str] = ()) -> list[Find]:
    """Find what could name a person; finds do not overlap, and come in the text's order.

    `language` is the contribution's two-letter code, for the words proposed and for how names bend; empty or
    unknown: English words, all languages' forms. `public` are names that need no pseudonym here (a minister,
    a writer) in their plain form; bent forms stay too, a surname alone does not. A find is a proposal: people
    accept it or not.
    """
    folded = plain(text)
    spots: list[tuple[Kind, Spot]] = [(kind, spot) for kind, look in _SHAPED for spot in look(folded.text)]
    spots += (("name", spot) for spot in names(folded.text, language))
    stay = [_forms(name) for name in public]
    found = []
    for kind, (start, end, confidence, reason) in _apart(spots):
        if kind != "name" or not _may_stay(folded.text[start:end], stay):
            at = folded.original(start, end)
            found.append(Find(*at, kind, placeholder(kind, language), confidence, reason))
    return sorted(found, key=lambda one: one.start)


@lru_cache(maxsize=4096)
def _forms(name: str) -> tuple[frozenset[str], ...]:
    """Of each word of a name, all it may become in any of the languages."""
    return tuple(
        frozenset(form.casefold() for bent in BENT.values() for form in bent(word))
        for word in name.title().split()
    )


def _may_stay(name: str, stay: Iterable[tuple[frozenset[str], ...]]) -> bool:
    words = name.casefold().split()
    return any(
        len(words) == len(forms) and all(word in its for word, its in zip(words, forms, strict=True))
        for forms in stay
    )


def _apart(spots: Iterable[tuple[Kind, Spot]]) -> Iterator[tuple[Kind, Spot]]:
    """Those that do not overlap one before them; of two of a kind the longer."""
    taken: list[tuple[int, int]] = []
    ordered = list(spots)
    kinds = list(dict.fromkeys(kind for kind, _ in ordered))
    for kind, spot in sorted(
        ordered, key=lambda each: (kinds.index(each[0]), each[1][0] - each[1][1], each[1][0])
    ):
        if all(spot[1] <= start or end <= spot[0] for start, end in taken):
            taken.append(spot[:2])
            yield kind, spot
