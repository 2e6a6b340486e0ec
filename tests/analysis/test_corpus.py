"""Reading people's tables: what they hold, whatever separator, encoding or column names they come in."""

import codecs
import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import (
    LONGEST_TEXT,
    CannotRead,
    Contribution,
    Corpus,
    read,
    read_csv,
    read_json_lines,
    write_json_lines,
)
from analysis.tables import as_meant, harmless, write_table

LATVIAN = ["Šķūņa jumts ir caurs, un naudas žogam nav.", "Uzticos kaimiņiem, ne Saeimai.", "Čakli ļaudis"]
RUSSIAN = ["Я доверяю соседям, а не думе.", "Дорога плохая", "Ещё раз"]
FINNISH = ["Luotan naapureihin enemmän kuin päättäjiin.", "Tiet ovat hyvässä kunnossa", "Äiti sanoi niin"]


def write(path: Path, rows: list[list[str]], encoding: str = "utf-8", separator: str = ",") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def texts(path: Path) -> list[str]:
    return [c.text for c in read_csv(path).corpus.contributions]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "said", "column"),
    [
        ("utf-8", "UTF-8", LATVIAN),
        ("utf-8-sig", "UTF-8", RUSSIAN),
        ("utf-16", "UTF-16", LATVIAN),
        ("cp1257", "windows-1257", LATVIAN),
        ("cp1251", "windows-1251", RUSSIAN),
        ("cp1252", "windows-1252", FINNISH),
    ],
)
def test_usual_tables(tmp_path: Path, separator: str, encoding: str, said: str, column: list[str]) -> None:
    """Comma, semicolon or tab, UTF-8, UTF-16 or a Windows code page: words come out right, and it is said."""
    path = write(
        tmp_path / "a.csv",
        [["id", "Teksts "], *([str(i), t] for i, t in enumerate(column))],
        encoding,
        separator,
    )
    reading = read_csv(path)
    assert [c.text for c in reading.corpus.contributions] == column
    assert [c.id for c in reading.corpus.contributions] == ["0", "1", "2"]
    notes = [str(note) for note in reading.notes]
    assert notes[0] == f"Read as {said}."
    assert (
        notes[1]
        == f"Cells are separated by { {',': 'commas', ';': 'semicolons', chr(9): 'tabs'}[separator] }."
    )


def test_utf16_big_endian(tmp_path: Path) -> None:
    """A UTF-16 file is read by its mark, whichever end comes first."""
    path = tmp_path / "a.csv"
    path.write_bytes(codecs.BOM_UTF16_BE + "text\nsēne\n".encode("utf-16-be"))
    assert texts(path) == ["sēne"]


@pytest.mark.parametrize(
    "name",
    [
        "text",
        "TEXT",
        " comment-body",
        "comment_body",
        "Comment Body",
        "comment",
        "teksts",
        "Текст",
        "izteikums",
    ],
)
def test_text_column_names(tmp_path: Path, name: str) -> None:
    """The column with the texts is known by its usual names, however they are written."""
    assert texts(write(tmp_path / "a.csv", [["n", name], ["1", "A road"]])) == ["A road"]


def test_named_text_column_outranks(tmp_path: Path) -> None:
    """Who names the column with the texts gets that one, even where another has a usual name."""
    path = write(tmp_path / "a.csv", [["text", "What do you think?"], ["short", "A long answer"]])
    (one,) = read_csv(path, text="what do you  think?").corpus.contributions
    assert one.text == "A long answer"


def test_optional_columns(tmp_path: Path) -> None:
    """Id, language, circle, round and voice are taken where they are there."""
    header = ["Kārta", "aplis", "valoda", "comment-id", "author-id", "teksts", "quotable"]
    path = write(tmp_path / "a.csv", [header, ["2", "Rēzekne", "lv", "17", "9", "Labi", "no"]])
    (one,) = read_csv(path).corpus.contributions
    assert one == Contribution("17", "Labi", "9", "2", "Rēzekne", "lv", quotable=False)


