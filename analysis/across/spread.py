"""How far each theme reaches: in how many circles first, then how many contributions."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.across.counted import Lines
from analysis.report import Report


@dataclass(frozen=True)
class Spread:
    """A theme is in `circles` of the series' `of`; its contributions come from so many regions and languages.

    Regions nobody gave are not counted.
    """

    circles: int
    of: int
    contributions: int
    regions: int
    languages: int


def spread(report: Report) -> Mapping[str, Spread]:
    """By theme id, in the report's order."""
    lines = Lines(report)
    return {
        theme: Spread(
            circles=len({one.circle for one in found}),
            of=len(lines.circles),
            contributions=len(found),
            regions=len({lines.region(one) for one in found} - {""}),
            languages=len({one.language for one in found} - {""}),
        )
        for theme, found in lines.of_theme.items()
    }
