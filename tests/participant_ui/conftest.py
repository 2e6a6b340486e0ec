"""A circle in memory that keeps the phone's contract, and ways to look at the phone face with it."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

import participant_ui
from participant_ui import afterwards, asked
from participant_ui.afterwards import Sheet, SheetTheme
from participant_ui.port import (
    Consent,
    DraftTheme,
    Invitation,
    Kept,
    MyVerdict,
    MyWords,
    News,
    NoSuchCircle,
    NoSuchSeat,
    NotNow,
    NotYours,
    OpenRound,
    Phones,
    Promised,
    PromisePage,
    Room,
    Seat,
    SharedWords,
    Stage,
    ThemeAnswered,
    WordsRefused,
)
from participant_ui.questions import Answer, Asked, Form, Moment

TOKEN = "Zm9ydHktdHdvLXNlYXRzLWhlcmU"
SESSION = "ses_4f1c9a27"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' ws:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
RULES = (
    {"en": "Listen without interrupting", "lv": "Klausieties, nepārtraucot", "ru": "Слушайте, не перебивая"},
    {"en": "Speak of what you have lived", "lv": "Runājiet par piedzīvoto", "ru": "Говорите о пережитом"},
    {"en": "Leave room for other views", "lv": "Atstājiet vietu citām domām", "ru": "Оставьте место другим"},
    {"en": "What is said here stays here", "lv": "Teiktais paliek šeit", "ru": "Сказанное остаётся здесь"},
)
TITLE = {"en": "A thought of one's own", "lv": "Pārdomas vienatnē", "ru": "Размышление наедине"}
PROMPT = {
    "en": "When did you last trust somebody you did not know? What made it possible?",
    "lv": "Kad pēdējo reizi uzticējāties kādam, ko nepazināt? Kas to ļāva?",
    "ru": "Когда вы в последний раз доверились незнакомому человеку? Что помогло?",
}


@dataclass
class _Row:
    words: MyWords
    seat: str


@dataclass
class FakeCircle:
    """Satisfies participant_ui.Circle; a test plays the facilitator with open_round, turn_to and share."""

    TOKEN: ClassVar[str] = TOKEN
    SESSION: ClassVar[str] = SESSION
    PROMPT: ClassVar[dict[str, str]] = PROMPT

    stage: Stage = Stage.OPEN
    round: OpenRound | None = None
    joining: bool = True
    rehearsal: bool = False
    sealed: bool = False
    refusing: str = ""
    languages: tuple[str, ...] = ("lv", "en", "ru")
    themes: tuple[DraftTheme, ...] = ()
    theme_at: str = ""
    verdicts: dict[str, MyVerdict] = field(default_factory=dict)
    answered: tuple[ThemeAnswered, ...] = ()
    title: str = "Uzticēšanās Cēsīs"
    question: str = "Kad mēs uzticamies cits citam?"
    host: str = "Cēsu Centrālā bibliotēka"
    rows: list[_Row] = field(default_factory=list)
    several: set[str] = field(default_factory=set)
    journal: list[dict[str, Any]] = field(default_factory=list)
    seats: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    attempts: list[tuple[str, str]] = field(default_factory=list)
    teller: Callable[[dict[str, Any]], None] | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)

    def tell(self, name: str, **fields: Any) -> None:
        with self.lock:
            entry = {"seq": len(self.journal) + 1, "name": name, **fields}
            self.journal.append(entry)
        if self.teller:
            self.teller(entry)

    def open_round(
        self, phones: Phones = Phones.WRITE, *, id: str = "rnd-1", shared: str = "facilitator"
    ) -> None:
        self.stage = Stage.OPEN
        self.round = OpenRound(id, 4, 13, TITLE, PROMPT, "alone", phones, shared)
        fields = asdict(self.round)
        self.tell("round.opened", round=fields.pop("id"), **fields)

    def turn_to(self, stage: Stage) -> None:
        self.stage = stage
        self.tell(
            {Stage.PAUSED: "session.paused", Stage.CLOSED: "session.closed"}.get(stage, "session.opened")
        )

    def share(self, id: str) -> None:
        row = self._change(id, "released")
        self.tell("contribution.shared", id=id, round=row.words.round, several=False, text=row.words.text)

    def reveal(self, *texts: str, several: bool = False) -> None:
        """Words of others in this round, all at once; with `several` the first stands for more."""
        where = self.round.id if self.round else ""
        ids = [self.somebody_else_wrote(text, round=where) for text in texts]
        self.several |= set(ids[:1]) if several else set()
        words = [
            {"id": id, "text": text, "several": id in self.several}
            for id, text in zip(ids, texts, strict=True)
        ]
        self.tell("words.revealed", round=where, shared="phones", order=ids, joined=[], words=words)

    def somebody_else_wrote(self, text: str, *, state: str = "released", round: str = "rnd-0") -> str:
        self.rows.append(_Row(MyWords(f"con-{len(self.rows) + 1}", "", text, round, state), "somebody else"))
        return self.rows[-1].words.id

    def _change(self, id: str, state: str) -> _Row:
        row = next(row for row in self.rows if row.words.id == id)
        row.words = replace(row.words, state=state)
        return row

    def kept(self) -> list[str]:
        return [row.words.text for row in self.rows if row.words.state != "withdrawn"]

    # The port.

    def invitation(self, token: str) -> Invitation:
        if token != TOKEN:
            raise NoSuchCircle
        return Invitation(
            SESSION,
            self.title,
            self.question,
            "Cēsis",
            self.host,
            self.languages,
            self.joining,
            self.stage,
            "2027-11-30",
            self.rehearsal,
        )

    def link_of(self, code: str) -> str:
        if self.refusing:
            raise NotNow(self.refusing)
        if code.strip().upper().replace("-", "") != "K7RTM2QX":
            raise NoSuchCircle
        return TOKEN

    def take_seat(self, token: str, consent: Consent, *, language: str, key: str, people: int = 1) -> Seat:
        self.invitation(token)
        if not self.joining:
            raise NotNow("joining_closed")
        with self.lock:
            if key not in self.keys:
                number = len(self.seats) + 1
                self.keys[key] = f"seat-token-{number}"
                self.seats[self.keys[key]] = {
                    "slip": f"upe zars maize {number}",
                    "consent": consent,
                    "language": language,
                    "people": people,
                    "who": f"p{number}",
                }
            held = self.keys[key]
        return Seat(held, SESSION, self.seats[held]["slip"])

    def seat_by_slip(self, token: str, slip: str) -> Seat:
        self.invitation(token)
        if self.refusing:
            raise NotNow(self.refusing)
        for held, known in list(self.seats.items()):
            if known["slip"] == slip:
                fresh = f"{held}+"
                self.seats[fresh] = self.seats.pop(held)
                return Seat(fresh, SESSION, slip)
        raise NoSuchSeat

    def seat_by_code(self, code: str) -> Seat:
        return self.seat_by_slip(TOKEN, code.strip())

    def _known(self, seat: Seat) -> dict[str, Any]:
        if seat.session != SESSION or seat.token not in self.seats:
            raise NoSuchSeat
        return self.seats[seat.token]

    def room(self, seat: Seat) -> Room:
        known = self._known(seat)
        shown = [row.words for row in self.rows if row.words.state == "released"]
        return Room(
            SESSION,
            len(self.journal),
            self.title,
            self.question,
            self.stage,
            self.round,
            RULES,
            self.languages,
            known["language"],
            known["consent"],
            mine=[row.words for row in self.rows if row.seat == known["who"]],
            shared=[
                SharedWords(words.id, words.text, words.round, words.id in self.several) for words in shown
            ],
            themes=self.themes,
            theme_at=self.theme_at,
            verdicts=self.verdicts,
            keep_until="2027-11-30",
            sealed=self.sealed,
        )

    def since(self, seat: Seat, seq: int) -> Sequence[News]:
        self._known(seat)
        return self.journal[seq:]

    def contribute(self, seat: Seat, text: str, *, key: str, round: str) -> Kept:
        known = self._known(seat)
        self.attempts.append((key, text))
        with self.lock:
            for row in self.rows:
                if row.words.key == key:
                    if row.words.state == "withdrawn":
                        raise WordsRefused("withdrawn")
                    if row.words.text != text:
                        raise WordsRefused("other_words_same_key")
                    return Kept(row.words.id, True)
            self._may_keep(text)
            where = round or (self.round.id if self.round else "")
            words = MyWords(f"con-{len(self.rows) + 1}", key, text, where, "kept")
            self.rows.append(_Row(words, known["who"]))
        return Kept(words.id, False)

    def _may_keep(self, text: str) -> None:
        if self.refusing:
            raise NotNow(self.refusing)
        if self.stage is not Stage.OPEN:
            raise NotNow({Stage.PAUSED: "paused", Stage.CLOSED: "closed"}.get(self.stage, "not_open"))
        self._readable(text)

    def _readable(self, text: str) -> None:
        if not text.strip():
            raise WordsRefused("empty")
        if len(text) > 2000:
            raise WordsRefused("too_long")
        if "\0" in text:
            raise WordsRefused("unreadable")

    def withdraw(self, seat: Seat, contribution: str) -> None:
        who = self._known(seat)["who"]
        if not any(row.words.id == contribution and row.seat == who for row in self.rows):
            raise NotYours
        self._change(contribution, "withdrawn")
        self.tell("contribution.withdrawn", id=contribution)

    def mend(self, seat: Seat, contribution: str, text: str) -> None:
        who = self._known(seat)["who"]
        if not any(row.words.id == contribution and row.seat == who for row in self.rows):
            raise NotYours
        if self.sealed:
            raise NotNow("sealed")
        self._readable(text)
        row = next(row for row in self.rows if row.words.id == contribution)
        row.words = replace(row.words, text=text)

    def agree(self, seat: Seat, consent: Consent) -> None:
        self._known(seat)["consent"] = consent

    def speak(self, seat: Seat, language: str) -> None:
        self._known(seat)["language"] = language

    def leave(self, seat: Seat, *, withdraw: bool) -> None:
        who = self._known(seat)["who"]
        if withdraw:
            for row in [row for row in self.rows if row.seat == who]:
                self._change(row.words.id, "withdrawn")
        del self.seats[seat.token]

    def promised(self, token: str) -> PromisePage:
        if token != TOKEN:
            raise NoSuchCircle
        answers = sum(bool(one.text) for one in self.answered)
        said = Promised(self.host, "Made-up council", "2027-03-01", "", TOKEN, answers=answers)
        return PromisePage(
            self.title, self.question, self.host, "2026-10-03", self.languages, said, self.answered
        )


@pytest.fixture
def circle() -> FakeCircle:
    return FakeCircle()


@dataclass
class FakeQuestions:
    """Satisfies participant_ui's Questions; a test says what is asked by setting `now`."""

    circle: FakeCircle
    now: Asked = field(default_factory=Asked)
    refusing: str = ""
    kept: dict[tuple[str, Moment], dict[str, Answer]] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)

    def asked(self, seat: Seat) -> Asked:
        moment = self.now.pulse or Moment.BEFORE
        return replace(self.now, answers=self.answers(seat, moment))

    def answers(self, seat: Seat, moment: Moment) -> dict[str, Answer]:
        return self.kept.get((self.circle._known(seat)["who"], moment), {})

    def answer(self, seat: Seat, moment: Moment, answers: Mapping[str, Answer]) -> None:
        self._may(seat)
        self.kept[self.circle._known(seat)["who"], moment] = dict(answers)

    def hand_in(self, seat: Seat, form: Form, *, key: str) -> None:
        self._may(seat)
        if any(len(text) > 2000 for text in form.words.values()):
            raise WordsRefused("too_long")
        self.forms[key] = form

    def _may(self, seat: Seat) -> None:
        self.circle._known(seat)
        if self.refusing:
            raise NotNow(self.refusing)


