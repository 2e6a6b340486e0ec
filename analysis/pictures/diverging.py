"""Bars to both sides: what speaks of distrust to the left, of trust to the right, of both between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.exporters.blocks import Table
from analysis.exporters.elements import Element
from analysis.exporters.telling import Telling
from analysis.pictures.lettering import width_of, wrapped
from analysis.pictures.marks import LEADING, SIZE, SMALL, WIDTH, bar, head, note, rule, words
from analysis.pictures.palette import QUIET
from analysis.pictures.rows import Row, drawn, laid

_LABEL = 216.0
_COUNT = 66.0
_PLOT = WIDTH - _LABEL - _COUNT
_THICK = 15.0
_GAP = 6.0
_LEAST_SIDE, _MOST_HEAD = 86.0, 124.0
"""So wide is the room of a side at least, and so wide that its head fits over it, if that is no wider."""
_LEAST_MIDDLE = 64.0


@dataclass(frozen=True)
class Sides:
    """How many contributions of one row speak of distrust, of both, of trust, of neither, and of how many it
    could not be told; in how many circles they were made, and their ids. `by_people`: of most of those that
    speak of trust or distrust a person said so, or went over it."""

    name: str
    circles: int
    distrust: int
    mixed: int
    trust: int
    neither: int = 0
    unknown: int = 0
    sources: Sequence[str] = ()
    by_people: bool = False

    @property
    def told(self) -> int:
        return self.distrust + self.mixed + self.trust


@dataclass(frozen=True)
class _Plot:
    """Where the bars begin, and how many units one contribution is long: the same to all sides."""

    left: float
    middle: tuple[float, float]
    scale: float


def sides(
    tell: Telling, rows: Sequence[Sides | str], *, also: Sequence[str] = ()
) -> tuple[list[Element], float]:
    """The bars of these rows from above down, with their numbers, and how high it all is. A row of words
    alone stands for what was left out; `also` are sentences under the picture."""
    drawn_rows = [one for one in rows if isinstance(one, Sides)]
    several = any(one.circles > 1 for one in drawn_rows)
    plot = _plot(tell, drawn_rows)
    heads, top = _heads(tell, plot, several=several)
    names = [one.name if isinstance(one, Sides) else f"… {one}" for one in rows]
    at = laid(names, top, _LABEL - 14, least=_THICK + 10)
    marks = [*heads, *drawn(at)]
    for one, row in zip(rows, at, strict=True):
        if isinstance(one, Sides):
            marks += _bars(one, row, plot)
        if isinstance(one, Sides) and several:
            marks.append(words(str(one.circles), WIDTH, row.middle + 4.5, anchor="end", bold=True))
    bottom = at[-1].bottom
    marks += [rule(x, top, x, bottom, ink=QUIET) for x in plot.middle]
    told = (
        tell("The numbers are contributions; on the right, in how many circles they were made.")
        if several
        else tell("The numbers are contributions.")
    )
    notes, after = note(" ".join([told, *also]), bottom + 20)
    return [*marks, *notes], after - LEADING + 8


def table(tell: Telling, what: str, rows: Sequence[Sides], caption: str) -> Table:
    heads = [
        what,
        tell("Circles"),
        tell("Speak of distrust"),
        tell("Of both"),
        tell("Speak of trust"),
        tell("Of neither"),
        tell("Could not be told"),
    ]
    figures = [
        [one.name, *map(str, (one.circles, one.distrust, one.mixed, one.trust, one.neither, one.unknown))]
        for one in rows
    ]
    sources = [one.sources for one in rows] if all(one.sources for one in rows) else ()
    counts = ["", "circles", *[""] * 5] if sources else ()
    return Table(heads, figures, caption=caption, sources=sources, counts=counts)


def _plot(tell: Telling, rows: Sequence[Sides]) -> _Plot:
    """One scale for all three; each gets the room that its longest bar and the number beside it take."""
    most = [max(getattr(one, side) for one in rows) for side in ("distrust", "mixed", "trust")]
    number = max(width_of(str(n), SIZE) for n in most) + 2 * _GAP
    heads = (tell("Speak of distrust"), tell("Speak of trust"))
    least = [max(_LEAST_SIDE, min(width_of(one, SMALL) + 10, _MOST_HEAD)) for one in heads]
    for room in range(int(_PLOT), 0, -1):
        scale = room / max(sum(most), 1)
        left = max(most[0] * scale + number, least[0])
        middle = max(most[1] * scale + number + _GAP, _LEAST_MIDDLE)
        if left + middle + max(most[2] * scale + number, least[1]) <= _PLOT:
            break
    start = _LABEL + left
    return _Plot(_LABEL, (start, start + middle), scale)


def _heads(tell: Telling, plot: _Plot, *, several: bool) -> tuple[list[Element], float]:
    first, second = plot.middle
    told = [
        (tell("Speak of distrust"), first - 4, first - plot.left - 8, "end"),
        (tell("Of both"), (first + second) / 2, second - first - 4, "middle"),
        (tell("Speak of trust"), second + 4, WIDTH - _COUNT - second - 8, "start"),
        (tell("Circles") if several else "", float(WIDTH), _COUNT - 4, "end"),
    ]
    bottom = LEADING * max(len(wrapped(text, wide, SMALL, most=4)) for text, _, wide, _ in told) - 3
    marks = [mark for text, x, wide, anchor in told for mark in head(text, x, bottom, wide, anchor=anchor)]
    return marks, bottom + 8


def _bars(one: Sides, row: Row, plot: _Plot) -> Iterator[Element]:
    first, second = plot.middle
    top, line = row.middle - _THICK / 2, row.middle + 4.5
    long = one.distrust * plot.scale
    yield from bar(first - long, top, long, _THICK, "full")
    yield words(str(one.distrust), first - long - _GAP, line, anchor="end")
    yield from bar(first + _GAP, top, one.mixed * plot.scale, _THICK, "hatched")
    yield words(str(one.mixed), first + 2 * _GAP + one.mixed * plot.scale, line)
    yield from bar(second, top, one.trust * plot.scale, _THICK, "light")
    yield words(str(one.trust), second + one.trust * plot.scale + _GAP, line)
