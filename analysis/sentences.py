"""Sentences of a report looked at as words: which are fixed ones of ours, which names stand in them, and how
none of them may speak."""

from collections.abc import Collection
from functools import cache

from analysis.shares import share_in
from analysis.words import LANGUAGES, LOCALE


def unsaid(text: str) -> str:
    """The words in a sentence that speak of a share of people, or of all or none of them, "" where there are
    none: in no language may a sentence do so, for the people who came are no sample."""
    return share_in(text)


def quoted_in(text: str, names: Collection[str]) -> list[str]:
    """The names that stand in quotation marks in a text, with the marks; the longest first."""
    marked = (f"{a}{name}{z}" for a, z in ("“”", "„”", "„“", "«»", '""') for name in names if name in text)
    return sorted((one for one in marked if one in text), key=len, reverse=True)


def fixed(text: str, language: str) -> bool:
    """Whether a sentence, or several in a row, are ours word for word, with nothing put in."""
    return text in _ours(language)


@cache
def _ours(language: str) -> frozenset[str]:
    from babel.messages.pofile import read_po

    told = language if language != "en" and language in LANGUAGES else "lv"
    with (LOCALE / f"{told}.po").open("rb") as po:
        messages = [message for message in read_po(po, locale=told) if isinstance(message.id, str)]
    chosen = [message.id if told != language else message.string for message in messages if message.id]
    return frozenset(one for one in chosen if isinstance(one, str) and "{" not in one)
