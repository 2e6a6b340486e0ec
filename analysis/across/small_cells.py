"""Which numbers of a series are too small to tell, and which others must go with them so that nobody gets
them back by subtracting.

The tables by circle, region and language are of the same contributions, so they are guarded as one. A cell is
hidden where fewer than LEAST people stand behind it. Then, for every hidden number, there has to be another
table of whole numbers that fits all that is told, in each of the three tables and in their totals, and has
another number there: a unit that can wander from cell to cell, round and back again. Where there is none, the
smallest cells that open such a way are hidden too; where even that does not help, totals are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from analysis.across.counted import LEAST, Line, Lines, people
from analysis.across.hidden import Cell, Guarded, Number
from analysis.across.wandering import Ways

MOST_TRIED = 300
"""Hidden cells by circle, of which each is tried for whether it could be told after all."""


def guarded(lines: Lines) -> Guarded:
    """What is hidden in the tables of this report."""
    cells: dict[Cell, list[Line]] = {}
    for theme, found in lines.of_theme.items():
        for line in found:
            cells.setdefault((theme, line.circle), []).append(line)
    heard: dict[str, set[str]] = {}
    for line in lines.all:
        heard.setdefault(line.circle, set()).add(line.language)
    loose = {(one.circle, one.language) for one in lines.unsorted}
    now = Guarded(cells, {id: circle.region for id, circle in lines.circles.items()}, heard, loose)
    _too_few(now, lines)
    few = replace(
        now,
        circles={*now.circles},
        by_region={*now.by_region},
        by_language={*now.by_language},
        rows={*now.rows},
    )
    _make_sure(now)
    _tell_again(now, few)
    return now


def _too_few(now: Guarded, lines: Lines) -> None:
    """Hide what fewer than LEAST people stand behind."""
    now.circles.update(cell for cell, found in now.lines.items() if people(found, lines.circles) < LEAST)
    for theme, found in lines.of_theme.items():
        if found and people(found, lines.circles) < LEAST:
            now.hide_row(theme)
        for region, said in _split(found, lines.region).items():
            if people(said, lines.circles) < LEAST:
                now.hide_region(theme, region)
        for language, said in _split(found, lambda one: one.language).items():
            if people(said, lines.circles, language=language) < LEAST:
                now.hide_language(theme, language)


def _split(lines: Iterable[Line], by: Callable[[Line], str]) -> Mapping[str, Sequence[Line]]:
    parts: dict[str, list[Line]] = {}
    for line in lines:
        parts.setdefault(by(line), []).append(line)
    return parts


def _make_sure(now: Guarded) -> None:
    """Hide more until no hidden number can be reckoned. What is sure stays sure: hiding only opens ways."""
    sure: set[Number] = set()
    while not now.closed:
        ways = Ways(now)
        asked = [number for number in now.numbers() if number not in sure]
        found_out = [number for number in asked if not ways.wander(number)]
        sure.update(set(asked) - set(found_out))
        if not found_out:
            return
        for number in {one.theme: one for one in reversed(found_out)}.values():  # one of each theme a turn
            _hide_more(now, number)


def _tell_again(now: Guarded, few: Guarded) -> None:
    """Tell again what need not have been hidden for the others' sake, now that all is; the largest first.

    What few people stand behind stays hidden. Of a large series there is more to tell anyway: it is left.
    """
    if now.closed or now.columns or len(now.circles) > MOST_TRIED:
        return
    _try_each(now, now.rows, now.rows - few.rows, lambda theme: _count(now, now.themes[theme]))
    regions = {cell for cell in now.by_region - few.by_region if cell[0] not in now.rows}
    _try_each(now, now.by_region, regions, lambda cell: _count(now, now.in_region(*cell)))
    languages = {cell for cell in now.by_language - few.by_language if cell[0] not in now.rows}
    _try_each(now, now.by_language, languages, lambda cell: _count(now, now.in_language(*cell)))
    circles = {cell for cell in now.circles - few.circles if not now.is_part(cell)}
    _try_each(now, now.circles, circles, now.size.__getitem__)


def _try_each(now: Guarded, hidden: set[Any], hopeful: set[Any], size: Callable[[Any], int]) -> None:
    for one in sorted(hopeful, key=lambda one: (-size(one), one)):
        hidden.discard(one)
        ways = Ways(now)
        if not all(ways.wander(number) for number in now.numbers()):
            hidden.add(one)


def _hide_more(now: Guarded, number: Number) -> None:
    """One step, the smallest that may help: another cell along the theme, or along the circle; then what the
    theme's other regions and languages tell; then totals."""
    if number.language is not None:
        steps = [_languages_no_more]
    else:
        steps = [_along_theme, _along_circle, _regions_no_more, _whole_theme]
        if _has_company(now, number):
            steps[:2] = [_along_circle, _along_theme]
    if not any(step(now, number) for step in [*steps, _no_more_totals]):
        now.closed = True


