"""The reading desk: contributions beside themes and codes, and what researchers decide about them."""

import json
from dataclasses import asdict, fields
from typing import Any, cast

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from analysis.words import LANGUAGES
from facilitator.console import reading_desk_insights
from facilitator.console.answers import catch, done
from facilitator.console.fields import Whole
from facilitator.console.key import facilitator_only, house
from facilitator.console.reading_desk_forms import ACTS, DeskForm
from facilitator.console.reading_desk_held import Pictures
from facilitator.console.reading_desk_told import is_about, telling
from facilitator.console.reading_desk_who import A_YEAR as A_YEAR
from facilitator.console.reading_desk_who import WHO as WHO
from facilitator.console.reading_desk_who import named, remembered, who_before
from facilitator.reading_desk import Desk
from facilitator.reading_deskpage import Wanted, page
from facilitator.reading_deskview import Circles, circles, facets
from facilitator.script import Script
from facilitator.session import Stale
from participant_ui import i18n
from participant_ui.answers import by_script
from participant_ui.forms import NothingForm, NotUnderstood, filled
from participant_ui.port import NoSuchSeat

blueprint = Blueprint("reading_desk", __name__)
PICTURES = "aplis.reading_desk.pictures"
LINES = 100  # of the log on a page


class UndoForm(DeskForm):
    """`of` is the decision that the page said it would undo or do again."""

    of: Whole


@blueprint.get("/reading-desk")
@facilitator_only
def desk() -> ResponseReturnValue:
    """The whole page, as it is without script; a script asks for the rest at `now`."""
    state = house().reading_desk.state()
    shown = _pictures().now(state, i18n.language(), _circles())
    wanted = _wanted()
    told = telling(state)
    return render_template(
        "console/reading_desk.html",
        desk=state,
        shown=shown,
        wanted=wanted,
        page=page(shown, wanted),
        undo=told.line(state.undo) if state.undo else None,
        redo=told.line(state.redo) if state.redo else None,
        history=_history(state, wanted.at),
        who=who_before(),
        reading=state.status.state.value,
        languages=LANGUAGES,
        rounds=_rounds(),
        facets=facets(state.report, i18n.language()),
        zip=zip,
    )


@blueprint.post("/reading-desk/begin")
@facilitator_only
def begin() -> ResponseReturnValue:
    """The first reading: what was read of the only evening, else all circles are read now."""
    filled(NothingForm)
    house().reading_desk.open()
    return done(url_for(".desk"))


@blueprint.get("/reading-desk/now")
@facilitator_only
def now() -> ResponseReturnValue:
    """What changed since the picture that a page holds: `?held=`."""
    return _told(house().reading_desk.state(), request.args.get("held", ""))


