"""The console as its pages are used: a real app on a real file, and a reader of pages who runs no script."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator.app import create_app
from facilitator.folder import open_folder
from facilitator.gate import DOOR, Door
from facilitator.house import House
from facilitator.joinpoint import JoinPoint
from facilitator.network import Surroundings
from facilitator.network.interfaces import Inside
from facilitator.script import load
from facilitator.settings import Settings
from participant_ui.port import Consent, Seat, Stage

PHONE = "192.168.4.23"
ENGLISH = {"Accept-Language": "en"}
JSON = {"Accept": "application/json"}


@dataclass
class PageForm:
    """A form of a page: where it goes, what it sends unasked, and its buttons by their words."""

    action: str
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


VOID = {"input", "img", "br", "meta", "link", "hr"}


class Page(HTMLParser):
    """What a person without script finds: forms that are in sight."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._inside: list[tuple[str, bool]] = []
        self._form: PageForm | None = None
        self._button: tuple[str, str] | None = None
        self._area = self._list = ""
        self._words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._inside.append((tag, "hidden" in has or tag == "template"))
        if tag == "form" and not self._out_of_sight():
            self._form = PageForm(has["action"], has.get("method", "get"))
            self.forms.append(self._form)
        if self._form is None:
            return
        if tag == "button":
            self._button, self._words = (has.get("name", ""), has.get("value", "")), ""
        if tag == "textarea":
            self._area, self._words = has["name"], ""
        self._choose(tag, has, self._form)
        if tag == "input" and (has.get("type") not in ("radio", "checkbox") or "checked" in has):
            self._form.fields[has["name"]] = has.get("value", "")

    def _choose(self, tag: str, has: dict[str, str], form: PageForm) -> None:
        """Of a list the first is sent, unless another one is chosen already."""
        if tag == "select":
            self._list = has["name"]
        if tag == "option" and ("selected" in has or self._list not in form.fields):
            form.fields[self._list] = has.get("value", "")

    def handle_data(self, data: str) -> None:
        if not self._out_of_sight():
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop()[0] != tag:
            pass
        if tag == "form":
            self._form = None
        if self._form is not None and tag == "button" and self._button:
            self._form.buttons[" ".join(self._words.split())] = self._button
        if self._form is not None and tag == "textarea":
            self._form.fields[self._area] = self._words

    def _out_of_sight(self) -> bool:
        return any(hidden for _, hidden in self._inside)

    def form(self, button: str) -> PageForm:
        return next(f for f in self.forms if any(words.startswith(button) for words in f.buttons))


@dataclass
class Console:
    """Somebody at the facilitator's laptop, with the key; presses buttons by their words."""

    app: Flask
    house: House
    client: FlaskClient

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path, headers=ENGLISH, follow_redirects=True)
        assert answer.status_code == status, (path, answer.status_code)
        return str(answer.text)

    def press(self, page: str, button: str, **typed: str) -> str:
        """Fill a form in and send it as a browser would; the page it leads to."""
        answer = self.send(page, button, **typed)
        assert answer.status_code == 200, (button, answer.status_code, answer.text)
        return str(answer.text)

    def send(self, page: str, button: str, **typed: str) -> TestResponse:
        form = Page(page).form(button)
        assert typed.keys() <= form.fields.keys() | {"quote", "archive"}, form
        pressed = next(sent for words, sent in form.buttons.items() if words.startswith(button))
        fields = form.fields | typed | (dict([pressed]) if pressed[0] else {})
        kind = "data" if form.method == "post" else "query_string"
        return self.client.open(
            form.action, method=form.method.upper(), headers=ENGLISH, follow_redirects=True, **{kind: fields}
        )

    def post(self, path: str, **fields: str) -> TestResponse:
        """As a script posts: the answer is JSON."""
        return self.client.post(path, data=fields, headers=ENGLISH | JSON)

    def now(self, session: str) -> dict[str, object]:
        answer = self.client.get(f"/desk/{session}/now", headers=JSON)
        assert answer.status_code == 200
        return dict(answer.json)

    @property
    def phone(self) -> FlaskClient:
        """Something in the room's network: it comes in by the phones' door."""
        client = self.app.test_client()
        client.environ_base |= {DOOR: Door.PHONES, "REMOTE_ADDR": PHONE}
        return client


@dataclass
class Sitting:
    """A session that was prepared, and ways to bring life into it."""

    console: Console
    id: str
    circle: str

    @property
    def house(self) -> House:
        return self.console.house

    @property
    def link(self) -> str:
        with self.house.store.read() as work:
            row = work.session(self.id)
            assert row is not None
            return row.link

    @property
    def state(self) -> int:
        with self.house.store.read() as work:
            row = work.session(self.id)
            assert row is not None
            return row.state

    def open(self) -> None:
        self.house.desk.move(self.id, Stage.OPEN, seen=self.state)

    def turn(self, index: int) -> None:
        self.house.desk.turn(self.id, index, seen=self.state)

    def sit(self, key: str = "key", *, quote: bool = True) -> Seat:
        return self.house.circle.take_seat(self.link, Consent(quote, False), language="lv", key=key)

    def writing(self, text: str, *, quote: bool = True, round: str = "insight") -> str:
        """Open a round of writing and let somebody write this. Insights may be shown to the room."""
        self.open()
        self.turn([one["id"] for one in self.console.now(self.id)["rounds"]].index(round))
        return self.house.circle.contribute(self.sit(quote=quote), text, key="w" * 16, round="").id

    def url(self, *parts: str) -> str:
        return "/".join((f"/desk/{self.id}", *parts))

    def ready(self, *parts: str) -> str:
        return "/".join((f"/ready/{self.id}", *parts))


@pytest.fixture(name="stranger")
def _stranger(tmp_path: Path) -> Iterator[Console]:
    """A browser at the laptop that was not let in yet; nothing is open."""
    settings = Settings(data=open_folder(tmp_path / "aplis"), address="aplis.lan")
    app, house = create_app(settings, console_port=8760, phone_port=8770)
    client = app.test_client()
    client.environ_base |= {DOOR: Door.DESK}
    yield Console(app, house, client)
    house.store.close()


@pytest.fixture(name="console")
def _console(stranger: Console) -> Console:
    """The same, let in by the address that was printed."""
    assert stranger.client.get(f"/key/{stranger.house.launch}").status_code == 303
    return stranger


@pytest.fixture(name="sitting")
def _sitting(console: Console) -> Sitting:
    """A series with a circle and an evening that is prepared."""
    house = console.house
    house.store.open(house.settings.data / "trust.aplis")
    house.prepare.series(title="Trust", question="Whom do you trust?", host="Made-up library")
    circle = house.prepare.circle(title="First evening", question="", place="Library", language="lv")
    return Sitting(console, house.prepare.session(circle, load("timeout-120"), capacity=12), circle)


@pytest.fixture(name="nowhere")
def _nowhere(sitting: Sitting) -> Sitting:
    """The same on a laptop that is in no network."""
    quiet = Surroundings(gather=lambda: [], way_out=lambda: None, inside=lambda: Inside.NOTHING)
    alone = replace(sitting.house, join=JoinPoint(8770, surroundings=quiet))
    sitting.console.app.extensions["aplis.house"] = alone
    sitting.console.house = alone
    return sitting
