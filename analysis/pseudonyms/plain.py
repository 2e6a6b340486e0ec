"""A text made easy to look into: letters composed, digits, dashes and spaces plain, each at a known place."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_DASHES = "‐‑‒–—―−﹘﹣－"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]")


class _Folded(dict[int, str | int]):
    """One character for one, so that places stay: full-width signs, all digits, dashes and spaces."""

    def __missing__(self, point: int) -> int | str:
        letter = chr(point)
        folded: int | str = point
        if letter in _DASHES:
            folded = "-"
        elif letter in _SPACES:
            folded = " "
        elif letter.isdecimal():
            folded = str(unicodedata.decimal(letter))
        elif 0xFF01 <= point <= 0xFF5E:
            folded = point - 0xFEE0
        self[point] = folded
        return folded


_FOLD = _Folded()


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` to look into; `original(start, end)` is where that lies in what was written."""

    text: str
    _places: Sequence[int] | None  # of each character of `text` and of its end; None where nothing moved

    def original(self, start: int, end: int) -> tuple[int, int]:
        return (start, end) if self._places is None else (self._places[start], self._places[end])


def plain(written: str) -> Plain:
    """Fold a text. Only composing letters moves places, and those are kept."""
    if unicodedata.is_normalized("NFC", written):
        return Plain(written.translate(_FOLD), None)
    letters: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(written):
        for letter in unicodedata.normalize("NFC", cluster[0]):
            letters.append(letter)
            places.append(cluster.start())
    places.append(len(written))
    return Plain("".join(letters).translate(_FOLD), places)
