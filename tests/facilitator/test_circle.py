"""What a phone may do in a circle: seats, words kept once, words taken back."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participant_ui.port import (
    Consent,
    NoSuchCircle,
    NoSuchSeat,
    NotNow,
    NotYours,
    Phones,
    Seat,
    WordsRefused,
)


def reason(trouble):
    return trouble.value.reason


def names(table, after=0):
    return [told.name for told in table.told if told.seq > after]


def test_a_link_shows_the_circle_and_takes_no_seat(table):
    """Opening the link changes nothing: no seat, no journal."""
    shown = table.circle.invitation(table.link)
    assert (shown.circle, shown.question, shown.joining) == ("Evening", "When did you feel heard?", True)
    assert shown.languages[0] == "lv"
    assert table.told == []


def test_a_wrong_link_is_no_circle(table):
    """A link that leads nowhere says so."""
    with pytest.raises(NoSuchCircle):
        table.circle.invitation("nowhere")


def test_the_same_form_twice_takes_one_seat(table):
    """A double tap on "take a seat" gives the same seat and slip."""
    assert table.sit("one") == table.sit("one")
    assert table.sit("two") != table.sit("one")
    assert names(table) == ["seat.taken", "seat.taken"]


def test_two_may_share_a_phone_and_no_more(table):
    """One seat, one code, one consent that both agreed to aloud; where people are counted they are two."""
    table.circle.take_seat(table.link, Consent(True, False), language="lv", key="pair", people=2)
    table.sit()
    with table.store.read() as work:
        assert (work.seats(table.session), work.people(table.session)) == (2, 3)
    for crowd in (0, 3, -1):
        with pytest.raises(ValueError, match="people"):
            table.circle.take_seat(table.link, Consent(True, False), language="lv", key="k3", people=crowd)


def test_a_lost_seat_comes_back_with_its_slip(table):
    """The slip code gives a new cookie; the old one stops working; words and consent are still there."""
    lost = table.sit()
    table.write_round()
    table.say(lost, "Mani uzklausīja.")
    found = table.circle.seat_by_slip(table.link, lost.slip.lower())
    assert [w.text for w in table.circle.room(found).mine] == ["Mani uzklausīja."]
    with pytest.raises(NoSuchSeat):
        table.circle.room(lost)
    assert found.slip == lost.slip


def test_wrong_codes_are_slowed_and_links_are_not(table):
    """Ten wrong codes in a minute close the typed way for everybody; who has the link still comes in."""
    for _ in range(10):
        with pytest.raises(NoSuchCircle):
            table.circle.link_of("0000-0000")
    with pytest.raises(NotNow) as refusal:
        table.circle.link_of(table.code)
    assert reason(refusal) == "too_many_tries"
    table.sit()
    table.clock.pass_(seconds=61)
    assert table.circle.link_of(table.code) == table.link


def test_seats_have_an_end(table):
    """The circle has as many seats as chairs were set."""
    for number in range(12):
        table.sit(f"k{number}")
    with pytest.raises(NotNow) as refusal:
        table.sit("one more")
    assert reason(refusal) == "full"


def test_words_are_taken_only_while_a_round_asks_for_them(table):
    """Before the opening, while phones are away, in a pause and after the closing nothing is kept."""
    seat = table.sit()
    away = table.rounds("away")[0]
    steps = [
        ("not_open", lambda: None),
        ("not_open", lambda: table.open()),
        ("not_writing", lambda: table.turn(away)),
    ]
    for number, (expected, step) in enumerate(steps):
        step()
        with pytest.raises(NotNow) as refusal:
            table.say(seat, "now?", f"key-{number}")
        assert reason(refusal) in (expected, "not_writing")
    assert table.words() == []


def test_words_written_in_time_are_kept_when_they_come_late(table):
    """A phone that was cut off delivers after the round, in a pause, and within an hour of the closing."""
    seat = table.sit()
    table.write_round()
    writing = table.script.rounds[table.rounds("write")[0]].id
    table.turn(table.rounds("away")[-1])
    table.say(seat, "after the round", "k1", writing)
    table.close()
    table.say(seat, "after the closing", "k2", writing)
    table.clock.pass_(hours=2)
    with pytest.raises(NotNow) as refusal:
        table.say(seat, "much later", "k3", writing)
    assert reason(refusal) == "closed"
    assert table.words() == ["after the round", "after the closing"]


def test_a_round_that_was_never_opened_takes_no_words(table):
    """Naming a later round does not open it."""
    seat = table.sit()
    table.open()
    table.turn(0)
    later = table.script.rounds[table.rounds("write")[-1]].id
    with pytest.raises(NotNow):
        table.say(seat, "too early", "k", later)


def test_the_same_words_twice_are_kept_once(table):
    """A lost answer and a second try: one row, the same id."""
    seat = table.sit()
    table.write_round()
    first = table.circle.contribute(seat, "once", key="k", round="")
    second = table.circle.contribute(seat, "once", key="k", round="")
    assert (first.id, first.again, second.again) == (second.id, False, True)
    assert table.words() == ["once"]


def test_other_words_under_a_used_key_overwrite_nothing(table):
    """The first words stay."""
    seat = table.sit()
    table.write_round()
    table.say(seat, "first", "k")
    with pytest.raises(WordsRefused) as refusal:
        table.say(seat, "other", "k")
    assert reason(refusal) == "other_words_same_key"
    assert table.words() == ["first"]


def test_words_taken_back_are_gone_and_do_not_return(table):
    """Nothing of them is left in the file or the journal, and the phone's second try is refused."""
    seat = table.sit()
    table.write_round()
    id = table.say(seat, "canary-words", "k")
    table.circle.withdraw(seat, id)
    table.circle.withdraw(seat, id)
    with pytest.raises(WordsRefused) as refusal:
        table.say(seat, "canary-words", "k")
    assert reason(refusal) == "withdrawn"
    assert names(table).count("contribution.withdrawn") == 1
    for file in table.store.path.parent.iterdir():
        assert b"canary-words" not in file.read_bytes()