@pytest.fixture
def questions(circle: FakeCircle) -> FakeQuestions:
    return FakeQuestions(circle)


@dataclass
class FakeCheck:
    """Satisfies RoomCheck and TakeHome: keeps the last word on each draft, and has a sheet with one theme."""

    circle: FakeCircle
    given: list[tuple[str, str, str]] = field(default_factory=list)
    refusing: str = ""

    def judge(self, seat: Seat, theme: str, verdict: str, text: str = "") -> None:
        self.circle._known(seat)
        if self.refusing or theme not in {one.id for one in self.circle.themes}:
            raise NotNow(self.refusing or "not_shown")
        self.given.append((theme, verdict, text))
        self.circle.verdicts[theme] = MyVerdict(verdict, text)

    def sheet(self, session: str, language: str) -> Sheet:
        fake = self.circle
        theme = SheetTheme("Upe un tilts", "upe, tilts", "corrected", ["Tilts ir drošs."])
        about = (fake.title, fake.question, "2026-10-03", "Cēsis", fake.host, fake.languages, False, RULES[0])
        return Sheet(session, *about, True, True, [theme], 0, 1, 3, None, "", False, "2027-11-30")

    def promised(self, session: str) -> Promised | None:
        return None


@pytest.fixture
def check(circle: FakeCircle) -> FakeCheck:
    return FakeCheck(circle)


@pytest.fixture
def app(circle: FakeCircle, questions: FakeQuestions, check: FakeCheck) -> Flask:
    """The phone face alone, with the headers that the house sets on every answer."""
    app = Flask("phone-alone", static_folder=None)
    app.config.update(SECRET_KEY="a secret of the tests", MAX_CONTENT_LENGTH=64_000)
    participant_ui.install(app, circle)
    asked.install(app, questions)
    afterwards.install(app, check, check)

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = CSP
        return response

    return app


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def seated(phone: FlaskClient, circle: FakeCircle) -> FlaskClient:
    """A phone that has taken a seat, in English."""
    phone.post(f"/j/{TOKEN}/seat", data={"key": "key-of-the-first-seat", "language": "en"})
    assert len(circle.seats) == 1
    return phone
