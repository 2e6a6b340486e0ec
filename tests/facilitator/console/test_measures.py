"""The measures of a plan go from a table into a circle's script, looked at before anything changes."""

import io
from typing import Any

from facilitator.script import load

TABLE = "Nr.;Pasākums;Apraksts\n1.1;Vēstules;Vienkāršā valodā.\n1.2;Atbildes;\n2.1;Tiešraides;\n"


def address(sitting: Any, part: str = "") -> str:
    return f"/circles/{sitting.circle}/script{part}"


def of(sitting: Any) -> Any:
    return sitting.house.shelf.of(sitting.circle).script


def upload(sitting: Any, content: bytes, name: str = "plāns.csv") -> Any:
    return sitting.console.client.post(
        address(sitting, "/measures"),
        data={"file": (io.BytesIO(content), name)},
        headers={"Accept-Language": "en"},
    )


def test_a_table_is_looked_at_and_then_taken(sitting: Any) -> None:
    """A round for each measure under its own name; nothing changes before it is taken."""
    console = sitting.console
    console.post(address(sitting, "/choose"), script="action-plan-review")
    assert "waits for the measures" in console.get(address(sitting))
    answer = upload(sitting, TABLE.encode("cp1257"))
    assert answer.status_code == 200 and "3 measures with 35 min each" in answer.text
    assert of(sitting) == load("action-plan-review")
    page = console.press(answer.text, "Take these measures")
    assert "2.1 Tiešraides" in page and "waits for the measures" not in page
    names = [one.title["ru"] for one in of(sitting).rounds if one.id.startswith("measure-")]
    assert names == ["1.1 Vēstules", "1.2 Atbildes", "2.1 Tiešraides"]
    assert of(sitting).minutes == sum(one.minutes for one in of(sitting).rounds) == 180
    page = console.get(address(sitting, "/rounds/measure-1-1"))
    assert console.send(page, "Keep this round").status_code == 200


def test_columns_and_minutes_are_chosen_on_the_way(sitting: Any) -> None:
    """Columns of other names are pointed at; with little time the page says what people would lack."""
    console = sitting.console
    answer = upload(sitting, b"who,what,why\nX,Roads,Mend them\nY,Bridges,\n")
    assert "Is the table read as it should be?" in answer.text
    page = console.press(answer.text, "Show it so", title="1", text="2", minutes="79")
    assert "2 measures with 2 min each" in page and "A measure gets 2 min." in page
    answer = console.send(page, "Take these measures", minutes="76")
    assert answer.status_code == 422 and "2 measures do not fit. Take 77 min" in answer.text
    console.press(console.press(answer.text, "Show it so", minutes="100"), "Take these measures")
    first = next(one for one in of(sitting).rounds if one.id == "measure-1")
    assert (first.title["lv"], first.say[0]["lv"]) == ("Roads", "Mend them")


def test_an_ordinary_script_is_replaced_and_the_page_says_so_before(sitting: Any) -> None:
    assert "What you changed in the script it has now goes." in sitting.console.get(
        address(sitting, "/measures")
    ).replace("&#39;", "'")


def test_a_table_that_cannot_be_read_is_refused_in_words(sitting: Any) -> None:
    """What is wrong, in which row, and what to do; the script stays."""
    for content, said in ((b"", "is empty (row 1)"), (b'title\n"Roads', "row"), (b"\x00\x01", "")):
        answer = upload(sitting, content)
        assert answer.status_code == 422 and said in answer.text
    answer = upload(sitting, b"title,text\n,Mend them\n")
    assert answer.status_code == 200 and "Row 2 has no title." in answer.text
    assert "Take these measures" not in answer.text
    assert upload(sitting, b"title\n" + b"x" * 450_000).status_code == 413
    assert of(sitting) == load("timeout-120")


def test_a_form_no_page_of_ours_sends_changes_nothing(sitting: Any) -> None:
    whole = {"table": "title\nRoads\n", "title": "0", "minutes": "120", "act": "take"}
    for changed in ({"act": "burn"}, {"title": "x"}, {"text": "-1"}, {"more": "1"}):
        answer = sitting.console.post(address(sitting, "/measures/take"), **(whole | changed))
        assert (answer.status_code, answer.json["code"]) == (422, "form")
    answer = sitting.console.post(address(sitting, "/measures/take"), **(whole | {"title": "7"}))
    assert answer.status_code == 422 and "no such column" in answer.text
    answer = sitting.console.post(address(sitting, "/measures/take"), **(whole | {"table": ""}))
    assert answer.status_code == 422
    assert of(sitting) == load("timeout-120")
