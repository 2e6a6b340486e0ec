"""The page on scripts says what the code says: every key, every choice, every check, every set."""

import re
from collections.abc import Sequence
from pathlib import Path

from facilitator import ground_rules, measures, method
from facilitator.script import load, read, scripts
from facilitator.script_shape import ASKS, ASPECTS, CHOICES, KINDS, round_keys, script_keys
from facilitator.shapes import texts

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
SAID = texts(())


def rows(heading: str) -> list[list[str]]:
    """Cells of the first table under a heading, without its head."""
    section = PAGE.split(f"## {heading}\n", 1)[1]
    table = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert table is not None
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in table[0].splitlines()[2:]]


def coded(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def keys(heading: str) -> list[str]:
    return [cell.strip("`") for cell, *_ in rows(heading)]


def test_the_page_has_every_key_and_no_other() -> None:
    """`based_on` and `like` are for files, and gone from a script that was read."""
    found = keys("A script's keys")
    assert sorted(found) == sorted(["based_on", *script_keys(SAID)])
    assert sorted(keys("A round's keys")) == sorted(["like", *round_keys(SAID)])
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE.split("A set's keys", 1)[1].split("\n## ")[0], re.M)) == {
        "id",
        "title",
        "year",
        "own",
        "rules",
    }


def test_what_may_stand_under_a_key_is_all_there() -> None:
    said = {cells[0].strip("`"): set(coded(cells[1])) for cells in rows("A round's keys")}
    for key, words in {**CHOICES, "asks": ASKS, "aspect": [one for one in ASPECTS if one]}.items():
        assert said[key] == set(words), key
    kinds = {cells[0].strip("`"): set(coded(cells[1])) for cells in rows("A script's keys")}["kind"]
    assert kinds == set(KINDS) == set(method.KINDS)


def test_every_script_and_every_rule_set_has_its_row() -> None:
    told = [(name, cells[1]) for cells in rows("Ground rules") for name in coded(cells[0])]
    assert sorted(told) == sorted((one, _year(one)) for one in ground_rules.sets())
    head = PAGE.split("\n## ", 1)[0]
    named = {name for line in head.splitlines() if line[:3] == "| `" for name in coded(line.split("|")[1])}
    assert named == set(scripts())
    for cells in rows("Ground rules"):
        assert cells[3] == ", ".join(ground_rules.load(cells[0].strip("`")).languages)


def test_the_minutes_of_the_page_are_the_scripts() -> None:
    for name, minutes in re.findall(r"^\| `([\w-]+)` \| (\d+) \|", PAGE.split("\n## ", 1)[0], re.M):
        assert load(name).minutes == int(minutes)


def test_every_check_weighs_what_the_page_says() -> None:
    table = rows("What is checked")
    weights = [method.KINDS[kind] for kind in KINDS]
    expected: list[Sequence[str]] = [["fault"] * len(KINDS)] * 2
    for field in ("order", "joint", "closing", "length", "away"):
        expected.append([getattr(held, field) for held in weights])
    assert [cells[1:] for cells in table] == [list(row) for row in expected]


def test_every_name_of_a_column_is_told() -> None:
    told = {
        cells[0].strip("`"): [cells[0].strip("`"), *coded(cells[1])]
        for cells in rows("Measures from a table")
    }
    assert told == {key: list(names) for key, names in measures.COLUMNS.items()}
    for number in (measures.LONGEST_TITLE, measures.LONGEST_TEXT, measures.MOST):
        assert re.search(rf"\b{number}\b", PAGE)


def test_the_example_of_the_page_works() -> None:
    """What people copy from the page is accepted as it stands."""
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    script = read(example[1].encode(), "library-evening.toml", named="library-evening")
    assert script.minutes == 100 and script.warnings() == []


def _year(name: str) -> str:
    return str(ground_rules.load(name).year or "")
