"""What a person accepted is replaced, and noted without the words that stood there."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.pseudonyms.kinds import Confidence, Find, Kind


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One replacement: where it stands in the new text, what stands there, who decided and when.

    Nothing of the original is kept, neither its letters nor their number, nor a hash: names, phone numbers
    and codes are few enough to try them all against one.
    """

    contribution: str
    start: int
    kind: Kind
    placeholder: str
    confidence: Confidence
    reason: str
    by: str
    at: str


def replaced(text: str, accepted: Sequence[Find]) -> str:
    """The text with the accepted finds' placeholders in their places.

    Raises ValueError where two overlap or one lies outside the text.
    """
    parts: list[str] = []
    done = 0
    for one in _in_order(text, accepted):
        parts += (text[done : one.start], one.placeholder)
        done = one.end
    return "".join((*parts, text[done:]))


def moved(start: int, end: int, accepted: Sequence[Find]) -> tuple[int, int]:
    """Where a span of a text lies in `replaced(text, accepted)`: the same words, placeholders among them.

    A span that begins or ends inside what was replaced takes the whole placeholder in.
    """
    ordered = sorted(accepted, key=lambda one: one.start)
    return _moved(start, ordered, ends=False), _moved(end, ordered, ends=True)


def _moved(place: int, ordered: Sequence[Find], *, ends: bool) -> int:
    shift = 0
    for one in ordered:
        if place <= one.start:
            break
        if place < one.end:
            return one.start + shift + (len(one.placeholder) if ends else 0)
        shift += len(one.placeholder) - (one.end - one.start)
    return place + shift


def logged(text: str, accepted: Sequence[Find], *, contribution: str, by: str, at: str) -> list[LogEntry]:
    """The entries for `replaced(text, accepted)`. `by` is whoever decided, `at` the time as written.

    Raises ValueError as `replaced` does.
    """
    entries: list[LogEntry] = []
    moved = 0
    for one in _in_order(text, accepted):
        entries.append(
            LogEntry(
                *(contribution, one.start + moved, one.kind, one.placeholder, one.confidence),
                *(one.reason.template, by, at),
            )
        )
        moved += len(one.placeholder) - (one.end - one.start)
    return entries


def _in_order(text: str, accepted: Sequence[Find]) -> list[Find]:
    ordered = sorted(accepted, key=lambda one: one.start)
    done = 0
    for one in ordered:
        if one.start < done or one.end > len(text):
            raise ValueError(f"a find at {one.start} overlaps another or lies outside the text")
        done = one.end
    return ordered
