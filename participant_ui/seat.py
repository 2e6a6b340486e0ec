"""The seat as a signed cookie: give it, read it, give it up."""

import re
from collections.abc import Mapping

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from participant_ui.port import Seat

DAYS = 30
SALT = "aplis seat"
_SESSION = re.compile(r"\A[A-Za-z0-9_-]{1,64}\Z")


def cookie_name(session: str) -> str:
    """One for each session: a phone can sit in two circles. Cookies know no ports: hence the prefix."""
    return f"aplis-seat-{session[:8]}"


def give(response: Response, seat: Seat) -> Response:
    response.set_cookie(
        cookie_name(seat.session),
        _seal(current_app.secret_key).dumps([seat.token, seat.session, seat.slip]),
        max_age=DAYS * 24 * 3600,
        path="/",
        httponly=True,
        samesite="Strict",
        secure=request.is_secure,
    )
    return response


def give_up(response: Response, session: str) -> Response:
    response.delete_cookie(
        cookie_name(session), path="/", httponly=True, samesite="Strict", secure=request.is_secure
    )
    return response


def read(session: str) -> Seat | None:
    """The seat this request's cookie claims in this session, if ours; nothing else is checked."""
    return unseal(request.cookies, session, current_app.secret_key)


def unseal(cookies: Mapping[str, str], session: str, secret: str | bytes | None) -> Seat | None:
    """As read, for a line with cookies and no request. Forged, torn, old or another session's: none."""
    if not _SESSION.match(session):
        return None
    try:
        claim = _seal(secret).loads(cookies.get(cookie_name(session), ""), max_age=DAYS * 24 * 3600)
    except BadData:
        return None
    match claim:
        case [str(token), str(owner), str(slip)] if owner == session:
            return Seat(token, owner, slip)
    return None


def _seal(secret: str | bytes | None) -> URLSafeTimedSerializer:
    if not secret:
        raise RuntimeError("a seat is signed: the app needs a secret key")
    return URLSafeTimedSerializer(secret, salt=SALT)
