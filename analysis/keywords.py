"""The words of a theme that its name does not say already."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"\w+")


def beyond(keywords: Sequence[str], *names: str) -> list[str]:
    """The keywords in which there is a word that none of the names has; capitals do not count."""
    said = {word for name in names for word in _words(name)}
    return [keyword for keyword in keywords if not _words(keyword) <= said]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
