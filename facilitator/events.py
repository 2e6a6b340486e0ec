"""Every live event, in one place. The class is the contract; docs/events.md is checked against it."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


class Role(StrEnum):
    """Who listens. A screen's role comes from its cookie, never from what it sends."""

    FACILITATOR = "facilitator"
    RECORDER = "recorder"
    PROJECTOR = "projector"
    PHONES = "phones"


ALL = frozenset(Role)
DESKS = frozenset({Role.FACILITATOR, Role.RECORDER})
ROOM = frozenset({Role.FACILITATOR, Role.RECORDER, Role.PROJECTOR})


class Event(BaseModel):
    """A fact about a session. Its name on the wire is read off the class: RoundOpened is round.opened.

    `heard_by` says which screens may hear it. Where an event carries somebody's words (a field of WORDS),
    the journal keeps only which: the words are read from where they stand each time the journal is read
    aloud, so that what was taken back is gone from there too.
    """

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str]
    heard_by: ClassVar[frozenset[Role]] = ALL
    turn: ClassVar[bool] = False  # of stage or round: the only thing that stirs a phone that lies aside

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        cls.name = ".".join(w.lower() for w in re.findall("[A-Z][a-z]+", cls.__name__))
        EVENTS[cls.name] = cls

    @classmethod
    def told_to(cls, role: Role, news: dict[str, Any]) -> dict[str, Any] | None:
        """What a screen of this role hears of it: all, unless the event says otherwise; None: nothing."""
        return news

    def kept(self) -> dict[str, Any]:
        """What the journal keeps."""
        return self.model_dump(mode="json", exclude=WORDS)


WORDS = {"text", "themes", "words"}
EVENTS: dict[str, type[Event]] = {}


class SessionOpened(Event):
    """The sitting begins, or goes on after a pause or after it was closed."""

    turn: ClassVar[bool] = True


class SessionPaused(Event):
    turn: ClassVar[bool] = True


class SessionClosed(Event):
    turn: ClassVar[bool] = True


class SessionSealed(Event):
    """From here on words can be taken back, and no longer corrected."""

    turn: ClassVar[bool] = True


class RoundOpened(Event):
    turn: ClassVar[bool] = True
    round: str
    number: int
    of: int
    title: Mapping[str, str]
    prompt: Mapping[str, str]
    form: str
    phones: str
    shared: str
    minutes: int


class RoundClosed(Event):
    turn: ClassVar[bool] = True
    round: str


class SeatTaken(Event):
    """`seat` is a place on the ring, not a person; `seats` how many are taken."""

    heard_by: ClassVar[frozenset[Role]] = ROOM
    seat: int
    seats: int
    paper: bool = False


class SeatLeft(Event):
    heard_by: ClassVar[frozenset[Role]] = ROOM
    seat: int
    seats: int


class AgreementSpoken(Event):
    """Those present agreed aloud to being written down: `agreed` of `present`."""

    heard_by: ClassVar[frozenset[Role]] = DESKS
    agreed: int
    present: int


class RulesAccepted(Event):
    """The group accepted its ground rules, or the facilitator took that back; `rules` names the set."""

    heard_by: ClassVar[frozenset[Role]] = ROOM
    rules: str
    accepted: bool


class OptionsChanged(Event):
    """What this evening uses was chosen anew: how many speaker marks (0: none), the pulse, the feedback."""

    heard_by: ClassVar[frozenset[Role]] = DESKS
    marks: int
    pulse: bool
    feedback: bool


class ConsentChanged(Event):
    """Somebody agreed to be quoted, or no longer does; who is not told."""

    heard_by: ClassVar[frozenset[Role]] = frozenset({Role.FACILITATOR})


class LinkChanged(Event):
    """The join link and code were made anew, or joining was opened or closed."""

    heard_by: ClassVar[frozenset[Role]] = ROOM
    joining: bool


class ContributionKept(Event):
    """Somebody's words are in the file. Who wrote them is not told: a desk reads words, not people."""

    heard_by: ClassVar[frozenset[Role]] = DESKS
    id: str
    round: str
    source: str
    quotable: bool
    text: str


class ContributionMended(Event):
    heard_by: ClassVar[frozenset[Role]] = DESKS
    id: str
    quotable: bool
    text: str


class TurnOmitted(Event):
    """Something was said that is not recorded: only its place is."""

    heard_by: ClassVar[frozenset[Role]] = DESKS
    id: str
    round: str


class ContributionReleased(Event):
    """The facilitator shows these words to the room."""

    heard_by: ClassVar[frozenset[Role]] = ROOM
    id: str
    round: str
    text: str


class ContributionShared(Event):
    """The facilitator shows these words on phones too; `several`: one card for nearly the same words."""

    id: str
    round: str
    several: bool = False
    text: str


class ContributionShown(Event):
    """These words are on the wall now; told to phones without the words, for the one that wrote them."""

    heard_by: ClassVar[frozenset[Role]] = frozenset({Role.PHONES})
    id: str


class WordsRevealed(Event):
    """All that people wrote in a round is shown together, in an order that says nothing of who wrote when.

    `order` are the cards, `joined` what stands behind one of them; `shared` says how far they go: phones hear
    the words only where it says so, and else which alone, for the phones they came from.
    """

    round: str
    shared: str
    order: Sequence[str]
    joined: Sequence[str]
    words: Sequence[Mapping[str, Any]]

    @classmethod
    def told_to(cls, role: Role, news: dict[str, Any]) -> dict[str, Any] | None:
        kept_back = role is Role.PHONES and news["shared"] != "phones"
        return news | {"words": []} if kept_back else news


class WordsJoined(Event):
    """Nearly the same words are one card now, `id`, and `joined` stand behind it; none: it stands for itself.

    `after` is the card whose place it takes; `shown` how far the card is seen: "", projector or phones.
    """

    id: str
    round: str
    joined: Sequence[str]
    shown: str
    after: str = ""
    text: str

    @classmethod
    def told_to(cls, role: Role, news: dict[str, Any]) -> dict[str, Any] | None:
        seen_by = {"": DESKS, "projector": ROOM, "phones": ALL}[news["shown"]]
        return news if role in seen_by else None


class ContributionHidden(Event):
    id: str


class ContributionWithdrawn(Event):
    id: str


class SummaryAnswered(Event):
    """A recorder answered one of the summary questions, or changed the answer."""

    heard_by: ClassVar[frozenset[Role]] = DESKS
    question: str


class ThemesFound(Event):
    """The reader has read the session anew."""

    heard_by: ClassVar[frozenset[Role]] = frozenset({Role.FACILITATOR})
    themes: int
    contributions: int


class LookChosen(Event):
    """The reader is to look so from now on: `more` from -2 (fewer themes) to 2; `stable`: what holds."""

    heard_by: ClassVar[frozenset[Role]] = frozenset({Role.FACILITATOR})
    more: int
    stable: bool


class ThemesShown(Event):
    """Draft themes for the people to look at, projector and phones in `check`."""

    themes: Sequence[Mapping[str, Any]]


class ThemeTurned(Event):
    """One draft is looked at now, by its id; "" for all of them together."""

    theme: str


class ThemeChecked(Event):
    """The room decided of a draft: confirmed, corrected, rejected; "" where that was undone."""

    theme: str
    status: str


class VerdictGiven(Event):
    """Somebody, or the room by show of hands, said what they think of a draft; who and what is not told.

    `hands`: it was the room, and their number stands beside the theme in the report as data.
    """

    heard_by: ClassVar[frozenset[Role]] = frozenset({Role.FACILITATOR})
    theme: str
    hands: bool = False
