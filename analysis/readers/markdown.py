"""Notes as Markdown: headings are rounds, paragraphs and items of lists are contributions."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from analysis.corpus import Reading
from analysis.encodings import decoded_bytes
from analysis.readers.marks import heard
from analysis.readers.packages import refuse_office
from analysis.readers.passages import Paragraph, gathered, of_paragraphs, reading
from analysis.readers.plain_text import PARAGRAPHS
from analysis.readers.voices import Voices
from analysis.words import Sentence

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*\Z")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*\Z")
_ITEM = re.compile(r"\A\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*\Z")
_QUOTED = re.compile(r"\A\s{0,3}>\s?")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*\Z")
_MARKUP = (
    (re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\]\n]{1,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,4000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,4000}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]{1,4000}?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"~~(.{1,4000}?)~~"), ""),
    (re.compile(r"`([^`\n]{1,4000})`"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>"), ""),
    (re.compile(r"\[\^[^\]\n]{1,40}\](?!:)"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])"), r"\1"),
)
_FOOTNOTE = re.compile(r"\s{0,3}\[\^[^\]\n]{1,40}\]:")


def read(content: bytes, path: Path, text: str | None = None) -> Reading:
    """Notes in a .md file: one paragraph or item is one contribution. Raises CannotRead."""
    refuse_office(content, str(path), ".md")
    found = decoded_bytes(content, str(path))
    voices = Voices()
    blocks = list(_blocks(_without_head(found.text.removeprefix("\ufeff").splitlines())))
    titles = [one for level, one in blocks if level == 1]
    title = titles[0] if len(titles) == 1 and any(level > 1 for level, _ in blocks) else ""
    paragraphs = (
        Paragraph(_plain(one), heading=level > 0) for level, one in blocks if not (title and level == 1)
    )
    passages = gathered(of_paragraphs(paragraphs, voices))
    notes = [Sentence("Read as {encoding}.", {"encoding": found.encoding}), *voices.notes()]
    return reading(path, passages, notes, unit=PARAGRAPHS, title=_plain(title))


def _without_head(lines: list[str]) -> list[str]:
    """Without what some programs write between two lines of --- at the top, and without tables' heads."""
    if lines[:1] == ["---"] and "---" in lines[1:50]:
        lines = lines[lines.index("---", 1) + 1 :]
    heads = {at - 1 for at, line in enumerate(lines) if "|" in line and _TABLE_RULE.match(line)}
    return [line for at, line in enumerate(lines) if at not in heads]


def _blocks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Headings with their level, and paragraphs with level 0."""
    held: list[str] = []
    for line in (_QUOTED.sub("", line) for line in lines):
        level, alone = _alone(line, held)
        if level is None and not _begins(line, held):
            held.append(line.strip())
            continue
        if held:
            yield 0, " ".join(held)
        held = []
        if alone:
            yield level or 0, alone
        elif level is None:
            held = [_ITEM.sub("", line, count=1).strip()]
    if held:
        yield 0, " ".join(held)


def _alone(line: str, held: list[str]) -> tuple[int | None, str]:
    """What a line is that belongs to no paragraph: its level as a heading, and its words; None where it does.

    A line that underlines the one before makes a heading of it.
    """
    if (heading := _HEADING.match(line)) is not None:
        return len(heading[1]), heading[2]
    if _UNDERLINE.match(line) and len(held) == 1:
        return (1 if line.lstrip().startswith("=") else 2), held.pop()
    if not line.strip() or any(one.match(line) for one in (_FENCE, _RULE, _TABLE_RULE, _FOOTNOTE)):
        return 0, ""
    return (0, _row(line)) if line.lstrip().startswith("|") else (None, "")


def _begins(line: str, held: list[str]) -> bool:
    """Does a paragraph begin here, though no blank line is before it?"""
    return bool(_ITEM.match(line)) or bool(held and heard(_plain(line)).mark)


def _row(line: str) -> str:
    """A row of a table: its first cell is a mark if it looks like one."""
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    first = f"{cells[0]}: " if len(cells) > 1 and heard(f"{cells[0]}:").mark else f"{cells[0]} "
    return (first + " ".join(cells[1:])).strip()


def _plain(text: str) -> str:
    for shape, instead in _MARKUP:
        text = shape.sub(instead, text)
    return unescape(text).strip()
