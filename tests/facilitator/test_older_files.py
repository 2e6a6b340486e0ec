"""A series file of the first aplis, with an evening in it, opens today: all is there, and it goes on."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from facilitator import codes, deskview, model, research
from facilitator.circle import Circle
from facilitator.desk import Desk
from facilitator.schema import APPLICATION, HEAD, MIGRATIONS, revision
from facilitator.session import Visibility
from facilitator.store import Store
from participant_ui.port import Seat, Stage

SECRET, THEN = b"s" * 32, "2026-10-03 18:00:00.000000"
TOKEN, SLIP, PAPER = "T" * 26, "S" * 10, "P" * 10
SAID = {"lv": "Teksts", "en": "Text"}


def a_round(id, phones, shared):
    return {
        "id": id, "sections": [4], "form": "alone", "phones": phones, "shared": shared, "minutes": 10,
        "kind": "experience", "title": SAID, "prompt": SAID, "say": [SAID], "ask": [],
    }  # fmt: skip


SCRIPT = {
    "id": "timeout-120", "languages": ["lv", "en"], "minutes": 20, "title": SAID, "source": SAID,
    "ground_rules": {"id": "timeout-2025", "rules": [SAID]},
    "rounds": [a_round("experience", "write", "projector"), a_round("insight", "write", "facilitator")],
}  # fmt: skip
JOURNAL = [
    ("seat.taken", {"seat": 1, "seats": 1, "paper": False}),
    ("session.opened", {}),
    ("round.opened", {
        "round": "experience", "number": 1, "of": 2, "title": SAID, "prompt": SAID, "form": "alone",
        "phones": "write", "shared": "projector", "minutes": 10,
    }),
    ("contribution.kept", {"id": "c1", "round": "experience", "source": "phone", "quotable": True}),
    ("contribution.kept", {"id": "c2", "round": "experience", "source": "paper", "quotable": True}),
    ("contribution.released", {"id": "c1", "round": "experience"}),
    ("contribution.kept", {"id": "c3", "round": "experience", "source": "recorder", "quotable": True}),
    ("contribution.withdrawn", {"id": "c3"}),
]  # fmt: skip


def person(id, seat, token, slip, **more):
    row = {
        "id": id, "session_id": "s", "seat": seat, "token": codes.digest(token), "slip": codes.digest(slip),
        "paper": None, "language": "lv", "may_quote": 1, "may_archive": 0, "consent": "2026-11-1",
        "left": 0, "joined_at": THEN,
    }  # fmt: skip
    return row | more


def words(id, number, text, **more):
    row = {
        "id": id, "session_id": "s", "number": number, "participant_id": None, "author": "recorder",
        "key": f"key-{id}", "source": "recorder", "round": "experience", "kind": "experience", "language": "",
        "text": text, "quotable": 1, "visibility": "KEPT", "shared": 0, "at": THEN,
    }  # fmt: skip
    return row | more


ROWS = {
    "series": [
        {"id": "x", "title": "Trust", "question": "Whom?", "host": "Made-up library", "keep_days": 90,
         "made_at": THEN},
    ],
    "circle": [
        {"id": "c", "series_id": "x", "number": 1, "title": "Evening", "question": "Whom?", "place": "Here",
         "language": "lv", "made_at": THEN},
    ],
    "session": [
        {"id": "s", "circle_id": "c", "code": "ABCD2345", "link": "L" * 26, "joining": 1, "capacity": 12,
         "rehearsal": 0, "script": json.dumps(SCRIPT), "stage": "OPEN", "round": 0, "furthest": 0,
         "round_open": 1, "state": 2, "agreed": 5, "present": 6, "themes_shown": 0,
         "last_seq": len(JOURNAL), "made_at": THEN, "opened_at": THEN, "closed_at": None},
    ],
    "participant": [
        person("p1", 1, TOKEN, SLIP),
        person("p2", 2, "U" * 26, PAPER, paper=1, may_quote=0, language=""),
    ],
    "contribution": [
        words("c1", 4, "On the wall", participant_id="p1", author="p1", source="phone", language="lv",
              visibility="RELEASED"),
        words("c2", 5, "From paper", participant_id="p2", author="p2", source="paper"),
        words("c3", 7, "", visibility="WITHDRAWN"),
    ],
    "journalentry": [
        {"session_id": "s", "seq": seq, "name": name, "body": json.dumps(body), "at": THEN}
        for seq, (name, body) in enumerate(JOURNAL, 1)
    ],
    "pairing": [
        {"id": "q", "session_id": "s", "role": "recorder", "link": "l", "code": "k", "claimed": None,
         "words": "", "confirmed": 0, "revoked": 0, "made_at": THEN},
    ],
    "reading": [
        {"session_id": "s", "upto": 5, "method": json.dumps({"seed": 0}), "at": THEN,
         "placed": json.dumps([{"id": "c1", "theme": "t1", "language": "lv", "confidence": 1.0},
                               {"id": "c2", "theme": "t1", "language": "lv", "confidence": 1.0}]),
         "themes": json.dumps([{"id": "t1", "label": "walls", "labels": {"en": "walls"}, "keywords": ["wall"],
                                "size": 2, "members": ["c1", "c2"], "circles": 1,
                                "quotes": [{"contribution": "c1", "start": 0, "end": 6}]}])},
    ],
    "vector": [{"contribution_id": "c1", "embedder": "e5", "vector": b"\x00\x3c"}],
}  # fmt: skip


@pytest.fixture(name="first")
def _first(tmp_path):
    """The file as the first aplis left it in the middle of an evening: its tables, its rows, its mark."""
    path = tmp_path / "trust.aplis"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
    engine.dispose()
    file = sqlite3.connect(path)
    for table, rows in ROWS.items():
        for row in rows:
            columns = ", ".join(f'"{name}"' for name in row)
            places = ", ".join("?" * len(row))
            file.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', list(row.values()))
    file.commit()
    file.close()
    return path


def as_it_was(path, table, rows):
    """The same columns of the same table, as the file holds them now."""
    file = sqlite3.connect(path)
    columns = ", ".join(f'"{name}"' for name in rows[0])
    found = [list(row) for row in file.execute(f'SELECT {columns} FROM "{table}" ORDER BY rowid')]
    file.close()
    return found


@pytest.fixture(name="store")
def _store(first):
    store = Store()
    store.open(first)
    yield store
    store.close()


def test_the_first_file_holds_every_column_it_had(first):
    """The control: the rows above fill the tables of the first revision, and it is no newer one."""
    assert revision(first) == "0001"
    file = sqlite3.connect(first)
    for table, rows in ROWS.items():
        had = {column[1] for column in file.execute(f'PRAGMA table_info("{table}")')}
        assert all(row.keys() == had for row in rows), table
    file.close()


def test_everything_in_it_is_there(first, store):
    """Each row with each value, read by today's tables; what is new stands at what it would have been."""
    assert revision(first) == HEAD
    for table, rows in ROWS.items():
        assert as_it_was(first, table, rows) == [list(row.values()) for row in rows], table
    with store.read() as work:
        row, said = work.session("s"), {c.id: c for c in work.contributions("s")}
        people = work.participants("s")
        assert [(told.name, told.body) for told in work.journal("s", 0)] == JOURNAL
        assert work.vectors("s", "e5") == {"c1": b"\x00\x3c"}
    assert (row.stage, row.agreed, row.present, row.last_seq) == (Stage.OPEN, 5, 6, len(JOURNAL))
    assert (row.marks, row.sealed_at, row.pulse, row.feedback) == (0, None, False, True)
    assert {id: (c.text, c.visibility) for id, c in said.items()} == {
        "c1": ("On the wall", Visibility.RELEASED),
        "c2": ("From paper", Visibility.KEPT),
        "c3": ("", Visibility.WITHDRAWN),
    }
    assert {(c.joined_to, c.mark, c.redacted, c.corrected_at) for c in said.values()} == {
        (None, None, False, None)
    }
    assert [(p.people, p.may_quote, p.paper) for p in people] == [(1, True, None), (1, False, 1)]


