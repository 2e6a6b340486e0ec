"""The scripts at hand: chosen for a circle, changed there, kept for later circles, brought in from a file."""

from dataclasses import replace
from typing import Any

import pytest

from facilitator.drafting import settled, the_round, timed, without
from facilitator.script import Script, ScriptBroken, load, read
from facilitator.script_file import write
from facilitator.shelf import Shelf
from participant_ui.port import NoSuchCircle, NotNow, Stage, WordsRefused


@pytest.fixture(name="shelf")
def _shelf(table: Any) -> Shelf:
    return Shelf(table.store)


@pytest.fixture(name="circle")
def _circle(table: Any) -> str:
    return str(table.prepare.page().circles[0].id)


def slower(script: Script) -> Script:
    return settled(timed(script, {"dialogue": 40}))


def named(shelf: Shelf) -> list[str]:
    return [offer.script.id for offer in shelf.offers() if offer.own]


def test_a_circle_without_a_choice_has_the_usual_two_hours(shelf: Shelf, circle: str) -> None:
    """Also one that was made before there was a choice."""
    held = shelf.of(circle)
    assert held.script == load("timeout-120") and not held.chosen and not held.changed


def test_a_circle_is_made_with_the_script_it_chose(table: Any, shelf: Shelf, circle: str) -> None:
    """And its evenings copy that one."""
    own = shelf.bring(write(slower(load("timeout-120"))).encode(), "slow.toml")
    made = table.prepare.circle(title="Slow", question="", place="", language="ru", script=own)
    assert shelf.of(made).script.minutes == 125 and shelf.of(made).chosen
    table.session = table.prepare.session(made)
    assert table.script == shelf.of(made).script
    with pytest.raises(NoSuchCircle):
        table.prepare.circle(title="None", question="", place="", language="lv", script="none")


def test_an_evening_nobody_came_to_yet_follows_the_changed_script(
    table: Any, shelf: Shelf, circle: str
) -> None:
    shelf.change(circle, slower)
    assert table.script.minutes == 125
    held = shelf.of(circle)
    assert held.changed and held.longer == 5 and [one.same for one in held.followers] == [True]


def test_screens_of_an_evening_that_changed_along_are_told(table: Any, circle: str) -> None:
    """A desk that is open already looks again; nobody is told of an evening that kept its script."""
    told: list[str] = []
    shelf = Shelf(table.store, told.append)
    shelf.change(circle, slower)
    assert told == [table.session]
    table.sit()
    shelf.choose(circle, "timeout-120")
    assert told == [table.session]


@pytest.mark.parametrize("begun", ["seated", "left", "opened", "closed"])
def test_an_evening_that_people_came_to_keeps_its_script(
    table: Any, shelf: Shelf, circle: str, begun: str
) -> None:
    """Whoever took a seat was told how it goes; nothing of that changes under them."""
    if begun in ("seated", "left"):
        seat = table.sit()
        if begun == "left":
            table.circle.leave(seat, withdraw=True)
    else:
        table.open()
        if begun == "closed":
            table.close()
    shelf.change(circle, slower)
    assert table.script.minutes == 120
    assert [one.same for one in shelf.of(circle).followers] == [False]
    table.session = table.prepare.session(circle)
    assert table.script.minutes == 125


def test_a_change_that_cannot_be_changes_nothing(shelf: Shelf, circle: str) -> None:
    before = shelf.of(circle)
    with pytest.raises(NotNow, match="rules_stay"):
        shelf.change(circle, lambda script: without(script, "ground-rules"))
    assert shelf.of(circle) == before


