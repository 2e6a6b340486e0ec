"""The report of a whole series, or of one of its circles, with what people decided at the reading desk."""

from dataclasses import replace

from analysis.deciding import folded
from analysis.renaming import under
from analysis.report import Report
from facilitator import desk_log, release, series_corpus, series_facts
from facilitator.reading_desk import told
from facilitator.work import Work
from participant_ui.port import NotNow


def report(work: Work, language: str = "en", *, to_keep: bool = False) -> Report:
    """The series as it stands: the last reading, what people decided over it, how its circles were held.

    Contributions are called by circle and number ("3-17"). Themes stand by the number of circles first, then
    by how often they came up. `to_keep` as for series_corpus.said. Raises NotNow(no_themes) where nothing was
    read yet.
    """
    log = desk_log.standing(work)
    if not log.version:
        raise NotNow("no_themes")
    words = series_corpus.said(work, to_keep=to_keep)
    laid = folded(series_corpus.read_as(work, log.version, words), log.decided)
    now = laid.report()
    there = replace(
        now,
        themes=sorted(now.themes, key=lambda one: (-one.circles, -one.size, one.id)),
        circles=series_facts.circles(work, language, words.called),
        log=told(log),
        reviewed=release.reviewed(work, now.contributions),
    )
    return under(there, words.called)
