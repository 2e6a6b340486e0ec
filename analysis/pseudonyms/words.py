"""The words of a text as the finder of names sees them: capitals, openings of sentences, titles in quotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:[-'’](?=[^\W\d_])[^\W\d_a-zāčēģīķļņšūžåäöõüа-яё][^\W\d_]*)*")
_QUOTED = re.compile(r"„[^“”\"]{1,60}[“”\"]|“[^”]{1,60}”|«[^»]{1,60}»|\"[^\"]{1,60}\"")
_ENDS = re.compile(r"[.!?…:]|^\s*[-*•]\s*$|\n")
_SHORTENED = frozenset(("dr", "mr", "mrs", "ms", "prof", "doc", "st", "kr", "др", "проф"))
_MOST_IN_A_TITLE = 4


@dataclass(frozen=True, slots=True)
class Word:
    """`text[start:end]` is the word; `glued` if only a space or an initial's dot is before it."""

    surface: str
    low: str
    start: int
    end: int
    opens: bool
    glued: bool

    @property
    def capital(self) -> bool:
        """A capital and small letters after it; in a double name each half. One capital with a dot counts."""
        if not self.surface[0].isupper():
            return False
        halves = re.split("[-'’]", self.surface)
        return all(
            half[:1].isupper() and (half[1:].islower() or _mac(half) or len(half) == 1) for half in halves
        )

    @property
    def shouted(self) -> bool:
        return len(self.surface) > 1 and self.surface.isupper()

    @property
    def initial(self) -> bool:
        return len(self.surface) == 1 and self.surface.isupper()


def words(text: str) -> list[Word]:
    """Every word, those of titles in quotes left out."""
    titles = list(_titles(text))
    found: list[Word] = []
    before = 0
    for match in _WORD.finditer(text):
        between = text[before : match.start()]
        shortened = bool(found) and (found[-1].initial or found[-1].low in _SHORTENED)
        after_initial = shortened and between.strip() == "."
        opens = not found or (bool(_ENDS.search(between)) and not after_initial)
        opens = opens or between.strip()[-1:] in {"„", "«", "“", '"'}
        before = match.end()
        if not any(start < match.start() < end for start, end in titles):
            glued = bool(found) and (between == " " or (after_initial and len(between) < 3))
            found.append(Word(match[0], match[0].casefold(), *match.span(), opens, glued))
    return found


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """A few words in quotes that nobody says: what a firm, a society or a paper is called."""
    for match in _QUOTED.finditer(text):
        inside = match[0][1:-1].strip()
        said = text[: match.start()].rstrip()[-1:] in {"", ":", ",", "-"} or inside[-1:] in {
            ".",
            "!",
            "?",
            ",",
        }
        if not said and len(inside.split()) <= _MOST_IN_A_TITLE:
            yield match.span()


def _mac(half: str) -> bool:
    return (
        half.startswith(("Mc", "Mac"))
        and half[2:].isalpha()
        and half[-1].islower()
        and half[1:].count("c") > 0
    )
