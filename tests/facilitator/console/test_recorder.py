"""The recorder's desk: each line once, in order, in the round it was typed in; with script and without."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator import chairs, model
from facilitator.record import Record
from participant_ui.port import Consent, NotNow, Stage

KEY = "a-key-of-this-line"


@pytest.fixture(name="desk")
def _desk(sitting):
    """The dialogue is open, and people agreed aloud."""
    sitting.open()
    sitting.turn(4)
    sitting.house.desk.agreed_aloud(sitting.id, 9, 10)
    return sitting


def keep(sitting, text, key=KEY, **fields):
    return sitting.console.post(f"/recorder/{sitting.id}/keep", key=key, text=text, **fields)


def now(sitting):
    return sitting.console.client.get(f"/recorder/{sitting.id}/now").json


def kept(sitting):
    with sitting.house.store.read() as work:
        return [c for c in work.contributions(sitting.id) if c.text]


def test_a_line_is_kept_once_however_often_it_is_sent(desk):
    """The line was cut before the answer came: the same key brings the same answer."""
    answers = [keep(desk, "Said once").json for _ in range(3)]
    assert {answer["id"] for answer in answers} == {answers[0]["id"]}
    assert [answer["again"] for answer in answers] == [False, True, True]
    assert [line["text"] for line in now(desk)["lines"]] == ["Said once"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 7), min_size=1, max_size=20))
def test_lines_sent_again_in_any_order_stay_one_each(desk, sent):
    """The first sending of each decides its place."""
    for number in sent:
        assert keep(desk, f"Line {number}", key=f"line-number-{number:08d}").status_code == 200
    texts = [line["text"] for line in now(desk)["lines"]]
    assert sorted(texts) == sorted(set(texts))
    assert {f"Line {number}" for number in sent} <= set(texts)


def test_two_recorders_see_each_others_lines(desk):
    """Two laptops write one record."""
    keep(desk, "From the one", key="one-recorders-key")
    keep(desk, "From the other", key="other-recorders-key")
    assert [line["text"] for line in now(desk)["lines"]] == ["From the one", "From the other"]


def test_until_people_agreed_the_page_says_why_nothing_is_kept(sitting):
    """And once they did, nothing is in the way."""
    sitting.open()
    sitting.turn(4)
    assert now(sitting)["waits_for"] == "not_agreed"
    assert "agreed aloud" in sitting.console.get(f"/recorder/{sitting.id}")
    answer = keep(sitting, "Too early")
    assert (answer.status_code, answer.json["code"]) == (409, "not_agreed")
    sitting.house.desk.agreed_aloud(sitting.id, 9, 10)
    assert now(sitting)["waits_for"] == ""
    assert keep(sitting, "Too early").status_code == 200


@pytest.mark.parametrize(
    ("stage", "code"), [(Stage.PAUSED, "paused"), (Stage.CLOSED, "closed"), (None, "not_open")]
)
def test_the_page_says_what_it_waits_for(sitting, stage, code):
    """Not open yet, paused, closed."""
    if stage is not None:
        sitting.open()
        sitting.house.desk.move(sitting.id, stage, seen=sitting.state)
    assert now(sitting)["waits_for"] == code


def test_a_finished_record_says_so_and_lets_words_go(desk):
    """Nobody is told to open the circle again; taking words out is always possible."""
    id = keep(desk, "To be taken out later").json["id"]
    desk.house.desk.move(desk.id, Stage.CLOSED, seen=desk.state)
    desk.house.sealing.seal(desk.id, seen=desk.state)
    assert now(desk)["waits_for"] == "finished"
    page = desk.console.get(f"/recorder/{desk.id}")
    assert "record of this circle is finished" in page and "Keep it mended" not in page
    assert "leaving “not recorded”" in page
    assert " readonly" in page and '<fieldset class="flags" disabled' in page
    assert keep(desk, "Too late", key="a-line-too-late-now", round="dialogue").json["code"] == "sealed"
    assert desk.console.post(f"/recorder/{desk.id}/redact", id=id).status_code == 200
    assert kept(desk) == []


def test_a_line_belongs_to_the_round_it_was_typed_in(desk):
    """Cut off in the dialogue, it comes in the next round and still belongs to the dialogue."""
    desk.turn(5)
    keep(desk, "Typed in the dialogue", round="dialogue")
    keep(desk, "Typed now", key="another-key-of-now")
    keep(desk, "From a round that never was", key="third-key-of-this", round="nowhere")
    keep(desk, "From a round to come", key="fourth-key-of-this", round="farewell")
    assert [c.round for c in kept(desk)] == ["dialogue", "choosing", "choosing", "choosing"]
    assert kept(desk)[0].kind == "talk"


def test_the_last_lines_come_in_for_an_hour_after_the_closing(desk):
    """The facilitator closed while the recorder's line was cut: what was typed in time is kept."""
    desk.house.desk.move(desk.id, Stage.CLOSED, seen=desk.state)
    assert keep(desk, "The last words", round="dialogue").status_code == 200
    assert keep(desk, "Typed afterwards", key="typed-after-closing").json["code"] == "closed"
    later = Record(desk.house.store, clock=lambda: model.now() + timedelta(hours=2))
    with pytest.raises(NotNow):
        later.keep(desk.id, "Much later", key="typed-much-later", round="dialogue")


