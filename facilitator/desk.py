"""All that the facilitator may do with a session: open it, turn its rounds, show and hide words, close it."""

from collections.abc import Callable
from datetime import datetime

from facilitator import codes, model, phoneview, session
from facilitator.events import (
    AgreementSpoken,
    ContributionHidden,
    ContributionReleased,
    ContributionShared,
    ContributionShown,
    Event,
    LinkChanged,
    RoundClosed,
    RoundOpened,
    SeatLeft,
    SeatTaken,
    SessionClosed,
    SessionOpened,
    SessionPaused,
    ThemesShown,
)
from facilitator.keeping import answered, take_back
from facilitator.reading import drafts, quotable
from facilitator.script import Script
from facilitator.session import Stale, Visibility
from facilitator.store import Store
from facilitator.work import Work
from participant_ui import CONSENT_VERSION
from participant_ui.port import Consent, NoSuchSeat, NotNow, NotYours, Stage

STAGES: dict[Stage, type[Event]] = {
    Stage.OPEN: SessionOpened,
    Stage.PAUSED: SessionPaused,
    Stage.CLOSED: SessionClosed,
}


class Desk:
    """Each act says which `state` the screen had seen: an older one raises Stale, and nothing changes."""

    def __init__(self, store: Store, secret: bytes, *, clock: Callable[[], datetime] = model.now) -> None:
        self.store = store
        self.secret = secret
        self.clock = clock

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

    # who is there

    def agreed_aloud(self, id: str, agreed: int, present: int) -> None:
        """The round of consent was spoken: `agreed` of `present` people. Raises ValueError."""
        if not 0 <= agreed <= present <= 500:
            raise ValueError("agreed_of_present")

        def act(work: Work) -> None:
            row = _row(work, id)
            row.agreed, row.present = agreed, present
            work.note(id, AgreementSpoken(agreed=agreed, present=present))

        answered(self.store, act)

    def paper_slip(self, id: str, consent: Consent, *, key: str) -> tuple[int, str]:
        """A seat for somebody without a phone: the slip's number and its code, to write on paper."""

        def act(work: Work) -> tuple[int, str]:
            row = _row(work, id)
            slip = codes.derived_code(self.secret, f"slip:{id}:{key}")
            before = work.participant_by_slip(id, codes.digest(slip))
            if before is not None:
                return before.paper or 0, slip
            session.may_join(row.stage, joining=True, seats=work.seats(id), capacity=row.capacity)
            papers = [p.paper for p in work.participants(id) if p.paper]
            person = work.add(
                model.Participant(
                    session_id=id,
                    seat=work.last_seat(id) + 1,
                    token=codes.digest(codes.new_code(26)),
                    slip=codes.digest(slip),
                    paper=max(papers, default=0) + 1,
                    may_quote=consent.quote,
                    may_archive=consent.archive,
                    consent=CONSENT_VERSION,
                )
            )
            work.note(id, SeatTaken(seat=person.seat, seats=work.seats(id), paper=True))
            return person.paper or 0, slip

        return answered(self.store, act)

    def remove_seat(self, id: str, seat: int) -> None:
        """Somebody joined who should not have: the seat is given up and all its words are gone."""

        def act(work: Work) -> None:
            person = next((p for p in work.participants(id) if p.seat == seat), None)
            if person is None:
                raise NoSuchSeat
            for said in work.contributions(id, person.id):
                take_back(work, said)
            person.left, person.slip = True, codes.digest(codes.new_code(26))  # no way back
            work.note(id, SeatLeft(seat=seat, seats=work.seats(id)))

        answered(self.store, act)

    def joining(self, id: str, wanted: bool) -> None:
        def act(work: Work) -> None:
            row = _row(work, id)
            if row.joining != wanted:
                row.joining = wanted
                work.note(id, LinkChanged(joining=wanted))

        answered(self.store, act)

    def new_link(self, id: str) -> None:
        """The code was photographed: a new link and code; who has a seat keeps it."""

        def act(work: Work) -> None:
            row = _row(work, id)
            row.link, row.code = codes.new_code(26), codes.new_code()
            work.note(id, LinkChanged(joining=row.joining))

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

        def act(work: Work) -> None:
            row = _row(work, id)
            if wanted and not drafts(work, id):
                raise NotNow("no_themes")
            row.themes_shown = wanted
            shown = [vars(theme) for theme in drafts(work, id)] if wanted else []
            work.note(id, ThemesShown(themes=shown))

        answered(self.store, act)

    # afterwards

    def forget_rehearsal(self, id: str) -> None:
        """Delete a rehearsal without trace. Raises NotNow where the session was none."""

        def act(work: Work) -> None:
            if not _row(work, id).rehearsal:
                raise NotNow("not_a_rehearsal")
            work.forget_session(id)

        answered(self.store, act)


def _row(work: Work, id: str) -> model.Session:
    row = work.session(id)
    if row is None:
        raise NoSuchSeat
    return row


def _seen(work: Work, id: str, seen: int) -> model.Session:
    row = _row(work, id)
    if row.state != seen:
        raise Stale
    return row


def _said(work: Work, id: str, contribution: str) -> tuple[model.Session, model.Contribution]:
    row, said = _row(work, id), work.contribution(contribution)
    if said is None or said.session_id != id:
        raise NotYours
    return row, said


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
