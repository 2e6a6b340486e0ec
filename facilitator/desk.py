"""The facilitator's evening: open it, turn its rounds, show and hide words, close it."""

from facilitator import model, phoneview, session
from facilitator.chairs import Chairs, row_of
from facilitator.check import put_away, put_up
from facilitator.events import (
    ContributionHidden,
    ContributionReleased,
    ContributionShared,
    ContributionShown,
    Event,
    RoundClosed,
    RoundOpened,
    SessionClosed,
    SessionOpened,
    SessionPaused,
)
from facilitator.keeping import answered
from facilitator.reading import quotable
from facilitator.script import Script
from facilitator.session import Stale, Visibility
from facilitator.voices import voices
from facilitator.work import Work
from participant_ui.port import NotNow, NotYours, Stage

STAGES: dict[Stage, type[Event]] = {
    Stage.OPEN: SessionOpened,
    Stage.PAUSED: SessionPaused,
    Stage.CLOSED: SessionClosed,
}


class Desk(Chairs):
    """All that the facilitator may do: with the people (`Chairs`), with the evening and with the words.

    Turning and moving say which `state` the screen had seen: an older one raises Stale, nothing changes.
    """

    # the evening

    def move(self, id: str, to: Stage, *, seen: int) -> None:
        """Open, pause, close, open again. Raises NotNow, Stale."""

        def act(work: Work) -> None:
            row = _seen(work, id, seen)
            if not session.move(row.stage, to):
                return
            if to is Stage.CLOSED:
                _close_round(work, row)
                row.closed_at, row.joining = self.clock(), False
                row.heard = _heard(work, row)
            else:
                row.closed_at = None
            row.opened_at = row.opened_at or self.clock()
            row.stage, row.state = to, row.state + 1
            work.note(id, STAGES[to]())

        answered(self.store, act)
        if to is Stage.CLOSED:
            self.store.fold()  # the one file now carries everything

    def turn(self, id: str, index: int, *, seen: int) -> None:
        """Open round `index`, forward or back; the one that was open is closed. Raises NotNow, Stale."""

        def act(work: Work) -> None:
            row = _seen(work, id, seen)
            script = Script.from_dict(row.script)
            session.turn_to(row.stage, len(script.rounds), index)
            if row.round_open and row.round == index:
                return
            _close_round(work, row)
            row.round, row.round_open, row.state = index, True, row.state + 1
            row.furthest = max(row.furthest, index)
            work.note(id, _opened(work, row, script))

        answered(self.store, act)

    def close_round(self, id: str, *, seen: int) -> None:
        def act(work: Work) -> None:
            row = _seen(work, id, seen)
            session.must_be_open(row.stage)
            if row.round_open:
                _close_round(work, row)
                row.state += 1

        answered(self.store, act)

    # words

    def release(self, id: str, contribution: str) -> None:
        """Show these words to the room; on phones too where the round shares with phones.

        Raises NotNow(not_quotable, not_for_room): see session.must_be_for_the_room.
        """

        def act(work: Work) -> None:
            row, said = _said(work, id, contribution)
            if not session.show(said.visibility, Visibility.RELEASED):
                return
            shared = phoneview.shared_in(row, said.round)
            may = quotable(said, {p.id for p in work.participants(id) if p.may_quote})
            session.must_be_for_the_room(shared, aloud=said.source == "recorder", quotable=may)
            said.visibility = Visibility.RELEASED
            work.note(id, ContributionReleased(id=said.id, round=said.round, text=said.text))
            work.note(id, ContributionShown(id=said.id))
            if shared == "phones":
                said.shared = True
                work.note(id, ContributionShared(id=said.id, round=said.round, text=said.text))

        answered(self.store, act)

    def hide(self, id: str, contribution: str) -> None:
        def act(work: Work) -> None:
            _, said = _said(work, id, contribution)
            if session.show(said.visibility, Visibility.HIDDEN):
                said.visibility, said.shared = Visibility.HIDDEN, False
                work.note(id, ContributionHidden(id=said.id))

        answered(self.store, act)

    def show_themes(self, id: str, wanted: bool) -> None:
        """Show the draft themes to the people, on projector and phones in `check`; or take them away."""

        put = put_up if wanted else put_away
        answered(self.store, lambda work: put(work, row_of(work, id)))

    # afterwards

    def forget_rehearsal(self, id: str) -> None:
        """Delete a rehearsal without trace. Raises NotNow where the session was none."""

        def act(work: Work) -> None:
            if not row_of(work, id).rehearsal:
                raise NotNow("not_a_rehearsal")
            work.forget_session(id)

        answered(self.store, act)


def _seen(work: Work, id: str, seen: int) -> model.Session:
    row = row_of(work, id)
    if row.state != seen:
        raise Stale
    return row


def _said(work: Work, id: str, contribution: str) -> tuple[model.Session, model.Contribution]:
    row, said = row_of(work, id), work.contribution(contribution)
    if said is None or said.session_id != id:
        raise NotYours
    return row, said


def _heard(work: Work, row: model.Session) -> int | None:
    """How many of the speaker marks spoke, all that is kept of who did; None where no marks were used."""
    spoken = (said.mark for said in work.contributions(row.id))
    return len(voices(row.marks, spoken).heard) if row.marks else None


def _close_round(work: Work, row: model.Session) -> None:
    if row.round_open:
        row.round_open = False
        work.note(row.id, RoundClosed(round=Script.from_dict(row.script).rounds[row.round].id))


def _opened(work: Work, row: model.Session, script: Script) -> RoundOpened:
    circle = work.circle(row.circle_id)
    shown = phoneview.as_open(
        script.rounds[row.round], row.round, len(script.rounds), circle.question if circle else ""
    )
    return RoundOpened(
        round=shown.id,
        number=shown.number,
        of=shown.of,
        title=shown.title,
        prompt=shown.prompt,
        form=shown.form,
        phones=shown.phones.value,
        shared=shown.shared,
        minutes=script.rounds[row.round].minutes,
    )