def test_missing_ids_are_rows(tmp_path: Path) -> None:
    """Without an id a text goes by its row as a spreadsheet numbers it, blank and two-line rows included."""
    path = tmp_path / "a.csv"
    path.write_text('text\nfirst\n\n"two\nlines"\nlast\n', encoding="utf-8")
    assert [(c.id, c.text) for c in read_csv(path).corpus.contributions] == [
        ("r2", "first"),
        ("r4", "two\nlines"),
        ("r5", "last"),
    ]


def test_empty_texts_are_counted(tmp_path: Path) -> None:
    """A row without text is left out, and the notes say how many."""
    reading = read_csv(write(tmp_path / "a.csv", [["id", "text"], ["1", "a"], ["2", "  "], ["3", ""]]))
    assert len(reading.corpus.contributions) == 1
    assert str(reading.notes[-1]) == "Rows without text, left out: 2."


def test_single_column_with_commas(tmp_path: Path) -> None:
    """A list of texts with a heading is a table too, even where nobody quoted the commas."""
    path = tmp_path / "a.csv"
    path.write_text("text\nRoads, schools, and trust\nA; b\n", encoding="utf-8")
    assert texts(path) == ["Roads, schools, and trust", "A; b"]


def test_separator_said_in_the_file(tmp_path: Path) -> None:
    """A first line sep=; is believed, as spreadsheets do."""
    path = tmp_path / "a.csv"
    path.write_text("sep=|\nid|text\n1|a, b; c\n", encoding="utf-8")
    assert texts(path) == ["a, b; c"]


def test_texts_are_composed_and_clean(tmp_path: Path) -> None:
    """Letters are composed once, at reading; control codes are gone; line ends are one sign."""
    path = write(tmp_path / "a.csv", [["text"], [unicodedata.normalize("NFD", "šķūnis") + "\x1b[31m\r\nots"]])
    assert texts(path) == ["šķūnis[31m\nots"]


