"""Which way people speak of trust, by theme and by whose trust it is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.across.counted import Line, Lines
from analysis.report import Report

WAYS = ("trust", "distrust", "mixed", "none", "")
"""Speaks of trust, of distrust, of both, of neither; "": that could not be told."""


@dataclass(frozen=True)
class Count:
    """In how many circles, and how many contributions."""

    circles: int
    contributions: int


def ways(report: Report) -> Mapping[str, Mapping[str, Count]]:
    """By theme id, then by WAYS."""
    return {theme: _ways(found) for theme, found in Lines(report).of_theme.items()}


def aspects(report: Report) -> Mapping[str, Mapping[str, Count]]:
    """By whose trust it is about (trust_object), as contributions name it, then by WAYS.

    Contributions of which that could not be told are under "", behind the others.
    """
    by_object: dict[str, list[Line]] = {}
    for line in Lines(report).all:
        by_object.setdefault(line.placed.object, []).append(line)
    return {one: _ways(by_object[one]) for one in sorted(by_object, key=lambda one: (not one, one))}


def _ways(lines: Iterable[Line]) -> Mapping[str, Count]:
    by_way: dict[str, list[Line]] = {way: [] for way in WAYS}
    for line in lines:
        by_way[line.placed.valence if line.placed.valence in by_way else ""].append(line)
    return {way: Count(len({one.circle for one in found}), len(found)) for way, found in by_way.items()}
