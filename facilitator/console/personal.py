"""Can anybody be recognised? Every text with something found, or quoted, is looked through by a person."""

from typing import Annotated, Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, Field

from analysis import pseudonyms
from analysis.pseudonyms import KINDS, Kind, placeholder
from facilitator import finding, free_text, personalview, release
from facilitator.console.answers import catch, done
from facilitator.console.key import facilitator_only, for_role, house
from facilitator.events import Role
from facilitator.free_text import FreeTextUnseen
from facilitator.personal_review import Decision, Span
from facilitator.release import QuotesUnreviewed
from participant_ui import i18n
from participant_ui.answers import by_script
from participant_ui.forms import Form, Id, Text, Tick, filled

blueprint = Blueprint("personal", __name__)
KINDS_OF_FILES = tuple(release.KINDS)
SPAN = rf"[0-9]{{1,5}}-[0-9]{{1,5}}-(?:{'|'.join(KINDS)})"

Who = Annotated[str, BeforeValidator(lambda text: " ".join(str(text).split())), Field(max_length=60)]


class OfTextForm(Form):
    """`seen` is the digest of the words as the page showed them; the rest says what the page shows."""

    seen: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    who: Who = ""
    circle: Id = ""
    every: Tick = False
    first: Annotated[str, Field(pattern=rf"^(?:{'|'.join(KINDS_OF_FILES)})?$")] = ""


class SettleForm(OfTextForm):
    """`act` is done (the rest stays as it is), all (each find is replaced), or the one span to replace;
    `replace` are spans that the script's reader chose, and go with done."""

    act: Annotated[str, Field(pattern=rf"^(?:done|all|{SPAN})$")]
    replace: Annotated[str, Field(pattern=rf"^(?:{SPAN} ?)*$", max_length=4000)] = ""


class MarkForm(OfTextForm):
    """Words that the machine missed, as they stand in the text."""

    words: Annotated[str, Field(max_length=500)]
    kind: Kind


class LeaveForm(Form):
    """Digests of the texts as the page showed them."""

    seen: Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64} ?){1,500}$")]
    who: Who = ""


class DraftForm(Form):
    text: Annotated[Text, Field(max_length=8000)]


class DecidedForm(Form):
    """What a recorder decided of finds in a line: each kind with + where it was replaced, - where left."""

    id: Annotated[str, Field(max_length=64)]
    decided: Annotated[str, Field(pattern=rf"^(?:(?:{'|'.join(KINDS)})[+-] ?){{1,40}}$")]


@blueprint.post("/recorder/<session>/found")
@for_role(Role.RECORDER)
def found(session: str) -> ResponseReturnValue:
    """What could say who somebody is in a line being typed; the line is looked at, and not kept."""
    text = filled(DraftForm).text
    with house().store.read() as work:
        spoken = finding.spoken(work, session)
    seen = pseudonyms.find(text, finding.typed_in(text, spoken))
    return jsonify(
        finds=[
            {"start": one.start, "end": one.end, "kind": one.kind, "instead": one.placeholder} for one in seen
        ]
    )


@blueprint.post("/recorder/<session>/decided")
@for_role(Role.RECORDER)
def decided(session: str) -> ResponseReturnValue:
    form = filled(DecidedForm)
    told = [Decision(one[:-1], one.endswith("+")) for one in form.decided.split()]  # type: ignore[arg-type]
    house().personal.while_typing(session, form.id, told)
    return jsonify(code="done")


@blueprint.get("/personal")
@facilitator_only
def page() -> ResponseReturnValue:
    circle, every = request.args.get("circle", "")[:64], request.args.get("every") == "yes"
    first = request.args.get("for", "")
    first = first if first in KINDS_OF_FILES else ""
    with house().store.read() as work:
        now = personalview.view(work, circle=circle, every=every, first=first)
    return render_template(
        "console/personal.html",
        now=now,
        circle=circle,
        every=every,
        first=first,
        kinds={kind: placeholder(kind, i18n.language())[1:-1] for kind in KINDS},
    )


@blueprint.post("/personal/<contribution>/settle")
@facilitator_only
def settle(contribution: str) -> ResponseReturnValue:
    """Replace what was chosen; with done or all the text counts as looked through."""
    form = filled(SettleForm)
    through = form.act in ("done", "all")
    reviews = house().personal
    if form.act == "all":
        spans = reviews.spans(contribution, form.seen)
    else:
        spans = _spans(form.replace if through else form.act)
    reviews.settle(contribution, form.seen, spans, through=through, who=form.who)
    return done(_back(form, "" if through else contribution))


@blueprint.post("/personal/<contribution>/mark")
@facilitator_only
def mark(contribution: str) -> ResponseReturnValue:
    form = filled(MarkForm)
    house().personal.everywhere(contribution, form.seen, form.words, form.kind, who=form.who)
    return done(_back(form, contribution))


@blueprint.post("/personal/typed")
@facilitator_only
def leave() -> ResponseReturnValue:
    """What researchers typed stays as it is: a person looked at it."""
    form = filled(LeaveForm)
    free_text.leave(house().store, form.seen.split(), who=form.who)
    return done(url_for(".page"))


def typed_unseen(trouble: FreeTextUnseen) -> ResponseReturnValue:
    """What a page answers that was asked for such a report: which texts, and that they may be left."""
    told = {"code": trouble.reason, "waits": trouble.waits}
    if by_script():
        return jsonify(code=trouble.reason, number=len(trouble.waits)), 409
    return render_template("console/error.html", **told), 409


def not_looked_through(trouble: QuotesUnreviewed, circle: str = "") -> ResponseReturnValue:
    """What a page answers that was asked for such a report: how many wait, and where they stand first."""
    told: dict[str, Any] = {"code": trouble.reason, "number": trouble.number}
    if by_script():
        return jsonify(**told), 409
    there: dict[str, Any] = {"for": trouble.kind, "circle": circle or None}
    return render_template("console/error.html", **told, there=url_for("personal.page", **there)), 409


def _spans(text: str) -> list[Span]:
    parts = (one.split("-") for one in text.split())
    return [Span(int(start), int(end), kind) for start, end, kind in parts]  # type: ignore[arg-type]


def _back(form: OfTextForm, contribution: str) -> str:
    shown: dict[str, Any] = {"circle": form.circle or None, "every": "yes" if form.every else None}
    shown["for"] = form.first or None
    return url_for(".page", **shown, _anchor=f"text-{contribution}" if contribution else None)


catch(blueprint)
