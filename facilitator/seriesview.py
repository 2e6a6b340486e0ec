"""What the series page shows: the circles, themes across them, what only one circle or one person says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis import across
from analysis.across import Coverage, Lone, Matrix, Pulsed, Spread, Step
from analysis.across.counted import Lines
from analysis.circles import CircleHeld
from analysis.exporters.telling import Telling
from analysis.pictures import Picture, pictures
from analysis.renaming import under
from analysis.report import Report
from facilitator.invite import TYPES
from facilitator.reading_desk import Desk

MOST_LISTED = 200
"""Contributions in no theme that are listed on the page; the reading desk has all of them."""


@dataclass(frozen=True)
class CircleRow:
    """`contributions`: how many were read of it, in a theme or in none."""

    held: CircleHeld
    contributions: int


@dataclass(frozen=True)
class Glance:
    """`people` agreed to be written down, in those circles where anybody counted: `counted`. Days are
    YYYY-MM-DD; "" where none is known."""

    circles: int
    regions: Sequence[str]
    languages: Sequence[str]
    people: int
    counted: int
    first: str
    last: str
    contributions: int
    withdrawn: int


@dataclass(frozen=True)
class Named:
    """A theme as the tables name it; `machine`: the name is what the program suggests."""

    id: str
    name: str
    machine: bool
    spread: Spread


@dataclass(frozen=True)
class Words:
    """What somebody said, by its public number; `text` is empty where it may not be quoted."""

    number: str
    circle: str
    text: str


@dataclass(frozen=True)
class Alone:
    """A theme of one circle only, or of one person (`one_person`), and what was said in it."""

    theme: Named
    circle: str
    one_person: bool
    words: Sequence[Words]


@dataclass(frozen=True)
class Apart:
    theme: Named
    circle: str
    more: bool
    here: int
    expected: int


@dataclass(frozen=True)
class SeriesView:
    """`tables` go by circle, region, language; `unsorted` is how many contributions that say something lie in
    no theme, `listed` the first of them. `last_new`: where the last new theme appeared."""

    title: str
    question: str
    glance: Glance
    circles: Sequence[CircleRow]
    themes: Sequence[Named]
    by_circle: Matrix
    by_region: Matrix
    by_language: Matrix
    steps: Sequence[Step]
    last_new: Step | None
    alone: Sequence[Alone]
    unsorted: int
    listed: Sequence[Words]
    apart: Sequence[Apart]
    coverage: Coverage
    pulse: Mapping[str, Sequence[Pulsed]]
    pictures: Sequence[Picture]


def view(desk: Desk, circles: Sequence[CircleHeld], language: str) -> SeriesView:
    """The series as it lies on the reading desk. `circles` as series_facts.circles tells them."""
    report = under(_in_order(replace(desk.report, circles=circles)), desk.called)
    tell, told, steps = Telling(report, language), across.tables(report), across.saturation(report)
    themes = _themes(report, tell)
    lone, words = across.lone(report), _words(report)
    return SeriesView(
        title=report.title,
        question=report.question,
        glance=_glance(report),
        circles=_circles(report),
        themes=list(themes.values()),
        by_circle=told.by_circle,
        by_region=told.by_region,
        by_language=told.by_language,
        steps=steps,
        last_new=across.last_new(steps),
        alone=_alone(report, lone, themes, words),
        unsorted=len(lone.unsorted),
        listed=[words[id] for id in lone.unsorted[:MOST_LISTED]],
        apart=[
            Apart(themes[one.theme], one.circle, one.more, one.here, one.expected)
            for one in across.differences(report, told)
        ],
        coverage=across.coverage(report, list(TYPES)),
        pulse=across.pulse(report),
        pictures=pictures(report, tell, told=told),
    )


def _in_order(report: Report) -> Report:
    """In how many circles first, then how often."""
    spread = across.spread(report)
    there = [one for one in report.themes if spread[one.id].contributions]
    far = sorted(there, key=lambda one: (-spread[one.id].circles, -spread[one.id].contributions, one.id))
    return replace(report, themes=far)


def _themes(report: Report, tell: Telling) -> Mapping[str, Named]:
    spread = across.spread(report)
    return {
        one.id: Named(one.id, tell.label(one), not (one.named or one.correction or one.state), spread[one.id])
        for one in report.themes
    }


def _circles(report: Report) -> Sequence[CircleRow]:
    said = Counter(one.circle for one in report.contributions)
    return [CircleRow(circle, said[circle.id]) for circle in report.circles]


def _glance(report: Report) -> Glance:
    held = list(Lines(report).circles.values())
    days = sorted(one.day for one in held if one.day)
    return Glance(
        circles=len(held),
        regions=sorted({one.region for one in held} - {""}),
        languages=Lines(report).languages,
        people=sum(one.people for one in held),
        counted=sum(1 for one in held if one.people),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        contributions=len(report.contributions),
        withdrawn=sum(one.withdrawn for one in held),
    )


def _words(report: Report) -> Mapping[str, Words]:
    return {
        one.id: Words(one.id, one.circle, one.text if one.quotable else "") for one in report.contributions
    }


def _alone(
    report: Report, lone: Lone, themes: Mapping[str, Named], words: Mapping[str, Words]
) -> Sequence[Alone]:
    said = Lines(report).of_theme
    return [
        Alone(themes[id], said[id][0].circle, id in lone.one_voice, [words[line.id] for line in said[id]])
        for id in themes
        if id in lone.one_circle or id in lone.one_voice
    ]
