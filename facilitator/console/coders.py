"""Coding blind: a page for each coder that shows only their own; how far coders agree once all are done."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import BeforeValidator, Field, model_validator

from analysis.codebook import Code, Codebook, Words
from facilitator import agreeing, blind_coding, coders, series_corpus
from facilitator.console.answers import catch, done
from facilitator.console.key import facilitator_only, house
from participant_ui import i18n
from participant_ui.forms import Form, NothingForm, Text, Tick, filled

blueprint = Blueprint("coders", __name__)
catch(blueprint)
WHO = "aplis-who"  # the reading desk's cookie: who decides at this browser
A_YEAR = 365 * 24 * 3600
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", *"QWERTYUIOPASDFGH")
Name = Annotated[str, BeforeValidator(lambda text: " ".join(str(text).split())), Field(max_length=60)]
Ref = Annotated[str, Field(pattern=r"^[0-9A-Za-z.-]{1,40}$")]
Why = Annotated[str, Field(max_length=600)]


def ticked(fields: Any, name: str, pattern: str) -> Any:
    """Boxes `name-VALUE` as one tuple under `name`, beside the other fields."""
    if not isinstance(fields, Mapping) or name in fields:
        raise ValueError("no page of ours sends this")
    ticks = [field for field in fields if re.fullmatch(f"{name}-{pattern}", field)]
    rest = {field: said for field, said in fields.items() if field not in ticks}
    return rest | {name: tuple(field.removeprefix(f"{name}-") for field in ticks)}


class NameForm(Form):
    name: Name


class BeginForm(NameForm):
    circle: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, fields: Any) -> Any:
        return ticked(fields, "circle", "[0-9]{1,6}")


class CodesForm(Form):
    code: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, fields: Any) -> Any:
        return ticked(fields, "code", "[a-z][a-z0-9_]{0,63}")


class CodingForm(CodesForm):
    ref: Ref
    memo: Annotated[Text, Field(max_length=4000)] = ""
    what: Literal["codes", "none", "unsure"]


class CompareForm(Form):
    lane: tuple[str, ...] = ()
    who: Name
    why: Why = ""
    early: Tick = False

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, fields: Any) -> Any:
        return ticked(fields, "lane", "[0-9]{1,3}")


class SettleForm(CodesForm):
    ref: Ref
    who: Name
    why: Why = ""


class TakeForm(Form):
    who: Name
    why: Why = ""


@dataclass(frozen=True)
class Coded:
    """A code as a coder reads it, in their language where the book has it."""

    id: str
    name: str
    key: str = ""
    short: str = ""
    definition: str = ""
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    example: str = ""
    group: str = ""
    depth: int = 0


@blueprint.get("/coders")
@facilitator_only
def page() -> ResponseReturnValue:
    with house().store.read() as work:
        book, number = series_corpus.codebook(work)
        return render_template(
            "console/coders.html",
            circles=blind_coding.circles(work),
            coders=blind_coding.progress(work),
            book=book,
            number=number,
            compared=coders.comparisons(work),
            who=who_before(),
        )


@blueprint.post("/coders")
@facilitator_only
def begin() -> ResponseReturnValue:
    form = filled(BeginForm)
    return done(url_for(".lane", lane=blind_coding.begin(house().store, form.name, form.circle)))


@blueprint.post("/coders/again")
@facilitator_only
def again() -> ResponseReturnValue:
    """A coder comes back: their name leads to what is theirs, and to nobody else's."""
    form = filled(NameForm)
    with house().store.read() as work:
        return done(url_for(".lane", lane=blind_coding.again(work, form.name)))


@blueprint.get("/coders/of/<lane>")
@facilitator_only
def lane(lane: str) -> ResponseReturnValue:
    with house().store.read() as work:
        table = blind_coding.table(work, lane, request.args.get("at", ""))
    return render_template(
        "console/coders_lane.html", table=table, codes=codes_of(table.book), choose="choose" in request.args
    )


