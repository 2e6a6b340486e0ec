"""What the pages of a script may post: texts come flat, a field for each language."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from flask import request
from pydantic import AfterValidator, Field, model_validator
from werkzeug.exceptions import UnsupportedMediaType

from facilitator.blanks import BLANKS
from facilitator.console.fields import Line
from facilitator.drafting import MOST_LINES
from facilitator.wording import TypedRound
from participant_ui import i18n
from participant_ui.forms import Form, NotUnderstood

TEXT = re.compile(r"(?:title|prompt|rule-\d\d?|say-\d\d?|ask-\d\d?)-[a-z]{2,3}")
LINES = re.compile(r"(say|ask|rule)-(\d\d?)-([a-z]{2,3})")
MINUTES = re.compile(r"minutes-[a-z0-9-]{1,200}")
SPEAKS = re.compile(r"speaks-[a-z]{2,3}")
ScriptName = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$")]
RoundName = Annotated[str, Field(pattern=r"^[a-z0-9-]{0,200}$")]


def _known(blank: str) -> str:
    if blank not in BLANKS:
        raise ValueError("no such kind of round")
    return blank


Blank = Annotated[str, AfterValidator(_known)]
Typed = Annotated[str, Field(max_length=4000)]


class TextsForm(Form):
    """Gathers the texts: `title-lv`, `say-0-en`. How long they may be is for wording.py to say, in words."""

    texts: dict[str, str]

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, fields: Any) -> Any:
        return _gathered(fields, "texts", TEXT)


class RoundForm(TextsForm):
    seen: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    minutes: Typed
    form: Typed
    phones: Typed
    shared: Typed
    more: Literal["", "say", "ask"] = ""

    def typed(self) -> TypedRound:
        return TypedRound(
            minutes=self.minutes,
            form=self.form,
            phones=self.phones,
            shared=self.shared,
            title=one_text(self.texts, "title"),
            prompt=one_text(self.texts, "prompt"),
            say=lines(self.texts, "say"),
            ask=lines(self.texts, "ask"),
        )


class RulesForm(TextsForm):
    """Ground rules in own words."""

    more: Literal["", "rule"] = ""


class RulesSetForm(Form):
    """A rule set by its name."""

    rules: ScriptName


class AboutForm(TextsForm):
    """Name and languages; a box for each language comes as `speaks-LANGUAGE`."""

    speaks: dict[str, str]

    @model_validator(mode="before")
    @classmethod
    def _gather_languages(cls, fields: Any) -> Any:
        return _gathered(fields, "speaks", SPEAKS)

    def languages(self, main: str) -> tuple[str, ...]:
        """Those ticked, and the main one, which cannot go."""
        ticked = [name.removeprefix("speaks-") for name in self.speaks]
        return (main, *(one for one in ticked if one != main and one in i18n.LANGUAGES))


class TimesForm(Form):
    """Minutes of each round under `minutes-ID`; `act` says what the button is for."""

    minutes: dict[str, str]
    whole: Typed
    act: Annotated[str, Field(pattern=r"^(keep|fit|stretch|(earlier|later)-[a-z0-9-]{1,200})$")]

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, fields: Any) -> Any:
        return _gathered(fields, "minutes", MINUTES)


class AddForm(Form):
    after: RoundName = ""
    blank: Blank


class AskForm(Form):
    question: Line


class ChooseForm(Form):
    script: ScriptName


class NameForm(Form):
    title: Line


def one_text(texts: Mapping[str, str], field: str) -> dict[str, str]:
    """What was typed for one text, by language."""
    return {
        name.removeprefix(f"{field}-"): said for name, said in texts.items() if name.startswith(f"{field}-")
    }


def lines(texts: Mapping[str, str], field: str) -> Sequence[dict[str, str]]:
    """Numbered texts in their places; a place that did not come is empty."""
    found: dict[int, dict[str, str]] = {}
    for name, said in texts.items():
        numbered = LINES.fullmatch(name)
        if numbered and numbered[1] == field:
            found.setdefault(int(numbered[2]), {})[numbered[3]] = said
    return [found.get(at, {}) for at in range(min(max(found, default=-1) + 1, MOST_LINES))]


def posted_file(field: str, *, most: int) -> tuple[str, bytes]:
    """The one file of a form, by name and content. Raises UnsupportedMediaType, RequestEntityTooLarge,
    NotUnderstood for a form without it or with more.
    """
    request.max_content_length = most
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType
    files = request.files.to_dict(flat=False)
    if set(files) != {field} or len(files[field]) != 1 or request.form:
        raise NotUnderstood
    (file,) = files[field]
    return (file.filename or "").replace("\\", "/").rpartition("/")[2][:255], file.read()


def _gathered(fields: Any, into: str, pattern: re.Pattern[str]) -> Any:
    """The posted fields, those of this pattern in a table of their own."""
    if not isinstance(fields, dict) or into in fields:
        raise ValueError("no page of ours sends this")
    found = {name: said for name, said in fields.items() if pattern.fullmatch(name)}
    return {**{name: said for name, said in fields.items() if name not in found}, into: found}
