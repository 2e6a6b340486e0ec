"""The people in the room: seats and slips, agreed aloud, rules accepted, what the evening uses."""

import dataclasses

import pytest

from facilitator.chairs import Options, options_of
from participant_ui.port import Consent, NoSuchCircle, NoSuchSeat, NotNow, WordsRefused


def options(table):
    with table.store.read() as work:
        return options_of(work.session(table.session))


def accepted(table):
    with table.store.read() as work:
        return work.session(table.session).rules_accepted_at


def test_the_group_accepts_its_rules_once_for_all(table):
    """One confirmation for the whole group: stored with the hour and told with the name of the rule set."""
    with pytest.raises(NotNow):
        table.desk.accept_rules(table.session)
    table.open()
    table.desk.accept_rules(table.session)
    at = accepted(table)
    table.clock.pass_(minutes=5)
    table.desk.accept_rules(table.session)
    assert accepted(table) == at
    told = [t.body for t in table.told if t.name == "rules.accepted"]
    assert told == [{"rules": table.script.ground_rules.id, "accepted": True}]


def test_a_slip_of_the_hand_does_not_say_that_rules_were_accepted(table):
    """Pressed too early, it can be taken back until the group has really said so."""
    table.open()
    table.desk.accept_rules(table.session)
    table.desk.accept_rules(table.session, False)
    assert accepted(table) is None


def test_what_an_evening_uses_is_chosen_before_it_or_during(table):
    """Speaker marks, pulse, feedback and more chairs: also when people already sit."""
    assert options(table) == Options(marks=0, pulse=False, feedback=True, capacity=12)
    table.desk.use(table.session, Options(marks=9, pulse=True, feedback=False, capacity=20))
    table.open()
    table.desk.use(table.session, Options(marks=10, pulse=True, feedback=False, capacity=21))
    assert options(table) == Options(marks=10, pulse=True, feedback=False, capacity=21)
    assert [t.body["marks"] for t in table.told if t.name == "options.changed"] == [9, 10]


def test_chairs_can_be_added_to_a_full_circle(table):
    """More people came than were expected."""
    use(table, capacity=1)
    table.sit("one")
    with pytest.raises(NotNow):
        table.sit("two")
    use(table, capacity=2)
    table.sit("two")


def test_no_chair_is_taken_from_under_anybody(table):
    table.sit("one")
    table.sit("two")
    with pytest.raises(WordsRefused) as refusal:
        use(table, capacity=1)
    assert refusal.value.reason == "seated"


def test_marks_under_which_lines_stand_are_not_cut_off(table):
    """Fewer marks than were used would leave lines of nobody; none at all hides them."""
    use(table, marks=8)
    talked(table, 1, 7)
    with pytest.raises(WordsRefused) as refusal:
        use(table, marks=6)
    assert refusal.value.reason == "marks_in_use"
    use(table, marks=0)


def test_closing_keeps_only_how_many_were_heard(table):
    """Of eight marks two spoke: the number stays, and nowhere which they were."""
    use(table, marks=8)
    talked(table, 1, 7, 7)
    table.close()
    with table.store.read() as work:
        assert work.session(table.session).heard == 2


def test_without_marks_nobody_counts_who_spoke(table):
    talked(table, None)
    table.close()
    with table.store.read() as work:
        assert work.session(table.session).heard is None


def use(table, **wanted):
    table.desk.use(table.session, dataclasses.replace(options(table), **wanted))


def talked(table, *marks):
    """Lines of a recorder, under these speaker marks."""
    table.open()
    table.turn(4)
    table.desk.agreed_aloud(table.session, 8, 8)
    for n, mark in enumerate(marks):
        kept = table.record.keep(table.session, f"Line {n}", key=f"{n}" * 16)

        def marked(work, id=kept.id, mark=mark):
            work.contribution(id).mark = mark

        table.store.change(marked)


def test_a_new_link_ends_the_old_one_and_keeps_the_seats(table):
    """The code was photographed: the old one joins nobody, those who sit stay."""
    seat = table.sit()
    table.desk.new_link(table.session)
    with pytest.raises(NoSuchCircle):
        table.circle.invitation(table.link)
    assert table.circle.room(seat).circle == "Evening"


def test_joining_can_be_closed_and_opened(table):
    """Closed doors: no seat, with the reason; opened again, there is one."""
    table.desk.joining(table.session, False)
    with pytest.raises(NotNow) as refusal:
        table.sit()
    assert refusal.value.reason == "joining_closed"
    table.desk.joining(table.session, True)
    table.sit()


def test_a_paper_slip_is_a_seat_with_the_same_rights(table):
    """Number and code; the same form twice gives one slip; with the code a phone can take it over."""
    slip = table.desk.paper_slip(table.session, Consent(True, False), key="p")
    assert slip == table.desk.paper_slip(table.session, Consent(True, False), key="p")
    assert slip[0] == 1
    table.write_round()
    table.record.keep(table.session, "From paper", key="k", paper=1)
    seat = table.circle.seat_by_slip(table.link, slip[1])
    assert [w.text for w in table.circle.room(seat).mine] == ["From paper"]
    table.circle.withdraw(seat, table.circle.room(seat).mine[0].id)
    assert table.words() == []


def test_a_slips_number_is_given_once(table):
    """Its owner takes the seat over on a phone: the number stays that person's."""
    _, code = table.desk.paper_slip(table.session, Consent(True, False), key="p1")
    table.circle.seat_by_slip(table.link, code)
    assert table.desk.paper_slip(table.session, Consent(True, False), key="p2")[0] == 2


def test_a_removed_seat_does_not_come_back(table):
    """The slip code of somebody who was sent away opens nothing."""
    seat = table.sit()
    table.desk.remove_seat(table.session, 1)
    with pytest.raises(NoSuchSeat):
        table.circle.seat_by_slip(table.link, seat.slip)


def test_a_seat_that_should_not_be_there_goes_with_all_its_words(table):
    """One act removes somebody who came to disturb."""
    seat = table.sit()
    table.write_round()
    table.say(seat, "spam")
    table.desk.remove_seat(table.session, 1)
    assert table.words() == []
    with pytest.raises(NoSuchSeat):
        table.circle.room(seat)


@pytest.mark.parametrize(("agreed", "present"), [(-1, 5), (6, 5), (1, 501)])
def test_a_count_that_cannot_be_is_refused(table, agreed, present):
    """More agreed than are there: somebody mistyped."""
    with pytest.raises(ValueError, match="agreed_of_present"):
        table.desk.agreed_aloud(table.session, agreed, present)