@settings(deadline=None)
@given(st.data())
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever table a spreadsheet writes is read back text for text."""
    letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
    word = st.text(letters | st.sampled_from(",;\t\"\n'"), min_size=1, max_size=30)
    column = [
        unicodedata.normalize("NFC", one).strip()
        for one in data.draw(
            st.lists(word.filter(lambda t: t.strip() and "\ufeff" not in t), min_size=1, max_size=8)
        )
    ]
    separator = data.draw(st.sampled_from([",", ";", "\t"]))
    quoting = data.draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerow(["id", "text"])
    writer.writerows([f"n{i}", one] for i, one in enumerate(column))
    path = tmp_path_factory.mktemp("round") / "a.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    expected = [unicodedata.normalize("NFC", one).strip() for one in column]
    assert texts(path) == [one.replace("\t", "\t") for one in expected if one]


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8") | st.sampled_from("=+-@\t\r\0'\";,|\n＝＋"), max_size=40))
def test_harmless_cells_have_an_inverse(cell: str) -> None:
    """What is done to a cell against formulas can be undone exactly, and leaves nothing to run."""
    safe = harmless(cell)
    assert as_meant(safe) == cell
    assert not safe.startswith(tuple("=+-@\t\r\0＝＋－＠"))


def test_written_tables_are_harmless_in_any_spreadsheet() -> None:
    """A formula stays text even where the spreadsheet takes another separator for granted."""
    out = io.BytesIO()
    write_table(out, [["a", "b"], ["=1+1", 'x;=cmd|"/c calc"!A1']])
    assert out.getvalue().decode("utf-8-sig") == '"a","b"\r\n"\'=1+1","x;\'=cmd|""/c calc""!A1"\r\n'


BROKEN = {
    "no text column": (b"id,words,who\n1,a,b\n", "row 1", "--text NAME", "id, words, who"),
    "empty": (b"", "is empty", "row 1"),
    "blank": (b"\n \n\n", "is empty"),
    "header only": (b"id,text\n", "row 2", "no text"),
    "no text in any row": (b"id,text\n1,\n2, \n", "no text"),
    "excel": (b"PK\x03\x04\x14\x00", "Excel", "save it as CSV"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "binary": (bytes(range(256)) * 8, "zero byte", "row 1"),
    "binary without zeros": (bytes(range(1, 256)) * 8, "not plain text"),
    "zero byte": (b"text\nfine\nbad\x00\n", "row 3", "zero byte"),
    "open quotation mark": (b'id,text\n1,"never closed\n2,b\n', "row 2", "quotation mark"),
    "quotation mark inside": (b'id,text\n1,ok\n2,"say "hi" now"\n', "row 3", "quotation mark"),
    "too many cells": (b"id,text\n1,a\n2,b,c,d\n", "row 3", "4 cells"),
    "same id": (b"id,text\na,x\nb,y\na,z\n", "“a”", "rows 2, 4"),
    "broken letter": ("text\nēka\nūdens\nkāja\n".encode() + b"b\xe4d\n", "row 5", "UTF-8"),
    "broken utf-16": (codecs.BOM_UTF16_LE + "text\na\n".encode("utf-16-le") + b"\x00\xd8\x41\x00", "UTF-16"),
    "ten megabytes in a cell": (b'id,text\n1,ok\n2,"' + b"a" * 10_000_000 + b'"\n', "row 3", "too long"),
    "a long text": (b"id,text\n1," + b"a" * (LONGEST_TEXT + 1) + b"\n", "row 2", "20001 characters"),
    "a long id": (b"id,text\n" + b"a" * 201 + b",x\n", "row 2", "id is longer"),
}


@pytest.mark.parametrize("why", BROKEN)
def test_what_cannot_be_read(tmp_path: Path, why: str) -> None:
    """A table that cannot be read gets a sentence naming the file, the place and what to do."""
    content, *said = BROKEN[why]
    path = tmp_path / "circle.csv"
    path.write_bytes(content)
    with pytest.raises(CannotRead) as refused:
        read(path)
    assert str(path) in str(refused.value)
    for words in said:
        assert words in str(refused.value)
    assert len(str(refused.value)) < 700


def test_named_column_that_is_not_there(tmp_path: Path) -> None:
    """A column that is not there is refused by name, with those that are."""
    with pytest.raises(CannotRead, match=r"no column “answer”\. The columns are: id, text"):
        read(write(tmp_path / "a.csv", [["id", "text"], ["1", "a"]]), text="answer")


def test_no_such_file_and_folders(tmp_path: Path) -> None:
    """A missing file and a folder get their own sentences."""
    with pytest.raises(CannotRead, match="There is no file"):
        read(tmp_path / "nowhere.csv")
    with pytest.raises(CannotRead, match="is a folder"):
        read(tmp_path)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system will not open is refused in words."""
    path = write(tmp_path / "a.csv", [["text"], ["a"]])

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CannotRead, match="may not be read by you"):
        read(path)


def test_messages_carry_no_control_codes(tmp_path: Path) -> None:
    """A column name from a file cannot steer the terminal that shows the message."""
    path = tmp_path / "a.csv"
    path.write_bytes("id,\x1b]0;owned\x07\u202e\n1,a\n".encode())
    with pytest.raises(CannotRead) as refused:
        read(path)
    assert str(refused.value).isprintable()


def test_messages_speak_latvian(tmp_path: Path) -> None:
    """The same refusal can be told in Latvian."""
    with pytest.raises(CannotRead) as refused:
        read(tmp_path / "nav.csv")
    assert refused.value.sentence.told("lv").startswith("Nav faila ")


