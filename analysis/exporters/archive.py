"""A report as a package for a data archive: what was said, codes, method and metadata, in open formats."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from analysis.exporters import csv_table, docx, html_page, json_lines, markdown, pdf
from analysis.exporters.code_tree import Node, code_tree
from analysis.exporters.coreq import checklist
from analysis.exporters.decisions import decided
from analysis.exporters.deposit import Deposit, datacite, dublin_core
from analysis.exporters.markdown import escaped
from analysis.exporters.packing import pack
from analysis.exporters.refi_qda import CODEBOOK, PROJECT
from analysis.exporters.sheets import day_of
from analysis.exporters.telling import Telling
from analysis.report import Report
from analysis.tables import write_table

SUMS = "checksums.sha256"


class Archive:
    """One ZIP file; `deposit` is what only people know of it."""

    ENDING = ".zip"
    MEDIA_TYPE = "application/zip"

    def __init__(self, deposit: Deposit | None = None) -> None:
        self.deposit = deposit or Deposit()

    def write(self, report: Report, out: BinaryIO, *, words: str = "en") -> None:
        """Write the package; its last part has a SHA-256 for each other, as sha256sum reads them."""
        tell = Telling(report, words)
        parts = [("README.md", _readme(tell)), *self._parts(tell)]
        sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in parts)
        pack(out, [*parts, (SUMS, sums.encode())])

    def _parts(self, tell: Telling) -> Iterator[tuple[str, bytes]]:
        report, words = tell.report, tell.language
        for name, exporter in (
            ("report.html", html_page),
            ("report.md", markdown),
            ("report.docx", docx),
            ("report.pdf", pdf),
            ("data/contributions.csv", csv_table),
            ("data/report.jsonl", json_lines),
            ("codes/project.qdpx", PROJECT),
            ("codes/codebook.qdc", CODEBOOK),
        ):
            made = io.BytesIO()
            exporter.write(report, made, words=words)
            yield name, made.getvalue()
        yield "codes/codebook.csv", _table(_paths(code_tree(tell), ()))
        yield "metadata/datacite.json", datacite(tell, self.deposit)
        yield "metadata/dublin-core.xml", dublin_core(tell, self.deposit)
        yield "method/coreq.md", checklist(tell).encode("utf-8")
        yield "method/changes.csv", _table(_changes(tell))


ARCHIVE = Archive()


def _readme(tell: Telling) -> bytes:
    told = {
        "report.html, report.md, report.docx, report.pdf": tell("The report, to read and to go on writing"),
        "data/contributions.csv": tell(
            "Every contribution with its theme; empty where it is not to be quoted"
        ),
        "data/report.jsonl": tell("The same for programs, with the method's particulars"),
        "codes/project.qdpx": tell("Texts and what is coded where, for programs of qualitative analysis"),
        "codes/codebook.qdc, codebook.csv": tell("The codes alone"),
        "metadata/": tell("What an archive asks, by DataCite and Dublin Core; :tba is yours to fill in"),
        "method/coreq.md": tell("What journals ask of qualitative research, filled in as far as it is known"),
        "method/changes.csv": tell("What people decided of the themes"),
        SUMS: tell("A check sum for each file"),
    }
    files = [f"- `{name}`: {escaped(what)}" for name, what in told.items()]
    before = tell(
        "Words are as they were written. Take out what tells who a person is before this leaves your hands, "
        "and look at what people agreed to."
    )
    at_the_desk = tell(
        "Who decided what at the reading desk, under the names they gave, and their memos: look through them "
        "before this leaves your hands."
    )
    said = (*tell.caution(".zip"), before, *([at_the_desk] if decided(tell.report) else ()))
    caution = [f"> {escaped(sentence)}" for sentence in said]
    lines = [f"# {escaped(tell.report.title)}", escaped(tell.report.question), *caution, "\n".join(files)]
    return ("\n\n".join(line for line in lines if line) + "\n").encode("utf-8")


def _paths(tree: Sequence[Node], above: Sequence[str]) -> Iterator[Sequence[str]]:
    """A path and a description for each code, as programs that know no REFI-QDA take them."""
    if not above:
        yield "path", "description"
    for node in tree:
        path = (*above, node.name.replace("/", "∕"))
        if node.codable:
            yield "/".join(path), node.description
        yield from _paths(node.inner, path)


def _changes(tell: Telling) -> Iterator[Sequence[str]]:
    """What is known to have been decided: by the room, of each theme it looked at; by people at the desk, in
    the words that the program keeps them by."""
    yield "when", "who", "what", "decision", "why"
    day = day_of(tell)
    for theme in (*tell.report.themes, *tell.report.rejected):
        if theme.status:
            said = f"{theme.status}: {theme.correction}" if theme.correction else theme.status
            yield day.isoformat() if day else "", "room", f"{theme.id} {tell.machine(theme)}", said, ""
    for one in tell.report.log:
        yield one.at, one.who, "; ".join(one.about), one.what, one.why


def _table(rows: Iterator[Sequence[str]]) -> bytes:
    made = io.BytesIO()
    write_table(made, rows)
    return made.getvalue()
