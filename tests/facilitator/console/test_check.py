"""The page of the room check: used without a script, by somebody at the facilitator's laptop."""

import json
import re

import pytest

from facilitator import issued, model, promise, reports
from participant_ui import seat as seats
from participant_ui.port import NotNow, Stage

TEXTS = ("The children met us", "The council does not answer", "The neighbours help")


@pytest.fixture(name="room")
def _room(sitting):
    """Three wrote, one does not want to be quoted; two themes were found; the closing round is open."""
    sitting.open()
    sitting.house.desk.agreed_aloud(sitting.id, 3, 3)
    sitting.turn(rounds(sitting).index("insight"))
    sitting.seats = [sitting.sit(f"seat-{n}", quote=n != 1) for n in range(3)]
    keep = sitting.house.circle.contribute
    sitting.said = [
        keep(seat, text, key=f"key-of-words-{n:04d}", round="").id
        for n, (seat, text) in enumerate(zip(sitting.seats, TEXTS, strict=True))
    ]
    themes = [theme("t1", "school", sitting.said[:2]), theme("t2", "neighbours", sitting.said[2:])]
    row = model.Reading(session_id=sitting.id, upto=99, themes=themes, placed=[], method={})
    sitting.house.store.change(lambda work: work.put(row))
    sitting.turn(rounds(sitting).index("farewell"))
    return sitting


def rounds(sitting):
    return [one["id"] for one in sitting.console.now(sitting.id)["rounds"]]


def theme(id, label, members):
    quotes = [{"contribution": m, "start": 0, "end": 30} for m in members]
    named = {"id": id, "label": label, "labels": {"lv": f"{label}-lv"}, "keywords": [label]}
    return named | {"size": len(members), "members": members, "quotes": quotes, "circles": 1}


def page(sitting):
    return sitting.console.get(f"/check/{sitting.id}")


def now(sitting):
    return sitting.console.client.get(f"/check/{sitting.id}/now").json


def press(sitting, button, **typed):
    return sitting.console.press(page(sitting), button, **typed)


def test_before_it_the_facilitator_sees_what_the_room_would_see(room):
    """Names, numbers and the quotes that may be shown; nothing is shown yet."""
    told = page(room)
    assert "school-lv" in told and TEXTS[0] in told
    assert TEXTS[1] not in told
    assert now(room)["shown"] is False


def test_a_whole_check_without_a_script(room):
    """Show, decide, correct, step on, reject, undo; each press leads back to the page."""
    press(room, "Show the themes to the people")
    press(room, "1 That is right")
    assert [d["status"] for d in now(room)["drafts"]] == ["confirmed", ""]
    press(room, "neighbours-lv not decided yet")
    assert now(room)["at"] == now(room)["drafts"][1]["id"]
    press(room, "3 No")
    press(room, "Take the decision back")
    assert [d["status"] for d in now(room)["drafts"]] == ["confirmed", ""]
    press(room, "All together: what is missing?")
    assert now(room)["at"] == ""
    press(room, "Take the themes away")
    assert now(room)["shown"] is False


def test_a_correction_needs_the_rooms_wording(room):
    """Without any the page says so, and nothing is changed."""
    press(room, "Show the themes to the people")
    theme = now(room)["at"]
    answer = room.console.post(f"/check/{room.id}/status", theme=theme, status="corrected", correction=" ")
    assert (answer.status_code, answer.json["code"]) == (422, "empty")
    room.console.post(f"/check/{room.id}/status", theme=theme, status="corrected", correction="Our school")
    draft = now(room)["drafts"][0]
    assert (draft["name"], draft["machine"], draft["status"]) == ("Our school", "school-lv", "corrected")


def test_hands_and_phones_stand_side_by_side(room):
    """By verdict; nothing typed is none."""
    press(room, "Show the themes to the people")
    theme = now(room)["at"]
    room.house.check.judge(room.seats[0], theme, "confirmed")
    room.house.check.judge(room.seats[1], theme, "corrected", "Rather the council")
    room.console.post(f"/check/{room.id}/hands", theme=theme, confirmed="7", corrected="", rejected="1")
    draft = now(room)["drafts"][0]
    assert draft["hands"] == {"confirmed": 7, "corrected": 0, "rejected": 1}
    assert draft["phones"] == {"confirmed": 1, "corrected": 1, "rejected": 0}
    assert [(w["text"], w["quotable"]) for w in draft["wordings"]] == [("Rather the council", False)]
    assert "not for quoting: for you alone" in page(room)


