"""The evening from the facilitator's side: rounds, words, people, and the guide to them."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.console.reasons import REASONS
from participant_ui.port import NotNow, Stage

MINE = ("home.", "host.")
FIELDS = [
    *("seen", "to", "index", "agreed", "present", "key", "quote", "archive", "address", "name", "password"),
    *("open", "role", "shown", "title", "question", "host", "keep_days", "place", "language", "script"),
    *("capacity", "rehearsal", "extra", "accepted", "marks", "pulse", "feedback", "words", "round"),
    *("slip", "id", "text"),
]


def test_the_desk_says_what_comes_next(sitting: Any) -> None:
    """One large button, whose words say what it does, from the first to the last."""
    console = sitting.console
    seen = []
    for _ in range(40):
        now = console.now(sitting.id)
        step = now["next"]
        seen.append((step["face"], step["act"], step["index"]))
        if step["act"] == "read":
            break
        act = {"open": ("stage", {"to": "open"}), "close": ("stage", {"to": "closed"})}
        path, fields = act.get(step["act"], ("turn", {"index": str(step["index"])}))
        assert console.post(sitting.url(path), seen=str(now["evening"]["state"]), **fields).status_code == 200
    rounds = len(now["rounds"])
    assert seen[:3] == [("waiting", "open", -1), ("first", "turn", 0), ("round", "turn", 1)]
    assert seen[-2:] == [("round", "close", -1), ("closed", "read", -1)]
    assert len(seen) == rounds + 3


def test_a_pause_and_a_closed_round_have_faces_of_their_own(sitting: Any) -> None:
    console = sitting.console
    sitting.open()
    sitting.turn(2)
    console.post(sitting.url("round", "close"), seen=str(sitting.state))
    assert console.now(sitting.id)["next"] == {"face": "between", "act": "turn", "index": 3}
    console.post(sitting.url("stage"), seen=str(sitting.state), to="paused")
    assert console.now(sitting.id)["next"] == {"face": "paused", "act": "go_on", "index": -1}
    page = console.press(console.get(sitting.url()), "Go on")
    assert "Open the next round" in page


def test_a_step_back_opens_the_round_again(sitting: Any) -> None:
    sitting.open()
    sitting.turn(3)
    page = sitting.console.get(sitting.url())
    sitting.console.press(page, "Open this round", index="1")
    assert sitting.console.now(sitting.id)["current"] == 1


def test_a_desk_that_saw_an_older_state_changes_nothing(sitting: Any) -> None:
    """Two consoles: the slower one is told, and finds the circle where the quicker one brought it."""
    console = sitting.console
    sitting.open()
    page = console.get(sitting.url())
    sitting.turn(0)
    late = console.send(page, "Open the first round")
    assert late.status_code == 409 and "Another screen changed this just now" in late.text
    again = console.post(sitting.url("turn"), seen="1", index="5")
    assert (again.status_code, again.json["code"]) == (409, "stale")
    assert console.now(sitting.id)["current"] == 0


def test_words_are_shown_and_hidden_by_the_facilitator_alone(sitting: Any) -> None:
    words = sitting.writing("The neighbour who lent a ladder")
    page = sitting.console.get(sitting.url())
    assert "The neighbour who lent a ladder" in page

    def states() -> list[str]:
        return [one["state"] for one in sitting.console.now(sitting.id)["words"]]

    assert states() == ["kept"]
    sitting.console.post(sitting.url("words", words, "show"))
    assert states() == ["released"]
    sitting.console.post(sitting.url("words", words, "hide"))
    assert states() == ["hidden"]


def test_words_that_may_not_be_quoted_are_not_shown_to_the_room(sitting: Any) -> None:
    words = sitting.writing("Something private", quote=False)
    answer = sitting.console.post(sitting.url("words", words, "show"))
    assert (answer.status_code, answer.json["code"]) == (409, "not_quotable")
    assert sitting.console.now(sitting.id)["words"][0]["state"] == "kept"


def test_words_of_a_round_that_promised_so_stay_with_the_facilitator(sitting: Any) -> None:
    """The desk does not even offer to show them."""
    words = sitting.writing("For the facilitator", round="experience")
    answer = sitting.console.post(sitting.url("words", words, "show"))
    assert (answer.status_code, answer.json["code"]) == (409, "not_for_room")
    assert 'data-shows="desk"' in sitting.console.get(sitting.url())


def test_nobodys_words_become_markup(sitting: Any) -> None:
    sitting.writing("<script>alert(1)</script><img src=x onerror=alert(1)>")
    page = sitting.console.get(sitting.url())
    assert "<script>alert" not in page and "<img src=x" not in page


def test_how_many_agreed_aloud_is_kept(sitting: Any) -> None:
    console = sitting.console
    page = console.press(console.get(sitting.url()), "Keep", agreed="9", present="10")
    now = console.now(sitting.id)
    assert (now["agreed"], now["present"]) == (9, 10) and 'value="9"' in page
    more = console.post(sitting.url("agreed"), agreed="11", present="10")
    assert (more.status_code, more.json["code"]) == (422, "agreed_of_present")


def test_a_seat_that_should_not_be_goes_with_all_its_words(sitting: Any) -> None:
    sitting.writing("From outside the room")
    (seat,) = sitting.console.now(sitting.id)["ring"]
    sitting.console.post(sitting.url("seats", str(seat["seat"]), "remove"))
    now = sitting.console.now(sitting.id)
    assert now["ring"] == [] and now["words"] == []
    assert "From outside the room" not in sitting.console.get(sitting.url())


def test_a_paper_slip_has_a_number_and_a_code_and_comes_once(sitting: Any) -> None:
    """The same form sent twice gives the same slip; its consent is what was ticked."""
    console = sitting.console
    page = console.get(sitting.url("slips"))
    first = console.press(page, "Give a paper slip", quote="on")
    again = console.press(page, "Give a paper slip", quote="on")
    code = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", first)
    assert "Paper slip 1" in first and code and code.group() in again
    second = console.press(again, "Give a paper slip")
    assert "Paper slip 2" in second
    with console.house.store.read() as work:
        assert [p.may_quote for p in work.participants(sitting.id)] == [True, False]
    assert [mark["state"] for mark in console.now(sitting.id)["ring"]] == ["paper", "paper"]


def test_a_closed_circle_says_what_happens_next_and_opens_again(sitting: Any) -> None:
    sitting.open()
    console = sitting.console
    page = console.press(console.get(sitting.url()), "Yes, close the circle")
    assert "Tell the people what happens next" in page
    console.press(page, "Open the circle again")
    assert console.now(sitting.id)["evening"]["stage"] == Stage.OPEN


def everywhere(sitting: Any) -> dict[str, str]:
    """All pages that can be reached from the list of circles by links alone."""
    to_see, seen = ["/console/"], {}
    while to_see:
        path = to_see.pop()
        page = seen[path] = sitting.console.get(path)
        for link in re.findall(r'href="(/[^"#]*)', page):
            if link not in seen and "/static/" not in link and link not in to_see:
                to_see.append(link)
    return seen


def test_every_link_leads_somewhere_and_the_guide_names_what_is_there(sitting: Any) -> None:
    """Every button, heading and key that docs/run-a-circle.md names is on a page under that name."""
    guide = (Path(__file__).parents[3] / "docs" / "run-a-circle.md").read_text(encoding="utf-8")
    sitting.writing("Words to read")
    plan = {"question": "", "place": "", "language": "lv", "script": "action-plan-review"}
    sitting.house.prepare.circle(title="A plan gone through", **plan)
    pages = everywhere(sitting)
    said = " ".join(html.unescape(re.sub("<[^>]+>", " ", "".join(pages.values()))).split())
    named = {" ".join(words.split()) for words in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", guide)}
    assert len(pages) > 10 and not {words for words in named if "…" not in words and words not in said}
    keys = set(re.findall(r"^\| ([^|]+) \|", guide.split("## Keys on the desk")[1], re.M)) - {"Key", "---"}
    assert {key for listed in keys for key in listed.split(", ")} == legend(sitting)


def test_every_reason_has_its_words(sitting: Any) -> None:
    """Whatever a circle may refuse, the desk can say it."""
    assert set(NotNow.REASONS) <= REASONS.keys()
    page = sitting.console.get(sitting.url())
    assert all(f'data-code="{code}"' in page for code in REASONS)


def legend(sitting: Any) -> set[str]:
    """The keys that the desk lists on demand."""
    (listed,) = re.findall(r'<aside id="keys".*?</aside>', sitting.console.get(sitting.url()), re.S)
    return set(re.findall(r"<kbd>([^<]+)</kbd>", listed))


def test_the_keys_in_the_drawer_are_the_keys_of_the_script(sitting: Any) -> None:
    with sitting.console.client.get("/console/static/js/desk-keys.js") as answer:
        script = answer.text
    keys = set(re.findall(r'^  "?([a-z?])"?: ?', script, re.M)) | set(re.findall(r'^  "(\?)"', script, re.M))
    assert keys == {key.lower() for key in legend(sitting) if len(key) == 1}


TEXT = st.text(max_size=40) | st.sampled_from(["-1", "1e9", "٣", "\x00", "on", "open", "recorder", "9" * 400])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_hostile_forms_are_refused_and_never_break_anything(sitting: Any, data: st.DataObject) -> None:
    """Any field with anything in it, to any address that takes a form: an answer, and never a fault."""
    rules = [
        rule
        for rule in sitting.console.app.url_map.iter_rules()
        if rule.endpoint.startswith(MINE) and "POST" in (rule.methods or ())
    ]
    rule = data.draw(st.sampled_from(sorted(rules, key=str)))
    path = rule.rule.replace("<session>", sitting.id).replace("<circle>", sitting.circle)
    path = re.sub("<[^>]+>", "1", path)
    fields = data.draw(st.dictionaries(st.sampled_from(FIELDS), TEXT, max_size=5))
    if rule.endpoint in ("home.make_series", "home.save_copy"):
        fields["extra"] = ""  # refused for sure: no files are made by the dozen
    answer = sitting.console.post(path, **fields)
    assert answer.status_code < 500, (path, fields)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
def test_only_forms_are_taken(sitting: Any, kind: str) -> None:
    answer = sitting.console.client.post(sitting.url("turn"), data=b'{"seen": 0}', content_type=kind)
    assert answer.status_code in (415, 422)
