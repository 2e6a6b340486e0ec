"""The sheet to take home on paper: one page, in any of the circle's languages, noted when it goes out."""

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator import issued
from facilitator.console.answers import catch, done
from facilitator.console.key import facilitator_only, house
from facilitator.keeping import answered
from facilitator.network import qr_svg
from participant_ui import i18n
from participant_ui.afterwards import Sheet
from participant_ui.forms import Form, Language, filled
from participant_ui.port import NoSuchSeat

blueprint = Blueprint("takehome", __name__)
KIND = "take_home"


class PrintForm(Form):
    language: Language


@blueprint.get("/takehome/<session>")
@facilitator_only
def page(session: str) -> ResponseReturnValue:
    """In the circle's own language unless asked for another."""
    return _page(_sheet(session, request.args.get("language", "")))


@blueprint.post("/takehome/<session>/print")
@facilitator_only
def print_out(session: str) -> ResponseReturnValue:
    """The sheet goes out on paper: it is noted, so that it can be replaced if words are taken back later."""
    sheet = _sheet(session, filled(PrintForm).language)
    content = _page(sheet).encode("utf-8")
    spoken = i18n.language()
    answered(house().store, lambda work: issued.note(work, session, content, kind=KIND, language=spoken))
    return done(url_for(".page", session=session, language=i18n.language()))


@blueprint.get("/takehome/<session>/answers.svg")
@facilitator_only
def answers(session: str) -> ResponseReturnValue:
    """Where the answers will stand, as a picture for a camera."""
    sheet = _sheet(session, "")
    if not sheet.answers or sheet.answers_here:  # off this laptop's network such a picture leads nowhere
        abort(404)
    return Response(qr_svg(sheet.answers), mimetype="image/svg+xml")


def _sheet(session: str, language: str) -> Sheet:
    """From here on its language is spoken. Raises NoSuchSeat."""
    i18n.use(language if language in i18n.LANGUAGES else _own(session))
    return house().sheets.sheet(session, i18n.language())


def _own(session: str) -> str:
    with house().store.read() as work:
        row = work.session(session)
        circle = work.circle(row.circle_id) if row else None
    if circle is None:
        raise NoSuchSeat
    return circle.language


def _page(sheet: Sheet) -> str:
    return render_template("console/takehome.html", sheet=sheet)


catch(blueprint)