def test_json_lines_round_trip(tmp_path: Path) -> None:
    """A corpus written as JSON lines is read back the same, unquotable words still so."""
    corpus = Corpus(
        "a", [Contribution("1", "Ceļš", "v", "2", "Rīga", "lv"), Contribution("x", "No", quotable=False)]
    )
    path = tmp_path / "a.jsonl"
    with path.open("wb") as out:
        write_json_lines(corpus, out)
    assert read(path).corpus == corpus


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[1]", "row 2"),
        ("{", "row 2"),
        ("[" * 100_000, "row 2"),
        (json.dumps({"text": ["a"]}), "a list"),
        ('{"text": "\\ud800"}', "half a letter"),
        (json.dumps({"text": "a" * (LONGEST_TEXT + 1)}), "row 2"),
    ],
)
def test_broken_json_lines(tmp_path: Path, line: str, said: str) -> None:
    """A line that is no object with a text is refused by its number."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "fine"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(CannotRead, match=said):
        read_json_lines(path)


@pytest.mark.parametrize("said", ["no", "nav", "nein", "No.", "nē!", "-", "off", "", "maybe"])
def test_only_a_plain_yes_lets_somebody_be_quoted(tmp_path: Path, said: str) -> None:
    """Whatever else stands in the column quotes nobody."""
    table = tmp_path / "t.csv"
    table.write_text(f"text;quotable\nCeļš ir slikts;{said}\nIela ir tumša;jā\n", encoding="utf-8")
    assert [c.quotable for c in read(table).corpus.contributions] == [False, True]


@pytest.mark.parametrize("text", ["Die Straße ist groß", "A pint costs 5 £ here", "It costs 5 € or £6"])
def test_western_signs_alone_do_not_make_a_file_cyrillic(tmp_path: Path, text: str) -> None:
    """One pound, euro or ß in a Windows file: the text comes back as it was written."""
    table = tmp_path / "t.csv"
    table.write_bytes(f"id;text\r\n1;{text}\r\n2;plain words\r\n".encode("cp1252"))
    assert read(table).corpus.contributions[0].text == text


def test_upright_bars_separate_cells(tmp_path: Path) -> None:
    """A table whose cells are separated by | is read, and it is said; a heading in two languages is one."""
    path = tmp_path / "a.csv"
    path.write_text('id|text\n7|"roads | paths"\n8|school, bus\n', encoding="utf-8")
    reading = read_csv(path)
    assert [(c.id, c.text) for c in reading.corpus.contributions] == [
        ("7", "roads | paths"),
        ("8", "school, bus"),
    ]
    assert "Cells are separated by upright bars." in [str(note) for note in reading.notes]
    path.write_text("What do you say? | Ko teiksiet?\nroads\nthe bus | late\nschool\n", encoding="utf-8")
    with pytest.raises(CannotRead, match=r"What do you say\? \| Ko teiksiet\?\."):
        read_csv(path)


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_list_of_objects_is_read(tmp_path: Path, name: str, indent: int | None) -> None:
    """JSON as programs save it: one list, on one line or over many."""
    path = tmp_path / name
    path.write_text(json.dumps([{"id": 1, "text": "a b"}, {"text": "c d"}], indent=indent), encoding="utf-8")
    assert [(c.id, c.text) for c in read(path).corpus.contributions] == [("1", "a b"), ("r2", "c d")]


def test_json_lines_may_be_called_json(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"text": "a b"}\n{"text": "c d"}\n', encoding="utf-8")
    assert [c.text for c in read(path).corpus.contributions] == ["a b", "c d"]


@pytest.mark.parametrize("content", ['{\n "comments": [{"text": "a"}]\n}', '[{"text": "a"}, {"te', "[\n{\n"])
def test_other_json_is_called_what_it_is(tmp_path: Path, content: str) -> None:
    """An object around the list, or a list broken off: it is said that it is JSON, and what would do."""
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CannotRead, match=r"JSON, and no whole list of objects\. Write \[\{"):
        read(path)
    path.write_text('[{"text": "a"}, "b"]', encoding="utf-8")
    with pytest.raises(CannotRead, match="row 2: this is not a JSON object"):
        read(path)
