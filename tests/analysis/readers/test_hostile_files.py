"""Files that are broken, locked, disguised or made to hurt are refused in a sentence, and quickly."""

import io
import random
import zipfile

import pytest

from analysis.corpus import read_content
from analysis.words import CannotRead

OLD = b"\xd0\xcf\x11\xe0" + bytes(600)
DECLARED = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><w>&a;</w>'


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def document(content: bytes) -> bytes:
    return packed(**{"word/document.xml": content})


REFUSED = {
    "a bomb": (lambda: document(b"<w>" + b" " * 30_000_000 + b"</w>"), "n.docx", "far more than a document"),
    "entities": (lambda: document(DECLARED.encode()), "n.docx", "declarations"),
    "entities in UTF-16": (lambda: document(DECLARED.encode("utf-16")), "n.docx", "declarations"),
    "an old .xls called .docx": (lambda: OLD, "n.docx", "not what its name says"),
    "a locked document": (lambda: OLD + "EncryptedPackage".encode("utf-16-le"), "n.docx", "password"),
    "a locked workbook": (lambda: OLD + "EncryptedPackage".encode("utf-16-le"), "n.xlsx", "password"),
    "a workbook called .docx": (
        lambda: packed(**{"xl/workbook.xml": b"<w/>"}),
        "n.docx",
        "not what its name",
    ),
    "a document called .txt": (lambda: document(b"<w/>"), "n.txt", "not what its name says"),
    "half a zip": (lambda: document(b"<w/>")[:60], "n.docx", "damaged"),
    "half a part": (lambda: document(b"<w:p xmlns:w='x'>"), "n.docx", "damaged"),
    "very deep": (lambda: document(b"<a>" * 5000 + b"</a>" * 5000), "n.docx", "damaged"),
    "a PDF": (lambda: b"%PDF-1.7", "n.md", "not what its name says"),
    "an old kind": (lambda: b"x", "n.doc", r"save it as \.docx"),
    "zero bytes": (lambda: b"abc\0def", "n.txt", "zero byte"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "n.txt", "not plain text"),
    "nothing": (lambda: b"", "n.txt", "no words"),
    "an empty document": (lambda: document(b"<d><body/></d>"), "n.docx", "no words"),
    "brackets without end": (lambda: b"[" * 300_000, "n.txt", "no words"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_said_with_what_to_do(name):
    made, file, sentence = REFUSED[name]
    with pytest.raises(CannotRead, match=sentence) as refused:
        read_content(made(), file)
    assert file in str(refused.value)


@pytest.mark.parametrize(
    ("content", "file"),
    [
        ("a:" * 200_000, "n.txt"),
        ("A " * 200_000, "n.txt"),
        ("**a" * 100_000, "n.md"),
        ("<a" * 100_000, "n.md"),
        ("1\n00:00:01,000 --> 00:00:02,000\n" + "((a" * 100_000, "n.srt"),
    ],
)
def test_no_pattern_runs_away(content, file):
    """Texts made of what the readers look for are read as the words they are."""
    assert read_content(content.encode(), file).corpus.contributions


def test_macros_are_not_run_and_said():
    word = b"<d><body><p><r><t>Labdien visiem.</t></r></p></body></d>"
    content = packed(**{"word/document.xml": word, "word/vbaProject.bin": b"x"})
    reading = read_content(content, "n.docm")
    assert [c.text for c in reading.corpus.contributions] == ["Labdien visiem."]
    assert any("macros" in str(note) for note in reading.notes)


def test_a_damaged_file_is_read_or_refused_and_nothing_else():
    """Whatever bytes change on the way: words, or a sentence."""
    word = b"<d><body><p><r><t>Labdien visiem.</t></r></p></body></d>"
    whole = packed(**{"word/document.xml": word, "word/styles.xml": b"<styles/>"})
    chance = random.Random(7)
    refused = 0
    for _ in range(400):
        torn = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        try:
            read_content(bytes(torn), "n.docx")
        except CannotRead:
            refused += 1
    assert refused > 100
