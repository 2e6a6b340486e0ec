"""Who is in the room: agreed aloud, seats and slips, the way in, and what this evening uses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from facilitator import codes, marks, model, session
from facilitator.check import forget
from facilitator.events import (
    AgreementSpoken,
    LinkChanged,
    OptionsChanged,
    RulesAccepted,
    SeatLeft,
    SeatTaken,
)
from facilitator.keeping import answered, take_back
from facilitator.script import Script
from facilitator.store import Store
from facilitator.work import Work
from participant_ui import CONSENT_VERSION
from participant_ui.port import Consent, NoSuchSeat, WordsRefused

MOST = 500  # seats in one circle


@dataclass(frozen=True)
class Options:
    """What an evening uses: how many speaker marks (0: none), the pulse, the feedback, how many seats."""

    marks: int
    pulse: bool
    feedback: bool
    capacity: int


class Chairs:
    """All that the facilitator may do about the people in the room, whatever round it is."""

    def __init__(self, store: Store, secret: bytes, *, clock: Callable[[], datetime] = model.now) -> None:
        self.store = store
        self.secret = secret
        self.clock = clock

    def agreed_aloud(self, id: str, agreed: int, present: int) -> None:
        """The round of consent was spoken: `agreed` of `present` people. Raises ValueError."""
        if not 0 <= agreed <= present <= MOST:
            raise ValueError("agreed_of_present")

        def act(work: Work) -> None:
            row = work.sitting(id)
            row.agreed, row.present = agreed, present
            work.note(id, AgreementSpoken(agreed=agreed, present=present))

        answered(self.store, act)

    def accept_rules(self, id: str, accepted: bool = True) -> None:
        """The group accepted its ground rules, all together; or not after all. Raises NotNow."""

        def act(work: Work) -> None:
            row = work.sitting(id)
            session.must_be_open(row.stage)
            if accepted == (row.rules_accepted_at is not None):
                return
            row.rules_accepted_at = self.clock() if accepted else None
            rules = Script.from_dict(row.script).ground_rules.id
            work.note(id, RulesAccepted(rules=rules, accepted=accepted))

        answered(self.store, act)

    def use(self, id: str, options: Options) -> None:
        """Set what this evening uses, before it or during. Raises WordsRefused(seated, marks_in_use)."""

        def act(work: Work) -> None:
            row = work.sitting(id)
            if options == options_of(row):
                return
            _must_fit(work, row, options)
            row.marks, row.pulse = options.marks, options.pulse
            row.feedback, row.capacity = options.feedback, options.capacity
            work.note(id, OptionsChanged(marks=row.marks, pulse=row.pulse, feedback=row.feedback))

        answered(self.store, act)

    def seating(self, id: str) -> tuple[int, ...]:
        """Which speaker mark each chair has, clockwise from the facilitator; none where no marks are used."""
        with self.store.read() as work:
            return marks.seating(self.secret, id, work.sitting(id).marks)

    def paper_slip(self, id: str, consent: Consent, *, key: str) -> tuple[int, str]:
        """A seat for somebody without a phone: the slip's number and its code, to write on paper."""

        def act(work: Work) -> tuple[int, str]:
            row = work.sitting(id)
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
            forget(work, person)
            person.left, person.slip = True, codes.digest(codes.new_code(26))  # no way back
            work.note(id, SeatLeft(seat=seat, seats=work.seats(id)))

        answered(self.store, act)

    def joining(self, id: str, wanted: bool) -> None:
        def act(work: Work) -> None:
            row = work.sitting(id)
            if row.joining != wanted:
                row.joining = wanted
                work.note(id, LinkChanged(joining=wanted))

        answered(self.store, act)

    def new_link(self, id: str) -> None:
        """The code was photographed: a new link and code; who has a seat keeps it."""

        def act(work: Work) -> None:
            row = work.sitting(id)
            row.link, row.code = codes.new_code(26), codes.new_code()
            work.note(id, LinkChanged(joining=row.joining))

        answered(self.store, act)


def options_of(row: model.Session) -> Options:
    return Options(row.marks, row.pulse, row.feedback, row.capacity)


def _must_fit(work: Work, row: model.Session, options: Options) -> None:
    """Nobody's seat is taken away, and no mark under which something was written; 0 marks hides them all."""
    if options.capacity < work.seats(row.id):
        raise WordsRefused("seated")
    used = max((c.mark or 0 for c in work.contributions(row.id)), default=0)
    if 0 < options.marks < used:
        raise WordsRefused("marks_in_use")
