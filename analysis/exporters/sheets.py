"""What a workbook tells of a report: its sheets, with their columns and typed cells."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from analysis.codebook import Code, Codebook, Label
from analysis.exporters import holding
from analysis.exporters.blocks import Block, Line, Pairs, Quotes, Sub, Table
from analysis.exporters.decided_sheets import (
    decision_sheets,
    placing,
    placing_columns,
    regions_of,
    theme_cells,
    theme_columns,
)
from analysis.exporters.decisions import by, decided
from analysis.exporters.grid import MIDDLE, NARROW, TEXT, WIDE, Column, Row, Sheet
from analysis.exporters.particulars import values
from analysis.exporters.sitting import about_the_evening, after_themes
from analysis.exporters.telling import Telling
from analysis.grading import measured
from analysis.report import Placed, Theme, name_in


def sheets(tell: Telling) -> Iterator[Sheet]:
    """The contributions, the themes, the quotes, the codes where there are any, the evening where it was
    one, insights and decisions where people made any, and how it all came about."""
    yield _contributions(tell)
    yield _themes(tell)
    yield _quotes(tell)
    book = tell.report.codebook
    if book is not None:
        yield _codes(tell, book)
        yield _codings(tell, book)
    if tell.report.evening is not None:
        yield Sheet(tell("The evening"), _plain_columns(tell), list(evening_rows(tell)))
    yield from decision_sheets(tell)
    yield Sheet(tell("Method"), _plain_columns(tell), list(_method(tell)))


def day_of(tell: Telling) -> date | None:
    """The day a report is of, where it says one."""
    evening = tell.report.evening
    iso = str(tell.report.method.get("date") or (evening.day if evening else "") or "")
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _contributions(tell: Telling) -> Sheet:
    report = tell.report
    judged, desk = report.evening is not None, decided(report)
    regions = regions_of(report)
    told = {facet for one in report.placed for facet in one.facets}
    facets = [one for one in report.codebook.facets if one.id in told] if report.codebook else []
    themes = {theme.id: theme for theme in (*report.themes, *report.rejected)}
    quoted = {said.quote.contribution for one in themes.values() for said in tell.said(one.quotes)}
    placed = {one.id: one for one in report.placed}
    columns = [
        Column(tell("Contribution"), MIDDLE),
        Column(tell("Circle"), NARROW),
        *([Column(tell("Region"), MIDDLE)] if regions else ()),
        Column(tell("Round"), NARROW),
        Column(tell("Language"), NARROW),
        Column(tell("Theme"), WIDE),
        Column(tell("How near, 0 to 1"), NARROW),
        *([Column(tell("What the room said"), MIDDLE)] if judged else ()),
        Column(tell("Why in no theme"), MIDDLE),
        *(placing_columns(tell) if desk else ()),
        *(Column(facet_name(tell, facet.id), MIDDLE) for facet in facets),
        Column(tell("May be quoted"), NARROW),
        Column(tell("Quoted"), NARROW),
        Column(tell("Text"), TEXT),
    ]
    yes = {True: tell("yes"), False: tell("no")}
    rows: list[Row] = []
    for c in report.contributions:
        where = placed[c.id]
        theme = themes.get(where.theme or "")
        rows.append(
            [
                *(c.id, c.circle, *([regions.get(c.circle)] if regions else ()), c.round, where.language),
                tell.label(theme) if theme else None,
                where.confidence if theme else None,
                *([tell.status(theme.status) if theme else None] if judged else ()),
                None if theme else holding.why_nowhere(tell, where.reason),
                *(placing(tell, where, themes) if desk else ()),
                *(_value(tell, facet.values, where.said_of(facet.id)) for facet in facets),
                *(yes[c.quotable], yes[c.id in quoted], c.text if c.quotable else None),
            ]
        )
    return Sheet(tell("Contributions"), columns, rows)


def facet_name(tell: Telling, facet: str) -> str:
    """What a facet asks, in words where we have them."""
    known = {"trust_object": tell("Whose trust"), "valence": tell("Which way")}
    return known.get(facet, facet)


def _value(tell: Telling, values: Sequence[Label], id: str) -> str:
    return next((name_in(tell.language, one.label, one.id) for one in values if one.id == id), id)


def _themes(tell: Telling) -> Sheet:
    judged, desk = tell.report.evening is not None, decided(tell.report)
    columns = [
        Column(tell("Number"), NARROW),
        Column(tell("Theme"), WIDE),
        *([Column(tell("What the room said"), MIDDLE)] if judged else ()),
        *([Column(tell("What the program called it"), WIDE)] if judged or desk else ()),
        *(theme_columns(tell) if desk else ()),
        Column(tell("Circles"), NARROW),
        Column(tell("Contributions"), NARROW),
        Column(tell("People, at least"), NARROW),
        Column(tell("Languages"), NARROW),
        Column(tell("Words"), WIDE),
        Column(tell("How well it holds"), WIDE),
        Column(tell("Alike, 0 to 1"), NARROW),
        Column(tell("Distance to the next theme, 0 to 2"), NARROW),
        Column(tell("Found again, 0 to 1"), NARROW),
    ]
    rows = [_theme(tell, number, theme) for number, theme in _numbered(tell)]
    return Sheet(tell("Themes"), columns, rows)


def _numbered(tell: Telling) -> list[tuple[int | None, Theme]]:
    """Themes by the number reports give them; those the room rejected have none."""
    kept = list(enumerate(tell.report.themes, start=1))
    return [*kept, *((None, theme) for theme in tell.report.rejected)]


def _theme(tell: Telling, number: int | None, theme: Theme) -> Row:
    quality = theme.quality
    figures = (quality.cohesion, quality.separation, quality.stability) if measured(quality) else (None,) * 3
    judged, desk = tell.report.evening is not None, decided(tell.report)
    return [
        *(number, tell.label(theme)),
        *([tell.status(theme.status)] if judged else ()),
        *([tell.machine(theme)] if judged or desk else ()),
        *(theme_cells(tell, theme) if desk else ()),
        *(theme.circles or None, theme.size, quality.voices or None),
        *(", ".join(quality.languages), " · ".join(theme.keywords), holding.held(tell, theme), *figures),
    ]


def _quotes(tell: Telling) -> Sheet:
    desk = decided(tell.report)
    columns = [
        Column(tell("Number"), NARROW),
        Column(tell("Theme"), WIDE),
        Column(tell("Contribution"), MIDDLE),
        Column(tell("Circle"), NARROW),
        Column(tell("Language"), NARROW),
        Column(tell("From character"), NARROW),
        Column(tell("To character"), NARROW),
        *([Column(tell("Chosen by"), MIDDLE)] if desk else ()),
        Column(tell("Quote"), TEXT),
    ]
    rows = [
        [
            *(
                number,
                tell.label(theme),
                quote.contribution,
                tell.contributions([quote.contribution])[0].circle,
            ),
            *(tell.language_of(quote.contribution), quote.start, quote.end),
            *([by(tell, quote.chosen)] if desk else ()),
            quote.text,
        ]
        for number, theme in _numbered(tell)
        for quote in (said.quote for said in tell.said(theme.quotes))
    ]
    return Sheet(tell("Quotes"), columns, rows)


def _codes(tell: Telling, book: Codebook) -> Sheet:
    """In how many circles before how many times."""
    circle = {c.id: c.circle for c in tell.report.contributions}
    columns = [
        Column(tell("Code"), NARROW),
        Column(tell("Name"), WIDE),
        Column(tell("Part"), MIDDLE),
        Column(tell("Circles"), NARROW),
        Column(tell("Contributions"), NARROW),
        Column(tell("What it means"), TEXT),
    ]
    domains = {one.id: name_in(tell.language, one.label, one.id) for one in book.domains}
    rows = []
    for code in book.codes:
        carry = [one.id for one in tell.report.placed if code.id in one.codes]
        heard = {circle[id] for id in carry if circle.get(id)}
        means = name_in(tell.language, code.definition, "")
        rows.append(
            [code.short, _name(tell, code), domains.get(code.domain), len(heard) or None, len(carry), means]
        )
    return Sheet(tell("Codes"), columns, rows)


def _name(tell: Telling, code: Code) -> str:
    return name_in(tell.language, code.label, code.id)


def _codings(tell: Telling, book: Codebook) -> Sheet:
    columns = [
        Column(tell("Contribution"), MIDDLE),
        Column(tell("Code"), NARROW),
        Column(tell("Name"), WIDE),
        Column(tell("How sure, 0 to 1"), NARROW),
        Column(tell("Given by"), MIDDLE),
    ]
    known = {code.id: (code.short, name_in(tell.language, code.label, code.id)) for code in book.codes}
    known |= {one.id: ("", name_in(tell.language, one.label, one.id)) for one in book.special_codes}
    rows = [row for one in tell.report.placed for row in _coded(tell, one, known)]
    return Sheet(tell("Codes of contributions"), columns, rows)


def _coded(tell: Telling, placed: Placed, known: Mapping[str, tuple[str, str]]) -> Iterator[Row]:
    for id, sure in placed.codes.items():
        if id in known:
            yield placed.id, *known[id], sure, by(tell, placed.coded or sure >= 1)


def _plain_columns(tell: Telling) -> Sequence[Column]:
    return [Column(tell("What"), WIDE), Column(tell("Told"), TEXT), *(Column("", NARROW),) * 3]


def evening_rows(tell: Telling) -> Iterator[Row]:
    """How the evening was held and what came of it, a line a row."""
    for section in (*after_themes(tell), *about_the_evening(tell)):
        yield (section.heading,)
        for block in section.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[Row]:
    match block:
        case Line(text):
            yield None, text
        case Sub(text):
            yield (text,)
        case Pairs(pairs):
            yield from pairs
        case Table(heads, rows):
            yield from (heads, *rows)
        case Quotes(said):
            yield from ((one.source, one.quote.text) for one in said)


def _method(tell: Telling) -> Iterator[Row]:
    report = tell.report
    yield tell("Title"), report.title
    if report.question:
        yield tell("Question"), report.question
    if day := day_of(tell):
        yield tell("Day"), day
    yield from ((what, int(many) if many.isdecimal() else many) for what, many in tell.glance())
    for sentence in tell.caution(".xlsx"):
        yield tell("To know beforehand"), sentence
    for sentence in (*tell.method(), holding.leakage(tell)):
        if sentence:
            yield tell("How it was done"), sentence
    for sentence in holding.limits(tell):
        yield tell("What themes are not, and where they fail"), sentence
    yield from values(tell, report.method)
