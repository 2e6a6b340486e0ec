"""What a phone may post: strict models, read from forms alone."""

import re
from typing import Annotated, TypeVar

from flask import request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from participant_ui import i18n

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class NotUnderstood(Exception):
    """The form holds what no page of ours sends."""


def _tick(value: object) -> bool:
    """A box is ticked if it came at all; browsers do not send an empty one."""
    if value in ("on", "yes", "1", "true"):
        return True
    if value in ("", "off", "no", "0", "false"):
        return False
    raise ValueError("neither ticked nor not")


def _known_language(value: str) -> str:
    if value not in i18n.LANGUAGES:
        raise ValueError("a language nobody brought words for")
    return value


Tick = Annotated[bool, BeforeValidator(_tick)]
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
Language = Annotated[str, Field(max_length=12), AfterValidator(_known_language)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{0,64}$")]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class CodeForm(Form):
    code: Annotated[str, Field(max_length=64)]


class SlipForm(Form):
    slip: Annotated[str, Field(max_length=128)]
    language: Language = "en"


class SeatForm(Form):
    key: Key
    language: Language
    quote: Tick = False
    archive: Tick = False
    two: Tick = False


Text = Annotated[str, BeforeValidator(lambda text: re.sub(r"\r\n?", "\n", text))]
"""Its limits are the circle's to say: a person hears "too long" and not "not understood"."""


class WordsForm(Form):
    key: Key
    text: Text
    round: Id = ""


class MendForm(Form):
    text: Text


class ConsentForm(Form):
    quote: Tick = False
    archive: Tick = False


class LanguageForm(Form):
    language: Language


class LeaveForm(Form):
    withdraw: Tick = False


class NothingForm(Form):
    """A button alone."""


SomeForm = TypeVar("SomeForm", bound=Form)


def filled(model: type[SomeForm]) -> SomeForm:
    """The posted form as this model. Raises UnsupportedMediaType, NotUnderstood."""
    bare = not request.mimetype and not request.content_length
    if request.mimetype not in FORM_TYPES and not bare:
        raise UnsupportedMediaType
    fields = request.form.to_dict(flat=False)
    unread = bool(request.content_length) and not fields
    if unread or request.files or any(len(values) != 1 for values in fields.values()):
        raise NotUnderstood
    try:
        return model.model_validate({name: values[0] for name, values in fields.items()})
    except ValidationError:
        raise NotUnderstood from None