def test_what_somebody_typed_is_on_no_other_screen(room):
    """Neither on the wall nor on other phones: only the room's own wording goes there."""
    press(room, "Show the themes to the people")
    room.house.check.judge(room.seats[0], now(room)["at"], "corrected", "Just mine")
    assert "Just mine" in page(room)
    wall = room.console.client.get(f"/projector/{room.id}/now").text
    phone = room.house.circle.room(room.seats[2])
    assert "Just mine" not in wall and "Just mine" not in repr(phone)
    assert "Just mine" in repr(room.house.circle.room(room.seats[0]).verdicts)


def test_what_is_missing_is_kept_once(room):
    """Sent twice, with the key of the form."""
    press(room, "Show the themes to the people")
    html = page(room)
    for _ in range(2):
        room.console.send(html, "Keep it", text="About the young")
    assert [one["text"] for one in now(room)["missing"]] == ["About the young"]


def seal(room):
    room.house.desk.move(room.id, Stage.CLOSED, seen=room.state)
    room.house.sealing.seal(room.id, seen=room.state)


def test_what_the_room_decided_is_final_once_the_record_is_finished(room):
    """Every change is refused with the reason, nothing moves, and the page says so beforehand."""
    press(room, "Show the themes to the people")
    press(room, "1 That is right")
    before = now(room)["drafts"]
    seal(room)
    asked = (
        ("status", {"theme": "c01", "status": "rejected"}),
        ("status", {"theme": "c01", "status": ""}),
        ("hands", {"theme": "c01", "confirmed": "3"}),
        ("show", {"shown": "yes"}),
    )
    for path, fields in asked:
        answer = room.console.post(f"/check/{room.id}/{path}", **fields)
        assert (answer.status_code, answer.json["code"]) == (409, "sealed")
    with pytest.raises(NotNow):
        room.house.check.judge(room.seats[0], "c01", "rejected")
    assert now(room)["drafts"] == before
    told = page(room)
    assert "The record is finished, and so is what the room decided" in told
    assert re.search(r'name="status" value="rejected" data-final disabled', told)


def test_a_copy_is_to_be_replaced_when_the_room_decides_otherwise_later(room):
    """Another status or another name; the same once more is none; hands only where a copy tells them."""
    press(room, "Show the themes to the people")
    decide = f"/check/{room.id}/status"
    room.console.post(decide, theme="c01", status="confirmed")
    room.console.post(f"/takehome/{room.id}/print", language="en")
    for ending in (".jsonl", ".zip", ".qdpx"):
        reports.issue(room.house.store, room.id, ending, "en")
    room.console.post(decide, theme="c01", status="confirmed")
    assert "Copies to replace" not in room.console.get(f"/reading/{room.id}")
    room.console.post(f"/check/{room.id}/hands", theme="c02", confirmed="7")
    assert decided(room) == {"take_home": 0, "jsonl": 1, "zip": 1, "qdpx": 0}
    room.console.post(decide, theme="c01", status="corrected", correction="Our school")
    room.console.post(decide, theme="c02", status="rejected")
    assert decided(room) == dict.fromkeys(("take_home", "jsonl", "zip", "qdpx"), 2)
    assert "what the room said of 2 themes changed since" in room.console.get(f"/reading/{room.id}")


def decided(room):
    with room.house.store.read() as work:
        return {copy.kind: copy.decided for copy in issued.listed(work, room.id)}


def test_more_hands_than_people_are_kept_with_a_remark(room):
    """The room counted, so nothing is refused; three agreed aloud."""
    press(room, "Show the themes to the people")
    remark = re.compile(r'data-has="many-hands"( hidden)?>')
    for confirmed, hidden in (("3", " hidden"), ("4", None)):
        fields = {"theme": "c01", "confirmed": confirmed}
        assert room.console.post(f"/check/{room.id}/hands", **fields).status_code == 200
        assert remark.search(page(room)).group(1) == hidden
    assert "in the room are" in page(room)


