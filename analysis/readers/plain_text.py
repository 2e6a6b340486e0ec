"""Notes as plain text: paragraphs out of lines, whoever wrapped them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from analysis.corpus import Reading
from analysis.encodings import decoded_bytes
from analysis.readers.marks import heard
from analysis.readers.packages import refuse_office
from analysis.readers.passages import Paragraph, gathered, of_paragraphs, reading
from analysis.readers.voices import Voices
from analysis.words import Sentence

PARAGRAPHS = Sentence("Paragraphs read, each as one contribution: {n}.")

_BULLET = re.compile(r"\A\s*(?:[-*•–—▪◦·]|\d{1,3}[.)])\s+")
_ENDS = re.compile(r"[.!?…:;][\"»”’')\]]*\s*\Z")
_DIVIDED = re.compile(r"[^\W\d_]-\Z")
_ROUND = re.compile(
    r"(?:\d{1,2}\.?\s*)?(?:posms|kārta|raunds|round|этап|раунд|круг|kierros|runda|omgång|voor)\b[^\n]{0,80}\Z",
    re.IGNORECASE,
)
_PAIRS = 3  # lines that follow one another, from which on their lengths say something
_WRAPPED = 0.8
_TITLE = 80  # characters


@dataclass
class Joined:
    """Lines as paragraphs; `divided` counts words put together again that a line's end had cut."""

    lines: Sequence[str]
    divided: int = 0
    wrapped: bool = field(init=False)

    def __post_init__(self) -> None:
        self.wrapped = _wrapped(self.lines)

    def paragraphs(self) -> Iterator[str]:
        """A blank line, a bullet or a speaker's mark begins one; so does each line that no margin cut."""
        held = ""
        for line in self.lines:
            if not line.strip():
                if held:
                    yield held
                held = ""
            elif held and self._goes_on(held, line):
                held = self._put(held, line.strip())
            else:
                if held:
                    yield held
                held = line.strip() if _ROUND.match(line.strip()) else _BULLET.sub("", line).strip()
        if held:
            yield held

    def _goes_on(self, held: str, line: str) -> bool:
        if _BULLET.match(line) or heard(line).mark:
            return False
        if heard(held).mark and not heard(held).text:
            return True
        return self.wrapped or (not _ENDS.search(held) and line.lstrip()[:1].islower())

    def _put(self, held: str, line: str) -> str:
        if _DIVIDED.search(held) and line[:1].islower():
            self.divided += 1
            return held[:-1] + line
        return f"{held} {line}"


def read(content: bytes, path: Path, text: str | None = None) -> Reading:
    """Notes in a .txt file: one paragraph is one contribution. Raises CannotRead."""
    refuse_office(content, str(path), ".txt")
    found = decoded_bytes(content, str(path))
    joined = Joined(found.text.removeprefix("\ufeff").replace("\f", "\n\n").splitlines())
    voices = Voices()
    notes = [Sentence("Read as {encoding}.", {"encoding": found.encoding})]
    if joined.wrapped:
        notes.append(Sentence("Lines that a margin had cut were joined to paragraphs."))
    blocks = [Paragraph(one, heading=_is_heading(one)) for one in joined.paragraphs()]
    title = _title(blocks)
    passages = gathered(of_paragraphs(blocks[bool(title) :], voices))
    if title:
        notes.append(Sentence("The first line is taken for the title: {title}", {"title": title}))
    if joined.divided:
        notes.append(Sentence("Words divided at a line's end, joined: {n}.", {"n": joined.divided}))
    return reading(path, passages, [*notes, *voices.notes()], unit=PARAGRAPHS, title=title)


def _title(blocks: Sequence[Paragraph]) -> str:
    """A short first line without a full stop, where marks or rounds follow; else ""."""
    if len(blocks) < 2 or blocks[0].heading or heard(blocks[0].text).mark:
        return ""
    first = blocks[0].text
    follows = blocks[1].heading or heard(blocks[1].text).mark is not None
    return first if follows and len(first) <= _TITLE and not _ENDS.search(first) else ""


def _is_heading(paragraph: str) -> bool:
    return bool(_ROUND.match(paragraph)) and not _ENDS.search(paragraph.rstrip(":"))


def _wrapped(lines: Sequence[str]) -> bool:
    """Did a margin cut these lines? Then the first word of a line would not have fitted on the one before."""
    pairs = [(a.rstrip(), b.strip()) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(pairs) < _PAIRS:
        return False
    width = max(len(line.rstrip()) for line in lines)
    if width > 120:  # nobody's margin: paragraphs, each on a line
        return False
    cut = sum(len(a) + 1 + len(b.split(maxsplit=1)[0]) > width - 2 for a, b in pairs)
    return cut / len(pairs) >= _WRAPPED
