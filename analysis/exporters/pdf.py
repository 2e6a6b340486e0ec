"""A report as PDF: set by typst in its own typefaces, tagged for those who listen to it.

The words go to the typesetter as data, never as its markup; it is given no file, no network and no package.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from analysis.exporters.blocks import (
    Block,
    Caution,
    Claim,
    Claims,
    Lead,
    Line,
    Pairs,
    Picture,
    Points,
    Quotes,
    Section,
    Shown,
    Sub,
    Table,
)
from analysis.exporters.document import checked
from analysis.exporters.letters import MISSING, breakable, shown
from analysis.exporters.telling import Said, Telling
from analysis.report import Report

if TYPE_CHECKING:
    import typst

ENDING = ".pdf"
MEDIA_TYPE = "application/pdf"

REGIONS = {"lv": "LV", "en": "GB", "ru": "RU"}
"""Where our own words are spoken as we write them."""
WIDEST = 640
"""Units of a picture that is as wide as the page's text."""
_SETTING = Path(__file__).with_name("page.typ")

Data = Mapping[str, object]


def write(report: Report, out: BinaryIO, *, words: str = "en") -> None:
    """Write PDF/UA-1. For a sign that the typefaces lack, such as an emoji, stands ▯, and the report says
    so."""
    tell = Telling(report, words)
    told = checked(report, words)
    sections = [_section(one) for one in told.sections]
    lead = [_block(one) for one in told.lead]
    if MISSING in json.dumps([told.title, lead, sections], ensure_ascii=False):
        lead.append(_block(Line(_lacking(tell), "quiet")))
    head = {"title": _line(told.title), "contents": tell("Contents")}
    spoken = {"lang": told.language, "region": REGIONS.get(told.language, ""), "marks": tell.marks()}
    out.write(_typeset({**head, **spoken, "lead": lead, "sections": sections}))


def _lacking(tell: Telling) -> str:
    return tell(
        "For a sign that this file has no letters for, such as an emoji, stands {sign}. The same report as a "
        "page, as a table or as a text document has the sign itself.",
        sign=MISSING,
    )


def _typeset(data: Data) -> bytes:
    import typst

    given = {"document": json.dumps(data, ensure_ascii=False)}
    return typst.compile(
        _SETTING,
        root=_SETTING.parent,
        font_paths=_typefaces(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=given,
        pdf_standards="ua-1",
    )


@cache
def _typefaces() -> "typst.Fonts":
    """Those that come with the typesetter: the same on every computer."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _section(section: Section) -> Data:
    return {
        "id": section.id,
        "heading": _line(section.heading),
        "by": section.by,
        "blocks": [_block(one) for one in section.blocks],
        "sections": [_section(one) for one in section.sections],
    }


def _block(block: Block) -> Data:
    match block:
        case Line(text, look, aside, language):
            to = None if aside is None else {"text": _words(aside.text), "to": aside.to}
            told = {"text": _words(text), "look": look, "aside": to}
            return {"kind": "line", **told, "language": _language(language)}
        case Sub(text, id):
            return {"kind": "sub", "text": _line(text), "id": id}
        case Pairs(pairs):
            return {"kind": "pairs", "pairs": [[_words(what), _words(said)] for what, said in pairs]}
        case Quotes(said):
            return {"kind": "quotes", "said": [_said(one) for one in said]}
        case Shown(picture):
            return _picture(picture)
        case Table():
            return _table(block)
        case _:
            return _listed(block)


def _listed(block: Points | Caution | Claim | Claims) -> Data:
    match block:
        case Points(items):
            return {"kind": "points", "items": list(map(_words, items))}
        case Caution(sentences):
            return {"kind": "caution", "items": list(map(_words, sentences))}
        case Claim(text):
            return _block(Line(text))
        case Claims(claims):
            return {"kind": "points", "items": [_words(one.text) for one in claims]}


def _table(table: Table) -> Data:
    leads: Sequence[Lead | None] = table.leads or [None] * len(table.rows)
    rows = [_row(row, lead) for row, lead in zip(table.rows, leads, strict=True)]
    heads = list(map(_words, table.heads))
    return {"kind": "table", "caption": _words(table.caption), "heads": heads, "rows": rows}


def _row(row: Sequence[str], lead: Lead | None) -> Data:
    said = None if lead is None or lead.said is None else _said(lead.said)
    return {"cells": list(map(_words, row)), "to": lead.to if lead else "", "said": said}


def _picture(picture: Picture) -> Data:
    wide = re.search(r'<svg[^>]* width="([\d.]+)', picture.svg)
    width = min(1.0, float(wide[1]) / WIDEST) if wide else 1.0
    named = {"title": _words(picture.title), "alt": f"{_line(picture.title)}. {_line(picture.description)}"}
    return {
        "kind": "shown",
        **named,
        "svg": shown(picture.svg),
        "width": width,
        "table": _table(picture.table),
    }


def share_of_width(picture: Picture) -> float:
    """How much of the width of a page's text a picture takes, above 0 and up to 1."""
    wide = re.search(r'<svg[^>]* width="([\d.]+)', picture.svg)
    return min(1.0, float(wide[1]) / WIDEST) if wide else 1.0


def _said(said: Said) -> Data:
    text = _words(said.quote.text) + (" …" if said.goes_on else "")
    return {"text": text, "source": _words(said.source), "language": _language(said.language)}


def _language(code: str) -> str:
    return code if re.fullmatch("[a-z]{2,3}", code) else ""


def _words(text: str) -> str:
    return breakable(shown(text))


def _line(text: str) -> str:
    """On one line: for a heading, which stands among the contents too."""
    return breakable(" ".join(shown(text).split()))
