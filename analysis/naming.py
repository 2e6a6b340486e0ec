"""Which of its words make a theme's name: few, unlike one another, and those it had while they hold."""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

BETWEEN = " · "  # the words of a name are said one by one: they are no sentence
IN_A_NAME = 3
ENOUGH = 40  # words to choose a name's from
HOLDS = 0.7  # a word of the name stays while it weighs so much of what would stand in its place
_NUMBER = re.compile(r" \(\d+\)$")
_ROOT = 5
_MOSTLY = 0.8
_JOINS_WORDS = ("de", "fi", "sv", "et")


@dataclass(frozen=True)
class Ranked:
    """A group's words in one language: `words` as they are shown, strongest first, and `weights` by any form
    that somebody wrote, in small letters."""

    words: Sequence[str]
    weights: Mapping[str, float]


def words_of(name: str) -> list[str]:
    """The words that a name is made of, in small letters, without the number that tells it from another."""
    return [word.casefold() for word in _NUMBER.sub("", name).split(BETWEEN) if word]


def names(ranked: Sequence[Ranked], before: Sequence[str], language: str) -> list[str]:
    """A name for each group, "" where it has no words; no two the same.

    `before` holds the name each group had, "" for none: its words stay in their places as long as they hold.
    """
    found: list[str] = []
    for mine, had in zip(ranked, before, strict=True):
        words = unlike([*_holding(mine, had), *mine.words], language)
        found.append(_new(words, found))
    return found


def unlike(words: Iterable[str], language: str) -> list[str]:
    """Leave out what repeats a word: "wealth" after "wealthy", "traffic flow" after "traffic".

    Of the rest the first that a name can need: the more are compared, the longer each takes.
    """
    kept: list[str] = []
    said: list[str] = []
    for word in words:
        parts = word.casefold().split()
        if not any(_alike(part, other, language) for part in parts for other in said):
            kept.append(word)
            said += parts
        if len(kept) == ENOUGH:
            break
    return kept


def _holding(mine: Ranked, had: str) -> list[str]:
    best = [mine.weights[word.casefold()] for word in mine.words[:IN_A_NAME]]
    words = had.split(BETWEEN) if had else []
    return [
        word
        for word, least in zip(words, best, strict=False)
        if mine.weights.get(word.casefold(), 0.0) >= HOLDS * least
    ]


def _new(words: Sequence[str], taken: Collection[str]) -> str:
    """The first words; where that is another's name too, others in the last one's place, or a number."""
    chosen = list(words[:IN_A_NAME])
    for other in words[IN_A_NAME:]:
        if BETWEEN.join(chosen) not in taken:
            break
        chosen[-1] = other
    name, number = BETWEEN.join(chosen), 2
    while name and name in taken:
        name = f"{BETWEEN.join(chosen)} ({number})"
        number += 1
    return name


def _alike(one: str, other: str, language: str) -> bool:
    """The same word, or one made of the other: wealth and wealthy; of joined words, Wachstum and
    Wirtschaftswachstum."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    root = max(_ROOT, math.ceil(_MOSTLY * len(short)))
    if len(short) >= _ROOT and long.startswith(short[:root]):
        return True
    return language in _JOINS_WORDS and len(short) >= _ROOT and short in long
