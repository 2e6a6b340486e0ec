"""The reading desk as its page is used: with forms alone, and as its script asks."""

import re

import pytest

from facilitator import desk_log

SAID = [
    "The road is full of holes",
    "Nobody mends the road",
    "The doctor listened to me",
    "Nobody asked us, ever",
]


@pytest.fixture(name="desk")
def _desk(sitting):
    """A series of one evening that was read: the first two lines in one theme, the third in another."""
    sitting.open()
    sitting.turn(4)
    sitting.house.desk.agreed_aloud(sitting.id, 9, 10)
    for number, text in enumerate(SAID):
        sitting.house.record.keep(sitting.id, text, key=f"k{number}", quotable=number != 2)
    sitting.house.store.change(lambda work: desk_log.add_reading(work, found(work, sitting.id)))
    return sitting


def found(work, session):
    """What the reader's process would have found."""
    ids = [one.id for one in work.contributions(session)]
    return {
        "themes": [theme("t1", "road", ids[:2]), theme("t2", "doctor", ids[2:3])],
        "placed": [
            {"id": id, "theme": lies, "language": "en", "confidence": 0.8}
            for id, lies in zip(ids, ("t1", "t1", "t2", None), strict=True)
        ],
        "method": {"last_number": 2},
    }


def theme(id, name, members):
    quotes = [{"contribution": members[0], "start": 4, "end": 8}]
    told = {"id": id, "label": name, "labels": {}, "keywords": [], "quotes": quotes, "members": members}
    return told | {"size": len(members), "circles": 1}


def refs(desk):
    """What people call the four contributions."""
    return list(now(desk)["words"])


