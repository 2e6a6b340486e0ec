"""A screen on another machine comes by link or code, once, and only after the console agreed."""

import pytest

from facilitator.events import Role
from participant_ui.port import NoSuchCircle, NoSuchSeat, NotNow


@pytest.mark.parametrize("by", ["link", "code"])
def test_a_screen_comes_and_is_confirmed(table, by):
    """Both ways in; the mark on both screens is the same; before the confirmation it is nobody."""
    offer = table.pairings.offer(table.session, Role.RECORDER)
    token, mark = table.pairings.claim(**{by: getattr(offer, by)})
    (waiting,) = table.pairings.screens(table.session)
    assert (waiting.mark, waiting.came, waiting.confirmed) == (mark, True, False)
    table.pairings.confirm(table.session, offer.id)
    session, screen = table.pairings.screen(token)
    assert (session, screen.role, screen.confirmed) == (table.session, Role.RECORDER, True)


def test_an_offer_is_taken_once(table):
    """A second machine with the same link gets nothing."""
    offer = table.pairings.offer(table.session, Role.PROJECTOR)
    table.pairings.claim(link=offer.link)
    with pytest.raises(NoSuchCircle):
        table.pairings.claim(link=offer.link)


def test_an_offer_ends_after_ten_minutes(table):
    """An old code opens nothing and is no longer listed."""
    offer = table.pairings.offer(table.session, Role.RECORDER)
    table.clock.pass_(minutes=11)
    with pytest.raises(NoSuchCircle):
        table.pairings.claim(code=offer.code)
    assert table.pairings.screens(table.session) == []


def test_a_revoked_screen_is_cut(table):
    """The facilitator takes the permission back: the token is nothing any more."""
    offer = table.pairings.offer(table.session, Role.RECORDER)
    token, _ = table.pairings.claim(code=offer.code)
    table.pairings.confirm(table.session, offer.id)
    table.pairings.revoke(table.session, offer.id)
    with pytest.raises(NoSuchSeat):
        table.pairings.screen(token)


def test_guessing_is_slowed(table):
    """Ten wrong codes a minute, then everybody waits."""
    for _ in range(10):
        with pytest.raises(NoSuchCircle):
            table.pairings.claim(code="0000-0000")
    with pytest.raises(NotNow):
        table.pairings.claim(code="0000-0000")


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PHONES])
def test_the_facilitators_own_role_is_given_to_no_other_machine(table, role):
    """Only recorder and projector are paired."""
    with pytest.raises(ValueError, match=role.value):
        table.pairings.offer(table.session, role)
