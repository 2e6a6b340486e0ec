"""The recorder: what is said aloud, after the round of consent; mended, taken back, from paper."""

import pytest

from participant_ui.port import Consent, NoSuchSeat, NotNow, NotYours, WordsRefused


@pytest.fixture(name="desk")
def _desk(table):
    table.open()
    table.turn(table.rounds("away")[0])
    table.desk.agreed_aloud(table.session, 9, 10)
    return table


def test_nothing_said_aloud_is_kept_before_people_agreed(table):
    """The round of consent comes first."""
    table.open()
    table.turn(0)
    with pytest.raises(NotNow) as refusal:
        table.record.keep(table.session, "Too early", key="k")
    assert refusal.value.reason == "not_agreed"


def test_a_line_is_kept_in_whatever_round_is_open(desk):
    """Phones are away: the recorder writes."""
    desk.record.keep(desk.session, "Someone said this", key="k1")
    desk.turn(desk.rounds("write")[0])
    desk.record.keep(desk.session, "And this", key="k2")
    assert desk.words() == ["Someone said this", "And this"]


def test_a_line_sent_twice_is_kept_once(desk):
    """A recorder's line has a key as a phone's words have."""
    first = desk.record.keep(desk.session, "Once", key="k")
    assert desk.record.keep(desk.session, "Once", key="k").id == first.id
    assert desk.words() == ["Once"]


def test_a_line_is_mended_also_where_it_was_shown(desk):
    """The room sees the corrected words; the old ones are nowhere."""
    id = desk.record.keep(desk.session, "Wrnog", key="k").id
    desk.desk.release(desk.session, id)
    desk.record.mend(desk.session, id, "Wrong", quotable=False)
    assert desk.words() == ["Wrong"]
    assert desk.told[-1].name == "contribution.released"
    assert desk.told[-1].body["text"] == "Wrong"


def test_a_line_is_taken_back(desk):
    """It is gone, and cannot be mended any more."""
    id = desk.record.keep(desk.session, "No", key="k").id
    desk.record.take_back(desk.session, id)
    assert desk.words() == []
    with pytest.raises(WordsRefused):
        desk.record.mend(desk.session, id, "Yes", quotable=True)


def test_what_a_phone_wrote_is_not_the_recorders(desk):
    """The recorder mends lines typed at a desk, never somebody's own words."""
    seat = desk.sit()
    desk.turn(desk.rounds("write")[0])
    id = desk.say(seat, "My own")
    with pytest.raises(NotYours):
        desk.record.mend(desk.session, id, "Not yours", quotable=True)
    with pytest.raises(NotYours):
        desk.record.take_back(desk.session, id)


def test_paper_needs_a_slip_and_no_spoken_consent(table):
    """Who wrote on a slip agreed on paper; a number nobody has is refused."""
    table.write_round()
    table.desk.paper_slip(table.session, Consent(True, True), key="p")
    table.record.keep(table.session, "From paper", key="k", paper=1)
    with pytest.raises(NoSuchSeat):
        table.record.keep(table.session, "From nowhere", key="k2", paper=7)
    assert table.words() == ["From paper"]
