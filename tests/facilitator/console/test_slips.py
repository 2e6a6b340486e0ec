"""A slip code typed at the desk: one's own words read, corrected, taken back, with no phone."""

import pytest

from participant_ui.port import Consent, Stage


@pytest.fixture(name="slip")
def _slip(sitting):
    """Two people on paper; the first wrote two things, the second one."""
    _, code = sitting.house.desk.paper_slip(sitting.id, Consent(True, False), key="p" * 16)
    sitting.house.desk.paper_slip(sitting.id, Consent(True, False), key="q" * 16)
    sitting.open()
    sitting.turn(3)
    keep = sitting.house.record.keep
    for number, (text, paper) in enumerate((("First thought", 1), ("Second", 1), ("Somebody else's", 2))):
        keep(sitting.id, text, key=f"key-number-{number:06}", paper=paper)
    return code


def post(sitting, path, **fields):
    return sitting.console.client.post(path, data=fields, headers={"Accept-Language": "en"})


def id_of(sitting, text):
    with sitting.house.store.read() as work:
        return next(c.id for c in work.contributions(sitting.id) if c.text == text)


def texts(sitting):
    with sitting.house.store.read() as work:
        return [c.text for c in work.contributions(sitting.id)]


def test_a_slip_says_until_when_words_are_kept_and_whom_to_tell_the_code(sitting):
    """Who has no phone reads on paper what phones say."""
    page = sitting.console.get(sitting.url("slips"))
    given = sitting.console.press(page, "Give a paper slip")
    with sitting.house.store.read() as work:
        host = work.series().host
    assert "Your words are kept until" in given and f"Tell the code to the organiser, {host}" in given


def test_the_code_shows_its_own_words_and_nobody_elses(sitting, slip):
    """In the answer alone: no address ever holds the code, and no page can be looked up later."""
    assert "Slip code" in sitting.console.get("/slip-code")
    page = post(sitting, "/slip-code", slip=slip.lower())
    assert page.status_code == 200 and "Paper slip 1" in page.text
    assert "First thought" in page.text and "Second" in page.text
    assert "Somebody else" not in page.text


def test_a_wrong_code_stays_in_the_field_with_the_reason(sitting, slip):
    """And after ten of them the desk waits a minute, as everybody does."""
    page = post(sitting, "/slip-code", slip="WRONG-CODES")
    assert page.status_code == 422
    assert 'value="WRONG-CODES"' in page.text and "letter by letter" in page.text
    for _ in range(10):
        page = post(sitting, "/slip-code", slip="WRONG-CODES")
    assert page.status_code == 429 and "Wait a minute" in page.text


def test_words_are_corrected_and_taken_back_and_the_page_shows_it(sitting, slip):
    """Each in one step, on the same page; what was taken back leaves an empty place."""
    page = post(
        sitting, f"/slip-code/words/{id_of(sitting, 'Second')}/mend", slip=slip, text="Second, better"
    )
    assert "Corrected." in page.text and "Second, better" in page.text
    page = post(sitting, f"/slip-code/words/{id_of(sitting, 'First thought')}/back", slip=slip)
    assert "Taken back." in page.text and "First thought" not in page.text
    assert texts(sitting) == ["", "Second, better", "Somebody else's"]


def test_a_code_reaches_no_words_of_another(sitting, slip):
    """Words of somebody else are answered as if they were not there."""
    theirs = id_of(sitting, "Somebody else's")
    for act, fields in (("mend", {"text": "Mine"}), ("back", {})):
        assert post(sitting, f"/slip-code/words/{theirs}/{act}", slip=slip, **fields).status_code == 404
    assert "Somebody else's" in texts(sitting)


def test_choices_are_changed_with_the_code(sitting, slip):
    """What the person agreed to can be withdrawn as easily as it was given."""
    page = post(sitting, "/slip-code/consent", slip=slip, archive="on")
    assert "The choice is kept." in page.text
    assert sitting.house.slips.read(slip).consent == Consent(False, True)


def test_after_sealing_only_taking_back_is_offered(sitting, slip):
    """The page says why; asked all the same, it changes nothing."""
    second = id_of(sitting, "Second")
    sitting.house.desk.move(sitting.id, Stage.CLOSED, seen=sitting.state)
    sitting.house.sealing.seal(sitting.id, seen=sitting.state)
    page = post(sitting, "/slip-code", slip=slip).text
    assert "Keep it corrected" not in page and "Take these words back" in page and "is finished" in page
    assert post(sitting, f"/slip-code/words/{second}/mend", slip=slip, text="Late").status_code == 409
    assert post(sitting, f"/slip-code/words/{second}/back", slip=slip).status_code == 200
    assert "Late" not in texts(sitting) and "Second" not in texts(sitting)
