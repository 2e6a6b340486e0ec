"""Whether two people wrote nearly the same: case, marks and accents aside; never where one says no."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence

ALIKE = 0.67  # Dice over runs of three signs: of 60 made-up pairs the same lie above 0.68, others below 0.65
RUN = 3
LONG = 4  # letters; shorter words are often endings, articles, prepositions
STEM = 0.6
_WORDS = re.compile(r"\w+")
_NOT = frozenset(
    {"not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"}
    | {"ne", "nav", "nebija", "nekad", "nekas", "neviens", "neko", "nevar", "nevaru", "bez"}
    | {"не", "нет", "ни", "никогда", "никто", "ничего", "нельзя", "без"}
)
_SHORTENED = re.compile(r"n['’ʼ]t\b")
_UN = ("ne", "не", "un", "in", "im", "dis", "mis")


def alike(one: str, other: str) -> bool:
    """Nearly the same words: so near that one card can stand for both. The order of the two is the same."""
    return _alike(_Read(one), _Read(other))


def groups(texts: Mapping[str, str]) -> list[list[str]]:
    """The ids of words that are all alike, two or more, in the order given; each id in one group at most."""
    read = {id: _Read(text) for id, text in texts.items()}  # kept nowhere: words may be taken back
    found: list[list[str]] = []
    for id in texts:
        home = next((g for g in found if all(_alike(read[id], read[one]) for one in g)), None)
        if home is None:
            found.append([id])
        else:
            home.append(id)
    return [group for group in found if len(group) > 1]


def _alike(a: "_Read", b: "_Read") -> bool:
    if a.plain.replace(" ", "") == b.plain.replace(" ", ""):
        return True
    if a.sayings_no != b.sayings_no or a.numbers != b.numbers or _turned_round(a.words, b.words):
        return False
    another_word = _only_in(a.words, b.words) and _only_in(b.words, a.words)
    return not another_word and _dice(a.runs, b.runs) >= ALIKE


class _Read:
    """A text without case, marks and accents."""

    def __init__(self, text: str) -> None:
        spread = unicodedata.normalize("NFKD", _SHORTENED.sub(" not", text.casefold()))
        bare = "".join(c for c in spread if not unicodedata.combining(c))
        said = _WORDS.findall(bare)
        self.plain = " ".join(said) or bare.strip()  # of signs alone, the signs
        self.words = frozenset(said)
        self.numbers = sorted(word for word in said if any(c.isdigit() for c in word))
        self.sayings_no = sum(word in _NOT for word in said)
        self.runs = _counted(_runs(self.plain))


def _runs(plain: str) -> Sequence[str]:
    padded = f" {plain} "
    return [padded[at : at + RUN] for at in range(max(1, len(padded) - RUN + 1))]


def _counted(things: Iterable[Hashable]) -> Mapping[Hashable, int]:
    counted: dict[Hashable, int] = {}
    for thing in things:
        counted[thing] = counted.get(thing, 0) + 1
    return counted


def _dice(one: Mapping[Hashable, int], other: Mapping[Hashable, int]) -> float:
    both = sum(min(count, other.get(run, 0)) for run, count in one.items())
    return 2 * both / (sum(one.values()) + sum(other.values()))


def _only_in(words: frozenset[str], others: frozenset[str]) -> bool:
    """Is there a word of some length here of which there is no form there?"""
    left = (word for word in words - others if len(word) >= LONG)
    return any(not any(_forms(word, other) for other in others) for word in left)


def _forms(one: str, other: str) -> bool:
    """Two forms of one word, as endings change: the same for the most part, from its beginning."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return same >= 3 and same >= STEM * max(len(one), len(other))


def _turned_round(one: frozenset[str], other: frozenset[str]) -> bool:
    """Does one of them say a word that the other says with a no before it: uzticos and neuzticos?"""
    only_one, only_other = one - other, other - one
    return any(
        f"{un}{word}" in there for here, there in ((only_one, only_other), (only_other, only_one))
        for word in here for un in _UN
    )  # fmt: skip