def test_a_theme_has_the_name_the_room_saw_beside_the_consoles_own(room):
    """The console speaks English here, the circle Latvian: both names stand on the page of themes."""
    press(room, "Show the themes to the people")
    told = room.console.get(f"/reading/{room.id}")
    shown = re.findall(r'for-room"( hidden)?>for the room: <bdi[^>]*>([^<]*)<', told)
    assert shown[:2] == [("", "school-lv"), ("", "neighbours-lv")]
    room.console.post(f"/check/{room.id}/status", theme="c01", status="corrected", correction="Our school")
    shown = re.findall(r'for-room"( hidden)?>', room.console.get(f"/reading/{room.id}"))
    assert shown[:2] == [" hidden", ""]


def test_hands_are_in_the_report_as_data(room):
    """Beside what the room decided of the theme."""
    press(room, "Show the themes to the people")
    room.console.post(f"/check/{room.id}/hands", theme="c01", confirmed="7", rejected="1")
    told = reports.issue(room.house.store, room.id, ".jsonl", "en")
    themes = json.loads(told.splitlines()[0])["report"]["themes"]
    assert {"confirmed": 7, "rejected": 1} in [one["hands"] for one in themes]


def test_what_is_missing_is_not_asked_for_where_it_cannot_be_kept(room):
    """After closing the field is gone, and in its place stands why."""
    press(room, "Show the themes to the people")
    form = re.compile(r'data-form="missing" data-has="more"( hidden)?>')
    assert form.search(page(room)).group(1) is None
    room.house.desk.move(room.id, Stage.CLOSED, seen=room.state)
    assert form.search(page(room)).group(1) == " hidden"
    assert "The circle is closed. What was said is kept." in page(room)


def test_the_rooms_name_for_a_theme_is_no_longer_than_a_title(room):
    """The field takes no more, and longer ones are refused with the number; nothing is changed."""
    press(room, "Show the themes to the people")
    assert 'name="correction" data-final maxlength="300"' in page(room)
    for longest, status in ((300, 200), (301, 422)):
        fields = {"theme": "c01", "status": "corrected", "correction": "ā" * longest}
        assert room.console.post(f"/check/{room.id}/status", **fields).status_code == status
    assert now(room)["drafts"][0]["name"] == "ā" * 300


REFUSED = (
    ("status", {"theme": "c01", "status": "perhaps"}),
    ("status", {"theme": "c01", "status": "confirmed", "more": "1"}),
    ("hands", {"theme": "c01", "confirmed": "-1"}),
    ("hands", {"theme": "c01", "confirmed": "501"}),
    ("hands", {"theme": "c01", "confirmed": "ten"}),
    ("turn", {"theme": "../../c01"}),
    ("missing", {"text": "no key"}),
    ("show", {"shown": "perhaps"}),
)


def test_what_no_page_sends_is_refused(room):
    """In words, and never as a fault."""
    press(room, "Show the themes to the people")
    for path, fields in REFUSED:
        assert room.console.post(f"/check/{room.id}/{path}", **fields).status_code == 422, fields


def test_a_theme_or_session_that_is_not_there(room):
    """Said so."""
    press(room, "Show the themes to the people")
    answer = room.console.post(f"/check/{room.id}/status", theme="c99", status="confirmed")
    assert (answer.status_code, answer.json["code"]) == (404, "not_there")
    assert room.console.client.get("/check/none").status_code == 404
    assert room.console.post("/check/none/read").status_code == 404


def test_the_sheet_is_printed_in_a_language_of_the_circle_and_noted(room):
    """In the circle's own unless asked for another; what went out is on the list of copies."""
    press(room, "Show the themes to the people")
    press(room, "1 That is right")
    own = room.console.get(f"/takehome/{room.id}")
    assert '<html lang="lv"' in own and "dalībnieki apstiprināja" in own
    english = room.console.get(f"/takehome/{room.id}?language=en")
    assert "confirmed by the room" in english and TEXTS[0] in english and TEXTS[1] not in english
    assert "Nothing was said yet of who answers" in english and "answers.svg" not in english
    answer = room.console.post(f"/takehome/{room.id}/print", language="en")
    assert answer.json["code"] == "done"
    with room.house.store.read() as work:
        (copy,) = issued.listed(work, room.id)
    assert (copy.kind, copy.language) == ("take_home", "en")
    assert room.console.client.get(f"/takehome/{room.id}/answers.svg").status_code == 404
    assert room.console.client.get("/takehome/none").status_code == 404


