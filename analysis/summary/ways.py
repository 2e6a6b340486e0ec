"""What is spoken of with trust, what with distrust: counted, with the codes it goes with, and quoted."""

from collections.abc import Iterator, Sequence

from analysis.across.counted import Line as Spoken
from analysis.exporters.blocks import Block, Claim, Claims, Quotes, Sub
from analysis.report import Theme
from analysis.summary.choosing import quoted
from analysis.summary.gathered import Gathered, ids, sentence

CODES = 2
FEWEST = 3
"""Contributions that carry a code, or speak both ways at once, before it is told."""
SURE = 0.7
"""How sure the program must be of which way a contribution points before it is quoted for that."""
LOOKED_AT = ("reviewed", "released")


def pointing(lines: Sequence[Spoken], way: str) -> list[Spoken]:
    """Those that speak of trust, distrust or mixed; "" for those of which it could not be told."""
    return [one for one in lines if one.placed.valence == way]


def builds_and_erodes(all_: Gathered, lines: Sequence[Spoken], themes: Sequence[Theme]) -> Iterator[Block]:
    """What builds trust, what erodes it, both at once; each with its codes and one or two quotes.

    As the program reads it, and so said in the heading, unless researchers went over the one theme it is of
    or said of each contribution in it which way it points.
    """
    tell, people = all_.tell, [theme.state in LOOKED_AT for theme in themes] == [True]
    headings = {
        "trust": tell("What builds trust"),
        "distrust": tell("What wears trust down"),
        "mixed": tell("Trust and distrust at once"),
    }
    for way, heading in headings.items():
        mine = pointing(lines, way)
        if len(mine) < (FEWEST if way == "mixed" else 1):
            continue
        told = people or all(one.placed.facets["valence"].by_person for one in mine)
        yield Sub(heading if told else tell("{heading}, as the program reads it", heading=heading))
        reach, figures = all_.times(ids(mine))
        claim, codes = all_.claim(sentence(reach), ids(mine), *figures), list(_codes(all_, mine))
        yield Claims([claim, *codes]) if codes else claim
        sure = mine if people else _sure(mine)
        first = ids([one for one in sure if one.placed.facets["valence"].by_person])
        if said := quoted(all_, ids(sure), themes, most=1 if way == "mixed" else 2, first=first):
            yield Quotes(said)


def _sure(lines: Sequence[Spoken]) -> list[Spoken]:
    """Those of which a person said it, or the program is sure."""
    told = ((one, one.placed.facets["valence"]) for one in lines)
    return [one for one, how in told if how.by_person or how.sure >= SURE]


def _codes(all_: Gathered, lines: Sequence[Spoken]) -> Iterator[Claim]:
    """What some of these are about besides, by the codebook: the codes of most circles first."""
    book = all_.report.codebook
    if book is None or all_.tell.way() == "codebook":
        return
    by_code: dict[str, list[str]] = {}
    for one in lines:
        for code in one.placed.codes:
            by_code.setdefault(code, []).append(one.id)
    often = [(code, found) for code, found in by_code.items() if FEWEST <= len(found) < len(lines)]
    often = [(code, found) for code, found in often if len(all_.circles_of(found)) > 1]
    often.sort(key=lambda item: (-len(all_.circles_of(item[1])), -len(item[1]), item[0]))
    for code, found in often[:CODES]:
        reach, figures = all_.times(found)
        text = all_.tell("With “{name}”: {reach}.", name=book.named(code, all_.tell.language), reach=reach)
        yield all_.claim(text, found, *figures)


def both_ways(all_: Gathered, lines: Sequence[Spoken]) -> Claim | None:
    """In how many circles somebody spoke with trust and somebody with distrust; None where in none."""
    trust = {one.circle for one in pointing(lines, "trust")}
    distrust = {one.circle for one in pointing(lines, "distrust")}
    there = trust & distrust
    if not there:
        return None
    sources = [one.id for one in lines if one.circle in there and one.placed.valence in ("trust", "distrust")]
    text = all_.tell.count(
        "Within {n} circle it was spoken of both ways.",
        "Within {n} circles it was spoken of both ways.",
        len(there),
    )
    return all_.claim(text, sources, "circles")
