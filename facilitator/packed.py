"""Named parts in one file, the same byte for byte wherever it is made: a zip, stored and undated."""

import re
import struct
import zlib
from collections.abc import Mapping

LARGEST = 16 * 1024 * 1024  # bytes of a file; a whole circle takes some hundred thousand
MOST_PARTS = 32
NAME = re.compile(r"[a-z][a-z0-9-]{0,40}(\.[a-z]{1,8})?")

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_AS_LOCAL = struct.Struct("<4s5H3I2H")
_AS_CENTRAL = struct.Struct("<4s6H3I5H2I")
_AS_END = struct.Struct("<4s4H2IH")
_VERSION, _PLAIN, _STORED, _NO_TIME, _FIRST_DAY = 20, 0, 0, 0, 0x21  # 1 January 1980: zip knows none earlier
_A_FILE = 0o100644 << 16
_ON_UNIX = 3 << 8


class Torn(ValueError):
    """These bytes are not what `packed` makes."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts in their order, stored and not compressed: any zip program opens it."""
    body, listed = bytearray(), bytearray()
    for name, content in parts.items():
        called = name.encode("ascii")
        about = (zlib.crc32(content), len(content), len(content))
        at = len(body)
        body += _AS_LOCAL.pack(
            _LOCAL, _VERSION, _PLAIN, _STORED, _NO_TIME, _FIRST_DAY, *about, len(called), 0
        )
        body += called + content
        listed += _AS_CENTRAL.pack(
            _CENTRAL, _ON_UNIX | _VERSION, _VERSION, _PLAIN, _STORED, _NO_TIME, _FIRST_DAY, *about,
            len(called), 0, 0, 0, 0, _A_FILE, at,
        )  # fmt: skip
        listed += called
    end = _AS_END.pack(_END, 0, 0, len(parts), len(parts), len(listed), len(body), 0)
    return bytes(body + listed + end)


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a file that `packed` made, and of no other. Raises Torn.

    What is read is packed again and compared: so no byte may differ, and nothing can hide between the parts,
    behind them, under one name twice or in a compressed entry that grows without end.
    """
    if len(content) > LARGEST:
        raise Torn("too large")
    parts: dict[str, bytes] = {}
    at = 0
    while content[at : at + 4] == _LOCAL and len(parts) < MOST_PARTS:
        name, start, end = _entry(content, at)
        parts[name] = content[start:end]
        at = end
    if not parts or packed(parts) != content:
        raise Torn("not as it was packed")
    return parts


def _entry(content: bytes, at: int) -> tuple[str, int, int]:
    """Name of the part whose header stands here, and from where to where it goes."""
    try:
        head = _AS_LOCAL.unpack_from(content, at)
        size, length = head[7], head[9]
        start = at + _AS_LOCAL.size + length
        name = content[start - length : start].decode("ascii")
    except (struct.error, UnicodeDecodeError) as torn:
        raise Torn("no entry") from torn
    if not NAME.fullmatch(name) or start + size > len(content):
        raise Torn("no such part")
    return name, start, start + size
