"""The evening's time: rounds stretch, start and end stay, the rest re-flows, and a miss is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facilitator.schedule import CLOSING, Clock, Flow, Slot, reflow, slots
from facilitator.script import load

SIX = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
SECTIONS = [(1,), (2,), (3,), (4,), (5,), (), (6, 7), (8,), (9,), (10,), (11, 12, 13)]


@st.composite
def plans(draw: st.DrawFn) -> list[Slot]:
    """Some of the method's rounds in order, each with any length and any least."""
    chosen = [sections for sections in SECTIONS if draw(st.booleans())] or [(5,)]
    found = []
    for number, sections in enumerate(chosen):
        planned = draw(st.integers(1, 3600))
        found.append(Slot(f"r{number}", sections, planned, draw(st.integers(1, planned))))
    return found


@st.composite
def evenings(draw: st.DrawFn, *, on: bool = False) -> tuple[list[Slot], Clock]:
    """A plan, and where it is: rounds that took as long as they took, without a pause. `on`: in a round."""
    plan = draw(plans())
    at = draw(st.integers(0 if on else -1, len(plan) - 1))
    used = [draw(st.integers(0, 4000)) if index <= at else 0 for index in range(len(plan))]
    return plan, clock(used, at, opened=on or (at >= 0 and draw(st.booleans())))


def clock(used: Sequence[int], at: int, *, opened: bool = True) -> Clock:
    return Clock(SIX, SIX + timedelta(seconds=sum(used)), used, at, opened)


def later(now: Clock, by: int) -> Clock:
    """The same evening when the round that is on has taken so much longer."""
    used = [*now.used]
    used[now.at] += by
    return replace(now, used=used, now=now.now + timedelta(seconds=by))


def end_of(plan: Sequence[Slot]) -> datetime:
    return SIX + timedelta(seconds=sum(slot.planned for slot in plan))


def before(now: Clock) -> int:
    """Index of the first round that is on or to come."""
    return now.at if now.open else now.at + 1


@settings(deadline=None)
@given(evenings())
def test_what_was_used_and_what_is_to_come_fill_the_evening(evening: tuple[list[Slot], Clock]) -> None:
    """Start, used and to come add up to the promised end, to the second, wherever it can be kept."""
    plan, now = evening
    flow = reflow(plan, now)
    assume(flow.misses == 0 and flow.rounds)
    used = sum(now.used[: before(now)])
    assert (
        SIX + timedelta(seconds=used + sum(one.seconds for one in flow.rounds)) == end_of(plan) == flow.ends
    )


@settings(deadline=None)
@given(evenings())
def test_it_misses_by_exactly_what_the_shortest_rest_lacks(evening: tuple[list[Slot], Clock]) -> None:
    plan, now = evening
    rest = plan[before(now) :]
    shortest = sum(slot.least for slot in rest)
    if now.open:
        shortest = max(0, rest[0].least - round(now.used[now.at])) + sum(slot.least for slot in rest[1:])
    left = round((end_of(plan) - now.now).total_seconds())
    flow = reflow(plan, now)
    assert flow.misses == max(0, shortest - left)
    assert flow.ends == end_of(plan) + timedelta(seconds=flow.misses)


@settings(deadline=None)
@given(evenings())
def test_no_round_is_lost_moved_or_shorter_than_its_least(evening: tuple[list[Slot], Clock]) -> None:
    """Ground rules among them: they may be short, they are never left out."""
    plan, now = evening
    rest = plan[before(now) :]
    flow = reflow(plan, now)
    assert [one.id for one in flow.rounds] == [slot.id for slot in rest]
    assert all(one.seconds >= slot.least for one, slot in zip(flow.rounds, rest, strict=True))


@settings(deadline=None)
@given(evenings())
def test_one_round_begins_when_the_one_before_ends(evening: tuple[list[Slot], Clock]) -> None:
    plan, now = evening
    flow = reflow(plan, now)
    starts = now.now - timedelta(seconds=now.used[now.at]) if now.open else now.now
    assume(flow.rounds)
    for one in flow.rounds:
        assert one.starts == starts
        starts += timedelta(seconds=one.seconds)
    assert starts == flow.ends


@settings(deadline=None)
@given(evenings(on=True), st.integers(0, 3000))
def test_more_time_used_never_gives_a_later_round_more(evening: tuple[list[Slot], Clock], by: int) -> None:
    plan, now = evening
    sooner, longer = reflow(plan, now), reflow(plan, later(now, by))
    for one, other in zip(sooner.rounds[1:], longer.rounds[1:], strict=True):
        assert other.seconds <= one.seconds


@settings(deadline=None)
@given(evenings(on=True), st.integers(0, 100))
def test_a_round_within_its_share_moves_nothing(evening: tuple[list[Slot], Clock], percent: int) -> None:
    """While people talk within their time, no figure on the desk changes."""
    plan, now = evening
    flow = reflow(plan, now)
    by = (flow.rounds[0].seconds - round(now.used[now.at])) * percent // 100
    assert reflow(plan, later(now, by)) == flow


@settings(deadline=None)
@given(evenings(on=True), st.integers(0, 6000))
def test_a_round_that_runs_over_moves_neither_start_nor_end(
    evening: tuple[list[Slot], Clock], by: int
) -> None:
    plan, now = evening
    flow, longer = reflow(plan, now), reflow(plan, later(now, by))
    assert longer.rounds[0].starts == flow.rounds[0].starts
    assert longer.misses or longer.ends == end_of(plan)


