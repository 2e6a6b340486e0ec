"""Key insights at the reading desk: written over contributions, refused where no report could hold them."""

import pytest

from facilitator import desk_log

SAID = ["The road is full of 40 holes", "Nobody mends the road", "The doctor listened to me"]
START = "/reading-desk/insights"


@pytest.fixture(name="desk")
def _desk(sitting):
    """Three contributions of one circle, the first two in a theme that quotes the first; all was read."""
    sitting.open()
    sitting.turn(4)
    sitting.house.desk.agreed_aloud(sitting.id, 9, 10)
    for number, text in enumerate(SAID):
        sitting.house.record.keep(sitting.id, text, key=f"k{number}")
    sitting.house.store.change(lambda work: desk_log.add_reading(work, found(work, sitting.id)))
    return sitting


def found(work, session):
    """What the reader's process would have found; of the first it is not sure which way it points."""
    ids = [one.id for one in work.contributions(session)]
    quotes = [{"contribution": ids[0], "start": 4, "end": 8}]
    theme = {"id": "t1", "label": "road", "labels": {}, "keywords": [], "quotes": quotes}
    placed = [{"id": id, "theme": "t1", "language": "en"} for id in ids[:2]]
    placed[0]["facets"] = {"valence": {"value": "trust", "sure": 0.4}}
    return {
        "themes": [theme | {"members": ids[:2], "size": 2, "circles": 1}],
        "placed": placed,
        "method": {"last_number": 1},
    }


def state(desk):
    return desk.house.reading_desk.state()


def refs(desk):
    now = state(desk)
    return [now.called[one.id] for one in now.report.contributions]


def test_an_insight_is_written_over_what_was_chosen_changed_and_taken_back(desk):
    """With forms alone: it names its contributions, takes a theme's quotes as well, and undo knows of it."""
    one, two, three = refs(desk)
    page = desk.console.get(f"{START}?with={two}")
    assert "from one circle alone" in page
    page = desk.console.press(page, "Show what it stands on", en="Roads wait", theme="t1", who="Anna")
    assert f'at={one}"' in page and not state(desk).report.insights
    page = desk.console.press(page, "Keep the insight", who="Anna", why="often heard")
    (kept,) = state(desk).report.insights
    ids = [one.id for one in state(desk).report.contributions]
    assert dict(kept.text) == {"en": "Roads wait"} and list(kept.sources) == ids[:2]
    assert "Roads wait" in page and state(desk).log[-1].why == "often heard"
    page = desk.console.get(f"{START}?id={kept.id}&with={three}")
    desk.console.press(page, "Keep the insight", en="Roads and doctors", lv="Ceļi un ārsti")
    (changed,) = state(desk).report.insights
    assert changed.id == kept.id and list(changed.sources) == ids and len(changed.text) == 2
    assert "Key insight written: Roads and doctors" in desk.console.get("/reading-desk/log")
    page = desk.console.press(desk.console.get(START), "Take the insight back")
    assert "None yet" in page and not state(desk).report.insights
    desk.console.press(desk.console.get("/reading-desk"), "Undo")
    assert state(desk).report.insights == [changed]


REFUSED = [
    ({"en": "Most people wait for roads"}, "Most people"),
    ({"lv": "Katrs trešais gaida ceļu"}, "Katrs trešais"),
    ({"en": "Roads have 41 holes"}, "numbers that are not its figures: 41"),
    ({"en": "Somebody said “we never drive”"}, "that nobody said so"),
    ({"en": ""}, "Some words are needed"),
    ({"en": "Roads wait", "sources": "99-1"}, "is called 99-1"),
]


def test_what_would_keep_a_report_from_going_out_is_said_before_it_is_kept(desk):
    """Shares of people, numbers and words nobody said, numbers of no contribution: what was typed stays.
    A number that somebody said may stand; an insight that lost what bore it out says so from then on."""
    page = desk.console.get(f"{START}?with={refs(desk)[0]}")
    for typed, told in REFUSED:
        answer = desk.console.send(page, "Keep the insight", who="Anna", **typed)
        assert answer.status_code == 422 and told in answer.text and "Not kept yet" in answer.text
        assert next(iter(typed.values())) in answer.text and not state(desk).insights

    one = refs(desk)[0]
    desk.console.press(desk.console.get(f"{START}?with={one}"), "Keep", en="Roads have 40 holes", who="Anna")
    assert state(desk).report.insights and "No report can be written" not in desk.console.get(START)
    answer = desk.console.post("/reading-desk/decide/reject", who="Anna", members=one, rejected="yes")
    assert answer.json["code"] == "done"
    page = desk.console.get(START)
    assert (
        'class="ri-warn">Stands on no contribution' in page.split("ri-form")[0]
        and "Not in the report any more: 1 contribution" in page
    )


def test_more_than_seven_are_warned_of(desk):
    """The summary shows seven; which ones, by their order."""
    for number in range(8):
        fields = {"en": f"Roads wait, says voice {'abcdefgh'[number]}", "sources": refs(desk)[0]}
        assert desk.console.post(START, who="Anna", **fields).json["code"] == "done"
    page = desk.console.get(START)
    assert "A summary shows the first 7" in page and page.count("data-beyond") == 1


def test_people_say_which_way_it_points(desk):
    """What the program read is told with how sure it was; a person's word takes its place, whatever it is."""
    one, two, three = refs(desk)
    now = desk.console.client.get("/reading-desk/now").json["standing"]
    assert now[one][-2:] == [[["valence", "trust", "unsure"]], False] and now[three][-1] is True
    told = {"facet": "valence", "value": "distrust", "who": "Anna", "members": f"{one} {two}"}
    done = desk.console.post("/reading-desk/decide/tell", **told).json
    assert done["undo"]["words"] == f"Which way it points: Distrust: {one}, {two}"
    assert [done["standing"][ref][-2] for ref in (one, two)] == [[["valence", "distrust", "person"]]] * 2
    done = desk.console.post("/reading-desk/decide/tell", **told | {"value": ""}).json
    assert done["standing"][one][-2] == [] and "Cannot be told" in done["undo"]["words"]
    for wrong in ({"value": "holy"}, {"facet": "abi", "value": "ability"}):
        assert desk.console.post("/reading-desk/decide/tell", **told | wrong).status_code == 422
    page = desk.console.get(f"/reading-desk?at={three}")
    assert "not read yet" in page.split("<template")[0] and "Which way it points" in page
