"""From the code on the screen to a seat, and back to it."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from participant_ui.port import Stage


def arrive(circle: Any) -> str:
    return f"/j/{circle.TOKEN}"


def test_opening_the_link_takes_no_seat(phone: FlaskClient, circle: Any) -> None:
    """A preview, a crawler or a second look leaves the circle as it was."""
    for page in ("", "/consent", "/slip"):
        assert phone.get(arrive(circle) + page).status_code == 200
    assert circle.seats == {} and circle.journal == []
    assert not phone.get(arrive(circle)).headers.getlist("Set-Cookie")


def test_the_arrival_says_who_invites_and_what_becomes_of_the_words(phone: FlaskClient, circle: Any) -> None:
    page = phone.get(arrive(circle), headers={"Accept-Language": "en"}).text
    for said in (circle.title, circle.question, circle.host, "kept without your name", "Take a seat"):
        assert said in page


def test_a_rehearsal_is_marked(phone: FlaskClient, circle: Any) -> None:
    circle.rehearsal = True
    assert "This is a rehearsal" in phone.get(arrive(circle) + "?lang=en").text


@pytest.mark.parametrize(
    ("asked", "browser", "spoken"),
    [
        ("ru", "lv", "ru"),
        ("", "lv-LV,en;q=0.5", "lv"),
        ("", "fr", "lv"),
        ("xx", "en-GB", "en"),
        ("../../etc/passwd", "ru", "ru"),
    ],
)
def test_the_page_speaks_the_language_asked_for_then_the_browsers_then_the_circles(
    phone: FlaskClient, circle: Any, asked: str, browser: str, spoken: str
) -> None:
    page = phone.get(arrive(circle), query_string={"lang": asked}, headers={"Accept-Language": browser})
    assert f'<html lang="{spoken}" dir="ltr">' in page.text


def test_languages_are_named_in_themselves(phone: FlaskClient, circle: Any) -> None:
    page = phone.get(arrive(circle) + "?lang=en").text
    assert page.index("latviešu") < page.index(">English<") < page.index("русский")


def test_consent_says_until_when_words_are_kept_and_who_answers_for_them(
    phone: FlaskClient, circle: Any
) -> None:
    page = phone.get(arrive(circle) + "/consent?lang=en").text
    assert "30 November 2027" in page and f"{circle.host} is responsible" in page
    assert page.count('role="switch"') == 3 and "checked" not in page


def test_two_at_one_phone_agree_aloud_and_are_counted_as_two(phone: FlaskClient, circle: Any) -> None:
    """One switch beside the consent; what it asks of them stands with it."""
    page = phone.get(arrive(circle) + "/consent?lang=en").text
    assert "We are two at this phone." in page and "read this page aloud to each other" in page
    phone.post(arrive(circle) + "/seat", data={"key": "k" * 22, "language": "en", "two": "on"})
    phone.application.test_client().post(
        arrive(circle) + "/seat", data={"key": "m" * 22, "language": "en", "two": ""}
    )
    assert [seat["people"] for seat in circle.seats.values()] == [2, 1]


@pytest.mark.parametrize("crowd", ["2", "3", "two"])
def test_no_form_makes_a_phone_a_crowd(phone: FlaskClient, circle: Any, crowd: str) -> None:
    """One or two; a form that says anything else is none of ours."""
    form = {"key": "k" * 22, "language": "en", "two": crowd}
    assert phone.post(arrive(circle) + "/seat", data=form).status_code == 422
    assert circle.seats == {}


def test_taking_a_seat_gives_a_signed_cookie_and_the_slip_code(phone: FlaskClient, circle: Any) -> None:
    taken = phone.post(arrive(circle) + "/seat", data={"key": "k" * 22, "language": "lv", "quote": "on"})
    assert (taken.status_code, taken.location) == (303, f"/c/{circle.SESSION}/welcome")
    (cookie,) = taken.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"aplis-seat-{circle.SESSION[:8]}=")
    for part in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000"):
        assert part in cookie
    assert "Secure" not in cookie
    (seat,) = circle.seats.values()
    assert (seat["language"], seat["consent"].quote, seat["consent"].archive) == ("lv", True, False)
    welcome = phone.get(taken.location).text
    assert seat["slip"] in welcome and "Runājiet par piedzīvoto" in welcome


def test_a_slip_code_stands_in_two_halves_as_on_paper(phone: FlaskClient, circle: Any) -> None:
    taken = phone.post(arrive(circle) + "/seat", data={"key": "k" * 22, "language": "en"})
    next(iter(circle.seats.values()))["slip"] = "WB9ZDF1AWZ"
    other = phone.application.test_client()
    other.post(arrive(circle) + "/slip", data={"slip": "WB9ZDF1AWZ", "language": "en"})
    assert ">WB9ZD-F1AWZ</p>" in other.get(taken.location).text


def test_over_https_the_cookie_never_leaves_it(phone: FlaskClient, circle: Any) -> None:
    form = {"key": "k" * 22, "language": "en"}
    taken = phone.post(arrive(circle) + "/seat", data=form, base_url="https://circle.test")
    assert "Secure" in taken.headers["Set-Cookie"]


def test_a_second_press_or_a_reload_keeps_the_one_seat(seated: FlaskClient, circle: Any) -> None:
    again = seated.post(arrive(circle) + "/seat", data={"key": "another-key-of-the-form", "language": "en"})
    assert again.status_code == 303 and len(circle.seats) == 1
    assert "You already have a seat here" in seated.get(arrive(circle) + "?lang=en").text


def test_the_same_form_twice_before_the_cookie_came_is_one_seat(app: Any, circle: Any) -> None:
    for _ in range(2):
        app.test_client().post(arrive(circle) + "/seat", data={"key": "k" * 22, "language": "en"})
    assert len(circle.seats) == 1


@pytest.mark.parametrize("typed", ["K7RTM2QX", "k7rt-m2qx", " k7rtm2qx "])
def test_the_code_can_be_typed_by_hand(phone: FlaskClient, circle: Any, typed: str) -> None:
    answer = phone.post("/code", data={"code": typed})
    assert (answer.status_code, answer.location) == (303, arrive(circle))


def test_a_wrong_code_stays_in_the_field_with_the_reason(phone: FlaskClient) -> None:
    answer = phone.post("/code", data={"code": "WRONG"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert 'value="WRONG"' in answer.text and "not known here" in answer.text


def test_after_too_many_wrong_codes_the_page_says_for_how_long_to_wait(
    phone: FlaskClient, circle: Any
) -> None:
    circle.refusing = "too_many_tries"
    for url, form in (("/code", {"code": "A"}), (arrive(circle) + "/slip", {"slip": "a", "language": "en"})):
        answer = phone.post(url, data=form, headers={"Accept-Language": "en"})
        assert answer.status_code == 429 and answer.headers["Retry-After"] == "60"
        assert "Wait a minute" in answer.text


def test_a_lost_seat_comes_back_with_its_slip_code(app: Any, seated: FlaskClient, circle: Any) -> None:
    """And the phone that had it before no longer speaks for it."""
    other = app.test_client()
    answer = other.post(arrive(circle) + "/slip", data={"slip": " upe zars maize 1 ", "language": "en"})
    assert answer.status_code == 303
    assert other.get(answer.location).status_code == 200
    assert seated.get(answer.location).status_code == 401


def test_a_wrong_slip_code_stays_in_the_field_with_the_reason(phone: FlaskClient, circle: Any) -> None:
    answer = phone.post(arrive(circle) + "/slip", data={"slip": "nav mans", "language": "en"})
    assert answer.status_code == 422
    assert 'value="nav mans"' in answer.text and "letter by letter" in answer.text


def test_a_slip_code_typed_where_the_circles_code_is_asked_for_leads_to_ones_words(
    app: Any, seated: FlaskClient, circle: Any
) -> None:
    """The next day, with no link at hand: the code from the paper is enough, also once all is closed."""
    circle.stage, circle.joining = Stage.CLOSED, False
    other = app.test_client()
    answer = other.post("/code", data={"code": " upe zars maize 1 "})
    assert (answer.status_code, answer.location) == (303, f"/c/{circle.SESSION}/")
    assert other.get(answer.location).status_code == 200
    assert "A slip code leads straight back to your own words" in other.get("/?lang=en").text


def test_when_joining_is_closed_the_slip_code_still_leads_in(phone: FlaskClient, circle: Any) -> None:
    circle.joining = False
    page = phone.get(arrive(circle) + "?lang=en").text
    assert "No more seats" in page and "Take a seat" not in page and "I have a slip code" in page
    assert phone.get(arrive(circle) + "/consent").status_code == 409
    refused = phone.post(arrive(circle) + "/seat", data={"key": "k" * 22, "language": "en"})
    assert refused.status_code == 409 and "No more seats" in refused.text


def test_a_closed_conversation_says_so_to_who_arrives_late(phone: FlaskClient, circle: Any) -> None:
    circle.stage = Stage.CLOSED
    page = phone.get(arrive(circle) + "?lang=en").text
    assert "This conversation is closed" in page and "Take a seat" not in page


@pytest.mark.parametrize("token", ["short", "x" * 22, "x" * 500, "%00" * 22, "ā" * 22, "..%2f" * 6])
def test_a_link_that_leads_nowhere_says_where_to_look(phone: FlaskClient, token: str) -> None:
    answer = phone.get(f"/j/{token}", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
