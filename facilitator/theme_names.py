"""What is left of a theme's name when words go: what others said too stays, all else goes with the words."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from analysis.naming import words_of

_WORD = re.compile(r"[^\W\d_]+")
_STEM, _TAIL = 3, 3  # letters that a form of a word surely shares with it, and that it may lack at its end

# A theme as a reading keeps it: `said_by` are contributions that hold a word of its names, by the word in
# small letters; `given`: the name is a codebook's, and nobody's words.
Kept = Mapping[str, Any]


def touched(theme: Kept, members: Iterable[str], gone: set[str]) -> bool:
    """Is any of these contributions in the theme, or does its name lean on one?"""
    said_by = theme.get("said_by", {}).values()
    return not gone.isdisjoint(members) or any(not gone.isdisjoint(ids) for ids in said_by)


def without(theme: Kept, gone: set[str]) -> dict[str, Any]:
    """The theme with those names alone of which every word is still said by somebody who may be quoted.

    A reading that does not say who said them loses them all.
    """
    said_by = {word: [id for id in ids if id not in gone] for word, ids in theme.get("said_by", {}).items()}
    return _leaning_on(theme, said_by)


def changed(theme: Kept, contribution: str, words: str) -> dict[str, Any]:
    """The same where somebody's words changed a little: names stay that lean on none of those which went.

    A word of a name counts as still there where a word of the text begins like it.
    """
    there = [word.casefold() for word in _WORD.findall(words)]

    def holds(word: str) -> bool:
        return any(one.startswith(word[: max(_STEM, len(word) - _TAIL)]) for one in there)

    said_by = {
        word: [id for id in ids if id != contribution or holds(word)]
        for word, ids in theme.get("said_by", {}).items()
    }
    return _leaning_on(theme, said_by)


def _leaning_on(theme: Kept, said_by: Mapping[str, list[str]]) -> dict[str, Any]:
    def stays(name: str) -> bool:
        return all(said_by.get(word) for word in words_of(name))

    left: dict[str, Any] = dict(theme) | {"said_by": said_by}
    if not theme.get("given"):
        left["label"] = theme["label"] if stays(theme["label"]) else ""
        left["labels"] = {language: name for language, name in theme["labels"].items() if stays(name)}
    if "keywords" in theme:
        left["keywords"] = [word for word in theme["keywords"] if stays(word)]
    return left


def nameless(themes: Iterable[Kept], gone: set[str]) -> list[dict[str, Any]]:
    """The themes, those that lean on these contributions without what only they said in their names."""
    return [without(one, gone) if touched(one, one["members"], gone) else dict(one) for one in themes]


def less(theme: Kept, contribution: str) -> dict[str, Any]:
    """The theme without one of its contributions."""
    members = [m for m in theme["members"] if m != contribution]
    quotes = [q for q in theme["quotes"] if q["contribution"] != contribution]
    return dict(theme) | {"members": members, "quotes": quotes, "size": len(members)}
