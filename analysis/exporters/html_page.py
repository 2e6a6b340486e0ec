"""A report as one HTML page: no script, nothing from outside, and it prints."""

from collections.abc import Iterator, Sequence
from pathlib import Path
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
from analysis.exporters.drawing import drawing
from analysis.exporters.elements import Element, Style, el
from analysis.exporters.telling import Said, Telling
from analysis.report import Report

ENDING = ".html"
MEDIA_TYPE = "text/html; charset=utf-8"

_SHEET = Path(__file__).with_name("page.css")
_LOOKS = {"reliable": "held reliable", "weak": "held weak", "too few": "held too-few"}


def write(report: Report, out: BinaryIO, *, words: str = "en") -> None:
    """Write a whole page. Everything that came from people is text in it, never markup."""
    told, tell = checked(report, words), Telling(report, words)
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="robots", content="noindex"),
        el("title", told.title),
        Style(sheet=_SHEET.read_text(encoding="utf-8")),
    )
    body = el("body", el("main", *_parts(told, tell("Contents"))))
    out.write(b"<!doctype html>\n")
    for piece in el("html", head, body, lang=told.language).rendered():
        out.write(piece.encode("utf-8"))


def _parts(told: Document, contents: str) -> Iterator[Element]:
    yield el("h1", told.title)
    for block in told.lead:
        yield from _block(block, 2)
    yield el("nav", el("h2", contents), el("ul", *map(_listed, told.sections)))
    for section in told.sections:
        yield _section(section, 2)


def _listed(section: Section) -> Element:
    inner = [el("ul", *map(_listed, section.sections))] if section.sections else []
    return el("li", el("a", section.heading, href=f"#{section.id}"), *inner)


def _section(section: Section, level: int) -> Element:
    framed = {"machine": "theme", "people": "theme by-people"}.get(section.by, "")
    return el(
        "section",
        el(f"h{level}", section.heading),
        *(element for block in section.blocks for element in _block(block, level + 1)),
        *(_section(inner, level + 1) for inner in section.sections),
        **({"class_": framed} if framed else {}),
        id=section.id,
    )


def _block(block: Block, level: int) -> Iterator[Element]:
    match block:
        case Line():
            yield _line(block)
        case Sub(text, id):
            yield el(f"h{level}", text, **({"id": id} if id else {}))
        case Points(items):
            yield el("ul", *(el("li", one) for one in items), class_="points")
        case Caution(sentences):
            yield el("div", *(el("p", one) for one in sentences), class_="caution")
        case Pairs(pairs):
            told = [el(tag, text) for pair in pairs for tag, text in zip(("dt", "dd"), pair, strict=True)]
            yield el("dl", *told)
        case Table():
            yield el("div", _table(block), class_="wide")
        case Quotes(said):
            yield from map(_quote, said)
        case _:
            yield _shown_or_claimed(block)


def _shown_or_claimed(block: Shown | Claim | Claims) -> Element:
    match block:
        case Shown(picture):
            table = el("div", _table(picture.table))
            return el("div", el("p", picture.title), drawing(picture.svg), table, class_="picture")
        case Claim(text):
            return el("p", text, class_="claim")
        case Claims(items):
            return el("ul", *(el("li", one.text) for one in items), class_="points")


def _line(line: Line) -> Element:
    look = _LOOKS.get(line.look, line.look)
    attributes = ({"class_": look} if look else {}) | _spoken(line.language)
    if line.aside is None:
        return el("p", line.text, **attributes)
    aside = el("a", line.aside.text, href=f"#{line.aside.to}", class_="aside")
    return el("p", f"{line.text} ", aside, **attributes)


def _table(table: Table) -> Element:
    first, *others = table.heads
    head = el(
        "tr", el("th", first, scope="col"), *(el("th", h, scope="col", class_="number") for h in others)
    )
    leads: Sequence[Lead | None] = table.leads or [None] * len(table.rows)
    caption = [el("caption", table.caption)] if table.caption else []
    body = el("tbody", *(_row(row, lead) for row, lead in zip(table.rows, leads, strict=True)))
    return el("table", *caption, el("thead", head), body)


def _row(row: Sequence[str], lead: Lead | None) -> Element:
    first, *others = row
    name: list[Element | str] = [el("a", first, href=f"#{lead.to}") if lead else first]
    if lead and lead.said:
        more = " …" if lead.said.goes_on else ""
        name.append(el("q", lead.said.quote.text + more, class_="central", **_spoken(lead.said.language)))
    return el("tr", el("th", *name, scope="row"), *(el("td", cell, class_="number") for cell in others))


def _quote(said: Said) -> Element:
    words = el("p", said.quote.text, **_spoken(said.language))
    return el("figure", el("blockquote", words), el("figcaption", el("bdi", said.source)))


def _spoken(language: str) -> dict[str, str]:
    return {"lang": language} if language else {}
