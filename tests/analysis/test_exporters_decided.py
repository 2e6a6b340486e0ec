"""What people decided at the reading desk leaves with the data, in each file for other programs."""

import csv
import io
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from formulas import PAYLOADS
from lxml import etree

from analysis.circles import CircleHeld
from analysis.codebook import load
from analysis.corpus import Contribution, read_content
from analysis.deciding import Entry, folded
from analysis.exporters.code_tree import quote_guid, theme_guid
from analysis.qda_project import QdaProject, read_project
from analysis.registry import exporter_for
from analysis.report import Decided, Insight, Placed, Quote, Report, Theme
from analysis.shown import shown, unreviewed
from analysis.tables import as_meant
from analysis.words import LANGUAGES

SCHEMA = Path(__file__).resolve().parents[3] / "shared" / "data" / "refi-qda" / "Project.xsd"
P = "{urn:QDA-XML:project:1.0}"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
TEXTS = ["nobody 🙂 answers", "they lie\r\nto us", "they came at once", "+1 =yes", "my secret"]


def report() -> Report:
    """Two circles; a theme that a person named, one that nobody touched; the second contribution in both, the
    third put where it is by a person, part of it marked; the last is not to be quoted."""
    said = [
        Contribution(f"{n % 2 + 1}-{n}", text, circle=str(n % 2 + 1), quotable=n != 4)
        for n, text in enumerate(TEXTS)
    ]
    ids = [one.id for one in said]
    marked = Quote(ids[2], 5, 9, "came", chosen=True)
    named = Theme(
        *("t1", "roads", ("road",), 3, [marked, Quote(ids[0], 0, 6, "nobody")], ids[:3]),
        circles=2,
        state="reviewed",
        named={"en": "Nobody comes 🙂", "lv": "Neviens nenāk"},
        definition={"en": "Whatever is said\nof coming"},
        memo="Look\r\nagain",
    )
    other = Theme("t2", "lies", ("lie",), 1, [Quote(ids[1], 0, 8, "they lie")], [ids[1]], circles=1)
    placed = [
        Placed(ids[0], "t1", "en", codes={"being_heard": 1.0}, coded=True, state="human-coded"),
        Placed(ids[1], "t2", "en", 0.5, also=["t1"], by_person=True, memo="Odd 👩‍🦽 one", state="reviewed"),
        Placed(ids[2], "t1", "en", 0.5, by_person=True, pinned=True, state="human-coded"),
        Placed(ids[3], None, "en"),
        Placed(ids[4], "t1", "en", 0.5, codes={"being_heard": 0.5}),
    ]
    return Report(
        *("Roads", [named, other], placed, said),
        codebook=load("trust"),
        circles=[CircleHeld("1", "Vidzeme", day="2026-10-03"), CircleHeld("2", day="2026-11-04")],
        insights=[Insight("i1", {"en": "They must come", "lv": "Jānāk"}, ids[:2])],
        log=[
            Decided("Anna", "2026-12-01T10:00:00+00:00", "rename", "clearer", ["t1", *ids[:3]]),
            Decided("Berta", "2026-12-01T10:01:00+00:00", "assign", "", ["t1", ids[1]]),
        ],
    )


def written(ending: str, given: Report, words: str = "en") -> bytes:
    out = io.BytesIO()
    exporter_for(ending).write(given, out, words=words)
    return out.getvalue()


def project() -> QdaProject:
    return read_project(written(".qdpx", report()), "x")


def coded(found: QdaProject, name: str) -> set[tuple[str, str]]:
    """Who gave a code to which words."""
    return {(one.coder, one.text.text[one.start : one.end]) for one in found.codings if one.code.name == name}


def test_a_project_of_what_people_decided_is_valid() -> None:
    """By the schema as published, in every language of ours; a GUID is given once and each one is found."""
    if not SCHEMA.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{SCHEMA} is not there")
        pytest.skip("Project.xsd is not there")
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    for words in LANGUAGES:
        with zipfile.ZipFile(io.BytesIO(written(".qdpx", report(), words))) as parts:
            root = etree.fromstring(parts.read("project.qde"))
        schema.assertValid(root)
        guids = [one.get("guid") for one in root.iter() if one.get("guid")]
        assert len(guids) == len(set(guids))
        assert {one.get("targetGUID") for one in root.iter() if one.get("targetGUID")} <= set(guids)


def test_a_theme_is_called_as_people_call_it() -> None:
    """With what belongs in it and their memo; the machine's name stands beside it."""
    named = next(code for code in project().codes if code.name == "Nobody comes 🙂")
    assert named.description.startswith("Whatever is said\nof coming\n")
    assert (
        named.description.endswith("Memo: Look\nagain")
        and "the program called it: roads" in named.description
    )
    assert "reviewed by researchers" in named.description
    assert "Neviens nenāk".encode() in written(".qdc", report(), "lv")


