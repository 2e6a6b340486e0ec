"""A report for programs of qualitative data analysis: REFI-QDA 1.0, a codebook (.qdc) or a project (.qdpx).

Source: QDA-XML version 1.0, Rotterdam Exchange Format Initiative, 18 March 2019.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO
from uuid import uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from analysis.exporters import holding
from analysis.exporters.code_tree import NAMESPACE, Node, code_tree, guid, theme_guid
from analysis.exporters.decisions import insight_rows, log_rows
from analysis.exporters.packing import pack
from analysis.exporters.sheets import day_of, evening_rows
from analysis.exporters.sources import Passage, Source, legal, sources
from analysis.exporters.telling import Telling
from analysis.report import STATES, Report

CODEBOOK_NAMES = "urn:QDA-XML:codebook:1.0"
PROJECT_NAMES = "urn:QDA-XML:project:1.0"
ORIGIN = "aplis"
_UNDATED = (
    "1980-01-01"  # as the parts of the file: programs want a day for a note, and none is from the clock
)

MACHINE = str(uuid5(NAMESPACE, "machine")).upper()
PERSON = str(uuid5(NAMESPACE, "person")).upper()


class Codebook:
    """The codes alone: themes, the codebook by its parts, its facets."""

    ENDING = ".qdc"
    MEDIA_TYPE = "application/xml"

    def write(self, report: Report, out: BinaryIO, *, words: str = "en") -> None:
        """Write one XML file in UTF-8. There is always a code: being in no theme."""
        root = Element("CodeBook", {"xmlns": CODEBOOK_NAMES, "origin": ORIGIN})
        _codes(SubElement(root, "Codes"), code_tree(Telling(report, words)))
        out.write(_bytes(root))


class Project:
    """What was said, a plain text for each circle, with what is coded where, the codes and the method.

    `line_end` is how lines end in the texts; places are counted in code points of the text as it is written.
    """

    ENDING = ".qdpx"
    MEDIA_TYPE = "application/octet-stream"

    def __init__(self, line_end: str = "\n") -> None:
        self.line_end = line_end

    def write(self, report: Report, out: BinaryIO, *, words: str = "en") -> None:
        """Write the archive. Where a contribution is not to be quoted stands a note in its place, so that
        counts stay right; nobody who spoke is in it, not even by a token."""
        tell = Telling(report, words)
        texts = list(sources(tell, self.line_end, MACHINE, PERSON))
        notes = _notes(tell)
        files = {guid(report, "source", one.circle): one.text for one in texts}
        files |= {note.guid: note.text for note in notes}
        root = _project(tell, texts, notes)
        parts = [(f"sources/{name}.txt", text.encode("utf-8")) for name, text in files.items()]
        pack(out, [("project.qde", _bytes(root)), *parts])


CODEBOOK = Codebook()
PROJECT = Project()
PROJECT_CRLF = Project("\r\n")


@dataclass(frozen=True)
class Note:
    """What is written about the project as a whole."""

    guid: str
    name: str
    text: str


@dataclass(frozen=True)
class Variable:
    """What is known of a source; `values`: by circle."""

    guid: str
    name: str
    kind: str
    values: Mapping[str, str]


def _project(tell: Telling, texts: Sequence[Source], notes: Sequence[Note]) -> Element:
    """The parts in the order that the schema asks for."""
    report = tell.report
    day = day_of(tell)
    dated = {"creationDateTime": f"{day.isoformat()}T00:00:00Z"} if day else {}
    root = Element(
        "Project",
        {"xmlns": PROJECT_NAMES, "name": _line(report.title), "origin": ORIGIN, **dated},
    )
    root.set("creatingUserGUID", MACHINE)
    users = SubElement(root, "Users")
    SubElement(users, "User", {"guid": MACHINE, "name": tell("The program")})
    SubElement(users, "User", {"guid": PERSON, "name": tell("A coder")})
    _codes(SubElement(SubElement(root, "CodeBook"), "Codes"), code_tree(tell))
    variables = _variables(tell, texts)
    inside = SubElement(root, "Variables")
    for one in variables:
        about = {"guid": one.guid, "name": one.name, "typeOfVariable": one.kind}
        SubElement(inside, "Variable", about)
    _said(tell, root, texts, variables)
    inside = SubElement(root, "Notes")
    for note in notes:
        SubElement(inside, "Note", _note(note, str(day or _UNDATED)))
    _sets(tell, root)
    told = [one for one in (report.question, *tell.caution()) if one]
    SubElement(root, "Description").text = legal("\n".join(told))
    for note in notes:
        SubElement(root, "NoteRef", {"targetGUID": note.guid})
    return root


def _codes(parent: Element, tree: Sequence[Node]) -> None:
    for node in tree:
        codable = "true" if node.codable else "false"
        one = SubElement(parent, "Code", {"guid": node.guid, "name": _line(node.name), "isCodable": codable})
        if node.colour:
            one.set("color", node.colour)
        if node.description:
            SubElement(one, "Description").text = legal(node.description)
        _codes(one, node.inner)


def _sets(tell: Telling, root: Element) -> None:
    """Themes by how far researchers stand behind them, once they went over any."""
    if not tell.decided():
        return
    inside = SubElement(root, "Sets")
    for state in STATES:
        themes = [one for one in (*tell.report.themes, *tell.report.rejected) if one.state == state]
        if themes:
            name = tell("Themes, {state}", state=tell.state(state))
            one = SubElement(inside, "Set", {"guid": guid(tell.report, "set", state), "name": name})
            for theme in themes:
                SubElement(one, "MemberCode", {"targetGUID": theme_guid(tell.report, theme.id)})


def _variables(tell: Telling, texts: Sequence[Source]) -> list[Variable]:
    many = {text.circle: str(len(text.contributions)) for text in texts}
    spoken = {
        text.circle: sorted({tell.language_of(c.id) for c in text.contributions} - {""}) for text in texts
    }
    named = {circle: ", ".join(languages) for circle, languages in spoken.items()}
    days, regions = _days(tell, texts), {c.id: c.region for c in tell.report.circles if c.region}
    known = [
        ("contributions", tell("Contributions"), "Integer", many),
        ("languages", tell("Languages"), "Text", named),
        *([("day", tell("Day"), "Date", days)] if days else ()),
        *([("region", tell("Region"), "Text", regions)] if regions else ()),
    ]
    return [Variable(guid(tell.report, "variable", id), *told) for id, *told in known]


def _days(tell: Telling, texts: Sequence[Source]) -> dict[str, str]:
    """The day each circle met, where it is known; else the day the report is of."""
    held, day = {c.id: c.day for c in tell.report.circles if c.day}, day_of(tell)
    days = {text.circle: held.get(text.circle) or (day.isoformat() if day else "") for text in texts}
    return {circle: one for circle, one in days.items() if one}


def _said(tell: Telling, root: Element, texts: Sequence[Source], variables: Sequence[Variable]) -> None:
    """Each circle as a source, and as a case; people are no cases."""
    if not texts:
        return
    cases, inside = SubElement(root, "Cases"), SubElement(root, "Sources")
    for text in texts:
        name = guid(tell.report, "source", text.circle)
        case = SubElement(cases, "Case", {"guid": guid(tell.report, "case", text.circle), "name": text.name})
        SubElement(case, "SourceRef", {"targetGUID": name})
        about = {"guid": name, "name": text.name, "plainTextPath": f"internal://{name}.txt"}
        source = SubElement(inside, "TextSource", {**about, "creatingUser": MACHINE})
        for passage in text.passages:
            _passage(tell, source, passage)
        for variable in (one for one in variables if one.values.get(text.circle)):
            told = SubElement(source, "VariableValue")
            SubElement(told, "VariableRef", {"targetGUID": variable.guid})
            SubElement(told, f"{variable.kind}Value").text = variable.values[text.circle]


def _passage(tell: Telling, source: Element, passage: Passage) -> None:
    """A selection for each coder: there are programs that ask the selection who coded, not the coding."""
    for coder in dict.fromkeys(passage.codes.values()):
        about = {
            "guid": guid(tell.report, "passage", passage.name, passage.part, coder),
            "name": _line(passage.name),
            "startPosition": str(passage.start),
            "endPosition": str(passage.end),
            "creatingUser": coder,
        }
        selection = SubElement(source, "PlainTextSelection", about)
        if passage.told:
            SubElement(selection, "Description").text = legal(passage.told)
        for code in (code for code, by in passage.codes.items() if by == coder):
            name = guid(tell.report, "coding", passage.name, passage.part, code)
            coding = SubElement(selection, "Coding", {"guid": name, "creatingUser": coder})
            SubElement(coding, "CodeRef", {"targetGUID": code})


def _notes(tell: Telling) -> list[Note]:
    """How it all came about; how the evening was, where it was one; insights, and who decided what."""
    written = [("method", tell("Method"), list(_method(tell)))]
    if tell.report.evening is not None:
        rows = [": ".join(str(cell) for cell in row if cell) for row in evening_rows(tell)]
        written.append(("evening", tell("The evening"), rows))
    if insights := list(insight_rows(tell)):
        rows = [f"{number}. {text} ({language}; {of})" for number, language, text, of in insights]
        written.append(("insights", tell("Key insights"), rows))
    if log := list(log_rows(tell)):
        rows = [" · ".join(cell for cell in row if cell) for row in log]
        written.append(("decisions", tell("Decisions"), rows))
    return [Note(guid(tell.report, "note", id), name, legal("\n".join(told))) for id, name, told in written]


def _note(note: Note, day: str) -> dict[str, str]:
    place = {"guid": note.guid, "name": note.name, "plainTextPath": f"internal://{note.guid}.txt"}
    return {**place, "creatingUser": MACHINE, "creationDateTime": f"{day}T00:00:00Z"}


def _method(tell: Telling) -> list[str]:
    figures = [f"{what}: {value}" for what, value in (*tell.glance(), *tell.particulars())]
    return [*tell.caution(), *tell.method(), *holding.limits(tell), *figures]


def _line(text: str) -> str:
    """A name: one line, and never empty."""
    return " ".join(legal(text).split()) or "–"


def _bytes(root: Element) -> bytes:
    indent(root)
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"
