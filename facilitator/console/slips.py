"""Somebody comes with a slip code and no phone: their words read, corrected and taken back at the desk."""

from typing import Annotated

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, Field

from facilitator.console import ready
from facilitator.console.key import facilitator_only, house
from participant_ui.forms import Form, Tick, filled
from participant_ui.port import Consent, NoSuchSeat

blueprint = Blueprint("slips", __name__)


class CodeForm(Form):
    """The code is asked for and sent along in forms alone: it stands in no address and in no history."""

    slip: Annotated[str, Field(max_length=128)]


class WordsForm(CodeForm):
    id: Annotated[str, Field(max_length=64)]


class MendForm(WordsForm):
    text: Annotated[str, BeforeValidator(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))]


class AgreeForm(CodeForm):
    quote: Tick = False
    archive: Tick = False


@blueprint.get("/desk/<session>/slip")
@facilitator_only
def page(session: str) -> ResponseReturnValue:
    return _page(session)


@blueprint.post("/desk/<session>/slip")
@facilitator_only
def read(session: str) -> ResponseReturnValue:
    return _page(session, filled(CodeForm).slip)


@blueprint.post("/desk/<session>/slip/mend")
@facilitator_only
def mend(session: str) -> ResponseReturnValue:
    form = filled(MendForm)
    house().slips.mend(form.slip, form.id, form.text)
    return _page(session, form.slip)


@blueprint.post("/desk/<session>/slip/withdraw")
@facilitator_only
def withdraw(session: str) -> ResponseReturnValue:
    form = filled(WordsForm)
    house().slips.withdraw(form.slip, form.id)
    return _page(session, form.slip)


@blueprint.post("/desk/<session>/slip/consent")
@facilitator_only
def agree(session: str) -> ResponseReturnValue:
    form = filled(AgreeForm)
    house().slips.agree(form.slip, Consent(form.quote, form.archive))
    return _page(session, form.slip)


def _page(session: str, code: str = "") -> ResponseReturnValue:
    evening = ready.evening_of(session)
    try:
        slip = house().slips.read(code) if code else None
    except NoSuchSeat:
        return render_template("console/slip.html", evening=evening, slip=None, unknown=True), 404
    return render_template("console/slip.html", evening=evening, slip=slip)
