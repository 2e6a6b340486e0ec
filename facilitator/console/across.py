"""The series page: themes across circles, what only some say, who was missing, and the report of it all."""

from datetime import date
from typing import Annotated, Any, Literal, cast

from flask import Blueprint, Response, abort, current_app, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from pydantic import Field, create_model

from analysis.registry import NoSuch, exporter
from analysis.words import LANGUAGES
from facilitator import reports
from facilitator.console import personal
from facilitator.console.across_held import Reckoned
from facilitator.console.answers import catch, done
from facilitator.console.fields import Line
from facilitator.console.key import facilitator_only, house
from facilitator.free_text import FreeTextUnseen
from facilitator.invite import TYPES
from facilitator.reading_desk import Desk
from facilitator.release import QuotesUnreviewed
from facilitator.seriesview import SeriesView
from participant_ui import i18n
from participant_ui.forms import Form, NotUnderstood, filled

blueprint = Blueprint("across", __name__)
catch(blueprint)
RECKONED = "aplis.series_view.reckoned"


class ReportForm(Form):
    format: Annotated[str, Field(pattern=r"^[a-z_]{1,20}$")]
    language: Annotated[str, Field(max_length=12)]
    purpose: Literal["working", "public"]


@blueprint.record_once
def _with_reckoned(state: BlueprintSetupState) -> None:
    state.app.extensions[RECKONED] = Reckoned()


@blueprint.get("/series-view")
@facilitator_only
def page() -> ResponseReturnValue:
    desk = house().reading_desk.state()
    now = _now(desk)
    return render_template(
        "console/across.html",
        now=now,
        desk=desk,
        names={one.id: one for one in now.themes},
        kinds=TYPES,
        languages=LANGUAGES,
    )


@blueprint.get("/series-view/picture/<id>")
@facilitator_only
def picture(id: str) -> ResponseReturnValue:
    """One of the page's pictures, for it to show."""
    drawn = next((one for one in _now(house().reading_desk.state()).pictures if one.id == id), None)
    if drawn is None:
        abort(404)
    return Response(drawn.svg, content_type="image/svg+xml; charset=utf-8")


@blueprint.post("/series-view/regions")
@facilitator_only
def regions() -> ResponseReturnValue:
    """The region of each circle, by its number: the page has one field a circle."""
    page = house().prepare.page()
    known = {f"region_{one.number}": one.id for one in page.circles} if page else {}
    fields: dict[str, Any] = {name: (Line, "") for name in known}
    typed = filled(create_model("RegionsForm", __base__=Form, **fields))
    house().prepare.regions({known[name]: getattr(typed, name) for name in typed.model_fields_set})
    return done(url_for(".page", _anchor="circles"))


@blueprint.post("/series-view/report")
@facilitator_only
def report() -> ResponseReturnValue:
    form = filled(ReportForm)
    if form.language not in LANGUAGES:
        raise NotUnderstood
    try:
        writes = exporter(form.format)
    except NoSuch as unknown:
        raise NotUnderstood from unknown
    public = form.purpose == "public"
    content = reports.issue(house().store, reports.SERIES, writes.ENDING, form.language, public=public)
    answer = Response(content, content_type=writes.MEDIA_TYPE)
    name = f"aplis-series-{date.today().isoformat()}{writes.ENDING}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _now(desk: Desk) -> SeriesView:
    reckoned = cast(Reckoned, current_app.extensions[RECKONED])
    return reckoned.now(house(), desk, i18n.language())


blueprint.register_error_handler(FreeTextUnseen, personal.typed_unseen)


@blueprint.errorhandler(QuotesUnreviewed)
def not_looked_through(trouble: QuotesUnreviewed) -> ResponseReturnValue:
    """Says how many, and leads to where they are."""
    return personal.not_looked_through(trouble)
