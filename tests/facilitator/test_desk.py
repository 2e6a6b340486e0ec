"""The facilitator's evening: rounds forward and back, pause, closing, another day; words shown and hidden."""

import pytest

from facilitator.session import Stale
from facilitator.store import Store
from participant_ui.port import NotNow, Stage


def names(table):
    return [told.name for told in table.told]


def stage(table):
    with table.store.read() as work:
        return work.session(table.session).stage


def test_an_evening_from_opening_to_closing(table):
    """Open, turn rounds, close; the journal tells it."""
    table.open()
    table.turn(0)
    table.turn(1)
    table.close()
    assert names(table) == [
        "session.opened",
        "round.opened",
        "round.closed",
        "round.opened",
        "round.closed",
        "session.closed",
    ]


def test_stepping_back_opens_the_earlier_round_again(table):
    """A round can be opened again; nothing said in it is lost."""
    table.open()
    for index in (0, 1, 0):
        table.turn(index)
    assert table.told[-1].body["number"] == 1


def test_a_stale_screen_changes_nothing(table):
    """Two consoles: the second to press is told that the first one did."""
    seen = table.state
    table.open()
    with pytest.raises(Stale):
        table.desk.move(table.session, Stage.CLOSED, seen=seen)
    with pytest.raises(Stale):
        table.desk.turn(table.session, 0, seen=seen)
    assert stage(table) is Stage.OPEN


def test_a_session_goes_on_another_day(table, tmp_path):
    """Closed, the program ended, the file opened again: the circle can be opened again where it was."""
    table.open()
    table.turn(1)
    table.close()
    path = table.store.path
    table.store.close()
    table.store.open(path)
    table.clock.pass_(days=1)
    table.open()
    table.turn(1)
    assert stage(table) is Stage.OPEN


def test_rounds_turn_only_while_open(table):
    """Before the opening, in a pause and after the closing no round is opened."""
    with pytest.raises(NotNow):
        table.turn(0)
    table.open()
    table.desk.move(table.session, Stage.PAUSED, seen=table.state)
    with pytest.raises(NotNow):
        table.turn(0)
    with pytest.raises(NotNow):
        table.desk.turn(table.session, 99, seen=table.state)


def test_words_are_seen_in_the_room_only_after_release_and_hiding_is_at_once(table):
    """Kept words are on the desk only; shown words can be hidden and shown again."""
    seat = table.sit()
    table.open()
    table.turn(next(i for i, r in enumerate(table.script.rounds) if r.shared == "projector"))
    id = table.say(seat, "mine")
    table.desk.release(table.session, id)
    table.desk.hide(table.session, id)
    table.desk.hide(table.session, id)
    table.desk.release(table.session, id)
    assert [n for n in names(table) if n in ("contribution.released", "contribution.hidden")] == [
        "contribution.released",
        "contribution.hidden",
        "contribution.released",
    ]


def test_words_of_a_round_that_promised_it_stay_at_the_desk(table):
    """The phone's page said that only the facilitator reads them: the room never does."""
    seat = table.sit()
    table.write_round()
    assert table.script.rounds[table.rounds("write")[0]].shared == "facilitator"
    id = table.say(seat, "between us")
    with pytest.raises(NotNow) as refusal:
        table.desk.release(table.session, id)
    assert refusal.value.reason == "not_for_room"


def test_words_taken_back_cannot_be_shown(table):
    """Between the facilitator's look and the tap somebody may take the words back."""
    seat = table.sit()
    table.write_round()
    id = table.say(seat, "mine")
    table.circle.withdraw(seat, id)
    with pytest.raises(NotNow):
        table.desk.release(table.session, id)


def test_a_rehearsal_leaves_no_trace(table):
    """A rehearsal is deleted with everything in it; an evening that was no rehearsal is not."""
    with table.store.read() as work:
        circle = work.session(table.session).circle_id
    with pytest.raises(NotNow):
        table.desk.forget_rehearsal(table.session)
    rehearsal = table.prepare.session(circle, table.script, rehearsal=True)
    table.session = rehearsal
    with table.store.read() as work:
        table.link = work.session(rehearsal).link
    seat = table.sit()
    table.write_round()
    table.say(seat, "canary-of-rehearsal")
    table.desk.forget_rehearsal(rehearsal)
    path = table.store.path
    table.store.close()
    assert b"canary-of-rehearsal" not in path.read_bytes()
    assert rehearsal.encode() not in path.read_bytes()
    table.store = Store()
