"""aplis as the load generator speaks to it: its `contribute` event goes the way of a phone's POST.

The generator (../shared/live/load) sends words by socket and looks for `"n":` in the answers; aplis
takes words by HTTP only and its news knows no such number. This puts a door for it beside ours: the words
go through the same Circle, the same writer and the same Line, and come back as the news a desk hears.

    python live_server.py PORT FOLDER SENDERS READING
"""

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from flask_socketio import join_room

from facilitator.app import create_app
from facilitator.circle import Circle
from facilitator.events import Role
from facilitator.folder import open_folder
from facilitator.limits import Limits
from facilitator.live import Line, room
from facilitator.script import load
from facilitator.server import listen
from facilitator.settings import Settings
from facilitator.work import Told
from participant_ui.port import Consent, Stage

SPEECH = Path(__file__).parents[2] / "facilitator/demo_texts.json"


def numbered(hear: Any) -> Any:
    """Give each entry the generator's own number, which it wrote at the head of the words."""

    def tell(told: list[Told]) -> None:
        for entry in told:
            text = entry.body.get("text")
            if text:
                entry.body["n"] = int(text.split(" ", 1)[0])
        hear(told)

    return tell


def main(port: int, folder: Path, senders: int, reading: bool) -> None:
    Limits.BURST = 1e9
    settings = Settings(
        data=open_folder(folder), address="circle.test", console_port=port, phone_port=port + 1
    )
    app, house = create_app(settings, console_port=port, phone_port=port + 1)
    house.store.open(folder / "bench.aplis")
    house.prepare.series(title="Bench", question="?", host="bench")
    circle = house.prepare.circle(title="Bench", question="", place="", language="lv")
    script = load("timeout-120")
    session = house.prepare.session(circle, script, capacity=500)
    house.desk.move(session, Stage.OPEN, seen=0)
    house.desk.turn(session, next(i for i, r in enumerate(script.rounds) if r.phones == "write"), seen=1)
    with house.store.read() as work:
        row = work.session(session)
        assert row is not None
        link = row.link
    seats = [
        house.circle.take_seat(link, Consent(True, True), language="lv", key=f"seat-{n}")
        for n in range(senders)
    ]
    if reading:
        keep_reading(house, session)
    speak(house.circle, house.line, seats, session)
    listen("127.0.0.1", port).serve(app)
    print("ready", flush=True)
    threading.Event().wait(300)


def speak(circle: Circle, line: Line, seats: list[Any], session: str) -> None:
    socketio = line.socketio
    circle.store.hear = numbered(line.hear)  # the reader is not stirred by the load itself

    @socketio.on("connect")
    def connect(auth: object = None) -> None:
        join_room(room(session, Role.FACILITATOR))

    @socketio.on("contribute")
    def contribute(said: dict[str, Any]) -> dict[str, object]:
        seat = seats[int(said["n"]) % len(seats)]
        kept = circle.contribute(seat, said["text"], key=f"n-{said['n']}", round="")
        return {"ok": True, "id": kept.id}


def keep_reading(house: Any, session: str) -> None:
    """The reader at work all the time, a second between two readings, on a circle's worth of speech."""
    texts = json.loads(SPEECH.read_text("utf-8"))["contributions"]
    house.desk.agreed_aloud(session, 1, 1)
    for number, said in enumerate(texts):
        house.record.keep(session, f"0 {said['text']}", key=f"speech-{number}")

    house.reader.read(session)  # the model and the dictionaries are loaded before the measuring begins

    def read() -> None:
        while True:
            time.sleep(1)
            house.reader.read(session)

    threading.Thread(target=read, daemon=True).start()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "reading")
