"""What is known of each circle of a series, for its reports: plain values, no place and no person."""

from collections.abc import Iterable, Mapping, Sequence

from analysis.circles import CircleHeld, GroupPlanned
from facilitator import brought, held, invite, model
from facilitator.script import Script, said
from facilitator.work import Work


def circles(
    work: Work, language: str = "en", called: Mapping[str, str] | None = None
) -> Sequence[CircleHeld]:
    """Circles that were held or are planned, by number; those that came in bundles as those held here.

    `language` is that of titles and questions; `called` gives contributions their public ids, as held.evening
    takes them; without it they keep those of the file. A second sitting belongs to its circle: people are
    those of the larger one, for nobody knows who came twice.
    """
    return [
        _circle(work, circle, language, called)
        for circle in sorted(work.circles(), key=lambda one: one.number)
    ]


def _circle(work: Work, circle: model.Circle, language: str, called: Mapping[str, str] | None) -> CircleHeld:
    sittings = [row for row in work.sessions(circle.id) if not row.rehearsal and row.opened_at]
    known = CircleHeld(
        id=str(circle.number),
        region=circle.region,
        language=circle.language,
        planned=_planned(work, circle.id),
    )
    if not sittings:
        return known
    last = sittings[-1]
    words = [c for row in sittings for c in work.contributions(row.id)]
    evening = held.evening(work, last, language, dict(called or {c.id: c.id for c in words}))
    return CircleHeld(
        id=known.id,
        region=known.region,
        language=known.language,
        day=sittings[0].opened_at.date().isoformat() if sittings[0].opened_at else "",
        method=said(Script.from_dict(last.script).title, language),
        people=max(_people(work, row) for row in sittings),
        present=max(row.present for row in sittings),
        planned=known.planned,
        pulse=evening.trust,
        checked=any(work.rows(model.CheckedTheme, session_id=row.id) for row in sittings),
        withdrawn=_withdrawn(words),
        evening=evening,
    )


def _planned(work: Work, circle: str) -> Sequence[GroupPlanned]:
    groups = invite.plan(work, circle).groups
    return [GroupPlanned(one.name, tuple(one.types), one.invited, one.yes) for one in groups]


def _people(work: Work, row: model.Session) -> int:
    """Who agreed aloud to be written down; where nobody counted, who took a seat or a slip.

    The voices of a file are no people who were counted: two of them may be one.
    """
    return row.agreed or (0 if brought.is_brought(Script.from_dict(row.script)) else work.people(row.id))


def _withdrawn(words: Iterable[model.Contribution]) -> int:
    """What a recorder did not write down was never there to be taken back."""
    return sum(1 for one in words if not one.text and not one.redacted)
