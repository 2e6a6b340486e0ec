"""How themes hold and why a contribution is in none, for programs: the same words in every language."""

from analysis.grading import measured
from analysis.report import Placed, Theme

UNREAD = "not sorted yet"


def why(placed: Placed) -> str | None:
    """Why a contribution is in no theme, as an id: says nothing, far from all, no code fits, too few; or that
    it came after the reading. None where it is in one."""
    return None if placed.theme is not None else placed.reason or UNREAD


def state(theme: Theme) -> str | None:
    """reliable, weak or too few; None where it was not measured."""
    return theme.quality.state if measured(theme.quality) else None


def quality(theme: Theme) -> dict[str, object]:
    """The figures of a theme, by name; null where one is not known. See analysis.report.Quality."""
    found, known = theme.quality, measured(theme.quality)
    return {
        "cohesion": _rounded(found.cohesion) if known else None,
        "separation": _rounded(found.separation) if known else None,
        "stability": _rounded(found.stability) if known else None,
        "circles": theme.circles or None,
        "people": found.voices or None,
        "languages": list(found.languages),
    }


def sure(placed: Placed) -> float | None:
    """How near a contribution is to its theme, 0 to 1; None where it is in none."""
    return None if placed.theme is None else _rounded(placed.confidence)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)
