"""A picture of a report: what is drawn, what it shows in words, and the same figures as a table."""

from dataclasses import dataclass

from analysis.exporters.blocks import Table


@dataclass(frozen=True)
class Picture:
    """`svg` is one whole svg element; `description` says with its main figures what is to be seen; every
    figure of it stands in `table`."""

    id: str
    title: str
    description: str
    svg: str
    table: Table
