"""The codebook of the series: its codes and versions, changed code by code or by a file of one's own."""

import io
import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field, ValidationError, model_validator
from werkzeug.exceptions import UnsupportedMediaType

from analysis.codebook import CodebookBroken, book_of
from analysis.exporters.refi_qda import CODEBOOK
from analysis.report import Report
from facilitator import codebooks, series_corpus
from facilitator.codebooks import KEPT_BY_LANGUAGE, Typed
from facilitator.console.answers import catch, done
from facilitator.console.coders import Name, Why, codes_of, remembered, who_before
from facilitator.console.fields import Whole
from facilitator.console.key import facilitator_only, house
from facilitator.saying import N_
from facilitator.work import Work
from participant_ui import i18n
from participant_ui.forms import Form, NotUnderstood, filled
from participant_ui.port import NoSuchSeat

blueprint = Blueprint("codebook", __name__)
catch(blueprint)
NOT_JSON = N_("This is not a JSON file:")
LARGEST = 4 * 1024 * 1024  # bytes of a codebook's file
TEXT = re.compile(r"(label|definition|example|include|exclude|seeds)-([a-z]{2,3})")
CodeId = Annotated[str, Field(pattern=r"^[a-z0-9_]{0,64}$")]


class SaveForm(Form):
    """`seen` is the version that the page showed."""

    who: Name
    why: Why = ""
    seen: Whole


class CodeForm(SaveForm):
    domain: CodeId = ""
    parent: CodeId = ""
    texts: dict[str, Annotated[str, Field(max_length=8000)]]

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, fields: Any) -> Any:
        if not isinstance(fields, Mapping) or "texts" in fields:
            raise ValueError("no page of ours sends this")
        texts = {name: said for name, said in fields.items() if TEXT.fullmatch(name)}
        return {**{name: said for name, said in fields.items() if name not in texts}, "texts": texts}

    def typed(self) -> Typed:
        texts: dict[str, dict[str, str]] = {}
        for name, said in self.texts.items():
            part, _, language = name.partition("-")
            texts.setdefault(part, {})[language] = said.replace("\r\n", "\n")
        return Typed(texts, self.domain, self.parent)


@blueprint.get("/codebook")
@facilitator_only
def page() -> ResponseReturnValue:
    return _page()


@blueprint.get("/codebook/code/<code>")
@facilitator_only
def code(code: str) -> ResponseReturnValue:
    """One code to change; `+` is a new one."""
    return _code_page(code)


@blueprint.post("/codebook/code/<code>")
@facilitator_only
def keep(code: str) -> ResponseReturnValue:
    form = filled(CodeForm)
    keeps = codebooks.add if code == "+" else partial(codebooks.change, code=code)
    try:
        keeps(house().store, typed=form.typed(), who=form.who, why=form.why, seen=form.seen)
    except CodebookBroken as trouble:
        return _code_page(code, codebooks.faults_of(trouble), form), 422
    return remembered(done(url_for(".page")), form.who)


@blueprint.post("/codebook/code/<code>/retire")
@facilitator_only
def retire(code: str) -> ResponseReturnValue:
    form = filled(SaveForm)
    try:
        codebooks.retire(house().store, code, who=form.who, why=form.why, seen=form.seen)
    except CodebookBroken as trouble:
        return _page(codebooks.faults_of(trouble)), 422
    return remembered(done(url_for(".page")), form.who)


@blueprint.get("/codebook/version/<int(max=999999):number>")
@facilitator_only
def version(number: int) -> ResponseReturnValue:
    """What a version changed of the one before it."""
    with house().store.read() as work:
        now, before = codebooks.data(work, number), codebooks.data(work, max(0, number - 1))
        told = next(one for one in codebooks.versions(work) if one.number == number)
        newest = codebooks.newest(work)
    names = {one["id"]: i18n.said(one["label"])[1] for one in (*before["codes"], *now["codes"])}
    return render_template(
        "console/codebook_version.html",
        told=told,
        changes=codebooks.changes(before, now),
        names=names,
        newest=newest,
        who=who_before(),
    )


