"""Themes as bars beside their table: how many contributions each has, and who stands behind it."""

from dataclasses import dataclass

from analysis.exporters import holding
from analysis.exporters.blocks import By, Lead, Table
from analysis.exporters.elements import Element, el
from analysis.exporters.telling import Telling
from analysis.report import Theme

_ROW, _BAR, _LEFT, _RIGHT = 26, 280, 34, 46
_INK, _TEAL, _PALE = "#1d2a2f", "#17706b", "#d5e5e1"
_LETTERS = {"font_family": "system-ui, sans-serif", "font_size": "14", "fill": _INK}


@dataclass(frozen=True)
class Bars:
    """A picture as analysis.exporters.blocks has it."""

    id: str
    title: str
    description: str
    svg: str
    table: Table


def anchor(number: int) -> str:
    """The id of the section of the theme of that number, from 1."""
    return f"theme-{number}"


def by(theme: Theme) -> By:
    """People stand behind a theme when the room or a researcher said something of it."""
    return "people" if theme.status or theme.state else "machine"


def bars(tell: Telling) -> Bars:
    """Bars as long as themes are large; the numbers are those of the table. There must be a theme."""
    title = tell("How many contributions each theme has")
    description = tell("The same figures are in the table beside the picture.")
    return Bars("picture", title, description, _svg(tell, title, description), _table(tell))


def _svg(tell: Telling, title: str, description: str) -> str:
    themes = tell.report.themes
    most = max(1, *(theme.size for theme in themes))
    drawn: list[Element] = []
    for at, theme in enumerate(themes):
        length, top = round(_BAR * theme.size / most), at * _ROW + 3
        drawn += [
            el("text", str(at + 1), x=str(_LEFT - 8), y=str(top + 15), text_anchor="end", **_LETTERS),
            _bar(theme, top, length),
            el("text", str(theme.size), x=str(_LEFT + length + 8), y=str(top + 15), **_LETTERS),
        ]
    width, height = _LEFT + _BAR + _RIGHT, _ROW * len(themes) + 4
    picture = el(
        "svg",
        el("title", title, id="picture-title"),
        el("desc", description, id="picture-desc"),
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=str(width),
        height=str(height),
        role="img",
        aria_labelledby="picture-title picture-desc",
    )
    return "".join(picture.rendered())


def _bar(theme: Theme, top: int, length: int) -> Element:
    """Solid where people stand behind the theme, dashed where a machine alone suggests it."""
    dashes = {} if by(theme) == "people" else {"stroke_dasharray": "5 3"}
    place = {"x": str(_LEFT), "y": str(top), "width": str(length), "height": str(_ROW - 6), "rx": "3"}
    return el("rect", **place, fill=_PALE, stroke=_TEAL, stroke_width="1.5", **dashes)


def _table(tell: Telling) -> Table:
    themes = tell.report.themes
    circles = any(theme.circles for theme in themes)
    rows = [
        [
            f"{number}. {tell.label(theme)}",
            *([str(theme.circles)] if circles else []),
            str(theme.size),
        ]
        for number, theme in enumerate(themes, start=1)
    ]
    heads = [tell("Theme"), *([tell("Circles")] if circles else []), tell("Contributions")]
    leads = [Lead(anchor(number), holding.central(tell, one)) for number, one in enumerate(themes, start=1)]
    people = any(by(theme) == "people" for theme in themes)
    caption = tell("Themes, the largest first") if people else _suggested(tell)
    return Table(heads, rows, caption, leads)


def _suggested(tell: Telling) -> str:
    return tell("Themes as the machine suggests them, the largest first")
