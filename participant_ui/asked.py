"""What a phone is asked besides words, trust and feedback: pages that stand without a script."""

from collections.abc import Mapping
from typing import Annotated, Any, cast

from flask import Flask, abort, current_app, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, create_model

from participant_ui import questions as sentences
from participant_ui.answers import by_script, done, my_room, my_seat, new_key, refuse
from participant_ui.blueprint import phone
from participant_ui.forms import Form, Key, filled
from participant_ui.port import NoSuchSeat, NotNow, WordsRefused
from participant_ui.questions import DONT_KNOW, PULSE, STATEMENTS, WORDS, Asked, Moment, Questions
from participant_ui.reasons import REASONS

RATHER_NOT = "rather_not"
NOT_SAID = ("", RATHER_NOT)


def install(app: Flask, questions: Questions) -> None:
    """Let the phone face of this app ask these questions. Without them it asks none."""
    app.extensions["phone.questions"] = questions


def _number(said: object, first: int, last: int) -> int | None:
    if said in NOT_SAID:
        return None
    if isinstance(said, str) and said in {str(number) for number in range(first, last + 1)}:
        return int(said)
    raise ValueError("no number of this scale")


def _to_ten(said: object) -> int | str | None:
    return DONT_KNOW if said == DONT_KNOW else _number(said, 0, 10)


ToTen = Annotated[int | str | None, BeforeValidator(_to_ten)]
Trust = Annotated[int | None, BeforeValidator(lambda said: _number(said, 0, 10))]
ToFive = Annotated[int | None, BeforeValidator(lambda said: _number(said, 1, 5))]
Text = Annotated[str, BeforeValidator(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))]


def _fields(names: Mapping[str, str], kind: Any, empty: object) -> dict[str, Any]:
    return {name: (kind, empty) for name in names}


PulseFields = create_model("PulseFields", __base__=Form, **_fields(PULSE, ToTen, None))
FeedbackFields = create_model(
    "FeedbackFields",
    __base__=Form,
    key=(Key, ...),
    trust=(Trust, None),
    **_fields(STATEMENTS, ToFive, None),
    **_fields(WORDS, Text, ""),
)


def said_in(form: Form, names: Mapping[str, str]) -> dict[str, Any]:
    """What of these the form says anything to."""
    return {name: said for name in names if (said := getattr(form, name)) not in (None, "")}


def as_form(form: Form) -> sentences.Form:
    return sentences.Form(said_in(form, STATEMENTS), getattr(form, "trust", None), said_in(form, WORDS))


def _questions() -> Questions:
    found = current_app.extensions.get("phone.questions")
    return cast(Questions, found) if found else abort(404)


def _moment(named: str) -> Moment:
    return Moment(named) if named in list(Moment) else abort(404)


@phone.app_template_global("asked_now")
def asked_now(session: str) -> Asked | None:
    """What the phone at hand is asked, for the room page; None where nothing is ever asked."""
    if "phone.questions" not in current_app.extensions:
        return None
    try:
        return _questions().asked(my_seat(session))
    except NoSuchSeat:
        return None


@phone.app_template_global("sentences")
def all_sentences() -> Any:
    """The questions as this module's templates, and the desk's, put them."""
    return sentences


@phone.get("/c/<session>/asked")
def asked(session: str) -> ResponseReturnValue:
    now = _questions().asked(my_seat(session))
    return jsonify(pulse=now.pulse or "", answers=dict(now.answers), feedback=now.feedback, people=now.people)


@phone.get("/c/<session>/pulse/<moment>")
def pulse(session: str, moment: str) -> ResponseReturnValue:
    mine, when = my_seat(session), _moment(moment)
    return _pulse_page(session, when, _questions().answers(mine, when))


@phone.post("/c/<session>/pulse/<moment>")
def answer(session: str, moment: str) -> ResponseReturnValue:
    mine, when, form = my_seat(session), _moment(moment), filled(PulseFields)
    answers = said_in(form, PULSE)
    try:
        _questions().answer(mine, when, answers)
    except NotNow as refusal:
        return _again(refusal.reason, _pulse_page(session, when, answers, refusal.reason))
    return done("answered", url_for(".room", session=session))


@phone.get("/c/<session>/feedback")
def feedback(session: str) -> ResponseReturnValue:
    return _feedback_page(session, sentences.Form(), new_key())


@phone.post("/c/<session>/feedback")
def hand_in(session: str) -> ResponseReturnValue:
    """The seat's cookie comes along, as always; the port looks whether it holds, and keeps nothing of it."""
    mine, fields = my_seat(session), filled(FeedbackFields)
    form, key = as_form(fields), str(getattr(fields, "key", ""))
    try:
        _questions().hand_in(mine, form, key=key)
    except (NotNow, WordsRefused) as refusal:
        return _again(refusal.reason, _feedback_page(session, form, key, refusal.reason))
    return done("handed_over", url_for(".room", session=session))


def _pulse_page(session: str, when: Moment, answers: Mapping[str, Any], refused: str = "") -> str:
    _, room = my_room(session)
    return render_template(
        "phone/pulse.html", room=room, moment=when, answers=answers, refused=refused, reasons=REASONS
    )


def _feedback_page(session: str, form: sentences.Form, key: str, refused: str = "") -> str:
    _, room = my_room(session)
    return render_template(
        "phone/feedback.html", room=room, form=form, key=key, refused=refused, reasons=REASONS
    )


def _again(code: str, page: str) -> ResponseReturnValue:
    """It did not go: a code for a script; for a person the same page with all that was filled in."""
    refusal = refuse(code)
    if not by_script():
        refusal.set_data(page)
    return refusal
