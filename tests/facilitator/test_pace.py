"""How the time goes: stretches, never cuts, and always adds up."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilitator.pace import pace

ROUNDS = [("a", 600.0), ("b", 1200.0), ("c", 600.0)]
START = datetime(2026, 10, 3, 18, 0, tzinfo=UTC)


def at(minutes):
    return START + timedelta(minutes=minutes)


def test_on_plan():
    """Half of the first round is gone: nothing is over."""
    found = pace([("session.opened", "", at(0)), ("round.opened", "a", at(0))], ROUNDS, at(5))
    assert (list(found.used), found.elapsed, found.left, found.over) == ([300, 0, 0], 300, 2100, 0)


def test_a_round_that_takes_longer_moves_the_end():
    """Five minutes more in the first round: five minutes over."""
    entries = [
        ("session.opened", "", at(0)),
        ("round.opened", "a", at(0)),
        ("round.closed", "a", at(15)),
        ("round.opened", "b", at(15)),
    ]
    assert pace(entries, ROUNDS, at(15)).over == 300


def test_pauses_do_not_count():
    """Ten minutes of coffee are nobody's delay."""
    entries = [
        ("session.opened", "", at(0)),
        ("round.opened", "a", at(0)),
        ("session.paused", "", at(5)),
        ("session.opened", "", at(15)),
    ]
    found = pace(entries, ROUNDS, at(20))
    assert (found.used[0], found.over) == (600, 0)


def test_skipped_rounds_free_their_time():
    """Going on early leaves time: the plan is ahead."""
    entries = [
        ("session.opened", "", at(0)),
        ("round.opened", "a", at(0)),
        ("round.closed", "a", at(2)),
        ("round.opened", "b", at(2)),
    ]
    assert pace(entries, ROUNDS, at(2)).over == -480


NAMES = st.sampled_from(
    ["session.opened", "session.paused", "session.closed", "round.opened", "round.closed"]
)


@given(
    st.lists(st.tuples(NAMES, st.sampled_from("abc"), st.integers(0, 500)), max_size=30), st.integers(0, 600)
)
def test_no_history_makes_time_negative_or_loses_it(steps, until):
    """Whatever happens, and however clocks jump: nothing is negative, rounds never exceed the whole."""
    entries = [(name, round, at(minute)) for name, round, minute in steps]
    found = pace(entries, ROUNDS, at(until))
    assert min(found.used) >= 0
    assert found.left >= 0
    assert sum(found.used) <= found.elapsed + 1e-6
    assert found.over == found.elapsed + found.left - 2400
