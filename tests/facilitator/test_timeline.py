"""An evening's time on the desk: rounds that stretch, hours that move, and an end that is missed in words."""

import re
from itertools import pairwise

import pytest

from facilitator import deskview
from participant_ui.port import Stage


def desk(table):
    with table.store.read() as work:
        return deskview.desk(work, table.session, here=frozenset(), now=table.clock())


def minutes(table):
    """What each round that is on or to come takes now."""
    return [line.minutes for line in desk(table).rounds if line.minutes]


def at(hour):
    """Minutes since midnight, of an hour on the laptop's clock."""
    hours, past = re.fullmatch(r"(\d\d):(\d\d)", hour).groups()
    return int(hours) * 60 + int(past)


def test_before_it_begins_the_evening_is_as_the_script_plans_it(table):
    """Each coming round with its hour, as if the circle were opened now."""
    planned = [one.minutes for one in table.script.rounds]
    view = desk(table)
    assert minutes(table) == planned
    hours = [at(line.begins) for line in view.rounds]
    assert [(b - a) % 1440 for a, b in pairwise(hours)] == planned[:-1]
    assert (at(view.hours.ends) - hours[-1]) % 1440 == planned[-1]


def test_a_round_that_runs_over_takes_from_the_coming_ones_and_the_end_stays(table):
    """Ten minutes more of welcome: the rest is shorter by ten, and the promised hour is the same."""
    before = desk(table).hours.ends
    table.open()
    table.turn(0)
    table.clock.pass_(minutes=table.script.rounds[0].minutes + 10)
    hours = desk(table).hours
    assert (hours.ends, hours.tighter, hours.misses, hours.late) == (before, 10, 0, True)


def test_the_round_that_is_on_keeps_the_minutes_it_was_opened_with(table):
    """Its arc fills against what it had; it does not grow because it runs over."""
    table.open()
    table.turn(0)
    for spent in (0, 5, 30):
        table.clock.pass_(minutes=spent)
        assert desk(table).rounds[0].minutes == table.script.rounds[0].minutes


def test_going_on_early_wins_time_for_the_talk(table):
    table.open()
    table.turn(0)
    table.clock.pass_(minutes=4)
    table.turn(1)
    view = desk(table)
    talk = next(line for line in view.rounds if line.id == "dialogue")
    assert view.hours.ahead == table.script.rounds[0].minutes - 4
    assert talk.minutes > talk.planned / 60


def test_an_evening_that_cannot_end_in_time_says_so_and_what_could_be_left_out(table):
    """Nothing is cut off: the desk says how many minutes it misses and names rounds that may be dropped."""
    table.open()
    table.turn(0)
    table.clock.pass_(minutes=110)
    hours = desk(table).hours
    needed = {"ground-rules", "dialogue", "deepening", "insight", "sharing", "farewell"}
    spare = [line.title for line in desk(table).rounds if line.id not in needed | {"welcome"}]
    assert hours.misses > 0 and list(hours.spare) == spare


def test_a_circle_that_goes_on_tomorrow_is_not_a_day_late(table):
    table.open()
    table.turn(0)
    table.clock.pass_(minutes=6)
    table.close()
    assert (desk(table).hours.ends, minutes(table)) == ("", [])
    table.clock.pass_(hours=22)
    table.open()
    table.turn(0)
    assert desk(table).hours.misses == 0 and desk(table).hours.tighter == 0


def test_a_coffee_break_is_part_of_the_evening(table):
    """A pause of ten minutes is lost: the rest is shorter by ten."""
    table.open()
    table.turn(0)
    table.desk.move(table.session, Stage.PAUSED, seen=table.state)
    table.clock.pass_(minutes=10)
    table.desk.move(table.session, Stage.OPEN, seen=table.state)
    hours = desk(table).hours
    assert hours.misses == 0
    assert sum(minutes(table)) == pytest.approx(110, abs=4)


def states(table):
    return [line.state for line in desk(table).rounds]


def test_a_wrong_click_forward_makes_no_round_look_done(table):
    """Back at the first round, all others are to come, each with its hour; also the one opened by mistake."""
    table.open()
    table.turn(0)
    last = len(table.script.rounds) - 1
    table.turn(last)
    assert states(table) == ["after", *["skipped"] * (last - 1), "open"]
    table.clock.pass_(seconds=20)
    table.turn(0)
    assert states(table) == ["open", *["before"] * last]
    assert all(line.begins for line in desk(table).rounds)


def test_rounds_passed_over_are_not_called_done(table):
    """Rounds that were had stay done, in whatever order the others come."""
    table.open()
    for index in (0, 1, 4, 3):
        table.turn(index)
        table.clock.pass_(minutes=3)
    assert states(table)[:6] == ["after", "after", "skipped", "open", "after", "before"]
