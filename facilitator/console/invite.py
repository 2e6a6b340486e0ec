"""Whom to invite: the plan of groups with who is missing; and the venue's checklist."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, Field, create_model

from facilitator import invite
from facilitator.console import letter
from facilitator.console.answers import catch, done
from facilitator.console.fields import Line, Whole
from facilitator.console.key import facilitator_only, house
from facilitator.invite import TYPES, Group
from facilitator.keeping import answered
from facilitator.personal import looks_personal
from facilitator.venue import CHECKLIST, ITEMS
from participant_ui.forms import Form, Id, NothingForm, Tick, filled

blueprint = Blueprint("invite", __name__)
catch(blueprint)
blueprint.register_blueprint(letter.blueprint)
Count = Annotated[Whole, Field(le=9999), BeforeValidator(lambda typed: typed or "0")]
Text = Annotated[str, Field(max_length=8000)]


class GroupForm(Form):
    """`sure`: it was asked whether this says who somebody is, and it does not."""

    id: Id = ""
    name: Line
    question: Id = ""
    how: Line = ""
    invited: Count = 0
    yes: Count = 0
    know: Tick = False
    affected: Tick = False
    seldom: Tick = False
    influence: Tick = False
    sure: Tick = False

    def group(self) -> Group:
        types = [one for one in TYPES if getattr(self, one)]
        return Group(self.id, self.name, types, self.question, self.how, self.invited, self.yes)


class VenueForm(Form):
    """What else to remember, a line each; every item of the checklist is a field of its own."""

    also: Text = ""
    sure: Tick = False


Venue: Any = create_model("Venue", __base__=VenueForm, **dict.fromkeys(ITEMS, (Tick, False)))  # type: ignore[call-overload]


@dataclass(frozen=True)
class Asked:
    """A group that was not kept yet, because it seems to say who somebody is: email, phone or name."""

    group: Group
    kind: str


@dataclass(frozen=True)
class Listed:
    """A checklist that was not kept yet, because a line of it seems to say who somebody is."""

    ticked: list[str]
    also: list[str]
    kind: str


@blueprint.get("/circles/<circle>/invite")
@facilitator_only
def page(circle: str) -> ResponseReturnValue:
    return _page(circle)


@blueprint.post("/circles/<circle>/invite/groups")
@facilitator_only
def keep_group(circle: str) -> ResponseReturnValue:
    form = filled(GroupForm)
    group = form.group()
    kind = looks_personal(group.name) or looks_personal(group.how)
    if kind and not form.sure:
        return _page(circle, Asked(group, kind)), 422
    id = answered(house().store, lambda work: invite.keep_group(work, circle, group))
    return done(url_for(".page", circle=circle, _anchor=f"group-{id}"), id=id)


@blueprint.post("/circles/<circle>/invite/groups/<group>/drop")
@facilitator_only
def drop_group(circle: str, group: str) -> ResponseReturnValue:
    filled(NothingForm)
    answered(house().store, lambda work: invite.drop_group(work, circle, group))
    return done(url_for(".page", circle=circle, _anchor="groups"))


@blueprint.get("/circles/<circle>/venue")
@facilitator_only
def venue(circle: str) -> ResponseReturnValue:
    return _venue(circle)


@blueprint.post("/circles/<circle>/venue")
@facilitator_only
def keep_venue(circle: str) -> ResponseReturnValue:
    form = filled(Venue)
    ticked, also = [one for one in ITEMS if getattr(form, one)], form.also.splitlines()
    kind = next(filter(None, map(looks_personal, also)), "")
    if kind and not form.sure:
        return _venue(circle, Listed(ticked, also, kind)), 422
    answered(house().store, lambda work: invite.keep_venue(work, circle, ticked, also))
    return done(url_for(".venue", circle=circle))


def _venue(circle: str, typed: Listed | None = None) -> str:
    with house().store.read() as work:
        plan, row = invite.plan(work, circle), work.circle(circle)
    if typed:
        plan = replace(plan, ticked=typed.ticked, also=typed.also)
    return render_template(
        "console/venue.html", circle=row, plan=plan, checklist=CHECKLIST, asked=typed.kind if typed else ""
    )


def _page(circle: str, asked: Asked | None = None) -> str:
    with house().store.read() as work:
        plan, row = invite.plan(work, circle), work.circle(circle)
    return render_template(
        "console/invite.html",
        circle=row,
        plan=plan,
        missing=invite.who_is_missing(plan.groups),
        questions=invite.QUESTIONS,
        types=TYPES,
        asked=asked,
    )
