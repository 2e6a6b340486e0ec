"""Reports written down: whole, harmless, the same bytes each time, and without the words of who said no."""

import ast
import csv
import io
import json
import re
from dataclasses import replace

import pytest
from babel.messages.pofile import read_po
from formulas import PAYLOADS
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_reports import of_an_evening, report, with_quality, written

from analysis.exporters.telling import Telling
from analysis.registry import EXPORTERS, NoSuch, embedder, exporter, exporter_for
from analysis.report import Placed, Quote
from analysis.tables import as_meant
from analysis.words import LANGUAGES, LOCALE


def test_the_figures_of_an_evening_add_up() -> None:
    """The themes are those confirmed, corrected and not checked; what is none of them has its own line."""
    given = of_an_evening("fine words")
    unseen = replace(given.themes[0], id="t3", status="", correction="")
    told = dict(Telling(replace(given, themes=[*given.themes, unseen, unseen])).glance())
    parts = [int(many) for what, many in told.items() if what.startswith("– ")]
    assert told["Themes"] == "3" and sorted(parts) == [1, 2]
    assert told["Themes the room rejected"] == told["Checked in the room, no longer found so"] == "1"


@pytest.mark.parametrize("name", EXPORTERS)
def test_who_said_no_is_not_shown_among_the_insights_either(name: str) -> None:
    """Nor in a theme that was rejected, nor where something was missed."""
    given = of_an_evening("a word")
    secret = replace(given.contributions[-1], text="my secret", quotable=False)
    quote = Quote(secret.id, 0, 9, "my secret")
    rejected = replace(given.rejected[0], quotes=(quote,))
    given = replace(given, contributions=[*given.contributions[:-1], secret], rejected=[rejected])
    assert "secret" not in written(name, given)


def test_without_an_evening_a_report_is_as_it_was() -> None:
    """A table read by itself has no room in it: no column, no key and no word of one."""
    given = report(["a b", "c d"])
    head = json.loads(written("jsonl", given).splitlines()[0])["report"]
    assert list(head) == ["title", "question", "themes", "method"]
    known = ["id", "label", "labels", "keywords", "size", "circles", "quotes", "state", "quality"]
    assert list(head["themes"][0]) == known
    assert written("csv", given).splitlines()[0].count(",") == 10
    assert "room" not in written("markdown", given) and "no person has checked them" in written("html", given)


def test_the_table_says_what_the_room_said() -> None:
    """Status and the room's own name, in columns of their own."""
    rows = list(csv.DictReader(io.StringIO(written("csv", of_an_evening("As we say")).lstrip("\ufeff"))))
    assert [(row["theme status"], row["label by the room"]) for row in rows] == [
        ("corrected", "As we say"),
        ("corrected", "As we say"),
        ("rejected", ""),
    ]


@pytest.mark.parametrize("name", EXPORTERS)
def test_who_said_no_is_counted_and_never_shown(name: str) -> None:
    """The text of a contribution not to be quoted is in no export, sorted or not, though it counts."""
    secrets = ["the first secret", "the second secret"]
    given = report([secrets[0], "open words here", "more open words", secrets[1]], closed=(0, 3))
    out = written(name, given)
    assert "secret" not in out
    assert "open words here" in out
    assert "roads0" in out or name in ("html", "markdown", "docx", "pdf", "qdc")


@pytest.mark.parametrize("name", EXPORTERS)
def test_same_report_same_bytes(name: str) -> None:
    """The same report gives the same bytes, in every language of ours, with nothing from the clock."""
    for words in LANGUAGES:
        assert written(name, report(["a b", "c d"]), words) == written(name, report(["a b", "c d"]), words)


@pytest.mark.parametrize("name", EXPORTERS)
def test_report_without_themes(name: str) -> None:
    """A report in which nothing was found is a report, and says so."""
    given = replace(
        report(["a", "b"]), themes=[], placed=[Placed("roads0", None, "en"), Placed("roads1", None, "en")]
    )
    assert "roads" in written(name, given)


FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
SIGNS = st.text(
    st.characters(codec="utf-8", exclude_characters="\r") | st.sampled_from("=+-@\t;,\"'|\n"), max_size=60
)


