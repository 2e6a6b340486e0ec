"""How the circle was held that a report is of: plain values, each of them left out where nobody gave it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class RoundHeld:
    """One round of the script: minutes planned, and minutes it took; 0 where it was passed over."""

    title: str
    planned: int
    used: int


@dataclass(frozen=True)
class Answered:
    """One of the questions at the end, in words, and what the recorder answered."""

    question: str
    text: str


@dataclass(frozen=True)
class Spread:
    """The middle answer, and the two between which the middle half lies."""

    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Trust:
    """One question about trust, 0 to 10, over the `n` people who gave a number before and after.

    `change` is of each person's own after less before.
    """

    question: str
    n: int
    before: Spread
    after: Spread
    change: Spread


@dataclass(frozen=True)
class Fall:
    """How the `n` answers to one question of the feedback fall, from the lowest number up."""

    question: str
    lowest: int
    counts: Sequence[int]

    @property
    def n(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Promise:
    """Who asked for the words, who answers, by when (YYYY-MM-DD), where; "" where it was not said."""

    commissioner: str = ""
    answers_by: str = ""
    due: str = ""
    note: str = ""
    address: str = ""


@dataclass(frozen=True)
class Done:
    """What was done about a theme, as whoever promised to answer says it; `on` is YYYY-MM-DD."""

    theme: str
    text: str
    on: str


@dataclass(frozen=True)
class Evening:
    """One sitting of a circle, in the words of the report's language.

    `brought`: its words came from a file; how they were written down is not known. `checked`: the room looked
    at the themes. `missing` and `insights` are ids of contributions: what people said no theme held, and what
    they took with them. `agreed` of `present` people agreed aloud to being written down; 0 where nobody
    counted. `sittings`: where the report is of a circle that sat more than once, the days of all of them, of
    which the rest tells the last.
    """

    day: str = ""
    method: str = ""
    rules: Sequence[str] = ()
    rules_set: str = ""
    rules_accepted: bool = False
    agreed: int = 0
    present: int = 0
    rounds: Sequence[RoundHeld] = ()
    brought: bool = False
    checked: bool = False
    missing: Sequence[str] = ()
    insights: Sequence[str] = ()
    answers: Sequence[Answered] = ()
    trust: Sequence[Trust] = ()
    feedback: Sequence[Fall] = ()
    forms: int = 0
    promise: Promise | None = None
    done: Sequence[Done] = ()
    sittings: Sequence[str] = ()
