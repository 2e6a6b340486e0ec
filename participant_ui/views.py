"""With a seat: the room page, words kept and taken back, news since, and what a person may change."""

import hashlib

from flask import Flask, abort, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import TypeAdapter

from participant_ui import asked, i18n, joining, packing, promised, seat
from participant_ui.answers import catch, circle, done, my_room, my_seat, new_key
from participant_ui.blueprint import phone
from participant_ui.forms import (
    ConsentForm,
    LanguageForm,
    LeaveForm,
    MendForm,
    NothingForm,
    WordsForm,
    filled,
)
from participant_ui.port import Circle, Consent, Room, Stage
from participant_ui.reasons import REASONS
from participant_ui.saying import day

FACES = ("waiting", "away", "read", "write", "check", "paused", "closed")
_ROOM = TypeAdapter(Room)
__all__ = ["asked", "install", "joining", "packing", "promised"]


def install(app: Flask, circle: Circle) -> None:
    """Give the app a phone face that speaks to this circle."""
    app.extensions["phone.circle"] = circle
    app.register_blueprint(phone)
    app.jinja_env.globals.update(day=day)
    i18n.install(app)


def face(room: Room) -> str:
    """Which of FACES the phone shows now."""
    if room.stage in (Stage.CLOSED, Stage.PAUSED):
        return room.stage.value
    if room.stage is Stage.WAITING or room.round is None:
        return "waiting"
    return room.round.phones.value


def _as_json(room: Room) -> str:
    return _ROOM.dump_json(room).decode()


@phone.get("/c/<session>/welcome")
def welcome(session: str) -> ResponseReturnValue:
    mine, room = my_room(session)
    return render_template("phone/welcome.html", seat=mine, room=room)


@phone.get("/c/<session>/")
def room(session: str) -> ResponseReturnValue:
    mine, now = my_room(session)
    return render_template(
        "phone/room.html",
        seat=mine,
        room=now,
        face=face(now),
        told=next((one for one in now.mine if one.id == request.args.get("words")), None),
        as_json=_as_json(now),
        store=f"{session}.{hashlib.sha256(mine.slip.encode()).hexdigest()[:12]}",
        key=new_key(),
        reasons=REASONS,
    )


@phone.get("/c/<session>/now")
def now(session: str) -> ResponseReturnValue:
    _, room = my_room(session)
    return _as_json(room), {"Content-Type": "application/json"}


@phone.get("/c/<session>/since/<seq>")
def since(session: str, seq: str) -> ResponseReturnValue:
    """Numbers are read here and not by the route: one of ten thousand digits is a wrong address, no fault."""
    if not (seq.isascii() and seq.isdigit() and len(seq) <= 15):
        abort(404)
    return jsonify(news=[dict(news) for news in circle().since(my_seat(session), int(seq))])


def _to_my_words(session: str, words: str) -> str:
    """The room page, which tells what became of these words, also where a new round is on by then."""
    return url_for(".room", session=session, words=words, _anchor="mine")


@phone.post("/c/<session>/words")
def contribute(session: str) -> ResponseReturnValue:
    mine, form = my_seat(session), filled(WordsForm)
    kept = circle().contribute(mine, form.text, key=form.key, round=form.round)
    to = _to_my_words(session, kept.id)
    return done("kept", to, status=200 if kept.again else 201, id=kept.id, again=kept.again)


@phone.post("/c/<session>/words/<contribution>/back")
def withdraw(session: str, contribution: str) -> ResponseReturnValue:
    mine, _ = my_seat(session), filled(NothingForm)
    circle().withdraw(mine, contribution)
    return done("taken_back", _to_my_words(session, contribution), id=contribution)


@phone.post("/c/<session>/words/<contribution>/mend")
def mend(session: str, contribution: str) -> ResponseReturnValue:
    mine, form = my_seat(session), filled(MendForm)
    circle().mend(mine, contribution, form.text)
    return done("corrected", _to_my_words(session, contribution), id=contribution)


@phone.post("/c/<session>/consent")
def agree(session: str) -> ResponseReturnValue:
    mine, form = my_seat(session), filled(ConsentForm)
    circle().agree(mine, Consent(form.quote, form.archive))
    return done("agreed", url_for(".room", session=session), quote=form.quote, archive=form.archive)


@phone.post("/c/<session>/language")
def speak(session: str) -> ResponseReturnValue:
    mine, form = my_seat(session), filled(LanguageForm)
    circle().speak(mine, form.language)
    return done("spoken", url_for(".room", session=session), language=form.language)


@phone.post("/c/<session>/leave")
def leave(session: str) -> ResponseReturnValue:
    (mine, now), form = my_room(session), filled(LeaveForm)
    circle().leave(mine, withdraw=form.withdraw)
    onward = url_for(".left", session=session, lang=now.language, withdrawn=int(form.withdraw))
    return seat.give_up(done("left", onward, onward=onward), session)


@phone.get("/c/<session>/left")
def left(session: str) -> ResponseReturnValue:
    i18n.use(i18n.best(request.args.get("lang"), own="en"))
    return render_template("phone/left.html", withdrawn=request.args.get("withdrawn") == "1")


catch(phone)
