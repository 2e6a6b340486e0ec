"""Paragraphs and turns as contributions: who said each, in which round, cut where one is too long."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from analysis.corpus import MOST_CONTRIBUTIONS, Contribution, Corpus, Reading, clean_text
from analysis.readers.marks import Mark, heard
from analysis.readers.voices import Voices
from analysis.words import CannotRead, Sentence

LONGEST = 1900
"""Characters of one contribution: a circle keeps at most 2000 as one."""
_LONGEST_ROUND = 120
_SHOWN = 6
_END = re.compile(r"(?<=[.!?…])[\"»”’')\]]*\s+")


@dataclass(frozen=True)
class Paragraph:
    """`heading`: the title of a round. `mark` where it is known from elsewhere who speaks."""

    text: str
    heading: bool = False
    mark: Mark | None = None


@dataclass(frozen=True)
class Passage:
    text: str
    voice: str = ""
    round: str = ""


def of_paragraphs(paragraphs: Iterable[Paragraph], voices: Voices) -> Iterator[Passage]:
    """Each paragraph by itself. A mark holds for its paragraph; one that stands alone, until the next mark
    or heading. What follows a facilitator's mark is left out with it."""
    round, standing = "", None
    for one in paragraphs:
        if one.heading:
            round, standing = " ".join(one.text.split())[:_LONGEST_ROUND], None
            continue
        said = heard(one.text)
        voices.timed += said.timed
        mark = said.mark or one.mark
        if mark is not None and not said.text:
            standing = mark
            continue
        if mark is not None and said.mark is not None:
            standing = None
        voice = voices.of(mark or standing)
        if voice is not None and said.text:
            yield Passage(said.text, voice, round)


def gathered(passages: Iterable[Passage]) -> list[Passage]:
    """All there are, and no more than one too many: more are refused anyway."""
    return list(islice(passages, MOST_CONTRIBUTIONS + 1))


def reading(
    path: Path, passages: Iterable[Passage], notes: Sequence[Sentence], *, unit: Sentence, title: str = ""
) -> Reading:
    """The corpus of a file. `notes` may still grow while passages are read. Raises CannotRead.

    `unit` says what became a contribution; its {n} is filled in here.
    """
    contributions: list[Contribution] = []
    cut = counted = 0
    rounds: dict[str, None] = {}
    for passage in passages:
        pieces = pieces_of(clean_text(passage.text))
        counted += bool(pieces)
        cut += len(pieces) > 1
        for piece in pieces:
            if len(contributions) >= MOST_CONTRIBUTIONS:
                raise CannotRead("{file} holds more than {most} texts. Split the file.", **_too_many(path))
            number = len(contributions) + 1
            contributions.append(Contribution(f"p{number}", piece, voice=passage.voice, round=passage.round))
        if pieces and passage.round:
            rounds[passage.round] = None
    if not contributions:
        raise CannotRead(
            "{file} holds no words that somebody said. Look whether it is the file you mean.", file=str(path)
        )
    told = [Sentence(unit.template, {**unit.values, "n": counted}), *notes]
    if rounds:
        names = "; ".join(list(rounds)[:_SHOWN]) + ("; …" if len(rounds) > _SHOWN else "")
        told.append(Sentence("Headings name the rounds: {names}.", {"names": names}))
    if cut:
        told.append(Sentence("Long texts, cut at the ends of sentences: {n}.", {"n": cut}))
    return Reading(Corpus(title or path.stem, contributions), told)


def _too_many(path: Path) -> dict[str, object]:
    return {"file": str(path), "most": MOST_CONTRIBUTIONS}


def pieces_of(text: str, most: int = LONGEST) -> list[str]:
    """A text as pieces of at most `most` characters, cut at the ends of sentences, else between words.

    Nothing but spaces is lost. A text without a letter or digit is no piece.
    """
    if not any(letter.isalnum() for letter in text):
        return []
    pieces: list[str] = []
    start, text = 0, text.strip()
    while len(text) - start > most:
        end = _last_end(text, start, start + most)
        pieces.append(text[start:end].strip())
        start = end
    return [piece for piece in (*pieces, text[start:].strip()) if piece]


def _last_end(text: str, start: int, most: int) -> int:
    """Where the last sentence ends before `most`; else the last word; else there."""
    ends = [found.end() for found in _END.finditer(text, start, most)]
    if ends and ends[-1] - start > (most - start) // 3:
        return ends[-1]
    space = max(text.rfind(" ", start, most), text.rfind("\n", start, most))
    return space if space > start else most
