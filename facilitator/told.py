"""What a bundle tells of a circle, part by part: strict shapes, and nothing that leads to a phone."""

from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    FailFast,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)

from facilitator.events import EVENTS
from facilitator.script import Script
from facilitator.script_shape import shape_faults
from facilitator.session import Visibility
from facilitator.spoken import clean, line

LONGEST = 300  # letters of a title or a question, as where they are typed in
TIMES = tuple(name for name, event in EVENTS.items() if event.turn)  # journal entries that tell the time
MOST = 100_000  # of anything that is counted


def _line(text: str) -> str:
    return line(text, LONGEST) if text.strip() else ""


def _words(text: str) -> str:
    return clean(text) if text.strip() else ""


def _script(kept: dict[str, Any]) -> dict[str, Any]:
    """As a session keeps it. Raises ValueError where it is no script."""
    if any(True for _ in shape_faults(kept)):
        raise ValueError("no script")
    return Script.from_dict(kept).to_dict()


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{0,40}$")]
Line = Annotated[str, AfterValidator(_line)]
Words = Annotated[str, AfterValidator(_words)]
Count = Annotated[int, Field(ge=0, le=MOST)]
Number = Annotated[int, Field(ge=0, le=2**31)]
Days = Annotated[int, Field(ge=1, le=3650)]

T = TypeVar("T")
Several = Annotated[tuple[T, ...], FailFast(), Field(max_length=MOST)]
"""A list; reading stops at the first fault, so that a file full of faults fills no memory."""


class Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class SeriesTold(Part):
    """The series the circle was held in; `host` answers for what is kept, for `keep_days` after closing."""

    id: Id
    title: Line
    question: Line
    host: Line
    keep_days: Days


class GroupTold(Part):
    """People of one kind that the circle was for: how many were invited, how many said yes."""

    name: Line
    types: Several[Name]
    invited: Count
    yes: Count


class CircleTold(Part):
    id: Id
    number: Annotated[int, Field(ge=1, le=MOST)]
    title: Line
    question: Line
    place: Line
    language: Name
    series: SeriesTold
    groups: Several[GroupTold] = ()
    region: Line = ""

    @model_serializer(mode="wrap")
    def _said(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """No region is not told: such a circle has the bytes and the digest it had before there were any."""
        told: dict[str, Any] = handler(self)
        return told if self.region else {key: one for key, one in told.items() if key != "region"}


class Happened(Part):
    """A turn of stage or round, under its number in the journal."""

    seq: Number
    name: Literal[TIMES]  # type: ignore[valid-type]
    round: Name = ""
    at: AwareDatetime


class Voice(Part):
    """Somebody (or two at one phone) who took part: by a number that is nobody's seat."""

    number: Count
    people: Annotated[int, Field(ge=1, le=2)]
    here: bool  # False: gave the seat up
    may_quote: bool
    may_archive: bool
    consent: Annotated[str, StringConstraints(max_length=40)]
    language: Name


class SittingTold(Part):
    id: Id
    script: Annotated[dict[str, Any], AfterValidator(_script)]
    capacity: Count
    round: Annotated[int, Field(ge=-1, le=1000)]
    furthest: Annotated[int, Field(ge=-1, le=1000)]
    agreed: Count
    present: Count
    marks: Count
    heard: Count | None
    pulse: bool
    feedback: bool
    last_seq: Number
    made_at: AwareDatetime
    opened_at: AwareDatetime
    rules_accepted_at: AwareDatetime | None
    closed_at: AwareDatetime
    sealed_at: AwareDatetime | None
    journal: Several[Happened]
    answers: dict[Name, Words]  # to the recorder's five questions
    voices: Several[Voice]

    @model_validator(mode="after")
    def _within(self) -> Self:
        rounds = len(self.script["rounds"])
        numbers = [entry.seq for entry in self.journal], [voice.number for voice in self.voices]
        if max(self.round, self.furthest) >= rounds or any(len(set(all)) != len(all) for all in numbers):
            raise ValueError("no such round, or one number twice")
        return self


class Said(Part):
    """One contribution as it stands; `redacted`: something was said here and is not recorded."""

    id: Id
    session: Id
    number: Number
    voice: Count | None
    source: Literal["phone", "recorder", "paper", "import"]
    round: Name
    kind: Name
    language: Name
    text: Words
    paraphrase: bool
    redacted: bool
    joined_to: Id | None
    quotable: bool
    visibility: Visibility
    shared: bool


class Gone(Part):
    """Words that were taken back: only that they were there."""

    id: Id
    session: Id
    number: Number


class Span(Part):
    contribution: Id
    start: Count
    end: Count


class Checked(Part):
    """A draft theme as the room saw it, and what the room decided."""

    session: Id
    theme: Annotated[str, StringConstraints(max_length=80)]
    label: Line
    labels: dict[Name, Line]
    said_by: dict[Line, Several[Id]]  # whose words stand in its names
    given: bool  # the name is a codebook's
    quotes: Several[Span]
    members: Several[Id]
    hands: dict[Literal["confirmed", "corrected", "rejected"], Count]
    status: Literal["", "confirmed", "corrected", "rejected"]
    correction: Line


class SpreadTold(Part):
    low: float
    median: float
    high: float


class ItemTold(Part):
    """One question of the pulse over `n` people who gave a number both times; all None of too few."""

    id: Literal["others", "local", "national"]
    n: Count | None
    before: SpreadTold | None
    after: SpreadTold | None
    change: SpreadTold | None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if any((one is None) != (self.n is None) for one in (self.before, self.after, self.change)):
            raise ValueError("half told")
        return self


class PulseTold(Part):
    state: Literal["shown"]
    people: Count
    items: Several[ItemTold]
    least: Count


class AnswersTold(Part):
    """How the answers to one question fall; `counts[0]` chose the lowest number."""

    id: Literal["heard", "could_speak", "respected", "topic", "others_views", "trust"]
    n: Count | None
    counts: Several[Count]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        answers = 11 if self.id == "trust" else 5
        if len(self.counts) != (0 if self.n is None else answers) or sum(self.counts) != (self.n or 0):
            raise ValueError("half told")
        return self


class FeedbackTold(Part):
    """The counts alone: what people wrote there does not travel."""

    state: Literal["shown"]
    forms: Count
    statements: Several[AnswersTold]
    trust: AnswersTold
    trust_spread: SpreadTold | None
    words: tuple[()]
    least: Count


class Counted(Part):
    """What may be told of a sitting's pulse and feedback, of as many people as that takes; else None."""

    session: Id
    pulse: PulseTold | None
    feedback: FeedbackTold | None
