"""Reading as it comes: keeps a process that embeds and finds themes, so that the room never waits for it."""

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from facilitator import looking, model, reading_room, research, series_reading
from facilitator.events import ThemesFound
from facilitator.store import NothingOpen, Store
from facilitator.work import Told, Work

SETTLE = 3.0  # seconds after the last words before reading: people write in bursts
RETRIES = 1  # of a reading that went wrong
AT_MOST = 15.0  # and at most so long after the first ones, where they never stop
PATIENCE = 180.0  # for one question to the reader's process
SERIES_PATIENCE = 1800.0  # for the themes of a whole series
SERIES = ""  # stands where a session's id would for the series as a whole
ENDING = 10.0  # seconds for the thread to leave the file
BATCH = 16  # texts embedded at one question
STIRS = frozenset(
    {
        "contribution.kept",
        "contribution.mended",
        "contribution.withdrawn",
        "consent.changed",
        "look.chosen",
        "session.closed",  # nobody speaks of the themes any more: they may be found afresh
    }
)


class State(StrEnum):
    IDLE = "idle"
    READING = "reading"
    FAILED = "failed"


@dataclass(frozen=True)
class Status:
    """How the reading of a session stands; `why` is for the technically minded."""

    state: State
    why: str = ""


class ReaderDied(RuntimeError):
    """The reader's process ended or took too long; the last good reading stays."""


class Reader:
    """`told` is called with a session when its status or its themes changed."""

    def __init__(self, store: Store, told: Callable[[str], None] = lambda session: None) -> None:
        self.store = store
        self.told = told
        self._stirred: set[str] = set()
        self._asked_by = ""
        self._status: dict[str, Status] = {}
        self._failures: dict[str, int] = {}
        self._wake = threading.Condition()
        self._stopped = False
        self._asking = threading.Lock()
        self._process: Any = None
        self._line: Connection | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to read what is stirred; the process itself starts with the first words."""
        self._thread = threading.Thread(target=self._run, name="reader", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        with self._wake:
            self._stopped = True
            self._wake.notify()
        self._end_process()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(ENDING)  # whoever closes the file next must not find it being read

    def hear(self, told: Sequence[Told]) -> None:
        """The writer's news: words came, changed or went."""
        for entry in told:
            if entry.name in STIRS:
                self.stir(entry.session)

    def stir(self, session: str) -> None:
        """Read this session again soon."""
        with self._wake:
            self._stirred.add(session)
            self._wake.notify()

    def catch_up(self) -> None:
        """Read what was kept while no reader was there: a file was opened."""
        with self.store.read() as work:
            unread = [row.id for row in work.sessions() if _waits(work, row.id)]
        for session in unread:
            self.stir(session)

    def catch_up_with(self, session: str) -> None:
        """Read what is unread now, in this thread; where that fails the last reading stands."""
        with self.store.read() as work:
            waits = _waits(work, session)
        if waits:
            with self._said(session):
                self.read(session)

    def status(self, session: str) -> Status:
        with self._wake:
            return self._status.get(session, Status(State.IDLE))

    def read(self, session: str) -> None:
        """Read a session now, in this thread. Raises ReaderDied, NothingOpen, NoSuchSeat."""
        with self.store.read() as work:
            corpus = research.corpus(work, session)
            upto = max((c.number for c in work.contributions(session)), default=0)
            before = _themes_before(work, session)
            look = asdict(looking.chosen(work, session)) | {"still": looking.holds(work, session)}
        if not corpus.contributions:
            return
        vectors = self._vectors([session], [(c.id, c.text) for c in corpus.contributions])
        found = self._ask("themes", asdict(corpus), vectors, before, look)
        read = {c.id: c.text for c in corpus.contributions}
        self.store.change(lambda work: _keep(work, session, upto, found, read=read))

    def stir_series(self, who: str = "") -> None:
        """Read the whole series again soon, because this person asked for it: who looks now is told so."""
        self._asked_by = who
        self._say(SERIES, Status(State.READING))
        self.stir(SERIES)

    def read_series(self, who: str = "") -> None:
        """Read all circles together now, in this thread; what people decided at the desk holds.

        Raises ReaderDied, NothingOpen.
        """
        with self.store.read() as work:
            asked = series_reading.question(work)
        said = [(one["id"], one["text"]) for one in asked.corpus["contributions"]]
        if not said:
            return
        vectors = self._vectors(asked.sittings, said)
        about = (dict(asked.corpus), vectors, list(asked.before), dict(asked.look), dict(asked.people))
        found = self._ask("themes", *about, patience=SERIES_PATIENCE)
        self.store.change(lambda work: series_reading.keep(work, asked, found, who=who))

    def _vectors(self, sessions: Sequence[str], said: list[tuple[str, str]]) -> list[bytes] | None:
        """A vector for each contribution: those kept, and those made now and kept for the next time."""
        embedder = self._ask("embedder")
        if embedder is None:
            return None
        with self.store.read() as work:
            known = {id: one for session in sessions for id, one in work.vectors(session, embedder).items()}
        missing = [(id, text) for id, text in said if id not in known]
        for batch in (missing[i : i + BATCH] for i in range(0, len(missing), BATCH)):
            made = self._ask("embed", [text for _, text in batch])
            known |= dict(zip((id for id, _ in batch), made, strict=True))
            self.store.change(partial(_keep_vectors, embedder=embedder, read=batch, vectors=dict(known)))
        return [known[id] for id, _ in said]

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._stirred and not self._stopped:
                    self._wake.wait()
                until = time.monotonic() + AT_MOST
                while not self._stopped and time.monotonic() < until and self._wake.wait(SETTLE):
                    pass  # more came: wait until it settles
                if self._stopped:
                    return
                sessions, self._stirred = self._stirred, set()
            for session in sorted(sessions):
                if self._stopped:
                    return
                with self._said(session):
                    self._read_again(session)
                self._once_more(session)

    def _read_again(self, session: str) -> None:
        if session == SERIES:
            self.read_series(self._asked_by)
        else:
            self.read(session)

    def _once_more(self, session: str) -> None:
        """What went wrong once may go well: a process that was ended is started again."""
        failed = self.status(session).state is State.FAILED
        self._failures = {**self._failures, session: self._failures.get(session, 0) + 1 if failed else 0}
        if failed and self._failures[session] <= RETRIES:
            self.stir(session)

    @contextmanager
    def _said(self, session: str) -> Iterator[None]:
        """Say that reading goes on, and how it ended; a failure is no one's loss but the themes'."""
        self._say(session, Status(State.READING))
        try:
            yield
        except NothingOpen:
            self._say(session, Status(State.IDLE))
        except Exception as trouble:
            self._say(session, Status(State.FAILED, f"{type(trouble).__name__}: {trouble}"))
        else:
            self._say(session, Status(State.IDLE))

    def _say(self, session: str, status: Status) -> None:
        with self._wake:
            self._status[session] = status
        self.told(session)

    def _ask(self, what: str, *about: Any, patience: float = PATIENCE) -> Any:
        """One question and its answer; several threads may ask, one at a time."""
        with self._asking:
            outcome, answer = self._put(what, *about, patience=patience)
        if outcome != "ok":
            raise ReaderDied(answer)
        return answer

    def _put(self, what: str, *about: Any, patience: float) -> tuple[str, Any]:
        line = self._connected()
        try:
            line.send((what, *about))
            if not line.poll(patience):
                raise ReaderDied(f"no answer within {patience:.0f} seconds")
            outcome, answer = line.recv()
        except (EOFError, OSError) as gone:
            self._end_process()
            raise ReaderDied("the reader's process ended") from gone
        except ReaderDied:
            self._end_process()
            raise
        return outcome, answer

    def _connected(self) -> Connection:
        if self._line is None or not self._process.is_alive():
            self._end_process()
            spawn = multiprocessing.get_context(
                "spawn"
            )  # the same on every system; a fork of threads is none
            ours, theirs = spawn.Pipe()
            self._process = spawn.Process(
                target=reading_room.serve, args=(theirs,), name="aplis reader", daemon=True
            )
            self._process.start()
            theirs.close()
            self._line = ours
        return self._line

    def _end_process(self) -> None:
        """Called by the reader's thread and by whoever stops it: each part is ended by one of them."""
        line, self._line = self._line, None
        process, self._process = self._process, None
        if line is not None:
            line.close()
        if process is not None:
            process.join(1)
            if process.is_alive():
                process.kill()


