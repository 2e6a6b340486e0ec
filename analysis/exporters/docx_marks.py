"""What a text document holds beside its words: fields, places to be led to, borders, languages, as the format
(ECMA-376) writes them."""

import re
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

PLACES = {"lv": "lv-LV", "en": "en-GB", "ru": "ru-RU", "et": "et-EE", "fi": "fi-FI", "sv": "sv-SE"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def words(text: str) -> str:
    """The text as XML may hold it: for a sign that it forbids stands the sign for a missing one."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def say(paragraph: Paragraph, text: str, language: str = "") -> Run:
    """Add words to a paragraph, in their own language where it is known."""
    run = paragraph.add_run(words(text))
    if re.fullmatch("[a-z]{2,3}", language):
        code = PLACES.get(language, language)
        spoken = OxmlElement("w:lang")
        for which in ("w:val", "w:eastAsia", "w:bidi"):
            spoken.set(qn(which), code)
        run._r.get_or_add_rPr().append(spoken)
    return run


def field(paragraph: Paragraph, instruction: str, shown: str = "", *, to_update: bool = False) -> None:
    """A field whose value the program works out, with what stands there until it does."""
    opened = _field_sign(paragraph, "begin")
    if to_update:
        opened.set(qn("w:dirty"), "true")
    told = OxmlElement("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {instruction} "
    paragraph.add_run()._r.append(told)
    _field_sign(paragraph, "separate")
    if shown:
        paragraph.add_run(shown)
        _field_sign(paragraph, "end")


def end_field(paragraph: Paragraph) -> None:
    """The end of a field that spans paragraphs."""
    _field_sign(paragraph, "end")


def _field_sign(paragraph: Paragraph, kind: str) -> Any:
    sign = OxmlElement("w:fldChar")
    sign.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(sign)
    return sign


def place(paragraph: Paragraph, name: str, number: int) -> None:
    """Make the paragraph a place that links and the contents lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, start)
    else:
        properties.addnext(start)
    paragraph._p.append(end)


def link(paragraph: Paragraph, text: str, name: str, colour: str = "") -> None:
    """Words that lead to a place."""
    leads = OxmlElement("w:hyperlink")
    leads.set(qn("w:anchor"), name)
    leads.set(qn("w:history"), "1")
    run = say(paragraph, text)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    leads.append(run._r)
    paragraph._p.append(leads)


def bordered(properties: Any, sides: str, colour: str, *, kind: str = "single", size: int = 8) -> None:
    """Borders for the properties of a paragraph or of a style, on these sides, eighths of a point thick."""
    lines = "".join(
        f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="8" w:color="{colour}"/>' for side in sides.split()
    )
    made = parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>")
    after = "w:shd w:tabs w:suppressAutoHyphens w:kinsoku w:wordWrap w:overflowPunct w:spacing w:ind w:jc"
    properties.insert_element_before(made, *after.split(), "w:outlineLvl", "w:rPr")


def head_of(table: Table, caption: str) -> None:
    """Repeat the first row on each page; no row is cut in two; a name for who cannot see the table."""
    whole_rows(table)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if caption:
        told = OxmlElement("w:tblCaption")
        told.set(qn("w:val"), words(caption)[:255])
        table._tbl.tblPr.append(told)


def whole_rows(table: Table) -> None:
    """No row is cut in two at the end of a page."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def flush(table: Table) -> None:
    """Let the words of the first column begin where the page's text does."""
    sides = '<w:left w:w="0" w:type="dxa"/><w:right w:w="140" w:type="dxa"/>'
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is None:
        table._tbl.tblPr.append(margins)
    else:
        look.addprevious(margins)


def ruled(cell: _Cell, colour: str, size: int) -> None:
    """A line under a cell."""
    line = f'<w:bottom w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{line}</w:tcBorders>"))


def told_in_words(shape: Any, title: str, description: str) -> None:
    """A picture's alternative text."""
    properties = shape._inline.docPr
    properties.set("name", words(title)[:255])
    properties.set("title", words(title))
    properties.set("descr", words(description))
