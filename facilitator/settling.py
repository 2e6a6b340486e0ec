"""A circle that came, put in its place: added, in place of an older issue, or less what was taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facilitator import came, joining, model, reading
from facilitator.bundle import Content
from facilitator.events import ConsentChanged, ContributionMended, ContributionWithdrawn
from facilitator.joining import Known
from facilitator.told import Gone, SittingTold
from facilitator.work import Work

BESIDE = (model.JournalEntry, model.CheckedTheme, model.SummaryAnswer, model.Pulse, model.Feedback)
"""What hangs on a sitting besides people and words; a newer issue brings all of it anew."""


def stand(work: Work, circle: str, after: Known) -> int:
    """Make the rows of a circle say what is known of it; how many texts went because they are taken back."""
    there = contributions(work, circle)
    copies = [
        _copied(work, row) for row in sittings_of(work, circle) if work.rows(model.Issued, session_id=row.id)
    ]
    erased = sum(1 for c in there.values() if c.text and c.id in after.gone)
    if after.content is None:
        _take_back(work, circle, there, after.gone)
    elif there or work.circle(circle):
        _replace(work, joining.standing(after), there)
    else:
        _add(work, joining.standing(after))
    for copied in copies:
        _tell_copies(work, copied)
    return erased


def _add(work: Work, content: Content) -> None:
    series = work.series() or work.add(model.Series(title="", question=""))
    circle = came.circle(content, series.id)
    circle.number = 1 + max((one.number for one in work.circles()), default=0)  # till all are numbered
    work.add_all([circle])
    work.add_all([came.plan(content), *(came.sitting(one, content.circle.id) for one in content.sittings)])
    work.add_all(person for one in content.sittings for person in came.people(one))
    work.add_all(came.words(content))
    work.add_all(came.beside(content))


def _replace(work: Work, content: Content, there: Mapping[str, model.Contribution]) -> None:
    """A newer issue: in place, so that what hangs on words that stayed the same stays with them."""
    said = {row.id: row for row in came.words(content)}
    for id, old in there.items():
        if old.text and (id not in said or said[id].text != old.text):
            work.forget_reading_of(old)
    _replace_circle(work, content)
    for one in content.sittings:
        _replace_sitting(work, one, content.circle.id)
    for row in said.values():
        work.put(row)
    for one in content.sittings:
        _drop_strangers(work, one, said)
    work.add_all(came.beside(content))
    work.erased = True


def _replace_circle(work: Work, content: Content) -> None:
    circle = content.circle.id
    before = work.circle(circle)
    assert before is not None
    now = came.circle(content, before.series_id)
    now.region = _region(work, before, content)
    work.put(now)
    work.put(came.plan(content))
    sittings = {one.id for one in content.sittings}
    for row in sittings_of(work, circle):
        if row.id not in sittings:
            work.forget_session(row.id)


def _region(work: Work, before: model.Circle, content: Content) -> str:
    """What a person entered here, where that is not what the bundle before said; else as it is told now."""
    row = work.one(model.Bundled, circle_id=before.id)
    told = row.series.get(came.REGION, "") if row else ""
    return content.circle.region if before.region == told else before.region


def _replace_sitting(work: Work, told: SittingTold, circle: str) -> None:
    for table in BESIDE:
        work.drop(table, session_id=told.id)
    work.put(came.sitting(told, circle))
    for person in came.people(told):
        work.put(person)


def _drop_strangers(work: Work, told: SittingTold, said: Mapping[str, model.Contribution]) -> None:
    """Whoever took part, and what was said, by an older issue and not by this one."""
    for old in work.contributions(told.id):
        if old.id not in said:
            work.drop(model.Contribution, id=old.id)
    people = {person.id for person in came.people(told)}
    for row in work.participants(told.id):
        if row.id not in people:
            work.drop(model.Participant, id=row.id)


def _take_back(
    work: Work, circle: str, there: Mapping[str, model.Contribution], gone: Mapping[str, Gone]
) -> None:
    """An older bundle says that words were taken back: they go, all else stays as it stands."""
    opened = {row.id: row.opened_at or row.made_at for row in sittings_of(work, circle)}
    for id, one in gone.items():
        row = there.get(id)
        if row is not None and row.text:
            _alone(there.values(), id)
            work.erase(row)
        if one.session in opened and not (row is not None and row.redacted):
            work.put(came.gone(one, opened[one.session]))
    work.erased = True


def _alone(rows: Iterable[model.Contribution], card: str) -> None:
    for row in rows:
        if row.joined_to == card:
            row.joined_to = None


@dataclass(frozen=True)
class _Copied:
    """A sitting of which copies went out from here: where its journal stood, its words, who may be quoted."""

    session: str
    last_seq: int
    words: Mapping[str, str]
    quotable: frozenset[str]


def _copied(work: Work, row: model.Session) -> _Copied:
    may = {person.id for person in work.participants(row.id) if person.may_quote}
    said = [c for c in work.contributions(row.id) if c.text]
    quotable = frozenset(c.id for c in said if reading.quotable(c, may))
    return _Copied(row.id, row.last_seq, {c.id: c.text for c in said}, quotable)


def _tell_copies(work: Work, before: _Copied) -> None:
    """What became of words of which copies went out goes into the journal: the list of copies reads it."""
    row = work.session(before.session)
    if row is None:
        return
    row.last_seq = max(row.last_seq, before.last_seq)
    now = _copied(work, row)
    for id, text in before.words.items():
        if id not in now.words:
            work.note(row.id, ContributionWithdrawn(id=id))
        elif now.words[id] != text:
            work.note(row.id, ContributionMended(id=id, quotable=id in now.quotable, text=now.words[id]))
    if before.quotable & now.words.keys() != now.quotable & before.words.keys():
        work.note(row.id, ConsentChanged())


def contributions(work: Work, circle: str) -> dict[str, model.Contribution]:
    """Of the sittings that came, by id; empty where they were taken back."""
    return {c.id: c for row in sittings_of(work, circle) for c in work.contributions(row.id)}


def sittings_of(work: Work, circle: str) -> list[model.Session]:
    """Those that came in bundles."""
    return [row for row in work.sessions(circle) if came.is_from_bundle(row)]
