"""Answers to desks: to a script JSON with a stable code, to a person a page; trouble is put in words once."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, cast

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from analysis.deciding import BadAct
from analysis.sourcing import Unsourced
from facilitator.session import Stale
from facilitator.store import NothingOpen
from participant_ui.answers import by_script
from participant_ui.forms import NotUnderstood
from participant_ui.port import NoSuchCircle, NoSuchSeat, NotNow, NotYours, WordsRefused


def view(record: Any) -> Response:
    """A record of deskview.py as JSON."""
    return jsonify(asdict(record))


def done(to: str, **fields: Any) -> Response:
    """It went: a code for a script, the way onward for a page."""
    if by_script():
        return jsonify(code="done", **fields)
    return cast(Response, redirect(to, 303))


STATUS: dict[type[Exception], tuple[int, Callable[[Any], str]]] = {
    NotNow: (409, lambda trouble: trouble.reason),
    Stale: (409, lambda trouble: "stale"),
    WordsRefused: (422, lambda trouble: trouble.reason),
    NotUnderstood: (422, lambda trouble: "form"),
    Unsourced: (422, lambda trouble: "unsourced"),
    BadAct: (422, lambda trouble: "no_act"),
    NoSuchSeat: (404, lambda trouble: "not_there"),
    NoSuchCircle: (404, lambda trouble: "not_there"),
    NotYours: (404, lambda trouble: "not_there"),
}


def catch(blueprint: Blueprint) -> None:
    """Turn what the rooms below raise into an answer; `console/error.html` has the words for each code."""
    for kind, (status, code_of) in STATUS.items():
        blueprint.register_error_handler(kind, _handler(status, code_of))
    blueprint.register_error_handler(NothingOpen, lambda trouble: redirect(url_for("home.index"), 303))


def _handler(status: int, code_of: Callable[[Any], str]) -> Callable[[Any], ResponseReturnValue]:
    def handle(trouble: Any) -> ResponseReturnValue:
        code = code_of(trouble)
        if by_script():
            return make_response(jsonify(code=code), status)
        return make_response(render_template("console/error.html", code=code), status)

    return handle
