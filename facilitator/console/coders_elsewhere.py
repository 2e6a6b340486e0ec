"""Circles to take along for coding at another laptop, and a coder's work that comes back as a file."""

from datetime import date
from typing import Any, Literal

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import ValidationError, model_validator
from werkzeug.exceptions import UnsupportedMediaType

from analysis.words import CannotRead
from facilitator import blind_coding, coding_elsewhere
from facilitator.coding_elsewhere import LARGEST
from facilitator.console.answers import catch, done
from facilitator.console.coders import NameForm, ticked
from facilitator.console.key import facilitator_only, house
from participant_ui import i18n
from participant_ui.forms import Form, NotUnderstood, filled

blueprint = Blueprint("coders_elsewhere", __name__)
catch(blueprint)
MEDIA = {"csv": "text/csv; charset=utf-8", "qdpx": "application/octet-stream"}


class AwayForm(Form):
    kind: Literal["csv", "qdpx"]
    circle: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, fields: Any) -> Any:
        return ticked(fields, "circle", "[0-9]{1,6}")


@blueprint.get("/coders/elsewhere")
@facilitator_only
def page() -> ResponseReturnValue:
    return _page()


@blueprint.post("/coders/elsewhere/away")
@facilitator_only
def away() -> ResponseReturnValue:
    """A post, as the copy is noted in the list of those that went out."""
    form = filled(AwayForm)
    content = coding_elsewhere.taken(house().store, form.kind, form.circle, i18n.language())
    answer = Response(content, content_type=MEDIA[form.kind])
    name = f"aplis-to-code-{date.today().isoformat()}.{form.kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.post("/coders/elsewhere/back")
@facilitator_only
def back() -> ResponseReturnValue:
    name, content, file = _posted()
    try:
        coding_elsewhere.brought(house().store, name, content, file)
    except CannotRead as trouble:
        return _page(trouble.sentence.told(i18n.language())), 422
    return done(url_for("coders.page", _anchor="compare"))


def _posted() -> tuple[str, bytes, str]:
    """Raises UnsupportedMediaType, RequestEntityTooLarge, NotUnderstood."""
    request.max_content_length = LARGEST
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType
    files = request.files.to_dict(flat=False)
    if set(files) != {"coding"} or len(files["coding"]) != 1:
        raise NotUnderstood
    try:
        name = NameForm.model_validate(request.form.to_dict()).name
    except ValidationError:
        raise NotUnderstood from None
    (one,) = files["coding"]
    return name, one.read(), (one.filename or "").replace("\\", "/").rpartition("/")[2][-200:]


def _page(trouble: str = "") -> str:
    with house().store.read() as work:
        circles = blind_coding.circles(work)
    return render_template("console/coders_elsewhere.html", circles=circles, trouble=trouble)
