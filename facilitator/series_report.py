"""The report of a whole series, of one circle or evening in it, with what people decided at the desk."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.deciding import History, folded
from analysis.narrowing import only
from analysis.renaming import under
from analysis.report import Report, Theme
from facilitator import coders, desk_log, held, reading, release, research, series_corpus, series_facts
from facilitator.check import REJECTED, carried
from facilitator.reading import Judged
from facilitator.series_corpus import Said
from facilitator.work import Work
from participant_ui.port import NoSuchCircle, NotNow


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
    now = _decided(work, words, log)
    themes = sorted(now.themes, key=lambda one: (-one.circles, -one.size, one.id))
    circles = series_facts.circles(work, language, words.called)
    whole = replace(now, themes=themes, circles=circles, agreement=coders.comparison(work))
    return under(whole, words.called)


def of_sitting(work: Work, session: str, language: str = "en", *, to_keep: bool = False) -> Report:
    """One evening: as it was read then, or, once people decided anything at the desk, as they left it.

    Raises NoSuchSeat; NotNow(no_themes) where nothing was read yet.
    """
    log = desk_log.standing(work)
    if not log.decided:
        return research.report(work, session, language, to_keep=to_keep)
    row, words = work.sitting(session), series_corpus.said(work, to_keep=to_keep)
    whole = _decided(work, words, log)
    part = only(whole, [one.id for one in work.contributions(session)])
    circle = work.circle(row.circle_id)
    titles = (circle.title, circle.question) if circle else ("", "")
    part = replace(part, title=titles[0] or part.title, question=titles[1] or part.question)
    evening = held.evening(work, row, language, dict(words.called))
    drafts = reading.judged(work, session)
    return under(replace(_as_the_room_said(part, drafts, language), evening=evening), words.called)


def of_circle(work: Work, number: int, language: str = "en", *, to_keep: bool = False) -> Report:
    """One circle with all its sittings, out of the series as it stands. How it was held is told of the last
    sitting; of the others the day.

    Raises NoSuchCircle; NotNow(no_themes) where the series was not read yet.
    """
    log = desk_log.standing(work)
    if not log.version:
        raise NotNow("no_themes")
    rows = [(circle, row) for circle, _, row in series_corpus.sittings(work) if circle.number == number]
    if not rows:
        raise NoSuchCircle
    words = series_corpus.said(work, to_keep=to_keep)
    circle, last = rows[-1]
    said = [one for _, row in rows for one in work.contributions(row.id)]
    part = only(_decided(work, words, log), [one.id for one in said])
    part = replace(
        part,
        title=circle.title or part.title,
        question=circle.question or part.question,
        withdrawn=sum(not one.text and not one.redacted for one in said),
    )
    days = [row.opened_at.date().isoformat() if row.opened_at else "" for _, row in rows]
    evening = replace(held.evening(work, last, language, dict(words.called)), sittings=days)
    drafts = [draft for _, row in rows for draft in reading.judged(work, row.id)]
    return under(replace(_as_the_room_said(part, drafts, language), evening=evening), words.called)


def _as_the_room_said(part: Report, drafts: Sequence[Judged], language: str) -> Report:
    """Its themes with what people in the room said of the drafts they were shown."""
    told = carried(drafts, {one.id: one.members for one in part.themes})
    themes = [_judged(one, told.by_theme.get(one.id)) for one in part.themes]
    return replace(
        part,
        themes=[one for one in themes if one.status != REJECTED],
        rejected=[*part.rejected, *(one for one in themes if one.status == REJECTED)],
        gone=[research.gone(draft, language) for draft in told.gone],
    )


def _decided(work: Work, words: Said, log: History) -> Report:
    now = folded(series_corpus.read_as(work, log.version, words), log.decided).report()
    return replace(now, log=desk_log.told(log), reviewed=release.reviewed(work, now.contributions))


def _judged(theme: Theme, draft: Judged | None) -> Theme:
    """What the room said of a theme; a name that researchers gave it since stands before the room's."""
    if draft is None:
        return theme
    return replace(theme, status=draft.status, correction=draft.correction, hands=draft.hands)
