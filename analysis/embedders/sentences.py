"""Models of the sentence-transformers package as embedders, for whoever has one: an extra of aplis."""

import hashlib
import importlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.embedders import Vectors
from analysis.words import CannotRead

SIGNS = ("modules.json", "config.json")
_PIECE = 1 << 20


class SentenceTransformers:
    """A model in a folder of this computer; nothing is fetched. The package is loaded with the first text."""

    def __init__(self, folder: str = "") -> None:
        """Raises CannotRead where no folder is named, or there is no model in it."""
        self._folder = Path(folder)
        if not folder or not any((self._folder / sign).is_file() for sign in SIGNS):
            raise CannotRead(
                "{folder} holds no model of sentence-transformers. Name the folder of one: "
                "sentence-transformers:FOLDER",
                folder=folder or "sentence-transformers",
            )
        self.name = self._folder.resolve().name

    @cached_property
    def fingerprint(self) -> str:
        """Changes with any file of the model: 16 characters."""
        found = hashlib.sha256()
        for path in sorted(path for path in self._folder.rglob("*") if path.is_file()):
            found.update(path.relative_to(self._folder).as_posix().encode("utf-8"))
            with path.open("rb") as file:
                while piece := file.read(_PIECE):
                    found.update(piece)
        return found.hexdigest()[:16]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Rows of length one: float32 (n, d), d as the model has it."""
        whole = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        found: Vectors = self._model.encode(
            whole, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return found

    @cached_property
    def _model(self) -> Any:
        try:  # by its name: it is an extra, which most do not have
            package = importlib.import_module("sentence_transformers")
        except ImportError as error:
            raise CannotRead(
                "The package sentence-transformers is not installed. Install it beside aplis: "
                "pip install aplis[sentence-transformers]"
            ) from error
        return package.SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)
