"""A report as Markdown, with everything in it that came from people escaped."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from analysis.exporters.blocks import (
    Block,
    Caution,
    Claim,
    Claims,
    Document,
    Lead,
    Line,
    Pairs,
    Points,
    Quotes,
    Section,
    Shown,
    Sub,
    Table,
)
from analysis.exporters.document import checked
from analysis.exporters.telling import Said
from analysis.report import Report

ENDING = ".md"
MEDIA_TYPE = "text/markdown; charset=utf-8"

_ALWAYS = r"[\\`*_{}\[\]<>#|~&^$@]"
_LEADS_ON = r":(?=\S)|\.(?=[^\W\d_])"  # to an address or a short name of an emoji
_DOUBLED = r"(?<=-)-|-(?=-)|(?<==)=|=(?==)|(?<=\+)\+|\+(?=\+)"
_OPENING = r"\A[-+=:!(]|(?<=\A%s)[.)](?=\s|\Z)"  # a list, a line under a heading
_NUMBERS = "|".join(_OPENING % (r"\d" * n) for n in range(1, 10))
_WITHIN = re.compile(f"({_ALWAYS}|{_LEADS_ON}|{_DOUBLED})")
_MARKUP = re.compile(f"({_ALWAYS}|{_LEADS_ON}|{_DOUBLED}|{_NUMBERS})")


def write(report: Report, out: BinaryIO, *, words: str = "en") -> None:
    """Write CommonMark with tables; a text cannot make markup, a link or HTML of itself."""
    for block in _blocks(checked(report, words)):
        out.write((block + "\n\n").encode("utf-8"))


def escaped(text: str, *, within: bool = False) -> str:
    """Text that Markdown shows as it is, on one line: each sign that could mean something where it stands has
    a backslash. `within`: it stands in a heading or a cell, where no list begins."""
    return (_WITHIN if within else _MARKUP).sub(r"\\\1", " ".join(text.split()))


def _blocks(told: Document) -> Iterator[str]:
    yield f"# {escaped(told.title, within=True)}"
    for block in told.lead:
        yield from _block(block, 2)
    for section in told.sections:
        yield from _section(section, 2)


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * level} {escaped(section.heading, within=True)}"
    for block in section.blocks:
        yield from _block(block, level + 1)
    for inner in section.sections:
        yield from _section(inner, level + 1)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Line(text, look):
            yield f"**{escaped(text)}**" if look == "marked" else escaped(text)
        case Sub(text):
            yield f"{'#' * level} {escaped(text, within=True)}"
        case Caution(sentences):
            yield from (f"> {escaped(sentence)}" for sentence in sentences)
        case Quotes(said):
            yield from (f"> {escaped(one.quote.text)}\n>\n> — {escaped(one.source)}" for one in said)
        case Claim(text):
            yield escaped(text)
        case Table() | Shown():
            yield from _table(block.picture.table if isinstance(block, Shown) else block)
        case Pairs() | Points() | Claims():
            yield "\n".join(f"- {one}" for one in _items(block))


def _items(block: Pairs | Points | Claims) -> Iterator[str]:
    match block:
        case Pairs(pairs):
            yield from (f"{escaped(what)}: {escaped(said)}" for what, said in pairs)
        case Points(items):
            yield from map(escaped, items)
        case Claims(claims):
            yield from (escaped(one.text) for one in claims)


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield escaped(table.caption)
    leads: Sequence[Lead | None] = table.leads or [None] * len(table.rows)
    rows = [_row(row, lead) for row, lead in zip(table.rows, leads, strict=True)]
    line = ["---", *["---:"] * (len(table.heads) - 1)]
    lines = [[escaped(head, within=True) for head in table.heads], line, *rows]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _row(row: Sequence[str], lead: Lead | None) -> list[str]:
    """After the name of what a row is about: its most central statement."""
    first, *others = (escaped(cell, within=True) for cell in row)
    return [f"{first} – {_opening(lead.said)}" if lead and lead.said else first, *others]


def _opening(said: Said) -> str:
    return f"{escaped(said.quote.text)}{' …' if said.goes_on else ''}"
