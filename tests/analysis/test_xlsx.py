"""A report as a workbook, read again: what is in a cell is what was said, and no cell does anything."""

import datetime
import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from formulas import PAYLOADS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from analysis.codebook import load
from analysis.corpus import Contribution
from analysis.evening import Answered, Evening
from analysis.exporters.xlsx import LONGEST_CELL
from analysis.registry import exporter_for
from analysis.report import Placed, Quality, Quote, Report, Theme, Told
from analysis.words import LANGUAGES

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ODD = (
    *(
        "line\r\nline",
        "a\rb",
        "a\n\nb",
        "\t tab \t",
        " spaces ",
        "👩‍🦽 un 🙂",
        "ēķļ Ё́ 漢字",
        "a\u2028b\u0085c",
        "‮abc",
    ),
    *(
        "\x00\x01\x08\x0b\x0c\x1f\x7f\x9f",
        "\ufffe\uffff\ufeff",
        "_x000D_",
        "_x005F_x000D_",
        "_x0041_",
        "x_x",
        "_x0041_x0042_x0043_",
        "_x000D\r",
        "_x0041\uffffx",
    ),
    *(
        "<r>",
        "<r></r>",
        "<r><t>x</t></r>",
        "<r>&</r>",
        "<r>\n</r>",
        "<si/>",
        "]]>",
        "&#13;",
        "https://x.test",
    ),
    *("internal:Sheet1!A1", "1", "0001", "1e5", "2026-10-03", "TRUE", "#REF!", "{}", "'"),
)


def report(texts: list[str], *, closed: tuple[int, ...] = ()) -> Report:
    said = [
        Contribution(f"1-{n}", text, circle=str(n % 3), round="2", quotable=n not in closed)
        for n, text in enumerate(texts)
    ]
    quotes = tuple(Quote(c.id, 0, len(c.text), c.text) for c in said if c.text)
    theme = Theme(
        *("t1", "roads", ("road", "bus"), len(said), quotes),
        members=tuple(c.id for c in said),
        circles=3,
        quality=Quality(0.5, 0.25, 1.0, "reliable", 4, ("lv", "en")),
    )
    placed = [Placed(c.id, "t1", "en", 0.5) for c in said]
    return Report("Roads", [theme], placed, said, {"seed": 7, "share": 0.25, "way": ["a", "b"], "on": True})


def written(given: Report, words: str = "en") -> bytes:
    out = io.BytesIO()
    exporter_for(".xlsx").write(given, out, words=words)
    return out.getvalue()


def as_meant(text: str) -> str:
    """ECMA-376, ST_Xstring: `_x000D_` stands for the sign of that number."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def cells(content: bytes, sheet: int) -> list[list[object]]:
    """A sheet as any reader of the format has it: types as they are written, texts put together."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        shared = [
            as_meant(si.findtext(f"{MAIN}t")) for si in etree.fromstring(parts.read("xl/sharedStrings.xml"))
        ]
        page = etree.fromstring(parts.read(f"xl/worksheets/sheet{sheet}.xml"))
    return [[_cell(cell, shared) for cell in row] for row in page.iter(f"{MAIN}row")]


def _cell(cell: etree._Element, shared: list[str]) -> object:
    value = cell.findtext(f"{MAIN}v")
    assert cell.find(f"{MAIN}f") is None and cell.get("t", "n") in ("s", "n", "b")
    if value is None:
        return None
    if cell.get("t") == "s":
        return shared[int(value)]
    return value == "1" if cell.get("t") == "b" else float(value)


def texts_in(content: bytes, sheet: int) -> list[object]:
    """The last column: what was said."""
    return ["" if row[-1] is None else row[-1] for row in cells(content, sheet)[1:]]


def test_500_formulas_are_500_texts() -> None:
    """Not one formula, link or name in the whole workbook; every payload comes back letter for letter."""
    assert len(set(PAYLOADS)) == 500
    content = written(report(PAYLOADS))
    assert texts_in(content, 1) == texts_in(content, 3) == PAYLOADS
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.namelist():
            page = etree.fromstring(parts.read(part))
            assert not list(
                page.iter(f"{MAIN}f", f"{MAIN}hyperlink", f"{MAIN}ddeLink", f"{MAIN}externalBook")
            )
            assert "externalLink" not in part and "connections" not in part
    book = openpyxl.load_workbook(io.BytesIO(content))
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert {"s", "n"} <= kinds <= {"s", "n", "b"}
    stays = [row[-1] for row in book.worksheets[0].iter_rows(min_row=2) if row[-1].value.startswith("=")]
    assert stays and all(cell.quotePrefix for cell in stays)


def test_odd_texts_come_back() -> None:
    """Line ends of every kind, emoji, signs that XML forbids, what looks like the format's own marks."""
    content = written(report(list(ODD)))
    assert texts_in(content, 1) == list(ODD)
    assert [row[-1] for row in cells(content, 3)[1:]] == list(ODD)


ANY = st.text(st.characters(codec="utf-8"), max_size=40)
LIKE_ESCAPES = st.lists(
    st.sampled_from(["_", "x", "_x", "000D", "_x000D_", "005f", "\r", "<r>", "</r>"])
).map("".join)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ANY | LIKE_ESCAPES, min_size=1, max_size=30))
def test_texts_come_back(texts: list[str]) -> None:
    """Whatever Unicode there is in them, also what looks like the escapes that the format itself makes."""
    assert texts_in(written(report(texts)), 1) == texts


