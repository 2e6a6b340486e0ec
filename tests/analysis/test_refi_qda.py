"""A report for other programs of qualitative analysis: valid, whole, every place counted right."""

import io
import os
import re
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from analysis.codebook import load
from analysis.corpus import Contribution
from analysis.evening import Answered, Evening
from analysis.exporters.code_tree import quote_guid, theme_guid
from analysis.exporters.refi_qda import CODEBOOK, MACHINE, PERSON, PROJECT, PROJECT_CRLF, Project
from analysis.registry import exporter, exporter_for
from analysis.report import Placed, Quality, Quote, Report, Theme, Told
from analysis.words import LANGUAGES

SCHEMA = Path(__file__).resolve().parents[3] / "shared" / "data" / "refi-qda" / "Project.xsd"
P = "{urn:QDA-XML:project:1.0}"
C = "{urn:QDA-XML:codebook:1.0}"
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def report(texts: list[str], *, closed: tuple[int, ...] = ()) -> Report:
    """Two circles; all but the last in one theme, quoted from the second sign on."""
    said = [
        Contribution(f"{n % 2}-{n}", text, "S7", f"Round {n}", str(n % 2), quotable=n not in closed)
        for n, text in enumerate(texts)
    ]
    inside = said[:-1]
    quotes = tuple(Quote(c.id, 1, len(c.text), c.text[1:]) for c in inside)
    theme = Theme(
        *("t1", "roads", ("road", "bus"), len(inside), quotes),
        members=tuple(c.id for c in inside),
        circles=2,
        quality=Quality(0.5, 0.25, 1.0, "reliable", 4, ("lv", "en")),
    )
    placed = [*(Placed(c.id, "t1", "en", 0.5) for c in inside), Placed(said[-1].id, None, "lv")]
    return Report("Roads & more", [theme], placed, said, {"seed": 7}, "Whom do we trust?")


def coded(texts: list[str]) -> Report:
    """The first contribution is coded by the machine, the second by a person; two themes have one name."""
    given = replace(report(texts), codebook=load("trust"))
    first = replace(given.placed[0], codes={"being_heard": 0.9, "local_government": 0.4})
    facets = {"trust_object": Told("citizen_state", 0.8), "valence": Told("distrust", 1.0)}
    second = replace(given.placed[1], codes={"being_heard": 1.0, "no such code": 0.5}, facets=facets)
    twin = replace(given.themes[0], id="t2", quotes=(), members=(), size=0)
    return replace(given, placed=[first, second, *given.placed[2:]], themes=[given.themes[0], twin])


def of_an_evening(texts: list[str]) -> Report:
    given = coded(texts)
    gone = replace(given.themes[0], id="t9", status="rejected", quotes=())
    told = Evening(day="2026-10-03", checked=True, answers=[Answered("What was agreed?", "Nothing yet")])
    return replace(given, rejected=[gone], evening=told)


EMPTY = Report("Nothing", [], [], [])
TEXTS = ["nobody answers us", "they lie \r\nto us", "👩‍🦽 un 🙂\nē", "yes"]
REPORTS = [report(TEXTS), coded(TEXTS), of_an_evening(TEXTS), report(["a", "b"], closed=(0, 1)), EMPTY]


def parts_of(given: Report, project: Project = PROJECT, words: str = "en") -> dict[str, bytes]:
    out = io.BytesIO()
    project.write(given, out, words=words)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree_of(parts: dict[str, bytes]) -> ElementTree.Element:
    return ElementTree.fromstring(parts["project.qde"])


def codebook_of(given: Report, words: str = "en") -> bytes:
    out = io.BytesIO()
    CODEBOOK.write(given, out, words=words)
    return out.getvalue()


def passages(parts: dict[str, bytes], code: str) -> list[str]:
    """The words that carry a code, as a program cuts them out of the sources."""
    found = []
    for source in tree_of(parts).iter(f"{P}TextSource"):
        text = parts[source.attrib["plainTextPath"].replace("internal://", "sources/")].decode("utf-8")
        for one in source.iter(f"{P}PlainTextSelection"):
            carried = {ref.attrib["targetGUID"] for ref in one.iter(f"{P}CodeRef")}
            if code in carried:
                found.append(text[int(one.attrib["startPosition"]) : int(one.attrib["endPosition"])])
    return found


