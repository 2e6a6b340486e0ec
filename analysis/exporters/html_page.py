"""A report as one HTML page: no script, nothing from outside, and it prints."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from analysis.exporters.elements import Element, Style, el
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
    yield _contents(tell)
    yield _section(tell("At a glance"), "glance", _glance(tell))
    yield _section(tell("Themes"), "themes", _themes(tell))
    yield _section(tell("In no theme"), "unsorted", _unsorted(tell))
    yield _section(tell("How it was done"), "method", _method(tell))


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
        el("li", el("a", tell("In no theme"), href="#unsorted")),
        el("li", el("a", tell("How it was done"), href="#method")),
    ]
    return el("nav", el("h2", tell("Contents")), el("ul", *parts))


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
            el("rect", x=str(_LEFT), y=str(top), width=str(length), height=str(_ROW - 6), rx="3"),
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


def _table(tell: Telling) -> Element:
    circles = any(theme.circles for theme in tell.report.themes)
    heads = [tell("No."), tell("Theme"), *([tell("Circles")] if circles else []), tell("Contributions")]
    rows = [
        el(
            "tr",
            el("td", str(number), class_="number"),
            el("td", el("a", tell.label(theme), href=f"#theme-{number}")),
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


def _theme(tell: Telling, number: int, theme: Theme) -> Element:
    said = tell.said(theme.quotes)
    others = [
        el("p", f"{language}: ", el("span", label, lang=language), class_="quiet")
        for language, label in tell.other_labels(theme)
    ]
    none = [] if said else [el("p", tell("Nobody whose words are here agreed to be quoted."))]
    return el(
        "section",
        el("h3", f"{number}. {tell.label(theme)}"),
        el("p", tell.spread(theme), class_="spread"),
        el("p", f"{tell('Words')}: {', '.join(theme.keywords)}", class_="keywords"),
        *others,
        *(_quote(tell, one) for one in said),
        *none,
        class_="theme",
        id=f"theme-{number}",
    )


def _quote(tell: Telling, said: Said) -> Element:
    language = tell.language_of(said.quote.contribution)
    marked = {"lang": language} if language not in ("", "und") else {}
    return el(
        "figure",
        el("blockquote", el("p", said.quote.text, **marked)),
        el("figcaption", el("bdi", said.source)),
    )


def _unsorted(tell: Telling) -> Iterator[Element]:
    yield el("p", tell.nowhere())
    for said in tell.unsorted():
        yield _quote(tell, said)


def _method(tell: Telling) -> Iterator[Element]:
    for sentence in tell.method():
        yield el("p", sentence)
    yield el("h3", tell("Particulars"))
    yield _pairs(tell.particulars(), class_="particulars")
