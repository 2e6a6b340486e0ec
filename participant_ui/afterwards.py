"""What a phone says of the draft themes, and the sheet that people take home."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, Protocol, cast

from flask import Flask, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from participant_ui.answers import done, my_room, my_seat
from participant_ui.blueprint import phone
from participant_ui.forms import Form, filled
from participant_ui.port import Promised, Said, Seat


@dataclass(frozen=True)
class SheetTheme:
    """A theme on the sheet. `name` is the room's own where it gave one, and `machine` the program's then.

    `status`: confirmed, corrected, or "" where the room has not said.
    """

    name: str
    machine: str
    status: str
    quotes: Sequence[str]


@dataclass(frozen=True)
class Sheet:
    """One page to take home: no names, no codes, nothing that the room must not read.

    `day` is YYYY-MM-DD; `checked` whether the room looked at the themes; `more` of them did not fit; `read`
    whether anything was read yet, `lexical` whether by words alone. `answers` is where the answers will
    stand, "" where nowhere is known, and `answers_here` that it opens in the room alone. `keep_until` is
    YYYY-MM-DD; `source` credits the method.
    """

    session: str
    circle: str
    question: str
    day: str
    place: str
    host: str
    languages: Sequence[str]
    rehearsal: bool
    source: Said
    read: bool
    checked: bool
    themes: Sequence[SheetTheme]
    more: int
    rejected: int
    insights: int
    promised: Promised | None
    answers: str
    answers_here: bool
    keep_until: str
    lexical: bool = False


class RoomCheck(Protocol):
    """Every change is on disk before the call returns."""

    def judge(self, seat: Seat, theme: str, verdict: str, text: str = "") -> None:
        """The last word of a phone counts; "" takes it back. Raises NoSuchSeat, NotNow, WordsRefused."""


class TakeHome(Protocol):
    def sheet(self, session: str, language: str) -> Sheet:
        """The sheet as it is now, its names of themes in this language. Raises NoSuchSeat."""

    def promised(self, session: str) -> Promised | None:
        """What happens next, as far as it was said. Raises NoSuchSeat."""


class VerdictForm(Form):
    """The text's limits are the circle's to say."""

    verdict: Literal["", "confirmed", "corrected", "rejected"]
    text: Annotated[str, Field(max_length=20_000)] = ""


def install(app: Flask, check: RoomCheck, sheets: TakeHome) -> None:
    """Give the phone face what it needs for the room check and for afterwards."""
    app.extensions["phone.check"] = check
    app.extensions["phone.sheets"] = sheets
    app.jinja_env.globals.update(promised_for=sheets.promised)


@phone.post("/c/<session>/check/<theme>")
def judge(session: str, theme: str) -> ResponseReturnValue:
    mine, form = my_seat(session), filled(VerdictForm)
    check = cast(RoomCheck, current_app.extensions["phone.check"])
    check.judge(mine, theme, form.verdict, form.text.replace("\r\n", "\n"))
    return done("judged", url_for(".room", session=session, _anchor=f"theme-{theme}"), theme=theme)


@phone.get("/c/<session>/home-sheet")
def home_sheet(session: str) -> ResponseReturnValue:
    mine, room = my_room(session)
    sheets = cast(TakeHome, current_app.extensions["phone.sheets"])
    sheet = sheets.sheet(session, room.language)
    return render_template("phone/takehome.html", seat=mine, room=room, sheet=sheet)
