"""Before the seat: code, arrival, consent, and bringing a seat back. Opening a page changes nothing."""

import re

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participant_ui import i18n, seat
from participant_ui.answers import circle, done, new_key, refuse
from participant_ui.blueprint import phone
from participant_ui.forms import CodeForm, SeatForm, SlipForm, filled
from participant_ui.port import Consent, Invitation, NoSuchCircle, NoSuchSeat, NotNow, Seat
from participant_ui.reasons import REASONS

_TOKEN = re.compile(r"\A[A-Za-z0-9_-]{22,128}\Z")


def _invitation(token: str) -> Invitation:
    """What this link invites to; from here on its language is spoken. Raises NoSuchCircle."""
    if not _TOKEN.match(token):
        raise NoSuchCircle
    found = circle().invitation(token)
    i18n.use(i18n.best(request.args.get("lang"), own=next(iter(found.languages), "en")))
    return found


def _seated(session: str) -> Seat | None:
    """This phone's seat in the session, if it still holds."""
    mine = seat.read(session)
    try:
        if mine is not None:
            circle().room(mine)
    except NoSuchSeat:
        return None
    return mine


@phone.get("/")
def code() -> ResponseReturnValue:
    i18n.use(i18n.best(request.args.get("lang"), own="en"))
    return render_template("phone/code.html", refused=None, typed="")


@phone.post("/code")
def typed_code() -> ResponseReturnValue:
    """The circle's code leads in; a slip code leads back to one's own words, on whatever day it is typed."""
    typed = filled(CodeForm).code
    try:
        if (mine := _whose(typed)) is not None:
            onward = url_for(".room", session=mine.session)
            return seat.give(done("seated", onward, session=mine.session), mine)
        token = circle().link_of(typed)
    except (NoSuchCircle, NotNow) as error:
        return _again("phone/code.html", error, typed)
    return redirect(url_for(".arrive", token=token), 303)


def _whose(code: str) -> Seat | None:
    try:
        return circle().seat_by_code(code)
    except NoSuchSeat:
        return None


@phone.get("/j/<token>")
def arrive(token: str) -> ResponseReturnValue:
    invitation = _invitation(token)
    return render_template(
        "phone/arrive.html", token=token, invitation=invitation, seated=_seated(invitation.session)
    )


@phone.get("/j/<token>/consent")
def consent(token: str) -> ResponseReturnValue:
    invitation = _invitation(token)
    if not invitation.joining:
        return refuse("joining_closed")
    return render_template("phone/consent.html", token=token, invitation=invitation, key=new_key())


@phone.post("/j/<token>/seat")
def take_seat(token: str) -> ResponseReturnValue:
    invitation, form = _invitation(token), filled(SeatForm)
    i18n.use(form.language)
    mine = _seated(invitation.session)
    if mine is not None:
        return done("seated", url_for(".room", session=mine.session), session=mine.session)
    consent = Consent(form.quote, form.archive)
    people = 2 if form.two else 1
    mine = circle().take_seat(token, consent, language=form.language, key=form.key, people=people)
    onward = url_for(".welcome", session=mine.session)
    return seat.give(done("seated", onward, status=201, session=mine.session), mine)


@phone.get("/j/<token>/slip")
def slip(token: str) -> ResponseReturnValue:
    return render_template(
        "phone/slip.html", token=token, invitation=_invitation(token), refused=None, typed=""
    )


@phone.post("/j/<token>/slip")
def bring_back(token: str) -> ResponseReturnValue:
    invitation, form = _invitation(token), filled(SlipForm)
    i18n.use(form.language)
    try:
        mine = circle().seat_by_slip(token, form.slip.strip())
    except (NoSuchCircle, NoSuchSeat, NotNow) as error:
        return _again("phone/slip.html", error, form.slip, token=token, invitation=invitation)
    onward = url_for(".room", session=mine.session)
    return seat.give(done("seated", onward, session=mine.session), mine)


def _again(template: str, error: Exception, typed: str, **values: object) -> ResponseReturnValue:
    """The same page once more, with what was typed and why it did not do."""
    wrong = "wrong_slip" if "token" in values else "no_such_circle"
    refused = error.reason if isinstance(error, NotNow) else wrong
    answer = refuse(refused)
    if answer.mimetype == "text/html":
        answer.set_data(render_template(template, refused=refused, reasons=REASONS, typed=typed, **values))
    return answer
