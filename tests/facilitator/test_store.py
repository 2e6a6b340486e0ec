"""One writer, who commits before anybody is answered."""

import os
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from analysis.whole import whole
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


class Folding(Store):
    """The control: folds the log from whatever thread asks, over the writer's own connection."""

    def fold(self):
        with self._writer.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def closed_in_the_middle(store):
    """Somebody closes the circle while somebody else's words are on their way into the file."""
    inside, go = threading.Event(), threading.Event()

    def words(work):
        kept = put("Words")(work)
        inside.set()
        go.wait(5)
        return kept

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(store.change, words)
        inside.wait(5)
        folding = pool.submit(store.fold)
        wait([folding], timeout=1)
        go.set()
        return [type(one.exception()) for one in (writing, folding)]


def titles(store):
    with store.read() as work:
        return [row.title for row in work.rows(model.Series)]


def test_closing_takes_nothing_from_who_writes_at_that_moment(store):
    """The log is folded in the writer's turn: no words are lost, nobody gets an error."""
    assert closed_in_the_middle(store) == [type(None), type(None)]
    assert titles(store) == ["Words"]


def test_folding_beside_the_writer_would_be_found_out(tmp_path):
    """The control fails: an error, or words that were acknowledged and are not there."""
    store = Folding()
    store.open(tmp_path / "trust.aplis")
    outcome = closed_in_the_middle(store)
    lost = outcome[0] is type(None) and titles(store) != ["Words"]
    assert lost or outcome != [type(None), type(None)]
    Store.fold(store)
    store.close()


def test_many_close_while_many_write(store):
    """Every change that was answered is in the file, once, however often the log is folded meanwhile."""
    stop = threading.Event()

    def fold():
        while not stop.is_set():
            store.fold()

    def write(who):
        return [store.change(put(f"{who}-{n}")) and f"{who}-{n}" for n in range(60)]

    with ThreadPoolExecutor(5) as pool:
        folding = [pool.submit(fold) for _ in range(2)]
        written = [title for part in pool.map(write, "abc") for title in part]
        stop.set()
        assert [one.exception() for one in folding] == [None, None]
    assert sorted(titles(store)) == sorted(written)


def test_somebody_who_reads_keeps_the_log_only_for_a_while(store):
    """What could not be folded beside a reader is folded soon after, without another change."""
    with store.read() as work:
        work.db.connection().exec_driver_sql("BEGIN")
        work.series()
        store.change(put("Words"))
        store.fold()
        assert store.path.with_name(store.path.name + "-wal").stat().st_size > 0
        work.db.connection().exec_driver_sql("ROLLBACK")
    until = time.monotonic() + 20
    while store.path.with_name(store.path.name + "-wal").stat().st_size and time.monotonic() < until:
        time.sleep(0.05)
    assert store.path.with_name(store.path.name + "-wal").stat().st_size == 0


def test_a_series_and_what_is_written_of_it_is_its_owners_alone(tmp_path):
    """The file, its logs and its lock while it is open, a copy, and a report."""
    store = Store()
    store.open(tmp_path / "new.aplis")
    store.change(put("Trust"))
    store.copy(tmp_path / "copy.aplis")
    with whole(tmp_path / "report.html") as out:
        out.write(b"words")
    found = {one.name: one.stat().st_mode & 0o777 for one in tmp_path.iterdir()}
    store.close()
    assert len(found) >= 5
    if os.name == "posix":  # elsewhere the rights of a file are told otherwise
        assert set(found.values()) == {0o600}
