"""Before the evening: the first run, the series that is open, its circles and their sittings."""

from typing import Annotated

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field
from werkzeug.exceptions import HTTPException

from facilitator.console import files, formats, language, reasons
from facilitator.console.answers import catch, done
from facilitator.console.fields import Line, Whole
from facilitator.console.key import at_desk, facilitator_here, facilitator_only, house
from facilitator.shelf import USUAL
from facilitator.store import NothingOpen
from participant_ui.answers import by_script
from participant_ui.forms import Form, LanguageForm, NothingForm, Tick, filled

blueprint = Blueprint("home", __name__, template_folder="templates")
catch(blueprint)
STEPS = ("title", "question", "host", "keep_days")
A_YEAR = 365 * 24 * 3600


class NamingForm(Form):
    title: Line
    question: Line
    host: Line
    keep_days: Annotated[Whole, Field(ge=1, le=3650)]


class CircleForm(Form):
    title: Line
    question: Line = ""
    place: Line = ""
    region: Line = ""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    script: Annotated[str, Field(pattern=r"^[a-z0-9-]{0,64}$")] = ""


class SittingForm(Form):
    capacity: Annotated[Whole, Field(ge=1, le=500)]
    rehearsal: Tick = False


class FileForm(Form):
    name: Annotated[str, Field(max_length=255)]


class ConsoleLanguageForm(LanguageForm):
    to: Annotated[str, Field(pattern=r"^/([A-Za-z0-9_-][A-Za-z0-9/_.?&=%+-]*)?$", max_length=4000)] = "/"


@blueprint.get("/console/")
@facilitator_only
def index() -> ResponseReturnValue:
    """The series; where none is open yet, how to begin."""
    try:
        page = house().prepare.page()
    except NothingOpen:
        return render_template("console/first_run.html", files=files.found(house().settings.data))
    if page is None:
        return render_template("console/home_name.html", page=None)
    chairs = house().settings.capacity
    return render_template("console/series.html", page=page, copied=_copied(), chairs=chairs)


@blueprint.get("/series/new")
@facilitator_only
def new_series() -> ResponseReturnValue:
    """One question a screen; what was answered before is carried along in the address."""
    given = {name: request.args[name] for name in STEPS if request.args.get(name, "").strip()}
    asked = next((name for name in STEPS if name not in given), STEPS[-1])
    return render_template("console/home_new.html", asked=asked, given=given, steps=STEPS)


@blueprint.post("/series")
@facilitator_only
def make_series() -> ResponseReturnValue:
    files.make(house(), files.Naming(**filled(NamingForm).model_dump()))
    return done(url_for("home.index"))


@blueprint.get("/series/name")
@facilitator_only
def name_page() -> ResponseReturnValue:
    return render_template("console/home_name.html", page=house().prepare.page())


@blueprint.post("/series/name")
@facilitator_only
def name_series() -> ResponseReturnValue:
    house().prepare.series(**filled(NamingForm).model_dump())
    return done(url_for("home.index"))


@blueprint.get("/series/others")
@facilitator_only
def other_series() -> ResponseReturnValue:
    listed, path = files.found(house().settings.data), house().store.path
    return render_template(
        "console/home_others.html",
        files=[file for file in listed if path is None or file.name != path.name],
        under_way=files.under_way(house()),
    )


@blueprint.post("/series/open")
@facilitator_only
def open_series() -> ResponseReturnValue:
    files.open_file(house(), filled(FileForm).name)
    return done(url_for("home.index"))


@blueprint.post("/series/copy")
@facilitator_only
def save_copy() -> ResponseReturnValue:
    filled(NothingForm)
    to = files.save_copy(house())
    return done(url_for("home.index", copied=to.name), path=str(to))


@blueprint.get("/circles/new")
@facilitator_only
def new_circle() -> ResponseReturnValue:
    page = house().prepare.page()
    if page is None:
        return redirect(url_for("home.index"), 303)
    offers = house().shelf.offers()
    languages = sorted({language for one in offers for language in one.script.languages})
    return render_template(
        "console/circle.html", page=page, languages=languages, groups=formats.grouped(offers), usual=USUAL
    )


@blueprint.post("/circles")
@facilitator_only
def add_circle() -> ResponseReturnValue:
    form = filled(CircleForm)
    circle = house().prepare.circle(**form.model_dump())
    return done(url_for("home.index", _anchor=f"circle-{circle}"), id=circle)


@blueprint.post("/circles/<circle>/sessions")
@facilitator_only
def add_session(circle: str) -> ResponseReturnValue:
    form = filled(SittingForm)
    session = house().prepare.session(circle, capacity=form.capacity, rehearsal=form.rehearsal)
    house().join.visit.begin()
    return done(url_for("host.ready.page", session=session), id=session)


@blueprint.post("/console/language")
@facilitator_only
def choose_language() -> ResponseReturnValue:
    form = filled(ConsoleLanguageForm)
    answer = done(form.to)
    answer.set_cookie(language.COOKIE, form.language, max_age=A_YEAR, httponly=True, samesite="Strict")
    return answer


def _copied() -> str:
    """Where the copy is that was just made, named in the address; nothing for a name that is not there."""
    name = request.args.get("copied", "")
    there = name in {file.name for file in files.found(house().settings.data)}
    return str(house().settings.data / name) if there else ""


def _series_title() -> str:
    """What stands in the head of the console's pages; nothing for who was not let in."""
    try:
        return house().prepare.title() if facilitator_here() else ""
    except NothingOpen:
        return ""


@blueprint.app_errorhandler(HTTPException)
def not_gone(trouble: HTTPException) -> ResponseReturnValue:
    """What went wrong outside our own rooms: no key, no such page, a request that is none."""
    if "phone" in request.blueprints or not (at_desk() or language.FACES.intersection(request.blueprints)):
        return trouble
    status = trouble.code or 500
    code = reasons.STATUS.get(status, "broken")
    if by_script():
        return {"code": code}, status
    return make_response(render_template("console/error.html", code=code), status)


blueprint.before_app_request(language.speak)
blueprint.add_app_template_filter(language.told)
blueprint.add_app_template_filter(language.for_room)
blueprint.add_app_template_filter(language.in_language)
blueprint.add_app_template_global(reasons.reason)
blueprint.add_app_template_global(_series_title, "series_title")
