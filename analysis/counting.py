"""How many circles, contributions, people, regions and languages stand behind a sentence: counted in one way,
for who writes the sentence and for who checks it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from analysis.corpus import Contribution
from analysis.language import UNKNOWN
from analysis.report import Insight, Report

COUNTED = ("circles", "of", "contributions", "people", "regions", "languages", "themes")
"""What a figure of a claim may count. `of`: how many circles there are in all; one that is only planned is
none."""


class Counting:
    """A report's contributions, to be counted. Ids that are not in it count for nothing."""

    def __init__(self, report: Report) -> None:
        self.said: Mapping[str, Contribution] = {c.id: c for c in report.contributions}
        self._language = {placed.id: placed.language for placed in report.placed}
        self._regions = {held.id: held.region for held in report.circles}
        self._themes = _themes_of(report)
        spoke = {c.circle for c in report.contributions} - {""}
        self._of = len(spoke | {circle.id for circle in report.circles if circle.held})

    def __call__(self, sources: Collection[str], *what: str) -> dict[str, int]:
        """These figures, in this order, of what stands on these contributions. Raises KeyError for what
        nobody counts (see COUNTED)."""
        known = self._all(sources)
        return {one: known[one] for one in what}

    def one(self, what: str, sources: Collection[str]) -> int | None:
        """One figure; None where there is none of that name."""
        return self._all(sources).get(what)

    def _all(self, sources: Collection[str]) -> dict[str, int]:
        """People are those whose voices are known: at least so many."""
        mine = [self.said[id] for id in set(sources) if id in self.said]
        circles = {c.circle for c in mine} - {""}
        spoken = {self._language.get(c.id, c.language) for c in mine}
        return {
            "circles": len(circles),
            "of": self._of,
            "contributions": len(mine),
            "people": len({(c.circle, c.voice) for c in mine if c.voice}),
            "regions": len({self._regions.get(circle, "") for circle in circles} - {""}),
            "languages": len(spoken - {"", UNKNOWN}),
            "themes": len({theme for c in mine for theme in self._themes.get(c.id, ())}),
        }


def still_there(report: Report) -> list[Insight]:
    """Insights with those of their sources that are still in the report; one that has none left is gone."""
    known = {c.id for c in report.contributions}
    left = [replace(one, sources=[id for id in one.sources if id in known]) for one in report.insights]
    return [one for one in left if one.sources]


def _themes_of(report: Report) -> Mapping[str, Sequence[str]]:
    """Which themes each contribution is in; none that was rejected."""
    found: dict[str, list[str]] = {}
    for theme in report.themes:
        for id in theme.members:
            found.setdefault(id, []).append(theme.id)
    return found
