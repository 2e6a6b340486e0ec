"""What people wrote, at the desk: revealed together by the large button, held back, joined and parted."""

import dataclasses
from typing import Any

import pytest

from facilitator.script import load
from participant_ui.port import Consent, Seat


@pytest.fixture(name="sharing")
def _sharing(sitting: Any) -> Any:
    """The same evening with a script that shares the insights with phones."""
    script = load("timeout-120")
    rounds = [dataclasses.replace(r, shared="phones") if r.id == "insight" else r for r in script.rounds]
    house = sitting.house
    sitting.id = house.prepare.session(sitting.circle, dataclasses.replace(script, rounds=tuple(rounds)))
    sitting.open()
    sitting.turn([r.id for r in rounds].index("insight"))
    return sitting


def write(sitting: Any, text: str, key: str) -> tuple[Seat, str]:
    seat = sitting.house.circle.take_seat(sitting.link, Consent(True, False), language="lv", key=key * 16)
    return seat, sitting.house.circle.contribute(seat, text, key=key * 16, round="").id


def now(sitting: Any) -> dict[str, Any]:
    return dict(sitting.console.now(sitting.id))


def by_id(sitting: Any) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in now(sitting)["words"]}


def test_what_was_written_is_shown_together_by_the_large_button(sharing: Any) -> None:
    """While nothing waits the next round comes next; late words are shown by the same button once more."""
    assert now(sharing)["next"]["act"] == "turn"
    first = [write(sharing, text, key)[1] for text, key in (("A ladder was lent", "a"), ("Silence", "b"))]
    step = now(sharing)
    assert (step["next"]["act"], step["waiting"]) == ("reveal", 2)
    assert all(one["shows"] == "together" for one in step["words"])
    page = sharing.console.press(sharing.console.get(sharing.url()), "Show them all together: 2")
    assert "shown to the room" in page
    assert {by_id(sharing)[id]["state"] for id in first} == {"released"}
    assert now(sharing)["next"]["act"] == "turn"
    write(sharing, "And one thing more", "c")
    assert (now(sharing)["next"]["act"], now(sharing)["waiting"]) == ("reveal", 1)


def test_words_are_held_back_before_and_can_follow_later(sharing: Any) -> None:
    _, kept = write(sharing, "A name that should not be here", "a")
    write(sharing, "Something for all", "b")
    sharing.console.press(sharing.console.get(sharing.url()), "Hold back")
    held = by_id(sharing)[kept]
    assert (held["state"], held["shows"]) == ("hidden", "together") and now(sharing)["waiting"] == 1
    sharing.console.press(sharing.console.get(sharing.url()), "Show them all together: 1")
    assert by_id(sharing)[kept]["state"] == "hidden"
    sharing.console.press(sharing.console.get(sharing.url()), "Show to the room")
    assert by_id(sharing)[kept]["state"] == "released"


def test_nearly_the_same_words_are_offered_as_one_card_and_parted_again(sharing: Any) -> None:
    """One tap: a person decides, a program only offers."""
    ids = [
        write(sharing, text, key)[1] for text, key in (("Let us talk more", "a"), ("let us talk more", "b"))
    ]
    assert [set(group["ids"]) for group in now(sharing)["near"]] == [set(ids)]
    sharing.console.press(sharing.console.get(sharing.url()), "Show as one card")
    assert now(sharing)["near"] == []
    behind = [one for one in now(sharing)["words"] if one["joined_to"]]
    assert len(behind) == 1
    sharing.console.post(sharing.url("words", behind[0]["id"], "part"))
    assert not [one for one in now(sharing)["words"] if one["joined_to"]]


def test_late_words_of_an_earlier_round_follow_theirs(sharing: Any) -> None:
    """The phone was cut off: what comes when the next round is on is shown with its own round's words."""
    seat, _ = write(sharing, "In time", "a")
    sharing.console.press(sharing.console.get(sharing.url()), "Show them all together: 1")
    sharing.turn(now(sharing)["current"] + 1)
    late = sharing.house.circle.contribute(seat, "Too late for that", key="z" * 16, round="insight").id
    assert by_id(sharing)[late]["shows"] == "late" and now(sharing)["next"]["act"] == "turn"
    sharing.console.press(sharing.console.get(sharing.url()), "Show with the others")
    assert by_id(sharing)[late]["state"] == "released"


def test_a_line_of_the_recorder_can_be_shown(sitting: Any) -> None:
    """The room has heard it; a line that is not for quoting stays at the desk."""
    sitting.open()
    sitting.turn(4)
    sitting.house.desk.agreed_aloud(sitting.id, 4, 4)
    said = sitting.house.record.keep(sitting.id, "Somebody lent a ladder", key="a" * 16).id
    kept = sitting.house.record.keep(sitting.id, "Not for quoting", key="b" * 16, quotable=False).id
    assert (by_id(sitting)[said]["shows"], by_id(sitting)[kept]["shows"]) == ("room", "unquotable")
    sitting.console.press(sitting.console.get(sitting.url()), "Show to the room")
    assert by_id(sitting)[said]["state"] == "released"


def test_a_closed_record_is_sealed_and_the_circle_stays_closed(sitting: Any) -> None:
    """With what it means beside the button; then there is nothing left to open again."""
    sitting.open()
    page = sitting.console.press(sitting.console.get(sitting.url()), "Yes, close the circle")
    assert "no longer correct them" in page
    page = sitting.console.press(page, "Yes, seal it for good")
    assert "The record is sealed" in page and now(sitting)["sealed"]
    again = sitting.console.post(sitting.url("stage"), seen=str(sitting.state), to="open")
    assert (again.status_code, again.json["code"]) == (409, "sealed")


def test_only_cards_are_joined(sitting: Any) -> None:
    """Anything but the ids of two or more is refused."""
    for words in ("", "one", "a b", "0" * 32, "x" * 32 + " " + "0" * 32):
        assert sitting.console.post(sitting.url("words", "join"), words=words).status_code == 422
