"""News over a real socket from a real server: in order, once, only to those who may hear it."""

import http.client
import re
import threading
from urllib.parse import urlencode

import pytest
import socketio

from facilitator.app import start
from facilitator.folder import open_folder
from facilitator.script import load
from facilitator.settings import Settings
from participant_ui import seat as seats
from participant_ui.port import Stage

HOST = "circle.test"


class Served:
    """A running aplis with one session, and what its console would do."""

    def __init__(self, tmp_path):
        data = open_folder(tmp_path / "data")
        settings = Settings(data=data, address=HOST, console_port=31760, phone_port=31770, open_browser=False)
        self.aplis = start(settings, data / "trust.aplis")
        self.house = self.aplis.house
        self.house.prepare.series(title="Trust", question="?", host="Made-up association")
        circle = self.house.prepare.circle(title="Evening", question="", place="", language="en")
        self.session = self.house.prepare.session(circle, load("timeout-120"))
        self.where = f"{HOST}:{self.house.join.port}"
        with self.house.store.read() as work:
            self.link = work.session(self.session).link

    def ask(self, method, path, fields=None, **headers):
        line = http.client.HTTPConnection("127.0.0.1", self.house.join.port, timeout=10)
        headers = {
            "Host": self.where,
            "Origin": f"http://{self.where}",
            "X-Requested-With": "aplis",
        } | headers
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        line.request(method, path, body, headers)
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer, text

    def sit(self):
        _, page = self.ask("GET", f"/j/{self.link}/consent")
        (key,) = re.findall(r'name="key" value="([^"]+)"', page)
        answer, _ = self.ask("POST", f"/j/{self.link}/seat", {"key": key, "language": "en"})
        return answer.getheader("Set-Cookie").split(";")[0]

    def open_writing(self):
        desk, script = self.house.desk, load("timeout-120")
        desk.move(self.session, Stage.OPEN, seen=0)
        desk.turn(self.session, next(i for i, r in enumerate(script.rounds) if r.phones == "write"), seen=1)


@pytest.fixture(name="served")
def _served(tmp_path):
    served = Served(tmp_path)
    yield served
    served.aplis.stop()


@pytest.fixture(name="line")
def _line(served):
    """Open a line as a browser would; `heard` fills with the news."""
    lines = []

    def line(cookie="", origin=None, role="phones", seq=0):
        told = {"host": served.where, "origin": origin or f"http://{served.where}"}
        client = socketio.Client(reconnection=False, websocket_extra_options=told)
        heard, answered = [], threading.Event()
        client.on("news", lambda packet: heard.extend(packet["news"]))
        address = f"http://127.0.0.1:{served.house.join.port}"
        client.connect(address, headers={"Cookie": cookie}, transports=["websocket"])
        lines.append((client, client.eio.ws.sock))
        answer = {}

        def resumed(given):
            answer.update(given)
            answered.set()

        client.emit("resume", {"session": served.session, "seq": seq, "role": role}, callback=resumed)
        assert answered.wait(5)
        return client, heard, answer

    yield line
    for client, wire in lines:
        client.disconnect()
        wire.close()  # the library forgets it where the server was first


def wait_for(heard, name, seconds=5.0):
    until = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if any(entry["name"] == name for entry in heard):
            return
        until.wait(0.02)
    raise AssertionError(f"{name} was not heard in {heard}")


def test_a_phone_hears_the_round_open(served, line):
    """What the facilitator does is on the phone without asking; numbers have no gap."""
    _, heard, answer = line(served.sit())
    assert answer == {"session": served.session, "news": []}
    served.open_writing()
    wait_for(heard, "round.opened")
    assert [entry["name"] for entry in heard] == ["session.opened", "round.opened"]


def test_a_phone_that_comes_back_hears_what_it_missed(served, line):
    """From the last number it held."""
    cookie = served.sit()
    served.open_writing()
    _, _, answer = line(cookie, seq=0)
    assert [entry["name"] for entry in answer["news"]] == ["session.opened", "round.opened"]
    _, _, later = line(cookie, seq=answer["news"][-1]["seq"])
    assert later["news"] == []


