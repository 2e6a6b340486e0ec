"""Getting phones to the circle: the address in words, the codes, the try with one's own phone."""

from dataclasses import asdict
from typing import Annotated, Any

from flask import Blueprint, Response, current_app, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from facilitator import deskview, model
from facilitator.chairs import Options, options_of
from facilitator.console.answers import done
from facilitator.console.key import facilitator_only, for_role, house
from facilitator.console.language import told
from facilitator.events import Role
from facilitator.network import WifiBroken, qr_svg, wifi_text
from facilitator.saying import N_
from participant_ui.forms import Form, NothingForm, Tick, filled
from participant_ui.port import NoSuchCircle

blueprint = Blueprint("ready", __name__)

# On the sheet for the door, in every language of the evening.
BY_CAMERA = N_("Point your phone's camera at the square.")
BY_HAND = N_("Or open this address and type the code:")


class AddressForm(Form):
    """An empty one leaves the choice to aplis."""

    address: Annotated[str, Field(max_length=255)] = ""


class WifiForm(Form):
    name: Annotated[str, Field(max_length=100)] = ""
    password: Annotated[str, Field(max_length=200)] = ""


class JoiningForm(Form):
    open: Tick = False


@blueprint.get("/ready/<session>")
@facilitator_only
def page(session: str) -> ResponseReturnValue:
    return show(session)


@blueprint.get("/ready/<session>/now")
@facilitator_only
def now(session: str) -> ResponseReturnValue:
    return jsonify(joining_now(session))


@blueprint.get("/ready/<session>/qr.svg")
@for_role(Role.PROJECTOR)
def qr(session: str) -> ResponseReturnValue:
    """The join link as a code; not there where no phone could open it."""
    return _drawing(house().join.qr(evening_of(session).link))


@blueprint.get("/ready/<session>/wifi.svg")
@for_role(Role.PROJECTOR)
def wifi_qr(session: str) -> ResponseReturnValue:
    known = wifi()
    return _drawing(qr_svg(known["text"]) if known else None)


@blueprint.get("/ready/<session>/sheet")
@facilitator_only
def sheet(session: str) -> ResponseReturnValue:
    """To print and put on the door."""
    evening, join = evening_of(session), house().join
    return render_template(
        "console/_sheet.html", evening=evening, place=join.place(), by_camera=BY_CAMERA, by_hand=BY_HAND
    )


@blueprint.post("/ready/<session>/address")
@facilitator_only
def choose(session: str) -> ResponseReturnValue:
    house().join.watch.remember(filled(AddressForm).address or None)
    house().join.visit.begin()
    return _done(session)


@blueprint.post("/ready/<session>/try")
@facilitator_only
def try_again(session: str) -> ResponseReturnValue:
    filled(NothingForm)
    house().join.visit.begin()
    return _done(session)


@blueprint.post("/ready/<session>/wifi")
@facilitator_only
def set_wifi(session: str) -> ResponseReturnValue:
    """Kept while aplis runs and never in a file; without a name it is forgotten."""
    form = filled(WifiForm)
    try:
        text = wifi_text(form.name, form.password) if form.name else ""
    except WifiBroken as broken:
        return show(session, wifi_trouble=told(broken.saying)), 422
    current_app.extensions["aplis.wifi"] = {"name": form.name, "text": text} if text else None
    house().line.nudge(session, Role.PROJECTOR, "address")
    return _done(session)


@blueprint.post("/ready/<session>/link")
@facilitator_only
def new_link(session: str) -> ResponseReturnValue:
    """The code was photographed."""
    filled(NothingForm)
    house().desk.new_link(session)
    return _done(session)


@blueprint.post("/ready/<session>/joining")
@facilitator_only
def joining(session: str) -> ResponseReturnValue:
    house().desk.joining(session, filled(JoiningForm).open)
    return _done(session)


def wifi() -> dict[str, str] | None:
    """The room's Wi-Fi as the facilitator typed it: its name, and what its code says."""
    known: dict[str, str] | None = current_app.extensions.get("aplis.wifi")
    return known


def joining_now(session: str) -> dict[str, Any]:
    """How phones come in at the moment, for a screen's script."""
    choice, join = house().join.choice, house().join
    return {
        "visit": join.visit.state.value,
        "place": join.place(),
        "reason": told(choice.reason),
        "remedy": told(choice.remedy) if choice.remedy else "",
        "link": evening_of(session).link,
        "screens": [asdict(screen) for screen in house().pairings.screens(session)],
    }


def show(session: str, **more: Any) -> str:
    """The page, with what only one answer can tell: an offer, or what is wrong with a name."""
    choice = house().join.choice
    return render_template(
        "console/ready.html",
        evening=evening_of(session),
        now=joining_now(session),
        choice=choice,
        others=[c for c in choice.candidates if choice.chosen is None or c.address != choice.address],
        checks=house().join.checklist(),
        wifi=wifi(),
        options=options_now(session),
        seating=house().desk.seating(session),
        **more,
    )


def options_now(session: str) -> Options:
    with house().store.read() as work:
        return options_of(work.sitting(session))


def evening_of(session: str) -> deskview.Evening:
    with house().store.read() as work:
        return deskview.evening(work, session, now=model.now())


def _drawing(svg: str | None) -> Response:
    if svg is None:
        raise NoSuchCircle
    return Response(svg, mimetype="image/svg+xml")


def _done(session: str) -> ResponseReturnValue:
    return done(url_for("host.ready.page", session=session))
