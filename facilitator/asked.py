"""Which texts the gate asks to be looked through before reports go out to be published, by kinds of file."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from analysis import shown
from analysis.report import Report
from facilitator import release, series_corpus, series_report
from facilitator.work import Work
from participant_ui.port import NotNow

_Named = Mapping[str, str]


def asked(work: Work, circle: str = "") -> Mapping[str, frozenset[str]]:
    """By the kinds of release.KINDS, the ids (of the file) of all that such a report of the series shows; of
    its evenings while it was not read as a whole. With `circle`, of the reports of that circle alone.

    Nothing in it where there is no report yet.
    """
    reports = list(_reports(work, circle))
    return {
        kind: frozenset(ids[id] for report, ids in reports for id in shown.shown(report, ending))
        for kind, ending in (release.KINDS.items() if reports else ())
    }


def _reports(work: Work, circle: str) -> Iterator[tuple[Report, _Named]]:
    """Each report that can be taken, with the ids of the file by what it calls its contributions."""
    held = [(place, row.id) for place, _, row in series_corpus.sittings(work) if circle in ("", place.id)]
    several = len({place.id for place, _ in held}) > 1
    with suppress(NotNow):
        if not circle:
            yield series_report.report(work), _in_series(work)
            if several:
                return
        elif len(held) > 1:
            yield series_report.of_circle(work, held[0][0].number), _in_series(work)
    for _, sitting in held:
        with suppress(NotNow):
            report = series_report.of_sitting(work, sitting)
            yield report, _in_sitting(work, sitting, (c.id for c in report.contributions))


def _in_series(work: Work) -> _Named:
    return {number: id for id, number in series_corpus.said(work).called.items()}


def _in_sitting(work: Work, sitting: str, numbers: Iterable[str]) -> _Named:
    """Of one evening the number behind the circle's says which."""
    there = {str(one.number): one.id for one in work.contributions(sitting)}
    return {number: there[number.rpartition("-")[2]] for number in numbers}
