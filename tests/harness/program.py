"""The real program on a real file, started and killed; and phones that write to it over real sockets."""

import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from facilitator.desk import Desk
from facilitator.folder import open_folder, secret_key
from facilitator.prepare import Prepare
from facilitator.script import load
from facilitator.server import free_port
from facilitator.store import Store
from participant_ui.port import Stage

ROOT = Path(__file__).parents[2]
HOST = "circle.test"


@dataclass
class Program:
    """`aplis run` as a user starts it; `faulty` starts the deliberately broken one instead.

    With `faster` it runs on a clock that goes as that file says (faster.py).
    """

    data: Path
    file: Path | None = None
    session: str = ""
    link: str = ""
    faulty: bool = False
    faster: Path | None = None
    port: int = field(default_factory=lambda: free_port("127.0.0.1", 20000 + secrets.randbelow(9000)))
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def log(self) -> Path:
        return self.data.parent / "program.log"

    def start(self) -> None:
        command = [sys.executable, "-m", "facilitator", "run", "--no-browser"]
        if self.faulty:
            command[1:3] = [str(Path(__file__).with_name("acknowledges_early.py"))]
        if self.faster:
            command[1:3] = [str(Path(__file__).with_name("faster.py"))]
        flags = {
            "--data": self.data,
            "--phone-port": self.port,
            "--console-port": self.port + 20,
            "--address": HOST,
        }
        command += [str(part) for flag in flags.items() for part in flag]
        command += [str(self.file)] if self.file else []
        self.log.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            clock = {"APLIS_FASTER": str(self.faster)} if self.faster else {}
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, env={**os.environ, **clock}
            )

    def wait(self, seconds: float = 30) -> None:
        """Until it answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process is not None and self.process.poll() is not None:
                raise RuntimeError(self.log.read_text("utf-8"))
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                return
            except OSError:
                time.sleep(0.02)
        raise TimeoutError("the program did not come up")

    @property
    def console(self) -> str:
        """The address that was printed, with this launch's key."""
        for _ in range(200):
            found = re.findall(r"http://127\.0\.0\.1:\S+", self.log.read_text("utf-8"))
            if found:
                return str(found[-1])
            time.sleep(0.05)
        raise TimeoutError(self.log.read_text("utf-8"))

    @property
    def phones(self) -> str:
        return f"http://{HOST}:{self.port}"

    def kill(self) -> None:
        """SIGKILL: no time to put anything in order."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM if os.name == "posix" else signal.CTRL_BREAK_EVENT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


@dataclass
class Phone:
    """A phone with a seat, as the browser's form and outbox would speak; keeps its cookie."""

    program: Program
    cookie: str = ""

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Raises OSError or HTTPException where the line is cut."""
        line = http.client.HTTPConnection("127.0.0.1", self.program.port, timeout=5)
        where = f"{HOST}:{self.program.port}"
        headers = {
            "Host": where,
            "Origin": f"http://{where}",
            "Cookie": self.cookie,
            "X-Requested-With": "aplis",
        }
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, urlencode(fields) if fields is not None else None, headers)
            answer = line.getresponse()
            body = answer.read().decode()
            if (given := answer.getheader("Set-Cookie")) is not None:
                self.cookie = given.split(";")[0]
            return answer.status, body
        finally:
            line.close()

    def sit(self) -> None:
        _, page = self.ask("GET", f"/j/{self.program.link}/consent")
        (key,) = re.findall(r'name="key" value="([^"]+)"', page)
        status, _ = self.ask(
            "POST", f"/j/{self.program.link}/seat", {"key": key, "language": "lv", "quote": "on"}
        )
        assert status == 201

    def keep(self, text: str, key: str) -> int:
        status, _ = self.ask(
            "POST", f"/c/{self.program.session}/words", {"key": key, "text": text, "round": ""}
        )
        return status


def prepared(folder: Path, *, opened: bool = True) -> Program:
    """A series file with one session; `opened`: in its first round of writing."""
    data = open_folder(folder / "data")
    file = data / "trust.aplis"
    store = Store()
    store.open(file)
    prepare, desk = Prepare(store), Desk(store, secret_key(data))
    prepare.series(title="Trust", question="When were you heard?", host="Made-up association")
    circle = prepare.circle(title="Evening", question="", place="", language="lv")
    script = load("timeout-120")
    session = prepare.session(circle, script, capacity=100)
    if opened:
        desk.move(session, Stage.OPEN, seen=0)
        desk.turn(session, next(i for i, r in enumerate(script.rounds) if r.phones == "write"), seen=1)
    with store.read() as work:
        row = work.session(session)
        assert row is not None
        link = row.link
    store.close()
    return Program(data, file, session, link)
