"""Circles brought together on the console: files come, are tried on a copy, merged once somebody agrees."""

import secrets
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from facilitator import merging, partwise
from facilitator.aside import Aside
from facilitator.merging import Outcome
from facilitator.store import StorageFull, Store
from participant_ui.port import NotNow

KEPT = 30 * 60.0  # seconds without anybody asking for the files until they go
LOOKS = 60.0  # seconds between two looks at the clock
ENDS = 150.0  # seconds until a merge has ended after the part in hand


class Stage(StrEnum):
    EMPTY = "empty"
    HELD = "held"  # files are there, nobody looked into them yet
    TRYING = "trying"
    TRIED = "tried"
    MERGING = "merging"
    MERGED = "merged"
    FAILED = "failed"


@dataclass(frozen=True)
class Gathered:
    """What is gathered, and how far it is: `done` of `of` steps. `id` names what was tried.

    `new`: into a series of its own, called `title`. `changed`: when it was to be merged, the series was no
    longer the one it had been tried on, so it was tried anew. `why`: the code of a reason, where it failed.
    """

    stage: Stage = Stage.EMPTY
    files: int = 0
    new: bool = False
    accepted: frozenset[str] = frozenset()
    done: int = 0
    of: int = 0
    id: str = ""
    outcome: Outcome | None = None
    title: str = ""
    changed: bool = False
    why: str = ""

    @property
    def at_work(self) -> bool:
        return self.stage in (Stage.TRYING, Stage.MERGING)


class _Ends(Exception):
    """aplis ends in the middle."""


class Gathering:
    """The one gathering of a console; `merged` is called after each, in its thread."""

    def __init__(
        self,
        store: Store,
        data: Path,
        merged: Callable[[], None] = lambda: None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.store, self.merged, self.clock = store, merged, clock
        self._aside = Aside(data)
        self._now = Gathered()
        self._tried_on = ""
        self._asked_at = clock()
        self._lock = threading.RLock()
        self._thread: threading.Thread | None = None
        self._watch: threading.Timer | None = None
        self._ending = False

    def now(self) -> Gathered:
        """How it stands; as long as somebody asks, the files stay."""
        with self._lock:
            self._asked_at = self.clock()
            return self._now

    # the files

    def place(self) -> tuple[Path, BinaryIO]:
        """An empty file in a folder of ours, to write one bundle into. Raises NotNow, FolderRefused."""
        with self._lock:
            self._may_change()
            return self._aside.place()

    def add(self, files: Sequence[tuple[str, Path]], *, new: bool) -> Gathered:
        """Keep what was written there, by the names its owner knows; `new`: for a series of its own.

        Raises NotNow where it is too much, or some are being merged.
        """
        with self._lock:
            self._may_change()
            self._aside.keep(files)
            count, merged = len(self._aside.files), self._now.stage is Stage.MERGED
            accepted: frozenset[str] = frozenset() if merged else self._now.accepted
            self._now = Gathered(Stage.HELD if count else Stage.EMPTY, count, new, accepted)
            self._asked_at = self.clock()
            self._look_again()
            return self._now

    def drop(self) -> None:
        """All of it goes, and nothing was changed. Raises NotNow while it is at work."""
        with self._lock:
            self._may_change()
            self._forget()

    def expire(self) -> None:
        """What nobody asked for in half an hour goes."""
        with self._lock:
            if not self._now.at_work and self.clock() - self._asked_at >= KEPT:
                self._forget()

    def close(self) -> None:
        """aplis ends: a merge stops after the part in hand, and the files go."""
        self._ending = True
        if self._thread is not None:
            self._thread.join(ENDS)
        with self._lock:
            self._forget()

    # what is done with them

    def look(self, accept: Collection[str] = ()) -> Gathered:
        """Begin to try them on a copy, with the keys of these words accepted too. Raises NotNow."""
        with self._lock:
            self._may_change()
            if not self._aside.files:
                raise NotNow("no_bundles")
            accepted = self._now.accepted | set(accept)
            return self._begin(Gathered(Stage.TRYING, self._now.files, self._now.new, accepted), self._try)

    def bring_in(self, id: str, opened: Callable[[str], None]) -> Gathered:
        """Begin to merge what was tried as `id`; where the series changed since, to try it anew.

        `opened(title)` makes and opens the new series, where one was asked for. Raises NotNow.
        """
        with self._lock:
            self._may_change()
            if self._now.stage is not Stage.TRIED or self._now.id != id:
                raise NotNow("no_bundles")
            if self._standing(new=self._now.new) != self._tried_on:
                again = replace(self._now, stage=Stage.TRYING, outcome=None, changed=True)
                return self._begin(again, self._try)
            if self._now.new:
                opened(self._now.title)
            return self._begin(replace(self._now, stage=Stage.MERGING, changed=False), self._merge)

    def _begin(self, now: Gathered, act: Callable[[], Gathered]) -> Gathered:
        self._now = replace(now, done=0, of=2 * len(self._aside.files))
        self._thread = threading.Thread(target=self._run, args=(act,), name="gathering", daemon=True)
        self._thread.start()
        return self._now

    def _run(self, act: Callable[[], Gathered]) -> None:
        try:
            after = act()
        except _Ends:
            return
        except Exception as trouble:  # a full disk, a series that cannot be written: the page says so
            why = "storage_full" if isinstance(trouble, StorageFull) else "busy"
            after = replace(self._now, stage=Stage.FAILED, why=why)
        with self._lock:
            self._now, self._asked_at = after, self.clock()
            if after.stage is Stage.MERGED:
                self._aside.forget()

    def _try(self) -> Gathered:
        """All that a merge does, on a copy of the series, or on a new one, in the folder that goes."""
        new = self._now.new
        self._tried_on = self._standing(new=new)
        with self._aside.draft() as path:
            if not new:
                self.store.copy(path)
            draft = Store()
            try:
                draft.open(path)
                outcome = partwise.brought(draft, self._aside.files, self._now.accepted, self._step)
                with draft.read() as work:
                    series = work.series()
            finally:
                draft.close()
        title = series.title if series else ""
        return replace(self._now, stage=Stage.TRIED, id=secrets.token_hex(8), outcome=outcome, title=title)

    def _merge(self) -> Gathered:
        outcome = partwise.brought(self.store, self._aside.files, self._now.accepted, self._step)
        self.merged()
        return replace(self._now, stage=Stage.MERGED, outcome=outcome)

    def _step(self, by: int) -> None:
        if self._ending:
            raise _Ends
        self._now = replace(self._now, done=self._now.done + by)

    def _standing(self, *, new: bool) -> str:
        """What it is tried on; a new series is always the same."""
        if new:
            return ""
        with self.store.read() as work:
            return f"{self.store.path} {merging.standing(work)}"

    def _may_change(self) -> None:
        if self._now.at_work or self._ending:
            raise NotNow("gathering")

    def _forget(self) -> None:
        self._now, self._tried_on = Gathered(), ""
        self._aside.forget()
        if self._watch is not None:
            self._watch.cancel()

    def _look_again(self) -> None:
        """Every minute, as long as there are files: one timer at a time."""
        if self._watch is not None:
            self._watch.cancel()
        self._watch = threading.Timer(LOOKS, self._looked)
        self._watch.daemon = True
        self._watch.start()

    def _looked(self) -> None:
        self.expire()
        with self._lock:
            if self._aside.files and not self._ending:
                self._look_again()
