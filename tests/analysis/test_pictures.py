"""Pictures say what their tables say, in the reader's language, and can be read in any program."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.circles import CircleHeld
from analysis.codebook import load
from analysis.corpus import Contribution
from analysis.evening import Spread, Trust
from analysis.exporters.drawing import drawing
from analysis.exporters.telling import Telling
from analysis.pictures import Picture, pictures, png
from analysis.pictures.lettering import width_of, wrapped
from analysis.report import Placed, Report, Theme, Told

SVG = "{http://www.w3.org/2000/svg}"
WAYS = ("trust", "distrust", "mixed", "none", "", "distrust", "trust")
OBJECTS = ("citizen_state", "citizen_citizen", "citizen_politician", "", "citizen_municipality")
HOSTILE = '<script>alert(1)</script> & "x" \x00\x1b[2J {n} ]]> ' + "garš" * 40


def series(circles: int, themes: int, *, names: Sequence[str] = ()) -> Report:
    """Circle c speaks of theme t where t + 1 divides c; made up."""
    said = [
        (c, t, n) for c in range(1, circles + 1) for t in range(themes) for n in range(6) if c % (t + 1) == 0
    ]
    contributions = [
        Contribution(f"{c}-{t}-{n}", "Teikts", voice=f"v{n}", circle=str(c), language="lv")
        for c, t, n in said
    ]
    facets = [
        {"valence": Told(WAYS[(c + t + n) % 7], 0.9), "trust_object": Told(OBJECTS[(c + n) % 5], 0.9)}
        for c, t, n in said
    ]
    placed = [
        Placed(c.id, f"t{t}", "lv", facets=told)
        for c, (_, t, _), told in zip(contributions, said, facets, strict=True)
    ]
    called = [names[t] if t < len(names) else f"Tēma {chr(97 + t % 26)}" for t in range(themes)]
    found = [
        Theme(f"t{t}", called[t], (), 6, (), [p.id for p in placed if p.theme == f"t{t}"])
        for t in range(themes)
    ]
    held = [_circle(c) for c in range(1, circles + 1)]
    return Report("Made up", found, placed, contributions, circles=held, codebook=load("trust"))


def _circle(c: int) -> CircleHeld:
    before, after = float(3 + c % 3), float(4 + c % 2)
    told = [
        Trust(question, n, *(Spread(m - 1, m, m + 1) for m in (before, after, after - before)))
        for question, n in (("Cik uzticaties valdībai?", 6), ("Retāk atbildēts", 4))
    ]
    region = ("Latgale", "Kurzeme", "")[c % 3]
    return CircleHeld(str(c), region=region, language="lv", day="2026-01-01", people=8, pulse=told)


@cache
def drawn(circles: int, themes: int, words: str = "en") -> dict[str, Picture]:
    report = series(circles, themes)
    return {one.id: one for one in pictures(report, Telling(report, words))}


def read(picture: Picture) -> list[tuple[str, str]]:
    """The words of a picture as (what kind, words)."""
    root = ElementTree.fromstring(picture.svg)
    return [(node.get("class", ""), node.text or "") for node in root.iter(f"{SVG}text")]


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)?", text))


EVERY = ["themes-by-circle", "trust-by-theme", "trust-by-aspect", "trust-before-and-after", "new-themes"]


def test_a_series_gets_every_picture_in_the_order_it_is_read() -> None:
    """First which themes where, then trust, then what later circles brought."""
    assert list(drawn(8, 5)) == EVERY


@pytest.mark.parametrize(("circles", "themes"), [(3, 2), (26, 14), (60, 30)])
@pytest.mark.parametrize("id", EVERY)
def test_every_figure_of_a_picture_stands_in_its_table(circles: int, themes: int, id: str) -> None:
    """Whoever cannot see the picture reads the same numbers; only a scale has some of its own."""
    picture = drawn(circles, themes)[id]
    table = " ".join(cell for row in (picture.table.heads, *picture.table.rows) for cell in row)
    told = [text for kind, text in read(picture) if kind not in ("scale", "note") and "…" not in text]
    assert set().union(*map(numbers, told)) <= numbers(table.replace("+", " "))
    assert all(len(row) == len(picture.table.heads) for row in picture.table.rows)


@pytest.mark.parametrize("id", EVERY)
def test_a_picture_says_what_is_to_be_seen(id: str) -> None:
    """Its description has its main figures, and the picture carries it for who cannot see it."""
    picture = drawn(26, 14)[id]
    root = ElementTree.fromstring(picture.svg)
    assert root.get("role") == "img" and numbers(picture.description)
    named = {node.get("id"): node.text for node in root if node.tag in (f"{SVG}title", f"{SVG}desc")}
    assert [named[id] for id in (root.get("aria-labelledby") or "").split()] == [
        picture.title,
        picture.description,
    ]


def test_figures_are_those_of_the_contributions() -> None:
    """A theme that every second of eight circles speaks of is in four circles, wherever it is told."""
    first, second = (drawn(8, 5)[id].table for id in ("themes-by-circle", "trust-by-theme"))
    assert [row[:2] for row in first.rows][:2] == [["Tēma a", "8"], ["Tēma b", "4"]]
    row = next(row for row in second.rows if row[0] == "Tēma b")
    assert row[1] == "4" and sum(map(int, row[2:])) == 4 * 6
    new = drawn(8, 5)["new-themes"].table.rows
    assert new[4:] == [["5", "5", "1", "5"], ["6 … 8", "6 … 8", "0", "5"]]


def test_a_table_is_no_wider_than_a_page() -> None:
    """Of many circles a theme has a list, so that the table can be printed."""
    table = drawn(26, 14)["themes-by-circle"].table
    assert ["Tēma m: 13 (6), 26 (6)", "2"] in table.rows and len(table.heads) == 2
    few = series(26, 2)
    few = replace(few, contributions=[replace(one, voice="one") for one in few.contributions])
    rows = pictures(few, Telling(few))[0].table.rows
    assert rows[0] == ["Tēma a: 1–26", "26"] and rows[1][0].startswith("Tēma b: 2, 4, 6, ")


def test_many_circles_are_grouped_by_region() -> None:
    """Of sixty circles nobody reads sixty columns: each region says in how many of its circles a theme is."""
    table = drawn(60, 30)["themes-by-circle"].table
    assert table.heads[2:] == ["Kurzeme", "Latgale", "Region not given"]
    assert table.rows[0][1:] == ["60", "20", "20", "20"]
    assert all(int(row[1]) == sum(int(cell or 0) for cell in row[2:]) for row in table.rows)


def test_many_circles_without_regions_go_by_their_order() -> None:
    """Where neither region nor language parts the circles, columns are stretches of the order held."""
    report = series(40, 3)
    report = replace(report, circles=[replace(one, region="") for one in report.circles])
    heads = pictures(report, Telling(report))[0].table.heads
    assert heads[2] == "1–7" and heads[-1] == "36–40"


def test_where_few_people_spoke_a_number_is_not_told() -> None:
    """The picture then says that the theme came up, and no more; the table likewise."""
    report = series(6, 2)
    report = replace(report, contributions=[replace(one, voice="one") for one in report.contributions])
    picture = pictures(report, Telling(report))[0]
    assert [row[2:] for row in picture.table.rows] == [["+"] * 6, ["", "+"] * 3]
    assert "not told" in " ".join(text for _, text in read(picture))
    assert "+: it came up, and the number is not told" in picture.table.caption


def test_trust_is_told_only_where_enough_people_answered() -> None:
    """A question that fewer than five answered in every circle is not drawn."""
    table = drawn(8, 5)["trust-before-and-after"].table
    assert [row[0] for row in table.rows] == ["Cik uzticaties valdībai?"]
    assert table.rows[0][1] == "8" and sum(map(int, table.rows[0][-3:])) == 8


def test_one_circle_has_no_picture_of_several() -> None:
    """What compares circles needs some to compare."""
    assert list(drawn(1, 1)) == ["trust-by-theme", "trust-by-aspect", "trust-before-and-after"]


def test_a_report_of_nothing_has_no_pictures() -> None:
    """An empty picture would say that nothing was said."""
    nothing = Report("Made up", (), (), ())
    assert pictures(nothing, Telling(nothing)) == []


@pytest.mark.parametrize("id", EVERY)
def test_hostile_names_stay_words(id: str) -> None:
    """A theme's name is text in the picture, whatever it holds, and a page takes the picture."""
    report = series(8, 3, names=[HOSTILE, "]]>", "\ud7ff\ufffe"])
    held = [replace(one, region=HOSTILE) for one in report.circles]
    for one in pictures(replace(report, circles=held), Telling(report)):
        assert "<script" not in one.svg and "\x00" not in one.svg
        assert one.id != id or drawing(one.svg).tag == "svg"