def test_the_control_words_that_stay_are_in_the_file(table):
    """The control of the test above: it would find words that are there."""
    seat = table.sit()
    table.write_round()
    table.say(seat, "canary-words", "k")
    assert any(b"canary-words" in f.read_bytes() for f in table.store.path.parent.iterdir())


def test_nobody_takes_back_the_words_of_another(table):
    """Words of somebody else and words that never were get the same answer."""
    mine, theirs = table.sit("a"), table.sit("b")
    table.write_round()
    id = table.say(theirs, "theirs")
    for asked in (id, "never"):
        with pytest.raises(NotYours):
            table.circle.withdraw(mine, asked)
    assert table.words() == ["theirs"]


def test_leaving_with_the_words(table):
    """Who leaves and takes the words along leaves none; the seat is free again."""
    seat = table.sit()
    table.write_round()
    table.say(seat, "mine")
    table.circle.leave(seat, withdraw=True)
    assert table.words() == []
    with pytest.raises(NoSuchSeat):
        table.circle.room(seat)


def test_leaving_without_the_words(table):
    """Who only leaves leaves the words; with the seat gone they stay as agreed."""
    seat = table.sit()
    table.write_round()
    table.say(seat, "mine")
    table.circle.leave(seat, withdraw=False)
    assert table.words() == ["mine"]


def test_who_left_comes_back_with_the_slip_code(table):
    """The page says so: the words can still be read and taken back."""
    seat = table.sit()
    table.write_round()
    id = table.say(seat, "mine")
    table.circle.leave(seat, withdraw=False)
    found = table.circle.seat_by_slip(table.link, seat.slip)
    table.circle.withdraw(found, id)
    assert table.words() == []
    assert names(table).count("seat.taken") == 2


def test_the_same_form_after_leaving_gives_the_seat_back(table):
    """The browser's Back, and the form once more: the same seat, and it works."""
    seat = table.sit()
    table.circle.leave(seat, withdraw=False)
    assert table.circle.room(table.sit()).circle == "Evening"


def test_the_same_form_after_the_seat_moved_is_refused(table):
    """The old phone sends the old form again: the seat is elsewhere, and nothing breaks."""
    seat = table.sit()
    table.circle.seat_by_slip(table.link, seat.slip)
    with pytest.raises(NoSuchSeat):
        table.sit()


