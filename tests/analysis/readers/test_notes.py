"""Notes of a circle as people have them: text, Markdown and Word, with marks, names and rounds."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from analysis.corpus import LONGEST_TEXT, read_content
from analysis.readers.marks import heard
from analysis.readers.passages import LONGEST


def said(content: str | bytes, name: str):
    """Voice, round and text of each contribution."""
    read = read_content(content if isinstance(content, bytes) else content.encode(), name)
    return [(c.voice, c.round, c.text) for c in read.corpus.contributions]


def told(content: str | bytes, name: str) -> str:
    read = read_content(content if isinstance(content, bytes) else content.encode(), name)
    return " ".join(str(note) for note in read.notes)


@pytest.mark.parametrize(
    ("line", "kind", "label", "text"),
    [
        ("S1: labi", "number", "s1", "labi"),
        ("S2 – ceļš bija slikts", "number", "s2", "ceļš bija slikts"),
        ("[S3] nezinu", "number", "s3", "nezinu"),
        ("Speaker 4: yes", "number", "speaker4", "yes"),
        ("[00:01:02] SPEAKER_02: no", "number", "speaker2", "no"),
        ("Anna: jā", "name", "anna", "jā"),
        ("Jānis Bērziņš (LV): jā", "name", "jānis bērziņš", "jā"),
        ("Ольга: да", "name", "ольга", "да"),
        ("Anna – jā", "name", "anna", "jā"),
        ("Anna Bērziņa  0:03\nlabdien", "name", "anna bērziņa", "labdien"),
        ("Ozols: jā", "name", "ozols", "jā"),
        ("V: kā klājas?", "facilitator", "v", "kā klājas?"),
        ("Sarunas vadītāja: un jūs?", "facilitator", "sarunas vadītāja", "un jūs?"),
        ("Ведущий: как дела?", "facilitator", "ведущий", "как дела?"),
        ("Facilitator: who?", "facilitator", "facilitator", "who?"),
        ("Pierakstītājs: pauze", "recorder", "pierakstītājs", "pauze"),
    ],
)
def test_who_speaks_is_known_by_the_mark_before(line, kind, label, text):
    found = heard(line)
    assert found.mark is not None
    assert (found.mark.kind, found.mark.label, found.text) == (kind, label, text)


@pytest.mark.parametrize(
    "line",
    [
        "Piemēram: kaut kas te notiek.",
        "Secinājums: vajag runāt vairāk.",
        "Es teicu: nē.",
        "12:30 tikāmies pie veikala.",
        "S1 nav mana grupa",
        "Rīga – mūsu pilsēta",
        "(smejas) nu jā",
        "https://example.org/a",
        "",
    ],
)
def test_words_of_a_sentence_are_no_mark(line):
    assert heard(line).mark is None


def test_no_name_before_a_colon_is_kept():
    """A name becomes a voice; the same name the same voice; the name stands nowhere in the reading."""
    notes = "Anna: Mēs runājam.\nSergejs: Es klausos.\nANNA: Vēl kaut ko teikšu.\n"
    assert said(notes, "n.txt") == [
        ("voice 1", "", "Mēs runājam."),
        ("voice 2", "", "Es klausos."),
        ("voice 1", "", "Vēl kaut ko teikšu."),
    ]
    assert "Names before what was said: 2." in told(notes, "n.txt")
    assert "anna" not in told(notes, "n.txt").casefold()


def test_the_facilitator_and_the_recorder_are_left_out_and_counted():
    notes = "V: Kā klājas?\nS1: Labi.\nF: Un jums?\nPiezīme: pauze\n"
    assert said(notes, "n.txt") == [("S1", "", "Labi.")]
    assert "facilitator, left out: 2 (marked V, F)" in told(notes, "n.txt")
    assert "The recorder's own remarks, left out: 1." in told(notes, "n.txt")


def test_rounds_lists_and_a_mark_that_stands_alone():
    notes = (
        "Saruna Alūksnē\n\n1. posms: Iepazīšanās\n\nAnna:\nEs te dzīvoju.\n\n2. posms\n- pirmais\n- otrais\n"
    )
    assert said(notes, "n.txt") == [
        ("voice 1", "1. posms: Iepazīšanās", "Es te dzīvoju."),
        ("", "2. posms", "pirmais"),
        ("", "2. posms", "otrais"),
    ]
    assert read_content(notes.encode(), "n.txt").corpus.title == "Saruna Alūksnē"


WRAPPED = """Mēs dzīvojam ciemā, kurā visi cits citu pazīst, un tāpēc uzti-
cēšanās te ir citāda nekā pilsētā, kur kaimiņus nepazīst neviens.
Tas ir gan labi, gan slikti.