@pytest.mark.parametrize("sign", ["a", "🙂"])
def test_what_is_longer_than_a_cell_goes_on_after_the_last_column(sign: str) -> None:
    """Spreadsheets hold 32,767 units of UTF-16 in a cell; no sign is cut in two, and none is lost."""
    long = "=" + sign * 20_000 * (3 - 2 * (sign != "a"))
    head, first, second = cells(written(report([long, "short"])), 1)
    parts = [part for part in first[-2:] if isinstance(part, str)]
    assert "".join(parts) == long and head[-1] == "Continued"
    assert all(len(part.encode("utf-16-le")) // 2 <= LONGEST_CELL for part in parts)
    assert second[-1] == "short"


def test_numbers_and_days_are_numbers_and_days() -> None:
    """Counts, figures and days can be reckoned with; ids that look like numbers stay texts."""
    given = replace(report(["a", "b"]), method={"seed": 7, "share": 0.25, "date": "2026-10-03", "id": "0012"})
    book = openpyxl.load_workbook(io.BytesIO(written(given)))
    themes = dict(zip(*(tuple(c.value for c in row) for row in book["Themes"].iter_rows()), strict=True))
    assert (themes["Number"], themes["Circles"], themes["Contributions"], themes["People, at least"]) == (
        1,
        3,
        2,
        4,
    )
    assert themes["Alike, 0 to 1"] == 0.5 and themes["Languages"] == "lv, en"
    method = {row[0].value: row[1].value for row in book["Method"].iter_rows()}
    assert method["Day"] == datetime.datetime(2026, 10, 3) and method["Starting number (seed)"] == 7
    assert method["share"] == 0.25 and method["id"] == "0012" and method["Contributions"] == 2
    latvian = openpyxl.load_workbook(io.BytesIO(written(given, "lv")))
    assert ("Sākumskaitlis (seed)", 7) in [row[:2] for row in latvian["Metode"].iter_rows(values_only=True)]
    said = book["Contributions"]
    assert [said.cell(2, 6).value, said.cell(2, 8).value, said.cell(2, 9).value] == [0.5, "yes", "yes"]


def test_who_said_no_is_in_no_sheet() -> None:
    """Counted, with an empty cell where the words would be."""
    content = written(report(["open words", "my secret"], closed=(1,)))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"secret" in parts.read(part) for part in parts.namelist())
    assert texts_in(content, 1) == ["open words", ""] and texts_in(content, 3) == ["open words"]


def coded() -> Report:
    """Two contributions in two circles, coded with the trust codebook, one of them by a person."""
    book = load("trust")
    given = replace(report(["nobody answers", "they lie"]), codebook=book)
    trust = Told("citizen_state", 0.8)
    first = replace(given.placed[0], codes={"being_heard": 0.9, "reliability_competence": 0.4})
    second = replace(given.placed[1], codes={"being_heard": 1.0}, facets={"trust_object": trust})
    return replace(given, placed=[first, second])


def test_codes_are_told_in_circles_before_times() -> None:
    """The codebook with its counts, and a row for each code of a contribution, to be sorted and counted."""
    book = openpyxl.load_workbook(io.BytesIO(written(coded())))
    heads = [cell.value for cell in book["Codes"][1]]
    assert heads.index("Circles") < heads.index("Contributions")
    rows = {row[0].value: [cell.value for cell in row] for row in book["Codes"].iter_rows(min_row=2)}
    assert rows["T03"][3:5] == [2, 2] and rows["T07"][3:5] == [1, 1] and rows["T01"][3:5] == [None, 0]
    codings = [[cell.value for cell in row] for row in book["Codes of contributions"].iter_rows(min_row=2)]
    assert [(row[0], row[1], row[3]) for row in codings] == [
        ("1-0", "T03", 0.9),
        ("1-0", "T07", 0.4),
        ("1-1", "T03", 1),
    ]
    heads = [cell.value for cell in book["Contributions"][1]]
    assert book["Contributions"].cell(3, heads.index("Whose trust") + 1).value


def of_an_evening() -> Report:
    given = coded()
    theme = replace(given.themes[0], status="corrected", correction="Our roads")
    told = Evening(day="2026-10-03", checked=True, answers=[Answered("What was agreed?", "=A1")])
    return replace(given, themes=[theme], rejected=[replace(theme, id="t2", status="rejected")], evening=told)


@pytest.mark.parametrize("words", LANGUAGES)
def test_a_workbook_is_ready_to_read(words: str) -> None:
    """In each language of ours: heads that stay in sight and are repeated on paper, widths, filters."""
    book = openpyxl.load_workbook(io.BytesIO(written(of_an_evening(), words)))
    assert len(book.sheetnames) == 7
    for page in book:
        assert page.freeze_panes == "A2" and page.auto_filter.ref and page.print_title_rows == "$1:$1"
        assert all(cell.font.bold for cell in page[1]) and page.sheet_properties.pageSetUpPr.fitToPage
        assert page.column_dimensions["A"].width >= 8
    if words != "en":
        assert {"Contributions", "Themes", "Method"}.isdisjoint(book.sheetnames)


def test_the_evening_is_told() -> None:
    """What the room said of each theme, rejected ones too, and what the recorder answered."""
    book = openpyxl.load_workbook(io.BytesIO(written(of_an_evening())))
    assert [row[1].value for row in book["Themes"].iter_rows(min_row=2)] == ["Our roads", "Our roads"]
    told = [row[2].value for row in book["Themes"].iter_rows(min_row=2)]
    assert told == ["corrected by the room", "rejected by the room"]
    answers = {row[0].value or row[1].value for row in book["The evening"].iter_rows(min_row=2)}
    assert {"What was agreed?", "=A1"} <= answers


def test_the_same_report_gives_the_same_bytes() -> None:
    """Nothing in the file is from the clock."""
    given = of_an_evening()
    assert written(given) == written(given) and written(report(["a"])) == written(report(["a"]))
    with zipfile.ZipFile(io.BytesIO(written(given))) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}
        assert b"2026-10-03" in parts.read("docProps/core.xml")
