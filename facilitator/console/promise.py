"""What happens next: what was promised, the answers theme by theme, and the page on which they stand."""

from datetime import date
from typing import Annotated

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from facilitator import issued, model, promise
from facilitator.console.answers import catch, done
from facilitator.console.fields import Line
from facilitator.console.key import facilitator_only, house
from facilitator.keeping import answered
from facilitator.network import qr_svg
from facilitator.promise import Awaited, PageAddress, Topic
from participant_ui import promised as public
from participant_ui.forms import Form, NothingForm, filled
from participant_ui.port import NoSuchCircle, Promised

blueprint = Blueprint("promise", __name__)
catch(blueprint)
Text = Annotated[str, Field(max_length=8000)]


class PromiseForm(Form):
    commissioner: Line = ""
    answers_by: Line = ""
    due: Line = ""
    note: Text = ""
    address: Line = ""


class AnswerForm(Form):
    """`topic` is the key of what is answered; an empty text takes the answer away."""

    topic: Annotated[str, Field(pattern=r"^[0-9a-f]{20}$")]
    text: Text = ""


class HeadingForm(Form):
    heading: Line
    text: Text


@blueprint.get("/circles/<circle>/next")
@facilitator_only
def page(circle: str) -> ResponseReturnValue:
    row, told, topics = _looked_up(circle)
    return render_template(
        "console/promise.html", circle=row, promised=told, topics=topics, where=_where(told) if told else None
    )


@blueprint.post("/circles/<circle>/next")
@facilitator_only
def keep(circle: str) -> ResponseReturnValue:
    said = filled(PromiseForm).model_dump()
    answered(house().store, lambda work: promise.keep(work, circle, said))
    return done(url_for(".page", circle=circle, _anchor="page"))


@blueprint.post("/circles/<circle>/next/answers")
@facilitator_only
def answer(circle: str) -> ResponseReturnValue:
    form = filled(AnswerForm)
    answered(house().store, lambda work: promise.answer(work, circle, form.topic, form.text))
    return done(url_for(".page", circle=circle, _anchor="answers"))


@blueprint.post("/circles/<circle>/next/headings")
@facilitator_only
def own_heading(circle: str) -> ResponseReturnValue:
    form = filled(HeadingForm)
    answered(house().store, lambda work: promise.own_heading(work, circle, form.heading, form.text))
    return done(url_for(".page", circle=circle, _anchor="answers"))


@blueprint.post("/circles/<circle>/next/file")
@facilitator_only
def file(circle: str) -> ResponseReturnValue:
    """The page as one file, to publish; noted like every copy that goes out."""
    filled(NothingForm)
    _, told, _ = _looked_up(circle)
    if told is None:
        raise NoSuchCircle
    with house().store.read() as work:
        evening, upto = promise.last_evening(work, circle)
        content = public.as_file(promise.page(work, told.token))
    answered(
        house().store,
        lambda work: issued.note(work, evening, content, kind="answers", language="", upto=upto),
    )
    answer = Response(content, content_type="text/html; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="aplis-answers.html"'
    return answer


@blueprint.get("/circles/<circle>/next/qr.svg")
@facilitator_only
def qr(circle: str) -> ResponseReturnValue:
    _, told, _ = _looked_up(circle)
    where = _where(told) if told else None
    return Response(qr_svg(where.url), mimetype="image/svg+xml") if where else abort(404)


def awaited(circle: str) -> Awaited | None:
    """For the list of circles and the page of answers."""
    with house().store.read() as work:
        return promise.awaited(work, circle, date.today())


def _looked_up(circle: str) -> tuple[model.Circle, Promised | None, list[Topic]]:
    with house().store.read() as work:
        row = work.circle(circle)
        if row is None:
            raise NoSuchCircle
        return row, promise.of(work, circle), promise.topics(work, circle)


def _where(told: Promised) -> PageAddress | None:
    return promise.page_address(told, house().join.place())


def _copies(session: str) -> list[issued.Copy]:
    with house().store.read() as work:
        return issued.changed(work, session)


blueprint.add_app_template_global(awaited, "promise_due")
blueprint.add_app_template_global(_copies, "changed_copies")
