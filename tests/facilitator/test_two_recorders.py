"""Two recorders write one record at the same time: real sockets and posts, nothing lost or twice."""

import http.client
import json
import os
import secrets
import threading
from urllib.parse import urlencode

import pytest
import socketio

from facilitator.app import start
from facilitator.console.key import PAIRED, _signer
from facilitator.events import Role
from facilitator.folder import open_folder
from facilitator.script import load
from facilitator.server import free_port
from facilitator.settings import Settings
from participant_ui.port import Stage

HOST = "circle.test"
EACH = int(os.environ.get("APLIS_LINES", "60"))


class Recorder:
    """A laptop that was let in as a recorder's desk: it posts, and hears what the record becomes."""

    def __init__(self, aplis, session):
        self.session = session
        self.port = aplis.house.join.port
        offer = aplis.house.pairings.offer(session, Role.RECORDER)
        token, _ = aplis.house.pairings.claim(link=offer.link)
        aplis.house.pairings.confirm(session, offer.id)
        with aplis.app.test_request_context():
            self.cookie = f"{PAIRED}={_signer().dumps(token)}"
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.heard, self.all = [], threading.Event()
        self.socket = self.listening()

    def listening(self):
        told = {"host": f"{HOST}:{self.port}", "origin": f"http://{HOST}:{self.port}"}
        socket = socketio.Client(reconnection=False, websocket_extra_options=told)
        socket.on("news", self.hear)
        headers = {"Cookie": self.cookie}
        socket.connect(f"http://127.0.0.1:{self.port}", headers=headers, transports=["websocket"])
        self.wire = socket.eio.ws.sock
        answer = socket.call("resume", {"session": self.session, "role": "recorder", "seq": 0}, timeout=20)
        assert "error" not in answer
        return socket

    def hear(self, packet):
        self.heard += [one for one in packet["news"] if one["name"] == "contribution.kept"]
        if len(self.heard) >= 2 * EACH:
            self.all.set()

    def ask(self, method, path, fields=None):
        where = f"{HOST}:{self.port}"
        headers = {"Host": where, "Origin": f"http://{where}", "Cookie": self.cookie} | {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode(fields) if fields else None
        self.line.request(method, f"/recorder/{self.session}/{path}", body, headers)
        answer = self.line.getresponse()
        text = json.loads(answer.read())
        assert answer.status == 200, text
        return text

    def keep(self, text, key):
        return self.ask("POST", "keep", {"key": key, "text": text})

    def write(self, who):
        """Line after line; of every tenth the answer is lost, and it is sent again."""
        for number in range(EACH):
            for _ in range(2 if number % 10 == 0 else 1):
                self.keep(f"{who} {number}", f"{who}-line-number-{number:04d}")


@pytest.fixture(name="two")
def _two(tmp_path):
    data = open_folder(tmp_path / "data")
    port = free_port("127.0.0.1", 31000 + secrets.randbelow(300) * 2)
    settings = Settings(data=data, address=HOST, console_port=port, phone_port=port + 1, open_browser=False)
    aplis = start(settings, data / "trust.aplis")
    house = aplis.house
    house.prepare.series(title="Trust", question="?", host="Made-up association")
    circle = house.prepare.circle(title="Evening", question="", place="", language="en")
    session = house.prepare.session(circle, load("timeout-120"))
    house.desk.move(session, Stage.OPEN, seen=0)
    house.desk.turn(session, 4, seen=1)
    house.desk.agreed_aloud(session, 9, 10)
    recorders = [Recorder(aplis, session) for _ in range(2)]
    yield aplis, recorders
    for one in recorders:
        one.socket.disconnect()
        one.wire.close()  # the library forgets it where the server was first
        one.line.close()
    aplis.stop()


def test_two_recorders_keep_every_line_of_each(two):
    """Each line is in the file once, as it was typed, and both screens hear all, in the file's order."""
    aplis, (one, other) = two
    writing = [
        threading.Thread(target=recorder.write, args=(who,))
        for recorder, who in ((one, "one"), (other, "other"))
    ]
    for thread in writing:
        thread.start()
    for thread in writing:
        thread.join()
    with aplis.house.store.read() as work:
        kept = [c.text for c in work.contributions(one.session)]
    assert len(kept) == 2 * EACH
    for who in ("one", "other"):
        assert [text for text in kept if text.split()[0] == who] == [f"{who} {n}" for n in range(EACH)]
    for recorder in (one, other):
        assert recorder.all.wait(30)
        assert [entry["text"] for entry in recorder.heard] == kept
        assert [line["text"] for line in recorder.ask("GET", "now")["lines"]] == kept
