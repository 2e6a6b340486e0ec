"""The four aspects of trust: between citizens, in the state, in the municipality, in politicians."""

from collections.abc import Sequence

from analysis.exporters.telling import Telling
from analysis.pictures.diverging import Sides, sides, table
from analysis.pictures.lettering import plain
from analysis.pictures.marks import svg
from analysis.pictures.picture import Picture

ID = "trust-by-aspect"


def trust_by_aspect(
    tell: Telling, aspects: Sequence[Sides], *, untold: int = 0, also: Sequence[str] = ()
) -> Picture | None:
    """The picture of these aspects in their own order; None where nobody spoke of any. `untold`: of how many
    contributions it could not be told whose trust they are about; `also` are sentences under the picture."""
    if not any(one.told for one in aspects):
        return None
    title = tell("Trust and distrust, and in whom")
    said = " ".join(
        tell(
            "{name}: {trust} of trust, {distrust} of distrust, {mixed} of both.",
            name=plain(one.name),
            trust=one.trust,
            distrust=one.distrust,
            mixed=one.mixed,
        )
        for one in aspects
    )
    nobody = tell.count(
        "Of {n} contribution more it could not be told whose trust it is about.",
        "Of {n} contributions more it could not be told whose trust they are about.",
        untold,
    )
    marks, height = sides(tell, aspects, also=[*also, *([nobody] if untold else [])])
    figures = table(tell, tell("Whose trust"), aspects, "")
    return Picture(ID, title, said, svg(ID, title, said, height, marks), figures)
