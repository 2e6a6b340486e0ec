"""The script of a circle in the console: chosen, looked at, changed, kept, given out and brought in."""

import io
import re
from typing import Any

from facilitator.script import load, read, scripts


def script(sitting: Any, part: str = "") -> str:
    return f"/circles/{sitting.circle}/script{part}"


def of(sitting: Any) -> Any:
    return sitting.house.shelf.of(sitting.circle).script


def a_round(sitting: Any, id: str) -> Any:
    return next(one for one in of(sitting).rounds if one.id == id)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def send_file(sitting: Any, content: bytes, name: str = "vakars.toml", *, by_script: bool = False) -> Any:
    headers = {"Accept": "application/json"} if by_script else {"Accept-Language": "en"}
    return sitting.console.client.post(
        "/scripts/import", data={"file": (io.BytesIO(content), name)}, headers=headers, follow_redirects=True
    )


def test_a_circle_is_made_with_a_script_chosen_in_words(console: Any, sitting: Any) -> None:
    """Each says how long it takes, whose it is and how much phones are used; one is chosen already."""
    page = console.get("/circles/new")
    for said in ("2 h", "by TimeOut's method", "ours, built on TimeOut", "Begin with this one", "Phones:"):
        assert said in words(page).replace("&#39;", "'")
    assert all(f'value="{name}"' in page for name in scripts())
    page = console.press(page, "Add the circle", title="Long", script="timeout-180")
    assert load("timeout-180").title["en"] in page
    circle = console.house.prepare.page().circles[-1].id
    assert console.house.shelf.of(circle).script == load("timeout-180")


def test_a_script_nobody_brought_is_not_chosen(sitting: Any) -> None:
    for where in ("/circles", script(sitting, "/choose")):
        answer = sitting.console.post(where, title="X", language="lv", script="none", question="", place="")
        assert answer.status_code in (404, 422)
    assert of(sitting) == load("timeout-120")


def test_the_page_holds_every_word_of_the_script(sitting: Any) -> None:
    """In the language asked for, with the circle's question in its place."""
    page = words(sitting.console.get(script(sitting) + "?language=en")).replace("&#39;", "'")
    whole = load("timeout-120")
    for one in whole.rounds:
        for text in (one.title, one.prompt, *one.say, *one.ask):
            assert text["en"].replace("{question}", "Whom do you trust?") in page
    assert all(rule["en"] in page for rule in whole.rules)


def test_what_is_printed_is_in_one_language(sitting: Any) -> None:
    """Whoever reads from paper reads its heads in the language of its sentences; the desk keeps its own."""
    page = sitting.console.get(script(sitting) + "?language=ru")
    paper, tools = page.split("</article>")
    assert "Правила разговора" in paper and "все вместе" in paper and "all together" not in paper
    assert "Print the script" in tools


def test_with_a_start_each_round_says_when_it_begins(sitting: Any) -> None:
    """A time as people type it; what is none shows none."""
    for typed, shown in (("18:00", "18:00–20:00"), ("9.30", "09:30–11:30")):
        assert shown in words(sitting.console.get(script(sitting) + f"?start={typed}"))
    for typed in ("", "25:00", "six", "18:00:00", "18:0"):
        page = words(sitting.console.get(script(sitting) + f"?start={typed}"))
        assert not re.search(r"\d\d:\d\d–", page)


