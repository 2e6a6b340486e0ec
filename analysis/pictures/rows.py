"""Rows of a picture: each as high as its name is long, one under the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.exporters.elements import Element
from analysis.pictures.lettering import wrapped
from analysis.pictures.marks import LEADING, SIZE, WIDTH, name, rule

_PAD = 9
_LOWEST = 860.0
"""Where rows end at the latest, so that a picture with its notes and its title is no higher than a page."""


@dataclass(frozen=True)
class Row:
    """Where one row stands: from `top` to `bottom`; its marks go on `middle`."""

    lines: Sequence[str]
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        return self.top + self.height


def laid(names: Sequence[str], top: float, width: float, *, least: float = 0) -> list[Row]:
    """A row for each name, wrapped into `width`; the first begins at `top`. Names have up to four lines, or
    as many as let all rows stand on one page."""
    tried = (_laid(names, top, width, least, most) for most in (4, 3, 2, 1))
    rows: list[Row] = []
    for rows in tried:
        if not rows or rows[-1].bottom <= _LOWEST:
            break
    return rows


def _laid(names: Sequence[str], top: float, width: float, least: float, most: int) -> list[Row]:
    rows: list[Row] = []
    for one in names:
        lines = wrapped(one, width, SIZE, most=most)
        rows.append(Row(lines, top, max(LEADING * len(lines) + _PAD, least)))
        top = rows[-1].bottom
    return rows


def drawn(rows: Sequence[Row]) -> Iterator[Element]:
    """The rows' names and the thin rules between them."""
    for row in rows:
        yield rule(0, row.top, WIDTH, row.top)
        yield from name(row.lines, 0, row.middle)
    if rows:
        yield rule(0, rows[-1].bottom, WIDTH, rows[-1].bottom)
