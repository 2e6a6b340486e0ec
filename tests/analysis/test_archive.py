"""A package for a data archive: whole, checked by its sums, honest about what it does not know."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from analysis.codebook import load
from analysis.corpus import Contribution
from analysis.evening import Evening, RoundHeld
from analysis.exporters.archive import ARCHIVE, SUMS, Archive
from analysis.exporters.deposit import Deposit
from analysis.registry import exporter_for
from analysis.report import Decided, Placed, Quote, Report, Theme
from analysis.words import LANGUAGES

DC = "{http://purl.org/dc/elements/1.1/}"


def report() -> Report:
    """One theme that the room corrected, one that it rejected; one contribution is not to be quoted."""
    texts = ["=open words", "my secret", "more words"]
    said = [Contribution(f"1-{n}", text, circle="1", quotable=n != 1) for n, text in enumerate(texts)]
    quotes = [Quote(c.id, 0, len(c.text), c.text) for c in said]
    theme = Theme("t1", "roads", ("road",), 2, quotes[:2], ("1-0", "1-1"), {"en": "roads"}, 1)
    kept = replace(theme, status="corrected", correction="=Our roads")
    gone = replace(theme, id="t2", size=1, quotes=quotes[2:], members=("1-2",), status="rejected")
    placed = [Placed("1-0", "t1", "lv", codes={"being_heard": 1.0}), Placed("1-1", "t1", "lv")]
    return Report(
        title="Roads & more",
        themes=[kept],
        placed=[*placed, Placed("1-2", "t2", "en")],
        contributions=said,
        method={"seed": 7},
        question="Whom do we trust?",
        rejected=[gone],
        log=[Decided("=Anna", "2026-12-01T10:00:00+00:00", "rename", "=clearer", ["t1", "1-0"])],
        evening=Evening(day="2026-10-03", checked=True, rounds=[RoundHeld("Opening", 10, 12)]),
        codebook=load("trust"),
    )


def parts_of(given: Report, archive: Archive = ARCHIVE, words: str = "en") -> dict[str, bytes]:
    out = io.BytesIO()
    archive.write(given, out, words=words)
    with zipfile.ZipFile(out) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@pytest.mark.parametrize("words", LANGUAGES)
def test_every_part_is_there_and_has_its_sum(words: str) -> None:
    """The sums are those that sha256sum would find; what was read first is what explains the rest."""
    parts = parts_of(report(), words=words)
    sums = dict(reversed(line.split("  ", 1)) for line in parts[SUMS].decode().splitlines())
    assert sums == {name: hashlib.sha256(part).hexdigest() for name, part in parts.items() if name != SUMS}
    assert next(iter(parts)) == "README.md"
    readme = parts["README.md"].decode("utf-8")
    assert all(
        name.rsplit("/", 1)[-1] in readme or f"{name.split('/')[0]}/`" in readme for name in [*parts][1:]
    )
    assert parts_of(report(), words=words) == parts


def test_what_is_not_known_is_not_made_up() -> None:
    """DataCite's mandatory properties stand, with its own word for what is still to come."""
    parts = parts_of(replace(report(), evening=None))
    told = json.loads(parts["metadata/datacite.json"])
    assert told["titles"] == [{"title": "Roads & more", "lang": "en"}]
    assert told["doi"] == told["publicationYear"] == told["publisher"]["name"] == ":tba"
    assert told["creators"] == [{"name": ":tba"}] and told["types"]["resourceTypeGeneral"] == "Dataset"
    assert "dates" not in told and "not a survey" in told["descriptions"][0]["description"]
    root = ElementTree.fromstring(parts["metadata/dublin-core.xml"])
    assert root.findtext(f"{DC}rights") == ":tba" and root.find(f"{DC}date") is None


def test_what_people_know_of_it_is_in_its_metadata() -> None:
    """Who made it, who publishes it, under which licence; the day and the languages come from the report."""
    deposit = Deposit(
        creators=("A <b> Institute",),
        publisher="An archive",
        year=2027,
        identifier="10.1/x",
        licence="CC BY 4.0",
        subjects=("trust",),
        coverage="Zemgale",
    )
    parts = parts_of(report(), Archive(deposit))
    told = json.loads(parts["metadata/datacite.json"])
    assert (told["doi"], told["publicationYear"], told["language"]) == ("10.1/x", 2027, "lv")
    assert told["dates"] == [{"date": "2026-10-03", "dateType": "Collected"}]
    root = ElementTree.fromstring(parts["metadata/dublin-core.xml"])
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    assert root.findtext(f"{DC}creator") == "A <b> Institute" and root.findtext(f"{DC}date") == "2026-10-03"
    assert [one.text for one in root.findall(f"{DC}language")] == ["lv", "en"]
    assert b":tba" not in parts["metadata/dublin-core.xml"] + parts["metadata/datacite.json"]


def test_coreq_has_its_32_items() -> None:
    """In their order; what the program knows is told, what it cannot know is left to people."""
    told = parts_of(report())["method/coreq.md"].decode("utf-8")
    items = [line for line in told.splitlines() if line[:1].isdigit()]
    assert [int(line.split(".")[0]) for line in items] == list(range(1, 33))
    assert "To be filled in" in items[3] and "To be filled in" in items[29]
    assert "Opening" in items[16] and "12 minutes" in items[20] and "trust" in items[24]
    assert "people coded: 1" in items[23].replace("\\", "") and "looked at the draft themes" in items[27]
    plain = parts_of(replace(report(), evening=None, codebook=None))["method/coreq.md"].decode("utf-8")
    items = [line for line in plain.splitlines() if line[:1].isdigit()]
    assert all("To be filled in" in items[number - 1] for number in (17, 19, 20, 21, 25, 28))


def test_what_people_decided_is_listed() -> None:
    """The room with its day, researchers with who, when and why; no cell is a formula. Whoever opens the
    package is told to look through names and memos."""
    parts = parts_of(report())
    rows = list(csv.reader(io.StringIO(parts["method/changes.csv"].decode("utf-8-sig"))))
    assert rows == [
        ["when", "who", "what", "decision", "why"],
        ["2026-10-03", "room", "t1 roads", "corrected: =Our roads", ""],
        ["2026-10-03", "room", "t2 roads", "rejected", ""],
        ["2026-12-01T10:00:00+00:00", "'=Anna", "t1; 1-0", "rename", "'=clearer"],
    ]
    assert "under the names they gave" in parts["README.md"].decode()
    codes = list(csv.reader(io.StringIO(parts["codes/codebook.csv"].decode("utf-8-sig"))))
    paths = [row[0] for row in codes]
    assert codes[0] == ["path", "description"] and len(paths) == len(set(paths)) > 17
    assert "Themes/=Our roads" in paths and any(
        path.endswith("/T03 Being heard and having influence") for path in paths
    )
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in (*rows, *codes) for cell in row)


def test_who_said_no_is_in_no_part() -> None:
    """Neither in texts nor codes nor metadata, also not in what is packed within."""
    for name, part in parts_of(report()).items():
        inner = [part]
        if name.endswith(".qdpx"):
            with zipfile.ZipFile(io.BytesIO(part)) as packed:
                inner = [packed.read(one) for one in packed.namelist()]
        assert not any(b"secret" in one for one in inner)


def test_the_ending_gives_it() -> None:
    """A report whose name ends in .zip is a package."""
    assert exporter_for(".zip") is ARCHIVE
