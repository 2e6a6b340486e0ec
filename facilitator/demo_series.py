"""A made-up series of six circles, played through the same acts as real ones; themes are read when open."""

import itertools
import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from facilitator import invite, model
from facilitator.chairs import Options
from facilitator.circle import Circle
from facilitator.demo import Evening
from facilitator.desk import Desk
from facilitator.invite import Group
from facilitator.limits import Limits
from facilitator.prepare import Prepare
from facilitator.questions import Questions
from facilitator.record import Record
from facilitator.script import Script, load
from facilitator.store import Store
from participant_ui.port import Consent, Seat, Stage
from participant_ui.questions import PULSE, STATEMENTS, Form, Moment

TEXTS = Path(__file__).with_name("demo_series.json")
PHONES = ("experience", "insight")
"""Rounds in which people write; between them the recorder writes down the talk."""
SHARES = {"experience": 0.35, "dialogue": 0.65, "deepening": 0.8, "insight": 1.0}
"""Up to which part of the texts each round comes."""


def make(file: Path) -> None:
    """Make a series file with the made-up circles in it, as if they had met in the last six weeks."""
    told = json.loads(TEXTS.read_text("utf-8"))
    evening = Evening(model.now())
    store = Store(clock=evening)
    store.open(file)
    try:
        Prepare(store).series(title=told["title"], question=told["question"], host=told["host"])
        for circle in told["circles"]:
            evening.at = model.now() - timedelta(days=circle["days_ago"])
            Meeting(store, evening, circle).play()
    finally:
        store.close()


class Meeting:
    """One circle's evening."""

    def __init__(self, store: Store, evening: Evening, told: dict[str, Any]) -> None:
        secret, unhurried = secrets.token_bytes(32), itertools.count(step=60)
        limits = Limits(lambda: float(next(unhurried)))  # nobody in a play writes too fast
        self.store, self.evening, self.told = store, evening, told
        self.circle = Circle(store, secret, clock=evening, limits=limits)
        self.desk = Desk(store, secret, clock=evening)
        self.questions = Questions(store, secret, clock=evening, limits=limits)
        self.record = Record(store)
        self.script = load(told["script"])
        self.kept: dict[Seat, str] = {}  # the first text of each phone
        self.session = self._prepare(self.script)

    def play(self) -> None:
        seats = self._sit()
        self.desk.agreed_aloud(self.session, len(seats), len(seats))
        self.desk.move(self.session, Stage.OPEN, seen=self._state())
        said = dict(self._by_round())
        for index, round in enumerate(self.script.rounds):
            self.desk.turn(self.session, index, seen=self._state())
            self._ask(index, seats)
            self._say(round.id, said.get(round.id, []), seats)
            self.evening.later(round.minutes)
        self.desk.move(self.session, Stage.CLOSED, seen=self._state())
        self._take_back(seats)
        self.questions.count(self.session)

    def _prepare(self, script: Script) -> str:
        told, prepare = self.told, Prepare(self.store)
        named = {name: told[name] for name in ("title", "place", "region", "language")}
        circle = prepare.circle(question="", **named)
        for group in told["groups"]:
            kept = Group("", group["name"], group["types"], invited=group["invited"], yes=group["yes"])
            self.store.change(partial(invite.keep_group, circle=circle, group=kept))
        session = prepare.session(circle, script, capacity=30)
        self.desk.use(
            session, Options(marks=0, pulse=told["pulse"], feedback=bool(told["forms"]), capacity=30)
        )
        return session

    def _sit(self) -> Sequence[Seat | int]:
        """A seat for each who has a phone, a slip's number for each who has none."""
        with self.store.read() as work:
            link = work.sitting(self.session).link
        return [self._seat(link, n, language) for n, language in enumerate(self.told["people"])]

    def _seat(self, link: str, number: int, language: str) -> Seat | int:
        consent = Consent(number not in self.told["no_quote"], archive=number % 3 != 0)
        if number in self.told["paper"]:
            return self.desk.paper_slip(self.session, consent, key=f"demo-{number}")[0]
        return self.circle.take_seat(link, consent, language=language, key=f"demo-{number}")

    def _by_round(self) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
        texts, start = self.told["said"], 0
        for round, share in SHARES.items():
            upto = int(len(texts) * share)
            yield round, texts[start:upto]
            start = upto

    def _say(self, round: str, texts: Sequence[tuple[str, str]], seats: Sequence[Seat | int]) -> None:
        for number, (language, text) in enumerate(texts):
            author = self._author(round, number, language, seats)
            key = f"{round}-{number}"
            if isinstance(author, Seat):
                kept = self.circle.contribute(author, text, key=key, round=round)
                self.kept.setdefault(author, kept.id)
            else:
                self.record.keep(self.session, text, key=key, quotable=number % 9 != 4, paper=author)

    def _author(
        self, round: str, number: int, language: str, seats: Sequence[Seat | int]
    ) -> Seat | int | None:
        """Somebody who speaks that language, in turn; the recorder where people talk, or nobody does."""
        theirs = [seat for seat, own in zip(seats, self.told["people"], strict=True) if own == language]
        return theirs[number % len(theirs)] if round in PHONES and theirs else None

    def _ask(self, index: int, seats: Sequence[Seat | int]) -> None:
        """Trust at the first and the last round, the form at the last."""
        phones = [seat for seat in seats if isinstance(seat, Seat)]
        last = index == len(self.script.rounds) - 1
        if self.told["pulse"] and (last or not index):
            moment = Moment.AFTER if last else Moment.BEFORE
            for n, seat in enumerate(phones):
                self.questions.answer(seat, moment, {item: _trust(n, item, last) for item in PULSE})
        if last:
            for n, seat in enumerate(phones[: self.told["forms"]]):
                self.questions.hand_in(seat, _form(n), key=f"demo-form-{n}")

    def _take_back(self, seats: Sequence[Seat | int]) -> None:
        """One text of somebody who has a phone."""
        number = self.told.get("withdrawn")
        seat = seats[number] if number is not None else None
        if isinstance(seat, Seat):
            self.circle.withdraw(seat, self.kept[seat])

    def _state(self) -> int:
        with self.store.read() as work:
            return work.sitting(self.session).state


def _trust(person: int, item: str, after: bool) -> int:
    """Made-up numbers: most move a little, some the other way."""
    start = {"others": 5, "local": 4, "national": 3}[item]
    moved = (1, 0, 2, -1)[person % 4] if after else 0
    return min(10, start + person % 4 + moved)


def _form(person: int) -> Form:
    return Form({one: 3 + (person + n) % 3 for n, one in enumerate(STATEMENTS)}, 6 + person % 4)
