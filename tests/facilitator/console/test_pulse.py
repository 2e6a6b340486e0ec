"""Trust and feedback at the facilitator's laptop: paper typed in, counted once, and shown as a picture."""

import re
import secrets

import pytest

from facilitator.chairs import Options
from participant_ui.port import Consent, Stage
from participant_ui.questions import Form, Moment

LATVIAN = {"Accept-Language": "lv"}


@pytest.fixture(name="asked")
def _asked(sitting):
    """An evening that uses pulse and feedback."""
    sitting.house.desk.use(sitting.id, Options(marks=0, pulse=True, feedback=True, capacity=30))
    return sitting


def url(sitting, *parts):
    return "/".join((f"/pulse/{sitting.id}", *parts))


def type_in(sitting, kind, status=303, **fields):
    """One sheet, as its page sends it: each page has a key of its own."""
    fields = {"key": secrets.token_urlsafe(16)} | fields
    answer = sitting.console.client.post(
        url(sitting, "paper", kind), data=fields, headers={"Accept-Language": "en"}
    )
    assert answer.status_code == status, answer.text
    return answer


def slips(sitting, number):
    return [
        sitting.house.desk.paper_slip(sitting.id, Consent(False, False), key=f"slip-{n:012}")[1]
        for n in range(number)
    ]


def answered(sitting, slip, before, after):
    """What somebody answered about other people, both times."""
    for moment, said in ((Moment.BEFORE, before), (Moment.AFTER, after)):
        sitting.house.questions.paper_pulse(sitting.id, moment, {"others": said}, slip=slip, key="")


def close(sitting):
    sitting.open()
    sitting.house.desk.move(sitting.id, Stage.CLOSED, seen=sitting.state)


def count(sitting):
    return sitting.console.press(sitting.console.get(url(sitting)), "Yes, count the answers")


def numbers(page):
    return re.findall(r'<td data-came="\w+">(\d+)</td>', page)


def test_paper_is_typed_in_sheet_by_sheet(asked):
    """Each page says how many there are, and that the last one was kept."""
    (slip,) = slips(asked, 1)
    answer = type_in(asked, "before", slip=slip.lower(), others="7", local="dont_know", national="")
    page = asked.console.get(answer.headers["Location"])
    assert "Kept. Here is the next sheet." in page and "from paper: 1" in page
    type_in(asked, "after", others="8")
    type_in(asked, "feedback", heard="4", trust="10", missing="The young")
    assert numbers(asked.console.get(url(asked))) == ["1", "1", "1"]
    asked.console.get(url(asked, "paper", "during"), status=404)
    assert asked.console.client.get("/pulse/nowhere").status_code == 404


def test_a_wrong_code_is_said_and_nothing_has_to_be_typed_again(asked):
    answer = type_in(asked, "before", status=422, slip="K7QF2-M9XAB", others="3", local="dont_know")
    assert "This slip code is not known here." in answer.text
    assert 'value="K7QF2-M9XAB"' in answer.text
    assert '<option value="3" selected>' in answer.text
    assert '<option value="dont_know" selected>' in answer.text
    answer = type_in(asked, "feedback", status=422, missing="a" * 2001, heard="2")
    assert '<option value="2" selected>' in answer.text and "a" * 2001 in answer.text
    assert numbers(asked.console.get(url(asked))) == ["0", "0", "0"]


def test_a_sheet_sent_twice_is_one(asked):
    page = asked.console.get(url(asked, "paper", "feedback"))
    key = re.findall(r'name="key" value="([^"]+)"', page)[0]
    for _ in range(2):
        type_in(asked, "feedback", key=key, trust="5")
    assert numbers(asked.console.get(url(asked)))[2] == "1"