@settings(deadline=None)
@given(st.lists(SIGNS, min_size=2, max_size=5))
def test_table_gives_texts_back(texts: list[str]) -> None:
    """The table is one row a contribution, its cells cannot be formulas, and its texts can be had back."""
    out = written("csv", report(texts))
    header, *rows = csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline=""))
    assert header == [
        "id",
        "theme",
        "theme label",
        "language",
        "confidence",
        "circle",
        "round",
        "quoted",
        "text",
        "why in no theme",
        "theme state",
    ]
    assert [as_meant(row[8]) for row in rows] == texts
    assert [row[1] for row in rows] == ["t1"] * (len(texts) - 1) + [""]
    assert [row[7] for row in rows] == [*("yes" if text else "no" for text in texts[:-1]), "no"]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_500_formulas_are_500_texts_in_a_table(separator: str) -> None:
    """Read as a spreadsheet may, with whatever sign between columns: no cell begins as a formula does. Read
    again as our own reader does, every payload comes back letter for letter."""
    out = written("csv", report([*PAYLOADS, "last"])).removeprefix("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(out, newline=""), delimiter=separator) for cell in row]
    assert len(cells) > 500 and not any(cell.startswith(FORMULA) for cell in cells)
    _, *rows = csv.reader(io.StringIO(out, newline=""))
    assert [as_meant(row[8]) for row in rows] == [*PAYLOADS, "last"]


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), min_size=2, max_size=5))
def test_json_lines_quotes_are_exact(texts: list[str]) -> None:
    """The first line is the report, then a line for each contribution; quotes are exact spans."""
    first, *rest = [json.loads(line) for line in written("jsonl", report(texts)).split("\n") if line]
    (theme,) = first["report"]["themes"]
    assert {"id", "label", "keywords", "size", "quotes"} <= theme.keys()
    for quote, text in zip(theme["quotes"], texts, strict=False):
        assert quote.keys() == {"contribution", "start", "end", "text"}
        assert text[quote["start"] : quote["end"]] == quote["text"]
    assert first["report"]["method"]["seed"] == 0
    assert [row["id"] for row in rest] == [f"roads{i}" for i in range(len(texts))]
    last = {"id": f"roads{len(texts) - 1}", "theme": None, "language": "und"}
    assert rest[-1] == {**last, "confidence": None, "reason": "not sorted yet"}


def test_catalogues_are_whole() -> None:
    """Every catalogue has the same messages, none empty, with the placeholders and plural forms it needs."""
    ids: list[set[object]] = []
    for path in sorted(LOCALE.glob("*.po")):
        with path.open("rb") as po:
            read = read_po(po, locale=path.stem)
        messages = [message for message in read if message.id]
        ids.append({message.id for message in messages})
        for message in messages:
            forms = message.string if message.pluralizable else (message.string,)
            assert all(forms) and (not message.pluralizable or len(forms) == read.num_plurals)
            wanted = set(re.findall(r"\{\w+\}", message.id if isinstance(message.id, str) else message.id[1]))
            assert all(set(re.findall(r"\{\w+\}", form)) == wanted for form in forms)
    assert len(ids) >= 2 and all(one == ids[0] for one in ids)


TOLD = {"Sentence", "CannotRead", "CannotWrite", "tell", "self", "count"}


def test_no_sentence_lacks_its_translation() -> None:
    """Every sentence in the code of the reading room is in the catalogues."""
    spoken = set()
    for path in LOCALE.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            name = getattr(called, "id", getattr(called, "attr", ""))
            if name in TOLD and isinstance(node, ast.Call) and node.args:
                if name == "count" and len(node.args) < 3:
                    continue  # the count of a text, which says nothing to anybody
                first = node.args[0]
                if (
                    isinstance(first, ast.Constant)
                    and isinstance(first.value, str)
                    and re.search("[a-z]", first.value)
                ):
                    spoken.add(first.value)
    with (LOCALE / "lv.po").open("rb") as po:
        known = {one if isinstance(one, str) else one[0] for one in (m.id for m in read_po(po, locale="lv"))}
    assert spoken and spoken - known == set()


def test_registry_knows_endings_and_says_what_there_is() -> None:
    """An exporter is found by name or file ending; an unknown one is refused with those there are."""
    assert exporter_for(".HTML") is exporter("html")
    with pytest.raises(NoSuch, match=r"\.csv, \.docx, \.html, \.jsonl, \.md, \.pdf"):
        exporter_for(".doc")
    with pytest.raises(NoSuch, match="html, markdown"):
        exporter("doc")
    with pytest.raises(NoSuch, match="e5"):
        embedder("nothing")


def test_programs_hear_how_sure_a_place_is_and_how_a_theme_holds() -> None:
    """JSON lines tell each place's confidence or why there is none, each theme's state and figures."""
    first, *rest = [json.loads(line) for line in written("jsonl", with_quality("reliable")).splitlines()]
    assert [(one["confidence"], one["reason"]) for one in rest] == [
        (0.5, None),
        (0.5, None),
        (None, "says nothing"),
    ]
    (theme,) = first["report"]["themes"]
    assert theme["state"] == "reliable"
    figures = {"cohesion": 0.61, "separation": 0.55, "stability": 0.83}
    assert theme["quality"] == {**figures, "circles": 1, "people": 2, "languages": ["en", "lv"]}
    unknown = json.loads(written("jsonl", report(["a", "b"])).splitlines()[0])["report"]["themes"][0]
    assert unknown["state"] is None and unknown["quality"]["stability"] is None


def test_a_table_says_why_and_how_a_theme_holds() -> None:
    """In its last two columns: why a row is in no theme, or the state of the theme that it is in."""
    rows = list(csv.reader(io.StringIO(written("csv", with_quality("weak")).lstrip("\ufeff"))))
    assert [row[-2:] for row in rows] == [
        ["why in no theme", "theme state"],
        ["", "weak"],
        ["", "weak"],
        ["says nothing", ""],
    ]


def test_particulars_of_a_plug_in_keep_their_own_names() -> None:
    """What aplis has no words for is told as it is written."""
    told = Telling(replace(report(["a", "b"]), method={"embedder": {"name": "x", "depth": 2}, "mine": None}))
    assert told.particulars() == [("Language model", "x"), ("Language model, depth", "2"), ("mine", "–")]