def test_a_script_is_kept_under_a_name_and_chosen_for_a_later_circle(
    table: Any, shelf: Shelf, circle: str
) -> None:
    """The circle it came from has it too; changing it there does not change what was kept."""
    shelf.change(circle, slower)
    name = shelf.keep(circle, "  Bibliotēkas  vakars ")
    assert name == "bibliotekas-vakars" and not shelf.of(circle).changed
    later = table.prepare.circle(title="Later", question="", place="", language="lv")
    shelf.choose(later, name)
    assert shelf.of(later).script.title["lv"] == "Bibliotēkas vakars"
    shelf.change(later, lambda script: timed(script, {"dialogue": 50}))
    assert shelf.of(later).changed and shelf.one(name).script.minutes == 125


def test_a_name_becomes_one_that_a_file_can_have(shelf: Shelf, circle: str) -> None:
    """In any alphabet, and never one that comes with aplis."""
    names = {
        "Вечер в библиотеке": "vecer-v-biblioteke",
        "!?": "own-2",
        "timeout-120": "timeout-120-2",
        "a" * 99: "a" * 40,
    }
    assert [shelf.keep(circle, title) for title in names] == list(names.values())


def test_one_name_is_given_once(shelf: Shelf, circle: str) -> None:
    assert [shelf.keep(circle, "Vakars") for _ in range(3)] == ["vakars", "vakars-2", "vakars-3"]
    with pytest.raises(WordsRefused):
        shelf.keep(circle, "  ")


def test_a_file_brought_in_is_a_script_of_the_series(shelf: Shelf) -> None:
    """The same file twice is one script; another under the same name gets a number; none replaces ours."""
    own = replace(slower(load("timeout-120")), id="library")
    assert shelf.bring(write(own).encode(), "library.toml") == "library"
    assert shelf.bring(write(own).encode(), "library (1).toml") == "library"
    assert shelf.bring(write(replace(own, minutes=125, source=own.title)).encode(), "x.toml") == "library-2"
    assert shelf.bring(write(load("timeout-120")).encode(), "x.toml") == "timeout-120-2"
    assert named(shelf) == ["library", "library-2", "timeout-120-2"]
    assert shelf.one("library").own and not shelf.one("timeout-120").own


def test_what_goes_out_comes_in_the_same(shelf: Shelf, circle: str) -> None:
    shelf.change(circle, slower)
    script = shelf.of(circle).script
    assert read(write(script).encode(), "x.toml") == script


def test_a_file_that_is_no_script_is_refused_and_nothing_changes(shelf: Shelf) -> None:
    for content in (b"", b"\xff\xfe", b"minutes = ", b"id = 'x'", b"x = " + b"9" * 5000):
        with pytest.raises(ScriptBroken) as broken:
            shelf.bring(content, "vakars.toml")
        assert str(broken.value).startswith("vakars.toml: ")
    assert named(shelf) == []


def test_a_script_taken_off_the_shelf_stays_with_its_circle(shelf: Shelf, circle: str) -> None:
    name = shelf.keep(circle, "Vakars")
    shelf.drop(name)
    assert named(shelf) == [] and shelf.of(circle).script.title["lv"] == "Vakars"
    for gone in (name, "timeout-120"):
        with pytest.raises(NoSuchCircle):
            shelf.drop(gone)


def test_the_shelf_has_an_end(shelf: Shelf, circle: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facilitator.shelf.MOST", 2)
    for _ in range(2):
        shelf.keep(circle, "Vakars")
    with pytest.raises(NotNow, match="shelf_full"):
        shelf.keep(circle, "Vakars")


def test_a_circle_that_is_not_there_has_no_script(shelf: Shelf) -> None:
    for ask in (shelf.of, lambda id: shelf.choose(id, "timeout-120"), lambda id: shelf.change(id, slower)):
        with pytest.raises(NoSuchCircle):
            ask("none")


def test_a_waiting_evening_without_people_is_still_waiting(table: Any, shelf: Shelf, circle: str) -> None:
    """Taking the changed script opens nothing and gives no new code."""
    shelf.change(circle, slower)
    with table.store.read() as work:
        row = work.session(table.session)
    assert (row.stage, row.link, row.code) == (Stage.WAITING, table.link, table.code)
    assert the_round(table.script, "dialogue").minutes == 40
