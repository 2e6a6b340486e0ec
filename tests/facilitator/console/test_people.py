"""The people at the desk: rules accepted, options of the evening, marks not heard yet, private cards."""

import json
from typing import Any

from facilitator.cards import cards
from facilitator.chairs import Options


def use(sitting: Any, **wanted: Any) -> None:
    options = {"marks": 0, "pulse": False, "feedback": True, "capacity": 12} | wanted
    sitting.house.desk.use(sitting.id, Options(**options))


def test_in_the_round_of_rules_the_large_button_is_that_the_group_accepted_them(sitting: Any) -> None:
    """One confirmation for all; the way on without it stays open, and the step after it is the next round."""
    console = sitting.console
    sitting.open()
    sitting.turn(1)
    page = console.get(sitting.url())
    assert console.now(sitting.id)["next"] == {"face": "round", "act": "accept", "index": 2}
    assert "Open the next round" in page
    console.press(page, "The group accepted the rules")
    now = console.now(sitting.id)
    assert now["rules"]["accepted"] and now["next"]["act"] == "turn"
    console.press(console.get(sitting.url()), "Take that back")
    assert console.now(sitting.id)["next"]["act"] == "accept"


def test_options_are_chosen_before_the_evening_and_during(sitting: Any) -> None:
    """On the page that gets phones in; the desk has the same form one key away."""
    console = sitting.console
    console.press(console.get(sitting.ready()), "Keep", capacity="20", marks="9")
    chosen = {"marks": 9, "pulse": False, "feedback": True, "capacity": 20}
    assert console.now(sitting.id)["options"] == chosen
    sitting.open()
    console.post(sitting.url("options"), capacity="21", marks="9", pulse="on")
    assert console.now(sitting.id)["options"] == chosen | {"capacity": 21, "pulse": True, "feedback": False}
    for key in ("one", "two"):
        sitting.sit(key)
    refused = console.post(sitting.url("options"), capacity="1", marks="0")
    assert (refused.status_code, refused.json["code"]) == (422, "seated")


def test_the_marks_are_shown_as_the_people_sit(sitting: Any) -> None:
    """By chance, the same each time: the desk shows which chair has which."""
    use(sitting, marks=5)
    page = sitting.console.get(sitting.url())
    assert sorted(sitting.house.desk.seating(sitting.id)) == [1, 2, 3, 4, 5]
    told = ", ".join(f"S{mark}" for mark in sitting.house.desk.seating(sitting.id))
    assert told in " ".join(page.split())


def test_who_was_not_heard_is_a_list_of_marks_on_the_desk_alone(sitting: Any) -> None:
    """No count and no rank, in the order of the marks, and no other screen is told."""
    use(sitting, marks=4)
    sitting.open()
    sitting.turn(4)
    house = sitting.house
    house.desk.agreed_aloud(sitting.id, 4, 4)
    for n, mark in enumerate((3, 3, 1)):
        house.record.keep(sitting.id, f"Line {n}", key=f"{n}" * 16, mark=mark)
    assert sitting.console.now(sitting.id)["unheard"] == [2, 4]
    json_ = {"Accept": "application/json"}
    for path in (f"/recorder/{sitting.id}/now", f"/projector/{sitting.id}/now"):
        assert "unheard" not in sitting.console.client.get(path, headers=json_).json


def test_without_marks_there_is_no_list_of_the_unheard(sitting: Any) -> None:
    sitting.open()
    assert sitting.console.now(sitting.id)["unheard"] == []


def deck() -> set[str]:
    return {text for card in cards() for said in (card.title, card.hint, *card.say) for text in said.values()}


def test_the_cards_are_on_the_facilitators_pages_in_the_circles_language(sitting: Any) -> None:
    """What is kept in mind in the reader's language, what is said aloud in that of the people."""
    for page in (sitting.console.get(sitting.url()), sitting.console.get(sitting.url("cards"))):
        for card in cards():
            assert card.title["en"] in page and card.hint["en"] in page
            assert all(said["lv"] in page for said in card.say)


def test_no_other_screen_and_no_news_ever_hold_a_card(sitting: Any) -> None:
    """Recorder, projector and phones have nothing of them, whatever round it is."""
    console, house = sitting.console, sitting.house
    told: list[Any] = []
    hear = house.store.hear
    house.store.hear = lambda news: (told.extend(news), hear(news))
    seat = sitting.writing("Words of somebody quiet")
    assert seat
    paths = [
        rule.rule.replace("<session>", sitting.id).replace("<circle>", sitting.circle)
        for rule in console.app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and "static" not in rule.endpoint
        and rule.endpoint not in ("host.desk", "host.deck")
    ]  # fmt: skip
    seen = [path.replace("<token>", sitting.link) for path in paths]
    pages = [console.client.get(path) for path in seen] + [console.phone.get(path) for path in seen]
    read = [page.text for page in pages if page.status_code == 200 and page.mimetype != "image/svg+xml"]
    assert len(read) > 10
    everything = "\n".join(read) + json.dumps([one.body for one in told], ensure_ascii=False)
    assert not [text for text in deck() if text in everything]


def test_a_cards_page_is_nobody_elses(sitting: Any) -> None:
    assert sitting.console.phone.get(sitting.url("cards")).status_code in (401, 403, 404)
