"""Handing a circle over: its bundle, saved as a file to carry to whoever reads the whole series."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator import handing
from facilitator.bundle import SUFFIX
from facilitator.console.answers import catch
from facilitator.console.key import facilitator_only, house
from facilitator.signing import of_laptop
from participant_ui.forms import NothingForm, filled

blueprint = Blueprint("hand_over", __name__)
catch(blueprint)


@blueprint.get("/circles/<circle>/hand-over")
@facilitator_only
def page(circle: str) -> ResponseReturnValue:
    with house().store.read() as work:
        standing = handing.standing(work, circle)
        return render_template("console/hand_over.html", circle=work.circle(circle), standing=standing)


@blueprint.post("/circles/<circle>/hand-over")
@facilitator_only
def file(circle: str) -> ResponseReturnValue:
    """The bundle; where none can be made, the page says why."""
    filled(NothingForm)
    try:
        handed = handing.hand_over_circle(house().store, circle, of_laptop(house().settings.data))
    except handing.NotHanded:
        return redirect(url_for(".page", circle=circle), 303)
    answer = Response(handed.content, content_type="application/octet-stream")
    name = f"aplis-{handed.day}-issue-{handed.issue}{SUFFIX}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