@settings(deadline=None)
@given(evenings())
def test_flowing_again_changes_nothing(evening: tuple[list[Slot], Clock]) -> None:
    """The plan that comes out, taken as the plan, comes out as it is."""
    plan, now = evening
    flow = reflow(plan, now)
    assume(flow.rounds)
    lengths = [*now.used[: before(now)], *(one.seconds for one in flow.rounds)]
    anew = [replace(slot, planned=int(length)) for slot, length in zip(plan, lengths, strict=True)]
    assert reflow(anew, now) == replace(flow, misses=0)


@settings(deadline=None)
@given(evenings())
def test_the_closing_keeps_its_time_until_all_else_is_at_its_least(
    evening: tuple[list[Slot], Clock],
) -> None:
    plan, now = evening
    assume(before(now) == 0 or not CLOSING & set(plan[before(now) - 1].sections))
    flow = reflow(plan, now)
    pairs = list(zip(flow.rounds, plan[before(now) :], strict=True))
    closing = [(one, slot) for one, slot in pairs if CLOSING & set(slot.sections)]
    promised = min(20 * 60, sum(slot.planned for _, slot in closing))
    if sum(one.seconds for one, _ in closing) < promised:
        others = [pair for pair in pairs if pair not in closing]
        used = round(now.used[now.at]) if now.open else 0
        assert all(one.seconds in (slot.least, used) for one, slot in others)


@settings(deadline=None)
@given(plans(), st.integers(0, 3600))
def test_an_evening_on_time_is_left_as_it_was_planned(plan: list[Slot], into: int) -> None:
    """At every moment of an evening that keeps to its plan, the plan is what comes out."""
    used = [0] * len(plan)
    at = 0
    while at < len(plan) - 1 and into > plan[at].planned:
        used[at] = plan[at].planned
        into -= plan[at].planned
        at += 1
    used[at] = min(into, plan[at].planned)
    flow = reflow(plan, clock(used, at))
    assert [one.seconds for one in flow.rounds] == [slot.planned for slot in plan[at:]]


@pytest.fixture(scope="module", name="two_hours")
def _two_hours() -> list[Slot]:
    return slots(load("timeout-120").rounds)


def minutes(flow: Flow) -> dict[str, int]:
    return {one.id: one.minutes for one in flow.rounds}


def test_a_welcome_that_takes_ten_minutes_more(two_hours: list[Slot]) -> None:
    """Everybody gives a little, by what they can spare; the closing stays above twenty minutes."""
    flow = reflow(two_hours, clock([22 * 60] + [0] * 10, 0))
    found = minutes(flow)
    assert found["welcome"] == 22 and found["dialogue"] == 31 and found["deepening"] == 20
    assert found["insight"] + found["sharing"] + found["farewell"] >= 20
    assert (flow.ends, flow.misses) == (SIX + timedelta(minutes=120), 0)


def test_half_an_hour_lost_costs_the_talk_before_it_costs_the_closing(two_hours: list[Slot]) -> None:
    flow = reflow(two_hours, clock([42 * 60] + [0] * 10, 0))
    found = minutes(flow)
    assert found["insight"] + found["sharing"] + found["farewell"] in (20, 21)
    assert found["dialogue"] < 25 and found["ground-rules"] >= 3 and not flow.misses


def test_an_hour_lost_is_told_in_minutes(two_hours: list[Slot]) -> None:
    """When even the shortest does not fit, nothing is dropped: the desk says by how much it misses."""
    flow = reflow(two_hours, clock([80 * 60] + [0] * 10, 0))
    assert [one.seconds for one in flow.rounds[1:]] == [slot.least for slot in two_hours[1:]]
    assert flow.minutes_missed == flow.misses / 60 == sum(s.least for s in two_hours[1:]) / 60 - 40


def test_time_won_goes_to_the_talk(two_hours: list[Slot]) -> None:
    quick = [6 * 60, 4 * 60, 2 * 60, 4 * 60] + [0] * 7
    found = minutes(reflow(two_hours, clock(quick, 3, opened=False)))
    assert found["dialogue"] + found["deepening"] == 35 + 22 + 15
    assert (found["choosing"], found["sharing"]) == (4, 12)


def test_a_pause_is_lost_time(two_hours: list[Slot]) -> None:
    """The session's clock stands still, the bus does not wait."""
    still = clock([12 * 60] + [0] * 10, 0, opened=False)
    paused = replace(still, now=still.now + timedelta(minutes=10))
    assert reflow(two_hours, paused).ends == reflow(two_hours, still).ends
    assert minutes(reflow(two_hours, paused))["dialogue"] < 35


def test_a_round_that_comes_again_keeps_what_it_has_used(two_hours: list[Slot]) -> None:
    """Turned back to the introduction, the dialogue that was begun has twenty minutes behind it."""
    used = [12 * 60, 6 * 60, 5 * 60, 8 * 60, 20 * 60] + [0] * 6
    back = reflow(two_hours, clock(used, 2))
    dialogue, choosing = back.rounds[2:4]
    assert dialogue.id == "dialogue" and dialogue.seconds > 20 * 60
    assert choosing.starts - dialogue.starts == timedelta(seconds=dialogue.seconds - 20 * 60)


def test_when_the_last_round_is_over_nothing_is_to_come(two_hours: list[Slot]) -> None:
    done = clock([slot.planned for slot in two_hours], 10, opened=False)
    assert reflow(two_hours, done) == Flow([], SIX + timedelta(minutes=120), 0)
    assert reflow(two_hours, replace(done, now=done.now + timedelta(seconds=61))).minutes_missed == 2


def test_minutes_to_show_are_never_none() -> None:
    assert minutes(reflow([Slot("a", (5,), 20, 1)], clock([0], -1, opened=False))) == {"a": 1}