def test_the_evening_goes_on_in_it(store):
    """The phone's seat and both slip codes work, words are kept, corrected and taken back, rounds turn."""
    circle, desk = Circle(store, SECRET), Desk(store, SECRET)
    seat = Seat(TOKEN, "s", SLIP)
    room = circle.room(seat)
    assert [(w.text, w.state) for w in room.mine] == [("On the wall", "released")]
    assert room.round is not None and room.round.id == "experience"
    circle.contribute(seat, "And today", key="k" * 16, round="")
    circle.mend(seat, "c1", "Still on the wall")
    desk.turn("s", 1, seen=2)
    paper = circle.seat_by_code(PAPER)
    circle.withdraw(paper, "c2")
    desk.move("s", Stage.CLOSED, seen=3)
    with store.read() as work:
        assert [c.text for c in work.contributions("s") if c.text] == ["Still on the wall", "And today"]
        seqs = [told.seq for told in work.journal("s", 0)]
    assert seqs == list(range(1, len(seqs) + 1))


def test_its_themes_its_wall_and_its_report_are_as_they_were(store):
    """What was read of it is shown and reported, as people agreed; the wall has the words it had."""
    with store.read() as work:
        (theme,) = research.report(work, "s").themes
        wall = deskview.projector(work, "s", now=datetime(2026, 10, 3, 18, 5, tzinfo=UTC))
        deskview.desk(work, "s", here=frozenset(), now=datetime(2026, 10, 3, 18, 5, tzinfo=UTC))
    assert (theme.label, theme.size, [quote.text for quote in theme.quotes]) == ("walls", 2, ["On the"])
    assert [card.text for card in wall.words] == ["On the wall"]


def test_a_copy_of_the_old_file_stays_beside_it(first, store):
    """Before anything is changed: whoever needs the old program again has its file."""
    copy = first.with_name(f"trust.before-{HEAD}.aplis")
    assert revision(copy) == "0001"
    kept = sqlite3.connect(copy)
    texts = kept.execute("SELECT text FROM contribution ORDER BY number").fetchall()
    kept.close()
    assert [text for (text,) in texts] == ["On the wall", "From paper", ""]


def test_a_file_of_the_second_aplis_opens(tmp_path):
    """Circles did not travel then: nothing came in it, nothing went out, and its words are there."""
    path = tmp_path / "second.aplis"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
        for table in ("series", "circle"):
            for row in ROWS[table]:
                columns, places = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
                connection.exec_driver_sql(
                    f'INSERT INTO "{table}" ({columns}) VALUES ({places})', tuple(row.values())
                )
    engine.dispose()
    assert revision(path) == "0002"
    store = Store()
    store.open(path)
    with store.read() as work:
        assert [circle.title for circle in work.circles()] == ["Evening"]
        assert work.rows(model.Bundled) == []
    store.close()
    assert revision(path) == HEAD
    assert revision(path.with_name(f"second.before-{HEAD}.aplis")) == "0002"
