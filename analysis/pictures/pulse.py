"""Trust before and after, from 0 to 10: a thin line for each circle; over five and more their range."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from analysis.across import LEAST
from analysis.exporters.blocks import Table
from analysis.exporters.elements import Element
from analysis.exporters.telling import Telling
from analysis.pictures.lettering import plain, wrapped
from analysis.pictures.marks import (
    LEADING,
    SIZE,
    SMALL,
    WIDTH,
    dot,
    line_through,
    note,
    pill,
    rule,
    svg,
    tick,
    words,
)
from analysis.pictures.palette import INK, LINE, TEAL
from analysis.pictures.picture import Picture

ID = "trust-before-and-after"
_LEFT, _RIGHT = 92.0, 40.0
_TALL = 74.0
"""From the line of before to that of after."""
_HIGHEST = 10


@dataclass(frozen=True)
class Middle:
    """The middle of several numbers, and two between which others lie: of people the middle half, of circles
    the lowest and the highest."""

    low: float
    median: float
    high: float


def across_circles(medians: Sequence[float]) -> Middle | None:
    """The middle one of circles' middle answers, the lowest and the highest; None for a few circles."""
    return Middle(min(medians), median(medians), max(medians)) if len(medians) >= LEAST else None


@dataclass(frozen=True)
class Asked:
    """One question. `circles` has the middle answer of each circle before and after, of those in which
    enough people answered; `before` and `after` are over these circles, None where they are few, or of one
    circle over its people."""

    question: str
    circles: Sequence[tuple[float, float]]
    before: Middle | None
    after: Middle | None

    @property
    def higher(self) -> int:
        return sum(after > before for before, after in self.circles)

    @property
    def lower(self) -> int:
        return sum(after < before for before, after in self.circles)

    @property
    def same(self) -> int:
        return len(self.circles) - self.higher - self.lower


def pulse(tell: Telling, asked: Sequence[Asked]) -> Picture | None:
    """The picture, a panel for each question; None where none was answered by enough people."""
    asked = [one for one in asked if one.circles]
    if not asked:
        return None
    title = tell("Trust before and after")
    said = " ".join(_described(tell, one) for one in asked)
    marks: list[Element] = []
    top = 0.0
    for one in asked:
        panel, top = _panel(tell, one, top)
        marks += panel
    notes, after = note(_note(tell, asked), top + 4)
    return Picture(
        ID,
        title,
        said,
        svg(ID, title, said, after - LEADING + 8, [*marks, *notes]),
        _table(tell, asked, said),
    )


def _described(tell: Telling, one: Asked) -> str:
    circles = tell.count("in {n} circle", "in {n} circles", len(one.circles))
    if one.before is None or one.after is None:
        return tell("{question} Answered {circles}.", question=_asking(one.question), circles=circles)
    values = {
        "question": _asking(one.question),
        "before": _figure(tell, one.before.median),
        "after": _figure(tell, one.after.median),
        "circles": circles,
    }
    if len(one.circles) == 1:
        return tell("{question} Middle answer {before} before and {after} after, {circles}.", **values)
    return tell(
        "{question} The middle one of the circles' middle answers is {before} before and {after} after, "
        "{circles}.",
        **values,
    )


def _asking(question: str) -> str:
    """The question as a sentence of its own."""
    said = plain(question)
    return said if said[-1:] in ("?", ".", "…", ":") else f"{said}:"


def _note(tell: Telling, asked: Sequence[Asked]) -> str:
    """What the marks mean."""
    scale = tell("From 0, not at all, to 10, completely.")
    told = [scale]
    if any(len(one.circles) == 1 for one in asked):
        told.append(tell("Of one circle: dot, the middle answer; bar, the middle half of the people."))
    if any(len(one.circles) > 1 for one in asked):
        told.append(
            tell(
                "Thin lines: each circle's middle answer, thicker where several run together; only circles "
                "in which five people or more answered both times."
            )
        )
    if any(len(one.circles) > 1 and one.before for one in asked):
        told.append(
            tell(
                "Over five circles or more, dot: the middle one of the circles' middle answers; bar: from "
                "the lowest to the highest of them."
            )
        )
    return " ".join(told)


