"""The dictionaries behind lemmas, as files that are looked into and never loaded.

simplemma carries its dictionaries packed: opening the six of ours takes six seconds and 160 MB, most of it
for words nobody says. The build writes each as one sorted file (`python -m analysis.dictionaries FOLDER`);
a word is found by the first words of its blocks, which are kept in memory, and by reading one block. A
language without such a file is read from simplemma's own.

A file: `MAGIC`; then, as unsigned 32-bit little-endian numbers, its size and how many words, blocks and
bytes of first words it holds, and where each block and each first word begins; the first words; the blocks,
64 words each, in the order of their bytes. A word: how many bytes it shares with the one before in its
block, how many follow, those; how many to cut from its end for its lemma, how many follow, those; or 255
where its lemma is that of the word before.
"""

import argparse
import hashlib
import json
import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

LANGUAGES = ("lv", "en", "fi", "sv", "et", "ru")
FOLDER = Path(__file__).parent / "embedders" / "weights"
CARD = "dictionaries.json"
MAGIC = b"aplis-w1"
BLOCK = 64
LONGEST = 254  # bytes of a word
AS_BEFORE = 255
_HEAD = struct.Struct("<4I")
LICENCE = (
    "These are simplemma's dictionaries in another form. simplemma is under the MIT licence (Adrien "
    "Barbaresi); its word lists come from the Lemmatization lists of Michal Měchura (Open Database License), "
    "Wiktionary by way of Kaikki (CC BY-SA), FreeLing, spaCy's lookups data, UniMorph and the Wikinflection "
    "corpus of Eleni Metheniti (CC BY 4.0), and stay under those licences."
)


class Damaged(ValueError):
    """The file is no dictionary of ours, or not a whole one."""


class Dictionary(Mapping[str, str]):
    """Form to lemma, read where it lies. Raises Damaged; OSError where the file cannot be read.

    The file is opened anew for each block: no handle is shared between threads or processes, and the file
    can be replaced while it is in use, which a mapped one on Windows cannot.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(len(MAGIC) + _HEAD.size)
            if len(head) < len(MAGIC) + _HEAD.size or not head.startswith(MAGIC):
                raise Damaged(f"{path} is no dictionary")
            told, self._count, blocks, width = _HEAD.unpack_from(head, len(MAGIC))
            if told != size:
                raise Damaged(f"{path} is not whole: {size} bytes of {told}")
            self._places = _numbers(file.read(4 * (blocks + 1)))
            self._starts = _numbers(file.read(4 * (blocks + 1)))
            self._firsts = file.read(width)

    def get(self, word: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The lemma; without the detour by KeyError that a Mapping takes, for most words asked are none."""
        wanted = word.encode("utf-8", "replace")
        block = bisect_right(range(len(self._places) - 1), wanted, key=self._first) - 1
        if block >= 0:
            for known, lemma in self._block(block):
                if known >= wanted:
                    return lemma.decode() if known == wanted else default
        return default

    def __getitem__(self, word: str) -> str:
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return found

    def __iter__(self) -> Iterator[str]:
        for block in range(len(self._places) - 1):
            for known, _ in self._block(block):
                yield known.decode()

    def __len__(self) -> int:
        count: int = self._count
        return count

    def _first(self, block: int) -> bytes:
        return self._firsts[self._starts[block] : self._starts[block + 1]]

    def _block(self, block: int) -> Iterator[tuple[bytes, bytes]]:
        """The words of a block with their lemmas."""
        start, stop = self._places[block], self._places[block + 1]
        with self._path.open("rb", buffering=0) as file:
            file.seek(start)
            packed = file.read(stop - start)
        place, word, lemma = 0, b"", b""
        while place < len(packed):
            end = place + 2 + packed[place + 1]
            word = word[: packed[place]] + packed[place + 2 : end]
            cut, place = packed[end], end + 1
            if cut != AS_BEFORE:
                place = end + 2 + packed[end + 1]
                lemma = word[: len(word) - cut] + packed[end + 2 : place]
            yield word, lemma


class Dictionaries:
    """Where simplemma's strategies ask for a language's dictionary: ours, else simplemma's own."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._open: dict[str, Mapping[str, str]] = {}

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """Form to lemma. Raises ValueError for a language simplemma does not know."""
        if lang not in self._open:
            self._open[lang] = self._opened(lang)
        return self._open[lang]

    def _opened(self, lang: str) -> Mapping[str, str]:
        try:
            return Dictionary(self._folder / file_name(lang))
        except (OSError, Damaged):
            found: Mapping[str, str] = LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(lang)
            return found


def file_name(language: str) -> str:
    return f"dictionary-{language}.words"


def write(words: Mapping[str, str], path: Path) -> None:
    """Write a dictionary's file. Raises ValueError where a word or a lemma is longer than 254 bytes."""
    known = sorted(words, key=str.encode)
    parts = [known[at : at + BLOCK] for at in range(0, len(known), BLOCK)]
    firsts = [part[0].encode() for part in parts]
    blocks = [_packed(part, words) for part in parts]
    front = len(MAGIC) + _HEAD.size + 8 * (len(blocks) + 1) + sum(map(len, firsts))
    places, starts = _sums(front, blocks), _sums(0, firsts)
    head = MAGIC + _HEAD.pack(places[-1], len(known), len(blocks), starts[-1])
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        file.write(head)
        for numbers in (places, starts):
            file.write(struct.pack(f"<{len(numbers)}I", *numbers))
        file.writelines([*firsts, *blocks])
    unfinished.replace(path)


def _packed(part: Sequence[str], words: Mapping[str, str]) -> bytes:
    packed, before, lemma_before = bytearray(), b"", None
    for word, lemma in ((one.encode(), words[one].encode()) for one in part):
        if max(len(word), len(lemma)) > LONGEST:
            raise ValueError(f"longer than {LONGEST} bytes: {word.decode()}, {lemma.decode()}")
        shared = _shared(before, word)
        packed += bytes((shared, len(word) - shared)) + word[shared:]
        if lemma == lemma_before:
            packed.append(AS_BEFORE)
        else:
            kept = _shared(word, lemma)
            packed += bytes((len(word) - kept, len(lemma) - kept)) + lemma[kept:]
        before, lemma_before = word, lemma
    return bytes(packed)


def _shared(one: bytes, other: bytes) -> int:
    """How many bytes two words have in common from the start."""
    most = min(len(one), len(other))
    differing = int.from_bytes(one[:most]) ^ int.from_bytes(other[:most])
    return most - (differing.bit_length() + 7) // 8


def _sums(start: int, parts: Sequence[bytes]) -> list[int]:
    sums = [start]
    for part in parts:
        sums.append(sums[-1] + len(part))
    return sums


def _numbers(packed: bytes) -> Sequence[int]:
    found = array("I" if array("I").itemsize == 4 else "L", packed)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def recipe() -> str:
    """By this the build knows whether the files were written the way they are written now."""
    return hashlib.sha256(Path(__file__).read_text(encoding="utf-8").encode("utf-8")).hexdigest()


def main() -> None:
    """At build: write the dictionaries of the six languages into a folder; the card last: it vouches."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for language in LANGUAGES:
        print(f"  {language}", file=sys.stderr, flush=True)
        write(DefaultDictionaryFactory().get_dictionary(language), folder / file_name(language))
    files = {name: (folder / name).read_bytes() for name in map(file_name, LANGUAGES)}
    card = {
        "source": {"package": "simplemma", "version": metadata.version("simplemma"), "recipe": recipe()},
        "licence": LICENCE,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    text = json.dumps(card, indent=2, ensure_ascii=False)
    (folder / CARD).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
