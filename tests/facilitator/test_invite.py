"""Whom a circle is for: who is missing is reckoned from groups, and no name is needed for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator import invite
from facilitator.invite import TYPES, Group, When, Wording, who_is_missing
from participant_ui.port import NoSuchCircle, WordsRefused

GROUP = st.builds(
    Group,
    id=st.uuids().map(str),
    name=st.sampled_from(["young parents", "bus drivers", "councillors"]),
    types=st.lists(st.sampled_from(sorted(TYPES)), unique=True),
    invited=st.integers(0, 40),
    yes=st.integers(0, 20),
)


@given(st.lists(GROUP, max_size=8), GROUP)
def test_another_group_makes_nobody_missing(groups, one_more):
    """Adding a group never makes more kinds of people missing, neither on paper nor among those who come."""
    before, after = who_is_missing(groups), who_is_missing([*groups, one_more])
    assert set(after.types) <= set(before.types)
    assert set(after.all_types) <= set(before.all_types)
    assert after.coming >= before.coming and after.circles >= before.circles


@given(st.lists(GROUP, max_size=8))
def test_a_kind_is_missing_until_somebody_of_it_comes(groups):
    """Thought of is not yet there: the control for the law above."""
    missing = who_is_missing(groups)
    comes = {one for group in groups if group.yes for one in group.types}
    assert set(missing.all_types) == set(TYPES) - comes
    assert not set(missing.types) & set(missing.nobody_of)


def test_a_plan_says_who_is_missing():
    """Kinds without a group, kinds of whom nobody comes, groups not asked and groups that are silent."""
    missing = who_is_missing(
        [
            Group("1", "bus drivers", ["know"], invited=3, yes=2),
            Group("2", "young parents", ["affected"], invited=5),
            Group("3", "councillors", ["influence"]),
        ]
    )
    assert missing.types == ["seldom"]
    assert missing.nobody_of == ["affected", "influence"]
    assert (missing.silent, missing.not_invited) == (["young parents"], ["councillors"])
    assert (missing.invited, missing.coming, missing.size) == (8, 2, "few")


@pytest.mark.parametrize(
    ("people", "size", "circles"),
    [(0, "none", 1), (1, "few", 1), (5, "few", 1), (6, "fits", 1), (12, "fits", 1), (13, "many", 2)],
)
def test_six_to_twelve_make_a_circle(people, size, circles):
    """More than twelve make parallel circles, none of them over twelve."""
    missing = who_is_missing([Group("1", "all", yes=people)])
    assert (missing.size, missing.circles) == (size, circles)


@pytest.fixture(name="circle")
def _circle(table):
    return table.prepare.page().circles[0].id


def change(table, act, *args):
    return table.store.change(lambda work: act(work, *args))


def plan(table, circle):
    with table.store.read() as work:
        return invite.plan(work, circle)


def test_groups_are_kept_changed_and_taken_out(table, circle):
    """What no question or kind of ours names is left out, whatever a form sends."""
    id = change(table, invite.keep_group, circle, Group("", " Bus  drivers ", ["know", "x"], "x", "by hand"))
    assert plan(table, circle).groups == [Group(id, "Bus drivers", ["know"], "", "by hand")]
    change(table, invite.keep_group, circle, Group(id, "Drivers", ["affected"], "life", "", 4, 2))
    assert plan(table, circle).groups == [Group(id, "Drivers", ["affected"], "life", "", 4, 2)]
    change(table, invite.drop_group, circle, id)
    assert plan(table, circle).groups == []


def test_reports_hear_who_was_missing_only_where_somebody_planned(table, circle):
    """No plan says nothing about who was missing, rather than everybody."""
    with table.store.read() as work:
        assert invite.missing(work, circle) is None
    change(table, invite.keep_group, circle, Group("", "drivers", ["know"], yes=7))
    with table.store.read() as work:
        missing = invite.missing(work, circle)
    assert list(missing.all_types) == ["affected", "seldom", "influence"]


@pytest.mark.parametrize(
    ("name", "reason"), [(" ", "empty"), ("x" * 301, "too_long"), ("a\ufffeb", "unreadable")]
)
def test_a_group_has_a_name_that_can_be_read(table, circle, name, reason):
    with pytest.raises(WordsRefused) as refusal:
        change(table, invite.keep_group, circle, Group("", name))
    assert refusal.value.reason == reason


def test_what_is_not_there_is_not_there(table, circle):
    """No such circle, no such group."""
    with pytest.raises(NoSuchCircle):
        change(table, invite.keep_group, "none", Group("", "drivers"))
    with pytest.raises(NoSuchCircle):
        change(table, invite.keep_group, circle, Group("none", "drivers"))


def test_the_invitation_speaks_each_language_and_falls_back_to_the_circles(table, circle):
    """Typed in one language it stands for all; a language of its own comes first; else the circle's title."""
    when = When("2026-10-03", "18:00", "20:00", "https://example.org/aplis")
    change(
        table,
        invite.keep_invitation,
        circle,
        when,
        "lv",
        Wording(title="Nāciet", why="Jo vajag", tuning=["A", " ", "B"]),
    )
    change(table, invite.keep_invitation, circle, when, "ru", Wording(title="Приходите"))
    with table.store.read() as work:
        said = {one: invite.worded(work, circle, one) for one in ("lv", "ru", "en")}
    assert [said[one].title for one in said] == ["Nāciet", "Приходите", "Nāciet"]
    assert said["ru"].question == "When did you feel heard?" and said["ru"].place == "Library"
    assert (list(said["ru"].tuning), said["ru"].why) == (["A", "B"], "Jo vajag")
    assert plan(table, circle).when == when


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"day": "3. maijs"}, "no_day"),
        ({"begins": "vakarā"}, "no_day"),
        ({"page": "javascript:alert(1)"}, "no_address"),
        ({"page": "example.org"}, "no_address"),
        ({"page": "https://exa mple.org"}, "no_address"),
    ],
)  # fmt: skip
def test_a_day_is_a_day_and_an_address_opens(table, circle, wrong, reason):
    """Else nothing is kept, and the reason is said."""
    with pytest.raises(WordsRefused) as refusal:
        change(table, invite.keep_invitation, circle, When(**wrong), "lv", Wording(title="Nāciet"))
    assert refusal.value.reason == reason
    assert plan(table, circle) == invite.Plan()


def test_the_checklist_keeps_what_is_done(table, circle):
    """And what else somebody wants to remember; the groups stay as they are."""
    change(table, invite.keep_group, circle, Group("", "drivers"))
    change(table, invite.keep_venue, circle, ["chairs", "water"], ["key from the porter", " "])
    kept = plan(table, circle)
    assert (kept.ticked, kept.also, len(kept.groups)) == (["chairs", "water"], ["key from the porter"], 1)
