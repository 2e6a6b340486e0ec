"""What the circles say together: agreements, differences, what stayed open, what nobody spoke of, and what
people took with them."""

from collections.abc import Iterator, Sequence

from analysis.across import differences
from analysis.exporters.blocks import Block, Claim, Claims, Line, Link, Pairs, Points, Quotes, Section, Sub
from analysis.summary.choosing import quoted
from analysis.summary.gathered import Gathered, ids
from analysis.summary.ways import both_ways

FEW = 12
"""Circles whose recorders' answers stand in the text itself; with more they go to an annex."""
MOST_QUOTES = 8
MOST = 5


def together(all_: Gathered) -> Section:
    tell = all_.tell
    parts = [
        *_differ(all_),
        *recorded(all_, annex=False),
        *_unsorted(all_),
        *_untouched(all_),
        *_rejected(all_),
    ]
    blocks: list[Block] = []
    if not parts:
        blocks.append(Line(tell("Nothing of this was noted.")))
    elif not any(held.evening and held.evening.answers for held in all_.report.circles):
        blocks.append(
            Line(
                tell("No recorder wrote where people agreed: only what differs and what stayed open is here.")
            )
        )
    return Section("together", tell("Where people agreed, where not, and what stayed open"), blocks, parts)


def _differ(all_: Gathered) -> Iterator[Section]:
    """Themes spoken of both ways within one circle; themes that some circles speak of more than others."""
    tell = all_.tell
    blocks: list[Block] = []
    both = [(theme, found) for theme in all_.themes if (found := both_ways(all_, all_.of(theme)))]
    both.sort(key=lambda item: -item[1].figures["circles"])
    if both := both[:MOST]:
        blocks.append(
            Line(
                tell(
                    "Within one and the same circle, as the program reads it, some spoke with trust and some "
                    "with distrust of:"
                )
            )
        )
        blocks.append(Claims([_in_circles(all_, all_.named(theme), one) for theme, one in both]))
    if more := list(_more_here(all_)):
        blocks.append(
            Line(tell("Some circles speak of a theme more than the others do. That says nothing of a place."))
        )
        blocks.append(Claims(more))
    if blocks:
        yield Section("differ", tell("Where it differs"), blocks)


def _in_circles(all_: Gathered, name: str, both: Claim) -> Claim:
    circles = all_.tell.count("in {n} circle", "in {n} circles", both.figures["circles"])
    return all_.claim(all_.tell("“{name}”: {reach}.", name=name, reach=circles), both.sources, "circles")


def _more_here(all_: Gathered) -> Iterator[Claim]:
    found: dict[str, list[str]] = {}
    for one in differences(all_.report, all_.tables):
        if one.more:
            found.setdefault(one.theme, []).append(one.circle)
    for theme in all_.themes:
        if circles := found.get(theme.id):
            sources = [one.id for one in all_.of(theme) if one.circle in circles]
            where = all_.from_circles(sources)
            yield all_.claim(all_.tell("“{name}” {where}", name=all_.named(theme), where=where), sources)


def recorded(all_: Gathered, *, annex: bool) -> Iterator[Section]:
    """The recorders' answers, question by question, each under its circle's number; of many circles they
    stand in an annex."""
    tell = all_.tell
    by_question: dict[str, list[tuple[str, str]]] = {}
    for held in all_.report.circles:
        for one in held.evening.answers if held.evening else ():
            where = tell("Circle {circle}", circle=held.id)
            by_question.setdefault(one.question, []).append((where, one.text))
    if not by_question:
        return
    many = max(map(len, by_question.values())) > FEW
    heading, id = tell("What the recorders wrote at the end"), "recorded"
    if many and not annex:
        to = Line(tell("It stands in an annex, circle by circle."), aside=Link(heading, id))
        yield Section("recorded-where", heading, [to])
    if many == annex:
        blocks: list[Block] = []
        for question, said in by_question.items():
            blocks += [Sub(question), Pairs(said)]
        yield Section(id, heading, blocks)


def _unsorted(all_: Gathered) -> Iterator[Section]:
    """What says something and is like no theme."""
    tell, sources = all_.tell, all_.lone.unsorted
    if not sources:
        return
    reach, figures = all_.reach(sources)
    text = tell("Says something, and is like no theme: {reach}.", reach=reach)
    blocks: list[Block] = [all_.claim(text, sources, *figures)]
    if said := quoted(all_, sources, (), most=MOST_QUOTES):
        blocks.append(Quotes(said))
    yield Section("unsorted", tell("Single voices"), blocks)


def _untouched(all_: Gathered) -> Iterator[Section]:
    """Codes of the codebook that no contribution carries."""
    book, tell = all_.report.codebook, all_.tell
    carried = {code for one in all_.report.placed for code in one.codes}
    if book is None or not carried:
        return
    silent = [book.named(code.id, tell.language) for code in book.codes if code.id not in carried]
    if silent:
        yield Section("untouched", tell("What the codebook asks for, and nobody spoke of"), [Points(silent)])


def _rejected(all_: Gathered) -> Iterator[Section]:
    """Themes that people did not keep: that they were there is told, not what they would mean."""
    tell = all_.tell
    if all_.report.rejected:
        names = [tell("“{name}”", name=tell.label(theme)) for theme in all_.report.rejected]
        blocks: Sequence[Block] = [
            Line(tell("The program suggested these, and people said that they are no themes:")),
            Points(names),
        ]
        yield Section("rejected", tell("Themes that people did not keep"), blocks)


def closing(all_: Gathered) -> Iterator[Section]:
    """What people wrote at the end as their own insight, over as many circles as can be."""
    tell = all_.tell
    known = all_.count.said
    sources = [
        id for held in all_.report.circles if held.evening for id in held.evening.insights if id in known
    ]
    if not sources:
        return
    reach, figures = all_.reach(sources)
    text = tell("Asked at the end what they take with them, people wrote: {reach}.", reach=reach)
    blocks: list[Block] = [all_.claim(text, sources, *figures), *_often(all_, sources)]
    blocks += _taken_along(all_, sources)
    yield Section("closing", tell("What people take with them"), blocks)


def _taken_along(all_: Gathered, sources: Sequence[str]) -> Iterator[Block]:
    """Those a person marked; where nobody marked any, one of each circle, and that nobody chose them."""
    marked = {quote.contribution for theme in all_.themes for quote in theme.quotes if quote.chosen}
    if mine := [id for id in sources if id in marked]:
        said = quoted(all_, mine, all_.themes, most=MOST_QUOTES)
    else:
        circles = [
            [id for id in sources if all_.circles_of([id]) == [one]] for one in all_.circles_of(sources)
        ]
        said = [one for ids_ in circles for one in quoted(all_, ids_, (), most=1)][:MOST_QUOTES]
        if said:
            yield Line(all_.tell("Nobody chose these: they are one of each circle, and no more important."))
    if said:
        yield Quotes(said)


def _often(all_: Gathered, sources: Sequence[str]) -> Iterator[Claims]:
    """The themes these insights lie in, those of most circles first."""
    mine = frozenset(sources)
    claims = []
    for theme in all_.themes:
        found = [id for id in ids(all_.of(theme)) if id in mine]
        if len(all_.circles_of(found)) > 1 and all_.may_count(theme):
            reach, figures = all_.times(found)
            text = all_.tell("“{name}”: {reach}.", name=all_.named(theme), reach=reach)
            claims.append(all_.claim(text, found, *figures))
    if claims:
        claims.sort(key=lambda one: (-one.figures["circles"], -one.figures["contributions"]))
        yield Claims(claims[:3])
