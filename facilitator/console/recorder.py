"""The recorder's desk: the running record of what is said aloud, kept line by line."""

import re
from dataclasses import asdict
from typing import Annotated, Any

from flask import Blueprint, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, Field

from facilitator import deskview, model
from facilitator.console.answers import catch, done
from facilitator.console.key import for_role, house
from facilitator.events import Role
from participant_ui.answers import new_key
from participant_ui.forms import Form, Id, Key, Tick, filled
from participant_ui.port import Stage

blueprint = Blueprint("recorder", __name__)


def _number(text: object) -> int | None:
    if text in ("", None):
        return None
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= 4:
        return int(text)
    raise ValueError("no slip number")


Text = Annotated[str, BeforeValidator(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))]
Slip = Annotated[int | None, BeforeValidator(_number)]


NUMBERED = re.compile(r"\s*#([0-9]+)(?:[.:,)]?\s+|$)")


class KeepForm(Form):
    key: Key
    text: Text
    unquotable: Tick = False
    paper: Slip = None
    round: Id = ""

    def with_slip(self) -> tuple[str, int | None]:
        """The words, and the slip they are from: what was chosen, or a number in front of them ("#3 …")."""
        number = NUMBERED.match(self.text) if self.paper is None else None
        return (self.text[number.end() :], int(number[1][:9])) if number else (self.text, self.paper)


class MendForm(Form):
    id: Annotated[str, Field(max_length=64)]
    text: Text
    unquotable: Tick = False


class BackForm(Form):
    id: Annotated[str, Field(max_length=64)]


@blueprint.get("/recorder/<session>")
@for_role(Role.RECORDER)
def page(session: str) -> ResponseReturnValue:
    return render_template("console/recorder.html", now=_now(session), key=new_key())


@blueprint.get("/recorder/<session>/now")
@for_role(Role.RECORDER)
def now(session: str) -> ResponseReturnValue:
    return jsonify(_now(session))


@blueprint.post("/recorder/<session>/keep")
@for_role(Role.RECORDER)
def keep(session: str) -> ResponseReturnValue:
    form = filled(KeepForm)
    text, paper = form.with_slip()
    kept = house().record.keep(
        session,
        text,
        key=form.key,
        quotable=not form.unquotable,
        paper=paper,
        round=form.round,
    )
    return done(_back_to(session), id=kept.id, again=kept.again)


@blueprint.post("/recorder/<session>/mend")
@for_role(Role.RECORDER)
def mend(session: str) -> ResponseReturnValue:
    form = filled(MendForm)
    house().record.mend(session, form.id, form.text, quotable=not form.unquotable)
    return done(_back_to(session), id=form.id)


@blueprint.post("/recorder/<session>/back")
@for_role(Role.RECORDER)
def take_back(session: str) -> ResponseReturnValue:
    form = filled(BackForm)
    house().record.take_back(session, form.id)
    return done(_back_to(session), id=form.id)


def waits_for(view: deskview.RecordView) -> str:
    """Why a line cannot be kept just now, as a code the page has words for; "" where it can."""
    evening = view.evening
    if evening.stage is not Stage.OPEN:
        return "not_open" if evening.stage is Stage.WAITING else evening.stage.value
    if view.agreed < 1:
        return "not_agreed"
    return "" if evening.minutes else "no_round"


def _now(session: str) -> dict[str, Any]:
    with house().store.read() as work:
        view = deskview.record(work, session, now=model.now())
    return asdict(view) | {"waits_for": waits_for(view)}


def _back_to(session: str) -> str:
    return url_for(".page", session=session, _anchor="line")


catch(blueprint)
