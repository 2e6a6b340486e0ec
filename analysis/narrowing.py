"""The part of a report that is about some of its contributions: one circle of a series."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from analysis.report import Placed, Quality, Report, Theme


def only(report: Report, ids: Collection[str]) -> Report:
    """What the report says of these contributions alone: themes without any of them are left out, and how
    well a theme holds is not known of a part of it. Counts in `method` are those of the part."""
    inside = set(ids)
    placed = [one for one in report.placed if one.id in inside]
    if len(placed) == len(report.placed):
        return report
    by_id = {one.id: one for one in placed}
    return replace(
        report,
        themes=[part for one in report.themes if (part := _part(one, by_id)).size],
        rejected=[part for one in report.rejected if (part := _part(one, by_id)).size],
        placed=placed,
        contributions=[one for one in report.contributions if one.id in inside],
        insights=[one for one in report.insights if inside.issuperset(one.sources)],
        method={**report.method, **_counted(report.method, placed)},
    )


def _part(theme: Theme, placed: Mapping[str, Placed]) -> Theme:
    members = tuple(id for id in theme.members if id in placed)
    codes = Counter(code for id in members for code in placed[id].codes)
    return replace(
        theme,
        members=members,
        size=len(members),
        quotes=tuple(one for one in theme.quotes if one.contribution in placed),
        circles=min(theme.circles, 1),
        codes=dict(sorted(codes.items(), key=lambda one: (-one[1], one[0]))),
        quality=Quality(
            separation=None,
            stability=None,
            languages=tuple(sorted({placed[id].language for id in members})),
        ),
    )


def _counted(method: Mapping[str, object], placed: Collection[Placed]) -> dict[str, object]:
    nowhere = [one for one in placed if one.theme is None]
    before = method.get("counts")
    reasons = before.get("unsorted", {}) if isinstance(before, Mapping) else {}
    why = Counter(one.reason for one in nowhere)
    return {
        "counts": {
            "contributions": len(placed),
            "sorted": len(placed) - len(nowhere),
            "unsorted": {reason: why[reason] for reason in reasons},
        },
        "left_out": round(len(nowhere) / max(1, len(placed)), 4),
        "languages": dict(sorted(Counter(one.language for one in placed).items())),
    }
