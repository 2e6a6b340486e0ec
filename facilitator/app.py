"""Put the house together. The only file that knows every room."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from flask import Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_socketio import SocketIO

import participant_ui
from facilitator import codes, console, live
from facilitator.check import Check
from facilitator.circle import Circle
from facilitator.console import key
from facilitator.desk import Desk
from facilitator.events import Role
from facilitator.folder import secret_key
from facilitator.gate import DOOR, Door, Gate, own_origin
from facilitator.gathering import Gathering
from facilitator.house import House
from facilitator.importing import Importing
from facilitator.joinpoint import JoinPoint
from facilitator.limits import Limits
from facilitator.live import Line
from facilitator.network import console_hosts
from facilitator.pairing import Pairings
from facilitator.personal_review import PersonalReviews
from facilitator.prepare import Prepare
from facilitator.presence import Presence
from facilitator.questions import Questions
from facilitator.reading_desk import ReadingDesk
from facilitator.record import Record
from facilitator.reveal import Reveal
from facilitator.sealing import Sealing
from facilitator.server import Listener, listen
from facilitator.settings import Settings
from facilitator.shelf import Shelf
from facilitator.slips import Slips
from facilitator.store import NothingOpen, Store
from facilitator.summary import Summary
from facilitator.takehome import Sheets
from facilitator.work import Told
from facilitator.worker import Reader
from participant_ui import afterwards, asked, i18n, seat
from participant_ui.port import Stage

MOST = 64 * 1024  # bytes of a request's body


@dataclass(frozen=True)
class Aplis:
    """A running aplis."""

    app: Flask
    house: House
    console_port: int
    listeners: tuple[Listener, Listener]

    @property
    def console(self) -> str:
        """The address that opens the console, key included."""
        return f"http://127.0.0.1:{self.console_port}/key/{self.house.launch}"

    def stop(self) -> None:
        """Take no more requests, finish writing, let the file go."""
        for listener in self.listeners:
            listener.shutdown()
        self.house.join.watch.stop()
        self.house.reader.stop()
        self.close()

    def close(self) -> None:
        """Let ports and file go."""
        for listener in self.listeners:
            listener.server_close()
        self.house.gathering.close()
        self.house.store.close()


def start(settings: Settings, file: Path | None = None) -> Aplis:
    """Serve the console and the phones; with `file`, with that series open. Raises what Store.open raises."""
    console, phones = listen("127.0.0.1", settings.console_port), listen("0.0.0.0", settings.phone_port)
    app, house = create_app(settings, console_port=console.port, phone_port=phones.port)
    aplis = Aplis(app, house, console.port, (console, phones))
    try:
        if file is not None:
            house.open(file)
    except BaseException:
        aplis.close()
        raise
    console.serve(Gate(app, Door.DESK, console_hosts(console.port).hosts))
    phones.serve(Gate(app, Door.PHONES, house.join.hosts.hosts), _meant_for(house.join))
    house.join.watch.start()
    house.reader.start()
    return aplis


def create_app(settings: Settings, *, console_port: int, phone_port: int) -> tuple[Flask, House]:
    """The web application and its parts; nothing listens yet."""
    app = Flask("facilitator", static_folder=None)
    secret = secret_key(settings.data)
    app.secret_key = secret
    app.config.update(MAX_CONTENT_LENGTH=MOST, MAX_FORM_MEMORY_SIZE=MOST)
    desk_hosts = console_hosts(console_port)
    house = _furnish(settings, secret, phone_port)
    hosts = house.join.hosts
    socketio = house.line.socketio
    socketio.init_app(
        app,
        async_mode="threading",
        cors_allowed_origins=cast(Any, lambda origin: _ours(origin, desk_hosts.hosts() | hosts.hosts())),
        max_http_buffer_size=8192,
        ping_interval=10,
        ping_timeout=5,
        http_compression=False,
        manage_session=False,
    )
    live.gentle(socketio)
    for folder in ("locale", "console/locale"):
        i18n.add_folder(Path(__file__).parent / folder)
    participant_ui.install(app, house.circle)
    asked.install(app, house.questions)
    afterwards.install(app, house.check, house.sheets)
    console.install(app, house)
    live.listen(socketio, house.store, house.presence, _who(house))
    _at_the_door(app, house)
    return app, house


def _ours(origin: str | None, hosts: frozenset[str]) -> bool:
    """Socket.IO's own question, after the gate's: a browser names no origin when a page of ours polls."""
    return origin is None or own_origin(origin, hosts)


def _furnish(settings: Settings, secret: bytes, phone_port: int) -> House:
    socketio = SocketIO()
    presence = Presence()
    store = Store()
    line = Line(socketio, presence, store)
    reader = Reader(store, lambda session: line.nudge(session, Role.FACILITATOR, "reading"))
    store.hear = _to_all(line.hear, reader.hear)
    limits = Limits()
    circle = Circle(store, secret, limits=limits)
    circle.asked = presence.asked
    circle.seat_moved = line.cut_phone
    join = JoinPoint(
        phone_port,
        names=settings.names,
        remembered=settings.address,
        told=lambda: _new_address(store, line),
        settled=lambda: _under_way(store),
    )
    return House(
        settings=settings,
        store=store,
        circle=circle,
        desk=Desk(store, secret),
        record=Record(store),
        summary=Summary(store),
        questions=_questions(store, secret, line, limits),
        check=Check(store, limits=limits),
        sheets=Sheets(store, join.place),
        reveal=Reveal(store, secret),
        slips=Slips(store, limits=limits),
        personal=PersonalReviews(store),
        sealing=Sealing(store),
        prepare=Prepare(store),
        importing=Importing(store, secret),
        shelf=Shelf(store, lambda session: line.nudge(session, Role.FACILITATOR, "script")),
        pairings=Pairings(store, limits=limits),
        presence=presence,
        line=line,
        reader=reader,
        reading_desk=ReadingDesk(store, reader),
        gathering=Gathering(store, settings.data, lambda: _read_unless_live(store, reader)),
        join=join,
        # The same all day, so that the laptop's windows live on when the program is started again.
        launch=codes.derived_code(secret, f"console:{date.today().isoformat()}", 40),
    )


def _read_unless_live(store: Store, reader: Reader) -> None:
    """Circles came in: they are read, but never before the words of people who sit in the room now."""
    with store.read() as work:
        live = any(row.stage in (Stage.OPEN, Stage.PAUSED) for row in work.sessions())
    if not live:
        reader.catch_up()


def _questions(store: Store, secret: bytes, line: Line, limits: Limits) -> Questions:
    questions = Questions(store, secret, limits=limits)
    questions.came = lambda session: line.nudge(session, Role.FACILITATOR, "answers")
    return questions


def _to_all(*hear: Callable[[list[Told]], None]) -> Callable[..., None]:
    def tell(told: list[Told]) -> None:
        for one in hear:
            one(told)

    return tell


def _new_address(store: Store, line: Line) -> None:
    """The address of phones changed: the screens that show it look again."""
    try:
        with store.read() as work:
            sessions = [row.id for row in work.sessions()]
    except NothingOpen:
        return
    for session in sessions:
        for role in (Role.FACILITATOR, Role.PROJECTOR):
            line.nudge(session, role, "address")


def _under_way(store: Store) -> bool:
    """Do phones use the address already? Then it stays as long as it is there."""
    try:
        with store.read() as work:
            return any(row.stage is Stage.OPEN or work.seats(row.id) for row in work.sessions())
    except NothingOpen:
        return False


def _who(house: House) -> Callable[[str, Role], str | None]:
    """Who may listen to a session as a role, by the cookies of the request at hand."""

    def who(session: str, role: Role) -> str | None:
        if role is not Role.PHONES:
            return role.value if key.may(session, role) else None
        mine = seat.read(session)
        return house.circle.person(mine) if mine else None

    return who


def _meant_for(join: JoinPoint) -> Callable[[], frozenset[str]]:
    """The addresses of this machine at which phones are answered: the one in the code, and loopback."""

    def addresses() -> frozenset[str]:
        hosts = {host.rsplit(":", 1)[0] for host in join.hosts.hosts()}
        return frozenset(hosts | {"127.0.0.1"})

    return addresses


def _at_the_door(app: Flask, house: House) -> None:
    @app.before_request
    def note_visit() -> None:
        if request.environ.get(DOOR) == Door.PHONES:
            house.join.visit.note(request.remote_addr or "")

    @app.before_request
    def home_of_this_door() -> ResponseReturnValue | None:
        """The bare address is the code page on the phones' door, and the console on its own."""
        if request.path == "/" and request.environ.get(DOOR) == Door.DESK:
            return redirect(url_for("home.index"), 303)
        return None

    @app.get("/healthz")
    def healthz() -> Response:
        """A real look into the file: answers only where that works."""
        try:
            with house.store.read() as work:
                work.series()
        except NothingOpen:
            return Response("nothing open\n", mimetype="text/plain")
        if not house.store.alive:
            return Response("no writer\n", 503, mimetype="text/plain")
        return Response("ok\n", mimetype="text/plain")
