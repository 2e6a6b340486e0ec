"""The only file that speaks SQL: one writer, who commits before anybody is answered, and many readers."""

import contextlib
import queue
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from filelock import BaseFileLock, FileLock, Timeout
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool
from sqlmodel import Session as DbSession

from facilitator import model
from facilitator.schema import bring_up_to_date, copy_series
from facilitator.work import Told, Work

T = TypeVar("T")
Hear = Callable[[Sequence[Told]], None]

AT_ONCE = 64  # waiting changes that share one commit
PATIENCE = 30.0  # seconds a request waits for its commit
AGAIN = 0.5  # seconds until a log that somebody read is folded again

ALWAYS = ("foreign_keys=ON", "busy_timeout=5000", "trusted_schema=OFF", "cell_size_check=ON")
WRITING = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")
ON_MACOS = ("fullfsync=ON", "checkpoint_fullfsync=ON")  # there, a plain fsync does not reach the disk


class NothingOpen(Exception):
    """No series is open yet: the console shows its first-run page."""


class InUse(Exception):
    """Another aplis on this machine has this series open."""


class StorageBusy(Exception):
    """Another program holds the file; trying again later is right."""


class StorageFull(Exception):
    """The disk is full; nothing was kept of this change, all that was acknowledged is."""


class Store:
    """A series file. `hear` is called by the writer after each commit, in the order of the journal."""

    def __init__(self, hear: Hear = lambda told: None, *, clock: Callable[[], datetime] = model.now) -> None:
        self.hear = hear
        self.clock = clock
        self.path: Path | None = None
        self._waiting: queue.SimpleQueue[tuple[Callable[[Work], Any], Future[Any]] | None] = (
            queue.SimpleQueue()
        )
        self._writer: Engine | None = None
        self._readers: Engine | None = None
        self._thread: threading.Thread | None = None
        self._lock: BaseFileLock | None = None
        self._to_fold = False  # a log that was asked to be folded, and still was being read

    def open(self, path: Path) -> None:
        """Open a series file, made if it is not there. Raises InUse, schema.NotOurs, schema.TooNew."""
        self.close()
        self._lock = _only_ours(path)
        try:
            self._open(path)
        except BaseException:
            _give_back(self._lock)
            raise

    def _open(self, path: Path) -> None:
        bring_up_to_date(path)
        self._writer = _engine(path, WRITING + (ON_MACOS if sys.platform == "darwin" else ()), StaticPool)
        self._readers = _engine(path, ("query_only=ON",), QueuePool)
        event.listen(self._writer, "begin", _begin_immediate)
        self._writer.connect().close()  # now, while nobody reads: a file that is read does not become WAL
        self.path = path
        self._thread = threading.Thread(target=self._write, name="writer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Wait for what is being written, fold the log into the file and let it go."""
        if self._thread is None or self._writer is None or self._readers is None:
            return
        self._waiting.put(None)
        self._thread.join()
        self._readers.dispose()
        self._folded()
        self._writer.dispose()
        self._thread = self._writer = self._readers = self.path = None
        _give_back(self._lock)

    @property
    def alive(self) -> bool:
        """Does the writer live?"""
        return self._thread is not None and self._thread.is_alive()

    def change(self, act: Callable[[Work], T], *, patience: float = PATIENCE) -> T:
        """Do one change in the writer's turn; returns after COMMIT, raises what `act` raised.

        `patience` is how many seconds to wait for that; a change that takes longer is made all the same.
        """
        if self._thread is None:
            raise NothingOpen
        answer: Future[T] = Future()
        self._waiting.put((act, answer))
        return answer.result(timeout=patience)

    @contextmanager
    def read(self) -> Iterator[Work]:
        """Look, without writing."""
        if self._readers is None:
            raise NothingOpen
        with DbSession(self._readers, expire_on_commit=False, autoflush=False) as db:
            yield Work(db, self.clock)

    def fold(self) -> None:
        """Bring the write-ahead log into the file, so that the one file carries everything.

        In the writer's turn, like every change: its connection is nobody else's, in the middle of a
        transaction least of all. Where somebody still reads the log, it is folded after a later commit.
        """

        def ask(work: Work) -> None:
            work.erased = True

        self.change(ask)

    def copy(self, to: Path) -> None:
        """A whole copy under another name; the series may be in use."""
        if self.path is None:
            raise NothingOpen
        copy_series(self.path, to)

    def _write(self) -> None:
        while (first := self._next()) is not None:
            batch, last = [first], False
            while len(batch) < AT_ONCE and not last:
                try:
                    following = self._waiting.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    last = True
                else:
                    batch.append(following)
            self._commit(batch)
            if last:
                return

    def _next(self) -> tuple[Callable[[Work], Any], Future[Any]] | None:
        """The next change; while there is none, a log that could not be folded is tried again."""
        while self._to_fold:
            try:
                return self._waiting.get(timeout=AGAIN)
            except queue.Empty:
                self._to_fold = not self._folded()
        return self._waiting.get()

    def _commit(self, batch: list[tuple[Callable[[Work], Any], Future[Any]]]) -> None:
        """Each change in a savepoint of its own, all in one transaction; then tell; then answer."""
        answers: list[Callable[[], None]] = []
        try:
            with DbSession(self._writer, expire_on_commit=False) as db, db.begin():
                work = Work(db, self.clock)
                for act, answer in batch:
                    answers.append(_attempt(work, act, answer))
        except Exception as failure:
            reason = _storage(failure)
            for _, answer in batch:
                answer.set_exception(reason)
            return
        if work.erased or self._to_fold:
            self._to_fold = not self._folded()
        self._tell(work.told)
        for give in answers:
            give()

    def _folded(self) -> bool:
        """Fold the log, in the writer's thread; False where it could not be, and what was kept is kept."""
        if self._writer is None:
            return False
        try:
            with self._writer.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None
                raw.execute("PRAGMA busy_timeout=100")  # people who write wait for nobody who reads
                try:
                    busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                finally:
                    raw.execute("PRAGMA busy_timeout=5000")
                return not busy
        except (DBAPIError, sqlite3.Error):
            return False

    def _tell(self, told: Sequence[Told]) -> None:
        if told:
            try:
                self.hear(told)
            except Exception:  # news can be caught up with; the writer must live
                sys.excepthook(*sys.exc_info())


def _only_ours(path: Path) -> BaseFileLock:
    """One aplis at a time may write a file; the system gives the lock back however a program ends."""
    lock = FileLock(path.with_name(f".{path.name}.lock"), mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout as held:
        raise InUse(path) from held
    return lock


def _give_back(lock: BaseFileLock | None) -> None:
    """The lock goes, and its file with it: a closed series is one file."""
    if lock is not None:
        with contextlib.suppress(OSError):  # Windows keeps it until it is released, and then removes it
            Path(lock.lock_file).unlink()
        lock.release()


def _attempt(work: Work, act: Callable[[Work], T], answer: Future[T]) -> Callable[[], None]:
    """One change within the transaction; what it gives is answered only after the commit."""
    noted = len(work.told)
    try:
        with work.db.begin_nested():
            result = act(work)
    except DBAPIError:
        raise
    except Exception as refusal:
        del work.told[noted:]
        reason = refusal
        return lambda: answer.set_exception(reason)
    return lambda: answer.set_result(result)


def _storage(failure: Exception) -> Exception:
    """What the disk or the file said; on a full disk SQLite undoes all, and undoing fails after it."""
    cause: BaseException | None = failure
    while cause is not None:
        said = str(cause)
        if "database or disk is full" in said:
            return StorageFull()
        if "database is locked" in said or "database table is locked" in said:
            return StorageBusy()
        cause = cause.__cause__ or cause.__context__
    return failure


def _engine(path: Path, pragmas: tuple[str, ...], pool: type[QueuePool] | type[StaticPool]) -> Engine:
    # A connection may move between threads: the pool gives it to one at a time.
    sized = {"pool_size": 8, "max_overflow": 16} if pool is QueuePool else {}
    engine = create_engine(
        f"sqlite:///{path}", poolclass=pool, connect_args={"check_same_thread": False}, **sized
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in ALWAYS + pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        _assert_durable(connection, pragmas)

    return engine


def _assert_durable(connection: Any, pragmas: tuple[str, ...]) -> None:
    """A file system that silently refuses WAL or FULL is found out before the first word is kept."""
    if "synchronous=FULL" not in pragmas:
        return
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    level = connection.execute("PRAGMA synchronous").fetchone()[0]
    if (mode, level) != ("wal", 2):
        raise OSError(f"this folder cannot keep words safely (journal {mode}, synchronous {level})")


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