def _has_company(now: Guarded, number: Number) -> bool:
    """Is another cell of the same told sum of the theme hidden already?"""
    return any(cell in now.circles for cell in _beside(now, number))


def _beside(now: Guarded, number: Number) -> list[Cell]:
    """Other cells of the theme that are in one told sum with this number."""
    sums = {now.told_region(cell) for cell in number.cells}
    return [
        cell
        for cell in now.themes[number.theme]
        if cell not in number.cells and now.told_region(cell) in sums
    ]


def _along_theme(now: Guarded, number: Number) -> bool:
    return _hide_smallest(now, _beside(now, number))


def _along_circle(now: Guarded, number: Number) -> bool:
    circles = {circle for _, circle in number.cells}
    return _hide_smallest(now, (cell for one in sorted(circles) for cell in now.held[one]))


def _hide_smallest(now: Guarded, cells: Iterable[Cell]) -> bool:
    rest = [cell for cell in cells if cell not in now.circles]
    if rest:
        now.circles.add(min(rest, key=lambda cell: (now.size[cell], cell)))
    return bool(rest)


def _regions_no_more(now: Guarded, number: Number) -> bool:
    """The number's regions, and the smallest other one that is told, are not told apart any more."""
    theme = number.theme
    mine = {now.regions[circle] for _, circle in number.cells}
    others = {now.regions[circle] for _, circle in now.themes[theme]} - mine
    told = [one for one in others if (theme, one) not in now.by_region]
    if not told and not (others and any((theme, one) not in now.by_region for one in mine)):
        return False
    for region in [*mine, *_least(told, lambda one: _count(now, now.in_region(theme, one)))]:
        now.hide_region(theme, region)
    return True


def _languages_no_more(now: Guarded, number: Number) -> bool:
    """The smallest other language that is told of the theme is told no more."""
    theme = number.theme
    spoken = {one for cell in now.themes[theme] for one in now.spoken[cell]}
    told = [one for one in spoken if (theme, one) not in now.by_language]
    for language in _least(told, lambda one: _count(now, now.in_language(theme, one))):
        now.hide_language(theme, language)
    return bool(told)


def _whole_theme(now: Guarded, number: Number) -> bool:
    """Every cell of the theme, by circle."""
    rest = set(now.themes[number.theme]) - now.circles
    now.circles.update(rest)
    return bool(rest)


def _no_more_totals(now: Guarded, number: Number) -> bool:
    """A theme's total less, first the one asked about, then those that share a circle; then circles'."""
    circles = {circle for _, circle in number.cells}
    near = [number.theme, *sorted({theme for theme, circle in now.lines if circle in circles})]
    told = [theme for theme in near if theme not in now.rows]
    if told:
        now.hide_row(told[0])
        return True
    columns = sorted({circle for _, circle in now.lines} - now.columns)
    mine = [one for one in columns if one in circles]
    if not columns:
        return False
    others = [one for one in columns if one not in circles]
    by_size = {one: sum(n for cell, n in now.size.items() if cell[1] == one) for one in others}
    now.columns.update([*mine, *_least(others, by_size.__getitem__)])
    return True


def _count(now: Guarded, cells: Iterable[Cell]) -> int:
    return sum(now.size[cell] for cell in cells)


def _least(named: Sequence[str], size: Callable[[str], int]) -> list[str]:
    """The smallest one of these, by its size and then its name; none of none."""
    return sorted(named, key=lambda one: (size(one), one))[:1]