@blueprint.post("/codebook/version/<int(max=999999):number>/again")
@facilitator_only
def again(number: int) -> ResponseReturnValue:
    form = filled(SaveForm)
    codebooks.use_again(house().store, number, who=form.who, why=form.why, seen=form.seen)
    return remembered(done(url_for(".page")), form.who)


@blueprint.get("/codebook/version/<int(max=999999):number>/<any(json,qdc):kind>")
@facilitator_only
def file(number: int, kind: str) -> ResponseReturnValue:
    with house().store.read() as work:
        data = codebooks.data(work, number)
    content = json.dumps(data, ensure_ascii=False, indent=2).encode() if kind == "json" else _qdc(data)
    answer = Response(content, content_type="application/json" if kind == "json" else "application/xml")
    name = f"aplis-codebook-{data['id']}-{number}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.post("/codebook/file")
@facilitator_only
def bring() -> ResponseReturnValue:
    """A codebook of one's own, as a JSON file: it is the newest version from now on."""
    form, content = _posted()
    try:
        made = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as trouble:
        return _page([f"{i18n.gettext(NOT_JSON)} {trouble}"]), 422
    try:
        codebooks.save(house().store, made, who=form.who, why=form.why, seen=form.seen)
    except CodebookBroken as trouble:
        return _page(codebooks.faults_of(trouble)), 422
    return remembered(done(url_for(".page")), form.who)


def _posted() -> tuple[SaveForm, bytes]:
    """Raises UnsupportedMediaType, RequestEntityTooLarge, NotUnderstood."""
    request.max_content_length = LARGEST
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType
    files = request.files.to_dict(flat=False)
    if set(files) != {"book"} or len(files["book"]) != 1:
        raise NotUnderstood
    try:
        return SaveForm.model_validate(request.form.to_dict()), files["book"][0].read()
    except ValidationError:
        raise NotUnderstood from None


def _page(faults: list[str] | None = None) -> str:
    with house().store.read() as work:
        book, number = series_corpus.codebook(work)
        listed = codebooks.versions(work)
    return render_template(
        "console/codebook.html",
        book=book,
        number=number,
        codes=[one for one in codes_of(book) if one.group],
        versions=listed,
        faults=faults or [],
        who=who_before(),
    )


def _code_page(code: str, faults: list[str] | None = None, form: CodeForm | None = None) -> str:
    with house().store.read() as work:
        book, number = series_corpus.codebook(work)
        one = _one(work, number, code)
    shown = {**_texts(one, book.languages), **(form.texts if form else {})}
    mine = [one for one in book.languages if one == i18n.language()]
    return render_template(
        "console/codebook_code.html",
        code=code,
        one=one,
        book=book,
        number=number,
        texts=shown,
        languages=[*mine, *(one for one in book.languages if one not in mine)],
        codes=[other for other in codes_of(book) if other.group and other.id != code],
        faults=faults or [],
        who=form.who if form else who_before(),
    )


def _one(work: Work, number: int, code: str) -> Mapping[str, Any]:
    """Raises NoSuchSeat."""
    if code == "+":
        return {}
    found = next((one for one in codebooks.data(work, number)["codes"] if one["id"] == code), None)
    if found is None:
        raise NoSuchSeat
    return dict(found)


def _texts(one: Mapping[str, Any], languages: Any) -> dict[str, str]:
    told = {}
    for part in KEPT_BY_LANGUAGE:
        for language in languages:
            said = one.get(part, {}).get(language, "")
            told[f"{part}-{language}"] = (
                said if isinstance(said, str) else (", " if part == "seeds" else "\n").join(said)
            )
    return told


def _qdc(data: Mapping[str, Any]) -> bytes:
    book, out = book_of(data, "codebook"), io.BytesIO()
    nothing = Report(title="", question="", themes=[], placed=[], contributions=[], method={}, codebook=book)
    CODEBOOK.write(nothing, out, words=i18n.language())
    return out.getvalue()
