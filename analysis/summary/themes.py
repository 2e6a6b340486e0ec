"""The themes of a series, those of most circles first: how far each reaches, what builds and what erodes
trust in it, where people differ, and their own words."""

from collections.abc import Iterator, Sequence

from analysis.exporters.bars import anchor, by
from analysis.exporters.blocks import Block, Claim, Claims, Line, Quotes, Section, Sub
from analysis.report import Theme
from analysis.summary.choosing import quoted
from analysis.summary.gathered import Gathered, ids, sentence
from analysis.summary.ways import LOOKED_AT, both_ways, builds_and_erodes

FEWEST = 2
"""Quotes of a theme; where fewer point one way or the other, others stand beside them."""


def themes(all_: Gathered) -> Section:
    tell = all_.tell
    if not all_.themes:
        none = Line(tell("There is too little here to find themes in."))
        return Section("themes", tell("Themes"), [none])
    blocks: list[Block] = [
        Line(tell("Those of most circles come first. A theme of one circle can weigh as much.")),
        *all_.shown("themes-by-circle"),
        *all_.shown("trust-by-theme"),
    ]
    each = [theme_section(all_, number, theme) for number, theme in enumerate(all_.themes, start=1)]
    return Section("themes", tell("Themes"), blocks, [*each, *_lone(all_)])


def theme_section(all_: Gathered, number: int, theme: Theme) -> Section:
    tell, lines = all_.tell, all_.of(theme)
    blocks: list[Block] = []
    if tell.decided():
        blocks.append(Line(_stand(all_, theme), "marked" if theme.state else "quiet"))
    if definition := tell.definition(theme):
        blocks.append(Line(definition))
    blocks += _reach(all_, theme)
    both = both_ways(all_, lines) if theme.state in LOOKED_AT else None
    if both is not None:
        blocks.append(both)
    pointed = list(builds_and_erodes(all_, lines, [theme])) if all_.may_count(theme) else []
    blocks += pointed
    if sum(len(block.said) for block in pointed if isinstance(block, Quotes)) < FEWEST:
        blocks += _besides(all_, theme, headed=bool(pointed))
    return Section(anchor(number), f"{number}. {all_.named(theme)}", blocks, by=by(theme))


def _besides(all_: Gathered, theme: Theme, *, headed: bool) -> Iterator[Block]:
    """Quotes whichever way they point."""
    said = quoted(all_, ids(all_.of(theme)), [theme], most=2 if headed else 4)
    if headed and said:
        yield Sub(all_.tell("Other voices"))
    yield Quotes(said) if said else Line(all_.tell("Nobody whose words are here agreed to be quoted."))


def _stand(all_: Gathered, theme: Theme) -> str:
    """How far people stand behind it."""
    tell = all_.tell
    stands = {
        "human-coded": tell("People coded what is in it."),
        "reviewed": tell("Researchers went over it."),
        "released": tell("Researchers went over it and released it."),
    }
    return stands.get(theme.state) or tell("The program suggests it; no researcher has gone over it.")


def _reach(all_: Gathered, theme: Theme) -> Iterator[Claim]:
    if sources := ids(all_.of(theme)):
        reach, figures = all_.reach(sources, counted=all_.may_count(theme))
        yield all_.claim(sentence(reach), sources, *figures)


def _lone(all_: Gathered) -> Iterator[Section]:
    """What one circle or one person alone speaks of, so that it is not lost."""
    tell = all_.tell
    single: Sequence[Theme] = [theme for theme in all_.themes if theme.id in all_.lone.one_circle]
    voices = [theme for theme in all_.themes if theme.id in all_.lone.one_voice]
    single = [theme for theme in single if theme not in voices]
    blocks: list[Block] = []
    for heading, found in (
        (tell("Themes of one circle alone"), single),
        (tell("Themes of one voice alone"), voices),
    ):
        if found:
            blocks += [Sub(heading), Claims([_named(all_, theme) for theme in found])]
    if blocks:
        yield Section("lone", tell("Easily lost"), blocks)


def _named(all_: Gathered, theme: Theme) -> Claim:
    sources = ids(all_.of(theme))
    where = all_.from_circles(sources)
    return all_.claim(all_.tell("“{name}” {where}", name=all_.named(theme), where=where), sources)
