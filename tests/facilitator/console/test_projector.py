"""The projector: the right face at the right time, and never a word that was not released."""

import itertools
import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator import model
from facilitator.console.projector import face
from facilitator.deskview import Evening, ProjectorView
from facilitator.script import load
from facilitator.wall import Card
from facilitator.work import Work
from participant_ui.port import Consent, DraftTheme, NotNow, OpenRound, Phones, Stage

WALL, KEYS = "/projector/{}", itertools.count()


@pytest.fixture(name="wall")
def _wall(sitting):
    """What the projector's script is told."""
    return lambda: sitting.console.client.get(f"/projector/{sitting.id}/now").json


def an_evening(**fields):
    about = {
        "session": "s", "seq": 0, "state": 0, "stage": Stage.OPEN, "rehearsal": False, "circle": "c",
        "circle_id": "c",
        "question": "q", "place": "", "language": "lv", "languages": ("lv",), "round": None, "minutes": 5,
        "elapsed": 0.0, "seats": 0, "capacity": 12, "joining": True, "code": "", "link": "",
    }  # fmt: skip
    return Evening(**about | fields)


def a_round(form="turns", phones=Phones.AWAY):
    return OpenRound(
        id="r",
        number=1,
        of=2,
        title={},
        prompt={},
        form=form,
        phones=phones,
        shared="facilitator",
    )


def a_view(*, begun=True, sections=(), words=(), themes=(), **evening):
    return ProjectorView(an_evening(**evening), begun, sections, (), words, themes, lexical=False)


SOME = (Card("1", "w", "r", 0),)
DRAFT = (DraftTheme("t", "l", (), 3),)


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        (a_view(stage=Stage.WAITING, begun=False), "welcome"),
        (a_view(begun=False), "welcome"),
        (a_view(round=a_round(), sections=(1,)), "welcome"),
        (a_view(round=a_round(form="together"), sections=(2,)), "rules"),
        (a_view(round=a_round(form="together"), sections=(5,)), "dialogue"),
        (a_view(round=a_round(form="together", phones=Phones.WRITE)), "round"),
        (a_view(round=a_round(), words=SOME), "reveal"),
        (a_view(round=a_round(), words=SOME, themes=DRAFT), "check"),
        (a_view(), "between"),
        (a_view(stage=Stage.PAUSED, round=a_round(), words=SOME), "paused"),
        (a_view(stage=Stage.CLOSED, themes=DRAFT), "closed"),
    ],
)
def test_the_room_sees_one_thing_at_a_time(view, shown):
    """Pause and end come before all else; what the facilitator shows comes before the round."""
    assert face(view) == shown


def test_before_anything_happens_people_find_the_way_in(sitting, wall):
    """Code, address and the square picture; the title and the ring beside them."""
    page = sitting.console.get(WALL.format(sitting.id))
    now = wall()
    assert now["face"] == "welcome"
    assert now["place"] == "aplis.lan:8770"
    assert now["evening"]["code"] in page and "aplis.lan:8770" in page
    drawing = sitting.console.client.get(now["qr"])
    assert drawing.mimetype == "image/svg+xml" and drawing.text.startswith("<svg")


def test_two_at_one_phone_fill_two_places_on_the_ring(sitting, wall):
    """The ring fills as people come, whatever they share."""
    sitting.house.circle.take_seat(
        sitting.link, Consent(True, False), language="lv", key="pair" * 4, people=2
    )
    assert (wall()["evening"]["seats"], wall()["evening"]["people"]) == (1, 2)
    assert sitting.console.get(WALL.format(sitting.id)).count('class="taken"') >= 2


def test_words_revealed_together_are_on_the_wall_and_say_where_several_wrote_the_same(sitting, wall):
    """One card for nearly the same words; the order is the reveal's, and nothing was there before."""
    first = sitting.writing("Ask before you decide.")
    write = sitting.house.circle.contribute
    others = [
        write(sitting.sit(text), text, key="w" * 16, round="").id
        for text in ("Answer letters.", "ask before you decide")
    ]
    assert wall()["face"] != "reveal"
    sitting.house.reveal.join(sitting.id, [first, others[1]])
    sitting.house.reveal.reveal(sitting.id, seen=sitting.state)
    assert wall()["face"] == "reveal"
    assert {(card["text"], card["several"]) for card in wall()["words"]} == {
        ("Ask before you decide.", True),
        ("Answer letters.", False),
    }
    page = sitting.console.get(WALL.format(sitting.id))
    assert '<p class="quiet several">' in page and '<p class="quiet several" hidden>' in page


def test_the_picture_of_the_way_in_changes_with_the_link(sitting, wall):
    """No screen goes on showing the code that was photographed."""
    before = wall()["qr"]
    sitting.house.desk.new_link(sitting.id)
    assert wall()["qr"] != before


