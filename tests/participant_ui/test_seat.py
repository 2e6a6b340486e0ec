"""The seat's cookie: signed, one for each session, worth nothing when touched."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer

from participant_ui import seat
from participant_ui.port import Seat

SECRET = "a secret of the tests"


def sealed(claim: object, *, secret: str = SECRET, salt: str = seat.SALT) -> str:
    return str(URLSafeTimedSerializer(secret, salt=salt).dumps(claim))


def read(value: str, session: str = "ses_4f1c9a27") -> Seat | None:
    return seat.unseal({seat.cookie_name(session): value}, session, SECRET)


def test_a_seat_is_read_as_it_was_given() -> None:
    assert read(sealed(["t", "ses_4f1c9a27", "s"])) == Seat("t", "ses_4f1c9a27", "s")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "nonsense",
        sealed(["t", "ses_4f1c9a27", "s"], secret="another"),
        sealed(["t", "ses_4f1c9a27", "s"], salt="another"),
        sealed(["t", "ses_4f1cffff", "s"]),
        sealed(["t", "ses_4f1c9a27"]),
        sealed(["t", "ses_4f1c9a27", 7]),
        sealed({"token": "t"}),
        sealed(None),
    ],
    # A seal carries the second it was made in: as a name it would differ between two test processes.
    ids=[
        "empty",
        "nonsense",
        "another secret",
        "another salt",
        "another session",
        "too short",
        "a number for a name",
        "an object",
        "nothing",
    ],
)
def test_what_is_not_exactly_our_claim_for_this_session_is_no_seat(value: str) -> None:
    assert read(value) is None


@given(st.data())
def test_one_changed_letter_makes_it_no_seat(data: st.DataObject) -> None:
    """But for the last letter of the signature, of whose six bits two mean nothing."""
    value = sealed(["t", "ses_4f1c9a27", "s"])
    place = data.draw(st.integers(0, len(value) - 2))
    letter = data.draw(st.characters(min_codepoint=33, max_codepoint=126).filter(lambda c: c != value[place]))
    assert read(value[:place] + letter + value[place + 1 :]) is None


@given(st.text(max_size=80))
def test_no_session_name_breaks_the_reading(session: str) -> None:
    assert read("nonsense", session) is None


def test_a_touched_cookie_is_answered_as_no_seat(seated: FlaskClient, circle: Any) -> None:
    cookie = seated.get_cookie(seat.cookie_name(circle.SESSION))
    assert cookie is not None
    seated.set_cookie(seat.cookie_name(circle.SESSION), cookie.value[:-4] + "AAAA")
    answer = seated.get(f"/c/{circle.SESSION}/", headers={"Accept-Language": "en"})
    assert answer.status_code == 401 and "no seat here" in answer.text


def test_leaving_takes_the_cookie_and_the_seat(seated: FlaskClient, circle: Any) -> None:
    left = seated.post(f"/c/{circle.SESSION}/leave", data={})
    assert left.status_code == 303 and circle.seats == {}
    assert seated.get_cookie(seat.cookie_name(circle.SESSION)) is None
    assert "You have left your seat" in seated.get(left.location).text
