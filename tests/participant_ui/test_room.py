"""With a seat: what the page shows in each state, words kept and taken back, and what a person may change."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient

from participant_ui.port import DraftTheme, Phones, Stage
from participant_ui.reasons import REASONS

SCRIPT = {"X-Requested-With": "aplis", "Accept": "application/json"}
KEY = "0123456789abcdef0123456789abcdef"


def at(circle: Any, path: str = "") -> str:
    return f"/c/{circle.SESSION}/{path}"


def keep(phone: FlaskClient, circle: Any, text: str = "Trust grows slowly.", **fields: str) -> Any:
    return phone.post(at(circle, "words"), data={"key": KEY, "text": text, **fields}, headers=SCRIPT)


class Visible(HTMLParser):
    """The text a person sees: what is hidden, or kept for the script, is left out."""

    VOID = ("meta", "link", "input", "br", "circle")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.depth, self.hidden_at = "", 0, 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            return
        self.depth += 1
        if not self.hidden_at and ("hidden" in dict(attrs) or tag in ("template", "head")):
            self.hidden_at = self.depth

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if self.hidden_at == self.depth:
            self.hidden_at = 0
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        if not self.hidden_at:
            self.text += data


def seen(phone: FlaskClient, circle: Any) -> str:
    return Visible(phone.get(at(circle)).text).text


def show_state(circle: Any, state: str) -> None:
    if state in ("waiting", "paused", "closed"):
        circle.turn_to(Stage(state))
    else:
        circle.open_round(Phones(state))


STATES = {
    "waiting": "There is nothing to do on the phone now",
    "away": "Put your phone aside. It will call you when it is time to write.",
    "read": "Somebody held the door",
    "write": "When did you last trust somebody",
    "check": "Is something missing or not right?",
    "paused": "This page goes on by itself when the circle does",
    "closed": "Thank you for being here",
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_shows_its_own_page_and_no_other(seated: FlaskClient, circle: Any, state: str) -> None:
    """And in every one of them: my words, slip code, language, consent and the way out."""
    circle.somebody_else_wrote("Somebody held the door.")
    circle.themes = (DraftTheme("t", "Small things", ["Somebody held the door."], 3),)
    show_state(circle, state)
    page = seen(seated, circle)
    assert STATES[state] in page
    for other, sentence in STATES.items():
        if other != state and (other, state) not in (
            ("read", "check"),
            ("write", "read"),
            ("write", "check"),
        ):
            assert sentence not in page, other
    for always in (
        "My words and consent",
        "upe zars maize 1",
        "What I agree to",
        "русский",
        "Leave the circle",
    ):
        assert always in page


@pytest.mark.parametrize(
    ("shared", "sentence"),
    [
        ("facilitator", "It is not shown to the others"),
        ("projector", "show it on the screen without your name"),
        ("phones", "shown to everyone here together, without saying who wrote what"),
    ],
)
def test_the_field_says_who_will_see_the_words(
    seated: FlaskClient, circle: Any, shared: str, sentence: str
) -> None:
    """Who may not be quoted is shown to nobody, whatever the round shares."""
    seated.post(at(circle, "consent"), data={"quote": "on"})
    circle.open_round(Phones.WRITE, shared=shared)
    page = seen(seated, circle)
    assert sentence in page and page.count("The facilitator reads it") == 1
    seated.post(at(circle, "consent"), data={})
    assert "It is not shown to the others" in seen(seated, circle)


def test_the_prompt_is_in_the_phones_language_or_the_circles_own(phone: FlaskClient, circle: Any) -> None:
    phone.post(f"/j/{circle.TOKEN}/seat", data={"key": "k" * 22, "language": "ru"})
    circle.open_round()
    assert circle.PROMPT["ru"] in seen(phone, circle)
    circle.PROMPT.pop("ru")
    try:
        page = phone.get(at(circle)).text
        assert f'<h1 data-said="prompt" lang="lv">{circle.PROMPT["lv"]}</h1>' in page
    finally:
        circle.PROMPT["ru"] = "Когда вы в последний раз доверились незнакомому человеку? Что помогло?"


def test_words_are_kept_once_however_often_they_come(seated: FlaskClient, circle: Any) -> None:
    circle.open_round()
    first, second = keep(seated, circle), keep(seated, circle)
    assert (first.status_code, first.json) == (201, {"code": "kept", "id": "con-1", "again": False})
    assert (second.status_code, second.json) == (200, {"code": "kept", "id": "con-1", "again": True})
    assert circle.kept() == ["Trust grows slowly."]


def test_lines_end_alike_whoever_sends_them(seated: FlaskClient, circle: Any) -> None:
    circle.open_round()
    keep(seated, circle, "one\r\ntwo\rthree\n")
    assert circle.kept() == ["one\ntwo\nthree\n"]


REFUSALS = {
    "not_open": 409,
    "paused": 409,
    "closed": 409,
    "not_writing": 409,
    "too_fast": 429,
    "storage_full": 503,
    "busy": 503,
}


@pytest.mark.parametrize("reason", REFUSALS)
def test_a_refusal_has_a_number_a_code_and_a_sentence(seated: FlaskClient, circle: Any, reason: str) -> None:
    circle.open_round()
    circle.refusing = reason
    answer = keep(seated, circle)
    assert answer.status_code == REFUSALS[reason] and answer.json["code"] == reason
    assert answer.mimetype == "application/problem+json" and answer.json["title"] and answer.json["detail"]
    assert ("Retry-After" in answer.headers) == (answer.status_code in (429, 503))


def test_without_script_a_refusal_gives_the_text_back(seated: FlaskClient, circle: Any) -> None:
    """It says what happened, that nothing is lost, and leaves the text in a field that can be sent again."""
    circle.open_round()
    circle.refusing = "busy"
    form = {"key": KEY, "text": "Do not lose <me>", "round": "rnd-1"}
    answer = seated.post(at(circle, "words"), data=form)
    assert answer.status_code == 503
    for part in (
        "computer is busy",
        "Nothing is lost",
        ">Do not lose &lt;me&gt;</textarea>",
        f'value="{KEY}"',
    ):
        assert part in answer.text


def test_the_same_key_with_other_words_is_refused_and_offered_a_fresh_one(
    seated: FlaskClient, circle: Any
) -> None:
    circle.open_round()
    keep(seated, circle)
    assert keep(seated, circle, "Other words").json["code"] == "other_words_same_key"
    page = seated.post(at(circle, "words"), data={"key": KEY, "text": "Other words"}).text
    assert KEY not in page and "Other words</textarea>" in page
    assert circle.kept() == ["Trust grows slowly."]


@pytest.mark.parametrize(
    ("text", "code"), [("  \n ", "empty"), ("a" * 2001, "too_long"), ("a\0b", "unreadable")]
)
def test_what_cannot_be_kept_is_refused_with_its_reason(
    seated: FlaskClient, circle: Any, text: str, code: str
) -> None:
    circle.open_round()
    answer = keep(seated, circle, text)
    assert (answer.status_code, answer.json["code"]) == (422, code)


def test_without_script_words_are_kept_shown_and_taken_back(seated: FlaskClient, circle: Any) -> None:
    """The whole way with plain forms: post, be sent on, see the state, change one's mind."""
    circle.open_round()
    kept = seated.post(at(circle, "words"), data={"key": KEY, "text": "Plain words", "round": "rnd-1"})
    assert (kept.status_code, kept.location) == (303, at(circle, "?words=con-1#mine"))
    page = seen(seated, circle)
    assert "Plain words" in page and "sent" in page
    circle.share("con-1")
    assert "sent · shown" in seen(seated, circle)
    back = seated.post(at(circle, "words/con-1/back"), data={})
    assert back.status_code == 303 and circle.kept() == []
    assert "taken back" in seen(seated, circle)
    assert keep(seated, circle, "Plain words").status_code == 410


