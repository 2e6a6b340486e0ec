"""Whose words a report shows, and which of them nobody has looked through yet for what tells of a person."""

from collections.abc import Iterator

from analysis.report import Report

WHOLE = frozenset({".csv", ".xlsx", ".qdpx", ".zip"})
"""Endings of reports in which every contribution that may be quoted stands in its own words."""

QUOTING = frozenset({".qdc", ".jsonl"})
"""Endings of reports in which every quote of every theme stands, and no other words of anybody."""


def shown(report: Report, ending: str = "") -> list[str]:
    """The ids of the contributions whose words stand in this report, in its order, each once.

    `ending` is that of the file it becomes. Some hold all words, some every quote of every theme. Else it is,
    of a series, what its summary quotes; of anything else quotes of all themes, what lies in no theme, and
    what an insight stands on: a document may show fewer of them, never more. Who agreed to no quoting is not
    shown.
    """
    open_to_all = [c.id for c in report.contributions if c.quotable]
    if ending.lower() in WHOLE:
        return open_to_all
    among = frozenset(_of_themes(report) if ending.lower() in QUOTING else _quoted(report))
    return [id for id in open_to_all if id in among]


def unreviewed(report: Report, ending: str = "") -> list[str]:
    """Of those shown, the ones nobody has looked through as their words are now.

    All of them where nobody keeps account of it (`report.reviewed` is None).
    """
    seen = report.reviewed or frozenset()
    return [id for id in shown(report, ending) if id not in seen]


def _quoted(report: Report) -> Iterator[str]:
    if len(report.circles) > 1:
        from analysis.summary import quoted  # a summary is made of tellings, which look in here

        yield from quoted(report)
        return
    yield from _of_themes(report)
    yield from (placed.id for placed in report.placed if placed.theme is None)
    for insight in report.insights:
        yield from insight.sources


def _of_themes(report: Report) -> Iterator[str]:
    for theme in (*report.themes, *report.rejected):
        yield from (quote.contribution for quote in theme.quotes)
