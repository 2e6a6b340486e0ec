"""The shape of a script file: which keys it has and what may stand in them."""

from collections.abc import Iterator, Mapping
from typing import Any

from facilitator import shapes
from facilitator.ground_rules import rules_shape
from facilitator.saying import N_
from facilitator.shapes import Check, Finding

CHOICES = {
    "form": ("alone", "pairs", "turns", "together"),
    "phones": ("away", "read", "write", "check"),
    "shared": ("facilitator", "projector", "phones"),
    "kind": ("experience", "insight", "talk", "theme", "other"),
}
KINDS = ("timeout", "topics", "silent", "review", "own")
ASKS = ("pulse_before", "pulse_after", "feedback")
ASPECTS = ("", "citizen_citizen", "citizen_municipality", "citizen_state", "citizen_politician")
LONGEST = 480  # minutes: a working day
QUESTION = "{question}"


def round_keys(said: Check) -> dict[str, Check]:
    """What a round says: each key, and the check of what stands there."""
    return {
        "id": shapes.name,
        "sections": _sections,
        "minutes": _minutes,
        "least": _minutes,
        **{key: shapes.choice(words) for key, words in CHOICES.items()},
        "asks": shapes.many(shapes.choice(ASKS), least=0),
        "aspect": shapes.choice(ASPECTS),
        "title": said,
        "prompt": _prompt(said),
        "say": shapes.many(said),
        "ask": shapes.many(said, least=0),
    }


def script_keys(said: Check) -> dict[str, Check]:
    """What a whole script says. `based_on` and `like` are gone before a script gets here."""
    step = shapes.table(round_keys(said), optional=("ask", "asks", "aspect", "least"))
    return {
        "id": shapes.name,
        "kind": shapes.choice(KINDS),
        "languages": shapes.languages,
        "minutes": _minutes,
        "title": said,
        "source": said,
        "ground_rules": rules_shape(said),
        "rounds": shapes.many(step),
    }


def shape_faults(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Everything in the file that has the wrong name or kind; nothing where it can be made a Script."""
    unknown = list(shapes.languages(data.get("languages", ()), "languages"))
    said = shapes.texts(() if unknown else data.get("languages", ()))
    yield from shapes.table(script_keys(said), optional=("kind",))(data, "")


def _prompt(said: Check) -> Check:
    """Texts in which {question} may stand for the circle's own question."""

    def check(value: Any, at: str) -> Iterator[Finding]:
        filled = value
        if isinstance(value, dict):
            filled = {
                key: text.replace(QUESTION, "?") if isinstance(text, str) else text
                for key, text in value.items()
            }
        yield from said(filled, at)

    return check


def _minutes(value: Any, at: str) -> Iterator[Finding]:
    if type(value) is not int or not 1 <= value <= LONGEST:
        values = {"value": shapes.shown(value), "most": LONGEST}
        yield Finding(at, shapes.IT_SAYS, N_("Write whole minutes, 1 to %(most)s."), values)


def _sections(value: Any, at: str) -> Iterator[Finding]:
    whole = isinstance(value, list) and all(type(section) is int for section in value)
    if not whole or not all(1 <= section <= 13 for section in value):
        remedy = N_("List sections of the method, 1 to 13, or none for a break.")
        yield Finding(at, shapes.IT_SAYS, remedy, {"value": shapes.shown(value)})
