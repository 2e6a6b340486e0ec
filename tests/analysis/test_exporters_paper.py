"""Reports on paper, as a text document and as PDF: whole for who sees them and who hears them."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from made_up_reports import of_an_evening, report, with_quality, written

from analysis.exporters import letters
from analysis.exporters.pdf import REGIONS
from analysis.registry import exporter
from analysis.report import Report
from analysis.sourcing import Unsourced

HOSTILE = [
    '#panic("x") #image("/etc/passwd")',
    "$x^2$ `raw` @ref <label> \\ // /* = - +",
    "\x00\x01\x0b\x1f\ufffe\uffff",
    "left \u202eright\u202c \u2067x",
    "<w:t>&amp;</w:t> ]]> {{ x }}",
    "a" * 2_000,
    "👩‍🦽 漢字 עברית a\u0301\u0484\u0301",
]


def bytes_of(name: str, given: Report, words: str = "en") -> bytes:
    out = io.BytesIO()
    exporter(name).write(given, out, words=words)
    return out.getvalue()


def opened(given: Report, words: str = "en") -> Document:
    return docx.Document(io.BytesIO(bytes_of("docx", given, words)))


def texts(document: Document) -> list[str]:
    """All paragraphs, those in tables and links too."""
    found = document.element.body.iter(qn("w:p"))
    return ["".join(t.text or "" for t in one.iter(qn("w:t"))) for one in found]


@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_whatever_people_wrote_is_set_as_text(name: str) -> None:
    """In every place where people's words can stand; no sign of it is read as the typesetter's markup."""
    assert len(bytes_of(name, of_an_evening("\n".join(HOSTILE)), "lv")) > 10_000
    assert len(bytes_of(name, report(HOSTILE, name=HOSTILE[0]), "ru")) > 10_000


def test_the_typesetters_own_signs_are_shown_as_they_are() -> None:
    """A quote that would be a command there is a quote."""
    out = written("pdf", report([*HOSTILE[:2], "last"]))
    assert all(one in out for one in ('#panic("x")', "$x^2$", "`raw`", "<label>", "@ref"))


def test_a_text_document_keeps_words_letter_for_letter() -> None:
    """With line ends, emoji and all signs that XML can hold; the others are shown as missing."""
    said = ["one\ntwo\tthree 👩‍🦽 漢字 \u202eabc", "a\x00b\x0bc", "rest"]
    document = opened(report(said))
    quotes = [one for one in document.paragraphs if one.style is not None and one.style.name == "Quote"]
    assert [one.text for one in quotes[:2]] == [f"“{said[0]}”", "“a\ufffdb\ufffdc”"]
    sources = [one.text for one in document.paragraphs if one.style.name == "Quote Source"]
    assert sources[0] == "— circle roads, contribution roads0"


@settings(deadline=None, max_examples=5)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), min_size=2, max_size=6))
def test_any_text_can_be_set(texts: list[str]) -> None:
    """Whatever Unicode there is in it."""
    assert bytes_of("pdf", report(texts)).startswith(b"%PDF-") and opened(report(texts))


def test_signs_the_typefaces_lack_are_told_of() -> None:
    """One mark for each, however many parts an emoji has, and a line that says so; else no such line."""
    assert letters.shown("👩‍🦽 👍🏽 🇱🇻 e\u0301 漢\u202e\x00") == "▯ ▯ ▯ é ▯▯"
    assert "such as an emoji" in written("pdf", report(["well 🙂 said", "last"])).replace("\n", " ")
    assert "▯" not in written("pdf", report(["Glāžšķūņu rūķīši, ёлка", "last"]), "ru")


def test_every_letter_that_is_promised_is_there() -> None:
    """The typesetter refuses PDF/UA with a letter missing: it takes all that we say it has."""
    known = "".join(chr(code) for code in range(0x20, 0x2FFF) if letters.shown(chr(code)) == chr(code))
    assert len(known) > 2_500 and bytes_of("pdf", report([known, "last"]))


def test_a_text_document_can_be_found_ones_way_in() -> None:
    """Headings that are headings, contents that lead to them, tables whose head comes again on each page,
    pictures told in words, and numbered pages."""
    document = opened(of_an_evening("fine words"))
    styles = [one.style.name for one in document.paragraphs if one.style is not None]
    assert {"Title", "Heading 1", "Heading 2", "Quote", "Caption", "Caution"} <= set(styles)
    body = document.element.body
    places = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    links = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    assert links and set(links) <= places
    fields = [one.text for one in body.iter(qn("w:instrText"))]
    assert [one for one in fields if one.strip().startswith("TOC")]
    signs = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
    assert signs.count("begin") == signs.count("separate") == signs.count("end") == 1
    assert len(list(body.iter(qn("w:tblHeader")))) >= 3
    (picture,) = body.iter(qn("wp:docPr"))
    assert "The same figures are in the table" in picture.get("descr")
    assert "NUMPAGES" in etree.tostring(document.sections[0].footer._element).decode()


@pytest.mark.parametrize("words", REGIONS)
def test_a_text_document_knows_its_languages(words: str) -> None:
    """That of the report for the whole, and for each quote its own; and it tells of no person or hour."""
    given = report(["we trust the road", "last"])
    document = opened(given, words)
    place = f"{words}-{REGIONS[words]}"
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {place}
    assert {one.get(qn("w:val")) for one in document.element.body.iter(qn("w:lang"))} == {"en-GB"}
    told = document.core_properties
    assert (told.title, told.author, told.last_modified_by, told.comments) == ("roads", "", "", "")
    with zipfile.ZipFile(io.BytesIO(bytes_of("docx", given, words))) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}
        assert b"Microsoft" not in parts.read("docProps/app.xml")
        assert "docProps/thumbnail.jpeg" not in parts.namelist()


@pytest.mark.parametrize("words", REGIONS)
def test_a_pdf_can_be_heard(words: str) -> None:
    """It is tagged as PDF/UA asks, in its language, with a title, an outline and a picture told in words; its
    letters are in it, and no date, no person, no link to anywhere outside."""
    out = bytes_of("pdf", of_an_evening("fine words"), words)
    assert b"pdfuaid:part>1<" in out or b'pdfuaid:part="1"' in out
    assert f"/Lang({words}-{REGIONS[words]})".encode() in out
    assert (
        b"/Marked true" in out and b"/Outlines" in out and b"/Alt" in out and b"/DisplayDocTitle true" in out
    )
    kinds = set(re.findall(rb"/S/(\w+)", out))
    assert {b"H1", b"H2", b"BlockQuote", b"Table", b"TH", b"Figure", b"TOC"} <= kinds
    assert b"CreationDate" not in out and b"/Author" not in out and b"/URI" not in out
    assert b"FontFile" in out


@pytest.mark.parametrize("name", ["docx", "pdf"])
@pytest.mark.parametrize(("words", "said"), [("lv", "Kā tas tapa"), ("ru", "Как это сделано")])
def test_reports_on_paper_speak_the_readers_language(name: str, words: str, said: str) -> None:
    """A report's own words are in the language asked for, and what the others say is there too."""
    out = written(name, with_quality("reliable"), words)
    assert said in out and "How it was done" not in out and "we trust the road" in out


@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_no_bytes_come_from_the_clock(name: str) -> None:
    """The same report gives the same bytes, another gives others."""
    given = of_an_evening("fine words")
    assert bytes_of(name, given) == bytes_of(name, given) != bytes_of(name, replace(given, title="other"))


@pytest.mark.parametrize("name", ["html", "markdown", "docx", "pdf"])
def test_what_has_no_source_is_not_written(name: str) -> None:
    """A quote that nobody said so stops the whole report, whatever file it was to become."""
    given = report(["we trust the road", "last"])
    quotes = (replace(given.themes[0].quotes[0], text="we trust no road"),)
    with pytest.raises(Unsourced, match="is not what roads0 says"):
        bytes_of(name, replace(given, themes=[replace(given.themes[0], quotes=quotes)]))
