"""The codebook of a series, version by version: what was changed by whom and why; nothing is written over."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from analysis.codebook import FOLDER, CodebookBroken, book_of
from facilitator import researched
from facilitator.keeping import answered
from facilitator.reading_room import CODEBOOK
from facilitator.session import Stale
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NoSuchSeat, WordsRefused

Data = dict[str, Any]
Words = Mapping[str, str]
TEXTS = ("label", "definition", "example")
LISTS = ("include", "exclude", "seeds")
KEPT_BY_LANGUAGE = (*TEXTS, *LISTS)
COLOURS = tuple(  # for new codes: no two alike, none too light or too dark to see
    f"#{red:02X}{green:02X}{(red * 3 + green * 5) % 256:02X}"
    for red in range(24, 232, 16)
    for green in range(40, 216, 32)
)


@dataclass(frozen=True)
class Version:
    """`number` 0 is the book that aplis brings, before anybody changed it."""

    number: int
    version: str
    codes: int
    who: str
    why: str
    at: str


@dataclass(frozen=True)
class Change:
    """One thing that differs between two versions. `kind` is added, retired or changed; `part` what of the
    code changed, with its language; of the book itself where `code` is ""."""

    kind: str
    code: str
    part: str = ""
    language: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Typed:
    """A code as somebody writes it down: for each part and language its words, lists a line each."""

    texts: Mapping[str, Words] = field(default_factory=dict)
    domain: str = ""
    parent: str = ""


def versions(work: Work) -> list[Version]:
    """The newest first; the one aplis brings is always the last."""
    rows = [
        Version(
            row.number,
            str(row.book.get("version", "")),
            len(row.book["codes"]),
            row.who,
            row.why,
            row.at.isoformat(timespec="minutes"),
        )
        for row in work.rows(researched.CodebookVersion)
    ]
    first = data(work, 0)
    return [*reversed(rows), Version(0, str(first["version"]), len(first["codes"]), "", "", "")]


def newest(work: Work) -> int:
    return max((row.number for row in work.rows(researched.CodebookVersion)), default=0)


def data(work: Work, number: int) -> Data:
    """A version in the shape of its JSON file. Raises NoSuchSeat where there is none."""
    if number == 0:
        return dict(json.loads((FOLDER / f"{CODEBOOK}.json").read_text("utf-8")))
    row = work.one(researched.CodebookVersion, number=number)
    if row is None:
        raise NoSuchSeat
    return deepcopy(row.book)


def save(store: Store, made: Any, *, who: str, why: str, seen: int) -> int:
    """A new version; its number. Raises CodebookBroken with all faults, WordsRefused(no_who), NotNow; Stale
    where somebody saved one after `seen`."""
    return answered(store, partial(_save, made, who=who, why=why, seen=seen))


def change(store: Store, code: str, typed: Typed, *, who: str, why: str, seen: int) -> int:
    """A code's names, definitions and words, as typed. Raises NoSuchSeat, and as save."""
    return _edited(store, lambda book: _changed(book, code, typed), who=who, why=why, seen=seen)


def add(store: Store, typed: Typed, *, who: str, why: str, seen: int) -> int:
    """A new code; a language in which nothing was typed takes the words of the first that has some."""
    return _edited(store, lambda book: _added(book, typed), who=who, why=why, seen=seen)


def retire(store: Store, code: str, *, who: str, why: str, seen: int) -> int:
    """Take a code out, with what points to it; what was coded by it stays so. Raises NoSuchSeat."""
    return _edited(store, lambda book: _retired(book, code), who=who, why=why, seen=seen)