def _waits(work: Work, session: str) -> bool:
    """Is there anything that the last reading does not hold, or holds otherwise than it should?"""
    unread = work.unread(session) or work.nameless(session)
    return bool(unread) or looking.outdated(work, session)


def _keep_vectors(work: Work, embedder: str, read: list[tuple[str, str]], vectors: dict[str, bytes]) -> None:
    """Keep the vectors of these texts, where the words still are what was read."""
    for id, text in read:
        said = work.contribution(id)
        if said is not None and said.text == text:
            work.put(model.Vector(contribution_id=id, embedder=embedder, values=vectors[id]))


def _keep(work: Work, session: str, upto: int, found: dict[str, Any], *, read: dict[str, str]) -> None:
    """Keep what was read, less words that were taken back or changed meanwhile, and names they gave."""
    if work.session(session) is None:
        return
    same = {c.id for c in work.contributions(session) if c.text and c.text == read.get(c.id)}
    placed = [one for one in found["placed"] if one["id"] in same]
    gone = read.keys() - same
    themes = [series_reading.still_there(theme, gone) for theme in found["themes"]]
    work.put(
        model.Reading(session_id=session, upto=upto, themes=themes, placed=placed, method=found["method"])
    )
    work.note(session, ThemesFound(themes=len(themes), contributions=len(placed)))


def _themes_before(work: Work, session: str) -> list[dict[str, Any]]:
    """The themes of the last reading: one that goes on keeps its id and name while people speak of it.

    The highest number that was ever given stands too, without members: no id comes back for another theme.
    """
    last = work.reading(session)
    if last is None:
        return []
    themes = [
        {part: theme[part] for part in ("id", "members", "label", "labels")}
        | {"quoted": [quote["contribution"] for quote in theme["quotes"]]}
        for theme in last.themes
    ]
    highest = f"t{last.method.get('last_number', len(themes))}"
    known = {theme["id"] for theme in themes}
    return themes if highest in known else [*themes, {"id": highest, "members": []}]
