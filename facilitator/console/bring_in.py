"""Words from a file into a circle: look at what it gives, say what people agreed to, bring it in."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, Field

from analysis.pseudonyms import placeholder
from analysis.readers import READERS
from analysis.words import CannotRead
from facilitator import importing, model
from facilitator.brought import SOURCE
from facilitator.console.answers import catch, done
from facilitator.console.fields import Count, Line
from facilitator.console.key import facilitator_only, house
from facilitator.console.language import told
from facilitator.console.script_forms import posted_file
from facilitator.importing import Looked, NotBrought, Terms
from facilitator.work import Work
from participant_ui import i18n
from participant_ui.forms import Form, NothingForm, Tick, filled

blueprint = Blueprint("bring_in", __name__)
catch(blueprint)
ENDINGS = (*READERS, ".csv", ".tsv", ".jsonl", ".json")
SHOWN = 10  # contributions of a file that is looked at
PAGE = 100  # contributions of a file that was brought in
OVERHEAD = 64 * 1024  # bytes of a form around the file


def _day(typed: object) -> date | None:
    """None where no day was typed, or none that there is."""
    try:
        return date.fromisoformat(typed) if isinstance(typed, str) else None
    except ValueError:
        return None


class KeepForm(Form):
    circle: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,64}$")] = ""
    title: Line = ""
    language: Annotated[str, Field(pattern=r"^[a-z]{0,3}$")] = ""
    held: Annotated[date | None, BeforeValidator(_day)] = None
    people: Count = 0
    agreed: Tick = False
    quote: Tick = False
    keep: Tick = False
    who: Line = ""

    def terms(self) -> Terms:
        """A day that was not said is one that has not been: it is asked for."""
        return Terms(
            held=self.held or date.max,
            agreed=self.agreed,
            quote=self.quote,
            keep=self.keep,
            circle=self.circle,
            title="" if self.circle else self.title,
            language=self.language,
            people=self.people,
            who=self.who,
        )


class LineForm(Form):
    id: Annotated[str, Field(max_length=64)]


@dataclass(frozen=True)
class Listed:
    """Contributions that came from a file, from number `start` on, of `all`."""

    lines: list[model.Contribution]
    start: int
    all: int


@blueprint.get("/bring-in")
@facilitator_only
def page() -> ResponseReturnValue:
    return _page()


@blueprint.post("/bring-in")
@facilitator_only
def look() -> ResponseReturnValue:
    """Read the file and show what it gives; nothing is kept yet."""
    name, content = posted_file("file", most=importing.LARGEST + OVERHEAD)
    try:
        word = house().importing.look(content, name)
    except CannotRead as trouble:
        return _page(trouble.sentence.told(i18n.language())), 422
    except NotBrought as trouble:
        return _page(told(trouble.saying)), 422
    return done(url_for(".looked", word=word), word=word)


@blueprint.get("/bring-in/look/<word>")
@facilitator_only
def looked(word: str) -> ResponseReturnValue:
    return _preview(word, house().importing.held(word))


@blueprint.post("/bring-in/look/<word>")
@facilitator_only
def keep(word: str) -> ResponseReturnValue:
    form = filled(KeepForm)
    try:
        brought = house().importing.keep(word, form.terms())
    except NotBrought as trouble:
        return _preview(word, house().importing.held(word), form, told(trouble.saying)), 409
    return done(url_for(".words", session=brought.session), session=brought.session)


@blueprint.post("/bring-in/look/<word>/away")
@facilitator_only
def put_away(word: str) -> ResponseReturnValue:
    filled(NothingForm)
    house().importing.put_away(word)
    return done(url_for(".page"))


@blueprint.get("/bring-in/from/<session>")
@facilitator_only
def words(session: str) -> ResponseReturnValue:
    """What came from a file, to read and to take back."""
    with house().store.read() as work:
        row = work.sitting(session)
        circle, listed = work.circle(row.circle_id), _listed(work, session)
        return render_template(
            "console/bring_in_words.html", row=row, circle=circle, listed=listed, page=PAGE
        )


@blueprint.post("/bring-in/from/<session>/back")
@facilitator_only
def take_back(session: str) -> ResponseReturnValue:
    house().record.take_back(session, filled(LineForm).id)
    return done(url_for(".words", session=session))


@blueprint.post("/bring-in/from/<session>/back-all")
@facilitator_only
def take_all_back(session: str) -> ResponseReturnValue:
    filled(NothingForm)
    house().importing.take_back(session)
    return done(url_for(".page"))


def _listed(work: Work, session: str) -> Listed:
    """Those that hold the words looked for, a page of them from the place in the address."""
    wanted, asked = request.args.get("q", "").casefold().strip(), request.args.get("from", "0")
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    kept = [c for c in work.contributions(session) if c.text and c.source == SOURCE]
    found = [c for c in kept if wanted in c.text.casefold()]
    return Listed(found[start : start + PAGE], start, len(found))


def _page(trouble: str = "") -> str:
    return render_template(
        "console/bring_in.html",
        arrivals=house().importing.arrivals(),
        endings=",".join(ENDINGS),
        trouble=trouble,
    )


def _preview(word: str, looked: Looked, form: KeepForm | None = None, trouble: str = "") -> str:
    with house().store.read() as work:
        circles, series = work.circles(), work.series()
    return render_template(
        "console/bring_in_look.html",
        word=word,
        looked=looked,
        first=looked.words[:SHOWN],
        notes=[note.told(i18n.language()) for note in looked.notes],
        personal=_personal(looked),
        circles=circles,
        spoken=list(dict.fromkeys([looked.language or i18n.language(), *i18n.LANGUAGES])),
        standing=house().importing.standing(word),
        keep_days=series.keep_days if series else 0,
        form=form,
        trouble=trouble,
        today=model.now().date().isoformat(),
    )


def _personal(looked: Looked) -> list[tuple[str, Any]]:
    return [(placeholder(kind, i18n.language()).strip("[]"), n) for kind, n in looked.personal.items()]
