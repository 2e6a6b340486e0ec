"""One circle in a file, for the research team: sealed with the laptop's key, opened with suspicion."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import StringConstraints, TypeAdapter, ValidationError

from facilitator.packed import LARGEST, Torn, packed, unpacked
from facilitator.saying import N_, Saying
from facilitator.signing import Signer, signed_by, words
from facilitator.told import Checked, CircleTold, Counted, Gone, Id, Number, Part, Said, Several, SittingTold

SUFFIX = ".circle"
FORMAT = "aplis bundle"
SCHEMA = 2  # 2: a circle has a region
MANIFEST, SIGNATURE = "manifest.json", "signature"

DAMAGED = N_(
    "%(file)s is no bundle of aplis, or it was damaged on its way. Copy it anew from where it was made, or "
    "ask for it to be sent again."
)
CHANGED = N_(
    "%(file)s was damaged, or changed after it was signed. Do not use it: ask whoever held the circle for "
    "the bundle itself."
)
TOO_NEW = N_("%(file)s was made by a newer aplis: update aplis first.")
TOO_LARGE = N_("%(file)s is larger than a bundle can be. Look whether it is the file you mean.")
UNREADABLE = N_("%(file)s could not be read (%(why)s). Look whether it is there, and a file.")
WRONG = N_(
    "%(file)s is signed, but what it says does not fit together (%(where)s). Ask whoever held the circle to "
    "make the bundle again with today's aplis."
)


class Refused(Exception):
    """This file is not merged; `saying` names it and says what to do."""

    def __init__(self, text: str, file: str, **values: object) -> None:
        self.saying = Saying(text, {"file": file, **values})
        super().__init__(str(self.saying))


@dataclass(frozen=True)
class Content:
    """All that a bundle tells; each field is a part of the file."""

    circle: CircleTold
    sittings: tuple[SittingTold, ...]
    contributions: tuple[Said, ...]
    withdrawn: tuple[Gone, ...]
    checked: tuple[Checked, ...]
    counted: tuple[Counted, ...]


@dataclass(frozen=True, eq=False)
class Bundle:
    """A bundle that was opened: the `issue`-th of its circle, signed by `key`; `digest` is its parts'."""

    file: str
    issue: int
    digest: str
    key: str
    content: Content

    @property
    def circle(self) -> str:
        return self.content.circle.id

    @property
    def signer(self) -> str:
        return words(self.key)


_SHAPES: Mapping[str, TypeAdapter[Any]] = {
    "circle": TypeAdapter(CircleTold),
    "sittings": TypeAdapter(Several[SittingTold]),
    "contributions": TypeAdapter(Several[Said]),
    "withdrawn": TypeAdapter(Several[Gone]),
    "checked": TypeAdapter(Several[Checked]),
    "counted": TypeAdapter(Several[Counted]),
}


Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _PartHeld(Part):
    sha256: str
    bytes: Number


class _Manifest(Part):
    format: str
    schema_version: int
    issue: Number
    circle: Id
    key: Key
    words: str
    parts: dict[str, _PartHeld]


def parts_of(content: Content) -> dict[str, bytes]:
    """Each part as it stands in the file: JSON, the same bytes for the same content."""
    return {f"{field}.json": _json(getattr(content, field)) for field in _SHAPES}


def digest_of(parts: Mapping[str, bytes]) -> str:
    """One digest over all parts: over their digests, as `sha256sum` would list them."""
    listed = "".join(f"{_sha256(content)}  {name}\n" for name, content in parts.items())
    return _sha256(listed.encode())


def sealed(content: Content, issue: int, signer: Signer) -> bytes:
    """The file of a bundle; the same bytes for the same content, issue and key."""
    parts = parts_of(content)
    manifest = _Manifest(
        format=FORMAT,
        schema_version=_schema(content),
        issue=issue,
        circle=content.circle.id,
        key=signer.public,
        words=words(signer.public),
        parts={name: _PartHeld(sha256=_sha256(part), bytes=len(part)) for name, part in parts.items()},
    )
    told = _json(manifest)
    return packed({MANIFEST: told, **parts, SIGNATURE: signer.sign(told)})


def _schema(content: Content) -> int:
    """The first schema that can say this: whoever has that one's aplis, or a later, can read it."""
    return 2 if content.circle.region else 1


def opened(data: bytes, file: str) -> Bundle:
    """A bundle out of a file's bytes, once everything in it was checked. Raises Refused."""
    parts = _parts(data, file)
    told, signature = parts.pop(MANIFEST, b""), parts.pop(SIGNATURE, b"")
    manifest = _manifest(told, signature, file)
    held = {name: (one.sha256, one.bytes) for name, one in manifest.parts.items()}
    if held != {name: (_sha256(part), len(part)) for name, part in parts.items()}:
        raise Refused(CHANGED, file)
    content = _content(parts, file)
    if (content.circle.id, _schema(content)) != (manifest.circle, manifest.schema_version):
        raise Refused(WRONG, file, where=MANIFEST)
    return Bundle(file, manifest.issue, digest_of(parts), manifest.key, content)


