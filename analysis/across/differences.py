"""Where a theme is much more, or much less, present in one circle than in the others taken together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from analysis.across.counted import Lines
from analysis.across.matrix import Matrix, Tables, tables
from analysis.report import Report

TIMES = 2.0
LEAST_APART = 4.0


@dataclass(frozen=True)
class Difference:
    """`more`, or less, often than elsewhere. `here`: the circle's contributions in this theme; `expected`:
    how many there would be if it came up as often as in all other circles together."""

    theme: str
    circle: str
    more: bool
    here: int
    expected: int


def differences(report: Report, told: Tables | None = None) -> Sequence[Difference]:
    """In the report's order of themes, then of circles: no circle is ranked.

    A circle is named where its number is at least twice, or at most half, of what would be expected, and
    apart from it by four contributions and by twice the square root of what is expected: with the few
    contributions a circle has, less is easily chance. It is weighed only where everything it is reckoned
    from is told in the tables: even that a circle does not differ would narrow down what is hidden.
    """
    lines, table = Lines(report), (told or tables(report)).by_circle
    times = Counter(one.circle for one in lines.all)
    all_of = {circle: times[circle] for circle in lines.circles}
    everything, found = sum(all_of.values()), []
    for row, (theme, said) in enumerate(lines.of_theme.items()):
        here = {circle: 0 for circle in lines.circles}
        for one in said:
            here[one.circle] += 1
        for column, (circle, n) in enumerate(here.items()):
            if everything == all_of[circle] or not _told(table, row, column):
                continue
            expected = all_of[circle] * (len(said) - n) / (everything - all_of[circle])
            if _apart(n, expected):
                found.append(Difference(theme, circle, n > expected, n, round(expected)))
    return found


def _told(table: Matrix, row: int, column: int) -> bool:
    """Whether the cell is told, and the theme's total, and how much was said in this circle and in all."""
    return table.cells[row][column].shown and None not in (table.totals[row], *table.column_totals)


def _apart(here: int, expected: float) -> bool:
    far = abs(here - expected) >= max(LEAST_APART, 2 * sqrt(expected))
    return far and (here >= TIMES * expected or here * TIMES <= expected)
