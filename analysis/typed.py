"""What researchers and recorders typed themselves, and a report shows: anybody's name may stand in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.report import Report, Theme
from analysis.shown import QUOTING, WHOLE


@dataclass(frozen=True)
class Typed:
    """`place` is title, question, region, theme, definition, insight, answer, reason or memo; `language` the
    two letters of it where that is known, else empty."""

    place: str
    text: str
    language: str = ""


def typed(report: Report, ending: str = "") -> list[Typed]:
    """Every such text that a file of this ending may show, each once; notes only where files hold them."""
    found = [*_about(report), *(one for theme in (*report.themes, *report.rejected) for one in _theme(theme))]
    found += [Typed("insight", text, lang) for one in report.insights for lang, text in one.text.items()]
    found += [Typed("reason", one.why) for one in report.log]
    if ending.lower() in WHOLE | QUOTING:
        found += [Typed("memo", theme.memo) for theme in (*report.themes, *report.rejected)]
        found += [Typed("memo", placed.memo) for placed in report.placed]
    return list(dict.fromkeys(one for one in found if one.text.strip()))


def _about(report: Report) -> Iterator[Typed]:
    yield Typed("title", report.title)
    yield Typed("question", report.question)
    yield from (Typed("region", circle.region) for circle in report.circles)
    held = (report.evening, *(circle.evening for circle in report.circles))
    yield from (Typed("answer", one.text) for evening in held if evening for one in evening.answers)


def _theme(theme: Theme) -> Iterator[Typed]:
    yield Typed("theme", theme.correction)
    yield from (Typed("theme", name, language) for language, name in theme.named.items())
    yield from (Typed("definition", text, language) for language, text in theme.definition.items())