@pytest.mark.parametrize("phones", [Phones.AWAY, Phones.READ])
def test_words_that_came_when_the_round_had_moved_on_are_told_of(
    seated: FlaskClient, circle: Any, phones: Phones
) -> None:
    """A plain form, sent a moment late: the page says so, with the words; of nobody else's."""
    circle.open_round()
    circle.open_round(phones, id="rnd-2")
    late = {"key": KEY, "text": "A moment late", "round": "rnd-1"}
    page = seated.post(at(circle, "words"), data=late, follow_redirects=True).text
    told = page.split('id="told"')[1]
    assert "hidden" not in told.split(">")[0] and "A moment late" in told.split("</div>")[0]
    assert "sent" in told.split("</div>")[0]
    other = circle.somebody_else_wrote("Not yours", state="kept")
    assert 'id="told"' not in seated.get(at(circle, f"?words={other}")).text
    assert 'id="told"' not in seated.get(at(circle)).text


def test_words_are_corrected_with_a_form_and_by_script(seated: FlaskClient, circle: Any) -> None:
    """Same words, said better: the page shows them at once, with the same state."""
    circle.open_round()
    keep(seated, circle)
    assert "Keep it corrected" in seen(seated, circle)
    by_form = seated.post(at(circle, "words/con-1/mend"), data={"text": "Trust grew slowly."})
    assert (by_form.status_code, by_form.location) == (303, at(circle, "?words=con-1#mine"))
    assert "Trust grew slowly." in seen(seated, circle)
    answer = seated.post(at(circle, "words/con-1/mend"), data={"text": "One\r\nTwo"}, headers=SCRIPT)
    assert (answer.status_code, answer.json) == (200, {"code": "corrected", "id": "con-1"})
    assert circle.kept() == ["One\nTwo"]


