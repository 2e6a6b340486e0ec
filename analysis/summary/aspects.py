"""The four aspects: whose trust people spoke of, which way, in which themes."""

from collections.abc import Iterator, Sequence

from analysis.across.counted import Line as Spoken
from analysis.codebook import Label
from analysis.exporters.blocks import Block, Claim, Line, Section
from analysis.report import Theme
from analysis.summary.gathered import Gathered, ids, sentence
from analysis.summary.ways import besides, builds_and_erodes

FACET = "trust_object"
NAMED = 3


def by_aspect(all_: Gathered) -> Section:
    tell, known = all_.tell, _values(all_)
    heading = tell("Whose trust it is about")
    if not any(one.placed.object for one in all_.lines.all):
        none = Line(
            tell("Whose trust a contribution is about was not told: no codebook that asks so was used.")
        )
        return Section("aspects", heading, [none])
    blocks: list[Block] = [Line(_told_by_program(all_)), *all_.shown("trust-by-aspect")]
    if untold := [one for one in all_.lines.all if not one.placed.object]:
        reach, figures = all_.reach(ids(untold))
        text = tell("It could not be told whose trust it is about: {reach}.", reach=reach)
        blocks.append(all_.claim(text, ids(untold), *figures))
    told = [aspect(all_, value) for value in known]
    return Section("aspects", heading, blocks, [one for one in told if one])


def _told_by_program(all_: Gathered) -> str:
    return all_.tell(
        "Whose trust a contribution is about, and which way it points, was told by the program, and it errs "
        "often. Researchers correct it at the reading desk; only what they said or went over is quoted as "
        "building trust or wearing it down. What could not be told is counted under neither."
    )


def _values(all_: Gathered) -> Sequence[Label]:
    book = all_.report.codebook
    facets = [] if book is None else [facet for facet in book.facets if facet.id == FACET]
    return facets[0].values if facets else ()


def aspect(all_: Gathered, value: Label) -> Section | None:
    tell = all_.tell
    lines = [one for one in all_.lines.all if one.placed.object == value.id]
    if not lines:
        return None
    reach, figures = all_.reach(ids(lines))
    themes = _mostly(all_, lines)
    blocks: list[Block] = [all_.claim(sentence(reach), ids(lines), *figures)]
    blocks += _in_themes(all_, lines, themes)
    pointed = list(builds_and_erodes(all_, lines, themes))
    blocks += [*pointed, *besides(all_, lines, themes, pointed)]
    name = value.label.get(tell.language) or next(iter(value.label.values()))
    return Section(f"aspect-{value.id.replace('_', '-')}", name, blocks, by="machine")


def _mostly(all_: Gathered, lines: Sequence[Spoken]) -> list[Theme]:
    """The themes in which most circles speak of it."""
    mine = frozenset(ids(lines))
    within = {theme.id: [one for one in all_.of(theme) if one.id in mine] for theme in all_.themes}
    spoken = [theme for theme in all_.themes if len(within[theme.id]) > 1]
    spoken.sort(key=lambda theme: (-len({one.circle for one in within[theme.id]}), -len(within[theme.id])))
    return spoken[:NAMED]


def _in_themes(all_: Gathered, lines: Sequence[Spoken], themes: Sequence[Theme]) -> Iterator[Claim]:
    if not themes:
        return
    mine = frozenset(ids(lines))
    sources = [one.id for theme in themes for one in all_.of(theme) if one.id in mine]
    names = ", ".join(all_.tell("“{name}”", name=all_.named(theme)) for theme in themes)
    text = all_.tell.count(
        "Mostly in the theme {names}.", "Mostly in the themes {names}.", len(themes), names=names
    )
    yield all_.claim(text, sources)
