"""Two listeners in one process: the console on loopback, the phones on the room's network.

Werkzeug's threaded server, with what it lacks for a room full of strangers: deadlines for headers and body,
a bound on connections, whole writes at once. Why this one: docs/decisions/0006-server.md.
"""

import contextlib
import io
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from facilitator.gate import Environ, Start, Wsgi

HEADERS_WITHIN = 10.0  # seconds from the connection to the end of the headers
BODY_WITHIN = 10.0
CONNECTIONS = 4000
STOPS_WITHIN = 0.1  # seconds until a listener notices that it is to end


class Deadline(io.RawIOBase):
    """Reads a socket until a moment, not for a while: dripping bytes one by one buys no time."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.until = time.monotonic() + HEADERS_WITHIN

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.connection.settimeout(left)
        return self.connection.recv_into(buffer)


class Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # an acknowledgement waits for nobody
    server_version = "aplis"
    sys_version = ""

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self.deadline = Deadline(self.connection)
        self.rfile = io.BufferedReader(self.deadline)

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:  # too slow, or gone
            self.close_connection = True

    def run_wsgi(self) -> None:
        self.deadline.until = time.monotonic() + BODY_WITHIN
        if self.headers.get("Upgrade", "").lower() == "websocket":
            self.connection.settimeout(None)  # a socket lives as long as its screen
        super().run_wsgi()

    def version_string(self) -> str:
        return self.server_version

    def log(self, type: str, message: str, *args: Any) -> None:
        """No access log: who came when is nobody's business."""


class Listener(ThreadedWSGIServer):
    """Takes connections on one port; on a wide listener only those to an address of `meant_for`."""

    daemon_threads = True
    request_queue_size = 512

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, _not_yet, handler=Handler)
        self.meant_for: Callable[[], frozenset[str]] | None = None
        self.places = threading.BoundedSemaphore(CONNECTIONS)

    def serve(self, app: Wsgi, meant_for: Callable[[], frozenset[str]] | None = None) -> None:
        """Answer with this application from now on, in a thread of its own."""
        self.app, self.meant_for = app, meant_for
        threading.Thread(
            target=self.serve_forever, args=(STOPS_WITHIN,), name=f"listener {self.port}", daemon=True
        ).start()

    def verify_request(self, request: Any, client_address: Any) -> bool:
        if self.meant_for is not None and request.getsockname()[0] not in self.meant_for():
            return False
        return self.places.acquire(blocking=False)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A phone that goes away in the middle is no error of ours."""


def listen(host: str, port: int) -> Listener:
    """Take this port, or the next free one of ten; it answers once it is told to `serve`.

    Raises OSError where none is free.
    """
    for candidate in range(port, port + 10):
        with contextlib.suppress(OSError, SystemExit):  # Werkzeug leaves by SystemExit where a port is taken
            if not _answers(candidate):
                return Listener(host, candidate)
    raise OSError(f"no free port between {port} and {port + 9}")


def free_port(host: str, port: int) -> int:
    """This port, or the next one of ten that is free just now. Raises OSError where none is."""
    for candidate in range(port, port + 10):
        if not _answers(candidate) and _can_be_taken(host, candidate):
            return candidate
    raise OSError(f"no free port between {port} and {port + 9}")


def _not_yet(environ: Environ, start: Start) -> Iterable[bytes]:
    start("503 Service Unavailable", [("Content-Length", "0")])
    return [b""]


def _answers(port: int) -> bool:
    """Does somebody answer there? On Windows two programs could share a port, so binding is no proof."""
    with socket.socket() as knock:
        knock.settimeout(0.3)
        return knock.connect_ex(("127.0.0.1", port)) == 0


def _can_be_taken(host: str, port: int) -> bool:
    with socket.socket() as ours:
        if os.name == "posix":  # there it only lets us back in right after a restart
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ours.bind((host, port))
        except OSError:
            return False
    return True