def test_the_words_of_others_come_to_no_phone(served, line):
    """A phone in `write` hears nothing of what another one keeps, until it is shared."""
    writer, reader = served.sit(), served.sit()
    _, heard, _ = line(reader)
    served.open_writing()
    wait_for(heard, "round.opened")
    answer, _ = served.ask(
        "POST",
        f"/c/{served.session}/words",
        {"key": "k" * 16, "text": "hush-hush", "round": ""},
        Cookie=writer,
    )
    assert answer.status == 201
    served.house.desk.move(served.session, Stage.PAUSED, seen=2)
    wait_for(heard, "session.paused")
    assert "hush-hush" not in repr(heard)


@pytest.mark.parametrize("role", ["facilitator", "recorder", "projector", "nonsense"])
def test_a_phones_cookie_opens_no_desks_news(served, line, role):
    """Who a screen is comes from its cookie, never from what it sends."""
    _, heard, answer = line(served.sit(), role=role)
    assert "error" in answer
    served.open_writing()
    assert heard == []


def test_a_seat_that_moved_to_another_phone_hears_no_more(served, line):
    """The slip code was used elsewhere: the old phone's line is cut, and it may not listen again."""
    cookie = served.sit()
    client, heard, _ = line(cookie)
    gone = threading.Event()
    client.on("disconnect", lambda *_: gone.set())
    with served.aplis.app.test_request_context(headers={"Cookie": cookie}):
        slip = seats.read(served.session).slip
    served.house.circle.seat_by_slip(served.link, slip)
    assert gone.wait(5)
    _, heard, answer = line(cookie)
    assert answer == {"error": "no_seat"}
    served.open_writing()
    assert heard == []


@pytest.mark.parametrize(
    "said", [None, [], {}, "x", {"session": 5}, {"session": "x", "seq": -1}, {"session": "x", "seq": 2**70},
             {"session": "x" * 9000, "seq": 0}, {"session": "x", "seq": 0, "more": 1},
             {"session": "x", "seq": True}, {"session": "x", "seq": 0, "role": ["phones"]},
             [[[[[]]]]], {"session": {"a": 1}, "seq": None}],
)  # fmt: skip
def test_nonsense_on_the_line_is_refused(served, line, said):
    """Whatever a screen says that is no resume: an answer or a cut line, and the server goes on."""
    client, _, _ = line(served.sit())
    answered = threading.Event()
    client.on("disconnect", lambda *_: answered.set())
    client.emit("resume", said, callback=lambda *given: answered.set())
    assert answered.wait(5)
    served.open_writing()
    _, _, answer = line(served.sit())
    assert [entry["name"] for entry in answer["news"]] == ["session.opened", "round.opened"]


def test_without_a_seat_nothing_is_heard(served, line):
    """A line with no cookie, or a forged one, gets no news."""
    for cookie in ("", f"aplis-seat-{served.session[:8]}=forged"):
        _, _, answer = line(cookie)
        assert answer == {"error": "no_seat"}


def test_a_foreign_page_opens_no_line(served, line):
    """Another site's page in the same browser does not get a socket, cookie or not."""
    cookie = served.sit()
    with pytest.raises(socketio.exceptions.ConnectionError):
        line(cookie, origin="http://evil.example")


def test_a_socket_that_says_anything_else_is_closed(served, line):
    """The single thing a screen says is resume."""
    client, _, _ = line(served.sit())
    gone = threading.Event()
    client.on("disconnect", lambda *_: gone.set())
    client.emit("contribute", {"text": "by socket"})
    assert gone.wait(5)


def test_who_is_on_the_line_is_known_by_seat(served, line):
    """The desk sees who is in and who is cut off; when the phone goes, so does the mark."""
    client, _, _ = line(served.sit())
    assert len(served.house.presence.here(served.session)) == 1
    client.disconnect()
    for _ in range(250):
        if not served.house.presence.here(served.session):
            return
        threading.Event().wait(0.02)
    raise AssertionError("still there")


def test_the_health_page_looks_into_the_file(served):
    """It answers from the file, so that a watchdog sees more than an open port."""
    answer, text = served.ask("GET", "/healthz")
    assert (answer.status, text) == (200, "ok\n")
