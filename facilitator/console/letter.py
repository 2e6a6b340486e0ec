"""The invitation: its words in each language, the sheet and cards to print, a file for people's calendars."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from babel import Locale
from babel.dates import format_date
from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from facilitator import invite, model, promise
from facilitator.calendar_file import calendar
from facilitator.console.answers import done
from facilitator.console.fields import Line
from facilitator.console.key import facilitator_only, house
from facilitator.invite import When, Wording
from facilitator.keeping import answered
from facilitator.network import qr_svg
from participant_ui import i18n
from participant_ui.forms import Form, Language, filled
from participant_ui.port import NoSuchCircle, Promised

blueprint = Blueprint("letter", __name__)
SIZES = ("a4", "a5", "cards")


class LetterForm(Form):
    day: Line = ""
    begins: Line = ""
    ends: Line = ""
    page: Line = ""
    language: Language
    title: Line = ""
    question: Line = ""
    place: Line = ""
    reply: Line = ""
    why: Annotated[str, Field(max_length=8000)] = ""
    tuning: Annotated[str, Field(max_length=8000)] = ""

    def when(self) -> When:
        return When(self.day, self.begins, self.ends, self.page)

    def words(self) -> Wording:
        tuning = self.tuning.splitlines()
        return Wording(self.title, self.question, self.place, self.reply, self.why, tuning)


@dataclass(frozen=True)
class Letter:
    """All that an invitation in one language says. `typed` is its own, `worded` with what it falls back to.

    `talk` is the language people mostly talk, `others` those they may write in; both named in this one.
    """

    circle: model.Circle
    language: str
    host: str
    keep_days: int
    when: When
    day: str
    typed: Wording
    worded: Wording
    promised: Promised | None
    talk: str
    others: str


@blueprint.get("/circles/<circle>/invite/letter")
@facilitator_only
def page(circle: str) -> ResponseReturnValue:
    return render_template("console/invite_letter.html", letter=_letter(circle))


@blueprint.post("/circles/<circle>/invite/letter")
@facilitator_only
def keep(circle: str) -> ResponseReturnValue:
    form = filled(LetterForm)
    answered(
        house().store,
        lambda work: invite.keep_invitation(work, circle, form.when(), form.language, form.words()),
    )
    return done(url_for(".page", circle=circle, lang=form.language, kept=1))


@blueprint.get("/circles/<circle>/invite/sheet")
@facilitator_only
def sheet(circle: str) -> ResponseReturnValue:
    """To print: in one language and one size, as it stands on the screen."""
    size = request.args.get("size", SIZES[0])
    return render_template(
        "console/invite_sheet.html",
        letter=_letter(circle),
        size=size if size in SIZES else SIZES[0],
        own=i18n.language(),
        speak=i18n.use,
    )


@blueprint.get("/circles/<circle>/invite/qr.svg")
@facilitator_only
def qr(circle: str) -> ResponseReturnValue:
    """The address to read more at; not there where none was typed."""
    address = _letter(circle).when.page
    return Response(qr_svg(address), mimetype="image/svg+xml") if address else abort(404)


@blueprint.get("/circles/<circle>/invite/evening.ics")
@facilitator_only
def calendar_file(circle: str) -> ResponseReturnValue:
    """The evening for people's calendars; not there without a day."""
    letter = _letter(circle)
    if not letter.when.day:
        abort(404)
    answer = Response(_calendar(letter), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="aplis-{letter.when.day}.ics"'
    return answer


def day_told(iso: str, language: str) -> str:
    """Thursday, 14 May 2026: a day that stands alone, in no sentence. "" for none."""
    locale = "en_GB" if language == "en" else language
    return format_date(date.fromisoformat(iso), "full", locale=locale) if iso else ""


def _letter(circle: str) -> Letter:
    """In the language in the address, else in the circle's own. Raises NoSuchCircle."""
    with house().store.read() as work:
        row, series = work.circle(circle), work.series()
        if row is None or series is None:
            raise NoSuchCircle
        asked = request.args.get("lang", row.language)
        language = asked if asked in i18n.LANGUAGES else "en"
        plan = invite.plan(work, circle)
        others = [_named(one, language) for one in promise.languages(work, row) if one != row.language]
        return Letter(
            circle=row,
            language=language,
            host=series.host,
            keep_days=series.keep_days,
            when=plan.when,
            day=day_told(plan.when.day, language),
            typed=plan.words.get(language, Wording()),
            worded=invite.worded(work, circle, language),
            promised=promise.of(work, circle),
            talk=_named(row.language, language),
            others=", ".join(others),
        )


def _calendar(letter: Letter) -> bytes:
    said, when = letter.worded, letter.when
    texts = {"summary": said.title, "location": said.place, "description": said.question, "url": when.page}
    return calendar(
        letter.circle.id, day=when.day, begins=when.begins, ends=when.ends, texts=texts, stamp=model.now()
    )


def _named(language: str, said_in: str) -> str:
    return Locale.parse(language).get_display_name(said_in) or language
