"""The recorder's acts: keep what was said aloud, mark, mend and take it back, leave it out of the record."""

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict, Unpack

from facilitator import model, session
from facilitator.events import ContributionMended, ContributionWithdrawn, TurnOmitted
from facilitator.keeping import again, answered, cleaned, kept, mended, take_back
from facilitator.marks import usable
from facilitator.script import Script
from facilitator.session import Visibility
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import Kept, NoSuchSeat, NotNow, NotYours, Stage, WordsRefused

RECORDER = "recorder"
KINDS = ("question", "insight")


class Flags(TypedDict, total=False):
    """What a recorder says of a line besides its words; what is left out stays as it is.

    `kind` is one of KINDS, or "" for what the round has; `mark` the speaker's, None for nobody's.
    """

    quotable: bool
    kind: str
    paraphrase: bool
    mark: int | None


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
        paper: int | None = None,
        round: str = "",
        **flags: Unpack[Flags],
    ) -> Kept:
        """Write down what was said, in whatever round is open; with `paper`, what stands on that slip.

        `round` is where it was typed, "" for the open one: a line that was cut off comes later and belongs
        there. Raises NotNow, WordsRefused; NoSuchSeat where there is no such slip.
        """
        words = cleaned(text)

        def act(work: Work) -> Kept:
            row, person = work.sitting(id), _on_paper(work, id, paper)
            author = person.id if person else RECORDER
            before = work.said(id, author, key)
            if before is not None:
                return again(before, words)
            self._may_write(row, person, round)
            said = work.add(_said_now(row, words, key=key, author=author, person=person))
            _put_where_typed(row, said, round)
            _flag(row, said, flags)
            work.note(id, kept(said, quotable=person.may_quote if person else True))
            return Kept(said.id, again=False)

        return answered(self.store, act)

    def omit(self, id: str, *, key: str, paper: int | None = None, round: str = "") -> Kept:
        """Something was said here and is not recorded: its place stays in the record, no word of it.

        Words that came under this key before go, those that come later are refused: whoever typed a line,
        was cut off and wants it gone need not know whether it arrived. Raises NotNow, NoSuchSeat.
        """

        def act(work: Work) -> Kept:
            row, person = work.sitting(id), _on_paper(work, id, paper)
            author = person.id if person else RECORDER
            before = work.said(id, author, key)
            if before is not None:
                _leave_out(work, row, before)
                return Kept(before.id, again=True)
            self._may_write(row, person, round)
            said = work.add(_said_now(row, "", key=key, author=author, person=person))
            _put_where_typed(row, said, round)
            said.redacted, said.visibility = True, Visibility.WITHDRAWN
            work.note(id, TurnOmitted(id=said.id, round=said.round))
            return Kept(said.id, again=False)

        return answered(self.store, act)

    def mend(self, id: str, contribution: str, text: str, **flags: Unpack[Flags]) -> None:
        """Correct a line or what is said of it, until the sitting is sealed.

        Words that were shown are shown corrected, or no more where they are not for quoting.
        Raises NotNow, NotYours, WordsRefused.
        """
        words = cleaned(text)

        def act(work: Work) -> None:
            row, said = work.sitting(id), _mine(work, id, contribution)
            if said.visibility is Visibility.WITHDRAWN:
                raise WordsRefused("withdrawn")
            session.must_not_be_sealed(row.sealed_at is not None)
            before = _as_it_is(said)
            _flag(row, said, flags)
            if (said.text, said.quotable) != (words, before[0]):
                mended(work, said, words)
            elif _as_it_is(said) != before:
                work.note(id, ContributionMended(id=said.id, quotable=said.quotable, text=words))

        answered(self.store, act)

    def take_back(self, id: str, contribution: str) -> None:
        """The line was a mistake: it goes, and so does its place in the record."""

        def act(work: Work) -> None:
            said = _mine(work, id, contribution)
            take_back(work, said)
            if said.redacted:
                said.redacted = False
                work.note(id, ContributionWithdrawn(id=said.id))

        answered(self.store, act)

    def redact(self, id: str, contribution: str) -> None:
        """These words shall not be recorded: they go for good, and their place says that there were some."""
        answered(self.store, lambda work: _leave_out(work, work.sitting(id), _mine(work, id, contribution)))

    def _may_write(self, row: model.Session, person: model.Participant | None, round: str) -> None:
        session.must_not_be_sealed(row.sealed_at is not None)
        if person is None and not self._came_late(row, round):
            session.may_record(row.stage, row.agreed)

    def _came_late(self, row: model.Session, round: str) -> bool:
        """Typed in time and cut off until the circle was closed: for an hour, as a phone's words."""
        if row.stage is not Stage.CLOSED or row.closed_at is None or row.agreed < 1:
            return False
        typed_in = [r.id for r in Script.from_dict(row.script).rounds[: row.furthest + 1]]
        return round in typed_in and (self.clock() - row.closed_at).total_seconds() < session.LATE


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


def _flag(row: model.Session, said: model.Contribution, flags: Flags) -> None:
    """Who wrote on a slip has a seat of their own: no speaker mark there."""
    said.quotable = flags.get("quotable", said.quotable)
    said.paraphrase = flags.get("paraphrase", said.paraphrase)
    if "kind" in flags:
        said.kind = flags["kind"] if flags["kind"] in KINDS else _kind_of_round(row, said)
    if "mark" in flags and said.participant_id is None:
        said.mark = usable(flags["mark"], row.marks)


def _kind_of_round(row: model.Session, said: model.Contribution) -> str:
    rounds = Script.from_dict(row.script).rounds
    return next((r.kind for r in rounds if r.id == said.round), "")


def _as_it_is(said: model.Contribution) -> tuple[object, ...]:
    return said.quotable, said.kind, said.paraphrase, said.mark


def _leave_out(work: Work, row: model.Session, said: model.Contribution) -> None:
    """The words go, and whatever was said of them: a turn that is not recorded counts as nothing."""
    if said.visibility is Visibility.WITHDRAWN:
        return
    said.redacted, said.paraphrase, said.mark = True, False, None
    said.kind = _kind_of_round(row, said)
    take_back(work, said)


def _mine(work: Work, id: str, contribution: str) -> model.Contribution:
    """A line that the recorder typed: said aloud or from paper; never what a phone wrote."""
    said = work.contribution(contribution)
    if said is None or said.session_id != id or said.source == "phone":
        raise NotYours
    return said
