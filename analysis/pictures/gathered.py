"""The pictures of a report: its figures over circles, put into the pictures that can be drawn of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from analysis import across
from analysis.across.counted import Line, Lines
from analysis.exporters.telling import Telling
from analysis.pictures.aspects import trust_by_aspect
from analysis.pictures.diverging import Sides
from analysis.pictures.picture import Picture
from analysis.pictures.pulse import Asked, Middle, across_circles, pulse
from analysis.pictures.saturation import Held, saturation
from analysis.pictures.themes_by_circle import MOST_COLUMNS, Columns, Strand, themes_by_circle
from analysis.pictures.trust_by_theme import trust_by_theme
from analysis.report import Report, Theme

_PARTS = 6
"""Into so many columns many circles go by their order, where no regions or languages part them."""


def pictures(report: Report, tell: Telling, *, told: across.Tables | None = None) -> Sequence[Picture]:
    """Those that can be drawn, in the order in which they are read: which themes where, what builds trust and
    what wears it down, whose trust, before and after, whether later circles brought anything new.

    `told` are the report's tables, for whoever has them already.
    """
    lines, may_be_told = Lines(report), (told or across.tables(report)).by_circle
    suggested = _who_says(report, tell)
    drawn = (
        _themes_by_circle(lines, tell, may_be_told),
        _by_theme(lines, tell, may_be_told, suggested),
        _by_aspect(lines, tell, suggested),
        pulse(tell, [_asked(question, told) for question, told in across.pulse(report).items()]),
        _new_themes(report, tell),
    )
    return [one for one in drawn if one is not None]


def _themes_by_circle(lines: Lines, tell: Telling, matrix: across.Matrix) -> Picture | None:
    """None of one circle alone, or without themes."""
    spoken = [theme for theme in lines.report.themes if lines.of_theme[theme.id]]
    if len(lines.circles) < 2 or not spoken:
        return None
    columns, cells = _by_circle(matrix, tell) if len(lines.circles) <= MOST_COLUMNS else _grouped(lines, tell)
    strands = [_strand(lines, tell, theme, cells(theme)) for theme in spoken]
    return themes_by_circle(tell, strands, columns, circles=len(lines.circles))


Cells = Callable[[Theme], Sequence[int | None]]


def _strand(lines: Lines, tell: Telling, theme: Theme, cells: Sequence[int | None]) -> Strand:
    found = lines.of_theme[theme.id]
    return Strand(tell.label(theme), len(_circles(found)), cells, [one.id for one in found])


def _circles(lines: Sequence[Line]) -> set[str]:
    return {one.circle for one in lines}


def _by_circle(matrix: across.Matrix, tell: Telling) -> tuple[Columns, Cells]:
    """A column a circle: how many contributions, where that may be told."""
    of = dict(zip(matrix.rows, matrix.cells, strict=True))

    def cells(theme: Theme) -> list[int | None]:
        return [cell.contributions if cell.shown else None for cell in of[theme.id]]

    return Columns(tell("Circle"), [id or tell("unknown") for id in matrix.columns]), cells


def _grouped(lines: Lines, tell: Telling) -> tuple[Columns, Cells]:
    """A column a region, or a language, or a stretch of time: in how many of its circles."""
    what, groups = _groups(lines, tell)

    def cells(theme: Theme) -> list[int | None]:
        there = _circles(lines.of_theme[theme.id])
        return [len(there & circles) for circles in groups.values()]

    return Columns(what, list(groups), [len(circles) for circles in groups.values()]), cells


def _groups(lines: Lines, tell: Telling) -> tuple[str, Mapping[str, set[str]]]:
    circles = lines.circles.values()
    by_region, by_language = {one.region for one in circles}, {one.language for one in circles}
    groups: dict[str, set[str]] = {}
    if len(by_region) > 1:
        for region in sorted(by_region, key=lambda one: (not one, one)):
            name = region or tell("Region not given")
            groups[name] = {one.id for one in circles if one.region == region}
        return tell("Region"), groups
    if len(by_language) > 1:
        for language in sorted(by_language, key=lambda one: (not one, one)):
            groups[tell.language_name(language)] = {one.id for one in circles if one.language == language}
        return tell("Language"), groups
    order = [step.circle for step in across.saturation(lines.report)]
    size = -(-len(order) // _PARTS)
    for start in range(0, len(order), size):
        part = order[start : start + size]
        groups[f"{start + 1}–{start + len(part)}"] = set(part)
    return tell("Circles, by their place in the order"), groups


def _sides(name: str, found: Sequence[Line]) -> Sides:
    def pointing(way: str) -> int:
        return sum(one.placed.valence == way for one in found)

    known = {way: pointing(way) for way in ("distrust", "mixed", "trust", "none")}
    return Sides(
        name=name,
        circles=len(_circles(found)),
        distrust=known["distrust"],
        mixed=known["mixed"],
        trust=known["trust"],
        neither=known["none"],
        unknown=len(found) - sum(known.values()),
        sources=[one.id for one in found],
        by_people=_mostly_said(found),
    )


def _mostly_said(found: Sequence[Line]) -> bool:
    """Whether people said most of which way these point."""
    pointed = [one.placed for one in found if one.placed.valence in ("trust", "distrust")]
    said = [one.facets["valence"].by_person or one.state in ("reviewed", "released") for one in pointed]
    return 2 * sum(said) > len(said)


def _by_theme(lines: Lines, tell: Telling, matrix: across.Matrix, suggested: Sequence[str]) -> Picture | None:
    """Themes whose contributions may be counted aloud; of how many they may not is said."""
    counted = {theme for theme, total in zip(matrix.rows, matrix.totals, strict=True) if total is not None}
    rows = [
        _sides(tell.label(theme), lines.of_theme[theme.id])
        for theme in lines.report.themes
        if theme.id in counted
    ]
    few = tell.count(
        "{n} theme is left out: its numbers are not told, to protect those who spoke.",
        "{n} themes are left out: their numbers are not told, to protect those who spoke.",
        len(matrix.rows) - len(counted),
    )
    return trust_by_theme(tell, rows, also=[*suggested, *([few] if len(counted) < len(matrix.rows) else [])])


def _who_says(report: Report, tell: Telling) -> list[str]:
    """That a machine told which way contributions point, unless people stand behind every one of them."""
    told = [one for one in report.placed if one.valence]
    if all(one.coded or one.state for one in told):
        return []
    return [tell("Which way a contribution points is what the program suggests.")]


def _by_aspect(lines: Lines, tell: Telling, also: Sequence[str]) -> Picture | None:
    by_object: dict[str, list[Line]] = {}
    for line in lines.all:
        by_object.setdefault(line.placed.object, []).append(line)
    untold = len(by_object.pop("", []))
    names = dict(_aspects(lines.report, tell))
    there = [*(id for id in names if id in by_object), *sorted(by_object.keys() - names.keys())]
    rows = [_sides(names.get(id, id), by_object[id]) for id in there]
    return trust_by_aspect(tell, rows, untold=untold, also=also)


def _aspects(report: Report, tell: Telling) -> Iterator[tuple[str, str]]:
    """The aspects in the codebook's order, and what they are called."""
    for facet in report.codebook.facets if report.codebook else ():
        for value in facet.values if facet.id == "trust_object" else ():
            yield value.id, value.label.get(tell.language) or value.label.get("en") or value.id


def _asked(question: str, told: Sequence[across.Pulsed]) -> Asked:
    """Over circles, of each one's middle answer; of one circle, over its people."""
    circles = [(one.trust.before.median, one.trust.after.median) for one in told]
    if len(told) == 1:
        before, after = told[0].trust.before, told[0].trust.after
        return Asked(
            question,
            circles,
            Middle(before.low, before.median, before.high),
            Middle(after.low, after.median, after.high),
        )
    over = [across_circles([one[at] for one in circles]) for at in (0, 1)]
    return Asked(question, circles, *over)


def _new_themes(report: Report, tell: Telling) -> Picture | None:
    steps = across.saturation(report)
    return saturation(tell, [Held(step.circle or tell("unknown"), step.new) for step in steps])
