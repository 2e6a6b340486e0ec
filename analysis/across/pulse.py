"""What people answered about trust before and after, circle by circle, where enough answered to be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.across.counted import LEAST
from analysis.evening import Trust
from analysis.report import Report


@dataclass(frozen=True)
class Pulsed:
    """One circle's answers to one question."""

    circle: str
    day: str
    trust: Trust


def pulse(report: Report) -> Mapping[str, Sequence[Pulsed]]:
    """By question, circles in the report's order. Nothing is drawn together over circles: in each other
    people answered."""
    asked: dict[str, list[Pulsed]] = {}
    for circle in report.circles:
        for one in circle.pulse:
            if one.n >= LEAST:
                asked.setdefault(one.question, []).append(Pulsed(circle.id, circle.day, one))
    return asked
