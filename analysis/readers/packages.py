"""Office files are zip files of strangers: opened part by part, and only as far as a whole file could go."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from analysis.words import CannotRead

LARGEST = 50_000_000  # bytes of a file as it lies on the disk
LARGEST_PART = 80_000_000  # bytes of one part, unpacked
STEEPEST = 200  # times a part may grow as it is unpacked
SMALL = 5_000_000  # bytes, up to which it may grow more
_MOST_PARTS = 10_000
_OLD = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00[DE]\x00|\x00<\x00!\x00[DE]")
_TORN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError),
    *(NotImplementedError, OverflowError, RuntimeError),
)
MAIN = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}


class Package:
    """The parts of an office file. Raises CannotRead, saying what it is instead and what to do."""

    def __init__(self, content: bytes, file: str, ending: str) -> None:
        self.file = file
        refuse_office(content, file, ending)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self.names = frozenset(self._zip.namelist())
        except _TORN as broken:
            raise self.damaged() from broken
        if MAIN[ending] not in self.names or len(self.names) > _MOST_PARTS:
            raise CannotRead(
                "{file} is not what its name says, or it was damaged. Open it in its program and save it as "
                "{ending}.",
                file=file,
                ending=ending,
            )
        self.macros = any(name.endswith("vbaProject.bin") for name in self.names)

    def part(self, name: str) -> bytes:
        """A part's bytes, empty where there is none; never more than a whole file could hold."""
        if name not in self.names:
            return b""
        told = self._zip.getinfo(name)
        steep = told.file_size > SMALL and told.file_size > STEEPEST * max(told.compress_size, 1)
        if told.file_size > LARGEST_PART or steep:
            raise CannotRead(
                "{file} would unpack to far more than a document holds, so it was not opened.", file=self.file
            )
        if told.flag_bits & 1:
            raise CannotRead(
                "{file} is locked with a password. Save it without one, and choose it again.", file=self.file
            )
        try:
            with self._zip.open(told) as part:
                content = part.read(told.file_size + 1)
        except _TORN as broken:
            raise self.damaged() from broken
        if _DECLARED.search(content):
            raise CannotRead(
                "{file} holds declarations that no office program writes, so it was not read.", file=self.file
            )
        return content

    def tree(self, name: str) -> Any:
        """A small part as a tree of elements; None where there is no such part."""
        content = self.part(name)
        if not content:
            return None
        try:
            return etree.fromstring(content, _parser())
        except etree.XMLSyntaxError as broken:
            raise self.damaged() from broken

    def elements(self, name: str, *tags: str) -> Any:
        """The elements of a large part with these local names, as each ends. Whoever takes one clears it."""
        content = self.part(name)
        try:
            wanted = [f"{{*}}{tag}" for tag in tags]
            for _, element in etree.iterparse(
                io.BytesIO(content), tag=wanted, resolve_entities=False, no_network=True, remove_comments=True
            ):
                yield element
        except etree.XMLSyntaxError as broken:
            raise self.damaged() from broken

    def damaged(self) -> CannotRead:
        return CannotRead(
            "{file} was damaged on its way. Open it in its program, save it anew, and choose it again.",
            file=self.file,
        )


def refuse_office(content: bytes, file: str, ending: str) -> None:
    """Refuse what is too large, or begins like no text and no office file of today. Raises CannotRead."""
    if len(content) > LARGEST:
        raise CannotRead(
            "{file} is larger than {most} MB. Split it into smaller files.",
            file=file,
            most=LARGEST // 1_000_000,
        )
    if content.startswith(_OLD) and _LOCKED in content:
        raise CannotRead(
            "{file} is locked with a password. Save it without one, and choose it again.", file=file
        )
    zipped, wants_zip = content.startswith(b"PK"), ending in MAIN
    if content.startswith((_OLD, b"%PDF", b"{\\rtf")) or (zipped and not wants_zip):
        raise CannotRead(
            "{file} is not what its name says, or it was damaged. Open it in its program and save it as "
            "{ending}.",
            file=file,
            ending=ending,
        )


def local(element: Any) -> str:
    """An element's name without its namespace, of which there are two for the same thing; "" of a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Any, name: str) -> str:
    """An attribute by its name without a namespace; "" where it is not there."""
    return next((given for key, given in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
