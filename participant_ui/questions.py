"""What a phone is asked besides words: trust before and after, and feedback. The port and its sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from participant_ui.i18n import N_
from participant_ui.port import Seat

DONT_KNOW = "dont_know"
Answer = int | str
"""0 to 10, or DONT_KNOW. What somebody would rather not say is not there at all."""


class Moment(StrEnum):
    BEFORE = "before"
    AFTER = "after"


PULSE: Mapping[str, str] = {
    "others": N_("How much do you trust other people?"),
    "local": N_("How much do you trust your local government?"),
    "national": N_("How much do you trust the national government?"),
}
"""Other people first: who has just been asked about a government answers that differently."""

STATEMENTS: Mapping[str, str] = {
    "heard": N_("I was heard."),
    "could_speak": N_("I could speak when I wanted to."),
    "respected": N_("I was respected."),
    "topic": N_("I understand the topic better than before."),
    "others_views": N_("I understand better those who think differently."),
}
TRUST = N_("How much did you trust the others in this circle?")
WORDS: Mapping[str, str] = {
    "experience": N_("What kind of experience was it?"),
    "succeeded": N_("What went well, and what could be better?"),
    "invited": N_("How did the invitation reach you?"),
    "been_before": N_("Have you taken part in conversations on common matters before? In which?"),
    "missing": N_("Who else should take part?"),
}


@dataclass(frozen=True)
class Form:
    """One feedback form. What is left out was not said.

    `statements`: 1 (not at all) to 5 (fully); `trust`: 0 to 10; `words`: by the names of WORDS.
    """

    statements: Mapping[str, int] = field(default_factory=dict)
    trust: int | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not self.statements and self.trust is None and not self.words


@dataclass(frozen=True)
class Asked:
    """What this phone is asked now. `answers`: what this slip already answered to this pulse.

    `people`: how many share the phone; each may hand in a form.
    """

    pulse: Moment | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    feedback: bool = False
    people: int = 1


class Questions(Protocol):
    """Every change is on disk before the call returns."""

    def asked(self, seat: Seat) -> Asked:
        """Raises NoSuchSeat."""

    def answers(self, seat: Seat, moment: Moment) -> Mapping[str, Answer]:
        """What this slip answered; {} for nothing. Raises NoSuchSeat."""

    def answer(self, seat: Seat, moment: Moment, answers: Mapping[str, Answer]) -> None:
        """Keep answers, instead of any before; {} takes them back. Raises NoSuchSeat, NotNow(not_asked)."""

    def hand_in(self, seat: Seat, form: Form, *, key: str) -> None:
        """Keep a form under its own random key; the seat only says that one may.

        Raises NoSuchSeat, NotNow(not_asked, handed_in), WordsRefused(too_long, unreadable).
        """
