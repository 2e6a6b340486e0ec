"""Themes by circle, by region, by language: how many contributions, where enough people stand behind them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.across.counted import LEAST, Line, Lines
from analysis.across.hidden import Cell as Place
from analysis.across.hidden import Guarded
from analysis.across.small_cells import guarded
from analysis.report import Report


@dataclass(frozen=True)
class Cell:
    """`there`: people spoke of it. Where `shown`, how many `contributions`, and `people`: at least so many
    stand behind them; both are 0 where it is not shown, which says nothing of how many there are."""

    contributions: int
    people: int
    shown: bool
    there: bool


NONE = Cell(0, 0, shown=True, there=False)
HIDDEN = Cell(0, 0, shown=False, there=True)


@dataclass(frozen=True)
class Matrix:
    """`cells[i][j]` is of theme `rows[i]` and of `columns[j]`: circle ids, regions or languages.

    `totals`: contributions of each theme; `column_totals`: all those of each column, in a theme or in none.
    None where it is not told.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Cell]]
    totals: Sequence[int | None]
    column_totals: Sequence[int | None]

    def cell(self, row: str, column: str) -> Cell:
        return self.cells[list(self.rows).index(row)][list(self.columns).index(column)]


@dataclass(frozen=True)
class Tables:
    """The three tables, guarded together: what one hides no other gives away."""

    by_circle: Matrix
    by_region: Matrix
    by_language: Matrix


def tables(report: Report) -> Tables:
    """Regions nobody gave, and languages nobody knows, stand in the column ""; see docs/series-view.md."""
    lines = Lines(report)
    hidden = guarded(lines)
    regions = sorted({lines.region(one) for one in lines.all}, key=lambda one: (not one, one))
    unknown = [""] if any(not one.language for one in lines.all) else []
    make = _Making(lines, hidden)
    return Tables(
        by_circle=make.matrix(list(lines.circles), lambda one: one.circle, hidden.circles),
        by_region=make.matrix(regions, lines.region, hidden.by_region, sums=True),
        by_language=make.matrix(
            [*lines.languages, *unknown], lambda one: one.language, hidden.by_language, sums=True
        ),
    )


def by_circle(report: Report) -> Matrix:
    return tables(report).by_circle


def by_region(report: Report) -> Matrix:
    return tables(report).by_region


def by_language(report: Report) -> Matrix:
    return tables(report).by_language


@dataclass(frozen=True)
class _Making:
    lines: Lines
    hidden: Guarded

    def matrix(
        self,
        columns: Sequence[str],
        key: Callable[[Line], str],
        hidden: set[Place],
        *,
        sums: bool = False,
    ) -> Matrix:
        """`sums`: its columns are sums over circles, so they go where a circle's total goes."""
        found = self.lines.of_theme
        counted = {theme: _numbers(lines, key) for theme, lines in found.items()}
        untold, everything = self.hidden.columns, _numbers(self.lines.all, key)
        return Matrix(
            rows=list(found),
            columns=columns,
            cells=[[self._cell(theme, one, counted[theme], hidden) for one in columns] for theme in found],
            totals=[None if self._shut(theme) else len(found[theme]) for theme in found],
            column_totals=[
                None if self.hidden.closed or (untold if sums else one in untold) else everything.get(one, 0)
                for one in columns
            ],
        )

    def _cell(self, theme: str, column: str, counted: Mapping[str, int], hidden: set[Place]) -> Cell:
        said = counted.get(column, 0)
        if not said:
            return NONE
        if self.hidden.closed or (theme, column) in hidden:
            return HIDDEN
        return Cell(said, LEAST, shown=True, there=True)

    def _shut(self, theme: str) -> bool:
        return self.hidden.closed or theme in self.hidden.rows


def _numbers(lines: Iterable[Line], key: Callable[[Line], str]) -> Mapping[str, int]:
    counted: dict[str, int] = {}
    for line in lines:
        counted[key(line)] = counted.get(key(line), 0) + 1
    return counted