def test_ten_people_are_shown_as_a_picture_with_its_figures(asked):
    """A bar and a mark for each moment, described in words, with the same numbers in a table."""
    for number, slip in enumerate(slips(asked, 10)):
        answered(asked, slip, number, min(10, number + 2))
    close(asked)
    page = count(asked)
    assert "People who answered before and after: 10." in page
    picture = re.search(r'<svg class="trust-picture".*?</svg>', page, re.S)[0]
    assert 'role="img"' in picture and "<title" in picture
    assert "Middle answer before: 4.5, after: 6.5, on a scale from 0 to 10." in picture
    marks = re.findall(r'<circle cx="([\d.]+)"', picture)
    assert marks == [str(20 + 56 * 4.5), str(20 + 56 * 6.5)]
    assert "<td>4.5</td><td>2–7</td>" in page and "<td>6.5</td><td>4–9</td>" in page
    assert "<td>+2</td><td>+2 … +2</td>" in page
    assert page.count("Fewer than 10 people gave a number both times") == 2
    assert "4,5" in asked.console.client.get(url(asked), headers=LATVIAN).text


def test_nine_people_are_no_picture(asked):
    for slip in slips(asked, 9):
        answered(asked, slip, 0, 10)
    close(asked)
    page = count(asked)
    assert "before and after: 9. A picture needs at least 10" in page
    assert "trust-picture" not in page and "No form came." in page


def test_nothing_is_told_before_the_counting_and_nothing_is_added_after_it(asked):
    """While the circle is open it cannot be counted; once counted, no sheet is taken."""
    for _ in range(5):
        type_in(asked, "feedback", heard="5", experience="Calm")
    page = asked.console.get(url(asked))
    assert "Calm" not in page and "This can be done once the circle is closed." in page
    assert 'data-closed="yes" hidden' in page
    assert asked.console.client.post(url(asked, "count")).status_code == 409
    close(asked)
    assert "Calm" not in asked.console.get(url(asked))
    assert "Calm" in count(asked)
    page = asked.console.get(url(asked, "paper", "feedback"))
    assert "The answers were counted" in page and "<select" not in page
    answer = asked.console.client.post(url(asked, "paper", "feedback"), data={"key": "k" * 22, "trust": "1"})
    assert answer.status_code == 409


def test_feedback_falls_into_columns_with_their_numbers(asked):
    for heard in (1, 4, 4, 5, 5):
        type_in(asked, "feedback", heard=str(heard), trust="8", missing=f"<b>Somebody {heard}")
    close(asked)
    page = count(asked)
    row = re.search(r"I was heard\.</th>(.*?)</tr>", page, re.S)[1]
    assert re.findall(r"</svg>(\d+)</td>", row) == ["1", "0", "0", "2", "2"]
    assert "Fewer than 5 answered." in page and page.count("&lt;b&gt;Somebody 4") == 2
    assert "Middle answer 8, middle half 8 to 8." in page


def test_whoever_has_no_phone_takes_their_answers_back_at_the_desk(asked):
    (slip,) = slips(asked, 1)
    type_in(asked, "before", slip=slip, others="7")
    page = asked.console.press(asked.console.get(url(asked)), "Take these answers back", slip=slip)
    assert "Taken back." in page and numbers(page)[0] == "0"
    wrong = asked.console.client.post(url(asked, "back"), data={"slip": "K7QF2-M9XAB"})
    assert wrong.status_code == 422


def test_the_paper_forms_hold_what_the_phone_asks(asked):
    """In the language that is chosen; only what this evening uses."""
    page = asked.console.get(url(asked, "print") + "?language=ru")
    for sentence in (
        "Насколько вы доверяете другим людям?",
        "Меня услышали.",
        "Кому ещё стоило бы участвовать?",
    ):
        assert sentence in page
    assert page.count("Насколько вы доверяете другим людям?") == 2
    asked.house.desk.use(asked.id, Options(marks=0, pulse=False, feedback=True, capacity=30))
    page = asked.console.get(url(asked, "print") + "?language=en")
    assert "How much do you trust other people?" not in page and "I was heard." in page


def test_what_came_by_phone_counts_with_what_came_on_paper(asked):
    seat = asked.sit()
    asked.open()
    asked.turn(0)
    asked.house.questions.answer(seat, Moment.BEFORE, {"others": 5})
    asked.turn(len(asked.console.now(asked.id)["rounds"]) - 1)
    asked.house.questions.hand_in(seat, Form(trust=5), key="k" * 22)
    type_in(asked, "feedback", trust="6")
    assert numbers(asked.console.get(url(asked))) == ["1", "0", "2"]
    told = asked.console.client.get(url(asked, "now")).json
    assert told["came"] == {"before": 1, "after": 0, "forms": 2, "counted": False}
