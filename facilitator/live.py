"""Carry the journal to open screens: who may listen, rooms by role, catching up, and few packets."""

import contextlib
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from flask import request
from flask_socketio import SocketIO, disconnect, join_room
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from facilitator import aloud
from facilitator.events import EVENTS, Role
from facilitator.presence import Presence
from facilitator.store import NothingOpen, Store
from facilitator.work import Told

SHORTEST, LONGEST = 0.005, 0.1  # seconds: the window grows with what the last flush cost


class Resume(BaseModel):
    """The single thing a screen says on the line."""

    model_config = ConfigDict(extra="forbid", strict=True)
    session: str = Field(max_length=64)
    seq: int = Field(ge=0, le=2**53)
    role: Role = Role.PHONES


class Line:
    """Collects what was committed and tells it, in order, in packets."""

    def __init__(self, socketio: SocketIO, presence: Presence, store: Store) -> None:
        self.socketio = socketio
        self._waiting: defaultdict[tuple[str, Role], list[dict[str, Any]]] = defaultdict(list)
        self._last: dict[tuple[str, Role], int] = {}
        self._nudged: set[tuple[str, Role, str]] = set()
        self._held: defaultdict[str, list[int]] = defaultdict(list)
        self.presence = presence
        self.store = store
        self._wake = threading.Condition()
        presence.changed = lambda session: self.nudge(session, Role.FACILITATOR, "presence")
        threading.Thread(target=self._flush, name="line", daemon=True).start()

    def hear(self, told: Sequence[Told]) -> None:
        """Called by the writer, after the commit, in the order of the journal."""
        with self._wake:
            for entry in told:
                event = EVENTS[entry.name]
                for role in event.heard_by:
                    if (news := event.told_to(role, entry.news)) is not None:
                        self._put(entry, role, news)
            self._wake.notify()

    def _put(self, entry: Told, role: Role, news: dict[str, Any]) -> None:
        """Phones that lie aside hear nothing until the circle turns; then what they missed, as it now is."""
        if role is Role.PHONES and not EVENTS[entry.name].turn and self._aside(entry.session):
            self._held[entry.session].append(entry.seq)
            return
        if role is Role.PHONES and (held := self._held.pop(entry.session, [])):
            self._waiting[entry.session, role].extend(self._missed(entry.session, held))
        self._waiting[entry.session, role].append(news)

    def _aside(self, session: str) -> bool:
        with self.store.read() as work:
            return aloud.aside(work, session)

    def _missed(self, session: str, held: Sequence[int]) -> list[dict[str, Any]]:
        with self.store.read() as work:
            told = aloud.journal(work, session, held[0] - 1, Role.PHONES)
        return [entry.news for entry in told if entry.seq in held]

    def nudge(self, session: str, role: Role, what: str) -> None:
        """Something that is no part of the journal changed: presence, address, reading."""
        with self._wake:
            self._nudged.add((session, role, what))
            self._wake.notify()

    def cut(self, session: str, role: Role) -> None:
        """A permission changed: all lines of this role end, and those who still may come back."""
        server: Any = getattr(self.socketio, "server", None)
        if server is not None:
            for sid, _ in list(server.manager.get_participants("/", room(session, role))):
                server.disconnect(sid)

    def cut_phone(self, session: str, person: str) -> None:
        """This person's seat moved or went: their phone's line ends, and nobody else's stirs."""
        server: Any = getattr(self.socketio, "server", None)
        for sid in self.presence.lines_of(session, person) if server is not None else ():
            server.disconnect(sid)

    def _flush(self) -> None:
        window = SHORTEST
        while True:
            with self._wake:
                while not self._waiting and not self._nudged:
                    self._wake.wait()
            time.sleep(window)
            with self._wake:
                news, self._waiting = self._waiting, defaultdict(list)
                nudged, self._nudged = self._nudged, set()
            began = time.perf_counter()
            for (session, role), entries in news.items():
                self._emit("news", self._packet(session, role, entries), session, role)
            for session, role, what in nudged:
                self._emit("nudge", {"session": session, "what": what}, session, role)
            window = min(LONGEST, max(SHORTEST, 4 * (time.perf_counter() - began)))

    def _packet(self, session: str, role: Role, entries: list[dict[str, Any]]) -> dict[str, Any]:
        """`after` is the last number this role was told before: a screen that holds less has missed some."""
        packet: dict[str, Any] = {"session": session, "news": entries}
        if (session, role) in self._last:
            packet["after"] = self._last[session, role]
        self._last[session, role] = entries[-1]["seq"]
        return packet

    def _emit(self, name: str, packet: dict[str, Any], session: str, role: Role) -> None:
        try:
            self.socketio.emit(name, packet, to=room(session, role))
        except Exception:  # one broken screen must not silence the others; all can catch up
            threading.excepthook(threading.ExceptHookArgs((*_failure(), threading.current_thread())))


def _failure() -> tuple[Any, Any, Any]:
    import sys

    return sys.exc_info()


def room(session: str, role: Role) -> str:
    return f"{role.value}:{session}"


class LineOfAScreen(SimpleWebSocketWSGI):  # type: ignore[misc]
    """A screen's socket. One that went away while it was being closed is closed."""

    def close(self) -> None:
        with contextlib.suppress(OSError):
            super().close()


def gentle(socketio: SocketIO) -> None:
    """From now on screens are connected by `LineOfAScreen`. After `init_app`, and for our threads only."""
    server: Any = getattr(socketio, "server")  # noqa: B009 - made by init_app, unknown to its types
    server.eio._async = {**server.eio._async, "websocket": LineOfAScreen}


def listen(
    socketio: SocketIO,
    store: Store,
    presence: Presence,
    who: Callable[[str, Role], str | None],
) -> None:
    """Answer `resume`. `who` says from the request's cookies who may listen as this role: a name, or None."""

    @socketio.on("resume")
    def resume(asked: object = None) -> dict[str, Any]:
        try:
            wanted = Resume.model_validate(asked if not isinstance(asked, dict) else _as_role(asked))
        except ValidationError:
            return {"error": "not_understood"}
        try:
            person = who(wanted.session, wanted.role)
            if person is None:
                return {"error": "no_seat"}
            join_room(room(wanted.session, wanted.role))
            if wanted.role is Role.PHONES:
                presence.came(wanted.session, person, request.sid)  # type: ignore[attr-defined]
            with store.read() as work:
                told = aloud.missed(work, wanted.session, wanted.seq, wanted.role)
        except NothingOpen:
            return {"error": "no_seat"}
        return {"session": wanted.session, "news": [entry.news for entry in told]}

    @socketio.on("disconnect")
    def gone(reason: object = None) -> None:
        presence.went(request.sid)  # type: ignore[attr-defined]

    @socketio.on("*")
    def anything_else(*said: object) -> None:
        disconnect()


def _as_role(asked: dict[Any, Any]) -> dict[Any, Any]:
    role = asked.get("role", Role.PHONES.value)
    known = isinstance(role, str) and role in {r.value for r in Role}
    return asked | {"role": Role(role) if known else role}