def test_a_round_is_changed_on_a_page_of_its_own(sitting: Any) -> None:
    """What was typed is on the script at once, and in the evening that is prepared."""
    console = sitting.console
    page = console.get(script(sitting, "/rounds/dialogue"))
    page = console.press(
        page, "Keep this round", **{"title-lv": "Lielā saruna", "minutes": "40", "say-0-lv": "Kurš sāks?"}
    )
    assert "Lielā saruna" in page and "2 h 5 min" in page
    assert a_round(sitting, "dialogue").say[0]["lv"] == "Kurš sāks?"
    assert "You have changed this script" in page and "5 minutes longer" in page
    assert console.now(sitting.id)["rounds"][4]["planned"] == 40 * 60


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(sitting: Any) -> None:
    before = of(sitting)
    page = sitting.console.get(script(sitting, "/rounds/dialogue"))
    answer = sitting.console.send(
        page, "Keep this round", **{"title-lv": "", "minutes": "many", "ask-0-ru": "Почему {так}?"}
    )
    assert answer.status_code == 422
    for field, said in (
        ("title-lv", "Write it in the circle&#39;s own language first."),
        ("minutes", "Type whole minutes, from 1 to 480."),
        ("ask-0-ru", "Take the curly brackets out."),
    ):
        assert re.search(rf'id="{field}-wrong"[^>]*>{re.escape(said)}', answer.text), field
    assert 'value="many"' in answer.text and "Почему {так}?" in answer.text
    assert of(sitting) == before
    again = sitting.console.send(
        answer.text, "Keep this round", **{"title-lv": "S", "minutes": "9", "ask-0-ru": ""}
    )
    assert again.status_code == 200 and a_round(sitting, "dialogue").minutes == 9


def test_two_pages_of_one_round_lose_no_words(sitting: Any) -> None:
    """Who keeps second is told, with the words still in the fields; keeping again puts them in place."""
    console = sitting.console
    page = console.get(script(sitting, "/rounds/dialogue"))
    console.press(page, "Keep this round", **{"title-lv": "Pirmā"})
    answer = console.send(page, "Keep this round", **{"title-lv": "Otrā"})
    assert answer.status_code == 409 and "Otrā" in answer.text
    assert "changed on another page meanwhile" in answer.text
    assert a_round(sitting, "dialogue").title["lv"] == "Pirmā"
    console.press(answer.text, "Keep this round")
    assert a_round(sitting, "dialogue").title["lv"] == "Otrā"


def test_one_more_question_without_any_script_of_the_browser(sitting: Any) -> None:
    """The button keeps what is there and gives an empty field more."""
    console = sitting.console
    page = console.press(console.get(script(sitting, "/rounds/introduction")), "One more question")
    page = console.press(page, "Keep this round", **{"ask-0-lv": "Kas ir mainījies?"})
    assert "Kas ir mainījies?" in page
    page = console.press(console.get(script(sitting)), "Add it", question="Un kas nav?")
    asked = {line["lv"] for one in of(sitting).rounds for line in one.ask}
    assert {"Kas ir mainījies?", "Un kas nav?"} <= asked


def test_a_question_that_cannot_be_kept_is_refused_in_words(sitting: Any) -> None:
    for question, code in (("", "empty"), ("x" * 301, "too_long"), ("{question}", "brackets")):
        answer = sitting.console.post(script(sitting, "/rounds/dialogue/ask"), question=question)
        assert (answer.status_code, answer.json["code"]) == (422, code)


def test_minutes_that_make_another_evening_are_asked_about(sitting: Any) -> None:
    """By how much it misses is said; then the rounds give way, or the end does."""
    console = sitting.console
    page = console.get(script(sitting, "/times"))
    answer = console.send(page, "Keep these times", **{"minutes-dialogue": "45"})
    assert answer.status_code == 422 and "130 min: 10 min more than the evening has" in answer.text
    assert 'name="minutes-dialogue" inputmode="numeric" autocomplete="off" value="45"' in answer.text
    console.press(answer.text, "Fit the rounds into 120 min")
    assert sum(one.minutes for one in of(sitting).rounds) == of(sitting).minutes == 120
    page = console.get(script(sitting, "/times"))
    answer = console.send(page, "Keep these times", whole="150")
    assert "30 min of the evening are left" in answer.text
    console.press(answer.text, "Let the evening take 120 min")
    assert of(sitting).minutes == 120
    answer = console.send(console.get(script(sitting, "/times")), "Let the rounds fit", whole="10")
    assert answer.status_code == 422 and "Even at their shortest the rounds take" in answer.text


def test_a_round_moves_and_takes_what_was_typed_along(sitting: Any) -> None:
    console = sitting.console
    page = console.get(script(sitting, "/times"))
    page = console.press(page, "↓Later: Welcome", **{"minutes-dialogue": "33", "whole": "118"})
    assert [one.id for one in of(sitting).rounds][:2] == ["ground-rules", "welcome"]
    assert a_round(sitting, "dialogue").minutes == 33 and 'value="118"' in page
    page = console.press(page, "↑Earlier: Welcome")
    assert [one.id for one in of(sitting).rounds][:2] == ["welcome", "ground-rules"]