def use_again(store: Store, number: int, *, who: str, why: str, seen: int) -> int:
    """An earlier version as the newest one."""
    return answered(store, lambda work: _save(data(work, number), work, who=who, why=why, seen=seen))


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What is different, code by code."""
    old, new = ({one["id"]: one for one in book["codes"]} for book in (before, after))
    found = [Change("added", id) for id in new if id not in old]
    found += [Change("retired", id) for id in old if id not in new]
    for id in (id for id in new if id in old):
        found += _different(id, old[id], new[id])
    for part in sorted((before.keys() | after.keys()) - {"codes", "version"}):
        if before.get(part) != after.get(part):
            found.append(Change("changed", "", part))
    return found


def _different(id: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for part in sorted(old.keys() | new.keys()):
        before, after = old.get(part), new.get(part)
        if before == after:
            continue
        if isinstance(before or after, dict) and part in KEPT_BY_LANGUAGE:
            before, after = before or {}, after or {}
            for language in sorted(before.keys() | after.keys()):
                was, now = _plain(before.get(language)), _plain(after.get(language))
                if was != now:
                    yield Change("changed", id, part, language, was, now)
        else:
            yield Change("changed", id, part, "", _plain(before), _plain(after))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _edited(store: Store, edit: Callable[[Data], Data], *, who: str, why: str, seen: int) -> int:
    return answered(
        store, lambda work: _save(edit(data(work, newest(work))), work, who=who, why=why, seen=seen)
    )


def _save(made: Any, work: Work, *, who: str, why: str, seen: int) -> int:
    if not who.strip():
        raise WordsRefused("no_who")
    last = newest(work)
    if seen != last:
        raise Stale
    book_of(made, "codebook")
    number, kept = last + 1, dict(made)
    taken = {(one.version) for one in versions(work)}
    if kept["version"] in taken:
        kept["version"] = f"{kept['version'].partition('+')[0]}+{number}"
    work.add(
        researched.CodebookVersion(number=number, book=kept, who=who.strip()[:80], why=why.strip()[:1000])
    )
    return number


def _changed(book: Data, code: str, typed: Typed) -> Data:
    one = next((one for one in book["codes"] if one["id"] == code), None)
    if one is None:
        raise NoSuchSeat
    for part, words in typed.texts.items():
        kept = {language: _read(part, text) for language, text in words.items()}
        one[part] = {language: said for language, said in {**one.get(part, {}), **kept}.items() if said}
        if not one[part] and part not in ("label", "definition", "seeds"):
            del one[part]
    for language, weak in one.get("weak_seeds", {}).items():
        one["weak_seeds"][language] = [word for word in weak if word in one["seeds"].get(language, ())]
    if typed.domain:
        one["domain"] = typed.domain
    one.pop("parent", None)
    if typed.parent:
        one["parent"] = typed.parent
    return book


def _added(book: Data, typed: Typed) -> Data:
    codes: list[Data] = book["codes"]
    texts = {part: _everywhere(words, book["languages"], part) for part, words in typed.texts.items()}
    name = next((text for text in typed.texts.get("label", {}).values() if text.strip()), "")
    colours = {one["colour"] for one in codes}
    id = _id_of(name, {one["id"] for one in (*codes, *book.get("special_codes", ()))})
    fresh = {
        "id": id,
        "short": _short({one["short"] for one in codes}),
        "domain": typed.domain or book["domains"][0]["id"],
        "colour": next(one for one in COLOURS if one not in colours),
        **{part: said for part, said in texts.items() if said or part in ("label", "definition", "seeds")},
    }
    if typed.parent:
        fresh["parent"] = typed.parent
    codes.append(fresh)
    return book


def _retired(book: Data, code: str) -> Data:
    codes = [one for one in book["codes"] if one["id"] != code]
    gone = next((one for one in book["codes"] if one["id"] == code), None)
    if gone is None:
        raise NoSuchSeat
    book["codes"] = [_unlinked(one, code, gone.get("parent", "")) for one in codes]
    book["examples"] = list(_examples_without(book.get("examples", ()), code))
    return book


def _unlinked(one: Data, code: str, above: str) -> Data:
    """A code without what points to the one that goes; what lay under that one lies under the one `above`."""
    plain = {key: said for key, said in one.items() if key not in ("near", "include", "exclude", "parent")}
    if near := [id for id in one.get("near", ()) if id != code]:
        plain["near"] = near
    for part in ("include", "exclude"):
        kept = {of: [n for n in notes if not _points(n, code)] for of, notes in one.get(part, {}).items()}
        if kept := {of: notes for of, notes in kept.items() if notes}:
            plain[part] = kept
    if parent := above if one.get("parent") == code else one.get("parent"):
        plain["parent"] = parent
    return plain


def _examples_without(examples: Sequence[Data], code: str) -> Iterator[Data]:
    """An example of this code alone goes: else it would teach that no code fits."""
    for one in examples:
        codes = [id for id in one.get("codes", ()) if id != code]
        if codes or code not in one.get("codes", ()):
            yield one | ({"codes": codes} if "codes" in one else {})


def _points(note: str, code: str) -> bool:
    return re.search(rf"->.*\b{re.escape(code)}\b", note) is not None


def _read(part: str, text: str) -> Any:
    """What was typed, as the book keeps it: lists a line each, seeds also with commas."""
    if part not in LISTS:
        return " ".join(text.split())
    parts = re.split(r"[\n,;]" if part == "seeds" else r"\n", text)
    return [" ".join(one.split()) for one in parts if one.strip()]


def _everywhere(words: Words, languages: Sequence[str], part: str) -> Data:
    said = {language: _read(part, text) for language, text in words.items()}
    said = {language: one for language, one in said.items() if one}
    if part not in ("label", "definition", "seeds") or not said:
        return said
    first = next(iter(said.values()))
    return {language: said.get(language, first) for language in languages}


def _id_of(name: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFD", name.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40]
    stem = stem if re.match(r"[a-z]", stem) else f"code_{stem}".rstrip("_")
    names = (stem if number == 1 else f"{stem}_{number}" for number in range(1, len(taken) + 2))
    return next(one for one in names if one not in taken)


def _short(taken: set[str]) -> str:
    return next(one for one in (f"N{number:02}" for number in range(1, len(taken) + 2)) if one not in taken)


def faults_of(trouble: CodebookBroken) -> list[str]:
    """Each fault as a sentence: where, what, and what to do about it."""
    return [str(one) for one in trouble.faults]
