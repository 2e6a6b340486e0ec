"""Answers to phones: to a script JSON with a stable code, to a person a page that says what happened."""

import secrets
from collections.abc import Callable
from typing import Any, cast

from flask import Blueprint, Response, current_app, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from participant_ui import i18n, seat
from participant_ui.forms import NotUnderstood
from participant_ui.port import Circle, NoSuchCircle, NoSuchSeat, NotNow, NotYours, Room, Seat, WordsRefused
from participant_ui.reasons import REASONS


def circle() -> Circle:
    return cast(Circle, current_app.extensions["phone.circle"])


def my_seat(session: str) -> Seat:
    """Raises NoSuchSeat if this phone claims none."""
    claimed = seat.read(session)
    if claimed is None:
        raise NoSuchSeat
    return claimed


def my_room(session: str) -> tuple[Seat, Room]:
    """The seat and all its page shows; from here on its language is spoken. Raises NoSuchSeat."""
    mine = my_seat(session)
    room = circle().room(mine)
    i18n.use(room.language)
    return mine, room


def by_script() -> bool:
    """Whether a script asks, which wants JSON, rather than a person's browser, which wants a page."""
    if request.headers.get("X-Requested-With") == "aplis":
        return True
    accept = request.accept_mimetypes
    return accept.accept_json and not accept.accept_html


def done(code: str, to: str, *, status: int = 200, **fields: Any) -> Response:
    """It went: a code for a script, the way onward for a page."""
    if by_script():
        return make_response(jsonify(code=code, **fields), status)
    return cast(Response, redirect(to, 303))


def new_key() -> str:
    return secrets.token_urlsafe(16)


def refuse(code: str) -> Response:
    """It did not go, and why."""
    reason = REASONS[code]
    if by_script():
        answer = jsonify(code=code, title=i18n.gettext(reason.what), detail=i18n.gettext(reason.now))
        answer.mimetype = "application/problem+json"
    else:
        answer = make_response(_page(code))
    answer.status_code = reason.status
    if reason.wait:
        answer.headers["Retry-After"] = str(reason.wait)
    return answer


def _page(code: str) -> str:
    session = (request.view_args or {}).get("session", "")
    text, room = _words_at_hand(), None
    if session and code != "no_seat":
        try:
            _, room = my_room(session)
        except NoSuchSeat:
            room = None
    return render_template(
        "phone/error.html",
        code=code,
        reason=REASONS[code],
        session=session if room else "",
        text=text,
        round=_field("round") or "",
        key=_key_for(code) if request.endpoint == "phone.contribute" else "",
        onto=request.path,
    )


def _words_at_hand() -> str:
    """The text somebody was about to keep, so that the page can give it back."""
    if request.endpoint not in ("phone.contribute", "phone.mend"):
        return ""
    return _field("text") or ""


def _field(name: str) -> str | None:
    try:
        return request.form.get(name)
    except HTTPException:
        return None


def _key_for(code: str) -> str:
    """The same words go again under their own key; where that key is spent, under a new one."""
    spent = code in ("other_words_same_key", "withdrawn", "form")
    return new_key() if spent else _field("key") or new_key()


def catch(blueprint: Blueprint) -> None:
    """Turn everything that can go wrong in these views into one of REASONS, once."""
    known: dict[type[Exception] | int, Callable[[Any], str]] = {
        NoSuchCircle: lambda error: "no_such_circle",
        NoSuchSeat: lambda error: "no_seat",
        NotYours: lambda error: "not_yours",
        NotNow: lambda error: error.reason,
        WordsRefused: lambda error: error.reason,
        NotUnderstood: lambda error: "form",
        404: lambda error: "not_found",
        413: lambda error: "too_large",
        415: lambda error: "not_a_form",
    }
    for kind, code_of in known.items():
        blueprint.register_error_handler(kind, _handler(code_of))


def _handler(code_of: Callable[[Any], str]) -> Callable[[Any], ResponseReturnValue]:
    def handle(error: Any) -> ResponseReturnValue:
        return refuse(code_of(error))

    return handle
