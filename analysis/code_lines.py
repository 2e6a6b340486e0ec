"""What a codebook says of each code, line by line, as vectors to compare people's words with."""

import argparse
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from analysis.codebook import FOLDER, Code, Codebook, codebooks, load
from analysis.codebook_shape import ARROW
from analysis.embedders import Embedder, Progress, Vectors, embed_all
from analysis.embedders.e5 import E5, WEIGHTS
from analysis.space import LanguageSpace, keep

NAME, DEFINITION, EXAMPLE, LISTED, SAID = 1.0, 2.0, 3.0, 2.0, 3.0  # what each kind of line weighs


@dataclass(frozen=True)
class CodeLines:
    """`vectors` (m, d) without language, `code` (m,) the number of the code, `weight` (m,); `count` codes.

    `examples` (e, d) are the codebook's examples as the embedder gives them, language and all.
    """

    vectors: Vectors
    code: NDArray[np.intp]
    weight: NDArray[np.float64]
    count: int
    examples: Vectors = field(default_factory=lambda: np.zeros((0, 0), np.float32))


def code_lines(
    book: Codebook, embedder: Embedder, space: LanguageSpace, progress: Progress | None = None
) -> CodeLines:
    """The codebook's lines as vectors: as built, else as kept in the user's cache, else embedded now.

    They are kept under a name made of the lines' and the embedder's fingerprints, so that a change of
    either is noticed.
    """
    told = texts(book)
    name = file_name(told, embedder)
    kept = user_cache_path("aplis", appauthor=False) / "codebooks" / name
    found = next((path for path in (*WEIGHTS.glob(f"codebook-*-{name}"), kept) if path.exists()), None)
    if found:
        rows = np.load(found)
    else:  # at once as they will be kept, so that the first reading is like every other
        rows = embed_all(embedder, told, progress).astype(np.float16)
        keep(rows, kept)
    every, examples = rows.astype(np.float32), len(book.examples)
    said = lines(book)
    at = {text: row for row, text in enumerate(told)}
    return CodeLines(
        space.without_language(every[[at[text] for _, text, _ in said]]),
        np.array([number for number, _, _ in said], np.intp),
        np.array([weight for _, _, weight in said]),
        len(book.codes),
        every[len(every) - examples :],
    )


def texts(book: Codebook) -> list[str]:
    """All that is embedded of a codebook: the lines about its codes, then its examples."""
    return [text for code in book.codes for text, _ in _of(code)] + [one.text for one in book.examples]


def lines(book: Codebook) -> list[tuple[int, str, float]]:
    """The number of the code, a text about it or an example of it, and what that text weighs."""
    number = {code.id: at for at, code in enumerate(book.codes)}
    about = [(at, text, weight) for at, code in enumerate(book.codes) for text, weight in _of(code)]
    return about + [(number[id], one.text, SAID) for one in book.examples for id in one.codes]


def _of(code: Code) -> Iterator[tuple[str, float]]:
    for language in code.label:
        yield code.label[language], NAME
        yield code.definition[language], DEFINITION
        if code.example.get(language):
            yield code.example[language], EXAMPLE
        for listed in (
            [*code.seeds.get(language, ()), *code.phrases.get(language, ())],
            [note.split(ARROW)[0].strip() for note in code.include.get(language, ())],
        ):
            for text in listed:
                yield text, LISTED / len(listed)


def file_name(texts: list[str], embedder: Embedder) -> str:
    return f"{fingerprint(chr(10).join(texts))}-{fingerprint(embedder.fingerprint)}.npy"


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


def main() -> None:
    """At build: embed the lines of our codebooks with the weights in a folder, and leave them beside."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("weights", type=Path)
    folder = parser.parse_args().weights
    embedder = E5(folder)
    for name in codebooks():
        told = texts(load(name))
        # The build asks by this part of the name whether the codebook is still as it was.
        of_file = fingerprint((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        rows = embed_all(embedder, told).astype(np.float16)
        keep(rows, folder / f"codebook-{of_file}-{file_name(told, embedder)}")


if __name__ == "__main__":
    main()
