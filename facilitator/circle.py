"""All that a phone may do in a circle. Satisfies participant_ui's port without knowing its pages."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from facilitator import aloud, codes, model, phoneview, promise, pulse, reading, session
from facilitator.check import MISSING, forget
from facilitator.events import (
    ConsentChanged,
    ContributionHidden,
    Role,
    SeatLeft,
    SeatTaken,
    ThemesShown,
)
from facilitator.keeping import again, answered, cleaned, kept, seated, take_back
from facilitator.limits import Limits
from facilitator.script import Round, Script
from facilitator.session import Visibility
from facilitator.store import Store
from facilitator.work import Work
from participant_ui import CONSENT_VERSION
from participant_ui.port import (
    Consent,
    Invitation,
    Kept,
    News,
    NoSuchCircle,
    NoSuchSeat,
    NotYours,
    Phones,
    PromisePage,
    Room,
    Seat,
)

T = TypeVar("T")


class Circle:
    def __init__(
        self,
        store: Store,
        secret: bytes,
        *,
        clock: Callable[[], datetime] = model.now,
        limits: Limits | None = None,
    ) -> None:
        self.store = store
        self.secret = secret
        self.clock = clock
        self.limits = limits or Limits()
        self.asked: Callable[[str, str], None] = lambda session, person: None  # who asks is there
        self.seat_moved: Callable[[str], None] = lambda session: None  # another phone lost this seat

    # arriving

    def invitation(self, token: str) -> Invitation:
        with self.store.read() as work:
            return phoneview.invitation(work, _by_link(work, token))

    def link_of(self, code: str) -> str:
        meant = codes.read_code(code)
        with self.store.read() as work:
            row = work.session_by_code(meant)
        if row is None:
            self.limits.wrong_code()
            raise NoSuchCircle
        self.limits.typed_code()
        return row.link

    def take_seat(self, token: str, consent: Consent, *, language: str, key: str) -> Seat:
        def take(work: Work) -> Seat:
            row = _by_link(work, token)
            seat = self._seat(row, key)
            before = work.participant_by_slip(row.id, codes.digest(seat.slip))
            if before is not None:
                return self._same_form(work, seat, before)
            session.may_join(row.stage, joining=row.joining, seats=work.seats(row.id), capacity=row.capacity)
            person = work.add(
                model.Participant(
                    session_id=row.id,
                    seat=work.last_seat(row.id) + 1,
                    token=codes.digest(seat.token),
                    slip=codes.digest(seat.slip),
                    language=language,
                    may_quote=consent.quote,
                    may_archive=consent.archive,
                    consent=CONSENT_VERSION,
                )
            )
            work.note(row.id, SeatTaken(seat=person.seat, seats=work.seats(row.id)))
            return seat

        return self._change(take)

    def seat_by_slip(self, token: str, slip: str) -> Seat:
        meant = codes.read_code(slip)

        def give_back(work: Work) -> Seat | None:
            row = _by_link(work, token)
            person = work.participant_by_slip(row.id, codes.digest(meant))
            if person is None:
                return None
            seat = Seat(codes.new_code(26), row.id, meant)
            person.token = codes.digest(seat.token)
            _sit_again(work, person)
            return seat

        self.limits.typed_code()
        if (seat := self._change(give_back)) is None:
            self.limits.wrong_code()
            raise NoSuchSeat
        self.seat_moved(seat.session)
        return seat

    # being there

    def room(self, seat: Seat) -> Room:
        with self.store.read() as work:
            person = seated(work, seat)
            row = _session(work, seat.session)
            return phoneview.room(work, row, person)

    def since(self, seat: Seat, seq: int) -> Sequence[News]:
        with self.store.read() as work:
            self.asked(seat.session, seated(work, seat).id)
            return [told.news for told in aloud.journal(work, seat.session, seq, Role.PHONES)]

    def person(self, seat: Seat) -> str | None:
        """Who holds this seat, as the file knows them; None where the seat is not known."""
        with self.store.read() as work:
            try:
                return seated(work, seat).id
            except NoSuchSeat:
                return None

    def contribute(self, seat: Seat, text: str, *, key: str, round: str) -> Kept:
        words = cleaned(text)

        def keep(work: Work) -> Kept:
            person = seated(work, seat)
            before = work.said(seat.session, person.id, key)
            if before is not None:
                return again(before, words)
            self.limits.words(person.id)
            row = _session(work, seat.session)
            where = self._where(row, round)
            said = work.add(
                model.Contribution(
                    session_id=row.id,
                    number=row.last_seq + 1,
                    participant_id=person.id,
                    author=person.id,
                    key=key,
                    source="phone",
                    round=where.id,
                    kind=MISSING if where.phones == Phones.CHECK else where.kind,
                    language=person.language,
                    text=words,
                )
            )
            work.note(row.id, kept(said, quotable=person.may_quote))
            return Kept(said.id, again=False)

        return self._change(keep)

    def withdraw(self, seat: Seat, contribution: str) -> None:
        def erase(work: Work) -> None:
            person = seated(work, seat)
            said = work.contribution(contribution)
            if said is None or said.participant_id != person.id:
                raise NotYours
            take_back(work, said)

        self._change(erase)

    def agree(self, seat: Seat, consent: Consent) -> None:
        def change(work: Work) -> None:
            person = seated(work, seat)
            no_longer = person.may_quote and not consent.quote
            if person.may_quote != consent.quote:
                work.note(seat.session, ConsentChanged())
            person.may_quote, person.may_archive = consent.quote, consent.archive
            person.consent = CONSENT_VERSION
            if no_longer:
                _off_the_wall(work, person)

        self._change(change)

    def speak(self, seat: Seat, language: str) -> None:
        def change(work: Work) -> None:
            seated(work, seat).language = language

        self._change(change)

    def leave(self, seat: Seat, *, withdraw: bool) -> None:
        def go(work: Work) -> None:
            person = seated(work, seat)
            if withdraw:
                for said in work.contributions(seat.session, person.id):
                    take_back(work, said)
                forget(work, person)
                pulse.forget(work, seat.session, pulse.pair_of(self.secret, seat.session, seat.slip))
            person.left = True
            work.note(seat.session, SeatLeft(seat=person.seat, seats=work.seats(seat.session)))

        self._change(go)

    def promised(self, token: str) -> PromisePage:
        with self.store.read() as work:
            return promise.page(work, token)

    def _same_form(self, work: Work, seat: Seat, before: model.Participant) -> Seat:
        """The form was sent twice: one seat. Raises NoSuchSeat where another phone has it by now."""
        if before.token != codes.digest(seat.token):
            raise NoSuchSeat
        _sit_again(work, before)
        return seat

    def _seat(self, row: model.Session, key: str) -> Seat:
        """The same key gives the same seat, so that a form sent twice takes one chair."""
        about = f"{row.id}:{key}"
        return Seat(
            codes.derived_code(self.secret, f"seat:{about}", 26),
            row.id,
            codes.derived_code(self.secret, f"slip:{about}"),
        )

    def _where(self, row: model.Session, round: str) -> Round:
        """The round these words belong to. Raises NotNow where it takes no writing."""
        rounds = Script.from_dict(row.script).rounds
        index = next((i for i, r in enumerate(rounds) if r.id == round), row.round)
        named = rounds[index] if index >= 0 else None
        phones = Phones(named.phones) if named else None
        now_open = row.round_open and index == row.round
        closed_for = None if row.closed_at is None else (self.clock() - row.closed_at) / timedelta(seconds=1)
        late = named is not None and session.came_late(
            row.stage, Phones(named.phones), reached=index <= row.furthest, closed_for=closed_for
        )
        session.may_write(row.stage, phones if now_open else None, late=late)
        assert named is not None
        return named

    def _change(self, act: Callable[[Work], T]) -> T:
        return answered(self.store, act)


def _sit_again(work: Work, person: model.Participant) -> None:
    """Who left comes back to the same seat."""
    if person.left:
        person.left = False
        work.note(person.session_id, SeatTaken(seat=person.seat, seats=work.seats(person.session_id)))


def _off_the_wall(work: Work, person: model.Participant) -> None:
    """Who no longer wants to be quoted is shown no longer, at once: no words, no quote in a theme."""
    for said in work.contributions(person.session_id, person.id):
        if said.visibility is Visibility.RELEASED:
            said.visibility, said.shared = Visibility.HIDDEN, False
            work.note(person.session_id, ContributionHidden(id=said.id))
    work.forget_names_of(person.session_id, person.id)
    if shown := reading.shown(work, person.session_id):
        work.note(person.session_id, ThemesShown(themes=[vars(theme) for theme in shown]))


def _by_link(work: Work, token: str) -> model.Session:
    row = work.session_by_link(token)
    if row is None:
        raise NoSuchCircle
    return row


def _session(work: Work, id: str) -> model.Session:
    row = work.session(id)
    if row is None:
        raise NoSuchSeat
    return row
