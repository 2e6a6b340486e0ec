"""The facilitator's evening: open it, turn its rounds, show and hide words, close it."""

from facilitator import model, phoneview, session, showing
from facilitator.chairs import Chairs
from facilitator.events import (
    Event,
    RoundClosed,
    RoundOpened,
    SessionClosed,
    SessionOpened,
    SessionPaused,
)
from facilitator.keeping import answered
from facilitator.script import Script
from facilitator.session import Stale
from facilitator.voices import voices
from facilitator.work import Work
from participant_ui.port import NotNow, Stage

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
            session.must_not_be_sealed(row.sealed_at is not None)
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

        Raises NotNow(not_quotable, not_for_room, reveal_together): see session.must_be_for_the_room.
        """

        def act(work: Work) -> None:
            row = work.sitting(id)
            showing.show(work, row, showing.said_in(work, row, contribution))

        answered(self.store, act)

    def hide(self, id: str, contribution: str) -> None:
        """Off every screen at once; words that were not shown yet are held back from a reveal."""
        answered(
            self.store, lambda work: showing.hide(work, showing.said_in(work, work.sitting(id), contribution))
        )

    # afterwards

    def forget_rehearsal(self, id: str) -> None:
        """Delete a rehearsal without trace. Raises NotNow where the session was none."""

        def act(work: Work) -> None:
            if not work.sitting(id).rehearsal:
                raise NotNow("not_a_rehearsal")
            work.forget_session(id)

        answered(self.store, act)


def _seen(work: Work, id: str, seen: int) -> model.Session:
    row = work.sitting(id)
    if row.state != seen:
        raise Stale
    return row


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
