"""What builds trust and what wears it down: how much in each theme speaks of trust, of distrust, of both."""

from collections.abc import Sequence

from analysis.exporters.telling import Telling
from analysis.pictures.diverging import Sides, sides, table
from analysis.pictures.lettering import plain
from analysis.pictures.marks import svg
from analysis.pictures.picture import Picture

ID = "trust-by-theme"
MOST_ROWS = 24
"""Themes in one picture: more do not fit a page."""


def trust_by_theme(tell: Telling, themes: Sequence[Sides], *, also: Sequence[str] = ()) -> Picture | None:
    """The picture, from the theme that speaks most of trust down to the one that speaks most of distrust;
    None where none speaks of either. `also` are sentences under it."""
    ordered = sorted((one for one in themes if one.told), key=lambda one: one.distrust - one.trust)
    if not ordered:
        return None
    title = tell("What builds trust and what wears it down")
    said = _described(tell, ordered)
    marks, height = sides(tell, _shown(tell, ordered), also=also)
    figures = table(tell, tell("Theme"), ordered, said)
    return Picture(ID, title, said, svg(ID, title, said, height, marks), figures)


def _shown(tell: Telling, ordered: Sequence[Sides]) -> list[Sides | str]:
    """Both ends of many themes, and how many are left out between them."""
    if (more := len(ordered) - MOST_ROWS) <= 0:
        return list(ordered)
    left = tell.count("{n} more theme is in the table", "{n} more themes are in the table", more)
    return [*ordered[: MOST_ROWS // 2], left, *ordered[-MOST_ROWS // 2 :]]


def _described(tell: Telling, ordered: Sequence[Sides]) -> str:
    """Where people said most of it, what outweighs; else that it is the program's reading."""
    most, least = ordered[0], ordered[-1]
    if not (most.by_people and least.by_people):
        return tell.count(
            "{n} theme, as the program reads it: trust to the right, distrust to the left.",
            "{n} themes, as the program reads them: trust to the right, distrust to the left.",
            len(ordered),
        )
    told = []
    if most.trust > most.distrust:
        told.append(
            tell(
                "Trust outweighs distrust most in “{name}”: {trust} to {distrust} contributions.",
                name=plain(most.name),
                trust=most.trust,
                distrust=most.distrust,
            )
        )
    if least.distrust > least.trust:
        told.append(
            tell(
                "Distrust outweighs trust most in “{name}”: {distrust} to {trust} contributions.",
                name=plain(least.name),
                trust=least.trust,
                distrust=least.distrust,
            )
        )
    return " ".join(told) or tell("In no theme does trust outweigh distrust, nor distrust trust.")
