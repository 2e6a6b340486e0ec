"""The recorder's desk: the running record of what is said aloud, kept line by line."""

import re
from dataclasses import asdict
from typing import Annotated, Any

from flask import Blueprint, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, Field

from facilitator import model, recordview
from facilitator.console import summary
from facilitator.console.answers import catch, done
from facilitator.console.key import for_role, house
from facilitator.events import Role
from facilitator.record import Flags
from participant_ui.answers import new_key
from participant_ui.forms import Form, Id, Key, Tick, filled
from participant_ui.port import Kept, Stage

blueprint = Blueprint("recorder", __name__)
blueprint.register_blueprint(summary.blueprint)


def _number(text: object) -> int | None:
    if text in ("", None):
        return None
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= 4:
        return int(text)
    raise ValueError("no number")


Text = Annotated[str, BeforeValidator(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))]
Number = Annotated[int | None, BeforeValidator(_number)]


NUMBERED = re.compile(r"\s*#([0-9]+)(?:[.:,)]?\s+|$)")
DASH = re.compile(r"\s*[-–—]\s*")  # all that is typed for a turn that is not recorded


class FlagsForm(Form):
    """A line is a question or an insight; where a page without script ticks both, an insight."""

    unquotable: Tick = False
    question: Tick = False
    insight: Tick = False
    paraphrase: Tick = False
    mark: Number = None

    def flags(self) -> Flags:
        kind = "insight" if self.insight else "question" if self.question else ""
        return Flags(quotable=not self.unquotable, kind=kind, paraphrase=self.paraphrase, mark=self.mark)


class KeepForm(FlagsForm):
    key: Key
    text: Text
    paper: Number = None
    round: Id = ""

    def with_slip(self) -> tuple[str, int | None]:
        """The words, and the slip they are from: what was chosen, or a number in front of them ("#3 …")."""
        number = NUMBERED.match(self.text) if self.paper is None else None
        return (self.text[number.end() :], int(number[1][:9])) if number else (self.text, self.paper)


class OmitForm(Form):
    key: Key
    paper: Number = None
    round: Id = ""


class MendForm(FlagsForm):
    id: Annotated[str, Field(max_length=64)]
    text: Text


class LineForm(Form):
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
    if DASH.fullmatch(text):
        return _kept(session, house().record.omit(session, key=form.key, paper=paper, round=form.round))
    kept = house().record.keep(session, text, key=form.key, paper=paper, round=form.round, **form.flags())
    return _kept(session, kept)


@blueprint.post("/recorder/<session>/omit")
@for_role(Role.RECORDER)
def omit(session: str) -> ResponseReturnValue:
    """Something was said that is not recorded; a line that came under the same key is left out."""
    form = filled(OmitForm)
    return _kept(session, house().record.omit(session, key=form.key, paper=form.paper, round=form.round))


@blueprint.post("/recorder/<session>/mend")
@for_role(Role.RECORDER)
def mend(session: str) -> ResponseReturnValue:
    form = filled(MendForm)
    house().record.mend(session, form.id, form.text, **form.flags())
    return _done(session, form.id)


@blueprint.post("/recorder/<session>/back")
@for_role(Role.RECORDER)
def take_back(session: str) -> ResponseReturnValue:
    form = filled(LineForm)
    house().record.take_back(session, form.id)
    return _done(session, form.id)


@blueprint.post("/recorder/<session>/redact")
@for_role(Role.RECORDER)
def redact(session: str) -> ResponseReturnValue:
    form = filled(LineForm)
    house().record.redact(session, form.id)
    return _done(session, form.id)


def waits_for(view: recordview.RecordView) -> str:
    """Why a line cannot be kept just now, as a code the page has words for; "" where it can."""
    evening = view.evening
    if view.sealed:
        return "finished"
    if evening.stage is not Stage.OPEN:
        return "not_open" if evening.stage is Stage.WAITING else evening.stage.value
    if view.agreed < 1:
        return "not_agreed"
    return "" if evening.minutes else "no_round"


def _now(session: str) -> dict[str, Any]:
    """`seating` are the speaker marks in use, clockwise from the facilitator."""
    with house().store.read() as work:
        view = recordview.record(work, session, now=model.now())
    return asdict(view) | {"waits_for": waits_for(view), "seating": house().desk.seating(session)}


def _kept(session: str, kept: Kept) -> ResponseReturnValue:
    return _done(session, kept.id, again=kept.again)


def _done(session: str, line: str, **more: bool) -> ResponseReturnValue:
    """`seq`: a view of this number or a later one shows it."""
    with house().store.read() as work:
        row = work.session(session)
    seq = row.last_seq if row else 0
    return done(url_for(".page", session=session, _anchor="line"), id=line, seq=seq, **more)


catch(blueprint)
