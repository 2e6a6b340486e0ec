"""Killed at any moment: nothing acknowledged is lost, nothing is there twice, nothing is altered."""

import http.client
import os
import random
import sqlite3
import threading
import time
from collections import Counter

KILLS = int(os.environ.get("APLIS_KILLS", "12"))
WRITERS = 12
KEPT = (200, 201)


class Writer(threading.Thread):
    """A phone that writes on and on, and sends each words again under their key until it is acknowledged."""

    def __init__(self, phone, number, stop):
        super().__init__(daemon=True)
        self.phone, self.number, self.stop = phone, number, stop
        self.sent, self.acknowledged = {}, {}

    def run(self):
        count = 0
        while not self.stop.is_set():
            key = f"writer-{self.number:02d}-{count:06d}"
            self.sent[key] = f"vārdi {key} ž" + "ž" * random.randrange(0, 900)
            self.deliver(key)
            count += 1

    def deliver(self, key):
        while not self.stop.is_set():
            try:
                status = self.phone.keep(self.sent[key], key)
            except (OSError, http.client.HTTPException):
                status = 0
            if status in KEPT:
                self.acknowledged[key] = self.sent[key]
                return
            time.sleep(0.2 if status == 429 else random.uniform(0.005, 0.03))


def acknowledged_more(writers, by):
    """Wait until so many more words are acknowledged: on a busy machine it takes a while after a start."""
    enough = by + sum(len(one.acknowledged) for one in writers)
    for _ in range(3000):
        if sum(len(one.acknowledged) for one in writers) >= enough:
            return
        time.sleep(0.01)
    raise AssertionError("nobody was answered for half a minute")


def write_through_kills(program, phone, kills):
    """Start and kill the program so often, with twelve phones writing; then let it come to rest."""
    program.start()
    program.wait()
    stop = threading.Event()
    phones = [phone(program) for _ in range(WRITERS)]
    for one in phones:
        one.sit()
    writers = [Writer(one, number, stop) for number, one in enumerate(phones)]
    for writer in writers:
        writer.start()
    for number in range(kills):
        if number % 4:  # else it may be killed before it answered anybody
            acknowledged_more(writers, by=3)
        time.sleep(random.uniform(0.005, 0.5))
        program.kill()
        program.start()
        program.wait()
    time.sleep(1)
    stop.set()
    for writer in writers:
        writer.join()
    program.stop()
    return writers


def missing(program, writers):
    """Acknowledged words that are not in the file, and the state of the file."""
    connection = sqlite3.connect(program.file)
    rows = connection.execute("SELECT key, text FROM contribution").fetchall()
    whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
    numbers = [seq for (seq,) in connection.execute("SELECT seq FROM journalentry ORDER BY seq")]
    connection.close()
    kept = dict(rows)
    sent = {key: text for writer in writers for key, text in writer.sent.items()}
    acknowledged = {key: text for writer in writers for key, text in writer.acknowledged.items()}
    return {
        "acknowledged": len(acknowledged),
        "lost": sorted(set(acknowledged) - set(kept)),
        "twice": [key for key, count in Counter(key for key, _ in rows).items() if count > 1],
        "altered": [key for key, text in kept.items() if sent[key] != text],
        "whole": whole,
        "gaps": numbers != list(range(1, len(numbers) + 1)),
    }


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(program, phone, capsys):
    """Kills at random moments while twelve phones write to the real program."""
    writers = write_through_kills(program, phone, KILLS)
    found = missing(program, writers)
    with capsys.disabled():
        print(f" [{KILLS} kills, {found['acknowledged']} acknowledged, {len(found['lost'])} lost]", end="")
    assert found.pop("acknowledged") > KILLS
    assert found == {"lost": [], "twice": [], "altered": [], "whole": "ok", "gaps": False}


def test_the_control_that_acknowledges_early_is_caught(program, phone):
    """The control: answered before the commit and killed between the two, words are missing."""
    program.faulty = True
    program.start()
    program.wait()
    stop = threading.Event()
    writers = []
    for number in range(3):
        one = phone(program)
        one.sit()
        writers.append(Writer(one, number, stop))
    for writer in writers:
        writer.start()
    program.process.wait(60)
    stop.set()
    for writer in writers:
        writer.join()
    assert missing(program, writers)["lost"] != []
