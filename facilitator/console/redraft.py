"""Changing a circle's script by hand: round by round, times and order, ground rules, name and languages."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator import drafting, ground_rules, wording
from facilitator.blanks import BLANKS
from facilitator.console.answers import done
from facilitator.console.key import facilitator_only, house
from facilitator.console.language import in_language, told
from facilitator.console.script_forms import (
    AboutForm,
    AddForm,
    AskForm,
    RoundForm,
    RulesForm,
    RulesSetForm,
    TimesForm,
    lines,
    one_text,
)
from facilitator.drafting import TooTight, Uneven
from facilitator.saying import N_, Saying
from facilitator.script import Round, Script
from facilitator.script_shape import CHOICES
from facilitator.shelf import CircleScript
from facilitator.wording import Amiss, Changed, Tongues, TypedRound
from participant_ui import i18n
from participant_ui.forms import NothingForm, filled
from participant_ui.port import NoSuchCircle

blueprint = Blueprint("redraft", __name__)
SHORTEST = N_("Even at their shortest the rounds take %(least)s min together.")
OVER = N_("The rounds together take %(total)s min: %(over)s min more than the evening has.")
UNDER = N_("The rounds together take %(total)s min: %(under)s min of the evening are left.")


@blueprint.get("/circles/<circle>/script/rounds/<round>")
@facilitator_only
def round_page(circle: str, round: str) -> ResponseReturnValue:
    held = house().shelf.of(circle)
    one = _round(held.script, round)
    return _round_page(held, round, wording.shown(one, tongues(held)))


@blueprint.post("/circles/<circle>/script/rounds/<round>")
@facilitator_only
def keep_round(circle: str, round: str) -> ResponseReturnValue:
    form, held = filled(RoundForm), house().shelf.of(circle)
    typed, spoken = form.typed(), tongues(held)

    def change(script: Script) -> Script:
        one = wording.unchanged(drafting.the_round(script, round), form.seen)
        return drafting.put(script, wording.taken(typed, one, spoken))

    try:
        house().shelf.change(circle, change)
    except Amiss as amiss:
        return _round_page(held, round, typed, amiss=amiss, more=form.more), 422
    except Changed:
        return _round_page(held, round, typed, changed=True), 409
    if form.more:
        return done(url_for(".round_page", circle=circle, round=round, more=form.more, _anchor=form.more))
    return _back(circle, round)


@blueprint.post("/circles/<circle>/script/rounds/<round>/remove")
@facilitator_only
def remove(circle: str, round: str) -> ResponseReturnValue:
    filled(NothingForm)
    house().shelf.change(circle, lambda script: drafting.without(script, round))
    return _back(circle)


@blueprint.post("/circles/<circle>/script/rounds/<round>/ask")
@facilitator_only
def ask(circle: str, round: str) -> ResponseReturnValue:
    """A prepared question of one's own, quickly."""
    house().shelf.ask(circle, round, filled(AskForm).question)
    return _back(circle, round)


@blueprint.get("/circles/<circle>/script/add")
@facilitator_only
def add_page(circle: str) -> ResponseReturnValue:
    held = house().shelf.of(circle)
    after = request.args.get("after", held.script.rounds[-1].id)
    return render_template("console/script_add.html", held=held, after=after, blanks=BLANKS)


@blueprint.post("/circles/<circle>/script/rounds")
@facilitator_only
def add(circle: str) -> ResponseReturnValue:
    form = filled(AddForm)
    made = house().shelf.add(circle, form.after, form.blank, in_language)
    return done(url_for(".round_page", circle=circle, round=made), id=made)


@blueprint.get("/circles/<circle>/script/times")
@facilitator_only
def times_page(circle: str) -> ResponseReturnValue:
    held = house().shelf.of(circle)
    typed = {f"minutes-{one.id}": str(one.minutes) for one in held.script.rounds}
    return _times_page(held, typed, request.args.get("whole", str(held.script.minutes))[:4])


@blueprint.post("/circles/<circle>/script/times")
@facilitator_only
def keep_times(circle: str) -> ResponseReturnValue:
    """Minutes and order. Where the rounds do not make the whole, the page asks which of them gives way."""
    form, held = filled(TimesForm), house().shelf.of(circle)
    try:
        taken = wording.minutes_taken({**form.minutes, "whole": form.whole})
        whole = taken.pop("whole")
        minutes = {field.removeprefix("minutes-"): each for field, each in taken.items()}
        house().shelf.change(circle, lambda one: drafting.retimed(one, minutes, whole, form.act))
    except (Amiss, Uneven, TooTight) as trouble:
        return _times_page(held, form.minutes, form.whole, trouble=trouble), 422
    if "-" in form.act:
        return done(url_for(".times_page", circle=circle, whole=form.whole, _anchor="order"))
    return _back(circle)


@blueprint.get("/circles/<circle>/script/rules")
@facilitator_only
def rules_page(circle: str) -> ResponseReturnValue:
    held = house().shelf.of(circle)
    typed = [wording.apart(rule, tongues(held)) for rule in held.script.rules]
    return _rules_page(held, typed, more=request.args.get("more", ""))


