"""A project that comes back: what was coded elsewhere is found again at the words it belongs to."""

import io
import zipfile

import pytest

from analysis import qda_project
from analysis.agreement import compare
from analysis.corpus import Contribution
from analysis.exporters.refi_qda import PROJECT, PROJECT_CRLF, Project
from analysis.exporters.sources import places
from analysis.exporters.telling import Telling
from analysis.qda_project import QdaProject, coded_by, read_project
from analysis.report import Placed, Quote, Report, Theme
from analysis.words import CannotRead

TEXTS = ["nobody 🙂 answers", "they lie\nto us", "they came", "yes"]


def report(texts: list[str] = TEXTS) -> Report:
    """Two circles; the first three contributions in a theme, the second quoted in part."""
    said = [Contribution(f"{n % 2}-{n}", text, circle=str(n % 2)) for n, text in enumerate(texts)]
    quotes = [Quote("1-1", 5, 8, "lie")]
    theme = Theme("t1", "roads", ("road",), 3, quotes, tuple(c.id for c in said[:3]), circles=2)
    placed = [*(Placed(c.id, "t1", "en") for c in said[:3]), Placed(said[3].id, None, "en")]
    return Report("Roads", [theme], placed, said)


def written(project: Project = PROJECT) -> dict[str, bytes]:
    out = io.BytesIO()
    project.write(report(), out)
    with zipfile.ZipFile(out) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def coded(project: QdaProject) -> dict[tuple[str, str], list[str]]:
    """Coder and code, with the words that carry it."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in project.codings:
        found.setdefault((one.coder, one.code.name), []).append(one.text.text[one.start : one.end])
    return found


OURS = {
    ("The program", "roads"): ["nobody 🙂 answers", "they came", "they lie\nto us", "lie"],
    ("The program", "In no theme"): ["yes"],
    ("The program", "Quotes"): ["lie"],
}


def as_others_write(parts: dict[str, bytes]) -> dict[str, bytes]:
    """A mark before each text, another name for the folder and the file, GUIDs in braces and small."""
    tree = parts.pop("project.qde").decode("utf-8").replace('GUID="', 'GUID="{').replace('guid="', 'guid="{')
    for guid in {name.removeprefix("sources/").removesuffix(".txt") for name in parts}:
        tree = tree.replace(f'"{{{guid}"', f'"{{{guid.lower()}}}"')
    others = {name.replace("sources/", "Sources/"): b"\xef\xbb\xbf" + text for name, text in parts.items()}
    return {"My project.QDE": tree.encode("utf-8"), **others}


@pytest.mark.parametrize("project", [PROJECT, PROJECT_CRLF])
def test_what_we_wrote_we_read(project: Project) -> None:
    """Texts, codes under their headings, and every passage at its words, with either kind of line's end."""
    parts = written(project)
    for content in (packed(parts), packed(as_others_write(dict(parts)))):
        found = read_project(content, "back.qdpx")
        assert coded(found) == OURS and (found.name, found.origin) == ("Roads", "aplis")
        assert [text.name for text in found.texts] == ["Circle 0", "Circle 1"]
        assert not any("\r" in text.text for text in found.texts)
        themes = {code.name: code for code in found.codes}
        assert themes["roads"].above == ("Themes",) and not themes["Themes"].codable


@pytest.mark.parametrize("program", [b"ATLAS.ti 25", b"QualCoder 3.8"])
def test_a_line_end_may_count_as_one(program: bytes) -> None:
    """There are programs that write a return and a line feed, and count them as one sign."""
    parts = written()
    for name in [name for name in parts if name.startswith("sources/")]:
        parts[name] = parts[name].replace(b"\n", b"\r\n")
    parts["project.qde"] = parts["project.qde"].replace(b'origin="aplis"', b'origin="' + program + b'"')
    assert coded(read_project(packed(parts), "back.qdpx")) == OURS


