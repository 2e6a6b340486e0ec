"""Notes as a Word document: what stands in it as it would be printed, with all changes accepted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from analysis.corpus import Reading
from analysis.readers.marks import looks_marked, marked_by
from analysis.readers.packages import Package, local, value
from analysis.readers.passages import Paragraph, gathered, of_paragraphs, reading
from analysis.readers.plain_text import PARAGRAPHS
from analysis.readers.styles import Styles
from analysis.readers.voices import Voices
from analysis.words import Sentence

_LEFT = {"del": "deleted", "moveFrom": "deleted"}
_NOTHING = frozenset(
    {
        "pPr",
        "rPr",
        "instrText",
        "delInstrText",
        "Fallback",
        "sectPr",
        "sdtPr",
        "tblPr",
        "trPr",
        "tcPr",
        "tblGrid",
    }
)
_SIGNS = {"tab": " ", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_COUNTED = {"footnoteReference": "footnotes", "endnoteReference": "footnotes", "commentReference": "comments"}


class Document:
    """The body of a document as paragraphs. `left` counts what is not among them, and why."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.tree("word/styles.xml"))
        self._held = ""  # of a paragraph whose end somebody deleted: the next one goes on
        self.left: Counter[str] = Counter()
        self.title = ""

    def paragraphs(self) -> Iterator[Paragraph]:
        for element in self._package.elements("word/document.xml", "p", "tbl"):
            if _within(element, "body"):
                yield from self._of(element)
                element.clear()
        if self._held.strip():
            yield Paragraph(self._held.strip())

    def _of(self, element: Any) -> Iterator[Paragraph]:
        if local(element) == "tbl":
            yield from self._of_table(element)
            return
        boxes: list[Any] = []
        text = self._held + "".join(self._words(element, boxes))
        self._held = ""
        if _mark_deleted(element):
            self._held = text
            return
        kind = self._styles.kind(element)
        if kind == "title" and not self.title:
            self.title = " ".join(text.split())
        elif kind in ("title", "contents"):
            self.left[kind] += bool(text.strip())
        else:
            yield Paragraph(text.strip(), heading=kind == "heading" and bool(text.strip()))
        for box in boxes:
            self.left["boxes"] += 1
            for inner in box.iter("{*}p"):
                yield from self._of(inner)

    def _of_table(self, table: Any) -> Iterator[Paragraph]:
        """Each paragraph of each cell; where a row's first cell is a speaker's mark, it holds for all."""
        for row in (one for one in table.iter("{*}tr") if _within(one, "tbl", table)):
            if any(True for _ in row.iterfind("{*}trPr/{*}del")):
                self.left["deleted"] += 1
                continue
            cells = [list(self._of_cell(cell)) for cell in row.iter("{*}tc") if _within(cell, "tr", row)]
            cells = [cell for cell in cells if any(one.text for one in cell)]
            mark = None
            if len(cells) > 1 and len(cells[0]) == 1 and looks_marked(cells[0][0].text):
                mark = marked_by(cells.pop(0)[0].text)
            for cell in cells:
                for one in cell:
                    yield Paragraph(one.text, heading=one.heading and len(cells) == 1, mark=one.mark or mark)

    def _of_cell(self, cell: Any) -> Iterator[Paragraph]:
        for inner in cell:
            blocks = inner.iterfind(".//{*}p") if local(inner) == "sdt" else (inner,)
            for block in blocks:
                if local(block) in ("p", "tbl"):
                    yield from self._of(block)

    def _words(self, element: Any, boxes: list[Any]) -> Iterator[str]:
        for child in element:
            name = local(child)
            if name in _LEFT:
                self.left[_LEFT[name]] += any(True for _ in child.iter("{*}delText", "{*}t"))
            elif name == "r" and _hidden(child):
                self.left["hidden"] += any(True for _ in child.iter("{*}t"))
            elif name == "txbxContent":
                boxes.append(child)
            elif name in _COUNTED:
                self.left[_COUNTED[name]] += 1
            elif name in ("t", *_SIGNS, "br"):
                yield _sign(child, name)
            elif name not in _NOTHING:
                self.left["inserted"] += name in ("ins", "moveTo")
                yield from self._words(child, boxes)


def read(content: bytes, path: Path, text: str | None = None) -> Reading:
    """Notes in a .docx file: one paragraph is one contribution, headings are rounds. Raises CannotRead."""
    package = Package(content, str(path), ".docx")
    document, voices = Document(package), Voices()
    passages = gathered(of_paragraphs(document.paragraphs(), voices))
    notes = [*_notes(document.left), *voices.notes()]
    if package.macros:
        notes.append(Sentence("The file holds macros. None was run; only its texts were read."))
    return reading(path, passages, notes, unit=PARAGRAPHS, title=document.title)


def _notes(left: Counter[str]) -> Sequence[Sentence]:
    said = (
        ("inserted", Sentence("Tracked changes: what was inserted is read. Such places: {n}.")),
        ("deleted", Sentence("Tracked changes: what was deleted is left out. Such places: {n}.")),
        ("hidden", Sentence("Hidden text, left out. Such places: {n}.")),
        ("comments", Sentence("Comments in the margin, left out: {n}.")),
        ("footnotes", Sentence("Footnotes and endnotes, left out: {n}.")),
        ("contents", Sentence("Lines of a table of contents, left out: {n}.")),
        ("boxes", Sentence("Text boxes, read after the paragraph they hang on: {n}.")),
    )
    return [Sentence(one.template, {"n": left[name]}) for name, one in said if left[name]]


def _sign(element: Any, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "br":
        return "" if value(element, "type") in ("page", "column") else "\n"
    return _SIGNS[name]


def _hidden(run: Any) -> bool:
    vanish = run.find("{*}rPr/{*}vanish")
    return vanish is not None and value(vanish, "val") not in ("0", "false", "off")


def _mark_deleted(paragraph: Any) -> bool:
    return paragraph.find("{*}pPr/{*}rPr/{*}del") is not None


def _within(element: Any, name: str, itself: Any = None) -> bool:
    """Does it hang on the nearest such element, with no more than wrappers of content between?"""
    parent = element.getparent()
    while parent is not None and local(parent) in ("sdt", "sdtContent", "customXml", "ins"):
        parent = parent.getparent()
    return parent is not None and local(parent) == name and (itself is None or parent is itself)
