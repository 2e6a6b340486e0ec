"""One writer, who commits before anybody is answered."""

import sqlite3
import threading
from pathlib import Path

import pytest

from facilitator import model
from facilitator.store import NothingOpen, StorageBusy, Store
from facilitator.work import Work


@pytest.fixture(name="store")
def _store(tmp_path):
    store = Store()
    store.open(tmp_path / "trust.aplis")
    yield store
    store.close()


def put(title):
    return lambda work: work.add(model.Series(title=title, question="?")).id


def test_what_is_answered_is_in_the_file_on_disk(store):
    """A change returns only after another connection can see it."""
    store.change(put("Trust"))
    other = sqlite3.connect(store.path)
    assert other.execute("SELECT title FROM series").fetchall() == [("Trust",)]
    other.close()


def test_the_file_is_kept_as_safely_as_sqlite_can(store):
    """The writer's connection flushes each commit to the disk and wipes what is deleted."""

    def look(work: Work):
        run = work.db.connection().exec_driver_sql
        return [
            run(f"PRAGMA {p}").scalar()
            for p in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        ]

    assert store.change(look) == ["wal", 2, 1, 1]


def test_readers_cannot_write(store):
    """Only the writer's connection may change the file."""
    with store.read() as work, pytest.raises(Exception, match="readonly"):
        work.db.add(model.Series(title="x", question="?"))
        work.db.commit()


def test_a_refused_change_leaves_its_neighbours(store):
    """Changes that share a commit do not share a fate."""
    gate = threading.Event()
    outcome = []

    def slow(work):
        gate.wait(5)

    def refused(work):
        work.add(model.Series(title="refused", question="?"))
        raise ValueError("no")

    def run(act):
        try:
            outcome.append(store.change(act))
        except ValueError as refusal:
            outcome.append(str(refusal))

    threads = [threading.Thread(target=run, args=(act,)) for act in (slow, refused, put("kept"))]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    with store.read() as work:
        assert [s.title for s in [work.series()]] == ["kept"]
    assert "no" in outcome


def test_a_foreign_lock_is_said_and_the_writer_lives_on(store, monkeypatch):
    """Another program holds the file: the change is refused as busy, and the next one goes through."""
    store.change(lambda work: work.db.connection().exec_driver_sql("PRAGMA busy_timeout=50") and None)
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageBusy):
        store.change(put("locked out"))
    other.execute("ROLLBACK")
    other.close()
    store.change(put("after"))
    with store.read() as work:
        assert work.series().title == "after"


def test_a_full_disk_is_said_and_nothing_is_half_kept(store):
    """No room: the change is refused, what was kept stays, and the file works on when there is room."""
    from facilitator.store import StorageFull

    store.change(put("kept"))

    def limit(pages):
        return lambda work: work.db.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}").scalar()

    used = store.change(limit(1))
    with pytest.raises(StorageFull):
        store.change(put("x" * 50_000))
    store.change(limit(used + 1000))
    store.change(put("room again"))


def test_a_copy_in_one_file_carries_everything(store, tmp_path: Path):
    """Save a copy: the copy opens by itself and holds what was kept a moment ago."""
    store.change(put("Trust"))
    store.copy(tmp_path / "copy.aplis")
    copy = Store()
    copy.open(tmp_path / "copy.aplis")
    with copy.read() as work:
        assert work.series().title == "Trust"
    copy.close()


def test_a_copy_of_the_open_file_by_hand_would_not(store, tmp_path: Path):
    """The control: the bare file of an open series lacks what still stands in its log."""
    store.change(put("Trust"))
    (tmp_path / "by-hand.aplis").write_bytes(store.path.read_bytes())
    other = sqlite3.connect(tmp_path / "by-hand.aplis")
    assert other.execute("SELECT count(*) FROM series").fetchone() == (0,)
    other.close()


def test_a_closed_store_says_so(tmp_path):
    """Before a series is open there is nothing to read or change."""
    store = Store()
    with pytest.raises(NothingOpen):
        store.change(put("x"))
    with pytest.raises(NothingOpen), store.read():
        pass


def test_closing_leaves_one_file(store, tmp_path):
    """After closing, the one file carries everything: no log beside it."""
    store.change(put("Trust"))
    path = store.path
    store.close()
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