def test_where_no_phone_can_come_there_is_no_code_but_the_reason(nowhere):
    """A code that leads nowhere is worse than none."""
    now = nowhere.console.client.get(f"/projector/{nowhere.id}/now").json
    assert (now["qr"], now["place"]) == ("", "")
    assert now["why"]
    assert nowhere.console.client.get(f"/projector/{nowhere.id}/qr.svg").status_code == 404


def test_where_no_phone_may_come_nobody_is_told_why_it_could_not(nowhere):
    """Joining is closed: that there is no network either is no news for the room."""
    nowhere.house.desk.joining(nowhere.id, False)
    assert nowhere.console.client.get(f"/projector/{nowhere.id}/now").json["why"] == ""


def test_when_joining_is_closed_nobody_is_invited(sitting, wall):
    """The code goes from the wall."""
    sitting.house.desk.joining(sitting.id, False)
    assert (wall()["qr"], wall()["place"], wall()["why"]) == ("", "", "")


def test_the_wifi_is_shown_only_while_the_facilitator_gives_it(sitting, wall):
    """Its name and its own square picture."""
    assert wall()["wifi"] == ""
    sitting.console.post(sitting.ready("wifi"), name="Library", password="open sesame")
    assert wall()["wifi_name"] == "Library"
    assert sitting.console.client.get(wall()["wifi"]).mimetype == "image/svg+xml"


def test_the_room_speaks_the_circles_language(sitting):
    """Whatever language the facilitator's console is in."""
    sitting.open()
    sitting.turn(3)
    page = sitting.console.get(WALL.format(sitting.id))
    assert '<html lang="lv"' in page
    assert "Katrs savā klusumā" in page


def test_while_people_write_the_other_languages_say_it_quietly(sitting, wall):
    """Without saying the circle's own question three times."""
    sitting.open()
    sitting.turn(3)
    others = dict(wall()["others"])
    assert others.keys() == {"en", "ru"}
    assert not any("Whom do you trust?" in text for text in others.values())
    sitting.turn(4)
    assert wall()["others"] == []


def test_ground_rules_stand_on_the_wall_in_their_round(sitting, wall):
    """All of them, in the circle's language."""
    sitting.open()
    sitting.turn(1)
    assert wall()["face"] == "rules"
    page = sitting.console.get(WALL.format(sitting.id))
    assert all(rule["lv"] in page for rule in wall()["rules"])


def test_a_rehearsal_says_so(sitting):
    """Nobody takes the trial for the evening."""
    trial = sitting.house.prepare.session(sitting.circle, load("timeout-120"), rehearsal=True)
    assert sitting.console.client.get(f"/projector/{trial}/now").json["evening"]["rehearsal"] is True
    page = sitting.console.get(f"/projector/{trial}")
    assert '<p class="rehearsal-line" data-when="rehearsal">' in page


def test_hiding_takes_words_from_the_wall(sitting, wall):
    """And leaves the others where they are."""
    sitting.open()
    sitting.turn(8)
    sitting.house.desk.agreed_aloud(sitting.id, 3, 3)
    first = sitting.house.circle.contribute(sitting.sit(), "The first words", key="w" * 16, round="").id
    spoken = sitting.house.record.keep(sitting.id, "The second words", key="r" * 16).id
    for one in (first, spoken):
        sitting.house.desk.release(sitting.id, one)
    assert [(w["text"], w["place"]) for w in wall()["words"]] == [
        ("The first words", 0),
        ("The second words", 1),
    ]
    sitting.house.desk.hide(sitting.id, first)
    assert [(w["text"], w["place"]) for w in wall()["words"]] == [("The second words", 1)]
    assert "The first words" not in sitting.console.get(WALL.format(sitting.id))


def test_a_new_round_clears_the_wall_and_going_back_brings_it_again(sitting, wall):
    """What was shown belongs to its round, unless it is shown again in another."""
    sitting.open()
    sitting.turn(4)
    sitting.house.desk.agreed_aloud(sitting.id, 3, 3)
    said = sitting.house.record.keep(sitting.id, "Said in the dialogue", key="r" * 16).id
    sitting.house.desk.release(sitting.id, said)
    assert wall()["face"] == "reveal"
    sitting.turn(5)
    assert wall()["words"] == []
    sitting.turn(4)
    assert [w["text"] for w in wall()["words"]] == ["Said in the dialogue"]


