"""Which themes came up in which circles: a row for each theme, a column for each circle or each region."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from analysis.exporters.blocks import Table
from analysis.exporters.elements import Element
from analysis.exporters.telling import Telling
from analysis.pictures.lettering import plain, width_of, wrapped
from analysis.pictures.marks import (
    LEADING,
    SMALL,
    TINY,
    WIDTH,
    dot,
    head,
    measuring,
    note,
    num,
    svg,
    tile,
    words,
)
from analysis.pictures.palette import QUIET
from analysis.pictures.picture import Picture
from analysis.pictures.rows import Row, drawn, laid

ID = "themes-by-circle"
MOST_ROWS = 24
"""Themes in one picture: more do not fit a page."""
MOST_COLUMNS = 30
"""Circles with a column of their own; where there are more, the columns are regions."""
_MOST_IN_TABLE = 12
"""Circles with a column of their own in the table; of more, each theme has a list."""
_COUNT = 62.0
_LEAST_LABEL, _MOST_LABEL = 184.0, 420.0
_TURNED = 110.0
_SIZES = (SMALL, TINY, 10.0)


@dataclass(frozen=True)
class Strand:
    """One theme through the columns. `circles`: how many it came up in. Of each column `cells` has the
    number, 0 where it did not come up, and None where it did and the number is not told. `sources` are the
    ids of its contributions."""

    name: str
    circles: int
    cells: Sequence[int | None]
    sources: Sequence[str] = ()


@dataclass(frozen=True)
class Columns:
    """What a column is, in a word, and what each is called; `held` where each stands for several circles: how
    many."""

    what: str
    names: Sequence[str]
    held: Sequence[int] = ()


def themes_by_circle(tell: Telling, strands: Sequence[Strand], columns: Columns, *, circles: int) -> Picture:
    """The picture of these themes over `circles` circles, those of most circles first.

    Without `columns.held` a column is a circle and cells are contributions, drawn as dots; with it a column
    is a group of circles and cells are circles, drawn as tiles with their number.
    """
    ordered = sorted(strands, key=lambda one: -one.circles)
    title = tell("Which themes came up in which circles")
    said = _described(tell, ordered, circles)
    marks, height = _marks(tell, ordered, columns, circles)
    return Picture(ID, title, said, svg(ID, title, said, height, marks), _table(tell, ordered, columns, said))


def _described(tell: Telling, ordered: Sequence[Strand], circles: int) -> str:
    themes = tell.count("{n} theme", "{n} themes", len(ordered))
    told = [
        tell(
            "{themes} {circles}. Most circles ({most}) spoke of “{name}”.",
            themes=themes,
            circles=tell.count("in {n} circle", "in {n} circles", circles),
            name=plain(ordered[0].name),
            most=ordered[0].circles,
        )
    ]
    if lone := sum(one.circles == 1 for one in ordered):
        told.append(
            tell.count(
                "{n} theme came up in one circle only.", "{n} themes came up in one circle only.", lone
            )
        )
    return " ".join(told)


def _table(tell: Telling, ordered: Sequence[Strand], columns: Columns, caption: str) -> Table:
    of = tell("In circles, of {n}", n=sum(columns.held) or len(columns.names))
    heads = [tell("Theme"), of, *columns.names]
    rows = [[one.name, str(one.circles), *map(_figure, one.cells)] for one in ordered]
    if len(columns.names) > _MOST_IN_TABLE and not columns.held:
        heads = [tell("Theme: circles; in brackets contributions, where their number is told"), of]
        rows = [[f"{one.name}: {_listed(one, columns)}", str(one.circles)] for one in ordered]
    sources = [one.sources for one in ordered]
    if columns.held:
        rows.insert(0, [tell("Circles held"), str(sum(columns.held)), *map(str, columns.held)])
        sources.insert(0, sorted({id for one in sources for id in one}))
    if any("+" in row for row in rows):
        caption += " " + tell("+: it came up, and the number is not told, to protect those who spoke.")
    if not all(sources):
        return Table(heads, rows, caption=caption)
    counts = ["", "" if columns.held else "circles", *[""] * (len(heads) - 2)]
    return Table(heads, rows, caption=caption, sources=sources, counts=counts)


def _listed(one: Strand, columns: Columns) -> str:
    """The circles in which a theme came up; numbers that follow one another, and of which no more is told,
    together."""
    runs: list[list[str]] = []
    for name, n in zip(columns.names, one.cells, strict=True):
        if n is None and runs and _follows(runs[-1][-1], name):
            runs[-1].append(name)
        elif n != 0:
            runs.append([name if n is None else f"{name} ({n})"])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _follows(one: str, other: str) -> bool:
    return one.isdecimal() and other.isdecimal() and int(other) == int(one) + 1


def _figure(cell: int | None) -> str:
    return "+" if cell is None else str(cell or "")


def _marks(
    tell: Telling, ordered: Sequence[Strand], columns: Columns, circles: int
) -> tuple[list[Element], float]:
    shown = ordered[:MOST_ROWS]
    room = WIDTH - _COUNT - _LEAST_LABEL
    pitch = min(64.0 if columns.held else 30.0, room / len(columns.names))
    left = WIDTH - _COUNT - pitch * len(columns.names)
    label = min(left - 12, _MOST_LABEL)
    heads, top = _heads(tell, columns, left=left, pitch=pitch, circles=circles)
    held = [tell("Circles held")] if columns.held else []
    rows = laid([*held, *(one.name for one in shown), *_more(tell, ordered)], top, label)
    marks = [*heads, *drawn(rows)]
    for at, n in enumerate(columns.held):
        marks.append(
            words(str(n), left + pitch * (at + 0.5), rows[0].middle + 4.5, anchor="middle", ink=QUIET)
        )
    if held:
        marks.append(words(str(circles), WIDTH, rows[0].middle + 4.5, anchor="end", ink=QUIET))
    themes = rows[len(held) : len(held) + len(shown)]
    marks += (
        _tiles(shown, themes, columns, left=left, pitch=pitch) if held else _dots(shown, themes, left, pitch)
    )
    marks += [
        words(str(one.circles), WIDTH, row.middle + 4.5, anchor="end", bold=True)
        for one, row in zip(shown, themes, strict=True)
    ]
    notes, bottom = _notes(tell, ordered, columns, rows[-1].bottom + 20)
    return marks + notes, bottom


def _more(tell: Telling, ordered: Sequence[Strand]) -> list[str]:
    more = len(ordered) - MOST_ROWS
    left = tell.count("{n} more theme is in the table", "{n} more themes are in the table", more)
    return [f"… {left}"] if more > 0 else []


def _heads(
    tell: Telling, columns: Columns, *, left: float, pitch: float, circles: int
) -> tuple[list[Element], float]:
    """The columns' names, upright where they fit and turned where they do not; and where rows begin."""
    middle = [left + pitch * (at + 0.5) for at in range(len(columns.names))]
    pairs = list(zip(columns.names, middle, strict=True))
    of = tell("In circles, of {n}", n=circles)
    if size := _size(columns.names, pitch):
        deep = max(len(wrapped(one, pitch - 2, size, most=4)) for one in columns.names)
        bottom = 1.0 * LEADING * (1 + deep)
        marks = [
            mark for one, x in pairs for mark in head(one, x, bottom, pitch - 2, anchor="middle", size=size)
        ]
    else:
        turned = [(wrapped(one, _TURNED, TINY, most=1)[0], x) for one, x in pairs]
        bottom = LEADING + 4 + max(width_of(one, TINY) for one, _ in turned)
        marks = [_turned(one, x + 4, bottom) for one, x in turned]
    bottom = max(bottom, LEADING * len(wrapped(of, _COUNT - 4, SMALL, most=4)))
    marks = [measuring(one) for one in marks]
    marks.append(words(columns.what, left + 2, 12, size=SMALL, ink=QUIET))
    return [*marks, *head(of, WIDTH, bottom, _COUNT - 4, anchor="end")], bottom + 8


