"""What is spoken of with trust, what with distrust: counted, with the codes it goes with, and quoted."""

from collections.abc import Iterator, Sequence

from analysis.across.counted import Line as Spoken
from analysis.exporters.blocks import Block, Claim, Claims, Line, Quotes, Sub
from analysis.grading import measured
from analysis.report import Theme
from analysis.summary.choosing import quoted
from analysis.summary.gathered import Gathered, ids, sentence

CODES = 2
FEWEST_QUOTES = 2
"""Quotes of what points one way or the other; where fewer stand there, others stand beside them."""
FEWEST = 3
"""Contributions that carry a code, or speak both ways at once, before it is told."""
LOOKED_AT = ("reviewed", "released")


def pointing(lines: Sequence[Spoken], way: str) -> list[Spoken]:
    """Those that speak of trust, distrust or mixed; "" for those of which it could not be told."""
    return [one for one in lines if one.placed.valence == way]


def builds_and_erodes(all_: Gathered, lines: Sequence[Spoken], themes: Sequence[Theme]) -> Iterator[Block]:
    """What builds trust, what erodes it, both at once, each with its codes; as the program reads it, and so
    said in the heading, unless researchers went over the one theme it is of or said it of each contribution.

    Quotes stand under it only where a person said that they point that way, or went over them or the theme.
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
        sure = mine if people else [one for one in mine if _said_by_people(one)]
        told = len(sure) == len(mine)
        yield Sub(heading if told else tell("{heading}, as the program reads it", heading=heading))
        reach, figures = all_.times(ids(mine))
        claim, codes = all_.claim(sentence(reach), ids(mine), *figures), list(_codes(all_, mine))
        yield Claims([claim, *codes]) if codes else claim
        first = ids([one for one in sure if _said_by_people(one)])
        if said := quoted(all_, ids(sure), themes, most=1 if way == "mixed" else 2, first=first):
            yield Quotes(said)


def _said_by_people(one: Spoken) -> bool:
    """Whether a person said which way it points, or went over what is said of it."""
    told = one.placed.facets.get("valence")
    return one.placed.state in LOOKED_AT or (told is not None and told.by_person)


def besides(
    all_: Gathered, lines: Sequence[Spoken], themes: Sequence[Theme], told: Sequence[Block]
) -> Iterator[Block]:
    """Quotes whichever way they point, where few or none stand in what was told of that: over circles, ways
    and languages. A theme's most central statement comes first, unless a person chose quotes of it."""
    already = sum(len(block.said) for block in told if isinstance(block, Quotes))
    if already >= FEWEST_QUOTES:
        return
    said = quoted(all_, ids(lines), themes, most=2 if already else 4, first=_central(themes))
    if told and said:
        yield Sub(all_.tell("Other voices") if already else all_.tell("What people said"))
    yield Quotes(said) if said else Line(all_.tell("Nobody whose words are here agreed to be quoted."))


def _central(themes: Sequence[Theme]) -> Sequence[str]:
    """The contribution of one theme's most central statement; none where people changed what is in it, or
    chose quotes of it."""
    quotes = themes[0].quotes if len(themes) == 1 else ()
    if not quotes or any(one.chosen for one in quotes) or not measured(themes[0].quality):
        return ()
    return [quotes[0].contribution]


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
