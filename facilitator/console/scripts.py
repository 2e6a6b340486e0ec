"""What a circle's script says, the same to print; choosing another, keeping it, files in and out."""

from collections.abc import Callable

from flask import Blueprint, Response, jsonify, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.console import formats, language, measures, redraft
from facilitator.console.answers import catch, done
from facilitator.console.key import facilitator_only, house
from facilitator.console.script_forms import ChooseForm, NameForm, posted_file
from facilitator.script import Script, ScriptBroken
from facilitator.script_file import write
from facilitator.sheet import Sheet, round_of, sheet, start_at
from participant_ui import i18n
from participant_ui.answers import by_script
from participant_ui.forms import NothingForm, filled

blueprint = Blueprint("scripts", __name__, template_folder="templates")
catch(blueprint)
blueprint.register_blueprint(redraft.blueprint)
blueprint.register_blueprint(measures.blueprint)
MOST = 400 * 1024  # bytes of a script's file: sixty rounds in six languages are less


@blueprint.get("/circles/<circle>/script")
@facilitator_only
def page(circle: str) -> ResponseReturnValue:
    """The whole script, as it is printed."""
    held = house().shelf.of(circle)
    drawn = _drawn(held.script, held.tongue, held.question)
    return render_template("console/script.html", held=held, script=held.script, sheet=drawn)


@blueprint.get("/circles/<circle>/script/choose")
@facilitator_only
def choose_page(circle: str) -> ResponseReturnValue:
    held, offers = house().shelf.of(circle), house().shelf.offers()
    return render_template("console/script_choose.html", held=held, groups=formats.grouped(offers))


@blueprint.post("/circles/<circle>/script/choose")
@facilitator_only
def choose(circle: str) -> ResponseReturnValue:
    house().shelf.choose(circle, filled(ChooseForm).script)
    return done(url_for("scripts.page", circle=circle))


@blueprint.post("/circles/<circle>/script/keep")
@facilitator_only
def keep(circle: str) -> ResponseReturnValue:
    """As the series' own, for later circles."""
    name = house().shelf.keep(circle, filled(NameForm).title)
    return done(url_for("scripts.page", circle=circle, kept=name), name=name)


@blueprint.get("/circles/<circle>/script/file")
@facilitator_only
def circle_file(circle: str) -> ResponseReturnValue:
    return _file(house().shelf.of(circle).script)


@blueprint.get("/scripts")
@facilitator_only
def shelf() -> ResponseReturnValue:
    return render_template("console/scripts.html", groups=formats.grouped(house().shelf.offers()))


@blueprint.get("/scripts/<name>")
@facilitator_only
def look(name: str) -> ResponseReturnValue:
    """A script before it is chosen."""
    script = house().shelf.one(name).script
    spoken = i18n.language()
    first = spoken if spoken in script.languages else script.languages[0]
    drawn = _drawn(script, first, i18n.gettext("[the circle's question]"))
    return render_template("console/script.html", held=None, script=script, sheet=drawn)


@blueprint.get("/scripts/<name>/file")
@facilitator_only
def shelf_file(name: str) -> ResponseReturnValue:
    return _file(house().shelf.one(name).script)


@blueprint.post("/scripts/import")
@facilitator_only
def bring() -> ResponseReturnValue:
    """A TOML file becomes a script of the series; one with faults changes nothing, and each is told."""
    name, content = posted_file("file", most=MOST)
    try:
        kept = house().shelf.bring(content, name or "script.toml")
    except ScriptBroken as broken:
        return _refused(broken)
    return done(url_for("scripts.shelf", _anchor=f"script-{kept}"), name=kept)


@blueprint.post("/scripts/<name>/drop")
@facilitator_only
def drop(name: str) -> ResponseReturnValue:
    filled(NothingForm)
    house().shelf.drop(name)
    return done(url_for("scripts.shelf"))


def _drawn(script: Script, first: str, question: str) -> Sheet:
    """The sheet as asked for in the address: `language` and `start`, both if somebody likes."""
    asked = request.args.get("language", "")
    spoken = asked if asked in script.languages else first
    return sheet(script, language=spoken, question=question, start=start_at(request.args.get("start", "")))


def in_language(language: str, caller: Callable[[], str]) -> str:
    """A part of a page in the language of what stands in it: {% call in_language("ru") %} … {% endcall %}."""
    around = i18n.language()
    i18n.use(language)
    try:
        return caller()
    finally:
        i18n.use(around)


def _file(script: Script) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{script.id}.toml"'}
    return Response(write(script), mimetype="application/toml", headers=named)


def _refused(broken: ScriptBroken) -> ResponseReturnValue:
    faults = [{"key": one.key, "said": language.told(one)} for one in broken.faults]
    if by_script():
        return make_response(jsonify(code="script_broken", file=broken.file, faults=faults), 422)
    groups = formats.grouped(house().shelf.offers())
    return make_response(
        render_template("console/scripts.html", groups=groups, refused=broken.file, faults=faults), 422
    )


blueprint.add_app_template_global(in_language)
blueprint.add_app_template_global(round_of, "round_of")
blueprint.add_app_template_global(formats.about, "about_script")
