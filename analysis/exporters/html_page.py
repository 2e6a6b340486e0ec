"""A report as one HTML page: no script, nothing from outside, and it prints."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from analysis.exporters import holding
from analysis.exporters.blocks import (
    Line,
    Pairs,
    Quotes,
    Section,
    Sub,
    Table,
)
from analysis.exporters.elements import Element, Style, el
from analysis.exporters.sitting import about_the_evening, after_themes
from analysis.exporters.telling import Said, Telling
from analysis.report import Report, Theme

ENDING = ".html"
MEDIA_TYPE = "text/html; charset=utf-8"

_SHEET = Path(__file__).with_name("page.css")
_ROW, _BAR, _LEFT, _RIGHT = 26, 280, 34, 46


def write(report: Report, out: BinaryIO, *, words: str = "en") -> None:
    """Write a whole page. Everything that came from people is text in it, never markup."""
    tell = Telling(report, words)
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="robots", content="noindex"),
        el("title", report.title),
        Style(sheet=_SHEET.read_text(encoding="utf-8")),
    )
    page = el("html", head, el("body", el("main", *_parts(tell))), lang=words)
    out.write(b"<!doctype html>\n")
    for piece in page.rendered():
        out.write(piece.encode("utf-8"))


def _parts(tell: Telling) -> Iterator[Element]:
    report = tell.report
    yield el("h1", report.title)
    if report.question:
        yield el("p", report.question, class_="question")
    if date := report.method.get("date"):
        yield el("p", str(date), class_="quiet")
    if report.evening is not None and report.evening.day:
        yield el("p", tell.day(report.evening.day), class_="quiet")
    yield _contents(tell)
    yield _section(tell("At a glance"), "glance", _glance(tell))
    yield _section(tell("Themes"), "themes", _themes(tell))
    for part in after_themes(tell):
        yield _section(part.heading, part.id, _blocks(tell, part))
    yield _section(tell("In no theme"), "unsorted", _unsorted(tell))
    for part in about_the_evening(tell):
        yield _section(part.heading, part.id, _blocks(tell, part))
    yield _section(tell("How it was done, and where it fails"), "method", _method(tell))


def _section(heading: str, id: str, parts: Iterator[Element]) -> Element:
    return el("section", el("h2", heading), *parts, id=id)


def _contents(tell: Telling) -> Element:
    themes = [
        el("li", el("a", tell.label(theme), href=f"#theme-{number}"))
        for number, theme in enumerate(tell.report.themes, start=1)
    ]
    parts = [
        el("li", el("a", tell("At a glance"), href="#glance")),
        el("li", el("a", tell("Themes"), href="#themes"), el("ol", *themes)),
        *_listed(after_themes(tell)),
        el("li", el("a", tell("In no theme"), href="#unsorted")),
        *_listed(about_the_evening(tell)),
        el("li", el("a", tell("How it was done, and where it fails"), href="#method")),
    ]
    return el("nav", el("h2", tell("Contents")), el("ul", *parts))


def _listed(parts: Iterator[Section]) -> Iterator[Element]:
    for part in parts:
        yield el("li", el("a", part.heading, href=f"#{part.id}"))


def _blocks(tell: Telling, part: Section) -> Iterator[Element]:
    for block in part.blocks:
        match block:
            case Line(text):
                yield el("p", text, class_="told")
            case Sub(text):
                yield el("h3", text)
            case Pairs(pairs):
                yield _pairs(pairs)
            case Table(heads, rows):
                yield _figures(heads, rows)
            case Quotes(said):
                yield from (_quote(tell, one) for one in said)


def _figures(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Element:
    body = [
        el("tr", el("th", first, scope="row"), *(el("td", cell, class_="number") for cell in rest))
        for first, *rest in rows
    ]
    first, *rest = heads
    head = el("tr", el("th", first, scope="col"), *(el("th", h, scope="col", class_="number") for h in rest))
    return el("div", el("table", el("thead", head), el("tbody", *body), class_="figures"), class_="wide")


def _glance(tell: Telling) -> Iterator[Element]:
    yield _pairs(tell.glance())
    yield el("div", *(el("p", sentence) for sentence in tell.caution()), class_="caution")


def _pairs(pairs: Sequence[tuple[str, str]], **attributes: str) -> Element:
    told = [el(tag, text) for pair in pairs for tag, text in zip(("dt", "dd"), pair, strict=True)]
    return el("dl", *told, **attributes)


def _themes(tell: Telling) -> Iterator[Element]:
    if not tell.report.themes:
        yield el("p", tell("There is too little here to find themes in."))
        return
    yield el(
        "p", f"{holding.in_short(tell)} ", el("a", tell("Where that fails"), href="#limits", class_="aside")
    )
    yield el("div", _picture(tell), el("div", _table(tell)), class_="picture")
    for number, theme in enumerate(tell.report.themes, start=1):
        yield _theme(tell, number, theme)


def _picture(tell: Telling) -> Element:
    """Bars as long as themes are large; the numbers are those of the table beside it."""
    themes = tell.report.themes
    most = max(theme.size for theme in themes)
    width, height = _LEFT + _BAR + _RIGHT, _ROW * len(themes) + 4
    bars: list[Element] = []
    for at, theme in enumerate(themes):
        length, top = round(_BAR * theme.size / most), at * _ROW + 3
        bars += [
            el("text", str(at + 1), x=str(_LEFT - 8), y=str(top + 15), text_anchor="end"),
            _bar(theme, top, length),
            el("text", str(theme.size), x=str(_LEFT + length + 8), y=str(top + 15)),
        ]
    return el(
        "svg",
        el("title", tell("How many contributions each theme has"), id="picture-title"),
        el("desc", tell("The same figures are in the table beside the picture."), id="picture-desc"),
        *bars,
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_labelledby="picture-title picture-desc",
    )


def _bar(theme: Theme, top: int, length: int) -> Element:
    """Solid where people stand behind the theme, dashed where a machine alone suggests it."""
    drawn = {"x": str(_LEFT), "y": str(top), "width": str(length), "height": str(_ROW - 6), "rx": "3"}
    return el("rect", **drawn, **({"class_": "by-people"} if theme.status else {}))


def _table(tell: Telling) -> Element:
    circles = any(theme.circles for theme in tell.report.themes)
    heads = [tell("No."), tell("Theme"), *([tell("Circles")] if circles else []), tell("Contributions")]
    rows = [
        el(
            "tr",
            el("td", str(number), class_="number"),
            el("td", el("a", tell.label(theme), href=f"#theme-{number}"), *_central(tell, theme)),
            *([el("td", str(theme.circles), class_="number")] if circles else []),
            el("td", str(theme.size), class_="number"),
        )
        for number, theme in enumerate(tell.report.themes, start=1)
    ]
    return el(
        "table",
        el("caption", tell("Themes as the machine suggests them, the largest first")),
        el("thead", el("tr", *(el("th", head, scope="col") for head in heads))),
        el("tbody", *rows),
    )


def _central(tell: Telling, theme: Theme) -> Iterator[Element]:
    """Its most central statement, as a second line under its name."""
    if words := holding.central(tell, theme):
        yield el("q", words, class_="central", **_spoken(tell, theme.quotes[0].contribution))


def _theme(tell: Telling, number: int, theme: Theme) -> Element:
    said = tell.said(theme.quotes)
    others = [
        el("p", f"{language}: ", el("span", label, lang=language), class_="quiet")
        if language
        else el("p", label, class_="quiet")
        for language, label in tell.other_labels(theme)
    ]
    more = tell.more_words(theme)
    none = [] if said else [el("p", tell("Nobody whose words are here agreed to be quoted."))]
    return el(
        "section",
        el("h3", f"{number}. {tell.label(theme)}"),
        *([el("p", checked, class_="checked")] if (checked := tell.checked(theme)) else []),
        el("p", _joined(tell.spread(theme), holding.heard(tell, theme)), class_="spread"),
        *_held(tell, theme),
        *([el("p", f"{tell('More words')}: {more}", class_="keywords")] if more else []),
        *([el("p", codes, class_="quiet")] if (codes := holding.codes(tell, theme)) else []),
        *others,
        *(_quote(tell, one) for one in said),
        *none,
        class_="theme by-people" if theme.status else "theme",
        id=f"theme-{number}",
    )


def _joined(*told: str) -> str:
    return " · ".join(one for one in told if one)


def _held(tell: Telling, theme: Theme) -> Iterator[Element]:
    """How well it holds, in words that lead to the numbers."""
    if words := holding.held(tell, theme):
        state = theme.quality.state.replace(" ", "-")
        known = state != "too-few"
        numbers: list[Element | str] = (
            [" ", el("a", tell("The numbers"), href="#numbers", class_="aside")] if known else []
        )
        yield el("p", words, *numbers, class_=f"held {state}")


def _spoken(tell: Telling, contribution: str) -> dict[str, str]:
    language = tell.language_of(contribution)
    return {"lang": language} if language not in ("", "und") else {}


def _quote(tell: Telling, said: Said) -> Element:
    return el(
        "figure",
        el("blockquote", el("p", said.quote.text, **_spoken(tell, said.quote.contribution))),
        el("figcaption", el("bdi", said.source)),
    )


def _unsorted(tell: Telling) -> Iterator[Element]:
    yield el("p", tell.nowhere())
    for why, said in holding.unsorted(tell):
        yield el("h3", why)
        for one in said:
            yield _quote(tell, one)


def _method(tell: Telling) -> Iterator[Element]:
    for sentence in tell.method():
        yield el("p", sentence)
    if leak := holding.leakage(tell):
        yield el("p", leak)
    yield el("h3", tell("What themes are not, and where they fail"), id="limits")
    yield el("ul", *(el("li", one) for one in holding.limits(tell)))
    if table := holding.numbers(tell):
        yield el("h3", tell("How well each theme holds, in numbers"), id="numbers")
        yield _figures(table.heads, table.rows)
    yield el("h3", tell("Particulars"))
    yield _pairs(tell.particulars(), class_="particulars")