Otrs cilvēks teica, ka pašvaldība atbild tikai tad, kad raksta
vairākas reizes, un pat tad atbilde nav par to, kas tika jautāts,
bet par kaut ko citu.
"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1257", "utf-16", "utf-16-le", "utf-16-be"])
def test_lines_that_a_margin_cut_are_one_paragraph(encoding):
    first, second = said(WRAPPED.encode(encoding), "n.txt")
    assert "tāpēc uzticēšanās te ir citāda nekā" in first[2] and first[2].endswith("gan slikti.")
    assert second[2].endswith("tika jautāts, bet par kaut ko citu.")
    assert "Words divided at a line's end, joined: 1." in told(WRAPPED.encode(encoding), "n.txt")


def test_a_paragraph_on_each_line_stays_one():
    assert len(said("Pirmais cilvēks teica tā.\nOtrais teica citādi.\nTrešais klusēja.\n", "n.txt")) == 3


def test_cyrillic_in_a_windows_code_page_and_without_a_mark():
    for encoding in ("windows-1251", "utf-16-le"):
        notes = "Мы говорили о доверии.\nВсе молчали.\n".encode(encoding)
        assert [text for _, _, text in said(notes, "n.txt")] == ["Мы говорили о доверии.", "Все молчали."]


def test_a_long_text_is_cut_at_the_ends_of_sentences_and_no_word_is_lost():
    text = " ".join(f"Tas ir {n}. teikums par uzticēšanos." for n in range(1, 900))
    pieces = [piece for _, _, piece in said(text, "n.txt")]
    assert max(map(len, pieces)) <= LONGEST < LONGEST_TEXT
    assert " ".join(pieces).split() == text.split()
    assert all(piece.endswith(".") for piece in pieces)


MARKDOWN = """---
date: 2025
---
# Aplis Alūksnē

## 1. posms
**S1:** Man *ļoti* labi, skat. [lapu](http://example.org).
- [ ] pirmais
- Anna: otrais

| Kas | Teica |
|-----|-------|
| S2 | labi |
| V | jautāju |

Otrais posms
------------
> Kāds teica
> divās rindās.

```
piezīme
```
"""


def test_markdown_has_headings_items_and_rows():
    assert said(MARKDOWN, "n.md")[:5] == [
        ("S1", "1. posms", "Man ļoti labi, skat. lapu."),
        ("", "1. posms", "pirmais"),
        ("voice 1", "1. posms", "otrais"),
        ("S2", "1. posms", "labi"),
        ("", "Otrais posms", "Kāds teica divās rindās."),
    ]
    assert read_content(MARKDOWN.encode(), "n.md").corpus.title == "Aplis Alūksnē"


@pytest.fixture(scope="module")
def notes() -> bytes:
    """Made with Word's own means: a title, rounds, tracked changes, hidden words, a list, a table."""
    document = docx.Document()
    document.add_heading("Aplis Alūksnē", 0)
    document.add_heading("Iepazīšanās", 1)
    document.add_paragraph("V: Kā klājas?")
    changed = document.add_paragraph("Anna: es dzīvoju ")
    for words in (
        '<w:ins {} w:id="1" w:author="x"><w:r><w:t>laukos</w:t></w:r></w:ins>',
        '<w:del {} w:id="2" w:author="x"><w:r><w:delText>SLEPENI</w:delText></w:r></w:del>',
    ):
        changed._p.append(parse_xml(words.format(nsdecls("w"))))
    changed.add_run("NEREDZAMI").font.hidden = True
    changed.add_run(" un braucu.")
    document.add_paragraph("pirmais", style="List Bullet")
    table = document.add_table(2, 2)
    for row, column, text in ((0, 0, "S1"), (0, 1, "tabulā"), (1, 0, "viens"), (1, 1, "divi")):
        table.cell(row, column).text = text
    document.add_heading("Otrais posms", 2)
    document.add_comment(document.add_paragraph("Beigas.").runs, text="PIEZĪME", author="x")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_is_read_as_it_would_be_printed(notes):
    """Inserted words are in, deleted and hidden ones and comments are out; headings are rounds."""
    assert said(notes, "n.docx") == [
        ("voice 1", "Iepazīšanās", "es dzīvoju laukos un braucu."),
        ("", "Iepazīšanās", "pirmais"),
        ("S1", "Iepazīšanās", "tabulā"),
        ("", "Iepazīšanās", "viens"),
        ("", "Iepazīšanās", "divi"),
        ("", "Otrais posms", "Beigas."),
    ]
    assert read_content(notes, "n.docx").corpus.title == "Aplis Alūksnē"


def test_what_was_left_out_of_a_document_is_said(notes):
    for sentence in (
        "Tracked changes: what was deleted is left out. Such places: 1.",
        "Hidden text, left out. Such places: 1.",
        "Comments in the margin, left out: 1.",
        "Headings name the rounds: Iepazīšanās; Otrais posms.",
    ):
        assert sentence in told(notes, "n.docx")
