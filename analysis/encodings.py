"""From the bytes of a file to its text: UTF-8, UTF-16 or a Windows code page, and which it was."""

import codecs
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.words import CannotRead

MOST_BYTES = 200_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_NOT_TEXT = {
    b"PK\x03\x04": "Excel or zip",
    b"\xd0\xcf\x11\xe0": "old Excel or Word",
    b"%PDF": "PDF",
    b"SQLite format 3\x00": "SQLite",
}

# How often the letters beyond a–z come, per thousand letters of ordinary prose: enough to tell one code
# page's languages from another's.
_USUAL = {
    "windows-1257": (
        {"ā": 39, "ī": 18, "ē": 17, "š": 11, "ū": 5, "ņ": 5, "ļ": 3, "ž": 3, "č": 2, "ķ": 1, "ģ": 1},
        {"ä": 13, "õ": 10, "ü": 9, "ö": 3, "š": 0.3, "ž": 0.2},
        {"ė": 17, "š": 12, "ž": 9, "ų": 13, "ū": 8, "č": 5, "į": 6, "ą": 6, "ę": 2},
    ),
    "windows-1252": (
        {"ä": 36, "ö": 5, "å": 0.1},
        {"ä": 18, "å": 14, "ö": 13},
        {"ü": 6.5, "ä": 5.5, "ö": 3, "ß": 3},
        {"é": 19, "à": 5, "è": 3, "ê": 2, "ç": 1, "ô": 0.5, "û": 0.4, "â": 0.5, "î": 0.4, "ù": 0.5},
        {"ó": 8, "í": 6, "á": 5, "é": 4, "ñ": 3, "ú": 1.5},
        {"å": 12, "ø": 9, "æ": 7},
    ),
}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str


def decoded(path: Path) -> Decoded:
    """Read a file's text, line ends as they are, and the name of its encoding. Raises CannotRead."""
    return decoded_bytes(bytes_of(path), str(path))


def decoded_bytes(raw: bytes, file: str) -> Decoded:
    """The same from what is in a file; `file` is what a refusal calls it. Raises CannotRead."""
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return Decoded(_strict(raw, codec, name, file), name)
    for signature, kind in _NOT_TEXT.items():
        if raw.startswith(signature):
            raise CannotRead(
                "{file} is a file of another kind ({kind}). Open it in its program and save it as "
                "CSV (UTF-8).",
                file=file,
                kind=kind,
            )
    if (at := raw.find(b"\x00")) >= 0:
        if (wide := _unmarked(raw)) is not None:
            return Decoded(wide, "UTF-16")
        raise CannotRead(
            "{file} is not plain text: row {row} holds a zero byte. Save it again in UTF-8.",
            file=file,
            row=_row(raw, at),
        )
    try:
        return Decoded(raw.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as broken:
        return _by_code_page(raw, broken, file)


def bytes_of(path: Path) -> bytes:
    """All that is in a file. Raises CannotRead."""
    file = str(path)
    try:
        if path.is_dir():
            raise CannotRead("{file} is a folder. Name the file in it that is to be read.", file=file)
        if not path.exists():
            raise CannotRead("There is no file {file}. Check its name and folder.", file=file)
        if not path.is_file():
            raise CannotRead("{file} is not a file. Name a file.", file=file)
        if path.stat().st_size > MOST_BYTES:
            raise CannotRead(
                "{file} is larger than {most} MB. Split it into smaller files.",
                file=file,
                most=MOST_BYTES // 1_000_000,
            )
        return path.read_bytes()
    except PermissionError as error:
        raise CannotRead("{file} may not be read by you. Ask its owner for access.", file=file) from error
    except (OSError, ValueError) as error:
        raise CannotRead("{file} cannot be read: {why}.", file=file, why=_why(error)) from error


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _unmarked(raw: bytes) -> str | None:
    """The text of UTF-16 without its mark; None where it is none: its zero bytes lie all on one side."""
    low, high = raw[::2].count(0), raw[1::2].count(0)
    if len(raw) % 2 or min(low, high) or max(low, high) * 40 < len(raw):
        return None
    try:
        text = raw.decode("utf-16-le" if high else "utf-16-be")
    except UnicodeDecodeError:
        return None
    readable = sum(letter.isalnum() or letter.isspace() for letter in text)
    plain = all(letter.isprintable() or letter in "\r\n\t\f\u2028\u2029\u00ad" for letter in text)
    return text if plain and readable * 2 > len(text) else None


def _strict(raw: bytes, codec: str, name: str, file: str) -> str:
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError as broken:
        raise CannotRead(
            "{file} says it is {encoding}, and row {row} is not. Save it again in UTF-8.",
            file=file,
            encoding=name,
            row=_row(raw, broken.start) if name == "UTF-8" else _rows_before(raw, broken.start, codec),
        ) from broken
    if "\x00" in text:
        raise CannotRead(
            "{file} is not plain text: row {row} holds a zero byte. Save it again in UTF-8.",
            file=file,
            row=text.count("\n", 0, text.index("\x00")) + 1,
        )
    return text


def _row(raw: bytes, at: int) -> int:
    return raw.count(b"\n", 0, at) + 1


def _rows_before(raw: bytes, at: int, codec: str) -> int:
    return raw[:at].decode(codec, errors="replace").count("\n") + 1


def _by_code_page(raw: bytes, broken: UnicodeDecodeError, file: str) -> Decoded:
    """Decide between the Baltic, Cyrillic and Western code pages by which gives plausible text."""
    stray = raw.decode("utf-8", errors="replace").count("�")
    whole = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", raw))
    if whole > stray:
        raise CannotRead(
            "{file} is UTF-8 except in row {row}, where a letter is broken. Mend the row, or save the "
            "file again in UTF-8.",
            file=file,
            row=_row(raw, broken.start),
        )
    texts = {}
    for page in ("windows-1257", "windows-1251", "windows-1252"):
        try:
            texts[page] = raw.decode(page)
        except UnicodeDecodeError:
            continue
    likely = {page: _plausible(text, page) for page, text in texts.items()}
    if (
        not likely
        or max(likely.values()) == 0
        or any(ord(c) < 9 for c in texts[max(likely, key=likely.__getitem__)])
    ):
        raise CannotRead(
            "{file} is not plain text, or in an encoding unknown here (row {row}). Save it in UTF-8.",
            file=file,
            row=_row(raw, broken.start),
        )
    page = max(likely, key=lambda name: likely[name])
    return Decoded(texts[page], page)


def _plausible(text: str, page: str) -> float:
    """How much a text looks like one of the code page's languages: 0 not at all, 1 just like it."""
    # A lone letter is no word: read as Cyrillic, a pound or euro sign is one.
    marked = [word for word in _WORD.findall(text) if not word.isascii() and len(word) > 1]
    if not marked:
        return 0.5 if page == "windows-1252" else 0.0
    own = sum(not letter.isascii() for word in marked for letter in word) / sum(map(len, marked))
    if page == "windows-1251":
        # Read as Cyrillic, a Russian word is Cyrillic throughout; a Latvian one is half Latin.
        return own if own > 0.8 else 0.1 * own
    if own > 0.8:
        return 0.1
    letters = Counter(letter for word in marked for letter in word.lower() if not letter.isascii())
    return max(_alike(letters, usual) for usual in _USUAL[page])


def _alike(seen: Mapping[str, float], usual: Mapping[str, float]) -> float:
    """Cosine of two letter counts."""
    together = sum(seen.get(letter, 0) * often for letter, often in usual.items())
    lengths = math.hypot(*seen.values()) * math.hypot(*usual.values())
    return together / lengths if lengths else 0.0
