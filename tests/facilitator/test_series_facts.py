"""What a series' reports know of each circle: no place, no person, nothing that was not counted."""

from dataclasses import asdict

from facilitator import invite, series_facts
from facilitator.invite import Group


def facts(table):
    with table.store.read() as work:
        return series_facts.circles(work)


def test_a_circle_is_told_with_its_region_and_never_with_its_place(table):
    """The region typed for a circle stands in its facts; the place stands nowhere in them."""
    with table.store.read() as work:
        (circle,) = work.circles()
    table.prepare.regions({circle.id: "Vidzeme"})
    (held,) = facts(table)
    assert (held.id, held.region, held.language) == ("1", "Vidzeme", circle.language)
    assert circle.place and circle.place not in repr(asdict(held))


def test_groups_people_and_what_was_taken_back_are_counted(table):
    """Planned groups come from the plan, people from who agreed, words taken back are a number."""
    with table.store.read() as work:
        circle = work.circles()[0].id
    table.store.change(
        lambda work: invite.keep_group(work, circle, Group("", "Youth", ("seldom",), invited=4, yes=0))
    )
    seat = table.sit("a")
    table.write_round()
    kept = [table.say(seat, text, text) for text in ("I stay.", "I go.")]
    table.circle.withdraw(seat, kept[1])
    table.desk.agreed_aloud(table.session, 7, 9)
    (held,) = facts(table)
    assert [(one.name, one.types, one.invited, one.yes) for one in held.planned] == [
        ("Youth", ("seldom",), 4, 0)
    ]
    assert (held.people, held.present, held.withdrawn, held.day) == (7, 9, 1, "2026-10-03")


def test_a_circle_that_was_not_held_yet_is_told_without_figures(table):
    """Where nothing took place, nothing is counted."""
    table.prepare.circle(title="Later", question="", place="", language="ru", region="Latgale")
    later = facts(table)[1]
    assert (later.id, later.region, later.people, later.day, later.evening) == ("2", "Latgale", 0, "", None)