@blueprint.get("/reading-desk/log")
@facilitator_only
def log() -> ResponseReturnValue:
    """Who decided what, when and why; the newest first."""
    state = house().reading_desk.state()
    told, entries = telling(state), list(reversed(state.log))
    at = _whole("page")
    return render_template(
        "console/reading_desk_log.html",
        lines=[told.line(entry) for entry in entries[(at - 1) * LINES : at * LINES]],
        at=at,
        pages=max(1, -(-len(entries) // LINES)),
        total=len(entries),
        size=LINES,
    )


@blueprint.get("/reading-desk/history/<ref>")
@facilitator_only
def history(ref: str) -> ResponseReturnValue:
    """What was decided about one contribution, the newest first."""
    return _json({"history": _history(house().reading_desk.state(), ref)})


@blueprint.post("/reading-desk/decide/<act>")
@facilitator_only
def decide(act: str) -> ResponseReturnValue:
    if act not in ACTS:
        raise NotUnderstood
    form = filled(ACTS[act])
    who = named(form.who)
    if form.held and not _pictures().knows(form.held):
        raise Stale
    state = _pictures().last() or house().reading_desk.state()
    called = _pictures().called(form.held) or state.called
    ids = {ref: id for id, ref in called.items()}
    body = form.body(lambda refs: _there([ids[ref] for ref in refs if ref in ids]))
    if act == "code":
        body["book"] = state.report.codebook.version if state.report.codebook else ""
    if act == "tell" and body["value"] not in {"", *facets(state.report, "en").get(body["facet"], ())}:
        raise NotUnderstood
    house().reading_desk.decide(act, body, who=who, why=form.why.strip())
    return _decided(form)


@blueprint.post("/reading-desk/undo")
@facilitator_only
def undo() -> ResponseReturnValue:
    form = filled(UndoForm)
    last = house().reading_desk.state().undo
    _must_be(form.of, last.seq if last else 0)
    house().reading_desk.undo(named(form.who))
    return _decided(form)


@blueprint.post("/reading-desk/redo")
@facilitator_only
def redo() -> ResponseReturnValue:
    form = filled(UndoForm)
    next_one = house().reading_desk.state().redo
    _must_be(form.of, next_one.seq if next_one else 0)
    house().reading_desk.redo(named(form.who))
    return _decided(form)


@blueprint.post("/reading-desk/read")
@facilitator_only
def read_anew() -> ResponseReturnValue:
    form = filled(DeskForm)
    house().reading_desk.read_anew(named(form.who))
    return _decided(form)


@blueprint.post("/reading-desk/name")
@facilitator_only
def name() -> ResponseReturnValue:
    """Who sits at this browser: asked once, kept, and sent with each decision."""
    form = filled(DeskForm)
    return remembered(done(url_for(".desk") + form.to), named(form.who))


def _pictures() -> Pictures:
    """Those of the series that is open: another one's contributions have the same numbers."""
    kept, series = current_app.extensions.get(PICTURES), house().store.path
    if kept is None or kept.series != series:
        kept = current_app.extensions[PICTURES] = Pictures(series)
    return cast(Pictures, kept)


def _circles() -> Circles:
    with house().store.read() as work:
        return circles(work)


def _wanted() -> Wanted:
    """What the address asks for; what it does not know of is left alone."""
    asked = {one.name: request.args.get(one.name, "")[:300] for one in fields(Wanted) if one.name != "page"}
    return Wanted(**asked, page=_whole("page"))


def _rounds() -> dict[str, str]:
    """What rounds are called, in the reader's language; of two scripts with one id the later evening's."""
    with house().store.read() as work:
        scripts = [Script.from_dict(row.script) for row in work.sessions()]
    return {round.id: i18n.said(round.title)[1] for script in scripts for round in script.rounds}


def _whole(name: str) -> int:
    given = request.args.get(name, "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


def _there(ids: list[str]) -> list[str]:
    """Words taken back meanwhile are left aside; where none are left there is nothing to decide."""
    if not ids:
        raise NoSuchSeat
    return ids


def _must_be(seen: int, now: int) -> None:
    """Nobody undoes what they have not seen: another screen may have decided something since."""
    if seen != now:
        raise Stale


def _decided(form: DeskForm) -> Response:
    if by_script():
        return remembered(_told(house().reading_desk.state(), form.held), form.who)
    return remembered(done(url_for(".desk") + form.to), form.who)


def _told(state: Desk, held: str) -> Response:
    told = telling(state)
    return _json(
        {
            "code": "done",
            **_pictures().since(held, state, i18n.language(), _circles()),
            "undo": asdict(told.line(state.undo)) if state.undo else None,
            "redo": asdict(told.line(state.redo)) if state.redo else None,
            "decisions": len(state.log),
            "begun": state.read,
            "unread": state.unread,
            "reading": state.status.state.value,
        }
    )


def _history(state: Desk, ref: str) -> list[dict[str, Any]]:
    told = telling(state)
    id = next((id for id, called in state.called.items() if called == ref), None)
    return [asdict(told.line(entry)) for entry in reversed(state.log) if id and is_about(entry, id)]


def _json(told: Any) -> Response:
    """In the order it is given in, and short: thousands of contributions go this way."""
    return Response(json.dumps(told, ensure_ascii=False, separators=(",", ":")), mimetype="application/json")


blueprint.register_blueprint(reading_desk_insights.blueprint)
catch(blueprint)