def _size(names: Sequence[str], pitch: float) -> float:
    """The largest size at which every name stands upright over its column; 0 where there is none."""
    longest = [word for one in names for word in plain(one).split(" ")]
    return next((size for size in _SIZES if all(width_of(one, size) <= pitch - 2 for one in longest)), 0)


def _turned(text: str, x: float, y: float) -> Element:
    one = words(text, x, y, size=TINY, ink=QUIET)
    return Element(one.tag, one.attributes | {"transform": f"rotate(-90 {num(x)} {num(y)})"}, one.children)


def _dots(shown: Sequence[Strand], rows: Sequence[Row], left: float, pitch: float) -> Iterator[Element]:
    """A dot as large as the number of contributions; a ring where the number is not told."""
    most = max((n for one in shown for n in one.cells if n), default=1)
    largest = min(pitch / 2 - 0.5, 10.0)
    for one, row in zip(shown, rows, strict=True):
        for at, n in enumerate(one.cells):
            x = left + pitch * (at + 0.5)
            if n is None:
                yield dot(x, row.middle, 3.5, hollow=True)
            elif n:
                yield dot(x, row.middle, max(2.5, largest * sqrt(n / most)))


def _tiles(
    shown: Sequence[Strand], rows: Sequence[Row], columns: Columns, *, left: float, pitch: float
) -> Iterator[Element]:
    """A tile as dark as the share of the group's circles, with how many they are."""
    for one, row in zip(shown, rows, strict=True):
        for at, n in enumerate(one.cells):
            x = left + pitch * at
            if n:
                strength = n / max(columns.held[at], 1)
                yield tile(x + 1, row.top + 1.5, pitch - 2, row.height - 3, strength=strength)
                yield words(str(n), x + pitch / 2, row.middle + 4.5, anchor="middle")


def _notes(
    tell: Telling, ordered: Sequence[Strand], columns: Columns, y: float
) -> tuple[list[Element], float]:
    """What the marks mean, under them; and where the picture ends."""
    told = [
        tell(
            "A number: in how many of the circles of its column the theme came up; the darker, the more of "
            "them."
        )
        if columns.held
        else tell("A dot: the theme came up in that circle; the larger, the more contributions.")
    ]
    if any(n is None for one in ordered for n in one.cells):
        told.append(tell("A ring: it came up, and the number is not told, to protect those who spoke."))
    marks, after = note(" ".join(told), y)
    return marks, after - LEADING + 8
