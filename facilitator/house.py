"""The parts of one running aplis, as the console finds them: made by app.py, passed, never global."""

from dataclasses import dataclass
from pathlib import Path

from facilitator.check import Check
from facilitator.circle import Circle
from facilitator.desk import Desk
from facilitator.gathering import Gathering
from facilitator.importing import Importing
from facilitator.joinpoint import JoinPoint
from facilitator.live import Line
from facilitator.pairing import Pairings
from facilitator.personal_review import PersonalReviews
from facilitator.prepare import Prepare
from facilitator.presence import Presence
from facilitator.questions import Questions
from facilitator.reading_desk import ReadingDesk
from facilitator.record import Record
from facilitator.retention import forget_due
from facilitator.reveal import Reveal
from facilitator.sealing import Sealing
from facilitator.settings import Settings
from facilitator.shelf import Shelf
from facilitator.slips import Slips
from facilitator.store import Store
from facilitator.summary import Summary
from facilitator.takehome import Sheets
from facilitator.worker import Reader


@dataclass(frozen=True)
class House:
    settings: Settings
    store: Store
    circle: Circle
    desk: Desk
    record: Record
    summary: Summary
    questions: Questions
    check: Check
    sheets: Sheets
    reveal: Reveal
    slips: Slips
    personal: PersonalReviews
    sealing: Sealing
    prepare: Prepare
    importing: Importing
    shelf: Shelf
    pairings: Pairings
    presence: Presence
    line: Line
    reader: Reader
    reading_desk: ReadingDesk
    gathering: Gathering
    join: JoinPoint
    launch: str  # the console's key: stands in the address that opens it, on this machine only

    def open(self, path: Path) -> None:
        """Open a series: what is due goes, what is unread is read. Raises what Store.open raises."""
        self.store.open(path)
        forget_due(self.store)
        self.reader.catch_up()
