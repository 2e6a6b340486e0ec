"""Somebody's words that a researcher wrote down again, in a memo or an insight: they go with the words."""

import re
from collections.abc import Mapping
from typing import Any

RUN = 4  # so many of somebody's words in a row are a quote of them
GONE = "[…]"
_WORD = re.compile(r"\w+")


def without(value: Any, gone: str) -> Any:
    """The same value with every run of these words taken out of its texts."""
    if isinstance(value, str):
        return _without(value, gone)
    if isinstance(value, Mapping):
        return {key: without(inner, gone) for key, inner in value.items()}
    return [without(inner, gone) for inner in value] if isinstance(value, list) else value


def _without(text: str, gone: str) -> str:
    said = [word.casefold() for word in _WORD.findall(gone)]
    length = min(RUN, len(said))
    found = list(_WORD.finditer(text))
    if not length or len(found) < length or sum(map(len, said[:length])) < RUN:
        return text
    runs = {tuple(said[at : at + length]) for at in range(len(said) - length + 1)}
    words = [one.group().casefold() for one in found]
    quoted = {
        at + step
        for at in range(len(words) - length + 1)
        if tuple(words[at : at + length]) in runs
        for step in range(length)
    }
    for first, last in reversed(_stretches(sorted(quoted))):
        text = text[: found[first].start()] + GONE + text[found[last].end() :]
    return text


def _stretches(numbers: list[int]) -> list[tuple[int, int]]:
    """First and last of each run without a gap."""
    stretches: list[tuple[int, int]] = []
    for number in numbers:
        if stretches and stretches[-1][1] == number - 1:
            stretches[-1] = (stretches[-1][0], number)
        else:
            stretches.append((number, number))
    return stretches
