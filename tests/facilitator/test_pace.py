"""What the time went to: rounds take what they take, pauses nothing; a night makes no evening late."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from facilitator.pace import begun, used

ROUNDS = ("a", "b", "c")
START = datetime(2026, 10, 3, 18, 0, tzinfo=UTC)


def at(minutes):
    return START + timedelta(minutes=minutes)


def told(*entries):
    """Entries as name, minute and perhaps the round."""
    return [(name, round[0] if round else "", at(minute)) for name, minute, *round in entries]


def test_a_round_takes_the_time_it_is_open():
    entries = told(("session.opened", 0), ("round.opened", 1, "a"), ("round.closed", 6, "a"))
    assert used(entries, ROUNDS, at(9)) == [300, 0, 0]
    assert used([*entries, *told(("round.opened", 8, "b"))], ROUNDS, at(9)) == [300, 60, 0]


def test_a_round_that_is_had_again_goes_on_from_what_it_took():
    entries = told(
        ("session.opened", 0), ("round.opened", 0, "a"), ("round.opened", 5, "b"), ("round.opened", 7, "a")
    )
    assert used(entries, ROUNDS, at(8)) == [360, 120, 0]


def test_pauses_do_not_count():
    """Ten minutes of coffee are no part of a round."""
    entries = told(
        ("session.opened", 0), ("round.opened", 0, "a"), ("session.paused", 5), ("session.opened", 15)
    )
    assert used(entries, ROUNDS, at(20)) == [600, 0, 0]


def test_an_evening_begins_when_it_was_opened():
    assert begun([]) is None
    assert begun(told(("seat.taken", 0), ("session.opened", 5), ("round.opened", 6, "a"))) == at(5)


def test_a_pause_is_part_of_the_evening_and_its_end_stays():
    assert begun(told(("session.opened", 0), ("session.paused", 20), ("session.opened", 40))) == at(0)


def test_what_goes_on_another_day_is_not_late():
    """Closed and opened again, or left paused over night: the time between moves the beginning."""
    night = 20 * 60
    for left in (["session.closed"], ["session.paused"], ["session.paused", "session.closed"]):
        away = [(name, 30) for name in left]
        assert begun(told(("session.opened", 0), *away, ("session.opened", 30 + night))) == at(night)


NAMES = st.sampled_from(
    ["session.opened", "session.paused", "session.closed", "round.opened", "round.closed"]
)


@given(
    st.lists(st.tuples(NAMES, st.sampled_from("abc"), st.integers(0, 500)), max_size=30), st.integers(0, 600)
)
def test_no_history_makes_time_negative_or_more_than_there_was(steps, until):
    """Whatever happens, and however clocks jump."""
    entries = [(name, round, at(minute)) for name, round, minute in steps]
    found = used(entries, ROUNDS, at(until))
    times = [when for _, _, when in entries] + [at(until)]
    passed = sum(max(0.0, (b - a).total_seconds()) for a, b in pairwise(times))
    assert min(found) >= 0 and sum(found) <= passed
    assert (begun(entries) is None) == all(name != "session.opened" for name, _, _ in entries)
