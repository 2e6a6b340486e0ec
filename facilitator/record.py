"""The recorder's acts: keep what was said aloud, mend the last line, take it back, type in a paper slip."""

from collections.abc import Callable
from datetime import datetime

from facilitator import model, session
from facilitator.events import ContributionMended, ContributionReleased
from facilitator.keeping import again, answered, cleaned, kept, take_back
from facilitator.script import Script
from facilitator.session import Visibility
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import Kept, NoSuchSeat, NotNow, NotYours, Stage, WordsRefused

RECORDER = "recorder"


class Record:
    def __init__(self, store: Store, *, clock: Callable[[], datetime] = model.now) -> None:
        self.store = store
        self.clock = clock

    def keep(
        self,
        id: str,
        text: str,
        *,
        key: str,
        quotable: bool = True,
        paper: int | None = None,
        round: str = "",
    ) -> Kept:
        """Write down what was said, in whatever round is open; with `paper`, what stands on that slip.

        `round` is where it was typed, "" for the open one: a line that was cut off comes later and belongs
        there. Raises NotNow, WordsRefused; NoSuchSeat where there is no such slip.
        """
        words = cleaned(text)

        def act(work: Work) -> Kept:
            row = _row(work, id)
            person = _on_paper(work, id, paper)
            author = person.id if person else RECORDER
            before = work.said(id, author, key)
            if before is not None:
                return again(before, words)
            if person is None and not self._came_late(row, round):
                session.may_record(row.stage, row.agreed)
            said = work.add(_said_now(row, words, key=key, author=author, person=person))
            said.quotable = quotable
            _put_where_typed(row, said, round)
            work.note(id, kept(said, quotable=person.may_quote if person else True))
            return Kept(said.id, again=False)

        return answered(self.store, act)

    def _came_late(self, row: model.Session, round: str) -> bool:
        """Typed in time and cut off until the circle was closed: for an hour, as a phone's words."""
        if row.stage is not Stage.CLOSED or row.closed_at is None or row.agreed < 1:
            return False
        typed_in = [r.id for r in Script.from_dict(row.script).rounds[: row.furthest + 1]]
        return round in typed_in and (self.clock() - row.closed_at).total_seconds() < session.LATE

    def mend(self, id: str, contribution: str, text: str, *, quotable: bool) -> None:
        """Correct a line. Words that were shown are shown corrected."""
        words = cleaned(text)

        def act(work: Work) -> None:
            said = _mine(work, id, contribution)
            if said.visibility is Visibility.WITHDRAWN:
                raise WordsRefused("withdrawn")
            if (said.text, said.quotable) == (words, quotable):
                return
            work.forget_reading_of(said)
            said.text, said.quotable = words, quotable
            work.note(id, ContributionMended(id=said.id, quotable=quotable, text=words))
            if said.visibility is Visibility.RELEASED:
                work.note(id, ContributionReleased(id=said.id, round=said.round, text=words))

        answered(self.store, act)

    def take_back(self, id: str, contribution: str) -> None:
        answered(self.store, lambda work: take_back(work, _mine(work, id, contribution)))


def _row(work: Work, id: str) -> model.Session:
    row = work.session(id)
    if row is None:
        raise NoSuchSeat
    return row


def _on_paper(work: Work, id: str, paper: int | None) -> model.Participant | None:
    if paper is None:
        return None
    person = next((p for p in work.participants(id) if p.paper == paper and not p.left), None)
    if person is None:
        raise NoSuchSeat
    return person


def _said_now(
    row: model.Session, words: str, *, key: str, author: str, person: model.Participant | None
) -> model.Contribution:
    rounds = Script.from_dict(row.script).rounds
    if row.round < 0:
        raise NotNow("not_open")
    return model.Contribution(
        session_id=row.id,
        number=row.last_seq + 1,
        participant_id=person.id if person else None,
        author=author,
        key=key,
        source="paper" if person else RECORDER,
        round=rounds[row.round].id,
        kind=rounds[row.round].kind,
        text=words,
    )


def _put_where_typed(row: model.Session, said: model.Contribution, round: str) -> None:
    """Into the round it was typed in, if that one was ever reached."""
    for index, named in enumerate(Script.from_dict(row.script).rounds):
        if named.id == round and index <= row.furthest:
            said.round, said.kind = named.id, named.kind


def _mine(work: Work, id: str, contribution: str) -> model.Contribution:
    """A line that the recorder typed: said aloud or from paper; never what a phone wrote."""
    said = work.contribution(contribution)
    if said is None or said.session_id != id or said.source == "phone":
        raise NotYours
    return said