def test_not_for_quoting_is_kept_with_the_line_and_can_be_mended(desk):
    """The recorder hears: do not quote me."""
    id = keep(desk, "Between us", unquotable="on").json["id"]
    assert [line["quotable"] for line in now(desk)["lines"]] == [False]
    desk.console.post(f"/recorder/{desk.id}/mend", id=id, text="Between us.")
    assert [(c.text, c.quotable) for c in kept(desk)] == [("Between us.", True)]


def test_a_line_taken_back_is_gone(desk):
    """From the record and from the file."""
    id = keep(desk, "Not this").json["id"]
    assert desk.console.post(f"/recorder/{desk.id}/back", id=id).status_code == 200
    assert now(desk)["lines"] == []
    assert kept(desk) == []


def test_a_paper_slip_is_typed_under_its_number(desk):
    """A number nobody has is refused in words."""
    number, _ = desk.house.desk.paper_slip(desk.id, Consent(quote=False, archive=False), key="slip")
    assert now(desk)["papers"] == [number]
    assert keep(desk, "From paper", paper=str(number)).status_code == 200
    assert [(c.source, line["quotable"]) for c, line in zip(kept(desk), now(desk)["lines"], strict=True)] == [
        ("paper", False)
    ]
    assert now(desk)["lines"][0]["paper"] == number
    assert keep(desk, "From nowhere", key="another-line-key", paper="77").json == {"code": "not_there"}


def test_a_slips_number_in_front_of_a_line_is_never_kept_as_words(desk):
    """Also without a script: the line is the slip's, or it is refused."""
    desk.house.desk.paper_slip(desk.id, Consent(quote=False, archive=False), key="slip")
    assert keep(desk, "#1 From paper").status_code == 200
    for number, text in enumerate(
        ["#9 From nowhere", " #9: From nowhere", "#1000000001 x", "#" + "1" * 5000 + " x"]
    ):
        assert keep(desk, text, key=f"a-line-of-nobody-{number}").json == {"code": "not_there"}
    for number, text in enumerate(["#1 ", "#9"]):
        assert keep(desk, text, key=f"a-line-without-words-{number}").status_code == 422
    assert keep(desk, "We are #1", key="a-line-that-is-a-line").status_code == 200
    assert [(c.text, c.source) for c in kept(desk)] == [("From paper", "paper"), ("We are #1", "recorder")]


def test_without_a_script_forms_do_the_same(desk):
    """Keep with marks, mend, take out, take away: by post and redirect."""
    page = f"/recorder/{desk.id}"
    after = desk.console.press(desk.console.get(page), "Keep this line", text="Without script")
    assert "Without script" in after
    after = desk.console.press(after, "Keep it mended", text="Mended without script")
    assert [c.text for c in kept(desk)] == ["Mended without script"]
    after = desk.console.press(after, "Take its words out for good")
    assert kept(desk) == []
    assert "not recorded" in after
    after = desk.console.press(after, "Keep this line", text="A slip of the hand")
    desk.console.press(after, "Take this line away")
    assert [line["redacted"] for line in now(desk)["lines"]] == [True]


def with_marks(desk, marks):
    options = chairs.Options(marks=marks, pulse=False, feedback=True, capacity=12)
    desk.house.desk.use(desk.id, options)


def test_a_line_is_marked_as_it_is_kept_and_afterwards(desk):
    """A question of speaker 3 in the recorder's own words; then an insight, not for quoting, of nobody."""
    with_marks(desk, 8)
    id = keep(desk, "Why?", question="on", paraphrase="on", mark="3").json["id"]
    marks = ("kind", "paraphrase", "quotable", "mark")
    assert [[line[name] for name in marks] for line in now(desk)["lines"]] == [["question", True, True, 3]]
    desk.console.post(f"/recorder/{desk.id}/mend", id=id, text="Why?", insight="on", unquotable="on")
    assert [[line[name] for name in marks] for line in now(desk)["lines"]] == [
        ["insight", False, False, None]
    ]
    page = desk.console.get(f"/recorder/{desk.id}")
    assert "an insight" in page and "not for quoting" in page


