"""What people are asked besides words, by phone or on paper: who may answer, and when. Knows no page."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitator import codes, feedback, model, pulse
from facilitator.keeping import answered, cleaned, seated
from facilitator.limits import Limits
from facilitator.script import Script
from facilitator.session import LATE
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NotNow, Seat, Stage, WordsRefused
from participant_ui.questions import Answer, Asked, Form, Moment

PULSES = {Moment.BEFORE: "pulse_before", Moment.AFTER: "pulse_after"}
FEEDBACK = "feedback"
AT_THE_END = frozenset({PULSES[Moment.AFTER], FEEDBACK})


@dataclass(frozen=True)
class Came:
    """How many answers are in, never which. `counted`: no more are taken, and there is a summary."""

    before: int
    after: int
    forms: int
    counted: bool


class Questions:
    """Satisfies participant_ui's port of the same name; the console types in what stands on paper."""

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
        self.came: Callable[[str], None] = lambda session: None  # one more is in; the journal is not told

    # phones

    def asked(self, seat: Seat) -> Asked:
        with self.store.read() as work:
            row, person = _sitting(work, seat)
            if _counted(work, row.id):
                return Asked(people=person.people)
            now = set(self._asked_now(row))
            moment = next((m for m, ask in PULSES.items() if ask in now), None)
            mine = pulse.answers(work, row.id, self._pair(seat), moment) if moment else {}
            return Asked(moment, mine, FEEDBACK in now, person.people)

    def answers(self, seat: Seat, moment: Moment) -> Mapping[str, Answer]:
        with self.store.read() as work:
            row, _ = _sitting(work, seat)
            return pulse.answers(work, row.id, self._pair(seat), moment)

    def answer(self, seat: Seat, moment: Moment, answers: Mapping[str, Answer]) -> None:
        def act(work: Work) -> None:
            row, _ = _sitting(work, seat)
            self._must_be_asked(work, row, PULSES[moment])
            pulse.keep(work, row.id, self._pair(seat), moment, answers)

        self._change(seat.session, act)

    def hand_in(self, seat: Seat, form: Form, *, key: str) -> None:
        """The seat shows that somebody is there, and is counted in memory; nothing of it is kept."""
        told, new = _cleaned(form), list[str]()

        def act(work: Work) -> None:
            row, person = _sitting(work, seat)
            self._must_be_asked(work, row, FEEDBACK)
            if told.empty:
                return
            if not feedback.there(work, row.id, key):
                self.limits.may_hand_in(person.id, person.people)
                new.append(person.id)
            feedback.keep(work, row.id, told, key=key)

        self._change(seat.session, act)
        for person in new:  # only now: what the disk refused may come again
            self.limits.handed_in(person)

    # paper, typed in at the console

    def paper_pulse(
        self, session: str, moment: Moment, answers: Mapping[str, Answer], *, slip: str, key: str
    ) -> None:
        """Under the slip's code; without one the answers are kept and paired with nothing.

        Raises NoSuchSeat where there is no such session, NotNow(counted), WordsRefused(wrong_slip).
        """

        def act(work: Work) -> None:
            row = _open_for_paper(work, session)
            pulse.keep(work, row.id, self._paper_pair(work, row.id, slip, key), moment, answers)

        self._change(session, act)

    def paper_form(self, session: str, form: Form, *, key: str) -> None:
        """Raises NoSuchSeat, NotNow(counted), WordsRefused."""
        told = _cleaned(form)

        def act(work: Work) -> None:
            row = _open_for_paper(work, session)
            if not told.empty:
                feedback.keep(work, row.id, told, key=feedback.on_paper(self.secret, row.id, key))

        self._change(session, act)

    def take_back(self, session: str, slip: str) -> None:
        """For whoever has no phone: the pulse goes. Raises NoSuchSeat, WordsRefused(wrong_slip)."""

        def act(work: Work) -> None:
            row = work.sitting(session)
            pulse.forget(work, row.id, self._slip_pair(work, row.id, slip))

        self._change(session, act)

    def count(self, session: str) -> None:
        """All answers are in: now they may be told, and no more are taken. Raises NotNow(still_open)."""

        def act(work: Work) -> None:
            row = work.sitting(session)
            if row.stage is not Stage.CLOSED:
                raise NotNow("still_open")
            pulse.count(work, session)
            feedback.count(work, session)

        self._change(session, act)

    def numbers(self, session: str) -> Came:
        """Raises NoSuchSeat."""
        with self.store.read() as work:
            row = work.sitting(session)
            return Came(
                **pulse.numbers(work, row.id),
                forms=feedback.number(work, row.id),
                counted=_counted(work, row.id),
            )

    def _pair(self, seat: Seat) -> str:
        return pulse.pair_of(self.secret, seat.session, seat.slip)

    def _paper_pair(self, work: Work, session: str, slip: str, key: str) -> str:
        if not slip.strip():
            return pulse.unpaired(self.secret, session, key)
        return self._slip_pair(work, session, slip)

    def _slip_pair(self, work: Work, session: str, slip: str) -> str:
        if work.participant_by_slip(session, codes.digest(codes.read_code(slip))) is None:
            raise WordsRefused("wrong_slip")
        return pulse.pair_of(self.secret, session, slip)

    def _asked_now(self, row: model.Session) -> Iterator[str]:
        """What phones show: the asks of the open round; for an hour after closing, those of the end."""
        if row.stage is Stage.OPEN and row.round_open:
            wanted = _asks(row)[row.round]
        else:
            wanted = AT_THE_END if self._just_closed(row) else frozenset()
        return (ask for ask in wanted if _uses(row, ask))

    def _must_be_asked(self, work: Work, row: model.Session, ask: str) -> None:
        """An answer that was held up on its way is still taken, but none from before comes after the talk."""
        if _counted(work, row.id) or not _uses(row, ask) or not self._taken(row, ask):
            raise NotNow("not_asked")

    def _taken(self, row: model.Session, ask: str) -> bool:
        if row.stage is Stage.CLOSED:
            return ask != PULSES[Moment.BEFORE] and self._just_closed(row)
        asked = frozenset[str]().union(*_asks(row)[: row.furthest + 1])
        too_late = ask == PULSES[Moment.BEFORE] and PULSES[Moment.AFTER] in asked
        return row.stage is not Stage.WAITING and ask in asked and not too_late

    def _just_closed(self, row: model.Session) -> bool:
        if row.stage is not Stage.CLOSED or row.closed_at is None:
            return False
        return self.clock() - row.closed_at < timedelta(seconds=LATE)

    def _change(self, session: str, act: Callable[[Work], None]) -> None:
        answered(self.store, act)
        self.came(session)


