"""What researchers read: contributions without persons."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Contribution:
    """One thing somebody said or wrote.

    `voice` tells different speakers apart within a circle and names nobody; empty where unknown.
    `language` is a two-letter code as given by the source, empty where it is to be found out.
    `quotable` is False where the person did not agree to be quoted: it counts, and is never shown.
    """

    id: str
    text: str
    voice: str = ""
    round: str = ""
    circle: str = ""
    language: str = ""
    quotable: bool = True


@dataclass(frozen=True)
class Corpus:
    title: str
    contributions: Sequence[Contribution]
    question: str = ""
