"""With a slip code one reads, corrects and takes back one's own words: typed at the desk, with no phone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator import codes, model, phoneview
from facilitator.check import forget
from facilitator.keeping import agree_to, answered, cleaned, correct, own_words, take_back
from facilitator.limits import Limits
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import Consent, MyWords, NoSuchSeat


@dataclass(frozen=True)
class Slip:
    """What belongs to one slip code. `number` is the paper slip's, 0 for a phone's."""

    code: str
    session: str
    circle: str
    number: int
    consent: Consent
    sealed: bool
    keep_until: str
    words: Sequence[MyWords]
    themes: Sequence[str]  # what was typed about draft themes


class Slips:
    """Whoever shows the code may do what its owner may; a phone keeps its seat. `slip` is as it was typed."""

    def __init__(
        self, store: Store, *, clock: Callable[[], datetime] = model.now, limits: Limits | None = None
    ) -> None:
        self.store = store
        self.clock = clock
        self.limits = limits or Limits()

    def read(self, slip: str) -> Slip:
        """Raises NoSuchSeat, NotNow(too_many_tries)."""
        self.limits.typed_code()
        try:
            with self.store.read() as work:
                return _as_slip(work, _person(work, slip), codes.read_code(slip))
        except NoSuchSeat:
            self.limits.wrong_code()
            raise

    def mend(self, slip: str, contribution: str, text: str) -> None:
        """Raises NoSuchSeat, NotYours, NotNow(sealed), WordsRefused."""
        words = cleaned(text)

        def act(work: Work) -> None:
            correct(work, own_words(work, _person(work, slip), contribution), words, at=self.clock())

        answered(self.store, act)

    def withdraw(self, slip: str, contribution: str) -> None:
        """At any time, sealed or not. Raises NoSuchSeat, NotYours."""
        answered(self.store, lambda work: take_back(work, own_words(work, _person(work, slip), contribution)))

    def unsay(self, slip: str) -> None:
        """Take back all that was said of draft themes. Raises NoSuchSeat."""
        answered(self.store, lambda work: forget(work, _person(work, slip)))

    def agree(self, slip: str, consent: Consent) -> None:
        """Change what was agreed to. Raises NoSuchSeat."""
        answered(self.store, lambda work: agree_to(work, _person(work, slip), consent))


def _person(work: Work, slip: str) -> model.Participant:
    """Whose code this is, in whatever sitting of the series; who left may still come back to their words."""
    person = work.one(model.Participant, slip=codes.digest(codes.read_code(slip)))
    if person is None:
        raise NoSuchSeat
    return person


def _as_slip(work: Work, person: model.Participant, code: str) -> Slip:
    row = work.session(person.session_id)
    assert row is not None
    room = phoneview.room(work, row, person)
    return Slip(
        code=codes.spaced(code),
        session=row.id,
        circle=room.circle,
        number=person.paper or 0,
        consent=room.consent,
        sealed=room.sealed,
        keep_until=room.keep_until,
        words=room.mine,
        themes=[one.text for one in room.verdicts.values() if one.text],
    )
