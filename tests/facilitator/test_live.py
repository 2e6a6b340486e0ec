"""News over a real socket from a real server: in order, once, only to those who may hear it."""

import http.client
import json
import re
import socket
import threading
from dataclasses import replace
from urllib.parse import urlencode

import pytest
import socketio
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI

from facilitator import live
from facilitator.app import start
from facilitator.events import Role
from facilitator.folder import open_folder
from facilitator.script import load
from facilitator.settings import Settings
from participant_ui import seat as seats
from participant_ui.port import Stage

HOST = "circle.test"
SCRIPT = load("timeout-120")


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

    def sit(self, **agreed):
        _, page = self.ask("GET", f"/j/{self.link}/consent")
        (key,) = re.findall(r'name="key" value="([^"]+)"', page)
        answer, _ = self.ask("POST", f"/j/{self.link}/seat", {"key": key, "language": "en"} | agreed)
        return answer.getheader("Set-Cookie").split(";")[0]

    def keep(self, cookie, text):
        fields = {"key": f"{text:_<16}".replace(" ", "_"), "text": text, "round": ""}
        answer, body = self.ask("POST", f"/c/{self.session}/words", fields, Cookie=cookie)
        assert answer.status == 201
        return json.loads(body)["id"]

    def open_writing(self, shared="facilitator"):
        """Open the circle in a round in which people write, whose words may come to be seen by `shared`."""
        rounds = [replace(r, shared=shared if r.phones == "write" else r.shared) for r in SCRIPT.rounds]
        written = replace(SCRIPT, rounds=rounds).to_dict()
        self.house.store.change(lambda work: setattr(work.session(self.session), "script", written))
        self.house.desk.move(self.session, Stage.OPEN, seen=0)
        self.turn_to("write")

    def turn_to(self, phones):
        with self.house.store.read() as work:
            seen = work.session(self.session).state
        index = next(i for i, r in enumerate(SCRIPT.rounds) if r.phones == phones)
        self.house.desk.turn(self.session, index, seen=seen)


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


def test_a_phone_that_lies_aside_hears_only_that_the_circle_turns(served, line):
    """In `away` only round and stage come; what was shown, hidden or taken back comes with the turn."""
    cookie, other = served.sit(quote="on"), served.sit()
    served.open_writing(shared="projector")
    ids = [served.keep(cookie, f"words {number}") for number in range(4)]
    desk, house = served.house.desk, served.house
    _, heard, _ = line(other)
    house.reveal.reveal(served.session, seen=2)
    wait_for(heard, "words.revealed")
    served.turn_to("away")
    wait_for(heard, "round.opened")
    lain = len(heard)
    for id in ids[:2]:
        desk.hide(served.session, id)
    desk.release(served.session, ids[0])
    served.ask("POST", f"/c/{served.session}/words/{ids[2]}/back", {}, Cookie=cookie)
    served.ask("POST", f"/c/{served.session}/consent", {"archive": "on"}, Cookie=cookie)
    desk.move(served.session, Stage.PAUSED, seen=3)
    wait_for(heard, "session.paused")
    told = [entry["name"] for entry in heard[lain:]]
    assert told[-1] == "session.paused"
    assert told.count("contribution.hidden") == 4 and "contribution.withdrawn" in told
    seqs = [entry["seq"] for entry in heard]
    assert seqs == sorted(set(seqs))


def test_while_phones_lie_aside_nothing_at_all_comes(served, line):
    """Words kept, shown, hidden, taken back for a while: not one packet; asking again gives none either."""
    cookie, other = served.sit(quote="on"), served.sit()
    served.open_writing(shared="projector")
    ids = [served.keep(cookie, f"words {number}") for number in range(3)]
    client, heard, _ = line(other)
    served.turn_to("away")
    wait_for(heard, "round.opened")
    nudged = threading.Event()
    client.on("nudge", lambda packet: nudged.set())
    lain, last = len(heard), heard[-1]["seq"]
    for id in ids:
        served.house.desk.release(served.session, id)
        served.house.desk.hide(served.session, id)
        served.ask("POST", f"/c/{served.session}/words/{id}/back", {}, Cookie=cookie)
    served.house.line.nudge(served.session, Role.PHONES, "marker")  # comes after all news that wait
    assert nudged.wait(5)
    assert heard[lain:] == []
    _, again, answer = line(other, seq=last)
    assert (again, answer["news"]) == ([], [])
    _, text = served.ask("GET", f"/c/{served.session}/since/{last}", Cookie=other)
    assert json.loads(text) == {"news": []}


def test_words_hidden_while_phones_lay_aside_are_not_told_afterwards(served, line):
    """Shown and hidden again in between: with the turn comes that they are hidden, not what they were."""
    cookie, other = served.sit(quote="on"), served.sit()
    served.open_writing(shared="phones")
    id = served.keep(cookie, "hush-hush")
    served.house.desk.hide(served.session, id)  # held back
    served.keep(cookie, "something else")
    served.house.reveal.reveal(served.session, seen=2)
    _, heard, _ = line(other)
    served.turn_to("away")
    wait_for(heard, "round.opened")
    served.house.desk.release(served.session, id)
    served.house.desk.hide(served.session, id)
    served.turn_to("read")
    wait_for(heard, "contribution.hidden")
    assert "hush-hush" not in repr(heard)


def test_a_seat_that_moves_stirs_no_other_phone(served, line):
    """One line is cut; the others, lying aside, do not even come back."""
    mine, other = served.sit(), served.sit()
    first, _, _ = line(mine)
    second, _, _ = line(other)
    gone, cut = threading.Event(), threading.Event()
    first.on("disconnect", lambda *_: gone.set())
    second.on("disconnect", lambda *_: cut.set())
    with served.aplis.app.test_request_context(headers={"Cookie": mine}):
        slip = seats.read(served.session).slip
    served.house.circle.seat_by_code(slip)
    assert gone.wait(5)
    nudged = threading.Event()
    second.on("nudge", lambda packet: nudged.set())
    served.house.line.nudge(served.session, Role.PHONES, "marker")
    assert nudged.wait(5) and not cut.is_set()


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


UPGRADE = {
    "HTTP_HOST": "circle.test",
    "HTTP_UPGRADE": "websocket",
    "HTTP_CONNECTION": "Upgrade",
    "HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ==",
    "HTTP_SEC_WEBSOCKET_VERSION": "13",
    "PATH_INFO": "/socket.io/",
}


@pytest.mark.parametrize("kind", [live.LineOfAScreen, SimpleWebSocketWSGI])
def test_a_screen_that_goes_while_it_is_closed_is_no_fault(kind):
    """Its wire is gone when the last words are sent; the library's own way (the control) stumbles over it."""
    ours, theirs = socket.socketpair()
    said = []

    def handler(line):
        line.ws.sock.close()
        try:
            line.close()
        except OSError as error:
            said.append(error)

    with theirs, pytest.raises(ConnectionError):
        kind(handler, None)({**UPGRADE, "werkzeug.socket": ours}, None)
    assert len(said) == (0 if kind is live.LineOfAScreen else 1)