def test_the_marks_stand_in_the_order_of_the_chairs_and_only_where_they_are_used(desk):
    """Clockwise from the facilitator, so that the recorder finds who speaks; the same after a reload."""
    assert now(desk)["seating"] == []
    with_marks(desk, 8)
    assert sorted(now(desk)["seating"]) == list(range(1, 9))
    assert now(desk)["seating"] == now(desk)["seating"]
    assert keep(desk, "Of nobody we know", mark="9").status_code == 200
    assert [line["mark"] for line in now(desk)["lines"]] == [None]


def test_words_taken_out_leave_their_place(desk):
    """On the page, in its round, between the lines around it; and no word of it."""
    keep(desk, "Before", key="the-line-before-it")
    id = keep(desk, "A name that slipped out").json["id"]
    keep(desk, "After", key="the-line-after-it")
    assert desk.console.post(f"/recorder/{desk.id}/redact", id=id).status_code == 200
    lines = [(line["text"], line["redacted"], line["round"]) for line in now(desk)["lines"]]
    assert lines == [("Before", False, "dialogue"), ("", True, "dialogue"), ("After", False, "dialogue")]
    page = desk.console.get(f"/recorder/{desk.id}")
    assert "not recorded" in page and "slipped out" not in page
    assert (
        keep(desk, "A name that slipped out").status_code == 422
    )  # sent once more by a screen that was cut off


@pytest.mark.parametrize("typed", ["-", " – ", "—"])
def test_a_dash_alone_is_a_turn_that_is_not_recorded(desk, typed):
    """Somebody speaks who did not agree to it: no word is typed, and the place is kept once."""
    answers = [keep(desk, typed).json for _ in range(2)]
    assert answers[0]["id"] == answers[1]["id"]
    assert [(line["text"], line["redacted"]) for line in now(desk)["lines"]] == [("", True)]
    assert keep(desk, "- and so on", key="a-line-that-is-a-line").json["again"] is False


def test_a_turn_that_is_not_recorded_is_no_insight_either(desk):
    """In a round of insights every line is one; where nothing is written there is none."""
    desk.turn([one["id"] for one in desk.console.now(desk.id)["rounds"]].index("insight"))
    keep(desk, "An insight")
    keep(desk, "-", key="a-dash-in-the-insights")
    assert [line["kind"] for line in now(desk)["lines"]] == ["insight", ""]


def test_the_page_says_how_many_did_not_agree(desk):
    """The recorder leaves out what they say."""
    page = " ".join(desk.console.get(f"/recorder/{desk.id}").split())
    assert 'not recorded: <strong data-slot="others">1</strong>' in page


def test_a_view_of_the_number_an_answer_names_shows_what_was_done(desk):
    """So that a screen knows which picture is older than its own act."""
    answer = keep(desk, "Kept").json
    assert now(desk)["evening"]["seq"] >= answer["seq"] > 0


@pytest.mark.parametrize(("turned", "closing"), [("dialogue", False), ("insight", True), ("farewell", True)])
def test_the_five_questions_come_up_in_the_last_rounds(desk, turned, closing):
    """From the round in which insights are written; before, they are one key away."""
    desk.turn([one["id"] for one in desk.console.now(desk.id)["rounds"]].index(turned))
    assert now(desk)["closing"] is closing


HOSTILE = ["", "\x00", "‮abc", "a" * 9000, "\ud7ff" * 3, "  ", "<script>alert(1)</script>", "҉" * 50]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["text", "key", "paper", "round", "unquotable", "question", "mark"])
def test_hostile_input_is_answered_and_never_a_fault(desk, field, text):
    """Whatever is sent, the answer says what it was."""
    fields = {"key": KEY, "text": "Words", "paper": "", "round": "", "unquotable": ""} | {field: text}
    answer = desk.console.post(f"/recorder/{desk.id}/keep", **fields)
    assert answer.status_code in (200, 404, 409, 422)


def test_markup_in_a_line_is_words(desk):
    """It stands on the page as it was typed."""
    keep(desk, "<img src=x onerror=alert(1)>")
    assert "<img src=x" not in desk.console.get(f"/recorder/{desk.id}")


def test_what_a_phone_wrote_is_not_on_the_record(desk):
    """The recorder sees what was typed at a desk, not what people wrote for the facilitator."""
    desk.turn(3)
    desk.house.circle.contribute(desk.sit(), "For the facilitator", key="w" * 16, round="")
    assert now(desk)["lines"] == []
    assert "For the facilitator" not in desk.console.get(f"/recorder/{desk.id}")
