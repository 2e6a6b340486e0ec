"""Whom the circles were for, and who was missing among those invited; who came, nobody counts by kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.circles import CircleHeld, GroupPlanned
from analysis.report import Report


@dataclass(frozen=True)
class Covered:
    """One circle's plan: `kinds` that were planned for, `nobody_of` those of which nobody said yes.

    `silent`: groups that were invited and of whom nobody said yes; `not_invited`: groups nobody invited.
    `people` and `present` are of the circle as a whole: 0 where nobody counted. Who came is not known by
    group or kind.
    """

    circle: str
    groups: Sequence[GroupPlanned]
    invited: int
    yes: int
    kinds: Sequence[str]
    nobody_of: Sequence[str]
    silent: Sequence[str]
    not_invited: Sequence[str]
    people: int
    present: int


@dataclass(frozen=True)
class Kind:
    """One kind of people over the series: in how many circles it was planned for, invited, said yes."""

    planned: int
    invited: int
    yes: int


@dataclass(frozen=True)
class Coverage:
    """`circles` are those with a plan, `without` the ids of those without one: of them nothing is known.

    `missing` are kinds of people of whom nobody said yes in any circle with a plan.
    """

    circles: Sequence[Covered]
    without: Sequence[str]
    kinds: Mapping[str, Kind]
    missing: Sequence[str]


def coverage(report: Report, kinds: Sequence[str] = ()) -> Coverage:
    """`kinds`: every kind of people a circle needs; without them, those that the plans name."""
    planned = [circle for circle in report.circles if circle.planned]
    named = list(dict.fromkeys([*kinds, *(k for one in planned for g in one.planned for k in g.types)]))
    over = {kind: _kind(kind, planned) for kind in named}
    return Coverage(
        circles=[_covered(circle) for circle in planned],
        without=[circle.id for circle in report.circles if not circle.planned],
        kinds=over,
        missing=[kind for kind, told in over.items() if planned and not told.yes],
    )


def _covered(circle: CircleHeld) -> Covered:
    groups = circle.planned
    kinds = list(dict.fromkeys(kind for group in groups for kind in group.types))
    return Covered(
        circle=circle.id,
        groups=groups,
        invited=sum(group.invited for group in groups),
        yes=sum(group.yes for group in groups),
        kinds=kinds,
        nobody_of=[kind for kind in kinds if not any(g.yes for g in _of(kind, groups))],
        silent=[group.name for group in groups if group.invited and not group.yes],
        not_invited=[group.name for group in groups if not group.invited and not group.yes],
        people=circle.people,
        present=circle.present,
    )


def _kind(kind: str, circles: Sequence[CircleHeld]) -> Kind:
    groups = [list(_of(kind, circle.planned)) for circle in circles]
    return Kind(
        planned=sum(1 for one in groups if one),
        invited=sum(1 for one in groups if any(g.invited or g.yes for g in one)),
        yes=sum(1 for one in groups if any(g.yes for g in one)),
    )


def _of(kind: str, groups: Iterable[GroupPlanned]) -> Iterable[GroupPlanned]:
    return (group for group in groups if kind in group.types)
