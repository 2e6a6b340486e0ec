"""Before the evening: a series, its circles, and what was promised to people."""

import pytest

from facilitator.script import load
from participant_ui.port import NotNow, WordsRefused


def name(table, **changed):
    told = {"title": "Trust", "question": "When?", "host": "Made-up association", "keep_days": 90} | changed
    table.prepare.series(**told)


def test_the_date_people_were_told_comes_earlier_or_not_at_all(table):
    """Before anybody sits the days can be chosen; afterwards they can only become fewer."""
    name(table, keep_days=120)
    table.sit()
    name(table, keep_days=30)
    with pytest.raises(NotNow) as refusal:
        name(table, keep_days=31)
    assert refusal.value.reason == "promised"
    assert table.prepare.page().keep_days == 30


@pytest.mark.parametrize("field", ["title", "question", "host"])
def test_a_series_says_what_and_who(table, field):
    """Without a name, a question and somebody responsible there is no series."""
    with pytest.raises(WordsRefused):
        name(table, **{field: " "})


def test_a_circle_takes_the_series_question_unless_it_has_its_own(table):
    """Most circles of a series talk about one question."""
    table.prepare.circle(title="Two", question="", place="", language="ru")
    table.prepare.circle(title="Three", question="And here?", place="Library", language="lv")
    page = table.prepare.page()
    assert [(c.number, c.question) for c in page.circles[1:]] == [
        (2, "When did you feel heard?"),
        (3, "And here?"),
    ]


def test_an_evening_follows_its_circles_own_script_unless_another_is_given(table):
    """A circle made before there was a choice has the usual two hours."""
    plain, long = (
        table.prepare.circle(title="Two", question="", place="", language="lv", script=script)
        for script in ("", "timeout-180")
    )
    lines = table.prepare.page().circles[1:]
    assert [(line.minutes, line.rounds) for line in lines] == [(120, 11), (180, 12)]
    for circle, given, minutes in ((plain, None, 120), (long, None, 180), (long, load("timeout-90"), 90)):
        table.session = table.prepare.session(circle, given)
        assert table.script.minutes == minutes
