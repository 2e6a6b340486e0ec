"""Trust and feedback at the facilitator's laptop: paper typed in, all of it counted, and what may be told."""

from dataclasses import asdict
from typing import Annotated, Any

from babel.numbers import format_decimal
from flask import Blueprint, abort, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field, create_model

from facilitator import deskview, feedback, model, pulse
from facilitator.console.answers import done
from facilitator.console.key import facilitator_only, house
from facilitator.console.reasons import REASONS
from participant_ui import i18n
from participant_ui.answers import by_script, new_key
from participant_ui.asked import FeedbackFields, PulseFields, as_form, said_in
from participant_ui.forms import Form, Key, NothingForm, filled
from participant_ui.port import WordsRefused
from participant_ui.questions import PULSE, Moment

blueprint = Blueprint("pulse", __name__)
FORMS = "feedback"
KINDS = (*(moment.value for moment in Moment), FORMS)
Slip = Annotated[str, Field(max_length=128)]

PaperPulse = create_model("PaperPulse", __base__=PulseFields, key=(Key, ...), slip=(Slip, ""))


class SlipForm(Form):
    slip: Slip


@blueprint.app_template_filter("figure")
def figure(number: float) -> str:
    """A number as the reader writes it: 4.5, or 4,5."""
    return format_decimal(number, locale=i18n.language())


@blueprint.get("/pulse/<session>")
@facilitator_only
def page(session: str) -> ResponseReturnValue:
    return render_template("console/pulse.html", **_told(session))


@blueprint.get("/pulse/<session>/now")
@facilitator_only
def now(session: str) -> ResponseReturnValue:
    """How many came, and where the circle is: what changes while the page is open."""
    told = _told(session)
    return jsonify(evening=asdict(told["evening"]), came=asdict(told["came"]))


@blueprint.get("/pulse/<session>/paper/<kind>")
@facilitator_only
def paper(session: str, kind: str) -> ResponseReturnValue:
    return _typing(session, _kind(kind), {})


@blueprint.post("/pulse/<session>/paper/<kind>")
@facilitator_only
def keep(session: str, kind: str) -> ResponseReturnValue:
    form = filled(FeedbackFields if _kind(kind) == FORMS else PaperPulse)
    try:
        _keep(session, kind, form)
    except WordsRefused as refusal:
        if by_script():
            raise
        return _typing(session, kind, dict(form), refusal.reason), 422
    return done(url_for(".paper", session=session, kind=kind, kept=1))


@blueprint.post("/pulse/<session>/back")
@facilitator_only
def take_back(session: str) -> ResponseReturnValue:
    house().questions.take_back(session, filled(SlipForm).slip)
    return done(url_for(".page", session=session, back=1))


@blueprint.post("/pulse/<session>/count")
@facilitator_only
def count(session: str) -> ResponseReturnValue:
    filled(NothingForm)
    house().questions.count(session)
    return done(url_for(".page", session=session))


@blueprint.get("/pulse/<session>/print")
@facilitator_only
def sheets(session: str) -> ResponseReturnValue:
    """What a phone asks, on paper, in one of the languages at hand."""
    told = _told(session)
    i18n.use(i18n.best(request.args.get("language"), own=told["evening"].language))
    return render_template("console/pulse_sheets.html", **told)


def _keep(session: str, kind: str, form: Form) -> None:
    key = str(getattr(form, "key", ""))
    if kind == FORMS:
        house().questions.paper_form(session, as_form(form), key=key)
        return
    slip, answers = str(getattr(form, "slip", "")), said_in(form, PULSE)
    house().questions.paper_pulse(session, Moment(kind), answers, slip=slip, key=key)


def _kind(named: str) -> str:
    return named if named in KINDS else abort(404)


def _typing(session: str, kind: str, typed: dict[str, Any], refused: str = "") -> str:
    """The page on which one sheet is typed in, with what was typed before if it did not do."""
    return render_template(
        "console/pulse_paper.html",
        kind=kind,
        typed=typed,
        key=typed.get("key") or new_key(),
        refused=REASONS[refused] if refused else None,
        **_told(session),
    )


def _told(session: str) -> dict[str, Any]:
    """How many answers came; and, once counted, what may be told of them."""
    with house().store.read() as work:
        row = work.session(session)
        return {
            "evening": deskview.evening(work, session, now=model.now()),
            "uses": {"pulse": row.pulse, "feedback": row.feedback} if row else {},
            "came": house().questions.numbers(session),
            "trust": pulse.summary(work, session),
            "forms": feedback.summary(work, session),
        }
