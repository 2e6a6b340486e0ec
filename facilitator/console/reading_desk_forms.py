"""What the reading desk's forms hold: one for each act, and how each becomes what the log keeps."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from facilitator.console.fields import Whole
from participant_ui.forms import Form, Id, Language, Text, Tick

Ids = Callable[[Sequence[str]], list[str]]
"""From what people call contributions ("3-17") to the ids of the file; those that are gone are left out."""

Ref = Annotated[str, Field(pattern=r"^[0-9A-Za-z.-]{1,40}$")]
ThemeId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
Named = Annotated[str, BeforeValidator(lambda text: " ".join(str(text).split())), Field(max_length=200)]
Who = Annotated[str, BeforeValidator(lambda text: " ".join(str(text).split())), Field(max_length=60)]
Long = Annotated[Text, Field(max_length=4000)]
State = Literal["", "human-coded", "reviewed", "released"]


def _several(text: object) -> object:
    """Several of them as one field: with a space between, as no reference holds any."""
    return tuple(dict.fromkeys(text.split())) if isinstance(text, str) else text


Refs = Annotated[tuple[Ref, ...], BeforeValidator(_several), Field(min_length=1, max_length=6000)]
ThemeIds = Annotated[tuple[ThemeId, ...], BeforeValidator(_several), Field(min_length=1, max_length=200)]
CodeIds = Annotated[tuple[ThemeId, ...], BeforeValidator(_several), Field(max_length=50)]


class DeskForm(Form):
    """What every decision says: `who` decides, and `why` if they like; `held` is what the page shows now;
    `to` is where a page without script goes on."""

    who: Who
    why: Annotated[str, Field(max_length=600)] = ""
    held: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,64}$")] = ""
    to: Annotated[str, Field(pattern=r"^\?[A-Za-z0-9/_.?&=%+-]*$", max_length=2000)] = "?"


class ActForm(DeskForm):
    def body(self, ids: Ids) -> dict[str, Any]:
        """As analysis.deciding has it for this act."""
        raise NotImplementedError


class OfMembers(ActForm):
    members: Refs

    def body(self, ids: Ids) -> dict[str, Any]:
        return {"members": ids(self.members)}


class OfTheme(ActForm):
    theme: ThemeId

    def body(self, ids: Ids) -> dict[str, Any]:
        return {"theme": self.theme}


class RenameForm(OfTheme):
    name: Annotated[Named, Field(min_length=1)]
    language: Language

    def body(self, ids: Ids) -> dict[str, Any]:
        return {"theme": self.theme, "names": {self.language: self.name}}


class MergeForm(ActForm):
    into: ThemeId
    themes: ThemeIds

    def body(self, ids: Ids) -> dict[str, Any]:
        return {"into": self.into, "themes": list(self.themes)}


class CreateForm(OfMembers):
    name: Annotated[Named, Field(min_length=1)]
    language: Language

    def body(self, ids: Ids) -> dict[str, Any]:
        return super().body(ids) | {"names": {self.language: self.name}}


class SplitForm(CreateForm):
    theme: ThemeId

    def body(self, ids: Ids) -> dict[str, Any]:
        return super().body(ids) | {"theme": self.theme}


class MoveForm(OfMembers):
    theme: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{0,64}$")]  # none: out of all themes

    def body(self, ids: Ids) -> dict[str, Any]:
        return super().body(ids) | {"to": self.theme}


class AssignForm(OfMembers):
    theme: ThemeId

    def body(self, ids: Ids) -> dict[str, Any]:
        return super().body(ids) | {"theme": self.theme}


class PinForm(OfMembers):
    pinned: Tick = False

    def body(self, ids: Ids) -> dict[str, Any]:
        return super().body(ids) | {"pinned": self.pinned}


class RejectForm(OfMembers):
    rejected: Tick = False

    def body(self, ids: Ids) -> dict[str, Any]:
        return super().body(ids) | {"rejected": self.rejected}


class MarkForm(OfTheme):
    """A passage by its first code point and the one after its last."""

    contribution: Ref
    start: Whole
    end: Whole

    def body(self, ids: Ids) -> dict[str, Any]:
        (id,) = ids([self.contribution])
        return {"theme": self.theme, "contribution": id, "start": self.start, "end": self.end}


class RefuseForm(OfTheme):
    refused: Tick = False

    def body(self, ids: Ids) -> dict[str, Any]:
        return {"theme": self.theme, "refused": self.refused}


class MemoForm(ActForm):
    kind: Literal["theme", "contribution"]
    id: Ref
    text: Long

    def body(self, ids: Ids) -> dict[str, Any]:
        id = ids([self.id])[0] if self.kind == "contribution" else self.id
        return {"kind": self.kind, "id": id, "text": self.text}


class DefineForm(OfTheme):
    text: Long
    language: Language

    def body(self, ids: Ids) -> dict[str, Any]:
        return {"theme": self.theme, "text": {self.language: self.text}}


class CodeForm(OfMembers):
    """Which codebook it is coded by is not for the page to say: the one that is in use."""

    codes: CodeIds = ()

    def body(self, ids: Ids) -> dict[str, Any]:
        return super().body(ids) | {"codes": list(self.codes)}


class TellForm(OfMembers):
    """Which values there are is the codebook's to say; none: it cannot be told."""

    facet: ThemeId
    value: Id

    def body(self, ids: Ids) -> dict[str, Any]:
        return super().body(ids) | {"facet": self.facet, "value": self.value}


class AdvanceForm(OfMembers):
    state: State

    def body(self, ids: Ids) -> dict[str, Any]:
        return super().body(ids) | {"state": self.state}


class AdvanceThemeForm(OfTheme):
    state: State

    def body(self, ids: Ids) -> dict[str, Any]:
        return {"theme": self.theme, "state": self.state}


ACTS: Mapping[str, type[ActForm]] = {
    "rename": RenameForm,
    "merge": MergeForm,
    "split": SplitForm,
    "create": CreateForm,
    "move": MoveForm,
    "assign": AssignForm,
    "unassign": AssignForm,
    "pin": PinForm,
    "reject": RejectForm,
    "mark": MarkForm,
    "unmark": MarkForm,
    "refuse": RefuseForm,
    "memo": MemoForm,
    "define": DefineForm,
    "code": CodeForm,
    "tell": TellForm,
    "advance": AdvanceForm,
    "advance_theme": AdvanceThemeForm,
}
