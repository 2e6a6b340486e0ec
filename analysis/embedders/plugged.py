"""An embedder of somebody else: what it gives is checked, and named so that vectors are never mixed up."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from analysis.embedders import Vectors
from analysis.words import CannotRead


class Embeds(Protocol):
    """All that is asked of a plug."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, in order: (n, d), d the same for all texts."""
        ...


class Plugged:
    """Gives rows of length one in float32, whatever the plug gives, or says in a sentence what is wrong.

    `name` and `fingerprint` are the plug's own where it has them, else what it is installed as and the
    version of its package: vectors and language directions are kept under them.
    """

    def __init__(self, plug: Embeds, name: str, version: str) -> None:
        self._plug = plug
        self.name = str(getattr(plug, "name", name))
        self.fingerprint = str(getattr(plug, "fingerprint", f"{name} {version}"))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Float32 (n, d). Raises CannotRead where the plug gives no such rows."""
        if not texts:
            return np.zeros((0, 0), np.float32)
        rows = np.asarray(self._plug.embed(list(texts)))
        if rows.ndim != 2 or len(rows) != len(texts) or not rows.shape[1]:
            raise CannotRead(
                "The embedder {name} gives {shape} for {n} texts; expected is one row of numbers for each.",
                name=self.name,
                shape=" × ".join(map(str, rows.shape)) or "1",
                n=len(texts),
            )
        if rows.dtype.kind not in "fiu" or not np.isfinite(rows).all():
            raise CannotRead("The embedder {name} gives something that is no number.", name=self.name)
        rows = rows.astype(np.float64)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        found: Vectors = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
        return found