def now(desk, held=""):
    answer = desk.console.client.get(f"/reading-desk/now?held={held}", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    return answer.json


def decide(desk, act, status=200, **fields):
    answer = desk.console.post(f"/reading-desk/decide/{act}", **{"who": "Anna"} | fields)
    assert answer.status_code == status, answer.text
    return answer.json


def seen(page):
    """The page without what only its script draws from."""
    return page.split("<template")[0]


def names(told):
    return {id: line[0] for id, line in told["themes"].items()}


def test_the_page_is_whole_without_script(desk):
    """Themes, contributions, the one in hand with what was said around it; a click and a form do the rest."""
    page = desk.console.get("/reading-desk")
    assert all(text in page for text in SAID) and "road" in page and "machine-suggested" in page
    page = desk.console.get("/reading-desk?theme=t1")
    assert "2</span> of" in page
    page = desk.console.press(page, "Rename the theme", name="Roads we drive", who="Anna", why="clearer")
    assert "Theme renamed to “Roads we drive”" in page and "Roads we drive" in page
    second = refs(desk)[1]
    page = desk.console.get(f"/reading-desk?at={second}")
    assert "Nobody mends the road" in page and "What was decided" not in seen(page)
    page = desk.console.press(page, "Move it", theme="t2")
    assert f"Moved to “doctor”: {second}" in page and "What was decided about it" in seen(page)
    page = desk.console.press(page, "Undo")
    assert "Theme renamed to “Roads we drive”" in page.split("</header>")[1]


def test_who_decides_is_asked_once(desk):
    """The name is kept in this browser and goes with every decision after."""
    page = desk.console.get("/reading-desk?theme=t1")
    assert desk.console.send(page, "Rename the theme", name="Roads", who=" ").status_code == 422
    page = desk.console.press(page, "Rename the theme", name="Roads", who="Žanna  Ūdre")
    assert "Žanna Ūdre" in page and "Your name" not in page.split("data-foot")[0]
    assert decide(desk, "rename", 422, who="", theme="t1", name="Road", language="en")["code"] == "no_who"


def test_the_page_is_told_only_what_changed(desk):
    """Words go to a page once; an answer to a decision holds what it changed and what undo would do."""
    first = now(desk)
    assert first["whole"] and len(first["words"]) == 4
    one, _, _, four = refs(desk)
    told = decide(desk, "move", members=f"{one} {four}", theme="t2", held=first["held"], why="alike")
    assert not told["whole"] and not told["words"] and set(told["standing"]) == {one, four}
    assert told["undo"]["words"] == f"Moved to “doctor”: {one}, {four}"
    assert (told["undo"]["who"], told["undo"]["why"]) == ("Anna", "alike")
    again = now(desk, told["held"])
    assert again["held"] == told["held"] and not again["standing"] and not again["themes"]
    assert now(desk, "somebody-elses")["whole"]


DECISIONS = [
    ("rename", {"theme": "t1", "name": "Roads", "language": "en"}, "Theme renamed to “Roads”"),
    ("merge", {"into": "t1", "themes": "t2"}, "Joined into “road”: “doctor”"),
    (
        "split",
        {"theme": "t1", "members": "2", "name": "Mending", "language": "en"},
        "Split off from “road” as “Mending”: 2",
    ),
    ("create", {"members": "4", "name": "Unasked", "language": "en"}, "New theme “Unasked”: 4"),
    ("move", {"members": "1 2", "theme": ""}, "Taken out of all themes: 1, 2"),
    ("assign", {"members": "1", "theme": "t2"}, "Put into “doctor” as well: 1"),
    ("unassign", {"members": "1", "theme": "t1"}, "Taken out of “road”: 1"),
    ("pin", {"members": "1", "pinned": "yes"}, "Pinned where it is: 1"),
    ("pin", {"members": "1"}, "No longer pinned: 1"),
    (
        "mark",
        {"theme": "t1", "contribution": "1", "start": "0", "end": "8"},
        "Marked as a quote for “road”: 1",
    ),
    (
        "unmark",
        {"theme": "t1", "contribution": "1", "start": "4", "end": "8"},
        "No longer a quote for “road”: 1",
    ),
    ("reject", {"members": "1 2 3 4", "rejected": "yes"}, "Left out of everything: 4 contributions"),
    ("refuse", {"theme": "t2", "refused": "yes"}, "Theme set aside: “doctor”"),
    ("memo", {"kind": "contribution", "id": "3", "text": "Ask again"}, "Memo: 3"),
    ("memo", {"kind": "theme", "id": "t1", "text": "Two villages"}, "Memo on “road”"),
    (
        "define",
        {"theme": "t1", "text": "Roads alone", "language": "en"},
        "What belongs in “road”, written down",
    ),
    ("code", {"members": "1", "codes": ""}, "Codes taken away: 1"),
    ("advance", {"members": "1 2", "state": "reviewed"}, "Now “reviewed”: 1, 2"),
    ("advance_theme", {"theme": "t1", "state": "released"}, "Theme “road” is now “released”"),
]


def test_each_decision_can_be_undone_and_says_what_it_was(desk):
    """In words, on the page and in the log; undone, everything is as it was, and it can be done again."""
    before = now(desk)
    known = dict(zip("1234", before["words"], strict=True))
    for act, fields, told in DECISIONS:
        words = re.sub(r"(?<=[:,] )[1-4](?=$|,)", lambda found: known[found.group()], told)
        done = decide(desk, act, **{name: called(known, name, value) for name, value in fields.items()})
        assert done["undo"]["words"] == words
        undone = step(desk, "undo", done)
        assert undone["redo"]["words"] == words and picture(undone) == picture(before)
        again = step(desk, "redo", undone)
        assert again["undo"]["words"] == words and picture(again) == picture(done)
        step(desk, "undo", again)
    log = desk.console.get("/reading-desk/log")
    assert (
        f"Undone: {words}" in log
        and f"Done again: {words}" in log
        and "undone since" in log
        and "Bruno" in log
    )


def step(desk, which, told):
    """Undo or redo what the page says it would."""
    answer = desk.console.post(f"/reading-desk/{which}", who="Bruno", of=str(told[which]["seq"]))
    assert answer.status_code == 200, answer.text
    return answer.json


def called(known, name, value):
    """The first contribution is called "1" above."""
    if name not in ("members", "contribution", "id"):
        return value
    return " ".join(known.get(part, part) for part in value.split())


def picture(told):
    """All that decisions can change."""
    return [told[part] for part in ("words", "standing", "themes", "order")]


def test_nobody_undoes_what_they_have_not_seen(desk):
    """Two screens: the second one's undo is refused when the first decided something since."""
    decide(desk, "rename", theme="t1", name="Roads", language="en")
    seen = now(desk)["undo"]["seq"]
    decide(desk, "rename", theme="t2", name="Doctors", language="en")
    answer = desk.console.post("/reading-desk/undo", who="Bruno", of=str(seen))
    assert (answer.status_code, answer.json["code"]) == (409, "stale")
    assert names(now(desk))["t2"] == "Doctors"


def test_a_page_of_long_ago_decides_nothing(desk):
    """It may show another series, whose contributions have the same numbers: it looks again first."""
    told = decide(desk, "rename", 409, theme="t1", name="Roads", language="en", held="en-long-ago")
    assert told["code"] == "stale" and now(desk)["undo"] is None


def test_what_was_left_out_is_seen_where_it_is_asked_for(desk):
    """Not among the rest; from there it can be brought back."""
    one = refs(desk)[0]
    decide(desk, "reject", members=one, rejected="yes")
    assert SAID[0] not in desk.console.get("/reading-desk")
    assert SAID[0] in desk.console.get("/reading-desk?theme=--")
    decide(desk, "reject", members=one)
    assert SAID[0] in desk.console.get("/reading-desk")


SOUGHT = [
    ("theme=-", [3]),
    ("find=DOCTOR", [2]),
    ("find=nobody+mends", [1]),
    ("state=reviewed", [0]),
    ("state=machine&theme=t1", [1]),
    ("language=lv", []),
    ("circle=1", [0, 1, 2, 3]),
    ("circle=2", []),
    ("page=9", [0, 1, 2, 3]),
    ("at=nothing-1&page=x&theme=%00", []),
]


def test_contributions_are_found_by_what_they_are(desk):
    """By theme and none, words without regard to capitals and marks, state, language, circle."""
    decide(desk, "advance", members=refs(desk)[0], state="reviewed")
    for query, shown in SOUGHT:
        page = desk.console.get(f"/reading-desk?{query}")
        rows = page.split('data-list="rows"')[1].split("</ol>")[0]
        assert [text in rows for text in SAID] == [number in shown for number in range(4)], query


STRANGE = [
    ("explode", {"theme": "t1"}),
    ("rename", {"theme": "t1", "name": "", "language": "en"}),
    ("rename", {"theme": "t1", "name": "Roads", "language": "xx"}),
    ("rename", {"theme": "t1", "name": "Roads", "language": "en", "more": "1"}),
    ("move", {"members": "", "theme": "t1"}),
    ("move", {"members": "<script>", "theme": "t1"}),
    ("mark", {"theme": "t1", "contribution": "1-1", "start": "-1", "end": "4"}),
    ("advance", {"members": "1-1", "state": "holy"}),
    ("rename", {"theme": "t1", "name": "Roads", "language": "en", "to": "//elsewhere"}),
    ("rename", {"theme": "t1", "name": "Roads", "language": "en", "who": "w" * 61}),
]


def test_what_no_page_of_ours_sends_is_refused(desk):
    """In a whole answer, and nothing is decided."""
    for act, fields in STRANGE:
        assert decide(desk, act, 422, **fields)["code"] == "form", (act, fields)
    assert now(desk)["undo"] is None


def test_words_taken_back_meanwhile_are_passed_over(desk):
    """A decision over several still holds for the others; where none is left there is nothing to decide."""
    decide(desk, "move", members=f"{refs(desk)[0]} 1-999", theme="t2")
    assert decide(desk, "move", 404, members="1-999", theme="t2")["code"] == "not_there"
    assert (
        decide(desk, "mark", 422, theme="t1", contribution=refs(desk)[0], start="2", end="999")["code"]
        == "no_act"
    )


def test_the_log_keeps_who_when_and_why(desk):
    """The newest first; and beside a contribution stands what was decided about it alone."""
    one, two, *_ = refs(desk)
    decide(desk, "move", members=one, theme="t2", why="it is about the <b>clinic</b>")
    decide(desk, "pin", members=two, pinned="yes")
    log = desk.console.get("/reading-desk/log")
    assert (
        log.index("Pinned where it is") < log.index("Moved to") and "&lt;b&gt;clinic" in log and "Anna" in log
    )
    history = desk.console.client.get(f"/reading-desk/history/{one}").json["history"]
    assert [line["words"] for line in history] == [f"Moved to “doctor”: {one}"]


def test_a_series_that_was_not_read_says_so(sitting):
    """And offers to read it; looking begins nothing."""
    asked = []
    sitting.house.reader.stir_series = asked.append
    page = sitting.console.get("/reading-desk")
    assert "Nothing was read over the whole series yet" in page and not asked
    assert decide(sitting, "create", 404, members="1-1", name="New", language="en")


def test_reading_anew_asks_the_reader(desk):
    """With the name of who asked; what people decided is the reader's to keep."""
    asked = []
    desk.house.reader.stir_series = asked.append
    assert desk.console.post("/reading-desk/read", who="Anna").json["code"] == "done"
    assert asked == ["Anna"]


def test_a_long_name_is_cut_where_it_is_told_and_whole_in_its_title(desk):
    """In the log and in the line that says what undo would take back."""
    name = "road " * 40
    told = decide(desk, "rename", theme="t1", name=name, language="en")["undo"]
    assert len(told["words"]) < 100 and "…" in told["words"] and name.strip() in told["whole"]
    page = desk.console.get("/reading-desk/log")
    assert page.count(name.strip()) == 1 and f'title="{told["whole"]}"' in page


def test_the_desk_is_the_facilitators_alone(desk):
    """Not even a paired screen comes here; the way to it is on the series' page and each circle's."""
    assert desk.console.phone.get("/reading-desk").status_code == 404
    assert desk.console.client.get("/reading-desk/decide/rename").status_code == 405
    series = desk.console.get("/console/")
    assert 'href="/reading-desk"' in series and 'href="/reading-desk?circle=1"' in series