def test_who_put_it_there_is_told() -> None:
    """A contribution in two themes carries both; what a person placed, coded or marked is the coder's."""
    found = project()
    assert coded(found, "Nobody comes 🙂") == {
        ("The program", "nobody 🙂 answers"),
        ("The program", "nobody"),
        ("A coder", "they lie\nto us"),
        ("A coder", "they came at once"),
        ("A coder", "came"),
        ("The program", "(Counted, not to be quoted)"),
    }
    assert coded(found, "lies") == {("A coder", "they lie\nto us"), ("The program", "they lie")}
    assert coded(found, "Quotes") == {
        ("A coder", "came"),
        ("The program", "nobody"),
        ("The program", "they lie"),
    }
    heard = {one.coder for one in found.codings if one.code.name.startswith("T03")}
    assert heard == {"A coder", "The program"}


def test_memos_regions_insights_and_the_log_are_in_the_project() -> None:
    """Memos with the passage, region and day of each circle, insights with sources, themes by state."""
    with zipfile.ZipFile(io.BytesIO(written(".qdpx", report()))) as parts:
        root = ElementTree.fromstring(parts.read("project.qde"))
        notes = {
            one.attrib["name"]: parts.read(one.attrib["plainTextPath"].replace("internal://", "sources/"))
            for one in root.iter(f"{P}Note")
        }
    told = [one.findtext(f"{P}Description") or "" for one in root.iter(f"{P}PlainTextSelection")]
    assert any(one.endswith("State: reviewed by researchers\nMemo: Odd 👩‍🦽 one") for one in told)
    values = [[one[1].text for one in text.iter(f"{P}VariableValue")] for text in root.iter(f"{P}TextSource")]
    assert values == [["3", "en", "2026-10-03", "Vidzeme"], ["2", "en", "2026-11-04"]]
    assert "They must come (en; 1-0, 2-1)" in notes["Key insights"].decode()
    first, second = notes["Decisions"].decode().splitlines()
    assert first.endswith("Anna · theme renamed · clearer · Nobody comes 🙂")
    assert second.endswith("Berta · put into a theme as well · Nobody comes 🙂, 2-1")
    sets = {
        one.attrib["name"]: [member.attrib["targetGUID"] for member in one] for one in root.iter(f"{P}Set")
    }
    assert sets["Themes, reviewed by researchers"] == [theme_guid(report(), "t1")]
    assert all(quote_guid(report()) not in members for members in sets.values())


def test_a_workbook_has_decisions_and_insights() -> None:
    """Sheets of their own, in every language of ours; columns beside themes, contributions and quotes."""
    book = openpyxl.load_workbook(io.BytesIO(written(".xlsx", report())))
    log = [[cell.value for cell in row] for row in book["Decisions"].iter_rows(min_row=2)]
    assert log[0][1:] == ["Anna", "theme renamed", "clearer", "Nobody comes 🙂"] and len(log) == 2
    insights = [[cell.value for cell in row] for row in book["Key insights"].iter_rows(min_row=2)]
    assert insights == [[1, "en", "They must come", "1-0, 2-1"], [1, "lv", "Jānāk", "1-0, 2-1"]]
    heads, *said = book["Contributions"].iter_rows(values_only=True)
    asked = ("Region", "Theme", "Also in", "Put there by", "State", "Memo")
    by_id = {row[0]: dict(zip(heads, row, strict=True)) for row in said}
    assert [by_id["2-1"][head] for head in asked] == [
        *(None, "lies", "Nobody comes 🙂", "A coder", "reviewed by researchers", "Odd 👩‍🦽 one"),
    ]
    assert by_id["1-0"]["Region"] == "Vidzeme" and by_id["1-0"]["Put there by"] == "The program"
    for words in LANGUAGES:
        assert len(openpyxl.load_workbook(io.BytesIO(written(".xlsx", report(), words))).sheetnames) == 8


def test_tables_and_lines_say_it_to_programs() -> None:
    """A table's row says who put it where; JSON lines have insights, decisions and who chose what."""
    rows = list(csv.DictReader(io.StringIO(written(".csv", report()).decode("utf-8-sig"), newline="")))
    asked = ("theme label", "region", "also in", "put there by", "contribution state", "label by the program")
    assert [rows[1][one] for one in asked] == [
        *("lies", "", "Nobody comes 🙂", "a person", "reviewed", "lies"),
    ]
    assert rows[0]["region"] == "Vidzeme" and rows[0]["label by the program"] == "roads"
    head, *lines = (json.loads(line) for line in written(".jsonl", report()).splitlines())
    told = head["report"]
    assert [one["who"] for one in told["decisions"]] == ["Anna", "Berta"] and told["circles"][0]["day"]
    assert told["insights"][0]["sources"] == ["1-0", "2-1"]
    assert [quote["chosen"] for quote in told["themes"][0]["quotes"]] == [True, False]
    assert told["themes"][0]["named"]["lv"] == "Neviens nenāk" and told["themes"][0]["behind"] == "reviewed"
    assert lines[1]["also"] == ["t1"] and lines[2]["pinned"] and lines[1]["memo"] and lines[0]["coded"]


