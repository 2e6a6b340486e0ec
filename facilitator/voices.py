"""Which speaker marks have been heard and which have not: a quiet list, no order of merit, no counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Voices:
    """`unheard` are the marks nobody has written a line for yet; both in the marks' own order."""

    heard: Sequence[int]
    unheard: Sequence[int]


def voices(marks: int, spoken: Iterable[int | None]) -> Voices:
    """Of marks 1 to `marks`, who stands at one line at least. Without marks nobody asks."""
    seen = set(spoken)
    every = range(1, marks + 1)
    return Voices([n for n in every if n in seen], [n for n in every if n not in seen])
