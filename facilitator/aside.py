"""Bundles kept aside until somebody accepts them: in a private folder that goes, also after a kill."""

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from facilitator.folder import refuse_unsafe
from facilitator.packed import LARGEST
from participant_ui.port import NotNow

PREFIX = ".bundles-"
LOCK = "lock"
MOST_FILES = 400
MOST_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """One file: what whoever chose it calls it, where it lies, how many bytes it has."""

    name: str
    path: Path
    size: int


@dataclass
class Aside:
    """The files of one gathering, in a folder of the data folder that is made when the first one comes."""

    data: Path
    files: list[Kept] = field(default_factory=list)
    _folder: Path | None = None
    _lock: FileLock | None = None

    def __post_init__(self) -> None:
        """What a program that was killed left goes: nobody holds its lock any more."""
        for folder in self.data.glob(f"{PREFIX}*"):
            lock = FileLock(folder / LOCK)
            with contextlib.suppress(Timeout, OSError):
                lock.acquire(timeout=0)
                lock.release()
                shutil.rmtree(folder, ignore_errors=True)

    @property
    def folder(self) -> Path:
        """Made with mode 0700. Raises FolderRefused where the data folder is not fit for what people say."""
        if self._folder is None:
            refuse_unsafe(self.data)
            self._folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=self.data))
            self._lock = FileLock(self._folder / LOCK)
            self._lock.acquire()
        return self._folder

    def place(self) -> tuple[Path, BinaryIO]:
        """An empty file of ours, mode 0600, to write one bundle into."""
        path = self.folder / secrets.token_hex(16)
        return path, open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")

    def keep(self, files: Sequence[tuple[str, Path]]) -> None:
        """Keep what was written there, by the names its owner knows. Raises NotNow where it is too much."""
        kept = [*self.files, *(Kept(name, path, path.stat().st_size) for name, path in files)]
        if len(kept) > MOST_FILES or sum(one.size for one in kept) > MOST_BYTES:
            for _, path in files:
                path.unlink(missing_ok=True)
            raise NotNow("too_many_bundles")
        self.files = [one if one.size <= LARGEST else _emptied(one) for one in kept]

    @contextlib.contextmanager
    def draft(self) -> Iterator[Path]:
        """A path for a series that is only tried; it and all that SQLite puts beside it go."""
        path = self.folder / f"{secrets.token_hex(16)}.aplis"
        try:
            yield path
        finally:
            for left in self.folder.glob(f"*{path.name}*"):
                left.unlink(missing_ok=True)

    def forget(self) -> None:
        """All of it goes."""
        self.files = []
        if self._folder is not None and self._lock is not None:
            self._lock.release()
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = self._lock = None


def _emptied(one: Kept) -> Kept:
    """No bundle is so large: it will be refused, and takes no place until then."""
    os.truncate(one.path, 0)
    return one
