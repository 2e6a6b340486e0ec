"""All that a phone may ask of a circle, and the small records in which it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class NotNow(Exception):
    """The circle does not take this at the moment. `reason` is one of REASONS; the page has the words."""

    REASONS = (
        "not_open",  # the session has not begun
        "paused",
        "closed",
        "joining_closed",  # no more seats are given
        "full",
        "not_writing",  # this round asks for no writing
        "not_shown",  # the draft theme is no longer before the room
        "sealed",  # words can be taken back, no longer corrected
        "too_many_tries",  # wrong codes: wait a minute
        "too_fast",  # more words than anybody can mean; the page tries again by itself
        "not_asked",  # a question that is not put now, or no more
        "handed_in",  # this seat's feedback forms came already
        "storage_full",
        "busy",  # the file is held by another program; the page tries again by itself
    )

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoSuchCircle(Exception):
    """Nothing answers to this link or code: it never did, or the code was changed."""


class NoSuchSeat(Exception):
    """This phone's claim is not, or no longer, known."""


class NotYours(Exception):
    """Words that are not there, or are somebody else's: the same answer for both."""


class WordsRefused(Exception):
    """The text cannot be kept as it is.

    `reason` is empty, too_long, unreadable, other_words_same_key or withdrawn.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Phones(StrEnum):
    """What a round asks of the phones."""

    AWAY = "away"
    READ = "read"
    WRITE = "write"
    CHECK = "check"


class Stage(StrEnum):
    WAITING = "waiting"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


Said = Mapping[str, str]
"""One sentence in the languages at hand: {"lv": …, "en": …}."""


@dataclass(frozen=True)
class Seat:
    """What the phone's cookie holds: an opaque token, whose session, and the slip code to bring it back."""

    token: str
    session: str
    slip: str


@dataclass(frozen=True)
class Consent:
    """Beyond taking part, which every seat agrees to."""

    quote: bool
    archive: bool


@dataclass(frozen=True)
class Invitation:
    """What somebody sees before taking a seat. `languages`: the script's, the circle's own first."""

    session: str
    circle: str
    question: str
    place: str
    host: str
    languages: Sequence[str]
    joining: bool
    stage: Stage
    keep_until: str
    rehearsal: bool = False


@dataclass(frozen=True)
class OpenRound:
    """The round now open. `shared` is facilitator, projector or phones: who may come to see the words."""

    id: str
    number: int
    of: int
    title: Said
    prompt: Said
    form: str
    phones: Phones
    shared: str


@dataclass(frozen=True)
class MyWords:
    """`state` is kept, released, hidden or withdrawn; the page says it in words."""

    id: str
    key: str
    text: str
    round: str
    state: str


@dataclass(frozen=True)
class SharedWords:
    """Somebody's words, after they were shown to phones: no author. `several` people said nearly the same."""

    id: str
    text: str
    round: str = ""
    several: bool = False


@dataclass(frozen=True)
class DraftTheme:
    """A theme as the machine suggests it, for the people to look at.

    `status` is what the room decided: confirmed, corrected (to be called `correction`), rejected or "".
    `lexical`: it was found by shared words alone.
    """

    id: str
    label: str
    quotes: Sequence[str]
    size: int
    labels: Said = field(default_factory=dict)
    voices: int = 0
    status: str = ""
    correction: str = ""
    lexical: bool = False


@dataclass(frozen=True)
class MyVerdict:
    """What this phone says of a draft: confirmed, corrected or rejected, and in which words."""

    verdict: str
    text: str = ""


@dataclass(frozen=True)
class Room:
    """All that a phone's page shows now; `seq` is the number of the last news it holds."""

    session: str
    seq: int
    circle: str
    question: str
    stage: Stage
    round: OpenRound | None
    rules: Sequence[Said]
    languages: Sequence[str]
    language: str
    consent: Consent
    mine: Sequence[MyWords] = ()
    shared: Sequence[SharedWords] = ()
    themes: Sequence[DraftTheme] = ()
    thanks: Said = field(default_factory=dict)
    keep_until: str = ""
    theme_at: str = ""  # the draft that the room looks at now; "" for all of them together
    verdicts: Mapping[str, MyVerdict] = field(default_factory=dict)  # by the draft's id
    sealed: bool = False


@dataclass(frozen=True)
class Promised:
    """What happens next with a circle's words, as the organiser says it; what was not said is "".

    `commissioner` asked for them, `answers_by` answers, `due` (YYYY-MM-DD) is by when. `token` opens the page
    of answers here; `address` is where the organiser publishes it. `answers` counts what was answered.
    """

    commissioner: str
    answers_by: str
    due: str
    note: str
    token: str
    address: str = ""
    answers: int = 0


@dataclass(frozen=True)
class ThemeAnswered:
    """A theme on the page of answers: its names by language, what was done ("" while nothing is), its day.

    No names at all where they went with the words they were made of. `status`: what the room said of it.
    """

    label: Said
    text: str
    on: str
    status: str = ""


@dataclass(frozen=True)
class PromisePage:
    """The public page of a circle's promise. `held` is its day, `languages` the circle's own first."""

    circle: str
    question: str
    host: str
    held: str
    languages: Sequence[str]
    promised: Promised
    themes: Sequence[ThemeAnswered]


@dataclass(frozen=True)
class Kept:
    """Answer to words that are now in the file on disk: `again` where the same words had come before."""

    id: str
    again: bool


News = Mapping[str, Any]
"""One journal entry as a phone may hear it: {"seq": …, "name": "round.opened", …}."""


class Circle(Protocol):
    """What the phone face needs. Every change is on disk before the call returns."""

    def invitation(self, token: str) -> Invitation:
        """Raises NoSuchCircle."""

    def link_of(self, code: str) -> str:
        """The join token for a code typed by hand. Raises NoSuchCircle, NotNow(too_many_tries)."""

    def take_seat(self, token: str, consent: Consent, *, language: str, key: str, people: int = 1) -> Seat:
        """`key` is printed into the form: the same key gives the same seat. `people`: 1, or 2 at one phone.

        Raises NoSuchCircle, NotNow.
        """

    def seat_by_slip(self, token: str, slip: str) -> Seat:
        """A lost seat comes back with its slip code; the old cookie stops working. Raises as link_of."""

    def seat_by_code(self, code: str) -> Seat:
        """The same where a circle's code is asked for, whatever its circle. Raises NoSuchSeat, NotNow."""

    def room(self, seat: Seat) -> Room:
        """Raises NoSuchSeat."""

    def since(self, seat: Seat, seq: int) -> Sequence[News]:
        """Raises NoSuchSeat."""

    def contribute(self, seat: Seat, text: str, *, key: str, round: str) -> Kept:
        """`round` is where the words were written, "" for the open one.

        Raises NoSuchSeat, NotNow, WordsRefused.
        """

    def withdraw(self, seat: Seat, contribution: str) -> None:
        """Take words back, at any time. Raises NoSuchSeat, NotYours."""

    def mend(self, seat: Seat, contribution: str, text: str) -> None:
        """Correct one's own words, until sealed. Raises NoSuchSeat, NotYours, NotNow, WordsRefused."""

    def agree(self, seat: Seat, consent: Consent) -> None:
        """Change what was agreed to; it holds for all words of this seat."""

    def speak(self, seat: Seat, language: str) -> None:
        """Read and be read in another language."""

    def leave(self, seat: Seat, *, withdraw: bool) -> None:
        """Give the seat up; with `withdraw`, all its words with it."""

    def promised(self, token: str) -> PromisePage:
        """What happens next with a circle's words, for anybody who holds the link. Raises NoSuchCircle."""
