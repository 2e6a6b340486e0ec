"""A slip code typed at the desk: somebody without a phone reads, corrects or takes back their own words."""

from typing import Annotated

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from pydantic import Field

from facilitator.console.answers import catch
from facilitator.console.key import facilitator_only, house
from participant_ui.forms import Form, Text, Tick, filled
from participant_ui.port import Consent, NoSuchSeat, NotNow
from participant_ui.reasons import REASONS

blueprint = Blueprint("slips", __name__, template_folder="templates")
catch(blueprint)


class CodeForm(Form):
    slip: Annotated[str, Field(max_length=64)]


class MendForm(CodeForm):
    text: Text


class AgreeForm(CodeForm):
    quote: Tick = False
    archive: Tick = False


@blueprint.get("/slip-code")
@facilitator_only
def page() -> ResponseReturnValue:
    return render_template("console/slip_code.html", slip=None, typed="", refused=None)


@blueprint.post("/slip-code")
@facilitator_only
def read() -> ResponseReturnValue:
    """The words stand in the answer itself: no address of a page ever holds the code."""
    return _shown(filled(CodeForm).slip)


@blueprint.post("/slip-code/words/<words>/mend")
@facilitator_only
def mend(words: str) -> ResponseReturnValue:
    form = filled(MendForm)
    house().slips.mend(form.slip, words, form.text)
    return _shown(form.slip, "corrected")


@blueprint.post("/slip-code/words/<words>/back")
@facilitator_only
def take_back(words: str) -> ResponseReturnValue:
    form = filled(CodeForm)
    house().slips.withdraw(form.slip, words)
    return _shown(form.slip, "taken_back")


@blueprint.post("/slip-code/themes/back")
@facilitator_only
def unsay() -> ResponseReturnValue:
    """What the person typed about the draft themes."""
    form = filled(CodeForm)
    house().slips.unsay(form.slip)
    return _shown(form.slip, "taken_back")


@blueprint.post("/slip-code/consent")
@facilitator_only
def agree() -> ResponseReturnValue:
    form = filled(AgreeForm)
    house().slips.agree(form.slip, Consent(form.quote, form.archive))
    return _shown(form.slip, "agreed")


def _shown(typed: str, done: str = "") -> ResponseReturnValue:
    """What belongs to this code; a code that is not known stays in the field, with the reason."""
    try:
        slip = house().slips.read(typed)
    except (NoSuchSeat, NotNow) as refusal:
        reason = REASONS[refusal.reason if isinstance(refusal, NotNow) else "wrong_slip"]
        again = render_template("console/slip_code.html", slip=None, typed=typed, refused=reason)
        return again, reason.status
    return render_template("console/slip_code.html", slip=slip, done=done)