def read(path: Path) -> Bundle:
    """The bundle in this file, called as the path is given. Raises Refused."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(TOO_LARGE, str(path))
        return opened(path.read_bytes(), str(path))
    except OSError as trouble:
        raise Refused(UNREADABLE, str(path), why=trouble.strerror) from trouble


def _parts(data: bytes, file: str) -> dict[str, bytes]:
    if len(data) > LARGEST:
        raise Refused(TOO_LARGE, file)
    try:
        return unpacked(data)
    except Torn as torn:
        raise Refused(DAMAGED, file) from torn


def _manifest(told: bytes, signature: bytes, file: str) -> _Manifest:
    """First whose it is and that nobody changed it, then what it says; that is so in every schema."""
    try:
        loose = json.loads(told)
        key, form, schema = loose["key"], loose["format"], loose["schema_version"]
    except (ValueError, KeyError, TypeError, RecursionError) as torn:
        raise Refused(DAMAGED, file) from torn
    if form != FORMAT:
        raise Refused(DAMAGED, file)
    if not isinstance(key, str) or not signed_by(key, signature, told):
        raise Refused(CHANGED, file)
    if isinstance(schema, int) and schema > SCHEMA:
        raise Refused(TOO_NEW, file)
    try:
        manifest = _Manifest.model_validate_json(told)
    except ValidationError as wrong:
        raise Refused(WRONG, file, where=_where(MANIFEST, wrong)) from wrong
    if not 1 <= manifest.schema_version <= SCHEMA or manifest.words != words(manifest.key):
        raise Refused(WRONG, file, where=MANIFEST)
    return manifest


def _content(parts: Mapping[str, bytes], file: str) -> Content:
    read: dict[str, Any] = {}
    for field, shape in _SHAPES.items():
        name = f"{field}.json"
        try:
            read[field] = shape.validate_json(parts.get(name, b""))
        except ValidationError as wrong:
            raise Refused(WRONG, file, where=_where(name, wrong)) from wrong
    content = Content(**read)
    loose = _loose_end(content)
    if loose or len(parts) != len(read):
        raise Refused(WRONG, file, where=loose or MANIFEST)
    return content


def _loose_end(content: Content) -> str:
    """Which part names something that is not there, or one thing twice; "" where all fits together."""
    sittings = {sitting.id: {voice.number for voice in sitting.voices} for sitting in content.sittings}
    said = {one.id: one for one in content.contributions}
    ids = [*(one.id for one in content.contributions), *(one.id for one in content.withdrawn)]
    if not sittings or len(sittings) != len(content.sittings):
        return "sittings.json"
    if len(set(ids)) != len(ids) or not all(_fits(one, sittings, said) for one in content.contributions):
        return "contributions.json"
    if any(one.session not in sittings for one in content.withdrawn):
        return "withdrawn.json"
    if not all(_stands(draft, sittings, said) for draft in content.checked):
        return "checked.json"
    counted = [one.session for one in content.counted]
    return "" if len(set(counted)) == len(counted) and set(counted) <= set(sittings) else "counted.json"


def _fits(one: Said, sittings: Mapping[str, set[int]], said: Mapping[str, Said]) -> bool:
    """Words and the mark that there are none exclude each other; voice and card are of the same sitting."""
    if one.session not in sittings or (one.voice is not None and one.voice not in sittings[one.session]):
        return False
    if one.redacted == bool(one.text) or (one.visibility == "withdrawn") != one.redacted:
        return False
    return one.joined_to is None or _of(one.session, [one.joined_to], said)


def _stands(draft: Checked, sittings: Mapping[str, set[int]], said: Mapping[str, Said]) -> bool:
    spans = all(
        _of(draft.session, [span.contribution], said)
        and span.start < span.end <= len(said[span.contribution].text)
        for span in draft.quotes
    )
    leans_on = [*draft.members, *(id for ids in draft.said_by.values() for id in ids)]
    return spans and draft.session in sittings and _of(draft.session, leans_on, said)


def _of(session: str, ids: Iterable[str], said: Mapping[str, Said]) -> bool:
    return all(id in said and said[id].session == session for id in ids)


def _json(told: object) -> bytes:
    plain = TypeAdapter(Any).dump_python(told, mode="json")
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


_TOLD = (_Manifest, CircleTold, SittingTold, Said, Gone, Checked, Counted)
_KEYS = {key for shape in _TOLD for key in shape.model_fields}


def _where(name: str, wrong: ValidationError) -> str:
    """The part and the place in it, never what stands there: that may be somebody's words, or a trap."""
    first = wrong.errors(include_input=False, include_context=False, include_url=False)[0]["loc"]
    known = [str(step) for step in first if isinstance(step, int) or step in _KEYS]
    return " ".join([name, *known])