@blueprint.post("/circles/<circle>/script/rules")
@facilitator_only
def choose_rules(circle: str) -> ResponseReturnValue:
    named, held = filled(RulesSetForm).rules, house().shelf.of(circle)
    if named not in ground_rules.sets():
        raise NoSuchCircle
    rules = ground_rules.load(named)
    house().shelf.change(circle, lambda script: drafting.ruled(script, rules, held.tongue))
    return _back(circle)


@blueprint.post("/circles/<circle>/script/rules/own")
@facilitator_only
def keep_rules(circle: str) -> ResponseReturnValue:
    form, held = filled(RulesForm), house().shelf.of(circle)
    typed = lines(form.texts, "rule")
    try:
        rules = wording.rules_taken(typed, tongues(held))
    except Amiss as amiss:
        return _rules_page(held, typed, amiss=amiss, more=form.more), 422
    house().shelf.change(
        circle, lambda script: replace(script, ground_rules=script.ground_rules.reworded(rules))
    )
    if form.more:
        return done(url_for(".rules_page", circle=circle, more=form.more, _anchor="own"))
    return _back(circle)


@blueprint.get("/circles/<circle>/script/about")
@facilitator_only
def about_page(circle: str) -> ResponseReturnValue:
    held = house().shelf.of(circle)
    return _about_page(held, wording.apart(held.script.title, tongues(held)), held.script.languages)


@blueprint.post("/circles/<circle>/script/about")
@facilitator_only
def keep_about(circle: str) -> ResponseReturnValue:
    """Its name, and the languages people can read it in."""
    form, held = filled(AboutForm), house().shelf.of(circle)
    typed, wanted = one_text(form.texts, "title"), form.languages(held.tongue)
    try:
        title = wording.text_taken("title", typed, wording.TITLE, tongues(held))
    except Amiss as amiss:
        return _about_page(held, typed, wanted, amiss=amiss), 422
    house().shelf.change(
        circle, lambda one: drafting.spoken_in(replace(one, title=title), wanted, held.tongue)
    )
    return _back(circle)


def tongues(held: CircleScript) -> Tongues:
    others = (language for language in held.script.languages if language != held.tongue)
    return Tongues(held.tongue, (held.tongue, *others))


def _round(script: Script, id: str) -> Round:
    try:
        return drafting.the_round(script, id)
    except drafting.NoSuchRound:
        raise NoSuchCircle from None


def _back(circle: str, round: str = "") -> ResponseReturnValue:
    return done(url_for("scripts.page", circle=circle, _anchor=f"round-{round}" if round else None))


def _said(amiss: Exception | None) -> dict[str, str]:
    """What is wrong, by the name of the field it is said beside."""
    if isinstance(amiss, Uneven):
        over = amiss.total - amiss.whole
        values = {"total": amiss.total, "over": over, "under": -over}
        return {"whole": told(Saying(OVER if over > 0 else UNDER, values))}
    if isinstance(amiss, TooTight):
        return {"whole": told(Saying(SHORTEST, {"least": amiss.least}))}
    return {wrong.field: told(wrong.saying) for wrong in amiss.wrongs} if isinstance(amiss, Amiss) else {}


def _round_page(held: CircleScript, id: str, typed: TypedRound, **trouble: Any) -> str:
    one = _round(held.script, id)
    return render_template(
        "console/script_round.html",
        held=held,
        number=held.script.rounds.index(one) + 1,
        round=one,
        typed=typed,
        tongues=tongues(held),
        wrong=_said(trouble.get("amiss")),
        seen=wording.mark(one),
        changed=trouble.get("changed", False),
        more=trouble.get("more", request.args.get("more", "")),
        choices=CHOICES,
        stays=_stays(held.script, id),
    )


def _stays(script: Script, id: str) -> bool:
    """Whether the round cannot be taken out: it is the one that goes through the ground rules."""
    try:
        drafting.without(script, id)
    except drafting.Refused:
        return True
    return False


def _times_page(
    held: CircleScript, typed: Mapping[str, str], whole: str, *, trouble: Exception | None = None
) -> str:
    return render_template(
        "console/script_times.html",
        held=held,
        typed=typed,
        whole=whole,
        wrong=_said(trouble),
        uneven=trouble if isinstance(trouble, Uneven) else None,
    )


def _rules_page(
    held: CircleScript, typed: Sequence[Mapping[str, str]], *, amiss: Amiss | None = None, more: str = ""
) -> str:
    return render_template(
        "console/script_rules.html",
        held=held,
        typed=typed,
        tongues=tongues(held),
        sets=sorted(map(ground_rules.load, ground_rules.sets()), key=lambda one: -one.year),
        wrong=_said(amiss),
        more=more,
    )


def _about_page(
    held: CircleScript, typed: Mapping[str, str], spoken: Sequence[str], *, amiss: Amiss | None = None
) -> str:
    known = [*held.script.languages, *(one for one in i18n.LANGUAGES if one not in held.script.languages)]
    return render_template(
        "console/script_about.html",
        held=held,
        typed=typed,
        tongues=tongues(held),
        known=known,
        spoken=spoken,
        wrong=_said(amiss),
    )