def test_words_that_must_not_be_quoted_never_reach_the_wall(sitting, wall):
    """Also where they were shown first, and the person changed their mind afterwards."""
    sitting.open()
    sitting.turn(8)
    seat = sitting.sit()
    mine = sitting.house.circle.contribute(seat, "Mine, at first", key="w" * 16, round="").id
    sitting.house.desk.release(sitting.id, mine)
    assert [w["text"] for w in wall()["words"]] == ["Mine, at first"]
    sitting.house.circle.agree(seat, Consent(quote=False, archive=False))
    assert wall()["words"] == []


def test_shown_themes_hold_no_quote_of_words_that_were_hidden(sitting, wall):
    """What the facilitator took off the wall does not come back inside a theme."""
    sitting.open()
    sitting.turn(4)
    sitting.house.desk.agreed_aloud(sitting.id, 3, 3)
    said = sitting.house.record.keep(sitting.id, "Better not on the wall", key="r" * 16).id
    sitting.house.desk.release(sitting.id, said)
    sitting.house.store.change(lambda work: _one_theme(work, sitting.id, said))
    sitting.house.check.show(sitting.id)
    assert wall()["face"] == "theme"
    assert wall()["themes"][0]["quotes"] == ["Better not on the wall"]
    sitting.house.desk.hide(sitting.id, said)
    assert wall()["themes"][0]["quotes"] == []


def test_shown_themes_hold_no_quote_that_was_promised_to_the_facilitator_alone(sitting, wall):
    """The page of that round said: it is not shown to the others."""
    told = sitting.writing("For the facilitator's eyes", round="experience")
    sitting.house.store.change(lambda work: _one_theme(work, sitting.id, told))
    sitting.house.check.show(sitting.id)
    assert [(theme["label"], theme["quotes"]) for theme in wall()["themes"]] == [("siena", [])]


def _one_theme(work: Work, session: str, said: str) -> None:
    theme = {
        "id": "t1", "label": "wall", "labels": {"lv": "siena"}, "keywords": ["wall"], "size": 1,
        "members": [said], "circles": 1, "quotes": [{"contribution": said, "start": 0, "end": 22}],
    }  # fmt: skip
    placed = [{"id": said, "theme": "t1", "language": "en", "confidence": 1.0}]
    work.put(
        model.Reading(
            session_id=session, upto=99, themes=[theme], placed=placed, method={}, at=datetime.now(UTC)
        )
    )


ACTS = ("say", "say", "say", "release", "release", "hide", "back", "mend", "turn", "pause")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), max_size=14))
def test_only_released_words_are_ever_on_the_wall(sitting, acts):
    """Whatever order things are said, shown, hidden, mended and taken back in."""
    if sitting.state == 0:
        sitting.open()
        sitting.turn(4)
        sitting.house.desk.agreed_aloud(sitting.id, 3, 3)
    played = Played(sitting)
    for act, which in acts:
        played.act(act, which)
        told = sitting.console.client.get(f"/projector/{sitting.id}/now").text
        page = sitting.console.get(WALL.format(sitting.id))
        for number, visible in played.visible.items():
            for text in (told, page):
                assert visible or f"word{number}x" not in text


class Played:
    """An evening by chance; knows of each piece of speech whether the room may see it."""

    def __init__(self, sitting):
        self.sitting, self.desk, self.record = sitting, sitting.house.desk, sitting.house.record
        self.ids = []
        self.visible = {}

    def act(self, act, which):
        if act == "say":
            number = next(KEYS)
            kept = self.record.keep(self.sitting.id, f"word{number}x", key=f"key-{number:020d}")
            self.ids.append((number, kept.id))
            self.visible[number] = False
        elif act in ("turn", "pause"):
            self.sitting.turn(4 + which)
        elif self.ids:
            number, id = self.ids[which % len(self.ids)]
            getattr(self, f"_{act}")(number, id)

    def _release(self, number, id):
        self._try(self.desk.release, id) and self.visible.update({number: True})

    def _hide(self, number, id):
        self._try(self.desk.hide, id) and self.visible.update({number: False})

    def _back(self, number, id):
        self._try(self.record.take_back, id) and self.visible.update({number: False})

    def _mend(self, number, id):
        if self._words(id):
            self.record.mend(self.sitting.id, id, f"word{number}x mended", quotable=True)

    def _words(self, id):
        with self.sitting.house.store.read() as work:
            return work.contribution(id).text

    def _try(self, deed, id):
        try:
            deed(self.sitting.id, id)
        except NotNow:
            return False
        return True


def test_a_session_that_is_not_there_has_no_wall(console):
    """No fault, a page that says so."""
    console.house.store.open(console.house.settings.data / "trust.aplis")
    assert console.client.get("/projector/nothing").status_code == 404
    answer = console.client.get("/projector/nothing/now", headers={"Accept": "application/json"})
    assert (answer.status_code, json.loads(answer.text)) == (404, {"code": "not_there"})
