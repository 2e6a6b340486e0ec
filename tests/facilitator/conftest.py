"""A circle on a real file, with a small script of four rounds."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from facilitator.circle import Circle
from facilitator.desk import Desk
from facilitator.limits import Limits
from facilitator.pairing import Pairings
from facilitator.prepare import Prepare
from facilitator.record import Record
from facilitator.script import Script, load
from facilitator.store import Store
from facilitator.work import Told
from facilitator.worker import Reader
from participant_ui.port import Consent, Seat, Stage

SECRET = b"s" * 32


@dataclass
class Clock:
    """Time that a test turns."""

    at: datetime = datetime(2026, 10, 3, 18, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **span: float) -> None:
        self.at += timedelta(**span)

    def seconds(self) -> float:
        return self.at.timestamp()


@dataclass
class Table:
    """Everything of one circle, as the pages would call it."""

    store: Store
    clock: Clock
    told: list[Told]
    circle: Circle = field(init=False)
    desk: Desk = field(init=False)
    record: Record = field(init=False)
    prepare: Prepare = field(init=False)
    pairings: Pairings = field(init=False)
    session: str = ""
    link: str = ""
    code: str = ""

    def __post_init__(self) -> None:
        limits = Limits(self.clock.seconds)
        self.circle = Circle(self.store, SECRET, clock=self.clock, limits=limits)
        self.desk = Desk(self.store, SECRET, clock=self.clock)
        self.record = Record(self.store)
        self.prepare = Prepare(self.store)
        self.pairings = Pairings(self.store, clock=self.clock, limits=Limits(self.clock.seconds))

    @property
    def state(self) -> int:
        with self.store.read() as work:
            row = work.session(self.session)
            assert row is not None
            return row.state

    def sit(self, key: str = "k", *, quote: bool = True, archive: bool = False) -> Seat:
        return self.circle.take_seat(self.link, Consent(quote, archive), language="lv", key=key)

    def open(self) -> None:
        self.desk.move(self.session, Stage.OPEN, seen=self.state)

    def close(self) -> None:
        self.desk.move(self.session, Stage.CLOSED, seen=self.state)

    def turn(self, index: int) -> None:
        self.desk.turn(self.session, index, seen=self.state)

    def write_round(self) -> None:
        """Open the circle and its first round of writing."""
        self.open()
        self.turn(self.rounds("write")[0])

    def rounds(self, phones: str) -> list[int]:
        return [i for i, r in enumerate(self.script.rounds) if r.phones == phones]

    @property
    def script(self) -> Script:
        with self.store.read() as work:
            row = work.session(self.session)
            assert row is not None
            return Script.from_dict(row.script)

    def say(self, seat: Seat, text: str, key: str = "w" * 16, round: str = "") -> str:
        return self.circle.contribute(seat, text, key=key, round=round).id

    def words(self) -> list[str]:
        with self.store.read() as work:
            return [c.text for c in work.contributions(self.session) if c.text]


@pytest.fixture(name="clock")
def _clock() -> Clock:
    return Clock()


@pytest.fixture(name="table")
def _table(tmp_path: Path, clock: Clock) -> Iterator[Table]:
    told: list[Told] = []
    store = Store(told.extend, clock=clock)
    store.open(tmp_path / "trust.aplis")
    table = Table(store, clock, told)
    table.prepare.series(title="Trust", question="When did you feel heard?", host="Made-up association")
    circle = table.prepare.circle(title="Evening", question="", place="Library", language="lv")
    table.session = table.prepare.session(circle, load("timeout-120"), capacity=12)
    with store.read() as work:
        row = work.session(table.session)
        assert row is not None
        table.link, table.code = row.link, row.code
    yield table
    store.close()


class Lent:
    """A reader's process, started once and lent from test to test: it keeps nothing of whom it read for."""

    def __init__(self) -> None:
        self.process: Any = None
        self.line: Any = None

    @contextlib.contextmanager
    def to(self, store: Store) -> Iterator[Reader]:
        """A reader over this store; one that dies is started again, and that one is lent next."""
        reader = Reader(store)
        reader._process, reader._line = self.process, self.line
        try:
            yield reader
        finally:
            self.process, self.line = reader._process, reader._line
            reader._process = reader._line = None
            reader.stop()


@pytest.fixture(name="lent", scope="session")
def _lent() -> Iterator[Lent]:
    lent = Lent()
    yield lent
    last = Reader(Store())
    last._process, last._line = lent.process, lent.line
    last.stop()
