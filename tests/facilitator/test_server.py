"""The listeners: deadlines for slow requests, an end to connections, only the addresses phones were given."""

import socket
import threading
import time

import pytest

from facilitator import server


def app(environ, start):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    answer = b"got " + body
    start("200 OK", [("Content-Length", str(len(answer)))])
    return [answer]


@pytest.fixture(name="listen")
def _listen():
    made = []

    def listen(**more):
        made.append(server.listen("127.0.0.1", 18760))
        made[-1].serve(app, **more)
        return made[-1].server_port

    yield listen
    for listener in made:
        listener.shutdown()
        listener.server_close()


def ask(port, said, wait=5.0):
    with socket.create_connection(("127.0.0.1", port), wait) as line:
        line.sendall(said)
        answer = b""
        while chunk := line.recv(4096):
            answer += chunk
        return answer


def test_a_request_is_answered_with_its_body(listen):
    """What was posted arrives whole; the answer says nothing of the machinery."""
    answer = ask(listen(), b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\none")
    assert answer.endswith(b"got one")
    assert b"Werkzeug" not in answer
    assert b"Python" not in answer


def test_who_drips_is_let_go(listen, monkeypatch):
    """Headers or a body that never end are cut off at the deadline, whatever drips in between."""
    monkeypatch.setattr(server, "HEADERS_WITHIN", 0.4)
    monkeypatch.setattr(server, "BODY_WITHIN", 0.4)
    port = listen()
    for start in (b"GET / HTTP/1.1\r\nHost: ", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port), 10) as line:
            line.sendall(start)
            ended = False
            for _ in range(100):
                try:
                    line.sendall(b"x")
                    line.settimeout(0.1)
                    ended = b"got" not in line.recv(100)
                    break
                except TimeoutError:
                    continue
                except OSError:
                    ended = True
                    break
            assert ended


def test_the_control_without_a_deadline_a_drip_holds_the_line(listen):
    """The control: with the usual ten seconds, the same drip is still being listened to after one."""
    with socket.create_connection(("127.0.0.1", listen()), 5) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: ")
        time.sleep(1)
        line.settimeout(0.1)
        with pytest.raises(TimeoutError):
            line.recv(1)


def test_an_address_that_was_not_shown_is_not_answered(listen):
    """On the wide listener only connections to the address in the code are served."""
    port = listen(meant_for=lambda: frozenset({"192.0.2.1"}))
    with pytest.raises(OSError), socket.create_connection(("127.0.0.1", port), 2) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        if line.recv(10) == b"":
            raise OSError("closed")


def test_connections_have_an_end_and_places_come_back(listen, monkeypatch):
    """Over the bound a new one is refused; when others go, there is place again."""
    monkeypatch.setattr(server, "CONNECTIONS", 2)
    port = listen()
    held = [socket.create_connection(("127.0.0.1", port), 2) for _ in range(2)]
    time.sleep(0.2)
    refused = socket.create_connection(("127.0.0.1", port), 2)
    refused.settimeout(2)
    assert refused.recv(1) == b""
    for line in (*held, refused):
        line.close()
    request = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    for _ in range(50):
        if b"got" in ask(port, request):
            return
        time.sleep(0.05)
    pytest.fail("no place came back")


def test_a_taken_port_is_passed_over():
    """Another program has the port: the next free one is used; none free is said."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        assert server.free_port("127.0.0.1", taken) != taken
        listener = server.listen("127.0.0.1", taken)
        assert listener.port != taken
        listener.server_close()


def test_thirty_at_once(listen):
    """Thirty phones at the same moment all get their answer."""
    port = listen()
    answers = []
    request = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"
    threads = [threading.Thread(target=lambda: answers.append(ask(port, request))) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(b"got hi" in a for a in answers) == 30
