"""What the finder sees in somebody's words, in their language; remembered while the program runs."""

from collections.abc import Sequence
from functools import lru_cache

from analysis.language import LANGUAGES
from analysis.pseudonyms import Find, find
from facilitator import model
from facilitator.work import Work


@lru_cache(maxsize=30_000)  # a large series' worth: its words are in memory while its page is read, no longer
def found(text: str, language: str) -> Sequence[Find]:
    """Finds in the text's order, none over another."""
    return tuple(find(text, language))


def language(work: Work, said: model.Contribution) -> str:
    """Of these words: as they were read, as their phone was, or else the circle's."""
    row = work.reading(said.session_id)
    read = next((one["language"] for one in (row.placed if row else ()) if one["id"] == said.id), "")
    return known(read) or known(said.language) or spoken(work, said.session_id)


def spoken(work: Work, session: str) -> str:
    """The language of a sitting's circle; empty where there is none."""
    sitting = work.session(session)
    circle = work.circle(sitting.circle_id) if sitting else None
    return circle.language if circle else ""


def typed_in(text: str, spoken: str) -> str:
    """Of a line being typed, told quickly: Russian by its letters, else what the circle speaks."""
    letters = [letter for letter in text if letter.isalpha()]
    russian = sum("\u0400" <= letter <= "\u04ff" for letter in letters)
    return "ru" if letters and 2 * russian > len(letters) else spoken


def known(language: str) -> str:
    """The language, where names are looked for in it; else empty."""
    return language if language in LANGUAGES else ""
