"""Did later circles still bring new themes? Steps that rise with each circle that brought one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.exporters.blocks import Table
from analysis.exporters.elements import Element
from analysis.exporters.telling import Telling
from analysis.pictures.lettering import width_of, wrapped
from analysis.pictures.marks import (
    LEADING,
    SIZE,
    SMALL,
    WIDTH,
    dot,
    line_through,
    note,
    rule,
    svg,
    tick,
    words,
)
from analysis.pictures.palette import INK, LINE, QUIET
from analysis.pictures.picture import Picture

ID = "new-themes"
_LEFT, _RIGHT, _TOP, _TALL = 40.0, 16.0, 34.0, 210.0
_MOST_NAMED = 30
"""Circles that are called by name under the picture; of more, only every tenth by its place."""


@dataclass(frozen=True)
class Held:
    """A circle, in the order in which they were held: `new` themes nobody had spoken of before."""

    circle: str
    new: int


def saturation(tell: Telling, held: Sequence[Held]) -> Picture | None:
    """The picture; None of fewer than three circles, or where there is no theme."""
    if len(held) < 3 or not any(one.new for one in held):
        return None
    title = tell("How many themes were new with each circle")
    said = _described(tell, held)
    notes, after = note(
        tell(
            "Circles in the order in which they were held. A dot: a circle with themes that no circle before "
            "it had, and how many. A level line: nothing new."
        ),
        _TOP + _TALL + 60,
    )
    marks = [*_scale(tell, held), *_steps(held), *notes]
    return Picture(
        ID, title, said, svg(ID, title, said, after - LEADING + 8, marks), _table(tell, held, said)
    )


def _described(tell: Telling, held: Sequence[Held]) -> str:
    last = max(at for at, one in enumerate(held) if one.new)
    total, half = sum(one.new for one in held), (len(held) + 1) // 2
    told = tell(
        "{themes} {circles}; {early} of them were there after the first {half}.",
        themes=tell.count("{n} theme", "{n} themes", total),
        circles=tell.count("in {n} circle", "in {n} circles", len(held)),
        early=sum(one.new for one in held[:half]),
        half=half,
    )
    after = len(held) - last - 1
    if not after:
        return f"{told} {tell('The last circle still brought something new.')}"
    none = tell.count(
        "The last {n} circle brought nothing new.", "The last {n} circles brought nothing new.", after
    )
    return f"{told} {none}"


def _table(tell: Telling, held: Sequence[Held], caption: str) -> Table:
    heads = [tell("Circle"), tell("In order"), tell("New themes"), tell("Themes so far")]
    rows = [
        [
            _span(held[first].circle, held[last].circle),
            _span(str(first + 1), str(last + 1)),
            str(new),
            str(total),
        ]
        for first, last, new, total in _runs(held)
    ]
    return Table(heads, rows, caption=caption)


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} … {last}"


def _runs(held: Sequence[Held]) -> list[tuple[int, int, int, int]]:
    """Each circle that brought something new, and those between that did not together, as (first, last, new,
    themes so far)."""
    runs: list[tuple[int, int, int, int]] = []
    for at, (one, total) in enumerate(zip(held, _totals(held), strict=True)):
        if runs and not one.new and not runs[-1][2]:
            runs[-1] = (runs[-1][0], at, 0, total)
        else:
            runs.append((at, at, one.new, total))
    return runs


def _totals(held: Sequence[Held]) -> list[int]:
    totals, total = [], 0
    for one in held:
        total += one.new
        totals.append(total)
    return totals


def _x(at: float, held: Sequence[Held]) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * (at + 0.5) / len(held)


def _y(total: float, most: int) -> float:
    return _TOP + _TALL * (1 - total / most)


def _scale(tell: Telling, held: Sequence[Held]) -> Iterator[Element]:
    """Themes on the left, circles below."""
    most = sum(one.new for one in held)
    yield words(tell("Themes so far"), 0, 14, size=SMALL, ink=QUIET)
    for total in _ticks(most):
        yield rule(_LEFT, _y(total, most), WIDTH, _y(total, most), ink=LINE)
        yield tick(str(total), _LEFT - 8, _y(total, most) + 4.5, anchor="end")
    bottom = _TOP + _TALL
    for at, name in _names(held):
        yield tick(name, _x(at, held), bottom + 18)
    under = tell("Circle") if len(_names(held)) == len(held) else tell("Circles, by their place in the order")
    yield words(under, WIDTH, bottom + 36, anchor="end", size=SMALL, ink=QUIET)


def _ticks(most: int) -> list[int]:
    """Round numbers up to the last total, which is always there; none too near to it."""
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10_000_000) if most / step <= 6)
    return [*(one for one in range(0, most, step) if most - one > step * 0.6), most]


def _names(held: Sequence[Held]) -> list[tuple[int, str]]:
    """Circles by name where all names fit; else some of their places."""
    room = (WIDTH - _LEFT - _RIGHT) / len(held)
    names = [wrapped(one.circle, 400, SMALL, most=1)[0] for one in held]
    if len(held) <= _MOST_NAMED and all(width_of(one, SMALL) < room - 2 for one in names):
        return list(enumerate(names))
    step = 10 if len(held) > _MOST_NAMED else 5
    return [(at - 1, str(at)) for at in (1, *range(step, len(held) + 1, step))]


def _steps(held: Sequence[Held]) -> Iterator[Element]:
    """The stair, and a dot with its number on each circle that brought something new."""
    totals = _totals(held)
    most = totals[-1]
    points = [(_LEFT, _y(0, most))]
    for at, total in enumerate(totals):
        points += [(_x(at, held), points[-1][1]), (_x(at, held), _y(total, most))]
    points.append((float(WIDTH), points[-1][1]))
    yield line_through(points, ink=INK, thick=1.6)
    last = (-100.0, 0.0)
    for at, one in enumerate(held):
        if one.new:
            x, y, number = _x(at, held), _y(totals[at], most), f"+{one.new}"
            yield dot(x, y, 4.5)
            if x > last[0] or last[1] - y >= LEADING:
                yield words(number, x + 6, y + 16)
                last = (x + width_of(number, SIZE) + 2, y)
