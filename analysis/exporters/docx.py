"""A report as a text document (DOCX): real headings, contents, tables and quotes, for those who write on."""

import io
from typing import BinaryIO

from analysis.exporters.document import checked
from analysis.exporters.packing import pack
from analysis.exporters.telling import Telling
from analysis.report import Report

ENDING = ".docx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MAKER = "docProps/app.xml"  # the template's says that another program made it, on another computer
_MADE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/extended-properties"><Application>aplis</Application></Properties>'
)


def write(report: Report, out: BinaryIO, *, words: str = "en") -> None:
    """Write Office Open XML. It says nothing of who made it, when or where; a sign that XML forbids is shown
    as a missing one."""
    from zipfile import ZipFile

    from analysis.exporters.docx_walk import Walk

    tell = Telling(report, words)
    walk = Walk(checked(report, words), tell("Contents"), tell.marks())
    made = io.BytesIO()
    walk.made().save(made)
    with ZipFile(made) as parts:
        kept = {name: parts.read(name) for name in parts.namelist()}
    pack(out, (kept | {_MAKER: _MADE}).items())