def test_the_wall_shows_the_theme_in_hand_then_all_then_the_way_home(room):
    """One with its quotes; all with what was decided; at the end what comes next and the sheet's picture."""
    press(room, "Show the themes to the people")

    def wall():
        return room.console.client.get(f"/projector/{room.id}/now").json

    assert (wall()["face"], wall()["at"]) == ("theme", "c01")
    shown = room.console.get(f"/projector/{room.id}")
    assert "Vai par to mēs runājām?" in shown and TEXTS[0] in shown and TEXTS[1] not in shown
    fields = {"theme": "c01", "status": "corrected", "correction": "As the room says"}
    room.console.post(f"/check/{room.id}/status", **fields)
    press(room, "All together: what is missing?")
    assert wall()["face"] == "check" and "dalībnieki izlaboja" in room.console.get(f"/projector/{room.id}")
    said = {
        "commissioner": "Council",
        "answers_by": "Committee",
        "due": "2026-12-01",
        "note": "",
        "address": "",
    }
    room.house.store.change(lambda work: promise.keep(work, room.circle, said))
    room.house.desk.move(room.id, Stage.CLOSED, seen=room.state)
    assert wall()["face"] == "closed"
    assert wall()["next"] == {
        "commissioner": "Council",
        "answers_by": "Committee",
        "due": "1.12.2026.",
        "note": "",
    }
    assert room.console.client.get(wall()["sheet_qr"]).mimetype == "image/svg+xml"


def test_a_phone_reads_the_sheet_in_its_own_language(room):
    """Once it has a seat; and is led there when the circle is closed."""
    said = {"commissioner": "Council", "answers_by": "Made-up committee"}
    room.house.store.change(lambda work: promise.keep(work, room.circle, said))
    room.house.desk.move(room.id, Stage.CLOSED, seen=room.state)
    client = phone_of(room, 0)
    thanks = client.get(f"/c/{room.id}/").text
    assert f"/c/{room.id}/home-sheet" in thanks and "Made-up committee" in thanks
    room.house.circle.speak(room.seats[0], "ru")
    sheet = client.get(f"/c/{room.id}/home-sheet").text
    assert "О чём мы говорили" in sheet and room.seats[0].slip[:5] in sheet
    assert room.console.phone.get(f"/c/{room.id}/home-sheet").status_code == 401


def test_a_check_cannot_be_shown_where_nothing_was_found(sitting):
    """The page says what is needed first."""
    assert "Themes appear when enough has been said" in page(sitting)
    with pytest.raises(NotNow):
        sitting.house.check.show(sitting.id)


# on the phone, without a script


def phone_of(room, number):
    client, app = room.console.phone, room.console.app
    seat = room.seats[number]
    with app.test_request_context():
        value = seats._seal(app.secret_key).dumps([seat.token, seat.session, seat.slip])
    client.set_cookie(seats.cookie_name(room.id), value)
    return client


def test_a_phone_without_script_says_what_it_thinks(room):
    """A button for each answer; the page shows what was said, and takes it back."""
    press(room, "Show the themes to the people")
    client = phone_of(room, 0)
    html = client.get(f"/c/{room.id}/").text
    (action,) = set(re.findall(rf'action="(/c/{room.id}/check/c01)"', html))
    fields = {"verdict": "corrected", "text": "Our school"}
    answer = client.post(action, data=fields)
    assert answer.status_code == 303 and answer.location.endswith("#theme-c01")
    html = client.get(f"/c/{room.id}/").text
    assert 'value="corrected" aria-pressed="true"' in html and "Our school</textarea>" in html
    client.post(action, data={"verdict": "", "text": ""})
    assert 'aria-pressed="true"' not in client.get(f"/c/{room.id}/").text


def test_a_phone_is_told_why_an_answer_was_not_kept(room):
    """The theme is no longer there; the form is not one of ours; the phone has no seat."""
    press(room, "Show the themes to the people")
    client = phone_of(room, 0)
    where = f"/c/{room.id}/check/"
    assert client.post(where + "c77", data={"verdict": "confirmed"}).status_code == 410
    assert client.post(where + "c01", data={"verdict": "perhaps"}).status_code == 422
    assert room.console.phone.post(where + "c01", data={"verdict": "confirmed"}).status_code == 401
