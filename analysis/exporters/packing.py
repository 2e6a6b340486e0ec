"""Parts put together into one file: the same parts, the same bytes, nothing of clock or system in them."""

from collections.abc import Iterable
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of time, as the format has it
_READABLE = 0o644 << 16


def pack(out: BinaryIO, parts: Iterable[tuple[str, bytes]]) -> None:
    """Write a ZIP archive of (name, content) in this order."""
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = ZipInfo(name, _BEGINNING)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = _READABLE
            archive.writestr(info, content)
