"""The projector: what the whole room sees, and nothing else."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator import deskview, model, promise, reading
from facilitator.console.answers import catch
from facilitator.console.key import for_role, house
from facilitator.console.ready import wifi
from facilitator.deskview import ProjectorView
from facilitator.events import Role
from facilitator.network import qr_svg
from participant_ui import i18n
from participant_ui.i18n import N_
from participant_ui.port import Phones, Promised, Stage
from participant_ui.saying import day

blueprint = Blueprint("projector", __name__)
SVG = "image/svg+xml; charset=utf-8"
FACES = ("welcome", "rules", "round", "dialogue", "reveal", "theme", "check", "between", "paused", "closed")
WELCOME, RULES = 1, 2  # sections of the method
SCAN = N_("Point your phone's camera at the square.")


@blueprint.get("/projector/<session>")
@for_role(Role.PROJECTOR)
def page(session: str) -> ResponseReturnValue:
    wall = _wall(session)
    return render_template("console/projector.html", wall=wall, faces=FACES, scan=_scan(wall["evening"]))


@blueprint.get("/projector/<session>/now")
@for_role(Role.PROJECTOR)
def now(session: str) -> ResponseReturnValue:
    return jsonify(_wall(session))


@blueprint.get("/projector/<session>/qr.svg")
@for_role(Role.PROJECTOR)
def qr(session: str) -> ResponseReturnValue:
    """The join link as a picture; not there while no phone could come in."""
    evening = _view(session).evening
    drawing = house().join.qr(evening.link) if evening.joining else None
    return Response(drawing, mimetype=SVG) if drawing else abort(404)


@blueprint.get("/projector/<session>/sheet.svg")
@for_role(Role.PROJECTOR)
def sheet_qr(session: str) -> ResponseReturnValue:
    """Where a phone with a seat finds the sheet to take home; not there while no phone could open it."""
    link = _sheet_link(_view(session).evening.session)
    return Response(qr_svg(link), mimetype=SVG) if link else abort(404)


def face(view: ProjectorView, turned: str = "") -> str:
    """Which of FACES the room sees now; `turned` is the draft theme it has turned to."""
    evening, at = view.evening, view.evening.round
    if evening.stage in (Stage.PAUSED, Stage.CLOSED):
        return evening.stage.value
    if evening.stage is Stage.WAITING or not view.begun:
        return "welcome"
    if view.themes:
        return "theme" if any(theme.id == turned for theme in view.themes) else "check"
    if view.words:
        return "reveal"
    if at is None:
        return "between"
    return _of_round(view.sections, talk=at.form == "together" and at.phones is Phones.AWAY)


def _of_round(sections: Any, *, talk: bool) -> str:
    if WELCOME in sections:
        return "welcome"
    if RULES in sections:
        return "rules"
    return "dialogue" if talk else "round"


def _view(session: str) -> ProjectorView:
    return _seen(session)[0]


def _seen(session: str) -> tuple[ProjectorView, str, Promised | None]:
    """As the file has it now, with the draft the room has turned to and what was promised it.

    From here on the room's language is spoken.
    """
    with house().store.read() as work:
        view = deskview.projector(work, session, now=model.now())
        row = work.session(session)
        at, promised = reading.at_hand(work, session), promise.of(work, row.circle_id) if row else None
    i18n.use(view.evening.language)
    return view, at, promised


def _end(session: str, promised: Promised | None) -> dict[str, Any]:
    """What happens next, in the room's language, and the way to the sheet that people take home."""
    said = {name: getattr(promised, name, "") for name in ("commissioner", "answers_by", "due", "note")}
    link = _sheet_link(session)
    return {
        "next": said | {"due": day(said["due"]) if said["due"] else ""},
        "sheet_qr": url_for(".sheet_qr", session=session, of=_mark(link)) if link else "",
    }


def _sheet_link(session: str) -> str:
    place = house().join.place()
    return f"http://{place}{url_for('phone.home_sheet', session=session)}" if place else ""


def _wall(session: str) -> dict[str, Any]:
    """The view with its face, and how to come in; `why` is said where no phone could."""
    view, at, promised = _seen(session)
    join = house().join
    say = i18n.catalog(i18n.language()).gettext
    place = join.place() if view.evening.joining else None
    given = wifi() if place else None
    shut_out = view.evening.joining and not join.choice.address
    why = [join.choice.reason, *([join.choice.remedy] if join.choice.remedy else [])]
    return asdict(view) | {
        "face": face(view, at),
        "at": at,
        **_end(session, promised),
        "others": _others(view),
        "place": place or "",
        "qr": url_for(".qr", session=session, of=_mark(place, view.evening.link)) if place else "",
        "wifi": url_for("host.ready.wifi_qr", session=session, of=_mark(given["text"])) if given else "",
        "wifi_name": given["name"] if given else "",
        "why": " ".join(saying.said(say) for saying in why) if shut_out else "",
    }


def _others(view: ProjectorView) -> list[tuple[str, str]]:
    """While people write: the prompt in the other languages, without the question, which stands above."""
    evening, at = view.evening, view.evening.round
    if at is None or at.phones is not Phones.WRITE:
        return []
    said = ((one, at.prompt.get(one, "").replace(evening.question, "").strip()) for one in evening.languages)
    return [(one, text) for one, text in said if text and one != evening.language]


def _mark(*parts: str | None) -> str:
    """Changes with the address, so that no screen shows a picture of the old one."""
    return hashlib.sha256("|".join(p or "" for p in parts).encode()).hexdigest()[:8]


def _scan(evening: Mapping[str, Any]) -> list[tuple[str, str]]:
    """How to come in, in every language of the circle: its own first."""
    return [(language, i18n.catalog(language).gettext(SCAN)) for language in evening["languages"]]


catch(blueprint)
