"""All that a phone may do in a circle. Satisfies participant_ui's port without knowing its pages."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from facilitator import aloud, codes, model, phoneview, promise, pulse, session
from facilitator.check import MISSING, forget
from facilitator.events import Role, SeatLeft, SeatTaken
from facilitator.keeping import (
    again,
    agree_to,
    answered,
    cleaned,
    correct,
    kept,
    own_words,
    seated,
    take_back,
)
from facilitator.limits import Limits
from facilitator.script import Round, Script
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
        # Another phone lost the seat that this person has in this session.
        self.seat_moved: Callable[[str, str], None] = lambda session, person: None

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

    def take_seat(self, token: str, consent: Consent, *, language: str, key: str, people: int = 1) -> Seat:
        if people not in (1, 2):
            raise ValueError("people")

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
                    people=people,
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
        return self._moved(slip, token)

    def seat_by_code(self, code: str) -> Seat:
        if len(codes.read_code(code)) != codes.SLIP:
            raise NoSuchSeat
        return self._moved(code, "")

    def _moved(self, slip: str, token: str) -> Seat:
        """The seat of this slip code, from now on another phone's; `token` "" for whatever circle's."""
        meant = codes.read_code(slip)

        def give_back(work: Work) -> tuple[Seat, str] | None:
            sitting = {"session_id": _by_link(work, token).id} if token else {}
            person = work.one(model.Participant, slip=codes.digest(meant), **sitting)
            if person is None:
                return None
            seat = Seat(codes.new_code(26), person.session_id, meant)
            person.token = codes.digest(seat.token)
            _sit_again(work, person)
            return seat, person.id

        self.limits.typed_code()
        if (moved := self._change(give_back)) is None:
            self.limits.wrong_code()
            raise NoSuchSeat
        seat, person = moved
        self.seat_moved(seat.session, person)
        return seat

    # being there

    def room(self, seat: Seat) -> Room:
        with self.store.read() as work:
            person = seated(work, seat)
            row = work.sitting(seat.session)
            return phoneview.room(work, row, person)

    def since(self, seat: Seat, seq: int) -> Sequence[News]:
        with self.store.read() as work:
            self.asked(seat.session, seated(work, seat).id)
            return [told.news for told in aloud.missed(work, seat.session, seq, Role.PHONES)]

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
            row = work.sitting(seat.session)
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
            take_back(work, own_words(work, seated(work, seat), contribution))

        self._change(erase)

    def mend(self, seat: Seat, contribution: str, text: str) -> None:
        words = cleaned(text)

        def change(work: Work) -> None:
            person = seated(work, seat)
            said = own_words(work, person, contribution)
            self.limits.words(person.id)
            correct(work, said, words, at=self.clock())

        self._change(change)

    def agree(self, seat: Seat, consent: Consent) -> None:
        self._change(lambda work: agree_to(work, seated(work, seat), consent))

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
        sealed = row.sealed_at is not None
        closed_for = (
            None if row.closed_at is None or sealed else (self.clock() - row.closed_at) / timedelta(seconds=1)
        )
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


def _by_link(work: Work, token: str) -> model.Session:
    row = work.session_by_link(token)
    if row is None:
        raise NoSuchCircle
    return row
