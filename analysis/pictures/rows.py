"""Rows of a picture: each as high as its name is long, one under the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.exporters.elements import Element
from analysis.pictures.lettering import wrapped
from analysis.pictures.marks import LEADING, SIZE, WIDTH, name, rule

_PAD = 9


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


def laid(names: Sequence[str], top: float, width: float, *, most: int = 3, least: float = 0) -> list[Row]:
    """A row for each name, wrapped into `width` and at most `most` lines; the first begins at `top`."""
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