def test_a_table_is_a_corpus_again() -> None:
    """What may be quoted comes back letter for letter, with its circle, lines ending in LF as in all that
    is read; the rest has no words to bring."""
    corpus = read_content(written(".csv", report()), "report.csv").corpus
    back = {one.id: (one.text, one.circle) for one in corpus.contributions}
    said = [one for one in report().contributions if one.quotable]
    assert back == {one.id: (one.text.replace("\r\n", "\n"), one.circle) for one in said}


def of_formulas() -> Report:
    """500 contributions, log lines and insights of formulas; names, memos, regions and reasons as well."""
    said = [Contribution(f"1-{n}", text, circle="1") for n, text in enumerate(PAYLOADS)]
    ids = [c.id for c in said]
    themes = [
        Theme(
            *(
                f"t{n}",
                "roads",
                (),
                1,
                [Quote(ids[n], 0, len(PAYLOADS[n]), PAYLOADS[n], chosen=True)],
                ids[n : n + 1],
            ),
            named={"en": text},
            definition={"en": text},
            memo=text,
            state="reviewed",
        )
        for n, text in enumerate(PAYLOADS)
    ]
    placed = [Placed(id, f"t{n}", "en", memo=PAYLOADS[n], also=["t1"]) for n, id in enumerate(ids)]
    log = [Decided(text, text, text, text, [text]) for text in PAYLOADS]
    insights = [Insight("i", {"en": text}, [text]) for text in PAYLOADS]
    held = [CircleHeld("1", "=1+1")]
    return Report("=1", themes, placed, said, log=log, insights=insights, circles=held)


def test_what_people_wrote_at_the_desk_is_no_formula() -> None:
    """500 formulas as names, definitions, memos, reasons, who and when: none runs, each comes back."""
    given = of_formulas()
    book = openpyxl.load_workbook(io.BytesIO(written(".xlsx", given)))
    assert not any(cell.data_type == "f" for page in book for row in page.iter_rows() for cell in row)

    def column(sheet: str, head: str) -> list[object]:
        heads, *rows = book[sheet].iter_rows(values_only=True)
        return [str(row[heads.index(head)]).replace("_x000D_", "\r") for row in rows]  # as the format has it

    for sheet, head in (
        *(("Decisions", "Who"), ("Decisions", "When"), ("Decisions", "Why"), ("Decisions", "About")),
        *(("Decisions", "What was decided"), ("Key insights", "Text"), ("Key insights", "Stands on")),
        *(("Themes", "Theme"), ("Themes", "What belongs in it"), ("Themes", "Memo")),
        *(("Contributions", "Memo"), ("Contributions", "Theme"), ("Contributions", "Text")),
    ):
        assert column(sheet, head) == PAYLOADS, (sheet, head)
    rows = list(csv.DictReader(io.StringIO(written(".csv", given).decode("utf-8-sig"), newline="")))
    assert not any(cell.startswith(FORMULA) for row in rows for cell in row.values())
    for head in ("text", "memo", "theme label"):
        assert [as_meant(row[head]) for row in rows] == PAYLOADS


def test_what_a_person_placed_is_known_after_the_desk() -> None:
    """A decision to move marks the contribution as placed by a person; what nobody moved is not."""
    plain = replace(report(), placed=[replace(one, by_person=False) for one in report().placed])
    moved = Entry(seq=1, act="move", body={"members": ["1-0"], "to": "t2"}, who="Anna")
    after = {one.id: one.by_person for one in folded(plain, [moved]).report().placed}
    assert after["1-0"] and not after["2-3"]


def test_a_codebook_quotes_and_is_looked_through_first() -> None:
    """Descriptions of codes hold quotes: those count as shown, as in JSON lines, and no others."""
    for ending in (".qdc", ".jsonl"):
        seen = shown(report(), ending)
        out = written(ending, report()).decode()
        assert seen == ["1-0", "2-1", "1-2"] and "they lie" in out and "secret" not in out
        assert not unreviewed(replace(report(), reviewed=frozenset(seen)), ending)


@pytest.mark.parametrize("words", LANGUAGES)
def test_every_kind_of_file_calls_a_theme_as_people_do(words: str) -> None:
    """A name given in one language alone stands in files in every language, and in each of them alike."""
    given = report()
    one = replace(given.themes[0], named={"lv": "Neviens nenāk"})
    given = replace(given, themes=[one, *given.themes[1:]])
    rows = csv.DictReader(io.StringIO(written(".csv", given, words).decode("utf-8-sig")))
    called = {"csv": next(rows)["theme label"]}
    called["jsonl"] = json.loads(written(".jsonl", given, words).splitlines()[0])["report"]["themes"][0][
        "called"
    ]
    project = read_project(written(".qdpx", given, words), "x")
    called |= {"qdpx": "Neviens nenāk"} if "Neviens nenāk" in [code.name for code in project.codes] else {}
    book = openpyxl.load_workbook(io.BytesIO(written(".xlsx", given, words)), read_only=True)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    called |= {"xlsx": "Neviens nenāk"} if "Neviens nenāk" in cells else {}
    assert called == dict.fromkeys(("csv", "jsonl", "qdpx", "xlsx"), "Neviens nenāk")
