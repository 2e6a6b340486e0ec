"""Figures over the circles of a series, each as its page says it."""

from dataclasses import replace

from analysis import across
from analysis.circles import CircleHeld, GroupPlanned
from analysis.corpus import Contribution
from analysis.report import Placed, Report, Theme


def series(said, circles):
    """`said`: (circle, theme or None, voice, reason) in order."""
    contributions = [Contribution(str(n), "x", voice=one[2], circle=one[0]) for n, one in enumerate(said)]
    placed = [Placed(str(n), one[1], "lv", reason=one[3]) for n, one in enumerate(said)]
    themes = [Theme(id, id, [], 0, []) for id in sorted({one[1] for one in said} - {None})]
    return Report("", themes, placed, contributions, circles=circles)


CIRCLES = [
    CircleHeld("1", "Vidzeme", "lv", "2026-05-03", people=8),
    CircleHeld("2", "Latgale", "lv", "2026-05-01", people=8),
    CircleHeld("10", "", "lv", "", people=8),
]
SAID = [
    ("1", "a", "v1", ""),
    ("1", "b", "v1", ""),
    ("1", "b", "v1", ""),
    ("2", "a", "v1", ""),
    ("2", "a", "", ""),
    ("10", "c", "", ""),
    ("10", "c", "", ""),
    ("10", None, "v1", "far from all"),
    ("10", None, "v1", "says nothing"),
]


def test_a_theme_is_told_by_its_circles_first():
    """In how many circles of how many, then contributions, regions that are known, languages."""
    spread = across.spread(series(SAID, CIRCLES))
    assert spread["a"] == across.Spread(circles=2, of=3, contributions=3, regions=2, languages=1)
    assert spread["c"].regions == 0


def test_saturation_follows_the_days_on_which_circles_were_held():
    """Circle 2 was held first; one without a day comes last; the last new theme is pointed at."""
    steps = across.saturation(series(SAID, CIRCLES))
    assert [(one.circle, one.new, one.total) for one in steps] == [("2", 1, 1), ("1", 1, 2), ("10", 1, 3)]
    assert across.last_new(steps).circle == "10"


def test_what_one_circle_or_one_person_says_is_listed():
    """Two lines of a recorder are never called one person's; what says nothing is no lone voice."""
    lone = across.lone(series(SAID, CIRCLES))
    assert lone.one_circle == {"b": "1", "c": "10"}
    assert lone.one_voice == {"b": ["1", "2"]}
    assert lone.unsorted == ["7"]


def test_who_was_missing_is_reckoned_from_plans_alone():
    """A kind of which nobody said yes anywhere is missing; circles without a plan are named, not guessed."""
    planned = (GroupPlanned("Council", ("influence",), 4, 0), GroupPlanned("Youth", ("seldom",), 3, 2))
    circles = [replace(CIRCLES[0], planned=planned), *CIRCLES[1:]]
    told = across.coverage(series(SAID, circles), ["seldom", "influence", "know"])
    assert told.missing == ["influence", "know"] and told.without == ["2", "10"]
    assert (told.circles[0].silent, told.circles[0].invited, told.circles[0].yes) == (["Council"], 7, 2)
    assert told.kinds["influence"] == across.Kind(planned=1, invited=1, yes=0)


def test_a_circle_differs_where_a_theme_is_twice_as_present_as_elsewhere():
    """Ten of ten here against none of twelve elsewhere is told, with what would be expected; in order."""
    here = [("1", "a", f"v{n}", "") for n in range(10)]
    there = [("2", "b", f"v{n}", "") for n in range(12)]
    told = across.differences(series(here + there, CIRCLES[:2]))
    assert (told[1].here, told[1].expected) == (0, 12)
    assert [(one.theme, one.circle, one.more) for one in told] == [
        ("a", "1", True),
        ("a", "2", False),
        ("b", "1", False),
        ("b", "2", True),
    ]
    few = across.differences(series([("1", "a", "v1", "")] * 3 + [("2", "b", "v1", "")] * 3, CIRCLES[:2]))
    assert few == []


def test_a_circle_does_not_differ_by_a_number_that_is_not_told():
    """One of twelve here, of one person, is a dot in the table: nothing is said of how it differs."""
    here = [("1", "a", f"v{n}", "") for n in range(10)] + [("1", "b", f"v{n}", "") for n in range(5)]
    there = [("2", "b", f"v{n}", "") for n in range(11)] + [("2", "a", "v1", "")]
    made = series(here + there, CIRCLES[:2])
    assert across.by_circle(made).cell("a", "2") == across.Cell(0, 0, shown=False, there=True)
    assert ("a", "2") not in [(one.theme, one.circle) for one in across.differences(made)]


def test_a_theme_the_room_rejected_is_in_no_figure():
    """Its contributions count as lying in no theme."""
    made = series(SAID, CIRCLES)
    without = replace(made, themes=[one for one in made.themes if one.id != "b"])
    assert "b" not in across.spread(without)
    assert across.lone(without).unsorted == ["1", "2", "7"]