def test_who_no_longer_wants_to_be_quoted_leaves_the_wall_at_once(table):
    """Consent taken back is told like hidden words: wall and phones hear it in the same moment."""
    seat = table.sit(quote=True)
    table.open()
    table.turn(next(i for i, r in enumerate(table.script.rounds) if r.shared == "projector"))
    id = table.say(seat, "mine")
    table.desk.release(table.session, id)
    assert table.circle.since(seat, 0)[-1] == {
        "seq": table.told[-1].seq,
        "name": "contribution.shown",
        "id": id,
    }
    table.circle.agree(seat, Consent(False, False))
    assert names(table)[-1] == "contribution.hidden"
    assert table.circle.room(seat).mine[0].state == "hidden"


def test_no_phone_hears_the_words_of_others_before_they_are_shared(table):
    """Neither the room nor the news of another phone holds a byte of them."""
    writer, reader = table.sit("a"), table.sit("b")
    table.write_round()
    table.say(writer, "hush-hush")
    assert "hush-hush" not in repr(table.circle.room(reader))
    assert "hush-hush" not in repr(table.circle.since(reader, 0))


def test_a_phone_catches_up_from_its_last_number(table):
    """What it hears after a number is what it would have heard live."""
    seat = table.sit()
    seen = table.circle.room(seat).seq
    table.write_round()
    missed = table.circle.since(seat, seen)
    assert [m["name"] for m in missed] == ["session.opened", "round.opened"]
    assert missed[-1]["phones"] == Phones.WRITE
    assert table.circle.room(seat).seq == missed[-1]["seq"]


def test_too_many_words_at_once_are_slowed(table):
    """Five at once, then one in three seconds; a second try of kept words is free."""
    seat = table.sit()
    table.write_round()
    for number in range(5):
        table.say(seat, f"words {number}", f"k{number}")
    with pytest.raises(NotNow) as refusal:
        table.say(seat, "words 6", "k6")
    assert reason(refusal) == "too_fast"
    table.say(seat, "words 0", "k0")
    table.clock.pass_(seconds=3.1)
    table.say(seat, "words 6", "k6")


def test_consent_and_language_can_be_changed(table):
    """What was agreed to can be changed as easily as it was given."""
    seat = table.sit(quote=True)
    table.circle.agree(seat, Consent(False, True))
    table.circle.speak(seat, "ru")
    room = table.circle.room(seat)
    assert (room.consent, room.language) == (Consent(False, True), "ru")


def test_a_made_up_seat_is_no_seat(table):
    """A token nobody gave, or one of another session, opens nothing."""
    seat = table.sit()
    for forged in (Seat("x" * 26, table.session, ""), Seat(seat.token, "other", seat.slip)):
        with pytest.raises(NoSuchSeat):
            table.circle.room(forged)
        with pytest.raises(NoSuchSeat):
            table.say(forged, "hello")


def test_thirty_phones_at_once_lose_nothing_and_are_told_in_order(table):
    """Every word of twelve phones writing at once is kept and told, in the journal's order, with no gap."""
    table.circle.limits.BURST = 100.0
    seats = [table.sit(f"k{n}") for n in range(12)]
    table.write_round()

    def speak(seat):
        for number in range(10):
            table.say(seat, f"words {number}", f"key-{number}")

    threads = [threading.Thread(target=speak, args=(seat,)) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(table.words()) == 120
    assert [told.seq for told in table.told] == list(range(1, len(table.told) + 1))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from("swb"), st.integers(0, 3)), max_size=12))
def test_what_is_there_is_what_was_kept_less_what_was_taken_back(table, acts):
    """Whatever people send, send again and take back, in any order: the file holds just the rest."""
    table.circle.limits.BURST = 1e9
    seat = table.sit("law")
    if table.state == 0:
        table.write_round()
    run = f"{len(table.told)}-"
    kept: dict[str, str] = {}
    gone: set[str] = set()
    for act, number in acts:
        key = f"{run}{number}"
        if act == "b" and key in kept:
            table.circle.withdraw(seat, kept[key])
            gone.add(key)
        elif act != "b" and key not in gone:
            kept[key] = table.say(seat, f"words {key}", key)
    there = {w for w in table.words() if w.startswith(f"words {run}")}
    assert there == {f"words {key}" for key in kept if key not in gone}
