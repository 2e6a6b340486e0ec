"""Another laptop becomes a screen: by code or link, once, for ten minutes, confirmed, and revocable."""

from datetime import timedelta

import pytest

from facilitator import model
from facilitator.events import Role
from facilitator.gate import DOOR, Door

JSON = {"Accept": "application/json"}


@pytest.fixture(name="other")
def _other(sitting):
    """Somebody else's laptop, in the room's network."""
    return sitting.console.phone


def offer(sitting, role=Role.RECORDER):
    return sitting.house.pairings.offer(sitting.id, role)


def page_of(sitting, role="recorder"):
    return f"/{role}/{sitting.id}"


def confirm(sitting):
    (screen,) = [s for s in sitting.house.pairings.screens(sitting.id) if s.came and not s.confirmed]
    sitting.house.pairings.confirm(sitting.id, screen.id)
    return screen


@pytest.mark.parametrize("role", [Role.RECORDER, Role.PROJECTOR])
def test_a_typed_code_lets_a_laptop_in_once_it_is_confirmed(sitting, other, role):
    """Both laptops show the same number; until it is confirmed, nothing is seen."""
    code = offer(sitting, role).code
    waiting = other.post("/pair", data={"code": code.lower()}, follow_redirects=True).text
    assert other.get("/pair/status").json["state"] == "waiting"
    assert other.get(page_of(sitting, role.value)).status_code == 401
    screen = confirm(sitting)
    assert screen.mark in waiting
    status = other.get("/pair/status").json
    assert (status["state"], status["to"]) == ("confirmed", page_of(sitting, role.value))
    assert other.get(status["to"]).status_code == 200
    assert other.get("/pair/here").headers["Location"] == status["to"]


def test_opening_the_link_changes_nothing_and_the_button_does(sitting, other):
    """A link that a chat program opens to make a preview must not be used up by that."""
    link = offer(sitting).link
    for _ in range(3):
        assert "Use this screen" in other.get(f"/pair/{link}", headers={"Accept-Language": "en"}).text
    assert other.get("/pair/status").json["state"] == "none"
    assert not any(s.came for s in sitting.house.pairings.screens(sitting.id))
    answer = other.post("/pair", data={"link": link}, headers=JSON)
    assert answer.json["code"] == "done"
    assert confirm(sitting).mark == answer.json["mark"]


def test_a_code_works_once(sitting, other):
    """Who saw it over a shoulder comes too late."""
    code = offer(sitting).code
    assert other.post("/pair", data={"code": code}, headers=JSON).status_code == 200
    assert sitting.console.phone.post("/pair", data={"code": code}, headers=JSON).status_code == 404


def test_a_code_works_for_ten_minutes(sitting, other):
    """Then the console makes a new one."""
    code = offer(sitting).code
    sitting.house.pairings.clock = lambda: model.now() + timedelta(minutes=11)
    answer = other.post("/pair", data={"code": code}, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "older than ten minutes" in answer.text


def test_wrong_codes_are_limited_and_links_are_not(sitting, other):
    """Guessing is hopeless; whoever has the link is never held up by the guessing of others."""
    for _ in range(10):
        assert other.post("/pair", data={"code": "AAAA-AAAA"}, headers=JSON).status_code == 404
    answer = other.post("/pair", data={"code": "AAAA-AAAA"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 409 or answer.status_code == 429
    assert "Wait a minute" in answer.text
    assert other.post("/pair", data={"link": offer(sitting).link}, headers=JSON).status_code == 200


def test_a_laptop_that_was_sent_away_sees_and_says_nothing_more(sitting, other):
    """From the next request on."""
    other.post("/pair", data={"code": offer(sitting).code})
    screen = confirm(sitting)
    assert other.get(f"{page_of(sitting)}/now").status_code == 200
    sitting.house.pairings.revoke(sitting.id, screen.id)
    assert other.get(f"{page_of(sitting)}/now").status_code in (401, 404)
    answer = other.post(f"{page_of(sitting)}/keep", data={"key": "k" * 16, "text": "Still here"})
    assert answer.status_code in (401, 404)
    assert other.get("/pair/status").json["state"] == "none"


def test_a_paired_screen_is_what_it_was_paired_as_and_nothing_else(sitting, other):
    """The projector's laptop does not read the record, nor any other circle."""
    other.post("/pair", data={"code": offer(sitting, Role.PROJECTOR).code})
    confirm(sitting)
    assert other.get(page_of(sitting, "projector")).status_code == 200
    for path in (page_of(sitting), f"{page_of(sitting)}/now", "/projector/another", f"/reading/{sitting.id}"):
        assert other.get(path).status_code in (401, 404)


def test_the_rooms_door_shows_nothing_of_the_console_but_pairing(sitting, other):
    """Every route of the console, asked for by somebody in the room's network."""
    ours = ("key", "home", "host", "projector", "recorder", "research", "screens")
    for rule in sitting.console.app.url_map.iter_rules():
        if not rule.endpoint.startswith(ours) or rule.endpoint.endswith("static"):
            continue
        values = dict.fromkeys(rule.arguments, sitting.id) | (
            {"seat": "1"} if "seat" in rule.arguments else {}
        )
        path = rule.rule
        for name, value in values.items():
            path = path.replace(f"<{name}>", value).replace(f"<int:{name}>", value)
        method = "POST" if "POST" in rule.methods else "GET"
        status = other.open(path, method=method, data={} if method == "POST" else None).status_code
        allowed = (200, 303, 404, 422) if rule.endpoint.startswith("screens.") else (401, 404)
        assert status in allowed, (path, status)


def test_a_stolen_cookie_of_another_aplis_is_worth_nothing(sitting, other):
    """Signed elsewhere, or not at all."""
    for forged in ("x", "InRva2VuIg.abc", "a" * 3000, "\u0101"):
        other.set_cookie("aplis-screen", forged)
        assert other.get(page_of(sitting)).status_code == 404
        assert other.get("/pair/status").json["state"] == "none"


@pytest.mark.parametrize("field", ["code", "link"])
@pytest.mark.parametrize("typed", ["", " ", "\x00", "ａｂ", "'; --", "9" * 64, "9" * 65, "а" * 8, "%ff"])
def test_whatever_is_typed_is_answered_in_words(other, field, typed):
    """Never a fault, and never let in."""
    answer = other.post("/pair", data={field: typed}, headers={"Accept-Language": "en"})
    assert answer.status_code in (404, 422)
    assert "Use this computer for the circle" in answer.text


def test_pairing_works_at_the_laptop_itself_too(sitting):
    """A second browser on the facilitator's laptop, for a screen on a cable."""
    beside = sitting.console.app.test_client()
    beside.environ_base |= {DOOR: Door.DESK}
    beside.post("/pair", data={"code": offer(sitting, Role.PROJECTOR).code})
    confirm(sitting)
    assert beside.get(page_of(sitting, "projector")).status_code == 200
    assert beside.get("/console/").status_code == 401


def test_with_no_series_open_pairing_says_so_without_a_fault(stranger):
    """Somebody opens the address before the evening is prepared."""
    phone = stranger.phone
    assert phone.get("/pair").status_code == 200
    assert phone.get("/pair/here").status_code == 200
    assert phone.post("/pair", data={"code": "AAAA-AAAA"}).status_code == 404
