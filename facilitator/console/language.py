"""Which language the console speaks, and how sentences from the rooms below are said in it."""

from collections.abc import Mapping

from flask import request

from facilitator.console.key import house
from facilitator.saying import Saying
from facilitator.shapes import Finding
from participant_ui import i18n

COOKIE = "aplis-language"
FACES = frozenset(
    {
        "key",
        "bring_together",
        "home",
        "host",
        "invite",
        "personal",
        "promise",
        "hand_over",
        "bring_in",
        "projector",
        "reading_desk",
        "recorder",
        "research",
        "screens",
        "scripts",
        "check",
        "coders",
        "coders_elsewhere",
        "codebook",
        "takehome",
    }
)
Said = Mapping[str, str]


def speak() -> None:
    """Before each of the console's pages: chosen here before, else as set, else as the browser asks."""
    if not request.blueprints or FACES.intersection(request.blueprints):
        i18n.use(i18n.best(request.cookies.get(COOKIE) or house().settings.language, own="en"))


def told(saying: Saying | Finding) -> str:
    """A sentence of a room below, in the reader's language."""
    return saying.said(i18n.catalog(i18n.language()).gettext)


def for_room(sentence: Said, language: str) -> str:
    """What is said to the people in the room: in the circle's language, whatever the console speaks."""
    return sentence.get(language) or i18n.said(sentence)[1]


def in_language(text: str, language: str) -> str:
    """One of our own sentences in a language that need not be the reader's."""
    return i18n.catalog(language).gettext(text)
