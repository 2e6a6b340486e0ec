"""What turns texts into vectors: the one-method plug, and how a long list goes through it."""

import os
from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

# onnxruntime reports to its maker unless told not to before it is first imported, and it is imported below
# this package alone. Nothing is sent anywhere.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

Vectors: TypeAlias = NDArray[np.float32]
Progress: TypeAlias = Callable[[int, int], None]
SLICE = 64


class WeightsMissing(RuntimeError):
    """The sentence embedder's weights are not where they should be."""


class Embedder(Protocol):
    """Whatever can turn texts into vectors.

    `name` says what it is; `fingerprint` changes whenever the same text would get another vector, so
    that kept vectors can be told from stale ones.
    """

    @property
    def name(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length one for each text, in order: float32 (n, d)."""
        ...


def embed_all(embedder: Embedder, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
    """Embed a long list slice by slice, telling `progress(done, total)` after each: float32 (n, d)."""
    slices = []
    for start in range(0, len(texts), SLICE):
        slices.append(embedder.embed(texts[start : start + SLICE]))
        if progress:
            progress(min(start + SLICE, len(texts)), len(texts))
    return np.concatenate(slices) if slices else embedder.embed([])