def two_coders() -> bytes:
    """Our project, in which Anna and Ben have coded by hand; Ben only looked at the second circle."""
    parts = written()
    tree = parts["project.qde"].decode("utf-8")
    a, b = (f"{n:08d}-0000-0000-0000-000000000000" for n in (1, 2))
    users = "".join(f'<User guid="{guid}" name="{name}"/>' for guid, name in ((a, "Anna"), (b, "Ben")))
    tree = tree.replace("</Users>", f"{users}</Users>")
    head, *texts = tree.split("<TextSource ")
    code = next(c.guid for c in read_project(packed(parts), "x").codes if c.name == "roads")
    for place, (start, end, coders) in enumerate([(0, 31, (a,)), (10, 14, (a, b))]):
        marks = "".join(
            f'<Coding guid="{c}" creatingUser="{c}"><CodeRef targetGUID="{code}"/></Coding>' for c in coders
        )
        selection = f'<PlainTextSelection guid="{a}" startPosition="{start}" endPosition="{end}">{marks}'
        selection += "</PlainTextSelection>"
        texts[place] = texts[place].replace("<PlainTextSelection", f"{selection}<PlainTextSelection", 1)
    parts["project.qde"] = "<TextSource ".join([head, *texts]).encode("utf-8")
    return packed(parts)


def test_two_coders_can_be_compared() -> None:
    """What each gave to which contribution, for agreement; who coded in a text looked at all of it."""
    found = coded_by(read_project(two_coders(), "back.qdpx"), places(Telling(report())))
    assert found["Anna"] == {"0-0": {"roads"}, "0-2": {"roads"}, "1-1": {"roads"}, "1-3": frozenset()}
    assert found["Ben"] == {"1-1": {"roads"}, "1-3": frozenset()}
    compared = compare({name: found[name] for name in ("Anna", "Ben")})
    assert compared.n == 2 and compared.alone == 2 and compared.codes["roads"].percent.value == 1
    assert found["The program"]["1-1"] == {"roads", "Quotes"}


def test_a_text_that_was_changed_is_not_guessed_at() -> None:
    """Where the words are no longer those that went out, no contribution is given what may not be its own."""
    parts = {name: text.replace(b"they", b"we") for name, text in written().items()}
    found = coded_by(read_project(packed(parts), "back.qdpx"), places(Telling(report())))
    assert found == {}


DEEP = b"<Code>" * 5_000 + b"</Code>" * 5_000
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><Project xmlns="urn:QDA-XML:project:1.0" name="&a;"/>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no archive",
        packed({}),
        packed({"notes.txt": b"no project"}),
        packed({"project.qde": b"<Project"}),
        packed({"project.qde": LAUGHS}),
        packed({"project.qde": LAUGHS.decode().encode("utf-16")}),
        packed({"project.qde": b"<Code/>"}),
        packed({"project.qde": b"<Project><CodeBook>" + DEEP + b"</CodeBook></Project>"}),
        packed(
            {**written(), "project.qde": written()["project.qde"].replace(b'tPosition="', b'tPosition="x')}
        ),
        packed({name: part.replace(b"nobody", b"\xff\xfe") for name, part in written().items()}),
    ],
)
def test_what_is_no_project_is_refused_in_a_sentence(content: bytes) -> None:
    """Nothing but a refusal that says the file and what to do."""
    with pytest.raises(CannotRead, match=r"back\.qdpx is no REFI-QDA project"):
        read_project(content, "back.qdpx")


def test_a_trap_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that says it becomes a very large one is refused before anything in it is read."""
    monkeypatch.setattr(qda_project, "MOST_BYTES", 1_000_000)
    with pytest.raises(CannotRead, match="more than 1 megabytes"):
        read_project(packed({**written(), "sources/big.mp4": b"0" * 1_000_001}), "back.qdpx")


@pytest.mark.parametrize(
    "path", ["internal://gone.txt", "absolute:///etc/passwd", "relative://../../etc/passwd", ""]
)
def test_nothing_outside_the_archive_is_opened(path: str) -> None:
    """A text that lies elsewhere is missing, and that is said."""
    parts = written()
    tree = parts["project.qde"].decode("utf-8")
    here = tree.index('plainTextPath="') + len('plainTextPath="')
    parts["project.qde"] = (tree[:here] + path + tree[tree.index('"', here) :]).encode("utf-8")
    with pytest.raises(CannotRead, match="the text “Circle 0” is not in it"):
        read_project(packed(parts), "back.qdpx")
