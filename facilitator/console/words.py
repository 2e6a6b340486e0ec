"""What people wrote, at the facilitator's hand: revealed together, shown or hidden, joined where alike."""

from typing import Annotated

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from facilitator.console.answers import done
from facilitator.console.fields import Whole
from facilitator.console.key import facilitator_only, house
from participant_ui.forms import Form, Id, NothingForm, filled

blueprint = Blueprint("words", __name__)


class RevealForm(Form):
    """`round` is empty for the one at hand."""

    seen: Whole
    round: Id = ""


class JoinForm(Form):
    """Ids with a space between them: the first is the card that stands for all."""

    words: Annotated[str, Field(pattern=r"^[0-9a-f]{32}( [0-9a-f]{32}){1,60}$")]


@blueprint.post("/desk/<session>/words/reveal")
@facilitator_only
def reveal(session: str) -> ResponseReturnValue:
    form = filled(RevealForm)
    house().reveal.reveal(session, seen=form.seen, round=form.round)
    return _done(session)


@blueprint.post("/desk/<session>/words/join")
@facilitator_only
def join(session: str) -> ResponseReturnValue:
    house().reveal.join(session, filled(JoinForm).words.split())
    return _done(session)


@blueprint.post("/desk/<session>/words/<words>/part")
@facilitator_only
def part(session: str, words: str) -> ResponseReturnValue:
    filled(NothingForm)
    house().reveal.part(session, words)
    return _done(session)


@blueprint.post("/desk/<session>/words/<words>/show")
@facilitator_only
def show(session: str, words: str) -> ResponseReturnValue:
    filled(NothingForm)
    house().desk.release(session, words)
    return _done(session)


@blueprint.post("/desk/<session>/words/<words>/hide")
@facilitator_only
def hide(session: str, words: str) -> ResponseReturnValue:
    """Off the wall, or held back from a reveal."""
    filled(NothingForm)
    house().desk.hide(session, words)
    return _done(session)


def _done(session: str) -> ResponseReturnValue:
    return done(url_for("host.desk", session=session))
