"""How well a theme holds, in three steps each, so that a word is found; which codes say something of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.report import Quality

HIGH, MIDDLE, LOW = "high", "middle", "low"

# From which number on a step is high, and from which middle. What is reliable is high in the first and last:
# see analysis.quality. Two groups of unlike texts lie about .75 apart once language is taken out.
COHESION = (0.5, 0.4)
SEPARATION = (0.75, 0.6)
STABILITY = (0.7, 0.5)
LEAKAGE = (0.2, 0.05)  # here high is what nobody wants


@dataclass(frozen=True)
class Grade:
    """Each is high, middle or low, or "" where it is not known: how alike, how far from the next theme, how
    surely found again."""

    cohesion: str
    separation: str
    stability: str


def grade(quality: Quality) -> Grade:
    return Grade(
        _step(quality.cohesion, COHESION),
        _step(quality.separation, SEPARATION),
        _step(quality.stability, STABILITY),
    )


def leaks(leakage: float) -> str:
    """How much themes follow the language that was spoken: high, middle or low."""
    return _step(leakage, LEAKAGE)


def measured(quality: Quality) -> bool:
    """False where nothing is known: of a theme that people changed since, or that was kept before themes were
    measured."""
    return any((quality.cohesion, quality.separation, quality.stability))


def commonest(codes: Mapping[str, int], size: int) -> list[tuple[str, int]]:
    """Codes that say something of a theme of this size: at most three, each in a fifth of it and in two."""
    often = [(code, n) for code, n in codes.items() if n >= 2 and 5 * n >= size]
    return sorted(often, key=lambda one: (-one[1], one[0]))[:3]


def _step(value: float | None, steps: tuple[float, float]) -> str:
    if value is None:
        return ""
    high, middle = steps
    return HIGH if value >= high else MIDDLE if value >= middle else LOW