@pytest.mark.parametrize("words", ["lv", "ru"])
def test_pictures_speak_the_readers_language(words: str) -> None:
    """No English word is left in a picture for a Latvian or Russian reader."""
    for picture in drawn(26, 14, words).values():
        text = " ".join([picture.title, picture.description, *(text for _, text in read(picture))])
        assert not re.search(r"\b(the|of|circles?|themes?|trust)\b", text, re.IGNORECASE), text


@pytest.mark.parametrize(
    ("circles", "themes", "words"), [(1, 1, "en"), (26, 14, "lv"), (26, 14, "ru"), (60, 30, "en")]
)
def test_nothing_is_cut_off_and_all_fits_a_page(circles: int, themes: int, words: str) -> None:
    """Every word lies inside the picture even in broad letters, and a picture is no higher than A4."""
    for picture in drawn(circles, themes, words).values():
        root = ElementTree.fromstring(picture.svg)
        left, top, width, height = map(float, root.get("viewBox", "").split())
        assert height <= 1000
        for node in root.iter(f"{SVG}text"):
            assert _inside(node, left, left + width), (picture.id, node.text)
            assert top <= float(node.get("y", "")) <= top + height


def test_long_names_fit_a_page_too() -> None:
    """Forty themes with names of whole sentences still make pictures that can be printed."""
    report = series(
        40, 40, names=[f"{n}. tēma, par kuru daudz un gari runāja ļoti dažādi cilvēki" for n in range(40)]
    )
    for picture in pictures(report, Telling(report, "lv")):
        assert float(ElementTree.fromstring(picture.svg).get("height", "")) <= 1000


