"""A sheet of a workbook as plain values: columns with a width, rows of typed cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Cell = str | int | float | bool | date | None
Row = Sequence[Cell]

NARROW, MIDDLE, WIDE, TEXT = 10, 16, 30, 70  # widths, in digits of the usual letter


@dataclass(frozen=True)
class Column:
    head: str
    width: int = MIDDLE


@dataclass(frozen=True)
class Sheet:
    """`rows` have a cell for each column, None where there is nothing to say."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
