"""A report as a document: what stands in it and in which order, whatever file it becomes."""

from collections.abc import Iterator, Sequence

from analysis.exporters import holding
from analysis.exporters.bars import anchor, bars, by
from analysis.exporters.blocks import (
    Block,
    Caution,
    Document,
    Line,
    Link,
    Look,
    Pairs,
    Points,
    Quotes,
    Section,
    Shown,
    Sub,
)
from analysis.exporters.sitting import about_the_evening, after_themes
from analysis.exporters.telling import Telling
from analysis.report import Report, Theme
from analysis.sourcing import check

LOOKS: dict[str, Look] = {"reliable": "reliable", "weak": "weak", "too few": "too few"}


def document(report: Report, words: str = "en") -> Document:
    """The report in the words of a language: of one evening, of a file, or of a series of circles."""
    tell = Telling(report, words)
    if len(report.circles) > 1:
        from analysis import summary  # it reckons: refusals and help need none of that
        from analysis.phrasing import chosen, phrased

        whole = Document(report.title, words, list(summary.lead(tell)), summary.sections(tell))
        return phrased(whole, report, chosen())
    return Document(report.title, words, list(_lead(tell)), list(_sections(tell)))


def checked(report: Report, words: str = "en") -> Document:
    """The document as it may go out. Raises analysis.sourcing.Unsourced where something in it has no source
    in the report, whoever writes it down."""
    told = document(report, words)
    check(told, report)
    return told


def _lead(tell: Telling) -> Iterator[Block]:
    report = tell.report
    if report.question:
        yield Line(report.question, "question")
    if date := report.method.get("date"):
        yield Line(str(date), "quiet")
    if report.evening is not None and report.evening.day:
        yield Line(tell.day(report.evening.day), "quiet")
        yield from _sittings(tell, report.evening.sittings)


def _sittings(tell: Telling, days: Sequence[str]) -> Iterator[Line]:
    """Which sittings a report of a whole circle is of."""
    told = ", ".join(tell.day(day) for day in dict.fromkeys(days) if day)
    if len(days) > 1:
        one = "This circle met {n} time ({days}). How it was held is told of the last."
        many = "This circle met {n} times ({days}). How it was held is told of the last."
        yield Line(tell.count(one, many, len(days), days=told or "–"), "quiet")


def _sections(tell: Telling) -> Iterator[Section]:
    yield Section("glance", tell("At a glance"), [Pairs(tell.glance()), Caution(tell.caution())])
    yield _themes(tell)
    yield from after_themes(tell)
    yield Section("unsorted", tell("In no theme"), list(_unsorted(tell)))
    yield from about_the_evening(tell)
    yield Section("method", tell("How it was done, and where it fails"), list(_method(tell)))


def _themes(tell: Telling) -> Section:
    themes = tell.report.themes
    if not themes:
        none = Line(tell("There is too little here to find themes in."))
        return Section("themes", tell("Themes"), [none])
    aside = Link(tell("Where that fails"), "limits")
    each = [theme_section(tell, number, theme) for number, theme in enumerate(themes, start=1)]
    blocks: list[Block] = [Line(holding.in_short(tell), aside=aside), Shown(bars(tell))]
    return Section("themes", tell("Themes"), blocks, each)


def theme_section(tell: Telling, number: int, theme: Theme) -> Section:
    """One theme: what is known of it and the quotes that carry it."""
    said = tell.said(theme.quotes)
    none = Line(tell("Nobody whose words are here agreed to be quoted."))
    blocks: Sequence[Block] = [*_known(tell, theme), Quotes(said) if said else none]
    return Section(anchor(number), f"{number}. {tell.label(theme)}", blocks, by=by(theme))


def _known(tell: Telling, theme: Theme) -> Iterator[Line]:
    if checked := tell.checked(theme):
        yield Line(checked, "marked" if by(theme) == "people" else "quiet")
    if definition := tell.definition(theme):
        yield Line(definition)
    yield Line(" · ".join(one for one in (tell.spread(theme), holding.heard(tell, theme)) if one), "quiet")
    if held := holding.held(tell, theme):
        numbers = None if theme.quality.state == "too few" else Link(tell("The numbers"), "numbers")
        yield Line(held, LOOKS.get(theme.quality.state, "weak"), numbers)
    if more := tell.more_words(theme):
        yield Line(f"{tell('More words')}: {more}")
    if codes := holding.codes(tell, theme):
        yield Line(codes, "quiet")
    for language, label in tell.other_labels(theme):
        yield Line(f"{language}: {label}" if language else label, "quiet", language=language)


def _unsorted(tell: Telling) -> Iterator[Block]:
    yield Line(tell.nowhere())
    for why, said in holding.unsorted(tell):
        yield Sub(why)
        yield Quotes(said)


def _method(tell: Telling) -> Iterator[Block]:
    yield from (Line(sentence) for sentence in (*tell.method(), holding.leakage(tell)) if sentence)
    yield Sub(tell("What themes are not, and where they fail"), "limits")
    yield Points(holding.limits(tell))
    if table := holding.numbers(tell):
        yield Sub(tell("How well each theme holds, in numbers"), "numbers")
        yield table
    yield Sub(tell("Particulars"))
    yield Pairs(tell.particulars())