def _table(tell: Telling, asked: Sequence[Asked], caption: str) -> Table:
    heads = [
        tell("Question"),
        tell("Circles"),
        *(tell("Before"), tell("After")),
        *(tell("Circles: higher after"), tell("Circles: the same"), tell("Circles: lower after")),
    ]
    rows = [
        [
            one.question,
            str(len(one.circles)),
            *(_half(tell, one.before), _half(tell, one.after)),
            *map(str, (one.higher, one.same, one.lower)),
        ]
        for one in asked
    ]
    return Table(heads, rows, caption=caption)


def _half(tell: Telling, one: Middle | None) -> str:
    if one is None:
        return "–"
    low, middle, high = (_figure(tell, value) for value in (one.low, one.median, one.high))
    return f"{middle} ({low} … {high})"


def _figure(tell: Telling, value: float) -> str:
    return tell.figure(value, "0.##")


def _panel(tell: Telling, one: Asked, top: float) -> tuple[list[Element], float]:
    """One question: its words, the scale, before above after; and where the next may begin."""
    lines = wrapped(one.question, WIDTH, SIZE, most=3)
    marks = [words(line, 0, top + 13 + LEADING * i, bold=True) for i, line in enumerate(lines)]
    before = top + LEADING * len(lines) + 32
    after = before + _TALL
    marks += _scale(before, after)
    marks += _threads(one, before, after)
    marks += [words(tell("Before"), 0, before + 4.5), words(tell("After"), 0, after + 4.5)]
    if one.before and one.after:
        ends = [(_x(one.before.median), before), (_x(one.after.median), after)]
        marks.append(line_through(ends, ink=TEAL, thick=3))
        marks += _spread(tell, one.before, before, hollow=True)
        marks += _spread(tell, one.after, after, hollow=False)
    foot = after + 42
    marks.append(words(_turns(tell, one), _LEFT, foot + 14, size=SMALL))
    return marks, foot + 34


def _turns(tell: Telling, one: Asked) -> str:
    if len(one.circles) == 1:
        return ""
    told = [
        tell.count("higher after in {n} circle", "higher after in {n} circles", one.higher),
        tell.count("the same in {n} circle", "the same in {n} circles", one.same),
        tell.count("lower after in {n} circle", "lower after in {n} circles", one.lower),
    ]
    return " · ".join(told)


def _x(value: float) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * value / _HIGHEST


def _scale(before: float, after: float) -> Iterator[Element]:
    for value in range(_HIGHEST + 1):
        yield rule(
            _x(value), before - 14, _x(value), after + 10, ink=LINE, thick=1.4 if value % 5 == 0 else 0.7
        )
        yield tick(str(value), _x(value), after + 36)


def _threads(one: Asked, before: float, after: float) -> Iterator[Element]:
    """A line for each circle, from its middle answer before to that after; those of the same as one line."""
    if len(one.circles) == 1:
        return
    alike = Counter(one.circles)
    thick = min(0.8, 2.2 / max(alike.values()))
    for (was, became), n in sorted(alike.items()):
        yield line_through(
            [(_x(was), before), (_x(became), after)], ink=INK, thick=max(0.5, thick * n), faint=0.5
        )


def _spread(tell: Telling, one: Middle, y: float, *, hollow: bool) -> Iterator[Element]:
    """A bar from the one to the other, a dot on the middle with its number: hollow before, filled after."""
    yield pill(_x(one.low) - 5, y - 6, _x(one.high) - _x(one.low) + 10, 12, hollow=hollow)
    yield dot(_x(one.median), y, 7, hollow=hollow)
    number = _figure(tell, one.median)
    yield words(number, _x(one.median), y - 11 if hollow else y + 20, anchor="middle", bold=True)
