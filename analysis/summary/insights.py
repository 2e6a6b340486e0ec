"""What researchers hold to be most worth saying; where nobody said anything, what can be counted."""

from collections.abc import Iterator

from analysis.exporters.blocks import Block, Claim, Claims, Line, Quotes, Section
from analysis.grading import measured
from analysis.report import Insight
from analysis.summary.choosing import quoted
from analysis.summary.gathered import Gathered, ids

MOST = 7
OFFERED = 5
LONGEST_HEADING = 160


def key_insights(all_: Gathered) -> Section:
    tell, written = all_.tell, all_.insights
    if not written:
        none = Line(
            tell(
                "No researcher has written key insights yet. What can be counted is which themes most "
                "circles spoke of; that a theme is frequent does not make it important."
            )
        )
        return Section("insights", tell("Key insights"), [none], list(_offered(all_)))
    blocks: list[Block] = []
    if len(written) > MOST:
        blocks.append(Line(tell("The other insights stand in an annex.")))
    told = [insight(all_, number, one) for number, one in enumerate(written[:MOST], start=1)]
    return Section("insights", tell("Key insights"), blocks, told)


def further(all_: Gathered) -> Iterator[Section]:
    """Those beyond the first seven."""
    left = all_.insights[MOST:]
    if left:
        tell = all_.tell
        told = [insight(all_, number, one) for number, one in enumerate(left, start=MOST + 1)]
        yield Section("more-insights", tell("Further insights"), [], told)


def insight(all_: Gathered, number: int, one: Insight) -> Section:
    """A researcher's sentence, as a heading if it is short; what it stands on; words from two circles."""
    tell = all_.tell
    text = one.text.get(tell.language) or next(iter(one.text.values()), "")
    themes = [theme for theme in all_.themes if not set(theme.members).isdisjoint(one.sources)]
    short = len(text) <= LONGEST_HEADING
    blocks: list[Block] = [] if short else [Claim(text, tuple(one.sources))]
    blocks.append(_stands_on(all_, one))
    if said := quoted(all_, one.sources, themes, most=2):
        blocks.append(Quotes(said))
    heading = f"{number}. {text}" if short else tell("Insight {n}", n=number)
    return Section(f"insight-{number}", heading, blocks, by="people")


def _stands_on(all_: Gathered, one: Insight) -> Claim:
    tell, where = all_.tell, all_.from_circles(one.sources)
    if len(all_.circles_of(one.sources)) == 1:
        n = all_.count(one.sources, "contributions")["contributions"]
        said = tell.count("{n} contribution", "{n} contributions", n)
        text = tell("From one circle alone: {said} {where}", said=said, where=where)
        return all_.claim(text, one.sources, "contributions")
    reach, figures = all_.times(one.sources)
    text = tell("It stands on what was said {reach} {where}", reach=reach, where=where)
    return all_.claim(text, one.sources, *figures)


def _offered(all_: Gathered) -> Iterator[Section]:
    """What was spoken of in most circles, as the program counts it; which is no conclusion."""
    tell = all_.tell
    firm, weak = list[Claim](), list[Claim]()
    for theme in all_.themes[:OFFERED]:
        if sources := ids(all_.of(theme)):
            reach, figures = all_.reach(sources, counted=all_.may_count(theme))
            text = tell("“{name}”: {reach}.", name=all_.named(theme), reach=reach)
            holds = not measured(theme.quality) or theme.quality.state == "reliable"
            (firm if holds else weak).append(all_.claim(text, sources, *figures))
    blocks: list[Block] = [Claims(firm)] if firm else []
    if weak:
        blocks += [Line(tell("Weak ground, worth reading and not worth counting:")), Claims(weak)]
    if blocks:
        yield Section("offered", tell("Themes of most circles"), blocks, by="machine")
