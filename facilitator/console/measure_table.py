"""A table of measures, looked at before it becomes a script: which column is which, what would come of it."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.tables import table_in
from facilitator import measures
from facilitator.drafting import settled
from facilitator.measures import Measure
from facilitator.script import Script

LOOKED_AT = 5
FILE = "plan.csv"  # what the table is called once it is only words on a page


@dataclass(frozen=True)
class PlanTable:
    """A table between two pages: its words as CSV, with every row where it was."""

    header: Sequence[str]
    first: Sequence[Sequence[str]]
    rows: int
    words: str


@dataclass(frozen=True)
class Planned:
    """What comes of a table: its measures, and the script that goes through them."""

    measures: Sequence[Measure]
    script: Script
    each: int


def laid_out(content: bytes, file: str) -> PlanTable:
    """Raises analysis.words.CannotRead."""
    table = table_in(content, file)
    rows = list(table.rows)
    words, last = io.StringIO(), 1
    writer = csv.writer(words)
    writer.writerow(table.header)
    for number, cells in rows:
        for _ in range(last + 1, number):
            writer.writerow([""] * len(table.header))
        writer.writerow(cells)
        last = number
    filled = [cells for _, cells in rows if any(cell.strip() for cell in cells)]
    return PlanTable(table.header, filled[:LOOKED_AT], len(filled), words.getvalue())


def planned(table: PlanTable, script: Script, at: Mapping[str, int], minutes: int | None) -> Planned:
    """A script of a circle with the measures in it. Raises NoMeasures, CannotRead, drafting.Refused."""
    found = measures.read(table.words.encode(), FILE, at=at)
    whole = settled(measures.with_measures(measures.frame(script), found, minutes))
    taken = [one.minutes for one in whole.rounds if one.id.startswith(f"{measures.PATTERN}-")]
    return Planned(found, whole, min(taken))
