"""Somebody comes with a slip code: their own words at the desk, and nobody else's."""

from typing import Any

import pytest

from participant_ui.port import Consent


@pytest.fixture(name="code")
def _code(sitting: Any) -> str:
    """A slip with one text, beside somebody else's on a phone."""
    sitting.writing("Somebody else's words")
    _, code = sitting.house.desk.paper_slip(sitting.id, Consent(True, False), key="p" * 16)
    sitting.house.record.keep(sitting.id, "The council did not lisen", key="k" * 16, paper=1)
    return str(code)


def shown(sitting: Any, code: str) -> str:
    page = sitting.console.get(sitting.url("slip"))
    return str(sitting.console.press(page, "Show these words", slip=code))


def test_words_are_read_corrected_and_taken_back_at_the_desk(sitting: Any, code: str) -> None:
    """With no phone at all; the code stands in no address."""
    page = shown(sitting, code)
    assert "The council did not lisen" in page and "Somebody else" not in page
    page = sitting.console.press(page, "Keep it mended", text="The council did not listen")
    assert "The council did not listen" in page
    page = sitting.console.press(page, "Yes, take them back")
    assert "There are no words under this code" in page
    assert [one["text"] for one in sitting.console.now(sitting.id)["words"]] == ["Somebody else's words"]


def test_a_choice_is_changed_at_the_desk(sitting: Any, code: str) -> None:
    sitting.console.post(sitting.url("slip", "consent"), slip=code, archive="on")
    assert sitting.house.slips.read(code).consent == Consent(False, True)


def test_a_mistyped_code_is_told_and_shows_nothing(sitting: Any, code: str) -> None:
    answer = sitting.console.send(sitting.console.get(sitting.url("slip")), "Show these words", slip="00000")
    assert answer.status_code == 404 and "This code is not known here" in answer.text


def test_sealed_words_are_taken_back_and_no_longer_corrected(sitting: Any, code: str) -> None:
    sitting.console.post(sitting.url("stage"), seen=str(sitting.state), to="closed")
    sitting.console.post(sitting.url("seal"), seen=str(sitting.state))
    page = shown(sitting, code)
    assert "no longer corrected" in page and "Keep it mended" not in page
    id = sitting.house.slips.read(code).words[0].id
    late = sitting.console.post(sitting.url("slip", "mend"), slip=code, id=id, text="Other words")
    assert (late.status_code, late.json["code"]) == (409, "sealed")
    sitting.console.press(page, "Yes, take them back")
