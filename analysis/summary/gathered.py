"""A series report with what its summary counts, gathered once; and the claims that are made of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from analysis.across import Lone, Spread, Tables, lone, spread, tables
from analysis.across.counted import Line as Spoken
from analysis.across.counted import Lines, in_order
from analysis.counting import Counting, still_there
from analysis.exporters.blocks import Claim, Shown
from analysis.exporters.telling import Telling
from analysis.pictures import Picture, pictures
from analysis.report import Theme


class Gathered:
    """`themes` in the order in which a summary tells them: those of most circles first. `used` are ids of
    contributions already quoted: whoever chooses quotes takes others first, and adds its own. There are no
    pictures where they are not to be `drawn`."""

    def __init__(self, tell: Telling, *, drawn: bool = True) -> None:
        self.tell = tell
        self.drawn = drawn
        self.report = tell.report
        self.count = Counting(tell.report)
        self.spread: Mapping[str, Spread] = spread(tell.report)
        self.lone: Lone = lone(tell.report)
        self.lines = Lines(tell.report)
        self.themes: Sequence[Theme] = sorted(tell.report.themes, key=self._reach)
        self.insights = still_there(tell.report)
        self.used: set[str] = set()

    def _reach(self, theme: Theme) -> tuple[int, int]:
        found = self.spread[theme.id]
        return -found.circles, -found.contributions

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        return {one.id: one for one in pictures(self.report, self.tell, told=self.tables)}

    @cached_property
    def tables(self) -> Tables:
        return tables(self.report)

    @cached_property
    def _counted(self) -> Mapping[str, bool]:
        found = self.tables.by_circle
        return {theme: total is not None for theme, total in zip(found.rows, found.totals, strict=True)}

    def shown(self, id: str) -> list[Shown]:
        """A picture, where there is one of that id."""
        return [Shown(self.pictures[id])] if self.drawn and id in self.pictures else []

    def of(self, theme: Theme) -> Sequence[Spoken]:
        return self.lines.of_theme[theme.id]

    @cached_property
    def _ways(self) -> Mapping[str, str]:
        return {one.id: one.placed.valence for one in self.lines.all}

    def way_of(self, id: str) -> str:
        """Which way a contribution points, as far as that is told."""
        return self._ways.get(id, "")

    def may_count(self, theme: Theme) -> bool:
        """Whether the number of its contributions may be told: it gives no small number away."""
        return self._counted.get(theme.id, False)

    def named(self, theme: Theme) -> str:
        return self.tell.label(theme)

    def claim(self, text: str, sources: Iterable[str], *what: str) -> Claim:
        """`what` are the figures in the text, in their order."""
        ids = tuple(dict.fromkeys(sources))
        return Claim(text, ids, self.count(ids, *what))

    def reach(self, sources: Collection[str], *, counted: bool = True) -> tuple[str, tuple[str, ...]]:
        """In how many of all circles, then how many contributions, in words; and the figures in them."""
        n = self.count(sources, "circles", "of", "contributions")
        circles = self.tell.count(
            "in {circles} of {n} circle", "in {circles} of {n} circles", n["of"], circles=n["circles"]
        )
        if not counted:
            return circles, ("circles", "of")
        said = self.tell.count("{n} contribution", "{n} contributions", n["contributions"])
        return f"{circles}, {said}", ("circles", "of", "contributions")

    def times(self, sources: Collection[str]) -> tuple[str, tuple[str, ...]]:
        """The same without the number of all circles."""
        n = self.count(sources, "circles", "contributions")
        circles = self.tell.count("in {n} circle", "in {n} circles", n["circles"])
        said = self.tell.count("{n} contribution", "{n} contributions", n["contributions"])
        return f"{circles}, {said}", ("circles", "contributions")

    def circles_of(self, sources: Collection[str]) -> list[str]:
        """Which circles these are from, in their order."""
        known = self.count.said
        return sorted({known[id].circle for id in sources if id in known} - {""}, key=in_order)

    def from_circles(self, sources: Collection[str]) -> str:
        """The circles these are from, in brackets, as a sentence may end with them."""
        circles = self.circles_of(sources)
        listed = ", ".join(circles)
        if len(circles) == 1:
            return self.tell("(circle: {circles})", circles=listed)
        return self.tell("(circles: {circles})", circles=listed)


def sentence(words: str) -> str:
    """Words as a sentence: a capital in front, a full stop behind."""
    return f"{words[:1].upper()}{words[1:]}."


def ids(lines: Iterable[Spoken]) -> list[str]:
    return [one.id for one in lines]
