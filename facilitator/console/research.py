"""The reading page: what a program suggests that people speak of, and the report to take away."""

import re
from dataclasses import asdict
from typing import Annotated, Any, Literal

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from analysis.registry import exporter
from analysis.words import LANGUAGES
from facilitator import looking, model, readingview, reports
from facilitator.console import personal
from facilitator.console.answers import catch, done
from facilitator.console.key import facilitator_only, house
from facilitator.free_text import FreeTextUnseen
from facilitator.looking import Chosen
from facilitator.readingview import ReadingView
from facilitator.release import QuotesUnreviewed
from participant_ui import i18n
from participant_ui.forms import Form, NothingForm, NotUnderstood, filled

blueprint = Blueprint("research", __name__)
FORMATS = ("html", "docx", "pdf", "markdown", "xlsx", "csv", "jsonl")
ELSEWHERE = ("qdpx", "qdc", "archive")  # for other programs and archives: a step further on the page


class ReportForm(Form):
    format: Annotated[str, Field(max_length=20)]
    language: Annotated[str, Field(max_length=12)]
    purpose: Literal["working", "public"] = "working"


class LookForm(Form):
    more: Literal["-2", "-1", "0", "1", "2"]
    stable: Literal["", "yes"] = ""


@blueprint.get("/reading/<session>")
@facilitator_only
def page(session: str) -> ResponseReturnValue:
    now = _now(session)
    return render_template("console/reading.html", now=now, languages=LANGUAGES)


@blueprint.get("/reading/<session>/now")
@facilitator_only
def now(session: str) -> ResponseReturnValue:
    return jsonify(_now(session))


@blueprint.post("/reading/<session>/read")
@facilitator_only
def read(session: str) -> ResponseReturnValue:
    """Read what came since, now rather than soon."""
    filled(NothingForm)
    _view(session)
    house().reader.stir(session)
    return done(url_for(".page", session=session))


@blueprint.post("/reading/<session>/look")
@facilitator_only
def look(session: str) -> ResponseReturnValue:
    """Fewer themes or more, the stable way: the reader hears of it and reads anew."""
    form = filled(LookForm)
    looking.choose(house().store, session, Chosen(int(form.more), form.stable == "yes"))
    return done(url_for(".page", session=session))


@blueprint.post("/reading/<session>/report")
@facilitator_only
def report(session: str) -> ResponseReturnValue:
    form = filled(ReportForm)
    if form.format not in FORMATS + ELSEWHERE or form.language not in LANGUAGES:
        raise NotUnderstood
    writes = exporter(form.format)
    house().reader.catch_up_with(session)
    public = form.purpose == "public"
    content = reports.issue(house().store, session, writes.ENDING, form.language, public=public)
    with house().store.read() as work:
        name = _file_name(work.session(session), writes.ENDING)
    answer = Response(content, content_type=writes.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _view(session: str) -> ReadingView:
    with house().store.read() as work:
        return readingview.view(work, session, now=model.now(), language=i18n.language())


def _now(session: str) -> dict[str, Any]:
    """The view, and how the reader stands."""
    status = house().reader.status(session)
    return asdict(_view(session)) | {"state": status.state.value, "why": status.why}


def _file_name(row: model.Session | None, ending: str) -> str:
    """Plain letters only, made here: nothing in it was typed by anybody."""
    day = (row.opened_at or row.made_at).date().isoformat() if row else ""
    return re.sub(r"[^a-z0-9.-]", "", f"aplis-report-{day}-{row.id[:6] if row else ''}{ending}")


catch(blueprint)


blueprint.register_error_handler(FreeTextUnseen, personal.typed_unseen)


@blueprint.errorhandler(QuotesUnreviewed)
def not_looked_through(trouble: QuotesUnreviewed) -> ResponseReturnValue:
    """Says how many, and leads to where they are."""
    with house().store.read() as work:
        row = work.session((request.view_args or {}).get("session", ""))
    return personal.not_looked_through(trouble, row.circle_id if row else "")
