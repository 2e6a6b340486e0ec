"""Did later circles still bring something new? Themes counted in the order in which circles were held."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.across.counted import Line, Lines, in_order
from analysis.circles import CircleHeld
from analysis.report import Report


@dataclass(frozen=True)
class Step:
    """A circle in the order held: `new` themes nobody before had spoken of, `total` themes up to here.

    `contributions`: how many the circle has. A circle whose day is not known comes last.
    """

    circle: str
    day: str
    new: int
    total: int
    contributions: int


def saturation(report: Report) -> Sequence[Step]:
    """One step a circle. Themes were found over all circles together: this says where each is first seen."""
    lines = Lines(report)
    first: dict[str, str] = {}
    steps: list[Step] = []
    by_circle: dict[str, list[Line]] = {id: [] for id in lines.circles}
    for line in lines.all:
        by_circle[line.circle].append(line)
    for circle in sorted(lines.circles.values(), key=_held):
        before = len(first)
        for line in by_circle[circle.id]:
            for theme in line.themes:
                if theme in lines.of_theme:
                    first.setdefault(theme, circle.id)
        steps.append(Step(circle.id, circle.day, len(first) - before, len(first), len(by_circle[circle.id])))
    return steps


def last_new(steps: Sequence[Step]) -> Step | None:
    """Where the last theme first appeared that no circle before had; None where there is no theme."""
    return next((step for step in reversed(steps) if step.new), None)


def _held(circle: CircleHeld) -> tuple[bool, str, tuple[int, str]]:
    return not circle.day, circle.day, in_order(circle.id)
