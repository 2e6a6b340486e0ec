"""What one circle alone speaks of, and what one person alone says: easily lost, so it is listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.across.counted import Line, Lines
from analysis.report import Report

SAYS_NOTHING = "says nothing"


@dataclass(frozen=True)
class Lone:
    """`one_circle`: the circle of each theme that no other circle speaks of, by theme id. `one_voice`: the
    contributions of each theme that one person alone speaks of, by theme id. `unsorted`: contributions that
    say something and lie in no theme; all are ids. The words of those not `quotable` are never shown.
    """

    one_circle: Mapping[str, str]
    one_voice: Mapping[str, Sequence[str]]
    unsorted: Sequence[str]


def lone(report: Report) -> Lone:
    """In the report's order. With a single circle no theme is said to be of one circle only."""
    lines = Lines(report)
    spoken = {theme: found for theme, found in lines.of_theme.items() if found}
    several = len(lines.circles) > 1
    return Lone(
        one_circle={
            theme: found[0].circle
            for theme, found in spoken.items()
            if several and len({one.circle for one in found}) == 1
        },
        one_voice={theme: [one.id for one in found] for theme, found in spoken.items() if _one_person(found)},
        unsorted=[one.id for one in lines.unsorted if one.placed.reason != SAYS_NOTHING],
    )


def _one_person(lines: Sequence[Line]) -> bool:
    """Of several lines of a recorder nobody knows; a single line is somebody's."""
    voices = {(one.circle, one.said.voice) for one in lines}
    return len(lines) == 1 or (len(voices) == 1 and all(one.said.voice for one in lines))
