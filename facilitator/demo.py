"""A made-up circle, played through the same acts as a real one, and left as if it had just closed."""

import itertools
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from facilitator import model
from facilitator.circle import Circle
from facilitator.desk import Desk
from facilitator.limits import Limits
from facilitator.prepare import Prepare
from facilitator.record import Record
from facilitator.script import Script, load
from facilitator.store import Store
from participant_ui.port import Consent, Seat, Stage

TEXTS = Path(__file__).with_name("demo_texts.json")


@dataclass
class Evening:
    """Time as it passed that evening, ending now."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def later(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)


class Player:
    """Plays the texts, round by round."""

    def __init__(self, store: Store, evening: Evening, told: dict[str, Any]) -> None:
        self.told = told
        self.evening = evening
        secret = secrets.token_bytes(32)
        unhurried = itertools.count(step=60)  # nobody in a play writes too fast
        self.circle = Circle(store, secret, clock=evening, limits=Limits(lambda: float(next(unhurried))))
        self.desk = Desk(store, secret, clock=evening)
        self.record = Record(store)
        self.prepare = Prepare(store)
        self.store = store

    def play(self) -> str:
        script = load(self.told["script"])
        session = self._prepare(script)
        seats = self._sit(session)
        self._move(session, Stage.OPEN)
        for index, round in enumerate(script.rounds):
            self.desk.turn(session, index, seen=self._state(session))
            self._say(session, round.id, round.minutes, seats)
        self._move(session, Stage.CLOSED)
        return session

    def _prepare(self, script: Script) -> str:
        told = self.told
        question = told["question"][told["language"]]
        self.prepare.series(title=told["title"], question=question, host=told["host"])
        circle = self.prepare.circle(
            title=told["title"], question="", place=told["place"], language=told["language"]
        )
        return self.prepare.session(circle, script, capacity=30)

    def _sit(self, session: str) -> list[Seat | int]:
        """A seat for each who has a phone, a slip's number for each who has none."""
        with self.store.read() as work:
            row = work.session(session)
            link = row.link if row else ""
        people = self.told["participants"]
        seats = [self._seat(session, link, n, person) for n, person in enumerate(people)]
        self.desk.agreed_aloud(session, len(people), len(people))
        return seats

    def _seat(self, session: str, link: str, number: int, person: dict[str, Any]) -> Seat | int:
        consent = Consent(person["quote"], person["archive"])
        if person["paper"]:
            return self.desk.paper_slip(session, consent, key=f"demo-{number}")[0]
        return self.circle.take_seat(link, consent, language=person["language"], key=f"demo-{number}")

    def _say(self, session: str, round: str, minutes: int, seats: list[Seat | int]) -> None:
        said = [one for one in self.told["contributions"] if one["round"] == round]
        for number, one in enumerate(said):
            key, author = f"{round}-{number}", None if one["by"] is None else seats[one["by"]]
            if isinstance(author, Seat):
                self.circle.contribute(author, one["text"], key=key, round=round)
            else:
                self.record.keep(session, one["text"], key=key, quotable=one["quotable"], paper=author)
            self.evening.later(minutes / len(said))
        if not said:
            self.evening.later(minutes)

    def _move(self, session: str, stage: Stage) -> None:
        self.desk.move(session, stage, seen=self._state(session))

    def _state(self, session: str) -> int:
        with self.store.read() as work:
            row = work.session(session)
            return row.state if row else 0


def make(file: Path) -> str:
    """Make a series file with the made-up circle in it; returns the session."""
    told = json.loads(TEXTS.read_text("utf-8"))
    evening = Evening(model.now() - timedelta(minutes=load(told["script"]).minutes))
    store = Store(clock=evening)
    store.open(file)
    try:
        return Player(store, evening, told).play()
    finally:
        store.close()
