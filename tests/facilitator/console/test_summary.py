"""The page of the five questions: kept as typed, whole without script, two recorders without loss."""

import re

import pytest

from facilitator.summary import QUESTIONS, version

PAGE = "/recorder/{}/summary"


@pytest.fixture(name="page")
def _page(sitting):
    sitting.open()
    return PAGE.format(sitting.id)


def now(sitting, page):
    return sitting.console.client.get(f"{page}/now").json["answers"]


def test_an_answer_alone_is_kept_as_it_is_typed(sitting, page):
    """The script sends the one that changed; its answer names the version to change next."""
    answer = sitting.console.post(page, topics="Trust", seen_topics=version(""))
    assert (answer.status_code, answer.json["code"]) == (200, "done")
    assert answer.json["answers"]["topics"] == {"text": "Trust", "version": version("Trust")}
    assert [one for one in QUESTIONS if now(sitting, page)[one]["text"]] == ["topics"]


def test_another_recorders_answer_is_told_before_it_is_replaced(sitting, page):
    """And is replaced when the same is sent again with its version."""
    sitting.console.post(page, open="Of the one", seen_open=version(""))
    answer = sitting.console.post(page, open="Of the other", seen_open=version(""))
    assert (answer.json["code"], answer.json["unseen"]) == ("unseen", ["open"])
    there = answer.json["answers"]["open"]
    assert there["text"] == "Of the one"
    sitting.console.post(page, open="Of the other", seen_open=there["version"])
    assert now(sitting, page)["open"]["text"] == "Of the other"


def test_without_a_script_one_button_keeps_all_five(sitting, page):
    """What another screen answered meanwhile is shown beside what was typed, and the second press counts."""
    form = sitting.console.get(page)
    after = sitting.console.press(form, "Keep the answers", topics="Trust", further="The council")
    assert "The council" in after
    sitting.console.post(page, topics="Trust in courts", seen_topics=version("Trust"))
    answer = sitting.console.send(after, "Keep the answers", topics="Trust in schools")
    assert answer.status_code == 409
    assert "Trust in schools" in answer.text and "Trust in courts" in answer.text
    assert "Another recorder answered meanwhile" in answer.text
    sitting.console.press(answer.text, "Keep the answers")
    kept = now(sitting, page)
    assert (kept["topics"]["text"], kept["further"]["text"]) == ("Trust in schools", "The council")


def test_five_long_answers_in_cyrillic_fit_into_one_form(sitting, page):
    """Each as long as it may be."""
    form = sitting.console.get(page)
    long = {question: "Ы" * 2000 for question in QUESTIONS}
    assert re.search(r'enctype="multipart/form-data"', form)
    answer = sitting.console.client.post(
        page,
        data=long | {f"seen_{one}": version("") for one in QUESTIONS},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303
    assert all(now(sitting, page)[one]["text"] == "Ы" * 2000 for one in QUESTIONS)


@pytest.mark.parametrize("text", ["\x00", "a" * 9000, "<script>alert(1)</script>", "\ud7ff", "҉" * 60])
def test_hostile_answers_are_answered_and_never_a_fault(sitting, page, text):
    """Markup is words; what cannot be kept is said."""
    answer = sitting.console.post(page, topics=text, seen_topics=version(""))
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in sitting.console.get(page)
    assert sitting.console.post(page, weather="Fine").status_code == 422
