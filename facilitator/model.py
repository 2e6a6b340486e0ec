"""The tables of a series: one file holds its circles and their sessions."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from facilitator.session import Visibility
from participant_ui.port import Stage


def new_id() -> str:
    return uuid4().hex


def now() -> datetime:
    return datetime.now(UTC)


class Series(SQLModel, table=True):
    """Many circles asking one question."""

    id: str = Field(default_factory=new_id, primary_key=True)
    title: str
    question: str
    host: str = ""  # who is responsible for what is kept, and can be asked about it
    keep_days: int = 90
    made_at: datetime = Field(default_factory=now)


class Circle(SQLModel, table=True):
    id: str = Field(default_factory=new_id, primary_key=True)
    series_id: str = Field(foreign_key="series.id", index=True)
    number: int
    title: str
    question: str
    place: str = ""
    region: str = ""  # coarse enough to publish; the place is not
    language: str = "lv"
    script: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON)
    )  # its own, edited; or none yet
    made_at: datetime = Field(default_factory=now)


class Session(SQLModel, table=True):
    """One sitting of a circle. `script` is a snapshot: a later edit of the file changes no evening."""

    id: str = Field(default_factory=new_id, primary_key=True)
    circle_id: str = Field(foreign_key="circle.id", index=True)
    code: str = Field(unique=True)
    link: str = Field(unique=True)
    joining: bool = True
    capacity: int = 30
    rehearsal: bool = False
    script: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    stage: Stage = Field(default=Stage.WAITING)
    round: int = -1  # index into the script's rounds; -1 before the first
    furthest: int = -1  # the furthest round that was open
    round_open: bool = False
    state: int = 0  # counts changes of stage and round: a console that saw an older one is told
    agreed: int = 0
    present: int = 0
    themes_shown: bool = False
    marks: int = 0  # how many speaker marks (S1…Sn) the recorder may use; 0 where nobody wants them
    heard: int | None = None  # of these marks, how many spoke: counted when the session closes
    pulse: bool = False  # the trust pulse is asked before and after
    feedback: bool = True
    last_seq: int = 0
    made_at: datetime = Field(default_factory=now)
    opened_at: datetime | None = None
    rules_accepted_at: datetime | None = None  # the group accepted the script's ground rules
    closed_at: datetime | None = None
    sealed_at: datetime | None = None  # from here on words can be taken back, no longer corrected


class Participant(SQLModel, table=True):
    """Somebody in a session; of the seat's token and the slip code only digests are kept."""

    __table_args__ = (UniqueConstraint("session_id", "seat"), UniqueConstraint("session_id", "slip"))
    id: str = Field(default_factory=new_id, primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    seat: int
    token: str = Field(unique=True)
    slip: str
    paper: int | None = None  # the number on the paper slip, where there is no phone
    people: int = 1  # two may share a phone
    language: str = ""
    may_quote: bool = False
    may_archive: bool = False
    consent: str = ""  # version of the text that was agreed to
    left: bool = False
    joined_at: datetime = Field(default_factory=now)


class Contribution(SQLModel, table=True):
    """What somebody said or wrote. Words taken back leave an empty row: their key is not taken again."""

    __table_args__ = (
        UniqueConstraint("session_id", "author", "key"),
        Index("ix_contribution_order", "session_id", "number"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    session_id: str = Field(foreign_key="session.id")
    number: int  # order within the session: the journal's number at which it was kept
    participant_id: str | None = Field(default=None, foreign_key="participant.id", index=True)
    author: str  # the participant's id, or "recorder"
    key: str
    source: str  # phone, recorder, paper, import
    round: str
    kind: str = ""
    language: str = ""
    text: str
    mark: int | None = None  # speaker mark, where the recorder uses them
    paraphrase: bool = False  # the recorder's words for what was said, not the speaker's own
    redacted: bool = False  # something was said here, and is not recorded
    joined_to: str | None = None  # nearly the same words as this contribution: shown together with it
    quotable: bool = True
    visibility: Visibility = Field(default=Visibility.KEPT)
    shared: bool = False  # was shown on phones
    at: datetime = Field(default_factory=now)
    corrected_at: datetime | None = None  # by the person who said it


class JournalEntry(SQLModel, table=True):
    """Numbered record of all that happened; holds no words (see events.Event)."""

    session_id: str = Field(foreign_key="session.id", primary_key=True)
    seq: int = Field(primary_key=True)
    name: str
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: datetime = Field(default_factory=now)


class Pairing(SQLModel, table=True):
    """A screen on another machine: asked for, confirmed on the console, revocable."""

    id: str = Field(default_factory=new_id, primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    role: str
    link: str = Field(unique=True)  # digest of the link's token
    code: str = Field(unique=True)  # digest of the typed code
    claimed: str | None = None  # digest of the token of the screen that came
    words: str = ""  # two words shown on both screens, to compare
    confirmed: bool = False
    revoked: bool = False
    made_at: datetime = Field(default_factory=now)


class Vector(SQLModel, table=True):
    """What the embedder made of one contribution: float16, as bytes."""

    contribution_id: str = Field(foreign_key="contribution.id", primary_key=True)
    embedder: str = Field(primary_key=True)
    values: bytes = Field(sa_column=Column("vector", LargeBinary, nullable=False))


class Reading(SQLModel, table=True):
    """The last themes found in a session, as the reader gave them: only ids and spans, no words."""

    session_id: str = Field(foreign_key="session.id", primary_key=True)
    upto: int  # number of the last contribution that was read
    themes: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    placed: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    method: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: datetime = Field(default_factory=now)


class OwnScript(SQLModel, table=True):
    """A script of this series' own, in the shape of the TOML file: made, changed or brought in here."""

    id: str = Field(primary_key=True)  # its name, as a file's
    script: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    made_at: datetime = Field(default_factory=now)


class Plan(SQLModel, table=True):
    """Whom a circle is for and what the venue needs: groups, never names."""

    circle_id: str = Field(foreign_key="circle.id", primary_key=True)
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class SummaryAnswer(SQLModel, table=True):
    """What the recorder answers to one of the summary questions at the end."""

    session_id: str = Field(foreign_key="session.id", primary_key=True)
    question: str = Field(primary_key=True)
    text: str


class Pulse(SQLModel, table=True):
    """Trust from 0 to 10, before and after. `pair` comes from the slip code by a way nobody goes back.

    No row number and no time: nothing here says who came when.
    """

    __table_args__ = ({"sqlite_with_rowid": False},)
    session_id: str = Field(foreign_key="session.id", primary_key=True)
    pair: str = Field(primary_key=True)
    moment: str = Field(primary_key=True)  # before, after
    answers: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))  # item: 0 to 10, or "dont_know"


class Feedback(SQLModel, table=True):
    """One feedback form; hangs on the session alone, on no seat and no time."""

    __table_args__ = ({"sqlite_with_rowid": False},)
    session_id: str = Field(foreign_key="session.id", primary_key=True)
    key: str = Field(primary_key=True)
    answers: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class CheckedTheme(SQLModel, table=True):
    """A draft theme as the room saw it, and what became of it: its status goes into every report."""

    session_id: str = Field(foreign_key="session.id", primary_key=True)
    theme: str = Field(primary_key=True)
    labels: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    members: list[str] = Field(sa_column=Column(JSON, nullable=False))
    hands: dict[str, int] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )  # verdict: hands
    status: str = ""  # confirmed, corrected, rejected; "" while the room has not said
    correction: str = ""  # how the room wants it called
    shown_at: datetime = Field(default_factory=now)


class Verdict(SQLModel, table=True):
    """What one phone says of one draft theme: the last word counts."""

    session_id: str = Field(foreign_key="session.id", primary_key=True)
    theme: str = Field(primary_key=True)
    participant_id: str = Field(foreign_key="participant.id", primary_key=True)
    verdict: str  # confirmed, corrected, rejected
    text: str = ""


class Promise(SQLModel, table=True):
    """What happens next with a circle's words: who asked for them, who answers, by when."""

    circle_id: str = Field(foreign_key="circle.id", primary_key=True)
    token: str = Field(unique=True)  # of the page where the answers stand
    commissioner: str = ""
    answers_by: str = ""  # who answers
    due: str = ""  # YYYY-MM-DD
    note: str = ""
    address: str = ""  # where the organiser will publish the page, if not on this laptop


class ThemeAnswer(SQLModel, table=True):
    """What was done about a theme, as whoever promised to answer says it."""

    id: str = Field(default_factory=new_id, primary_key=True)
    circle_id: str = Field(foreign_key="circle.id", index=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    theme: str
    label: str
    text: str
    at: datetime = Field(default_factory=now)


class Issued(SQLModel, table=True):
    """A report or sheet that went out: when words are taken back afterwards, it is listed as changed."""

    id: str = Field(default_factory=new_id, primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    kind: str  # an exporter's name, or take_home
    language: str
    upto: int  # the journal's number it was made at
    sha256: str
    at: datetime = Field(default_factory=now)


class Bundled(SQLModel, table=True):
    """How a circle travels: the last bundle of it that went out from here, or that came in."""

    circle_id: str = Field(foreign_key="circle.id", primary_key=True)
    here: bool  # held in this file; otherwise all of it came in bundles
    issue: int
    sha256: str  # of what the bundle holds
    keys: list[str] = Field(sa_column=Column(JSON, nullable=False))  # the first who signed, and accepted
    series: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))  # that it was held in
    withdrawn: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))  # of every bundle seen
