"""The measures of a plan brought into a circle's script: a table chosen, looked at, then taken."""

from typing import Annotated, Any, Literal

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from analysis.words import CannotRead
from facilitator import measures, wording
from facilitator.console.answers import done
from facilitator.console.fields import Whole
from facilitator.console.key import facilitator_only, house
from facilitator.console.language import told
from facilitator.console.measure_table import FILE, Planned, PlanTable, laid_out, planned
from facilitator.console.script_forms import Typed, posted_file
from facilitator.drafting import Refused
from facilitator.measures import NoMeasures
from facilitator.shelf import CircleScript
from facilitator.wording import Amiss
from participant_ui import i18n
from participant_ui.forms import Form, filled
from participant_ui.port import NotNow

blueprint = Blueprint("measures", __name__)
MOST = 400 * 1024  # bytes of a table: fifty measures of a page each are less
Column = Annotated[Literal[""] | Whole, Field()]


class TakeForm(Form):
    """The table as it was looked at; which column is which, counted from 0; `act` looks again or takes it."""

    table: Annotated[str, Field(max_length=MOST)]
    title: Whole
    text: Column = ""
    id: Column = ""
    minutes: Typed
    act: Literal["look", "take"]

    @property
    def at(self) -> dict[str, int]:
        chosen = {"title": self.title, "text": self.text, "id": self.id}
        return {name: column for name, column in chosen.items() if column != ""}


@blueprint.get("/circles/<circle>/script/measures")
@facilitator_only
def page(circle: str) -> ResponseReturnValue:
    return _page(house().shelf.of(circle))


@blueprint.post("/circles/<circle>/script/measures")
@facilitator_only
def look(circle: str) -> ResponseReturnValue:
    """A table, to look at: nothing is changed yet."""
    held = house().shelf.of(circle)
    name, content = posted_file("file", most=MOST)
    try:
        table = laid_out(content, name or FILE)
    except CannotRead as trouble:
        return _page(held, trouble=_said(trouble)), 422
    at = measures.columns(table.header)
    return _preview(held, table, {"title": 0, **at}, str(measures.frame(held.script).minutes))


@blueprint.post("/circles/<circle>/script/measures/take")
@facilitator_only
def take(circle: str) -> ResponseReturnValue:
    request.max_content_length = request.max_form_memory_size = 2 * MOST
    form, held = filled(TakeForm), house().shelf.of(circle)
    try:
        table = laid_out(form.table.encode(), FILE)
    except CannotRead as trouble:
        return _page(held, trouble=_said(trouble)), 422
    if form.act == "look":
        return _preview(held, table, form.at, form.minutes)
    try:
        minutes = wording.minutes_taken({"minutes": form.minutes})["minutes"]
        house().shelf.change(circle, lambda script: planned(table, script, form.at, minutes).script)
    except (Amiss, CannotRead, NoMeasures, NotNow):
        return _preview(held, table, form.at, form.minutes), 422
    return done(url_for("scripts.page", circle=circle))


def _page(held: CircleScript, *, trouble: str = "") -> str:
    return render_template(
        "console/script_measures.html", held=held, trouble=trouble, frame=measures.frame(held.script)
    )


def _preview(held: CircleScript, table: PlanTable, at: dict[str, int], minutes: str) -> str:
    """The table as it would be taken; where it cannot be, why."""
    result = _tried(held, table, at, minutes)
    return render_template(
        "console/script_measures_look.html",
        held=held,
        table=table,
        at=at,
        minutes=minutes,
        planned=result if isinstance(result, Planned) else None,
        trouble=result if isinstance(result, str) else "",
    )


def _tried(held: CircleScript, table: PlanTable, at: dict[str, int], minutes: str) -> Planned | str:
    try:
        whole = wording.minutes_taken({"minutes": minutes})["minutes"]
        return planned(table, held.script, at, whole)
    except (Amiss, CannotRead, NoMeasures, Refused) as trouble:
        return _said(trouble)


def _said(trouble: Any) -> str:
    if isinstance(trouble, CannotRead):
        return trouble.sentence.told(i18n.language())
    if isinstance(trouble, Amiss):
        return told(trouble.wrongs[0].saying)
    if isinstance(trouble, Refused):
        return i18n.gettext("The rounds would take more than eight hours together.")
    return told(trouble.saying)


blueprint.add_app_template_global(measures.waits, "waits_for_measures")