def test_rounds_come_and_go(sitting: Any) -> None:
    """A new one opens its own page; the one with the ground rules stays."""
    console = sitting.console
    page = console.get(script(sitting, "/add?after=dialogue"))
    page = console.press(page, "Add the round", blank="break")
    assert "Break" in page
    new = of(sitting).rounds[5]
    assert new.title["lv"] == "Pārtraukums" and new.sections == ()
    page = console.press(console.get(script(sitting, f"/rounds/{new.id}")), "Yes, take it out")
    assert of(sitting).rounds == load("timeout-120").rounds
    assert "Yes, take it out" not in console.get(script(sitting, "/rounds/ground-rules"))
    answer = console.post(script(sitting, "/rounds/ground-rules/remove"))
    assert (answer.status_code, answer.json["code"]) == (409, "rules_stay")


def test_what_leaves_the_method_is_told_and_not_refused(sitting: Any) -> None:
    """A dialogue that is too short, a closing in a hurry: the page says so in words, with what to do."""
    page = sitting.console.get(script(sitting, "/rounds/dialogue"))
    page = words(sitting.console.press(page, "Keep this round", minutes="1"))
    assert "What to know about this plan" in page and of(sitting).minutes == 86
    assert any(one.level == "warning" for one in of(sitting).findings())


def test_ground_rules_are_another_set_or_own_words(sitting: Any) -> None:
    """The script remembers which set they come from, and that the words are the circle's own."""
    console = sitting.console
    page = console.get(script(sitting, "/rules"))
    form = re.search(r'name="rules" value="(timeout-2018)"', page)
    assert form is not None
    assert console.post(script(sitting, "/rules"), rules="timeout-2018").status_code == 200
    assert len(of(sitting).rules) == 6 and of(sitting).ground_rules.year == 2018
    page = console.press(
        console.get(script(sitting, "/rules")), "Keep these words", **{"rule-0-lv": "Klausāmies."}
    )
    assert "Klausāmies." in page
    rules = of(sitting).ground_rules
    assert (rules.id, rules.own) == ("timeout-2018", True)
    answer = console.send(console.get(script(sitting, "/rules")), "Keep these words", **{"rule-0-lv": "{kā}"})
    assert answer.status_code == 422 and "{kā}" in answer.text
    assert console.post(script(sitting, "/rules"), rules="none").status_code == 404


def test_a_script_speaks_other_languages_and_has_another_name(sitting: Any) -> None:
    """The circle's own language cannot be taken away."""
    console = sitting.console
    answer = console.post(script(sitting, "/about"), **{"title-lv": "Mūsu vakars", "speaks-en": "yes"})
    assert answer.status_code == 200
    assert of(sitting).languages == ("lv", "en") and of(sitting).title == {
        "lv": "Mūsu vakars",
        "en": "Mūsu vakars",
    }
    answer = console.send(console.get(script(sitting, "/about")), "Keep this", **{"title-lv": ""})
    assert answer.status_code == 422 and "Some words are needed here." in answer.text


def test_an_evening_people_came_to_keeps_its_script_and_the_page_says_so(sitting: Any) -> None:
    assert "it changes along" in sitting.console.get(script(sitting))
    sitting.sit()
    page = sitting.console.get(script(sitting, "/rounds/dialogue"))
    page = sitting.console.press(page, "Keep this round", minutes="36")
    assert "keeps the script it had then" in page and "it changes along" not in page
    assert sitting.console.now(sitting.id)["rounds"][4]["planned"] == 35 * 60