def test_a_correction_that_is_refused_gives_the_text_back(seated: FlaskClient, circle: Any) -> None:
    """Too long, say: the old words stay, and what was typed can be shortened and sent once more."""
    circle.open_round()
    keep(seated, circle)
    page = seated.post(at(circle, "words/con-1/mend"), data={"text": "x" * 2001}).text
    assert f'action="{at(circle, "words/con-1/mend")}"' in page and "x" * 2001 in page
    assert circle.kept() == ["Trust grows slowly."]


def test_after_sealing_the_page_offers_no_correction_and_still_takes_back(
    seated: FlaskClient, circle: Any
) -> None:
    """It says why; an older page that asks all the same is told so."""
    circle.open_round()
    keep(seated, circle)
    circle.turn_to(Stage.CLOSED)
    circle.sealed = True
    page = seen(seated, circle)
    assert "Keep it corrected" not in page and "can still be taken back" in page
    refused = seated.post(at(circle, "words/con-1/mend"), data={"text": "Late"}, headers=SCRIPT)
    assert (refused.status_code, refused.json["code"]) == (409, "sealed")
    assert seated.post(at(circle, "words/con-1/back"), data={}).status_code == 303
    assert circle.kept() == []


def test_revealed_words_stand_below_ones_own_field_and_only_those_of_the_round(
    seated: FlaskClient, circle: Any
) -> None:
    """While people write, what was revealed of this round; where they read, all that was."""
    circle.somebody_else_wrote("Of an earlier round")
    circle.open_round(Phones.WRITE, shared="phones")
    assert "What people wrote" not in seen(seated, circle)
    circle.reveal("Somebody held the door", "Others said the same", several=True)
    page = seen(seated, circle)
    assert "What people wrote" in page and "Somebody held the door" in page
    assert page.count("said by several") == 1 and "Of an earlier round" not in page
    circle.open_round(Phones.READ, id="rnd-2")
    assert "Of an earlier round" in seen(seated, circle)


@pytest.mark.parametrize(("shared", "promised"), [("phones", True), ("facilitator", False)])
def test_something_to_read_is_promised_only_where_words_come_to_phones(
    seated: FlaskClient, circle: Any, shared: str, promised: bool
) -> None:
    """A round of welcome has a question and nothing to wait for."""
    circle.open_round(Phones.READ, shared=shared)
    page = seen(seated, circle)
    assert ("Nothing is shown here yet" in page) is promised