def _inside(node: ElementTree.Element, left: float, right: float) -> bool:
    x, wide = float(node.get("x", "")), width_of(node.text or "", float(node.get("font-size", "")))
    start = x - {"start": 0.0, "middle": wide / 2, "end": wide}[node.get("text-anchor", "")]
    return "transform" in node.attrib or (left <= start and start + wide <= right)


def test_a_picture_is_the_same_each_time() -> None:
    """The same report gives the same bytes, as a drawing and as dots; as wide as was asked for."""
    report = series(8, 5)
    once = pictures(report, Telling(report, "lv"))
    again = pictures(report, Telling(report, "lv"))
    assert [one.svg for one in once] == [one.svg for one in again]
    dots = png(once[1], 800)
    assert dots == png(again[1], 800)
    assert dots[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(dots[16:20], "big") == 800


@given(st.text(max_size=60), st.floats(40, 300))
def test_words_are_broken_into_lines_that_fit(text: str, width: float) -> None:
    """No line is wider than its room, there are no more than asked for, and what is cut says so."""
    lines = wrapped(text, width, 13, most=2)
    assert 1 <= len(lines) <= 2 and all(width_of(line, 13) <= width for line in lines)
    whole = wrapped(text, width, 13, most=60)
    assert lines == whole or lines[-1].endswith("…")


def test_nothing_outweighs_while_the_program_alone_read_it() -> None:
    """Which theme speaks most of trust is told only where people said which way its words point."""
    by_program = series(8, 5)
    said = [
        replace(one, facets={**one.facets, "valence": replace(one.facets["valence"], by_person=True)})
        for one in by_program.placed
    ]
    for report, people in ((by_program, False), (replace(by_program, placed=said), True)):
        found = {one.id: one.description for one in pictures(report, Telling(report))}["trust-by-theme"]
        assert ("outweighs" in found) is people and ("as the program reads" in found) is not people


def test_trust_is_drawn_together_over_five_circles_and_more() -> None:
    """As the range of the circles' middle answers, and said so; of fewer each circle's line stands alone."""
    few, many = (drawn(circles, 2)["trust-before-and-after"] for circles in (4, 8))
    assert few.table.rows[0][1:4] == ["4", "–", "–"] and "middle one" not in few.description
    assert many.table.rows[0][1:4] == ["8", "4 (3 … 5)", "4.5 (4 … 5)"]
    assert "The middle one of the circles' middle answers is 4 before" in many.description
