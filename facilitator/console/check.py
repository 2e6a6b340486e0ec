"""The room check at the desk: drafts put before the room one by one, hands counted, what is missing."""

import secrets
from dataclasses import asdict
from typing import Annotated, Any, Literal

from flask import Blueprint, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from facilitator import checkview, model
from facilitator.check import VERDICTS
from facilitator.console.answers import catch, done
from facilitator.console.fields import Count, Line
from facilitator.console.key import facilitator_only, house
from facilitator.console.reasons import REASONS
from participant_ui.forms import Form, Id, Key, NothingForm, Tick, filled

blueprint = Blueprint("check", __name__)


class ShowForm(Form):
    shown: Tick = False


class TurnForm(Form):
    """No theme: all of them together."""

    theme: Id = ""


class StatusForm(Form):
    theme: Id
    status: Literal["", "confirmed", "corrected", "rejected"]
    correction: Line = ""


class HandsForm(Form):
    theme: Id
    confirmed: Count = 0
    corrected: Count = 0
    rejected: Count = 0


class MissingForm(Form):
    """`key` is printed into the form: sent twice it is kept once."""

    key: Key
    text: Annotated[str, Field(max_length=20_000)]


@blueprint.get("/check/<session>")
@facilitator_only
def page(session: str) -> ResponseReturnValue:
    now, key = _now(session), secrets.token_urlsafe(16)
    return render_template("console/check.html", now=now, key=key, verdicts=VERDICTS, reasons=REASONS)


@blueprint.get("/check/<session>/now")
@facilitator_only
def now(session: str) -> ResponseReturnValue:
    return jsonify(_now(session))


@blueprint.post("/check/<session>/show")
@facilitator_only
def show(session: str) -> ResponseReturnValue:
    check = house().check
    (check.show if filled(ShowForm).shown else check.take_away)(session)
    return _done(session)


@blueprint.post("/check/<session>/turn")
@facilitator_only
def turn(session: str) -> ResponseReturnValue:
    house().check.turn(session, filled(TurnForm).theme)
    return _done(session)


@blueprint.post("/check/<session>/status")
@facilitator_only
def status(session: str) -> ResponseReturnValue:
    form = filled(StatusForm)
    house().check.mark(session, form.theme, form.status, form.correction)
    return _done(session)


@blueprint.post("/check/<session>/hands")
@facilitator_only
def hands(session: str) -> ResponseReturnValue:
    form = filled(HandsForm)
    house().check.hands(session, form.theme, {one: getattr(form, one) for one in VERDICTS})
    return _done(session)


@blueprint.post("/check/<session>/missing")
@facilitator_only
def missing(session: str) -> ResponseReturnValue:
    form = filled(MissingForm)
    house().check.missing(session, form.text, key=form.key)
    return _done(session)


@blueprint.post("/check/<session>/read")
@facilitator_only
def read(session: str) -> ResponseReturnValue:
    """Read what came since, now rather than soon."""
    filled(NothingForm)
    _now(session)
    house().reader.stir(session)
    return _done(session)


def _done(session: str) -> ResponseReturnValue:
    return done(url_for("check.page", session=session))


def _now(session: str) -> dict[str, Any]:
    with house().store.read() as work:
        view = checkview.view(work, session, now=model.now())
    return asdict(view) | {"reader": house().reader.status(session).state.value}


catch(blueprint)
