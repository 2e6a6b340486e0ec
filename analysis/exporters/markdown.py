"""A report as Markdown, with everything in it that came from people escaped."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from analysis.exporters import holding
from analysis.exporters.blocks import (
    Block,
    Line,
    Pairs,
    Quotes,
    Section,
    Sub,
    Table,
)
from analysis.exporters.sitting import about_the_evening, after_themes
from analysis.exporters.telling import Said, Telling
from analysis.report import Report, Theme

ENDING = ".md"
MEDIA_TYPE = "text/markdown; charset=utf-8"

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&^$=:@/\"'])")


def write(report: Report, out: BinaryIO, *, words: str = "en") -> None:
    """Write CommonMark with tables; a text cannot make markup, a link or HTML of itself."""
    telling = Telling(report, words)
    for block in _blocks(telling):
        out.write((block + "\n\n").encode("utf-8"))


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line: each sign that could mean something has a backslash."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _blocks(tell: Telling) -> Iterator[str]:
    report = tell.report
    yield f"# {escaped(report.title)}"
    if report.question:
        yield escaped(report.question)
    if date := report.method.get("date"):
        yield escaped(str(date))
    if report.evening is not None and report.evening.day:
        yield escaped(tell.day(report.evening.day))
    yield f"## {tell('At a glance')}"
    yield "\n".join(f"- {what}: {escaped(how_many)}" for what, how_many in tell.glance())
    for sentence in tell.caution():
        yield f"> {escaped(sentence)}"
    yield f"## {tell('Themes')}"
    if report.themes:
        yield escaped(holding.in_short(tell))
        yield "\n".join(_listed(tell, number, theme) for number, theme in enumerate(report.themes, start=1))
    for number, theme in enumerate(report.themes, start=1):
        yield from _theme(tell, number, theme)
    if not report.themes:
        yield tell("There is too little here to find themes in.")
    yield from _sections(tell, after_themes(tell))
    yield f"## {tell('In no theme')}"
    yield from _unsorted(tell)
    yield from _sections(tell, about_the_evening(tell))
    yield f"## {tell('How it was done, and where it fails')}"
    yield from _method(tell)


def _method(tell: Telling) -> Iterator[str]:
    yield from (escaped(sentence) for sentence in (*tell.method(), holding.leakage(tell)) if sentence)
    yield f"### {tell('What themes are not, and where they fail')}"
    yield "\n".join(f"- {escaped(one)}" for one in holding.limits(tell))
    if table := holding.numbers(tell):
        yield f"### {tell('How well each theme holds, in numbers')}"
        yield from _block(table)
    yield f"### {tell('Particulars')}"
    yield "\n".join(f"- {escaped(what)}: {escaped(value)}" for what, value in tell.particulars())


def _listed(tell: Telling, number: int, theme: Theme) -> str:
    """Its name, and its most central statement as a second line."""
    name = f"{number}. {escaped(tell.label(theme))}"
    central = holding.central(tell, theme)
    return f"{name}\\\n   {escaped(central)}" if central else name


def _theme(tell: Telling, number: int, theme: Theme) -> Iterator[str]:
    yield f"### {number}. {escaped(tell.label(theme))}"
    if checked := tell.checked(theme):
        yield f"**{escaped(checked)}**"
    spread = " · ".join(one for one in (tell.spread(theme), holding.heard(tell, theme)) if one)
    more = tell.more_words(theme)
    yield f"{escaped(spread)}." + (f" {tell('More words')}: {escaped(more)}." if more else "")
    if words := holding.held(tell, theme):
        yield escaped(words)
    if codes := holding.codes(tell, theme):
        yield escaped(codes)
    for language, label in tell.other_labels(theme):
        yield f"{language}: {escaped(label)}" if language else escaped(label)
    said = tell.said(theme.quotes)
    yield from _quotes(said)
    if not said:
        yield tell("Nobody whose words are here agreed to be quoted.")


def _sections(tell: Telling, parts: Iterator[Section]) -> Iterator[str]:
    for part in parts:
        yield f"## {escaped(part.heading)}"
        for block in part.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Line(text):
            yield escaped(text)
        case Sub(text):
            yield f"### {escaped(text)}"
        case Pairs(pairs):
            yield "\n".join(f"- {escaped(what)}: {escaped(said)}" for what, said in pairs)
        case Table(heads, rows):
            lines = [heads, ["---"] + ["---:"] * (len(heads) - 1), *rows]
            marked = [lines[0], *lines[2:]]
            head, *rest = (" | ".join(escaped(cell) for cell in line) for line in marked)
            yield "\n".join(f"| {line} |" for line in (head, " | ".join(lines[1]), *rest))
        case Quotes(said):
            yield from _quotes(said)


def _quotes(said: Sequence[Said]) -> Iterator[str]:
    for one in said:
        yield f"> {escaped(one.quote.text)}\n>\n> — {escaped(one.source)}"


def _unsorted(tell: Telling) -> Iterator[str]:
    yield tell.nowhere()
    for why, said in holding.unsorted(tell):
        yield f"### {escaped(why)}"
        yield from _quotes(said)