@pytest.mark.parametrize("given_", REPORTS)
@pytest.mark.parametrize("project", [PROJECT, PROJECT_CRLF])
def test_a_project_is_valid(given_: Report, project: Project) -> None:
    """By the schema as published with the standard, in every language of ours, also with nothing in it."""
    if not SCHEMA.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{SCHEMA} is not there")
        pytest.skip("Project.xsd is not there")
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    for words in LANGUAGES:
        schema.assertValid(etree.fromstring(parts_of(given_, project, words)["project.qde"]))


@pytest.mark.parametrize("given_", REPORTS)
def test_every_name_means_one_thing(given_: Report) -> None:
    """A GUID is given once, what refers to one finds it, and no two codes have one name: programs insist."""
    parts = parts_of(given_)
    root = tree_of(parts)
    guids = [one.attrib["guid"] for one in root.iter() if "guid" in one.attrib]
    assert len(guids) == len(set(guids)) and all(GUID.fullmatch(guid) for guid in guids)
    pointing = ("targetGUID", "creatingUser", "creatingUserGUID")
    assert {one.attrib[key] for one in root.iter() for key in pointing if key in one.attrib} <= set(guids)
    for tag in ("Code", "TextSource", "Case", "Note", "Variable"):
        names = [one.attrib["name"].casefold() for one in root.iter(f"{P}{tag}")]
        assert len(names) == len(set(names))
    paths = {one.attrib["plainTextPath"] for one in root.iter() if "plainTextPath" in one.attrib}
    assert {path.replace("internal://", "sources/") for path in paths} == parts.keys() - {"project.qde"}


@pytest.mark.parametrize("given_", REPORTS)
def test_names_hold_from_one_export_to_the_next(given_: Report) -> None:
    """The same bytes each time; the same GUIDs whatever language the report is in."""
    known = []
    for words in LANGUAGES:
        assert parts_of(given_, words=words) == parts_of(given_, words=words)
        known.append([one.get("guid") for one in tree_of(parts_of(given_, words=words)).iter()])
    assert all(one == known[0] for one in known)
    first, again = io.BytesIO(), io.BytesIO()
    PROJECT.write(given_, first)
    PROJECT.write(given_, again)
    assert first.getvalue() == again.getvalue()


