"""The words of a theme that its name does not say already, and how long a word can be where it is shown."""

import re
from collections.abc import Sequence

LONGEST = 40
"""Letters of a word in a name; nobody reads more, and a line holds no more."""
_WORD = re.compile(r"\w+")
_LONG = re.compile(rf"(\S{{{LONGEST}}})\S+")


def short(name: str) -> str:
    """A name or keyword with overlong words cut, "…" where the rest was."""
    return _LONG.sub(r"\1…", name)


def beyond(keywords: Sequence[str], *names: str) -> list[str]:
    """The keywords in which there is a word that none of the names has; capitals do not count."""
    said = {word for name in names for word in _words(name)}
    return [keyword for keyword in keywords if not _words(keyword) <= said]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
