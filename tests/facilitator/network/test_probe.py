"""Whether aplis answers on an address, asked over a real socket."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from facilitator.network import probe


class Healthy(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str]]] = []
    status = 200

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(b"aplis 1a2b")

    def log_message(self, *_: object) -> None:
        """Quiet."""


class Refusing(Healthy):
    status = 421


@contextmanager
def served(handler: type[Healthy]) -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def free_port() -> int:
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def test_an_answer_is_asked_for_through_the_very_address() -> None:
    """The server is asked for its health under the host name phones will use."""
    with served(Healthy) as port:
        answer = probe("127.0.0.1", port, expect=b"1a2b")
    assert answer.answered
    assert Healthy.asked[-1] == ("/healthz", f"127.0.0.1:{port}")
    assert "first phone" in str(answer.words)


def test_another_program_on_the_port_is_not_taken_for_aplis() -> None:
    """What answers otherwise, or refuses, is said to be something else."""
    with served(Healthy) as port:
        assert "other than aplis" in str(probe("127.0.0.1", port, expect=b"9z9z").words)
    with served(Refusing) as port:
        assert not probe("127.0.0.1", port).answered


def test_silence_is_said_in_words() -> None:
    """Nothing listening, or listening and saying nothing, is no error but an answer."""
    port = free_port()
    assert str(probe("127.0.0.1", port).words) == f"Nothing answers on 127.0.0.1, port {port}."
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        answer = probe("127.0.0.1", mute.getsockname()[1], timeout=0.05)
    assert not answer.answered and "Nothing answered" in str(answer.words)


def test_no_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy set for this laptop's browser has no say: the question never leaves the laptop."""
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    with served(Healthy) as port:
        assert probe("127.0.0.1", port).answered
