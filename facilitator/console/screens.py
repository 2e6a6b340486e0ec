"""The pages on which another machine becomes the recorder's desk or the projector: a code, a mark, a wait."""

from typing import Annotated, cast

from flask import Blueprint, Response, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from facilitator.console.answers import STATUS
from facilitator.console.key import give_screen, house, paired
from facilitator.events import Role
from facilitator.store import NothingOpen
from participant_ui.answers import by_script
from participant_ui.forms import Form, NotUnderstood, filled
from participant_ui.port import NoSuchCircle, NotNow

blueprint = Blueprint("screens", __name__)
PAGES = {Role.RECORDER: "recorder.page", Role.PROJECTOR: "projector.page"}


class PairForm(Form):
    """The typed code, or what stood in the link."""

    link: Annotated[str, Field(max_length=64)] = ""
    code: Annotated[str, Field(max_length=64)] = ""


@blueprint.get("/pair")
def page() -> ResponseReturnValue:
    return render_template("console/pair.html", link="", trouble="")


@blueprint.get("/pair/<link>")
def by_link(link: str) -> ResponseReturnValue:
    """Opening the link changes nothing: the button does."""
    return render_template("console/pair.html", link=link[:64], trouble="")


@blueprint.post("/pair")
def claim() -> ResponseReturnValue:
    form = filled(PairForm)
    token, mark = house().pairings.claim(link=form.link, code=form.code)
    house().line.nudge(house().pairings.screen(token)[0], Role.FACILITATOR, "screen")
    onward = url_for(".here")
    answer = jsonify(code="done", mark=mark, to=onward) if by_script() else redirect(onward, 303)
    give_screen(cast(Response, answer), token)
    return answer


@blueprint.get("/pair/here")
def here() -> ResponseReturnValue:
    """The mark to compare, until the console lets this screen in."""
    state = _state()
    if state["state"] == "confirmed":
        return redirect(state["to"], 303)
    return render_template("console/pair_here.html", **state)


@blueprint.get("/pair/status")
def status() -> ResponseReturnValue:
    return jsonify(_state())


def _state() -> dict[str, str]:
    """`state` is none, waiting or confirmed; `to` is this screen's page once it may go there."""
    try:
        found = paired()
    except NothingOpen:
        found = None
    if found is None:
        return {"state": "none", "role": "", "mark": "", "to": ""}
    session, screen = found
    to = url_for(PAGES[screen.role], session=session) if screen.confirmed else ""
    state = "confirmed" if screen.confirmed else "waiting"
    return {"state": state, "role": screen.role.value, "mark": screen.mark, "to": to}


@blueprint.errorhandler(NoSuchCircle)
@blueprint.errorhandler(NotNow)
@blueprint.errorhandler(NotUnderstood)
def refused(trouble: Exception) -> ResponseReturnValue:
    """The code was wrong, used, too old, or tried too often: said where it is typed."""
    status, code_of = STATUS[type(trouble)]
    code = code_of(trouble)
    if by_script():
        return {"code": code}, status
    return render_template("console/pair.html", link="", trouble=code), status


@blueprint.errorhandler(NothingOpen)
def nothing_open(trouble: Exception) -> ResponseReturnValue:
    return refused(NoSuchCircle())