LINES = st.lists(st.sampled_from(["\r\n", "\r", "\n", "a", "🙂", "ē", "e\u0304", "\u2028", " ", "👩‍🦽"])).map(
    "".join
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES.map(lambda text: f"x{text}x"), min_size=2, max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_every_place_is_counted_right(texts: list[str], line_end: str) -> None:
    """Whatever lines end in and whatever emoji there are: what carries a code is what was said, exactly."""
    given = report(texts)
    parts = parts_of(given, Project(line_end))
    meant = [re.sub("\r\n|\r|\n", line_end, text) for text in texts]
    by_circle = [text for circle in (0, 1) for text in meant[:-1][circle::2]]
    assert passages(parts, quote_guid(given)) == [text[1:] for text in by_circle]
    themed = passages(parts, theme_guid(given, "t1"))
    assert themed == [part for text in by_circle for part in (text, text[1:])]
    assert passages(parts, theme_guid(given, None)) == meant[-1:]


def test_texts_are_plain() -> None:
    """UTF-8 without a mark, lines end in one way, no sign that a program would trip over."""
    given = report(["a\r\nb\rc", "\x00\x0b\x1f\x7f\ufffe end", "last"])
    for project, ends in ((PROJECT, b"\n"), (PROJECT_CRLF, b"\r\n")):
        for name, content in parts_of(given, project).items():
            assert not content.startswith(b"\xef\xbb\xbf") and content.decode("utf-8")
            assert b"\x00" not in content and b"\x0b" not in content
            if name.startswith("sources/") and b"[0-0" in content:
                assert content.replace(ends, b"").count(b"\r") == content.replace(ends, b"").count(b"\n") == 0
                assert b"a" + ends + b"b" + ends + b"c" in content
    assert passages(parts_of(given), theme_guid(given, "t1"))[-2:] == [
        "\ufffd" * 5 + " end",
        "\ufffd" * 4 + " end",
    ]


def test_who_coded_is_told_apart() -> None:
    """What a person decided is the coder's, all else the program's; no token of who spoke is anywhere."""
    given = coded(TEXTS)
    parts = parts_of(given)
    root = tree_of(parts)
    assert [user.attrib["guid"] for user in root.iter(f"{P}User")] == [MACHINE, PERSON]
    by = Counter(one.attrib["creatingUser"] for one in root.iter(f"{P}Coding"))
    assert by[PERSON] == 2 and set(by) == {MACHINE, PERSON}
    for one in root.iter(f"{P}PlainTextSelection"):
        assert {coding.attrib["creatingUser"] for coding in one.iter(f"{P}Coding")} == {
            one.attrib["creatingUser"]
        }
    heard = load("trust").code("being_heard").guid
    assert sorted(passages(parts, heard)) == ["nobody answers us", "they lie \nto us"]
    assert not any(b"S7" in content for content in parts.values())


def test_who_said_no_is_counted_and_not_shown() -> None:
    """A note stands in the place of the words and carries the theme, so that counts are right."""
    given = report(["my secret", "open words", "other secret"], closed=(0, 2))
    parts = parts_of(given)
    assert not any(b"secret" in content for content in parts.values())
    assert passages(parts, theme_guid(given, "t1")) == [
        "(Counted, not to be quoted)",
        "open words",
        "pen words",
    ]
    assert b"secret" not in codebook_of(given)


def test_what_is_known_of_a_circle_goes_with_it() -> None:
    """A source and a case for each circle, with counts, languages and the day; the method is a note."""
    parts = parts_of(of_an_evening(TEXTS))
    root = tree_of(parts)
    assert [one.attrib["name"] for one in root.iter(f"{P}Case")] == ["Circle 0", "Circle 1"]
    values = [
        [one[1].text for one in source.iter(f"{P}VariableValue")] for source in root.iter(f"{P}TextSource")
    ]
    assert values == [["2", "en", "2026-10-03"], ["2", "en, lv", "2026-10-03"]]
    assert root.attrib["creationDateTime"] == "2026-10-03T00:00:00Z"
    notes = {note.attrib["name"]: note.attrib["plainTextPath"] for note in root.iter(f"{P}Note")}
    evening = parts[notes["The evening"].replace("internal://", "sources/")].decode("utf-8")
    assert "What was agreed?" in evening and "Nothing yet" in evening
    assert "not a survey" in parts[notes["Method"].replace("internal://", "sources/")].decode("utf-8")
    assert "not a survey" in (root.findtext(f"{P}Description") or "")


@pytest.mark.parametrize("given_", REPORTS)
def test_a_codebook_keeps_to_the_standard(given_: Report) -> None:
    """Codes and nothing else in it: at least one, each named and coloured as the format has it, a
    definition before the codes under it; the same codes as in the project."""
    for words in LANGUAGES:
        root = ElementTree.fromstring(codebook_of(given_, words))
        assert root.tag == f"{C}CodeBook" and [one.tag for one in root] == [f"{C}Codes"] and len(root[0])
        for code in root.iter(f"{C}Code"):
            assert set(code.attrib) <= {"guid", "name", "isCodable", "color"} and code.attrib["name"].strip()
            assert GUID.fullmatch(code.attrib["guid"]) and code.attrib["isCodable"] in ("true", "false")
            assert re.fullmatch("#[0-9A-Fa-f]{6}", code.get("color", "#000000"))
            tags = [one.tag for one in code]
            assert tags == sorted(tags, reverse=True) and tags.count(f"{C}Description") <= 1
        both = [[one.attrib["guid"] for one in root.iter(f"{C}Code")]]
        project = tree_of(parts_of(given_, words=words))
        assert [[one.attrib["guid"] for one in project.iter(f"{P}Code")]] == both


def test_the_trust_codebook_comes_whole() -> None:
    """Sixteen codes under their parts with their own GUIDs, what belongs to them and what does not."""
    root = ElementTree.fromstring(codebook_of(coded(TEXTS), "lv"))
    book = load("trust")
    codes = {one.attrib["guid"]: one for one in root.iter(f"{C}Code")}
    assert {code.guid for code in book.codes} <= codes.keys() and len(book.codes) == 16
    heard = codes[book.code("being_heard").guid]
    assert (
        heard.attrib["name"].startswith("T03 ")
        and book.code("being_heard").label["lv"] in heard.attrib["name"]
    )
    assert "Šeit pieder" in (heard.findtext(f"{C}Description") or "")
    parents = [one.attrib["name"] for one in root[0] if heard in list(one)]
    assert len(parents) == 1 and all(one.get("isCodable") == "false" for one in root[0] if len(one) > 1)


def test_the_registry_gives_them() -> None:
    """By name and by ending; CRLF, which some programs want, by its name."""
    assert exporter("qdc") is CODEBOOK is exporter_for(".qdc")
    assert exporter("qdpx") is PROJECT is exporter_for(".qdpx")
    assert exporter("qdpx-crlf") is PROJECT_CRLF