def _asks(row: model.Session) -> list[frozenset[str]]:
    """What each round asks of phones. A script that names nothing asks in its first and its last round."""
    named = [frozenset(round.asks) for round in Script.from_dict(row.script).rounds]
    if named and not any(named):
        named[0] = frozenset({PULSES[Moment.BEFORE]})
        named[-1] |= AT_THE_END
    return named


def _uses(row: model.Session, ask: str) -> bool:
    return row.feedback if ask == FEEDBACK else row.pulse


def _counted(work: Work, session: str) -> bool:
    return pulse.counted(work, session) or feedback.counted(work, session)


def _cleaned(form: Form) -> Form:
    """The form as it is kept: fields with no words in them are left out. Raises WordsRefused."""
    said = {name: _words(text) for name, text in form.words.items()}
    return replace(form, words={name: words for name, words in said.items() if words})


def _words(text: str) -> str:
    try:
        return cleaned(text)
    except WordsRefused as refusal:
        if refusal.reason == "empty":
            return ""
        raise


def _open_for_paper(work: Work, session: str) -> model.Session:
    row = work.sitting(session)
    if _counted(work, session):
        raise NotNow("counted")
    return row


def _sitting(work: Work, seat: Seat) -> tuple[model.Session, model.Participant]:
    return work.sitting(seat.session), seated(work, seat)
