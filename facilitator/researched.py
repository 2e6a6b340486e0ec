"""The tables of what researchers do with a series: readings, the desk's log, codebooks, reviews."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from facilitator.model import new_id, now


class SeriesReading(SQLModel, table=True):
    """Themes found over all circles of the series: only ids and spans, no words. Each version stays, so that
    what was decided over it can be taken back to it."""

    version: int = Field(primary_key=True)
    themes: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    placed: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    method: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: datetime = Field(default_factory=now)


class DeskEntry(SQLModel, table=True):
    """One line of the reading desk's log: who decided what, when and why. Never changed, never deleted.

    `act` is a name of analysis.deciding, or read, undo, redo; `body` holds ids and spans, and what the person
    wrote themselves. `lane` is "" for what all share, or a coder's own, whom nobody else sees.
    """

    seq: int = Field(primary_key=True)
    lane: str = ""
    act: str
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    who: str = ""
    why: str = ""
    at: datetime = Field(default_factory=now)


class CodebookVersion(SQLModel, table=True):
    """A codebook of this series as it stood at one time: a coding says by which one it was made."""

    number: int = Field(primary_key=True)
    book: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))  # in the shape of its JSON file
    who: str = ""
    why: str = ""
    at: datetime = Field(default_factory=now)


class Replacement(SQLModel, table=True):
    """What a person decided about a name or number in somebody's words; the original is not kept."""

    id: str = Field(default_factory=new_id, primary_key=True)
    contribution_id: str = Field(index=True)
    kind: str  # as analysis.pseudonyms has them
    placeholder: str  # what stands there now; "" where it was left as it is
    who: str = ""
    at: datetime = Field(default_factory=now)


class PersonalReview(SQLModel, table=True):
    """Somebody looked for what tells of a person in these very words: it holds while they stay the same."""

    contribution_id: str = Field(primary_key=True)
    sha256: str  # of the words as they were then
    who: str = ""
    at: datetime = Field(default_factory=now)


class Arrival(SQLModel, table=True):
    """A file whose words were brought into a circle: notes, a transcript, a table of statements."""

    id: str = Field(default_factory=new_id, primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    name: str
    sha256: str
    kind: str
    contributions: int
    who: str = ""
    at: datetime = Field(default_factory=now)
