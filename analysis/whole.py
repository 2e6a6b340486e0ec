"""Files that are there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole(to: Path) -> Iterator[BinaryIO]:
    """A file that takes its name only once it is on the disk; its owner's alone. Raises OSError."""
    part = to.with_name(f".{to.name[:100]}.{os.getpid()}.part")
    try:
        with open(part, "xb", opener=_private) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
