"""Who sits at this screen: the console's own key on this machine, or a screen paired from another one."""

import hmac
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from flask import Blueprint, Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer

from facilitator.events import Role
from facilitator.gate import DOOR, Door
from facilitator.house import House
from facilitator.pairing import Screen
from participant_ui.port import NoSuchSeat

P = ParamSpec("P")

blueprint = Blueprint(
    "key", __name__, template_folder="templates", static_folder="static", static_url_path="/console/static"
)
COOKIE = "aplis-desk"
PAIRED = "aplis-screen"
TWELVE_HOURS = 12 * 3600


def house() -> House:
    return cast(House, current_app.extensions["aplis.house"])


@blueprint.get("/key/<key>")
def open_console(key: str) -> ResponseReturnValue:
    """The address that `aplis run` opens: shows the console and remembers this browser."""
    if not at_desk() or not hmac.compare_digest(key.encode("utf-8", "replace"), house().launch.encode()):
        abort(404)
    answer = redirect(url_for("home.index"), 303)
    answer.set_cookie(
        COOKIE, _signer().dumps(house().launch), max_age=TWELVE_HOURS, httponly=True, samesite="Strict"
    )
    return answer


def at_desk() -> bool:
    """Did this request come in by the console's own door, on this machine?"""
    return request.environ.get(DOOR) == Door.DESK


def facilitator_here() -> bool:
    if not at_desk():
        return False
    try:
        key = _signer().loads(request.cookies.get(COOKIE, ""))
    except BadSignature:
        return False
    return isinstance(key, str) and hmac.compare_digest(
        key.encode("utf-8", "replace"), house().launch.encode()
    )


def give_screen(answer: Response, token: str) -> None:
    """Remember on this machine that it is a paired screen."""
    answer.set_cookie(PAIRED, _signer().dumps(token), max_age=TWELVE_HOURS, httponly=True, samesite="Strict")


def paired() -> tuple[str, Screen] | None:
    """The session this machine was paired with, and as what; None where it was not, or was sent away."""
    try:
        token = _signer().loads(request.cookies.get(PAIRED, ""))
        return house().pairings.screen(token)
    except (BadSignature, NoSuchSeat):
        return None


def screen_here() -> tuple[str, Role, bool] | None:
    """The session and role of a paired screen, and whether the console has confirmed it."""
    here = paired()
    return (here[0], here[1].role, here[1].confirmed) if here else None


def may(session: str, role: Role) -> bool:
    """May this screen be `role` here? The facilitator may be anybody; a paired screen what it is."""
    if facilitator_here():
        return True
    paired = screen_here()
    return paired is not None and paired == (session, role, True)


def facilitator_only(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """The page is the facilitator's, on this machine; to anybody else it is not there."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not at_desk():
            abort(404)
        if not facilitator_here():
            abort(401)
        return view(*args, **kwargs)

    guarded.declared = frozenset({Role.FACILITATOR})  # type: ignore[attr-defined]
    return guarded


def for_role(role: Role) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """The page of one role in one session (its first argument): for the facilitator and paired screens."""

    def guard(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            session = str(kwargs["session"])
            if not may(session, role):
                abort(401 if at_desk() or screen_here() else 404)
            g.role = role
            return view(*args, **kwargs)

        guarded.declared = frozenset({Role.FACILITATOR, role})  # type: ignore[attr-defined]
        return guarded

    return guard


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="aplis.desk")
