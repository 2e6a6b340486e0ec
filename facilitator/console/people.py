"""Who is in the room: agreed aloud, seats that should not be, and slips for those without a phone."""

import secrets
from typing import Annotated

from flask import Blueprint, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from facilitator import codes, deskview, model
from facilitator.console.answers import done
from facilitator.console.fields import Whole
from facilitator.console.key import facilitator_only, house
from facilitator.events import Role
from participant_ui.answers import by_script
from participant_ui.forms import Form, Key, NothingForm, Tick, filled
from participant_ui.port import Consent, WordsRefused

blueprint = Blueprint("people", __name__)


class AgreedForm(Form):
    agreed: Annotated[Whole, Field(le=500)]
    present: Annotated[Whole, Field(le=500)]


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
        room = deskview.record(work, session, now=model.now())
    return render_template(
        "console/_slips.html", room=room, slip=slip, key=secrets.token_urlsafe(16), session=session
    )
