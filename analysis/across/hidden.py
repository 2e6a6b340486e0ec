"""What of a series' tables is hidden: numbers, and the told sums they stand in."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from analysis.across.counted import Line

Cell = tuple[str, str]
"""A theme's id, and a circle, region or language."""


@dataclass(frozen=True)
class Number:
    """A number of a theme: the sum of these cells, or of what was said in them in one language."""

    theme: str
    cells: tuple[Cell, ...]
    language: str | None = None


@dataclass
class Guarded:
    """What is hidden: cells of each table that hold something, and totals.

    `rows` are themes whose total is not told, `columns` circles whose total is not; then no region's and no
    language's total is told either. `closed`: nothing at all can be told. `heard`: which
    languages were spoken in a circle; `loose`: in which circle and language something lies in no theme.
    """

    lines: Mapping[Cell, Sequence[Line]]
    regions: Mapping[str, str]
    heard: Mapping[str, Set[str]]
    loose: Set[tuple[str, str]]
    circles: set[Cell] = field(default_factory=set)
    by_region: set[Cell] = field(default_factory=set)
    by_language: set[Cell] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    closed: bool = False

    def __post_init__(self) -> None:
        self.size = {cell: len(found) for cell, found in self.lines.items()}
        self.spoken = {cell: frozenset(one.language for one in found) for cell, found in self.lines.items()}
        self.themes: dict[str, list[Cell]] = {}
        self.held: dict[str, list[Cell]] = {}
        for cell in self.lines:
            self.themes.setdefault(cell[0], []).append(cell)
            self.held.setdefault(cell[1], []).append(cell)

    def in_region(self, theme: str, region: str) -> list[Cell]:
        return [cell for cell in self.themes[theme] if self.regions[cell[1]] == region]

    def in_language(self, theme: str, language: str) -> list[Cell]:
        return [cell for cell in self.themes[theme] if language in self.spoken[cell]]

    def hide_region(self, theme: str, region: str) -> None:
        """With all cells it is the sum of."""
        self.by_region.add((theme, region))
        self.circles.update(self.in_region(theme, region))

    def hide_language(self, theme: str, language: str) -> None:
        """With all cells of circles where nothing else is spoken: they give it away."""
        self.by_language.add((theme, language))
        only = [cell for cell in self.in_language(theme, language) if len(self.heard[cell[1]]) == 1]
        self.circles.update(only)

    def hide_row(self, theme: str) -> None:
        """The theme's total, and so every number of the theme."""
        self.rows.add(theme)
        for cell in self.themes[theme]:
            self.hide_region(theme, self.regions[cell[1]])
            for language in self.spoken[cell]:
                self.hide_language(theme, language)

    def numbers(self) -> Iterator[Number]:
        """Every hidden number."""
        yield from (Number(cell[0], (cell,)) for cell in sorted(self.circles))
        for theme, region in sorted(self.by_region):
            yield Number(theme, tuple(self.in_region(theme, region)))
        for theme, language in sorted(self.by_language):
            yield Number(theme, tuple(self.in_language(theme, language)), language)
        yield from (Number(theme, tuple(self.themes[theme])) for theme in sorted(self.rows))
        yield from (Number(self.held[one][0][0], tuple(self.held[one])) for one in sorted(self.columns))

    def is_part(self, cell: Cell) -> bool:
        """Would it give a larger hidden number away?"""
        theme, circle = cell
        heard = self.heard[circle]
        alone = len(heard) == 1 and any((theme, one) in self.by_language for one in heard)
        return alone or theme in self.rows or (theme, self.regions[circle]) in self.by_region

    def told_region(self, cell: Cell) -> str | None:
        """The region whose number for this theme is told; None where it is not."""
        region = self.regions[cell[1]]
        return None if (cell[0], region) in self.by_region else region

    def alike(self, theme: str) -> Mapping[str, str]:
        """Languages that can change places within this theme, by one of them that stands for all: some circle
        speaks of it in both, and what it says in each is told nowhere."""
        of: dict[str, str] = {}
        for cell in self.themes[theme]:
            spoken = sorted(self.spoken[cell])
            first = of.setdefault(spoken[0], spoken[0])
            for one in spoken[1:]:
                other = of.setdefault(one, one)
                of = {language: first if now == other else now for language, now in of.items()}
        return of
