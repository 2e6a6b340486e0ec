"""The recorder's five questions at the end, on a quiet page of their own."""

from typing import Annotated, Any

from flask import Blueprint, jsonify, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, Field

from facilitator import deskview, model
from facilitator.console.answers import catch, done
from facilitator.console.key import for_role, house
from facilitator.events import Role
from facilitator.summary import ASKED, QUESTIONS, Given, answers, version
from participant_ui.answers import by_script
from participant_ui.forms import Form, filled

blueprint = Blueprint("summary", __name__)

Text = Annotated[str | None, BeforeValidator(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))]
Seen = Annotated[str, Field(max_length=64)]


class AnswersForm(Form):
    """Any of the five; to each answer belongs the version of the text that was on the screen before."""

    topics: Text = None
    seen_topics: Seen = ""
    agreement: Text = None
    seen_agreement: Seen = ""
    differences: Text = None
    seen_differences: Seen = ""
    open: Text = None
    seen_open: Seen = ""
    further: Text = None
    seen_further: Seen = ""

    def given(self) -> dict[str, Given]:
        sent = {question: getattr(self, question) for question in QUESTIONS}
        return {
            question: Given(text, getattr(self, f"seen_{question}"))
            for question, text in sent.items()
            if text is not None
        }


@blueprint.get("/recorder/<session>/summary")
@for_role(Role.RECORDER)
def page(session: str) -> ResponseReturnValue:
    return render_template("console/recorder_summary.html", asked=ASKED, now=_now(session), mine={})


@blueprint.get("/recorder/<session>/summary/now")
@for_role(Role.RECORDER)
def now(session: str) -> ResponseReturnValue:
    return jsonify(_now(session))


@blueprint.post("/recorder/<session>/summary")
@for_role(Role.RECORDER)
def answer(session: str) -> ResponseReturnValue:
    """What another screen wrote meanwhile is shown before it is replaced: whoever sends again replaces it."""
    given = filled(AnswersForm).given()
    unseen = house().summary.answer(session, given)
    shown = _now(session)
    if by_script():
        return jsonify(code="unseen" if unseen else "done", unseen=list(unseen), answers=shown["answers"])
    if not unseen:
        return done(url_for(".page", session=session))
    mine = {question: given[question].text for question in unseen}
    return make_response(
        render_template("console/recorder_summary.html", asked=ASKED, now=shown, mine=mine), 409
    )


def _now(session: str) -> dict[str, Any]:
    """The answers by question, each with the version that a change of it names."""
    with house().store.read() as work:
        evening = deskview.evening(work, session, now=model.now())
        texts = answers(work, session)
    shown = {one: {"text": texts.get(one, ""), "version": version(texts.get(one, ""))} for one in QUESTIONS}
    return {"evening": evening, "answers": shown}


catch(blueprint)
