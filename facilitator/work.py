"""One transaction's worth of questions and changes, named in the house's words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, delete, func, inspect, select
from sqlmodel import Session as DbSession
from sqlmodel import SQLModel, col

from facilitator import model, quoted_words, researched, theme_names
from facilitator.events import Event
from facilitator.session import Visibility
from participant_ui.port import NoSuchSeat

R = TypeVar("R", bound=SQLModel)


@dataclass(frozen=True)
class Told:
    """An entry of the journal as it goes out: its class says who may hear it."""

    session: str
    seq: int
    name: str
    body: dict[str, Any]
    at: datetime

    @property
    def news(self) -> dict[str, Any]:
        return {"seq": self.seq, "name": self.name, **self.body}


class Work:
    def __init__(self, db: DbSession, clock: Callable[[], datetime]) -> None:
        self.db = db
        self.clock = clock
        self.told: list[Told] = []
        self.erased = False

    def add(self, row: R) -> R:
        self.db.add(row)
        self.db.flush()
        return row

    def add_all(self, rows: Iterable[SQLModel]) -> None:
        """Many at once: in the order in which tables point at one another, in few statements."""
        self.db.add_all(rows)
        self.db.flush()

    def note(self, session: str, event: Event) -> int:
        """Write the journal, in this transaction: numbered without gaps, whoever writes."""
        row = self.db.get_one(model.Session, session, with_for_update=True)
        row.last_seq += 1
        entry = self.add(
            model.JournalEntry(
                session_id=session, seq=row.last_seq, name=event.name, body=event.kept(), at=self.clock()
            )
        )
        self.told.append(Told(session, entry.seq, entry.name, event.model_dump(mode="json"), entry.at))
        return entry.seq

    def journal(self, session: str, after: int, *names: str) -> list[model.JournalEntry]:
        """What happened after number `after`, without words (aloud.py fills them in). `names`: only these."""
        rows = (
            select(model.JournalEntry)
            .where(col(model.JournalEntry.session_id) == session, col(model.JournalEntry.seq) > after)
            .order_by(col(model.JournalEntry.seq))
        )
        return self._all(rows.where(col(model.JournalEntry.name).in_(names)) if names else rows)

    def these(self, ids: set[str]) -> dict[str, model.Contribution]:
        """These contributions as they stand now; empty where they were taken back."""
        rows = select(model.Contribution).where(col(model.Contribution.id).in_(ids))
        return {c.id: c for c in self._all(rows)} if ids else {}

    # the series and what is in it

    def series(self) -> model.Series | None:
        return self.db.execute(select(model.Series)).scalars().first()

    def circles(self) -> list[model.Circle]:
        return self._all(select(model.Circle).order_by(col(model.Circle.number)))

    def circle(self, id: str) -> model.Circle | None:
        return self.db.get(model.Circle, id)

    def sessions(self, circle: str | None = None) -> list[model.Session]:
        rows = select(model.Session).order_by(col(model.Session.made_at))
        if circle is not None:
            rows = rows.where(col(model.Session.circle_id) == circle)
        return self._all(rows)

    def last_seqs(self) -> list[tuple[str, int]]:
        """How far each session's journal has come, without the sessions themselves: these hold scripts."""
        rows = select(col(model.Session.id), col(model.Session.last_seq)).order_by(col(model.Session.made_at))
        return [(id, seq) for id, seq in self.db.execute(rows)]

    def session(self, id: str) -> model.Session | None:
        return self.db.get(model.Session, id)

    def sitting(self, id: str) -> model.Session:
        """The session that is there for sure. Raises NoSuchSeat where it is not, or no longer."""
        row = self.session(id)
        if row is None:
            raise NoSuchSeat
        return row

    def session_by_link(self, link: str) -> model.Session | None:
        return self._one(select(model.Session).where(col(model.Session.link) == link))

    def session_by_code(self, code: str) -> model.Session | None:
        return self._one(select(model.Session).where(col(model.Session.code) == code))

    # people

    def participant(self, token: str) -> model.Participant | None:
        return self._one(select(model.Participant).where(col(model.Participant.token) == token))

    def participant_by_slip(self, session: str, slip: str) -> model.Participant | None:
        return self._one(
            select(model.Participant).where(
                col(model.Participant.session_id) == session, col(model.Participant.slip) == slip
            )
        )

    def participants(self, session: str) -> list[model.Participant]:
        return self._all(
            select(model.Participant)
            .where(col(model.Participant.session_id) == session)
            .order_by(col(model.Participant.seat))
        )

    def seats(self, session: str) -> int:
        """How many seats are taken, paper slips included; given-up ones not."""
        return self._count(
            select(func.count())
            .select_from(model.Participant)
            .where(col(model.Participant.session_id) == session, col(model.Participant.left).is_(False))
        )

    def people(self, session: str) -> int:
        """How many people sit there: two may share a phone."""
        return sum(p.people for p in self.participants(session) if not p.left)

    def last_seat(self, session: str) -> int:
        return self._count(
            select(func.coalesce(func.max(model.Participant.seat), 0)).where(
                col(model.Participant.session_id) == session
            )
        )

    # words

    def said(self, session: str, author: str, key: str) -> model.Contribution | None:
        return self._one(
            select(model.Contribution).where(
                col(model.Contribution.session_id) == session,
                col(model.Contribution.author) == author,
                col(model.Contribution.key) == key,
            )
        )

    def contribution(self, id: str) -> model.Contribution | None:
        return self.db.get(model.Contribution, id)

    def contributions(self, session: str, participant: str | None = None) -> list[model.Contribution]:
        """In the order in which they were kept; those taken back are empty."""
        rows = (
            select(model.Contribution)
            .where(col(model.Contribution.session_id) == session)
            .order_by(col(model.Contribution.number))
        )
        if participant is not None:
            rows = rows.where(col(model.Contribution.participant_id) == participant)
        return self._all(rows)

    def words_said(self, session: str) -> int:
        """How many contributions there are; those taken back are not."""
        there = col(model.Contribution.session_id) == session, col(model.Contribution.text) != ""
        return self._count(select(func.count()).select_from(model.Contribution).where(*there))

    def erase(self, contribution: model.Contribution) -> None:
        """The words are gone from row, vector and reading; the key stays, so that they cannot return."""
        for entry in self.rows(researched.DeskEntry):  # where researchers wrote them down they go too
            entry.body, entry.why = quoted_words.without([entry.body, entry.why], contribution.text)
        contribution.text = ""
        contribution.visibility = Visibility.WITHDRAWN
        contribution.shared = False
        self.forget_reading_of(contribution)
        for row in self.rows(model.CheckedTheme, session_id=contribution.session_id):
            row.members = [m for m in row.members if m != contribution.id]
        self.db.flush()
        self.erased = True

    def forget_reading_of(self, contribution: model.Contribution) -> None:
        """Nothing derived from these words stays: no vector, no place in a theme, no quote."""
        self.db.execute(delete(model.Vector).where(col(model.Vector.contribution_id) == contribution.id))
        self.drop(researched.PersonalReview, contribution_id=contribution.id)
        for reading in self._readings(contribution.session_id):
            named = theme_names.nameless(reading.themes, {contribution.id})
            reading.themes = [theme_names.less(theme, contribution.id) for theme in named]
            reading.placed = [p for p in reading.placed if p["id"] != contribution.id]
        for entry in self.rows(researched.DeskEntry, act="mark"):  # nor the sum of a quote
            if entry.body["contribution"] == contribution.id:
                entry.body = entry.body | {"sha256": ""}
        self._forget_drafts_of(contribution.session_id, {contribution.id})

    # what the reader made of them

    def vectors(self, session: str, embedder: str) -> dict[str, bytes]:
        rows = self.db.execute(
            select(col(model.Vector.contribution_id), col(model.Vector.values))
            .join(model.Contribution, col(model.Contribution.id) == col(model.Vector.contribution_id))
            .where(col(model.Contribution.session_id) == session, col(model.Vector.embedder) == embedder)
        )
        return {id: values for id, values in rows}

    def last_line(self) -> int:
        """The number of the last line of the reading desk's log; 0 where there is none."""
        return self._count(select(func.coalesce(func.max(col(researched.DeskEntry.seq)), 0)))

    def lines_after(self, seq: int, lane: str) -> list[researched.DeskEntry]:
        """The lines of the reading desk's log behind this number."""
        rows = select(researched.DeskEntry).where(col(researched.DeskEntry.seq) > seq)
        return self._all(rows.filter_by(lane=lane).order_by(col(researched.DeskEntry.seq)))

    def reading(self, session: str) -> model.Reading | None:
        return self.db.get(model.Reading, session)

    def _readings(self, session: str) -> list[model.Reading | researched.SeriesReading]:
        """The session's own reading, and every reading of the series."""
        own = self.reading(session)
        return [*self.rows(researched.SeriesReading), *([own] if own else [])]

    def forget_names_of(self, session: str, participant: str) -> None:
        """Words of theirs that nobody else said go from the names of themes, which are then found anew."""
        theirs = {c.id for c in self.contributions(session, participant)}
        for reading in self._readings(session):
            reading.themes = theme_names.nameless(reading.themes, theirs)
        self._forget_drafts_of(session, theirs)

    def _forget_drafts_of(self, session: str, contributions: set[str]) -> None:
        """The drafts the room was shown: names and quotes that came of these words alone go there too."""
        for row in self.rows(model.CheckedTheme, session_id=session):
            if theme_names.touched(row.labels, row.members, contributions):
                quotes = [q for q in row.labels["quotes"] if q["contribution"] not in contributions]
                row.labels = theme_names.without(row.labels, contributions) | {"quotes": quotes}
        self.db.flush()

    def nameless(self, session: str) -> bool:
        """Does a theme wait for its name? Words it was called by were taken back or changed."""
        reading = self.reading(session)
        return reading is not None and any(not theme["label"] for theme in reading.themes if theme["size"])

    def unread(self, session: str) -> int:
        """How many contributions the last reading has not seen as they stand now."""
        row = self.reading(session)
        read = {one["id"] for one in row.placed} if row else set()
        return sum(1 for c in self.contributions(session) if c.text and c.id not in read)

    def put(self, row: SQLModel) -> None:
        """Add, or replace what stands under the same key."""
        self.db.merge(row)
        self.db.flush()

    # screens on other machines

    def pairing(self, id: str) -> model.Pairing | None:
        return self.db.get(model.Pairing, id)

    def pairings(self, session: str) -> list[model.Pairing]:
        return self._all(
            select(model.Pairing)
            .where(col(model.Pairing.session_id) == session)
            .order_by(col(model.Pairing.made_at))
        )

    def pairing_by(self, **digest: str) -> model.Pairing | None:
        """By the digest of its link, its code, or the token of the screen that claimed it."""
        ((field, value),) = digest.items()
        return self._one(select(model.Pairing).where(getattr(model.Pairing, field) == value))

    def forget_session(self, session: str) -> None:
        """Delete a session and all that hangs on it: a rehearsal leaves no trace."""
        mine = select(col(model.Contribution.id)).where(col(model.Contribution.session_id) == session)
        for about in (model.Vector, researched.Replacement, researched.PersonalReview):
            self.db.execute(delete(about).where(col(about.contribution_id).in_(mine)))
        for table in reversed(SQLModel.metadata.sorted_tables):  # who points comes before who is pointed at
            if "session_id" in table.c:
                self.db.execute(delete(table).where(table.c.session_id == session))
        self.db.execute(delete(model.Session).where(col(model.Session.id) == session))
        self.erased = True

    # any table, by its own columns

    def one(self, table: type[R], **key: Any) -> R | None:
        """The row with these values, None where there is none."""
        return next(iter(self.rows(table, **key)), None)

    def rows(self, table: type[R], **where: Any) -> list[R]:
        """Rows with these values, in the order of the table's key."""
        order = list(inspect(table).primary_key)
        return self._all(select(table).filter_by(**where).order_by(*order))

    def drop(self, table: type[SQLModel], **where: Any) -> None:
        """Delete the rows with these values."""
        if not where:
            raise ValueError("nothing said of which")
        self.db.execute(delete(table).filter_by(**where))

    def _one(self, rows: Select[R]) -> R | None:
        return self.db.execute(rows).scalars().first()

    def _all(self, rows: Select[R]) -> list[R]:
        return list(self.db.execute(rows).scalars())

    def _count(self, rows: Any) -> int:
        return int(self.db.execute(rows).scalar_one())
