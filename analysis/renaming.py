"""The same report with its contributions under other ids: those of the file for those that people know."""

from collections.abc import Mapping
from dataclasses import replace

from analysis.report import Quote, Report, Theme


def under(report: Report, called: Mapping[str, str]) -> Report:
    """Every id of a contribution as `called` has it; the ids of themes, and ids it does not have, stay."""

    def name(id: str) -> str:
        return called.get(id, id)

    return replace(
        report,
        themes=[_theme(one, called) for one in report.themes],
        rejected=[_theme(one, called) for one in report.rejected],
        placed=[replace(one, id=name(one.id)) for one in report.placed],
        contributions=[replace(one, id=name(one.id)) for one in report.contributions],
        insights=[replace(one, sources=[name(id) for id in one.sources]) for one in report.insights],
        log=[replace(one, about=[name(id) for id in one.about]) for one in report.log],
        reviewed=None if report.reviewed is None else frozenset(name(id) for id in report.reviewed),
    )


def _theme(theme: Theme, called: Mapping[str, str]) -> Theme:
    return replace(
        theme,
        members=[called.get(id, id) for id in theme.members],
        quotes=[_quote(one, called) for one in theme.quotes],
    )


def _quote(quote: Quote, called: Mapping[str, str]) -> Quote:
    return replace(quote, contribution=called.get(quote.contribution, quote.contribution))
