"""Bringing circles together: bundles are chosen, looked into, and merged once somebody agrees."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Annotated, Any, Literal

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field, model_validator
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.formparser import FormDataParser

from facilitator import merging
from facilitator.aside import MOST_BYTES, MOST_FILES
from facilitator.console import files
from facilitator.console.answers import catch, done
from facilitator.console.key import facilitator_only, house
from facilitator.gathering import Gathered
from facilitator.merging import Outcome
from facilitator.saying import Saying
from facilitator.store import NothingOpen
from participant_ui.answers import by_script
from participant_ui.forms import Form, NothingForm, NotUnderstood, filled

blueprint = Blueprint("bring_together", __name__)
catch(blueprint)
AROUND = 1024 * 1024  # bytes that a form puts around its files
LONGEST = 200  # letters of a file's name that are shown
ACCEPTED = re.compile(r"accept-([a-z]{5}(?:-[a-z]{5}){3})")


class KeysForm(Form):
    """Ticks beside the words of keys: `accept-WORDS`."""

    words: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, fields: Any) -> Any:
        if not isinstance(fields, Mapping) or not all(ACCEPTED.fullmatch(name) for name in fields):
            raise ValueError("no page of ours sends this")
        return {"words": tuple(name.removeprefix("accept-") for name in fields)}


class TakeForm(Form):
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class WhereForm(Form):
    where: Literal["here", "new"] = "here"


@dataclass(frozen=True)
class Told:
    """What was said of each file, by what it comes to; `asks`: by the words of keys a person may accept."""

    new: Sequence[Saying] = ()
    newer: Sequence[Saying] = ()
    gone: Sequence[Saying] = ()
    same: Sequence[Saying] = ()
    refused: Sequence[Saying] = ()
    asks: Mapping[str, Sequence[Saying]] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        return bool(self.new or self.newer or self.gone)


@blueprint.get("/bring-together")
@facilitator_only
def page() -> ResponseReturnValue:
    now = house().gathering.now()
    return render_template(
        "console/bring_together.html",
        now=now,
        told=_told(now.outcome),
        series=_series(),
        under_way=files.under_way(house()),
        most=(MOST_FILES, MOST_BYTES // (1024 * 1024)),
    )


@blueprint.get("/bring-together/now")
@facilitator_only
def now() -> Response:
    """How far it is, for the page's script."""
    return _as_json(house().gathering.now())


@blueprint.post("/bring-together/files")
@facilitator_only
def come() -> ResponseReturnValue:
    """Files, all in one form or some by some from the page's script, which asks for the look itself."""
    came, where = _posted()
    gathered = house().gathering.add(came, new=where == "new" or _series() is None)
    if by_script():
        return _as_json(gathered)
    if gathered.files:
        house().gathering.look()
    return done(url_for(".page"))


@blueprint.post("/bring-together/look")
@facilitator_only
def look() -> ResponseReturnValue:
    house().gathering.look(filled(KeysForm).words)
    return done(url_for(".page"))


@blueprint.post("/bring-together/take")
@facilitator_only
def take() -> ResponseReturnValue:
    id = filled(TakeForm).id
    house().gathering.bring_in(id, lambda title: files.make_for_bundles(house(), title))
    return done(url_for(".page"))


@blueprint.post("/bring-together/drop")
@facilitator_only
def drop() -> ResponseReturnValue:
    filled(NothingForm)
    house().gathering.drop()
    return redirect(url_for(".page"), 303)


def _posted() -> tuple[list[tuple[str, Path]], str]:
    """The files of the form, each written into a place of ours as it comes, and where they are to go.

    Raises UnsupportedMediaType, RequestEntityTooLarge, NotUnderstood, NotNow.
    """
    request.max_content_length = MOST_BYTES + AROUND
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType
    places: dict[int, Path] = {}

    def placed(*about: object, **more: object) -> IO[bytes]:
        path, stream = house().gathering.place()
        places[id(stream)] = path
        return stream

    try:
        return _read(
            FormDataParser(placed, max_form_memory_size=AROUND, max_form_parts=2 * MOST_FILES), places
        )
    except BaseException:
        for path in places.values():
            path.unlink(missing_ok=True)
        raise


def _read(parser: FormDataParser, places: Mapping[int, Path]) -> tuple[list[tuple[str, Path]], str]:
    content = request.content_length
    _, fields, posted = parser.parse(request.stream, request.mimetype, content, request.mimetype_params)
    if set(posted) != {"bundle"} or len(fields.to_dict(flat=False).get("where", [])) > 1:
        raise NotUnderstood
    came = []
    for one in posted.getlist("bundle"):
        path = places[id(one.stream)]
        one.close()
        name = (one.filename or "").replace("\\", "/").rpartition("/")[2][-LONGEST:]
        if name:
            came.append((name, path))
        else:
            path.unlink()  # nothing was chosen
    try:
        where = WhereForm.model_validate(fields.to_dict()).where
    except ValueError:
        raise NotUnderstood from None
    return came, where


def _as_json(now: Gathered) -> Response:
    return jsonify(stage=now.stage, files=now.files, done=now.done, of=now.of)


def _series() -> str | None:
    """What the open series is called; None where none is open."""
    try:
        return house().prepare.title()
    except NothingOpen:
        return None


def _told(outcome: Outcome | None) -> Told:
    if outcome is None:
        return Told()
    asks: dict[str, list[Saying]] = {}
    for saying in outcome.refused:
        if saying.text in merging.ASKS_WHOSE:
            asks.setdefault(str(saying.values["signer"]), []).append(saying)
    by = {text: [one for one in outcome.lines if one.text == text] for text in _KINDS}
    return Told(
        new=by[merging.NEW],
        newer=by[merging.NEWER],
        gone=by[merging.TAKEN_BACK],
        same=[*by[merging.HERE], *by[merging.OLDER]],
        refused=outcome.refused,
        asks=asks,
    )


_KINDS = (merging.NEW, merging.NEWER, merging.TAKEN_BACK, merging.HERE, merging.OLDER)
