"""The people in the room: agreed aloud, rules accepted, what the evening uses, seats and paper slips."""

import secrets
from typing import Annotated

from flask import Blueprint, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from facilitator import codes, model, phoneview, recordview
from facilitator.chairs import MOST, Options
from facilitator.console.answers import done
from facilitator.console.fields import Whole
from facilitator.console.key import facilitator_only, house
from facilitator.events import Role
from participant_ui.answers import by_script
from participant_ui.forms import Form, Key, NothingForm, Tick, filled
from participant_ui.port import Consent, WordsRefused

blueprint = Blueprint("people", __name__)
MARKS = 60  # speaker marks: more people than that cannot be told apart by ear


class AgreedForm(Form):
    agreed: Annotated[Whole, Field(le=500)]
    present: Annotated[Whole, Field(le=500)]


class RulesForm(Form):
    accepted: Tick = False


class OptionsForm(Form):
    """What this evening uses; the boxes are ticked if they came at all."""

    capacity: Annotated[Whole, Field(ge=1, le=MOST)]
    marks: Annotated[Whole, Field(le=MARKS)]
    pulse: Tick = False
    feedback: Tick = False


class SlipForm(Form):
    """`key` is printed into the form: sent twice it gives the same slip."""

    key: Key
    quote: Tick = False
    archive: Tick = False


@blueprint.post("/desk/<session>/agreed")
@facilitator_only
def agreed(session: str) -> ResponseReturnValue:
    form = filled(AgreedForm)
    if form.agreed > form.present:
        raise WordsRefused("agreed_of_present")
    house().desk.agreed_aloud(session, form.agreed, form.present)
    return done(url_for("host.desk", session=session))


@blueprint.post("/desk/<session>/rules")
@facilitator_only
def rules(session: str) -> ResponseReturnValue:
    house().desk.accept_rules(session, filled(RulesForm).accepted)
    return done(url_for("host.desk", session=session))


@blueprint.post("/desk/<session>/options")
@facilitator_only
def options(session: str) -> ResponseReturnValue:
    form = filled(OptionsForm)
    house().desk.use(session, Options(form.marks, form.pulse, form.feedback, form.capacity))
    return done(url_for("host.ready.page", session=session, _anchor="options"))


@blueprint.post("/desk/<session>/seats/<int:seat>/remove")
@facilitator_only
def remove_seat(session: str, seat: int) -> ResponseReturnValue:
    filled(NothingForm)
    house().desk.remove_seat(session, seat)
    house().line.cut(session, Role.PHONES)
    return done(url_for("host.desk", session=session))


@blueprint.get("/desk/<session>/slips")
@facilitator_only
def slips(session: str) -> ResponseReturnValue:
    """Where a slip is asked for: the same two choices a phone would offer."""
    return _page(session)


@blueprint.post("/desk/<session>/slips")
@facilitator_only
def add_slip(session: str) -> ResponseReturnValue:
    """The slip is in the answer itself: its code is kept nowhere, so it cannot be looked up later."""
    form = filled(SlipForm)
    number, code = house().desk.paper_slip(session, Consent(form.quote, form.archive), key=form.key)
    slip = {"number": number, "code": codes.spaced(code)}
    return jsonify(slip) if by_script() else _page(session, slip)


def _page(session: str, slip: dict[str, object] | None = None) -> ResponseReturnValue:
    with house().store.read() as work:
        room, row = recordview.record(work, session, now=model.now()), work.session(session)
        told = phoneview.invitation(work, row) if row else None
    key = secrets.token_urlsafe(16)
    return render_template("console/_slips.html", room=room, slip=slip, told=told, key=key, session=session)