def test_in_away_a_page_without_script_does_not_load_itself(seated: FlaskClient, circle: Any) -> None:
    """No radio while people talk: where no script runs, the facilitator says when it is time."""
    circle.open_round(Phones.AWAY)
    page = seated.get(at(circle)).text
    assert "http-equiv" not in page and "Then touch the line at the top" in page
    promises = '<h1 class="by-script">Put your phone aside. It will call you'
    assert promises in page and page.count("It will call you") == 1
    assert "css/no-script.css" in page.split("<noscript>")[1].split("</noscript>")[0]
    circle.open_round(Phones.READ)
    assert 'http-equiv="refresh"' in seated.get(at(circle)).text


def test_nobody_takes_back_the_words_of_another(seated: FlaskClient, circle: Any) -> None:
    """Words that are not there and words of somebody else are answered alike."""
    other = circle.somebody_else_wrote("Mine, not yours")
    answers = [
        seated.post(at(circle, f"words/{id}/back"), data={}, headers=SCRIPT) for id in (other, "nowhere")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].data == answers[1].data and circle.kept() == ["Mine, not yours"]


def test_news_are_what_came_after_the_number_the_page_holds(seated: FlaskClient, circle: Any) -> None:
    circle.open_round()
    circle.turn_to(Stage.PAUSED)
    assert [one["name"] for one in seated.get(at(circle, "since/0")).json["news"]] == [
        "round.opened",
        "session.paused",
    ]
    assert [one["seq"] for one in seated.get(at(circle, "since/1")).json["news"]] == [2]
    assert seated.get(at(circle, "since/2")).json == {"news": []}


@pytest.mark.parametrize("seq", ["-1", "x", "1.5", "٣", "9" * 16, "9" * 6000, "0x1", "1e3"])
def test_a_number_that_is_none_is_a_wrong_address(seated: FlaskClient, circle: Any, seq: str) -> None:
    assert seated.get(at(circle, f"since/{seq}")).status_code == 404


def test_a_screen_that_lost_track_reads_everything_anew(seated: FlaskClient, circle: Any) -> None:
    circle.open_round()
    keep(seated, circle)
    room = seated.get(at(circle, "now")).json
    assert room["round"]["prompt"] == circle.PROMPT and room["round"]["phones"] == "write"
    assert room["mine"][0]["state"] == "kept" and room["seq"] == len(circle.journal)
    page = seated.get(at(circle)).text
    start = page.index('data-room="') + len('data-room="')
    printed = page[start : page.index('"', start)].replace("&#34;", '"').replace("&#39;", "'")
    assert json.loads(printed) == room


def test_consent_and_language_can_be_changed_at_any_time(seated: FlaskClient, circle: Any) -> None:
    assert seated.post(at(circle, "consent"), data={"archive": "on"}).status_code == 303
    (seat,) = circle.seats.values()
    assert (seat["consent"].quote, seat["consent"].archive) == (False, True)
    assert seated.post(at(circle, "language"), data={"language": "ru"}, headers=SCRIPT).json == {
        "code": "spoken",
        "language": "ru",
    }
    assert '<html lang="ru"' in seated.get(at(circle)).text


def test_leaving_can_take_all_words_along(seated: FlaskClient, circle: Any) -> None:
    circle.open_round()
    keep(seated, circle)
    answer = seated.post(at(circle, "leave"), data={"withdraw": "on"}, headers=SCRIPT)
    assert answer.status_code == 200 and circle.kept() == []
    assert "taken back" in seated.get(answer.json["onward"]).text


def test_without_a_seat_every_room_route_answers_401(phone: FlaskClient, app: Any, circle: Any) -> None:
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/c/") or rule.endpoint == "phone.left":
            continue
        url = rule.rule.replace("<session>", circle.SESSION).replace("<seq>", "0")
        url = url.replace("<contribution>", "con-1")
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        answer = phone.open(url, method=method, data={} if method == "POST" else None, headers=SCRIPT)
        assert (answer.status_code, answer.json["code"]) == (401, "no_seat"), url


def test_every_reason_of_the_port_has_words(circle: Any) -> None:
    from participant_ui.port import NotNow

    assert set(NotNow.REASONS) <= set(REASONS)
    refused = {"empty", "too_long", "unreadable", "other_words_same_key", "withdrawn"}
    assert refused <= set(REASONS)
