"""The series page as a researcher uses it, with forms alone."""

import pytest

from facilitator import desk_log, series_facts

SAID = [
    ("The road is full of holes", True),
    ("Nobody mends the road", True),
    ("Nobody asked us, ever", False),
]


@pytest.fixture(name="read")
def _read(sitting):
    """A series of one evening in which two lines lie in a theme, and one, not for quoting, in none."""
    sitting.open()
    sitting.turn(4)
    sitting.house.desk.agreed_aloud(sitting.id, 9, 10)
    for number, (text, quotable) in enumerate(SAID):
        sitting.house.record.keep(sitting.id, text, key=f"k{number}", quotable=quotable)
    sitting.house.store.change(lambda work: desk_log.add_reading(work, found(work, sitting.id)))
    return sitting


def found(work, session):
    ids = [one.id for one in work.contributions(session)]
    quotes = [{"contribution": ids[0], "start": 4, "end": 8}]
    theme = {"id": "t1", "label": "road", "labels": {}, "keywords": [], "quotes": quotes}
    lies = ("t1", "t1", None)
    return {
        "themes": [theme | {"members": ids[:2], "size": 2, "circles": 1}],
        "placed": [
            {"id": id, "theme": one, "language": "en", "reason": "" if one else "far from all"}
            for id, one in zip(ids, lies, strict=True)
        ],
        "method": {"last_number": 1},
    }


def test_the_page_says_in_how_many_circles_and_hides_what_two_people_said(read):
    """The theme stands with its circles; two lines are too few to count, and are marked as there."""
    page = read.console.get("/series-view")
    assert "1 of 1" in page and "road" in page
    assert page.count("spoken of, too few people to count") >= 2
    assert 'href="/reading-desk?theme=t1&amp;circle=1"' in page


def test_what_lies_in_no_theme_is_listed_without_words_that_may_not_be_quoted(read):
    """It counts and is named by its number; its words stay away."""
    page = read.console.get("/series-view")
    assert "Nobody asked us" not in page
    assert "not for quoting" in page


def test_a_region_filled_in_stands_in_the_tables_and_the_place_does_not(read):
    """A circle that came without a region gets one here."""
    page = read.console.press(read.console.get("/series-view"), "Keep the regions", region_1="Vidzeme")
    with read.house.store.read() as work:
        (held,) = series_facts.circles(work)
        place = work.circles()[0].place
    assert held.region == "Vidzeme" and "1 region" in page
    assert not place or place not in page


def test_regions_of_circles_that_are_not_there_are_refused(read):
    """A form that names another circle changes nothing."""
    answer = read.console.post("/series-view/regions", region_7="Elsewhere")
    assert answer.status_code == 422


def test_the_report_of_the_series_is_taken_as_a_working_copy_or_not_at_all(read):
    """A working copy comes as a file; for publishing, quotes must have been looked through."""
    answer = read.console.post("/series-view/report", format="markdown", language="en", purpose="working")
    assert answer.status_code == 200 and "road" in answer.text
    assert "aplis-series-" in answer.headers["Content-Disposition"]
    refused = read.console.post("/series-view/report", format="markdown", language="en", purpose="public")
    assert refused.status_code == 409
    assert (
        read.console.post("/series-view/report", format="poem", language="en", purpose="working").status_code
        == 422
    )


def test_before_the_first_reading_the_page_leads_to_the_reading_desk(sitting):
    """Nothing is made up where nothing was read."""
    page = sitting.console.get("/series-view")
    assert "Nothing was read over all circles yet" in page and "By language" not in page
