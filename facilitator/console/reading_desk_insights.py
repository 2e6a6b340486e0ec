"""Key insights at the reading desk: written over contributions, changed, taken back; forms alone."""

from collections.abc import Sequence
from typing import Annotated, Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from analysis.report import Insight
from analysis.summary.insights import MOST
from analysis.words import LANGUAGES
from facilitator.console.answers import catch, done
from facilitator.console.key import facilitator_only, house
from facilitator.console.reading_desk_forms import DeskForm, Long
from facilitator.console.reading_desk_who import named, remembered, who_before
from facilitator.reading_desk import Desk
from facilitator.reading_deskview import place, theme_name
from facilitator.reading_insights import Stands, quotes_of, standing
from participant_ui import i18n
from participant_ui.forms import Id, filled
from participant_ui.port import NoSuchSeat

blueprint = Blueprint("insights", __name__)
DRAFT = "draft"
Numbers = Annotated[str, Field(max_length=20_000)]


class InsightForm(DeskForm):
    """`sources` are numbers of contributions as people write them; `theme` one whose quotes are taken too;
    `less` a source to take out. With `less` or `look` nothing is kept yet: the page shows what would be."""

    id: Id = ""
    lv: Long = ""
    en: Long = ""
    ru: Long = ""
    sources: Numbers = ""
    theme: Id = ""
    less: Annotated[str, Field(max_length=40)] = ""
    look: Annotated[str, Field(max_length=4)] = ""

    def text(self) -> dict[str, str]:
        """What was written, by language; none that is empty."""
        told = {language: str(getattr(self, language)).strip() for language in LANGUAGES}
        return {language: text for language, text in told.items() if text}


class GoneForm(DeskForm):
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]


@blueprint.get("/reading-desk/insights")
@facilitator_only
def page() -> ResponseReturnValue:
    """All of them, and the form: for a new one, or `?id=` for one that is there; `?with=` brings more
    contributions to stand on, `?theme=` the quotes of a theme."""
    desk = house().reading_desk.state()
    known = {one.id: one for one in desk.insights}
    before = known.get(request.args.get("id", ""), Insight("", {}, ()))
    brought, _ = _ids(desk, request.args.get("with", ""))
    brought += quotes_of(desk.report, request.args.get("theme", ""))
    sources = _in_order(desk, [*before.sources, *brought])
    return _page(desk, Insight(before.id, before.text, sources), brought=brought)


@blueprint.post("/reading-desk/insights")
@facilitator_only
def keep() -> ResponseReturnValue:
    """Keep it; what would keep a report from going out is said first, and then nothing is kept."""
    form = filled(InsightForm)
    desk = house().reading_desk.state()
    ids, unknown = _ids(desk, form.sources)
    out, _ = _ids(desk, form.less)
    ids = [id for id in [*ids, *quotes_of(desk.report, form.theme)] if id not in out]
    draft = Insight(form.id, form.text(), _in_order(desk, ids))
    (told,) = standing(desk, [Insight(DRAFT, draft.text, draft.sources)])
    if form.less or form.look:
        return _page(desk, draft, form=form, unknown=unknown)
    if not draft.text or unknown or told.faults:
        return _page(desk, draft, form=form, unknown=unknown, status=422)
    who = named(form.who)
    body = {"id": draft.id, "text": draft.text, "sources": list(draft.sources), "gone": False}
    _decide(desk, body, who, form)
    return remembered(done(url_for(".page")), who)


@blueprint.post("/reading-desk/insights/gone")
@facilitator_only
def gone() -> ResponseReturnValue:
    """Take one back: it is in no report any more, and in the log."""
    form = filled(GoneForm)
    who, desk = named(form.who), house().reading_desk.state()
    _decide(desk, {"id": form.id, "text": {}, "sources": [], "gone": True}, who, form)
    return remembered(done(url_for(".page")), who)


def _decide(desk: Desk, body: dict[str, Any], who: str, form: DeskForm) -> None:
    """Raises NoSuchSeat for an insight that is there no longer."""
    if body["id"] and body["id"] not in {one.id for one in desk.insights}:
        raise NoSuchSeat
    house().reading_desk.decide("insight", body, who=who, why=form.why.strip())


def _page(
    desk: Desk,
    draft: Insight,
    *,
    brought: Sequence[str] = (),
    form: InsightForm | None = None,
    unknown: Sequence[str] = (),
    status: int = 200,
) -> ResponseReturnValue:
    language = i18n.language()
    every: list[Stands] = standing(desk, desk.insights)
    (now,) = standing(desk, [Insight(DRAFT, draft.text, draft.sources)])
    shown = render_template(
        "console/reading_desk_insights.html",
        insights=every,
        draft=now,
        id=draft.id,
        more=" ".join(desk.called[id] for id in brought),
        themes={one.id: theme_name(one, language) for one in desk.report.themes if one.quotes},
        unknown=unknown,
        refused=status != 200,
        most=MOST,
        languages=LANGUAGES,
        who=who_before() or (form.who if form else ""),
        why_said=form.why if form else "",
    )
    return shown, status


def _ids(desk: Desk, numbers: str) -> tuple[list[str], list[str]]:
    """The contributions that are called so, and the words that call none."""
    there = {desk.called[one.id]: one.id for one in desk.report.contributions}
    asked = dict.fromkeys(numbers.replace(",", " ").replace(";", " ").split())
    return [there[one] for one in asked if one in there], [one for one in asked if one not in there]


def _in_order(desk: Desk, ids: Sequence[str]) -> list[str]:
    """Each once, as a record is read."""
    there = [id for id in dict.fromkeys(ids) if id in desk.called]
    return sorted(there, key=lambda id: place(desk.called[id]))


catch(blueprint)