def test_a_script_kept_under_a_name_is_there_for_later_circles(sitting: Any) -> None:
    console = sitting.console
    console.press(console.get(script(sitting, "/rounds/dialogue")), "Keep this round", minutes="50")
    page = console.press(console.get(script(sitting)), "Keep it", title="Garais vakars")
    assert "Later circles of this series can choose it" in page
    assert "Garais vakars" in console.get("/circles/new") and "Garais vakars" in console.get("/scripts")
    assert "those changes go" not in console.get(script(sitting, "/choose"))
    console.post(script(sitting, "/rounds/dialogue/ask"), question="Kāpēc?")
    assert "those changes go" in console.get(script(sitting, "/choose"))
    console.post(script(sitting, "/choose"), script="timeout-90")
    assert of(sitting) == load("timeout-90")
    page = console.press(console.get(script(sitting, "/choose")), "Take this script", script="garais-vakars")
    assert of(sitting).minutes == 135
    page = console.press(console.get("/scripts"), "Yes, take it off")
    assert "Garais vakars" not in page and of(sitting).minutes == 135


def test_a_script_goes_out_as_a_file_and_comes_in_the_same(sitting: Any) -> None:
    sitting.console.post(script(sitting, "/rounds/dialogue/ask"), question='"Kāpēc?" — \\ jā')
    answer = sitting.console.client.get(script(sitting, "/file"))
    assert 'filename="timeout-120.toml"' in answer.headers["Content-Disposition"]
    assert read(answer.data, "x.toml") == of(sitting)
    assert send_file(sitting, answer.data).status_code == 200
    own = sitting.house.shelf.one("timeout-120-2").script
    assert own.rounds == of(sitting).rounds
    assert sitting.console.client.get("/scripts/timeout-120-2/file").status_code == 200
    assert own.title["en"] in sitting.console.get("/scripts/timeout-120-2")


def test_a_broken_file_is_refused_with_file_key_and_remedy(sitting: Any) -> None:
    """Every fault at once, in the reader's language; the list of scripts is as it was."""
    content = sitting.console.client.get(script(sitting, "/file")).data
    spoiled = content.replace(b'form = "together"', b'form = "lecture"', 1).replace(
        b"minutes = 35", b'minutes = "x"'
    )
    answer = send_file(sitting, spoiled, "/home/me/vakars.toml")
    assert answer.status_code == 422
    page = words(answer.text)
    assert "vakars.toml was not brought in, and nothing was changed" in page and "home/me" not in page
    assert "rounds[4].minutes" in page and "rounds[1].form" in page and "Choose one of" in page
    refused = send_file(sitting, b"\xff", by_script=True)
    assert refused.status_code == 422 and refused.json["faults"][0]["key"] == "file"
    assert all(not offer.own for offer in sitting.house.shelf.offers())


def test_a_file_too_large_or_none_at_all_changes_nothing(sitting: Any) -> None:
    assert send_file(sitting, b"#" * 450_000).status_code == 413
    assert sitting.console.post("/scripts/import").status_code == 415
    for data in ({"other": (io.BytesIO(b""), "x")}, {"file": "words"}):
        answer = sitting.console.client.post(
            "/scripts/import",
            data=data,
            content_type="multipart/form-data",
            headers={"Accept": "application/json"},
        )
        assert answer.status_code == 422
    assert all(not offer.own for offer in sitting.house.shelf.offers())


def test_every_script_can_be_looked_at_before_it_is_chosen(sitting: Any) -> None:
    for name in scripts():
        assert load(name).title["en"] in sitting.console.get(f"/scripts/{name}").replace("&#39;", "'")


def test_what_is_not_there_is_told_in_words(sitting: Any) -> None:
    for path in ("/circles/none/script", "/circles/none/script/times", "/scripts/none", "/scripts/none/file"):
        assert "This is not here, or no longer." in sitting.console.get(path, status=404)


FORMS: list[dict[str, str]] = [
    {"act": "keep", "whole": "120", "minutes-dialogue": "35", "more": "x"},
    {"act": "burn", "whole": "120"},
    {"act": "keep"},
    {"texts": "x", "act": "keep", "whole": "1"},
    {"minutes": "x", "act": "keep", "whole": "1"},
]


def test_a_form_no_page_of_ours_sends_changes_nothing(sitting: Any) -> None:
    for fields in FORMS:
        answer = sitting.console.post(script(sitting, "/times"), **fields)
        assert (answer.status_code, answer.json["code"]) == (422, "form")
    assert of(sitting) == load("timeout-120")
