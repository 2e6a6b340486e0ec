"""What may happen when: the whole table of cases."""

import itertools

import pytest

from facilitator import session
from facilitator.session import Visibility
from participant_ui.port import NotNow, Phones, Stage

W, N, P, C = Stage.WAITING, Stage.OPEN, Stage.PAUSED, Stage.CLOSED


def allowed(act, *args, **kwargs):
    try:
        return act(*args, **kwargs) is not False
    except NotNow as refusal:
        return refusal.reason


@pytest.mark.parametrize(
    ("stage", "to", "may"),
    [
        (W, W, False), (W, N, True), (W, P, "not_open"), (W, C, "not_open"),
        (N, W, "open"), (N, N, False), (N, P, True), (N, C, True),
        (P, W, "paused"), (P, N, True), (P, P, False), (P, C, True),
        (C, W, "closed"), (C, N, True), (C, P, "closed"), (C, C, False),
    ],
)  # fmt: skip
def test_stages(stage, to, may):
    """Open, pause, close, open again; nothing else."""
    assert allowed(session.move, stage, to) == may


@pytest.mark.parametrize(("stage", "phones"), list(itertools.product(Stage, [*Phones, None])))
def test_a_phone_writes_only_while_open_and_asked(stage, phones):
    """In `write` and `check` while open; late words were judged before."""
    open_and_asked = stage is N and phones in (Phones.WRITE, Phones.CHECK)
    assert (allowed(session.may_write, stage, phones, late=False) is True) == open_and_asked
    assert allowed(session.may_write, stage, phones, late=True) is True


@pytest.mark.parametrize(
    ("stage", "reached", "closed_for", "late"),
    [(N, True, None, True), (P, True, None, True), (C, True, 10.0, True), (C, True, 3601.0, False),
     (N, False, None, False), (W, True, None, False)],
)  # fmt: skip
def test_words_may_come_late(stage, reached, closed_for, late):
    """From a round that was reached, while open or paused, or within an hour of the closing."""
    assert session.came_late(stage, Phones.WRITE, reached=reached, closed_for=closed_for) is late
    assert session.came_late(stage, Phones.AWAY, reached=reached, closed_for=closed_for) is False


@pytest.mark.parametrize(("now", "to"), list(itertools.product(Visibility, Visibility)))
def test_words_become_visible_by_release_alone(now, to):
    """kept → released ⇄ hidden, kept → hidden (held back); from all of them to withdrawn, and no way back."""
    ways = {
        ("kept", "released"), ("released", "hidden"), ("hidden", "released"), ("kept", "hidden"),
        ("kept", "withdrawn"), ("released", "withdrawn"), ("hidden", "withdrawn"),
    }  # fmt: skip
    may = allowed(session.show, now, to)
    assert (may is True) == ((now.value, to.value) in ways)
    assert (may is False) == (now is to)


@pytest.mark.parametrize(
    ("shared", "aloud", "quotable", "expected"),
    [
        ("facilitator", False, True, "not_for_room"), ("facilitator", True, True, True),
        ("projector", False, True, True), ("phones", False, True, True),
        ("projector", False, False, "not_quotable"), ("phones", True, False, "not_quotable"),
    ],
)  # fmt: skip
def test_words_are_for_the_room_as_the_page_promised(shared, aloud, quotable, expected):
    """Who did not agree to be quoted is not shown; nor is what a page said only the facilitator would see."""
    assert allowed(session.must_be_for_the_room, shared, aloud=aloud, quotable=quotable) == expected


@pytest.mark.parametrize(
    ("stage", "joining", "seats", "expected"),
    [(W, True, 0, True), (N, True, 4, True), (P, True, 4, True), (C, True, 0, "closed"),
     (N, False, 0, "joining_closed"), (N, True, 5, "full")],
)  # fmt: skip
def test_seats_are_given_while_there_are_some(stage, joining, seats, expected):
    """Joining can be closed, the circle can be full, the evening can be over."""
    assert allowed(session.may_join, stage, joining=joining, seats=seats, capacity=5) == expected
