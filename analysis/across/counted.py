"""Who speaks of what in a series: the lines of each theme, the circles they come from, the people behind."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from analysis.circles import CircleHeld
from analysis.corpus import Contribution
from analysis.report import Placed, Report

LEAST = 5
"""People who stand behind a number that is told; fewer are not counted aloud."""


@dataclass(frozen=True)
class Line:
    """A contribution where it ended up."""

    said: Contribution
    placed: Placed

    @property
    def id(self) -> str:
        return self.said.id

    @property
    def circle(self) -> str:
        return self.said.circle

    @property
    def language(self) -> str:
        return self.said.language or self.placed.language

    @property
    def themes(self) -> Sequence[str]:
        """Each theme it is in, the first one first; none twice."""
        named = [self.placed.theme] if self.placed.theme is not None else []
        return list(dict.fromkeys([*named, *self.placed.also]))


@dataclass(frozen=True)
class Lines:
    """The lines of a report, ready to be counted. Themes the people rejected hold none."""

    report: Report

    @cached_property
    def all(self) -> Sequence[Line]:
        placed = {one.id: one for one in self.report.placed}
        return [Line(c, placed.get(c.id, Placed(c.id, None, c.language))) for c in self.report.contributions]

    @cached_property
    def of_theme(self) -> Mapping[str, Sequence[Line]]:
        """By theme id, in the report's order of both."""
        found: dict[str, list[Line]] = {theme.id: [] for theme in self.report.themes}
        for line in self.all:
            for theme in line.themes:
                if theme in found:
                    found[theme].append(line)
        return found

    @cached_property
    def unsorted(self) -> Sequence[Line]:
        """What lies in no theme of the report."""
        there = {line.id for lines in self.of_theme.values() for line in lines}
        return [line for line in self.all if line.id not in there]

    @cached_property
    def circles(self) -> Mapping[str, CircleHeld]:
        """Circles by id, in their own order; of one that only contributions name, nothing else is known;
        one that is only planned is not among them.

        Contributions that name no circle are of one that is called "".
        """
        spoke = {line.circle for line in self.all}
        known = {one.id: one for one in self.report.circles if one.held or one.id in spoke}
        named = sorted({line.circle for line in self.all} - known.keys(), key=in_order)
        return known | {id: CircleHeld(id) for id in named}

    def region(self, line: Line) -> str:
        return self.circles[line.circle].region

    @cached_property
    def regions(self) -> Sequence[str]:
        """Regions that were given, by their names."""
        return sorted({one.region for one in self.circles.values()} - {""})

    @cached_property
    def languages(self) -> Sequence[str]:
        """Languages people spoke, the one with most contributions first."""
        spoken = [line.language for line in self.all if line.language]
        return sorted(set(spoken), key=lambda one: (-spoken.count(one), one))


def in_order(id: str) -> tuple[int, str]:
    """ "2" before "10", and what is no number behind."""
    return (int(id), "") if id.isdecimal() else (10**9, id)


def people(lines: Iterable[Line], circles: Mapping[str, CircleHeld], *, language: str = "") -> int:
    """How many people stand behind these lines, at the most that can be said without guessing.

    People with a voice of their own are counted one by one. A recorder's lines name no voice: within a
    circle they stand for as many people as there are such lines, and all together for no more than the
    circle's `people`; where nobody counted those, for one. Where lines are picked by a `language` that is not
    the circle's own they stand for one too: in a Latvian circle all Russian lines may be of one person.
    """
    by_circle: dict[str, list[Line]] = {}
    for line in lines:
        by_circle.setdefault(line.circle, []).append(line)
    return sum(_in_circle(found, circles[id], language) for id, found in by_circle.items())


_SECOND_SITTING = re.compile(r"voice (\d+)\.\d+")


def _voices(named: Set[str]) -> int:
    """Who came to a second sitting of the circle may have been in the first: the larger one counts."""
    sittings = Counter(found[1] if (found := _SECOND_SITTING.fullmatch(one)) else "" for one in named)
    return max(sittings.values(), default=0)


def _in_circle(lines: Sequence[Line], circle: CircleHeld, language: str) -> int:
    voices = _voices({line.said.voice for line in lines} - {""})
    nameless = sum(1 for line in lines if not line.said.voice)
    if not nameless:
        return voices
    if not circle.people or (language and language != circle.language):
        return max(voices, 1)
    return max(voices, min(circle.people, voices + nameless))
