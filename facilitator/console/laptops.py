"""Another laptop as recorder's desk or projector: what to open there, and which of them to let in."""

import base64
from typing import Annotated, Any

from flask import Blueprint, jsonify, url_for
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator

from facilitator import codes
from facilitator.console import ready
from facilitator.console.answers import done
from facilitator.console.key import facilitator_only, house
from facilitator.events import Role
from facilitator.network import qr_svg
from facilitator.pairing import PAIRABLE, Offer
from participant_ui.answers import by_script
from participant_ui.forms import Form, NothingForm, filled
from participant_ui.port import NoSuchCircle

blueprint = Blueprint("laptops", __name__)


class LaptopForm(Form):
    role: Annotated[Role, BeforeValidator(lambda named: Role(named))]


@blueprint.post("/ready/<session>/screens")
@facilitator_only
def offer(session: str) -> ResponseReturnValue:
    """The code is in the answer itself: only a digest of it is kept, so it cannot be looked up later."""
    role = filled(LaptopForm).role
    ready.evening_of(session)
    if role not in PAIRABLE:
        raise NoSuchCircle
    shown = _offered(house().pairings.offer(session, role), role)
    return jsonify(shown) if by_script() else ready.show(session, offer=shown)


@blueprint.post("/ready/<session>/screens/<id>/confirm")
@facilitator_only
def confirm(session: str, id: str) -> ResponseReturnValue:
    filled(NothingForm)
    house().pairings.confirm(session, id)
    return done(url_for("host.ready.page", session=session, _anchor="laptops"))


@blueprint.post("/ready/<session>/screens/<id>/revoke")
@facilitator_only
def revoke(session: str, id: str) -> ResponseReturnValue:
    filled(NothingForm)
    role = house().pairings.revoke(session, id)
    house().line.cut(session, role)
    return done(url_for("host.ready.page", session=session, _anchor="laptops"))


def _offered(offer: Offer, role: Role) -> dict[str, Any]:
    link, place = house().join.screen_link(offer.link), house().join.place()
    shown = {"role": role.value, "code": codes.spaced(offer.code), "link": link, "place": place}
    return shown | {"qr": _as_image(qr_svg(link)) if link else None}


def _as_image(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
