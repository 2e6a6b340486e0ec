"""A document gone through and written down with python-docx. It takes a moment to load: see docx.py."""

import io
from collections.abc import Iterator, Sequence

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph

from analysis.exporters import docx_marks as marks
from analysis.exporters.blocks import (
    Block,
    Caution,
    Claim,
    Claims,
    Document,
    Lead,
    Line,
    Look,
    Pairs,
    Picture,
    Points,
    Quotes,
    Section,
    Shown,
    Sub,
    Table,
)
from analysis.exporters.docx_look import LINE, QUIET, TEAL, WIDE, blank, sized
from analysis.exporters.pdf import share_of_width
from analysis.exporters.telling import Said

_LOOKS: dict[Look, str] = {
    "": "Normal",
    "question": "Question",
    "quiet": "Aside",
    "marked": "Marked",
    "reliable": "Firm Ground",
    "weak": "Weak Ground",
    "too few": "Weak Ground",
}
_PIXELS = 1600  # across a page: some 250 to the inch


class Walk:
    """One document on its way to a file. `quote` is what stands before and after words somebody said."""

    def __init__(self, told: Document, contents: str, quote: tuple[str, str]) -> None:
        self._told, self._contents, self._quote = told, contents, quote
        self._doc = blank(told.title, told.language)
        self._styles = {str(style.name): str(style.style_id) for style in self._doc.styles}
        self._places = 0
        self._kept = False

    def made(self) -> Doc:
        """The whole document."""
        self._paragraph("Title", self._told.title)
        for block in self._told.lead:
            self._block(block, 2)
        self._list_of_contents()
        for section in self._told.sections:
            self._section(section, 1)
        return self._doc

    def _list_of_contents(self) -> None:
        """A field that the program brings up to date with the pages' numbers, which only it can know; until
        then each entry leads to its heading."""
        self._paragraph("TOC Heading", self._contents)
        entries = list(_entries(self._told.sections, 1))
        for at, (level, text, name) in enumerate(entries):
            line = self._paragraph(f"TOC {level}", "")
            if at == 0:
                marks.field(line, 'TOC \\o "1-2" \\h \\z \\u', to_update=True)
            marks.link(line, text, name)
            if at == len(entries) - 1:
                marks.end_field(line)

    def _section(self, section: Section, level: int) -> None:
        heading = self._heading(section.heading, section.id, level)
        if section.by:
            dashes = "dashed" if section.by == "machine" else "single"
            marks.bordered(heading._p.get_or_add_pPr(), "left", TEAL, kind=dashes, size=18)
        for block in section.blocks:
            self._kept = bool(section.by)  # what is known of a theme stays with its first quote
            self._block(block, level + 1)
        for inner in section.sections:
            self._section(inner, level + 1)

    def _heading(self, text: str, id: str, level: int) -> Paragraph:
        heading = self._paragraph(f"Heading {min(level, 4)}", " ".join(text.split()))
        if id:
            self._places += 1
            marks.place(heading, _place(id), self._places)
        return heading

    def _block(self, block: Block, level: int) -> None:
        match block:
            case Line():
                self._line(block)
            case Sub(text, id):
                self._heading(text, id, level)
            case Pairs(pairs):
                self._pairs(pairs)
            case Quotes(said):
                for one in said:
                    self._said(one)
            case Table():
                self._table(block)
            case _:
                self._shown_or_listed(block)

    def _shown_or_listed(self, block: Shown | Points | Caution | Claim | Claims) -> None:
        match block:
            case Shown(picture):
                return self._picture(picture)
            case Points(items):
                style, texts = "List Bullet", list(items)
            case Claims(claims):
                style, texts = "List Bullet", [one.text for one in claims]
            case Caution(sentences):
                style, texts = "Caution", list(sentences)
            case Claim(text):
                style, texts = "Normal", [text]
        for one in texts:
            paragraph = self._paragraph(style, one)
            if self._kept and isinstance(block, Claim):
                paragraph.paragraph_format.keep_with_next = True

    def _paragraph(self, style: str, text: str, language: str = "") -> Paragraph:
        paragraph = self._set(self._doc.add_paragraph(), style)
        if text:
            marks.say(paragraph, text, language)
        return paragraph

    def _set(self, paragraph: Paragraph, style: str) -> Paragraph:
        """In that style; the library itself looks through all styles for each paragraph."""
        paragraph._p.style = self._styles[style]
        return paragraph

    def _line(self, line: Line) -> None:
        paragraph = self._paragraph(_LOOKS[line.look], line.text, line.language)
        if self._kept:
            paragraph.paragraph_format.keep_with_next = True
        if line.aside is not None:
            marks.say(paragraph, " ")
            marks.link(paragraph, line.aside.text, _place(line.aside.to), TEAL)

    def _said(self, said: Said) -> None:
        before, after = self._quote
        more = " …" if said.goes_on else ""
        self._paragraph("Quote", f"{before}{said.quote.text}{more}{after}", said.language)
        self._paragraph("Quote Source", f"— {said.source}")

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        if not pairs:
            return
        table = self._doc.add_table(rows=len(pairs), cols=2)
        first = min(6.5, 0.7 + 0.22 * max(len(what) for what, _ in pairs))
        for row, (what, value) in zip(table.rows, pairs, strict=True):
            name, told = (self._set(cell.paragraphs[0], "Cell") for cell in row.cells)
            marks.say(name, what).font.color.rgb = RGBColor.from_string(QUIET)
            marks.say(told, value)
        sized(table, [first, WIDE - first])
        marks.whole_rows(table)
        self._space()

    def _table(self, told: Table) -> None:
        if told.caption:
            self._paragraph("Caption", told.caption)
        table = self._doc.add_table(rows=1 + len(told.rows), cols=len(told.heads))
        leads: Sequence[Lead | None] = told.leads or [None] * len(told.rows)
        head, *rows = table.rows
        self._row(head, told.heads, None, bold=True)
        for row, texts, lead in zip(rows, told.rows, leads, strict=True):
            self._row(row, texts, lead)
        sized(table, _widths(told))
        marks.head_of(table, told.caption)
        self._space()

    def _row(self, row: _Row, texts: Sequence[str], lead: Lead | None, *, bold: bool = False) -> None:
        for at, (text, cell) in enumerate(zip(texts, row.cells, strict=True)):
            paragraph = self._set(cell.paragraphs[0], "Cell")
            if at:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if lead is not None and not at:
                self._name(paragraph, text, lead)
            else:
                marks.say(paragraph, text).bold = bold or None
            marks.ruled(cell, QUIET if bold else LINE, 6 if bold else 4)

    def _name(self, paragraph: Paragraph, text: str, lead: Lead) -> None:
        marks.link(paragraph, text, _place(lead.to))
        if lead.said:
            before, after = self._quote
            said = f"{before}{lead.said.quote.text}{' …' if lead.said.goes_on else ''}{after}"
            paragraph.add_run().add_break()
            marks.say(paragraph, said, lead.said.language).font.color.rgb = RGBColor.from_string(QUIET)

    def _picture(self, picture: Picture) -> None:
        from analysis.pictures import png

        share = share_of_width(picture)
        drawn = io.BytesIO(png(picture, round(_PIXELS * share)))
        holder = self._doc.add_paragraph()
        holder.paragraph_format.keep_with_next = True
        shape = holder.add_run().add_picture(drawn, width=Cm(WIDE * share))
        marks.told_in_words(shape, picture.title, f"{picture.title}. {picture.description}")
        self._paragraph("Caption", picture.title)
        self._table(picture.table)

    def _space(self) -> None:
        """Two tables with nothing between them would be one."""
        self._doc.add_paragraph().paragraph_format.space_after = Cm(0)


def _entries(sections: Sequence[Section], level: int) -> Iterator[tuple[int, str, str]]:
    """What the contents list: two levels of headings, as (level, text, place)."""
    for section in sections:
        yield level, " ".join(section.heading.split()), _place(section.id)
        if level < 2:
            yield from _entries(section.sections, level + 1)


def _place(id: str) -> str:
    """A name of letters, digits and underscores, as the format wants them."""
    return "_" + "".join(sign if sign.isalnum() else "_" for sign in id)[:38]


def _widths(table: Table) -> list[float]:
    """In centimetres: no word of a head is broken, and the first column has what is left."""
    others = [_needed(head, [row[at] for row in table.rows]) for at, head in enumerate(table.heads) if at]
    most = WIDE - 4.0
    if sum(others) > most:
        others = [most * one / sum(others) for one in others]
    return [WIDE - sum(others), *others]


def _needed(head: str, cells: Sequence[str]) -> float:
    """A letter in bold is some 2.3 mm wide; a long cell may go on to the next line."""
    longest = max(len(word) for text in (head, *cells) for word in (text.split() or [""]))
    return 0.6 + 0.23 * max(4, min(longest, 16), *(min(len(cell), 12) for cell in cells))
