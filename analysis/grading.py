"""How well a theme holds, in three steps each, so that a word can be found for every number."""

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
    """Each is high, middle or low: how alike, how far from the next theme, how surely found again."""

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
    """False where nothing is known: a reading that was kept before themes were measured."""
    return quality != Quality()


def _step(value: float, steps: tuple[float, float]) -> str:
    high, middle = steps
    return HIGH if value >= high else MIDDLE if value >= middle else LOW
