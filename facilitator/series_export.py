"""The report of a whole series as a file: what the series page hands out."""

import io
from dataclasses import replace

from analysis.registry import exporter
from facilitator import release, series_corpus, series_facts, series_report
from facilitator.reports import TO_KEEP
from facilitator.store import Store


def rendered(store: Store, kind: str, language: str, *, public: bool = False) -> tuple[bytes, str, str]:
    """The report's bytes, its media type and its file's ending; `kind` is an exporter's name.

    Raises NoSuch, NotNow(no_themes); release.QuotesUnreviewed where it is public and shows words that nobody
    has looked through.
    """
    writes, out = exporter(kind), io.BytesIO()
    with store.read() as work:
        report = series_report.report(work, language, to_keep=writes.ENDING == TO_KEEP)
        if not report.circles:
            called = series_corpus.said(work).called
            report = replace(report, circles=series_facts.circles(work, language, called))
    if public:
        release.must_be_reviewed(report, writes.ENDING)
    writes.write(report, out, words=language)
    return out.getvalue(), writes.MEDIA_TYPE, writes.ENDING
