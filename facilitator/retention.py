"""Words and answers go when their date has come; words stay only with consent to be kept for research."""

from collections.abc import Callable
from datetime import datetime, timedelta

from facilitator import check, feedback, model, pulse, summary
from facilitator.keeping import answered, take_back
from facilitator.store import Store
from facilitator.work import Work


def forget_due(store: Store, *, clock: Callable[[], datetime] = model.now) -> int:
    """Erase what is due in the open series; returns how many contributions went.

    Due is a session that was closed more than its series' days ago. Words of people who agreed to be kept
    for research stay; what the recorder wrote has nobody's such consent and goes. What people said of the
    draft themes goes as their words do. Of pulse and feedback stays what may be told of many together.
    """
    with store.read() as work:
        rows = _due(work, clock())
        due = [c.id for row in rows for c in _without_consent(work, row.id)]
        judges = [one for row in rows for one in _who_judged(work, row.id)]
    for id in due:
        answered(store, lambda work, id=id: _forget(work, id))  # type: ignore[misc]
    for person in judges:
        answered(store, lambda work, person=person: check.forget(work, person))  # type: ignore[misc]
    for row in rows:
        answered(store, lambda work, session=row.id: _settle(work, session))  # type: ignore[misc]
    return len(due)


def _due(work: Work, now: datetime) -> list[model.Session]:
    """Closed longer than was promised: by this series, or by the one a circle came from in a bundle."""
    series = work.series()
    if series is None:
        return []
    came = {one.circle_id: int(one.series["keep_days"]) for one in work.rows(model.Bundled, here=False)}
    return [
        row
        for row in work.sessions()
        if row.closed_at is not None
        and now - row.closed_at > timedelta(days=came.get(row.circle_id, series.keep_days))
    ]


def _without_consent(work: Work, session: str) -> list[model.Contribution]:
    may = {p.id for p in work.participants(session) if p.may_archive}
    return [c for c in work.contributions(session) if c.text and c.participant_id not in may]


def _who_judged(work: Work, session: str) -> list[model.Participant]:
    said = {one.participant_id for one in work.rows(model.Verdict, session_id=session)}
    return [p for p in work.participants(session) if p.id in said and not p.may_archive]


def _forget(work: Work, id: str) -> None:
    said = work.contribution(id)
    if said is not None:
        take_back(work, said)


def _settle(work: Work, session: str) -> None:
    pulse.settle(work, session)
    feedback.settle(work, session)
    summary.settle(work, session)