@blueprint.post("/coders/of/<lane>/code")
@facilitator_only
def code(lane: str) -> ResponseReturnValue:
    form = filled(CodingForm)
    if form.what == "codes" and not form.code:
        return done(url_for(".lane", lane=lane, at=form.ref, choose=1))
    codes = {"codes": form.code, "none": (), "unsure": None}[form.what]
    blind_coding.code(house().store, lane, form.ref, codes, form.memo)
    with house().store.read() as work:
        table = blind_coding.table(work, lane, form.ref)
    return done(url_for(".lane", lane=lane, at=table.after or None))


@blueprint.post("/coders/of/<lane>/<any(undo,redo,done,on):step>")
@facilitator_only
def step(lane: str, step: str) -> ResponseReturnValue:
    filled(NothingForm)
    acts = {
        "undo": blind_coding.take_back,
        "redo": blind_coding.again_done,
        "done": blind_coding.done,
        "on": blind_coding.go_on,
    }
    with house().store.read() as work:
        at = blind_coding.touched(work, lane, step)
    acts[step](house().store, lane)
    return done(url_for(".lane", lane=lane, at=at or None))


@blueprint.post("/coders/agreement")
@facilitator_only
def compare() -> ResponseReturnValue:
    form = filled(CompareForm)
    with house().store.read() as work:
        there = coders.lanes(work)
    chosen = [one.id for number, one in enumerate(there) if str(number) in form.lane]
    seq = agreeing.open_for(house().store, chosen, who=form.who, why=form.why, early=form.early)
    return remembered(done(url_for(".agreement", seq=seq)), form.who)


@blueprint.get("/coders/agreement/<int:seq>")
@facilitator_only
def agreement(seq: int) -> ResponseReturnValue:
    with house().store.read() as work:
        now = agreeing.agreed(work, seq)
        book, number = series_corpus.codebook(work)
    return render_template(
        "console/coders_agreement.html",
        now=now,
        codes=codes_of(book),
        names={one.id: one.name for one in codes_of(book)},
        book_now=coders.book_name(book, number),
        who=who_before(),
    )


@blueprint.post("/coders/agreement/<int:seq>/settle")
@facilitator_only
def settle(seq: int) -> ResponseReturnValue:
    form = filled(SettleForm)
    agreeing.settle(house().reading_desk, seq, form.ref, form.code, who=form.who, why=form.why)
    return remembered(done(url_for(".agreement", seq=seq, _anchor=f"at-{form.ref}")), form.who)


@blueprint.post("/coders/agreement/<int:seq>/take")
@facilitator_only
def take(seq: int) -> ResponseReturnValue:
    form = filled(TakeForm)
    agreeing.take_alike(house().reading_desk, seq, who=form.who, why=form.why)
    return remembered(done(url_for(".agreement", seq=seq, _anchor="alike")), form.who)


def codes_of(book: Codebook) -> list[Coded]:
    """Codes as a tree, each under the one above it, then those that only a person gives; keys while there
    are any."""
    domains = {one.id: i18n.said(one.label)[1] for one in book.domains}
    order = list(domains)
    under: dict[str, list[Code]] = {}
    for one in sorted(book.codes, key=lambda one: order.index(one.domain)):
        under.setdefault(one.parent, []).append(one)

    def walk(above: str, depth: int) -> Iterator[Coded]:
        for one in under.get(above, ()):
            yield _coded(one, domains[one.domain], depth)
            yield from walk(one.id, depth + 1)

    special = [Coded(one.id, i18n.said(one.label)[1]) for one in book.special_codes]
    found = [*walk("", 0), *special]
    return [replace(one, key=key) for one, key in zip(found, chain(KEYS, repeat("")), strict=False)]


def _coded(code: Code, group: str, depth: int) -> Coded:
    return Coded(
        id=code.id,
        name=i18n.said(code.label)[1],
        short=code.short,
        definition=i18n.said(code.definition)[1],
        include=_lines(code.include),
        exclude=_lines(code.exclude),
        example=i18n.said(code.example)[1],
        group=group,
        depth=depth,
    )


def _lines(said: Words) -> Sequence[str]:
    return said.get(i18n.language()) or said.get("en") or next(iter(said.values()), ())


def who_before() -> str:
    return unquote(request.cookies.get(WHO, ""))[:60]


def remembered(answer: Response, who: str) -> Response:
    answer.set_cookie(WHO, quote(who), max_age=A_YEAR, httponly=True, samesite="Strict")
    return answer
