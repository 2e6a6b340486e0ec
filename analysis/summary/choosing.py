"""Which quotes stand for many: those a person chose, then over as many circles and languages as can be."""

from collections.abc import Collection, Sequence

from analysis.exporters.telling import Said
from analysis.report import Quote, Theme
from analysis.summary.gathered import Gathered

SHORTEST, LONGEST = 40, 320
"""Letters in a contribution that is quoted whole where no part of it was chosen."""


def quoted(
    all_: Gathered,
    among: Collection[str],
    themes: Sequence[Theme],
    *,
    most: int,
    first: Collection[str] = (),
) -> list[Said]:
    """At most so many quotes from these contributions, each from another one.

    Spans that people or the machine chose for these themes go before whole contributions; those of
    `first` before all others.
    """
    left = [*_spans(themes, frozenset(among)), *_whole(all_, among)]
    chosen: list[Quote] = []
    while left and len(chosen) < most:
        best = min(left, key=lambda quote: (quote.contribution not in first, _rank(all_, quote, chosen)))
        chosen.append(best)
        left = [one for one in left if one.contribution != best.contribution]
    all_.used |= {quote.contribution for quote in chosen}
    return all_.tell.said(chosen)


def _spans(themes: Sequence[Theme], among: frozenset[str]) -> list[Quote]:
    return [quote for theme in themes for quote in theme.quotes if quote.contribution in among]


def _whole(all_: Gathered, among: Collection[str]) -> list[Quote]:
    known = [all_.count.said[id] for id in sorted(among) if id in all_.count.said]
    fitting = [c for c in known if c.quotable and SHORTEST <= len(c.text) <= LONGEST]
    return [Quote(c.id, 0, len(c.text), c.text) for c in fitting]


def _rank(all_: Gathered, quote: Quote, chosen: Sequence[Quote]) -> tuple[bool, ...]:
    """Lower goes first: quotable, chosen by a person, no mere nod, another circle, not quoted yet, pointing
    another way, another language, not too long."""
    said = all_.count.said.get(quote.contribution)
    circles = all_.circles_of([one.contribution for one in chosen])
    spoken = {all_.tell.language_of(one.contribution) for one in chosen}
    return (
        said is None or not said.quotable,
        not quote.chosen,
        len(quote.text) < SHORTEST,
        said is not None and said.circle in circles,
        quote.contribution in all_.used,
        all_.way_of(quote.contribution) in {all_.way_of(one.contribution) for one in chosen},
        all_.tell.language_of(quote.contribution) in spoken,
        len(quote.text) > LONGEST,
    )
