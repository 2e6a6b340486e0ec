"""The facilitator's desk: the script, what to do now, the room; every act says which state it had seen."""

from dataclasses import asdict
from typing import Annotated, Any

from flask import Blueprint, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator

from facilitator import cards, deskview, model
from facilitator.console import laptops, people, pulse, ready, words
from facilitator.console.answers import catch, done
from facilitator.console.fields import Whole
from facilitator.console.key import facilitator_only, house
from facilitator.console.nextstep import next_step
from facilitator.console.reasons import REASONS
from facilitator.events import Role
from participant_ui import i18n
from participant_ui.forms import Form, NothingForm, filled
from participant_ui.port import Stage

blueprint = Blueprint("host", __name__, template_folder="templates")
catch(blueprint)
blueprint.register_blueprint(ready.blueprint)
blueprint.register_blueprint(laptops.blueprint)
blueprint.register_blueprint(people.blueprint)
blueprint.register_blueprint(pulse.blueprint)
blueprint.register_blueprint(words.blueprint)


class SeenForm(Form):
    """`seen` counts the changes of stage and round that the screen knew of."""

    seen: Whole


class StageForm(SeenForm):
    to: Annotated[Stage, BeforeValidator(lambda named: Stage(named))]


class TurnForm(SeenForm):
    index: Whole


@blueprint.get("/desk/<session>")
@facilitator_only
def desk(session: str) -> ResponseReturnValue:
    return render_template(
        "console/desk.html",
        desk=_now(session),
        reasons=REASONS,
        cards=cards.cards(),
        seating=house().desk.seating(session),
    )


@blueprint.get("/desk/<session>/cards")
@facilitator_only
def deck(session: str) -> ResponseReturnValue:
    """The same cards on a page of their own, also to print."""
    return render_template("console/cards.html", evening=ready.evening_of(session), cards=cards.cards())


@blueprint.get("/desk/<session>/now")
@facilitator_only
def now(session: str) -> ResponseReturnValue:
    return jsonify(_now(session))


@blueprint.post("/desk/<session>/stage")
@facilitator_only
def stage(session: str) -> ResponseReturnValue:
    form = filled(StageForm)
    house().desk.move(session, form.to, seen=form.seen)
    return _done(session)


@blueprint.post("/desk/<session>/turn")
@facilitator_only
def turn(session: str) -> ResponseReturnValue:
    form = filled(TurnForm)
    house().desk.turn(session, form.index, seen=form.seen)
    return _done(session)


@blueprint.post("/desk/<session>/round/close")
@facilitator_only
def close_round(session: str) -> ResponseReturnValue:
    house().desk.close_round(session, seen=filled(SeenForm).seen)
    return _done(session)


@blueprint.post("/desk/<session>/seal")
@facilitator_only
def seal(session: str) -> ResponseReturnValue:
    house().sealing.seal(session, seen=filled(SeenForm).seen)
    return _done(session)


@blueprint.post("/desk/<session>/forget")
@facilitator_only
def forget(session: str) -> ResponseReturnValue:
    filled(NothingForm)
    house().desk.forget_rehearsal(session)
    for role in Role:
        house().line.cut(session, role)
    return done(url_for("home.index"))


def _done(session: str) -> ResponseReturnValue:
    return done(url_for("host.desk", session=session))


def _now(session: str) -> dict[str, Any]:
    """All that the desk shows, as its script gets it too."""
    with house().store.read() as work:
        here = house().presence.here(session)
        view = deskview.desk(work, session, here=here, now=model.now(), language=i18n.language())
    reveal = house().reveal
    waiting = reveal.waiting(session) if view.current >= 0 else 0
    return {
        **asdict(view),
        "next": asdict(next_step(view, waiting)),
        "waiting": waiting,
        "near": [asdict(alike) for alike in reveal.candidates(session)] if view.current >= 0 else [],
        "reader": asdict(house().reader.status(session)),
        "join": ready.joining_now(session),
    }
