"""How a text document looks: its styles, page and language; and what of its maker it does not say."""

from datetime import datetime
from typing import Any

import docx
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from analysis.exporters.docx_marks import PLACES, bordered, field, flush, words

INK, QUIET, LINE, TEAL = "1D2A2F", "5C6A70", "DDD6CB", "17706B"
AMBER, MOSS = "A65716", "4F7A3A"
LETTERS = "Calibri"
WIDE = 16.2
"""Of the text on a page, in centimetres."""
_UNDATED = datetime(1980, 1, 1)
_HEADINGS = {
    "Title": (26, 0, 6),
    "Heading 1": (17, 24, 8),
    "Heading 2": (13, 16, 5),
    "Heading 3": (11, 12, 4),
}
_HEADINGS |= {"Heading 4": (11, 10, 4)}


def blank(title: str, language: str) -> Doc:
    """An empty document of that title, in that language."""
    doc = docx.Document()
    _nobody(doc, title, language)
    _language(doc, PLACES.get(language, language))
    _page(doc)
    _styles(doc)
    return doc


def _nobody(doc: Doc, title: str, language: str) -> None:
    """What the file says of itself: a title, and of no person and no clock."""
    told = doc.core_properties
    told.title, told.language = words(title)[:255], PLACES.get(language, language)
    told.author = told.last_modified_by = told.comments = told.keywords = told.subject = told.category = ""
    told.created = told.modified = _UNDATED
    told.revision = 1
    package = doc.part.package
    for id, related in list(package.rels.items()):
        if related.reltype.endswith("/thumbnail"):
            package.rels.pop(id)


def _language(doc: Doc, place: str) -> None:
    for spoken in doc.styles.element.iter(qn("w:lang")):
        for which in ("w:val", "w:eastAsia", "w:bidi"):
            spoken.set(qn(which), place)


def _page(doc: Doc) -> None:
    page = doc.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm((21 - WIDE) / 2)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.2)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field(foot, "PAGE", "1")
    foot.add_run(" / ")
    field(foot, "NUMPAGES", "1")


def _styles(doc: Doc) -> None:
    normal = doc.styles["Normal"]
    _letters(normal, 11, INK)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.12
    for name, (size, before, after) in _HEADINGS.items():
        style = doc.styles[name]
        _letters(style, size, INK, bold=True)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        _without_borders(style)
    _letters(doc.styles["Caption"], 9.5, QUIET)
    doc.styles["Caption"].paragraph_format.keep_with_next = True
    _letters(doc.styles["Footer"], 9, QUIET)
    quote = _letters(doc.styles["Quote"], 11, INK)
    _beside(quote, TEAL, keep=True)
    source = _letters(_new(doc, "Quote Source"), 9.5, QUIET)
    _beside(source, TEAL, after=8)
    _letters(_new(doc, "Aside"), 10.5, QUIET).paragraph_format.space_after = Pt(4)
    _letters(_new(doc, "Question"), 13, INK)
    _letters(_new(doc, "Marked"), 11, TEAL, bold=True)
    cell = _letters(_new(doc, "Cell"), 9.5, INK).paragraph_format
    cell.space_before = cell.space_after = Pt(2)
    cell.line_spacing = 1.0
    for name, colour in (("Firm Ground", MOSS), ("Weak Ground", LINE)):
        _beside(_new(doc, name), colour, after=6)
    caution = _new(doc, "Caution")
    caution.paragraph_format.left_indent = caution.paragraph_format.right_indent = Cm(0.4)
    bordered(caution.element.get_or_add_pPr(), "top left bottom right", AMBER, kind="dashed", size=10)
    _contents(doc)


def _contents(doc: Doc) -> None:
    _letters(_new(doc, "TOC Heading"), 13, INK, bold=True).paragraph_format.space_before = Pt(18)
    for level in (1, 2):
        line = _new(doc, f"TOC {level}")
        line.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        line.paragraph_format.space_after = Pt(2)
        tabs = line.paragraph_format.tab_stops
        tabs.add_tab_stop(Cm(WIDE), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _new(doc: Doc, name: str) -> Any:
    known = name in [one.name for one in doc.styles]
    style: Any = doc.styles[name] if known else doc.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = doc.styles["Normal"]
    return style


def _letters(style: Any, size: float, colour: str, *, bold: bool = False) -> Any:
    style.font.name, style.font.size = LETTERS, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.bold, style.font.italic = bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("w:cs", "w:eastAsia"):
        fonts.set(qn(kind), LETTERS)
    return style


def _beside(style: Any, colour: str, *, after: float = 0, keep: bool = False) -> None:
    """A line at the left of the words."""
    style.paragraph_format.left_indent = Cm(0.5)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.keep_with_next = keep
    bordered(style.element.get_or_add_pPr(), "left", colour, size=18)


def _without_borders(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for old in list(properties.iterchildren(qn("w:pBdr"))):
        properties.remove(old)


def sized(table: Any, widths: list[float]) -> None:
    """Columns as wide as that, in centimetres."""
    table.autofit = False
    flush(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
