"""The made-up series is a real file, played through the real acts, and says that it is made up."""

import json

import pytest

from facilitator import demo_series, series_corpus, series_facts
from facilitator.store import Store


@pytest.fixture(name="played", scope="module")
def _played(tmp_path_factory):
    file = tmp_path_factory.mktemp("demo") / "series.aplis"
    demo_series.make(file)
    store = Store()
    store.open(file)
    with store.read() as work:
        yield (
            series_facts.circles(work),
            series_corpus.said(work),
            [one.title for one in work.circles()],
            [one.place for one in work.circles()],
        )
    store.close()


def test_six_circles_in_four_regions_met_on_six_days(played):
    """What a researcher gets: regions, days, people; of some plans and a trust pulse, of others nothing."""
    facts, *_ = played
    assert (
        len(facts) == 6 and len({one.region for one in facts}) == 4 and len({one.day for one in facts}) == 6
    )
    assert {bool(one.planned) for one in facts} == {True, False}
    assert {bool(one.pulse) for one in facts} == {True, False}
    assert all(one.people >= 8 for one in facts)


def test_every_text_is_said_in_its_circle_but_the_one_taken_back(played):
    """In Latvian, Russian and English; one text was taken back, some may not be quoted."""
    _, said, *_ = played
    told = json.loads(demo_series.TEXTS.read_text("utf-8"))
    for number, circle in enumerate(told["circles"], 1):
        here = [c.text for c in said.corpus.contributions if c.circle == str(number)]
        assert sorted(here) != [] and set(here) <= {text for _, text in circle["said"]}
        assert len(here) == len(circle["said"]) - ("withdrawn" in circle)
    assert {language for circle in told["circles"] for language, _ in circle["said"]} == {"lv", "ru", "en"}
    assert said.withdrawn == 1
    assert {c.quotable for c in said.corpus.contributions} == {True, False}


def test_nobody_takes_it_for_real(played):
    """Every title and every place says that it is made up."""
    *_, titles, places = played
    marked = ("made-up", "izdomāt", "вымышленн")
    assert all(any(word in one.casefold() for word in marked) for one in [*titles, *places])
