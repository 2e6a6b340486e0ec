"""The themes of a series, those of most circles first: how far each reaches, what builds and what erodes
trust in it, where people differ, and their own words."""

from collections.abc import Iterator, Sequence

from analysis.exporters import holding
from analysis.exporters.bars import anchor, by
from analysis.exporters.blocks import Block, Claim, Claims, Line, Section, Sub
from analysis.grading import measured
from analysis.report import Theme
from analysis.summary.gathered import Gathered, ids, sentence
from analysis.summary.ways import LOOKED_AT, besides, both_ways, builds_and_erodes


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
        blocks += [Line(one, "marked" if theme.state else "quiet") for one in _stand(all_, theme)]
    if definition := tell.definition(theme):
        blocks.append(Line(definition))
    blocks += [*_reach(all_, theme), *_elsewhere(all_, theme), *_holds(all_, theme)]
    both = both_ways(all_, lines) if theme.state in LOOKED_AT else None
    if both is not None:
        blocks.append(both)
    pointed = list(builds_and_erodes(all_, lines, [theme])) if all_.may_count(theme) else []
    blocks += [*pointed, *besides(all_, lines, [theme], pointed)]
    return Section(anchor(number), f"{number}. {all_.named(theme)}", blocks, by=by(theme))


def _elsewhere(all_: Gathered, theme: Theme) -> Iterator[Claim]:
    """What it is called in the corpus's other languages: who reads another report knows it again."""
    before, behind = all_.tell.marks()
    names = [
        f"{before}{label}{behind}" + (f" ({language})" if language else "")
        for language, label in all_.tell.other_labels(theme)
        if label
    ]
    if names and (sources := ids(all_.of(theme))):
        yield all_.claim(all_.tell("In other languages: {names}.", names=", ".join(names)), sources)


def _stand(all_: Gathered, theme: Theme) -> list[str]:
    """What people did about it, and how far they stand behind it."""
    tell = all_.tell
    if theme.state == "released":
        return [tell("Researchers went over it and released it.")]
    if theme.state == "reviewed":
        return [tell("Researchers went over it.")]
    if not theme.state:
        return [tell("The program suggests it; no researcher has gone over it.")]
    acts = {one.what for one in all_.report.log if theme.id in one.about}
    into = {one.about[0] for one in all_.report.log if one.what == "merge" and one.about}
    told = [
        (bool(theme.named), tell("Researchers named it; nobody has gone over all that is in it.")),
        (theme.id in into, tell("Researchers joined it from several themes.")),
        (bool(acts & CHANGING), tell("Researchers changed what is in it.")),
    ]
    return [words for done, words in told if done] or [tell("Researchers decided something about it.")]


CHANGING = {"split", "create", "move", "assign", "unassign"}
"""What people do that puts contributions into a theme or takes them out."""


def _holds(all_: Gathered, theme: Theme) -> Iterator[Block]:
    """How well it holds; of a theme that people changed, that this was not reckoned."""
    if how := holding.held(all_.tell, theme):
        yield all_.claim(how if how.endswith(".") else f"{how}.", ids(all_.of(theme)))
    elif theme.state and any(measured(one.quality) for one in all_.themes):
        yield Line(all_.tell("How well it holds was not reckoned since people changed it."), "quiet")


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
