"""A project that comes back from another program of qualitative analysis: codes, texts, who coded what.

Source: QDA-XML version 1.0, Rotterdam Exchange Format Initiative, 18 March 2019; and how programs write it.
"""

import io
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from analysis.words import CannotRead

_ONE_FOR_A_LINE_END = ("ATLAS", "QualCoder")  # programs that write CRLF and count it as one sign
MOST_BYTES = 200_000_000  # unpacked: texts and codes are far below it, and a trap is above it
# RuntimeError: a password is asked for, or headings lie in one another without end.
_FAULTS = (BadZipFile, ParseError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


@dataclass(frozen=True)
class QdaCode:
    """`above`: the names over it, the highest first; `codable`: it may be given, and is no mere heading."""

    guid: str
    name: str
    above: Sequence[str]
    codable: bool
    description: str = ""


@dataclass(frozen=True)
class QdaText:
    """A source in plain text; lines end in LF."""

    guid: str
    name: str
    text: str


@dataclass(frozen=True)
class QdaCoding:
    """`text.text[start:end]` carries `code`, says `coder`; "" where the program did not say who."""

    text: QdaText
    start: int
    end: int
    code: QdaCode
    coder: str


@dataclass(frozen=True)
class QdaProject:
    name: str
    origin: str
    codes: Sequence[QdaCode]
    texts: Sequence[QdaText]
    codings: Sequence[QdaCoding]


def read_project(content: bytes, file: str) -> QdaProject:
    """What is in a .qdpx; `file` is what a refusal calls it. Pictures, sound and links to other files are
    passed over; nothing outside the archive is opened. Raises CannotRead."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise CannotRead(
                    "{file} holds more than {most} megabytes. Leave pictures, sound and video out of the "
                    "export.",
                    file=file,
                    most=MOST_BYTES // 1_000_000,
                )
            return _Reading(archive, file).project()
    except _FAULTS as error:
        _refuse(file, error)


def coded_by(
    project: QdaProject, places: Mapping[str, Mapping[str, tuple[int, int]]]
) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Who gave which contribution which codes, by coder, contribution and code name: as agreement.compare
    takes it. `places`: for each text as it went out, where in it each contribution lies.

    A text is known again by its words, whatever the program called it. A code counts for each contribution
    that its passage touches. Who coded anything in a text is taken to have looked at all of it.
    """
    known = {_plain(text): sorted(spans.items(), key=lambda one: one[1]) for text, spans in places.items()}
    given: dict[str, dict[str, set[str]]] = {}
    for text in project.texts:
        spans = known.get(_plain(text.text), [])
        ends = [end for _, (_, end) in spans]
        for one in (coding for coding in project.codings if coding.text is text):
            mine = given.setdefault(one.coder, {})
            if not spans or spans[0][0] not in mine:
                mine.update({id: set() for id, _ in spans})
            for id, (start, _) in spans[bisect_right(ends, one.start) :]:
                if start >= one.end:
                    break
                mine[id].add(one.code.name)
    return {
        coder: {id: frozenset(codes) for id, codes in mine.items()} for coder, mine in given.items() if mine
    }


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip()


class _Reading:
    """An archive being read: names without their namespace, GUIDs in one form."""

    def __init__(self, archive: ZipFile, file: str) -> None:
        self._archive, self._file = archive, file
        self._members = {name.rsplit("/", 1)[-1].casefold(): name for name in archive.namelist()}
        whole = next((name for name in archive.namelist() if name.casefold().endswith(".qde")), None)
        if whole is None:
            _refuse(file, None)
        written = archive.read(whole)
        if b"\0" in written or b"<!DOCTYPE" in written:
            _refuse(file, None)  # a DOCTYPE, which no program writes, can make a small file a very large one
        self._root = fromstring(written)
        if self._root.tag.rpartition("}")[2] != "Project":
            _refuse(file, None)
        self._origin = self._root.get("origin", "")

    def project(self) -> QdaProject:
        codes = [code for tree in _under(self._root, "CodeBook") for code in self._codes(tree, ())]
        by_guid = {code.guid: code for code in codes}
        users = {
            _guid(one, "guid"): one.get("name", "") for all in _under(self._root, "Users") for one in all
        }
        texts: list[QdaText] = []
        codings: list[QdaCoding] = []
        for sources in _under(self._root, "Sources"):
            for source in _under(sources, "TextSource"):
                text, written = self._text(source)
                texts.append(text)
                codings += self._codings(source, (text, written), by_guid, users)
        return QdaProject(self._root.get("name", ""), self._origin, codes, texts, codings)

    def _codes(self, tree: Element, above: Sequence[str]) -> Iterator[QdaCode]:
        for one in _under(tree, "Codes"):
            yield from self._codes(one, above)
        for one in _under(tree, "Code"):
            name = one.get("name", "")
            told = next((part.text or "" for part in _under(one, "Description")), "")
            yield QdaCode(_guid(one, "guid"), name, above, one.get("isCodable") != "false", told)
            yield from self._codes(one, (*above, name))

    def _text(self, source: Element) -> tuple[QdaText, str]:
        """The text with LF, and as it was written, which is what places count in."""
        path = source.get("plainTextPath", "")
        inline = next((part.text or "" for part in _under(source, "PlainTextContent")), None)
        name = source.get("name", "")
        if inline is None:
            member = (
                self._members.get(path.rsplit("/", 1)[-1].casefold())
                if path.startswith("internal:")
                else None
            )
            if member is None:
                raise CannotRead(
                    "{file}: the text “{name}” is not in it. Export the project again together with its "
                    "texts.",
                    file=self._file,
                    name=name,
                )
            inline = self._archive.read(member).decode("utf-8-sig")
        if any(program in self._origin for program in _ONE_FOR_A_LINE_END):
            inline = inline.replace("\r\n", "\n")
        return QdaText(_guid(source, "guid"), name, inline.replace("\r\n", "\n")), inline

    def _codings(
        self,
        source: Element,
        read: tuple[QdaText, str],
        codes: Mapping[str, QdaCode],
        users: Mapping[str, str],
    ) -> Iterator[QdaCoding]:
        text, written = read
        for selection in _under(source, "PlainTextSelection"):
            start, end = (
                _place(written, selection.get(side, "")) for side in ("startPosition", "endPosition")
            )
            for coding in _under(selection, "Coding"):
                coder = users.get(_guid(coding, "creatingUser") or _guid(selection, "creatingUser"), "")
                for reference in _under(coding, "CodeRef"):
                    code = codes.get(_guid(reference, "targetGUID"))
                    if code is not None and start < end:
                        yield QdaCoding(text, start, end, code, coder)


def _under(parent: Element, name: str) -> Iterator[Element]:
    """The children of that name, in whatever version's namespace."""
    return (child for child in parent if child.tag.rpartition("}")[2] == name)


def _guid(element: Element, name: str) -> str:
    return element.get(name, "").strip("{} ").upper()


def _place(written: str, place: str) -> int:
    """A place in the text as written, in the text with LF."""
    return len(written[: max(0, int(place))].replace("\r\n", "\n"))


def _refuse(file: str, error: Exception | None) -> NoReturn:
    raise CannotRead("{file} is no REFI-QDA project. Export it again as .qdpx.", file=file) from error
