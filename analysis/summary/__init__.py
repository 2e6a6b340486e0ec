"""The summary of a series: what its reader wants to know first stands first, and every sentence about what
people said names the contributions it stands on."""

from collections.abc import Iterator, Sequence

from analysis.exporters.blocks import Quotes, Section
from analysis.exporters.telling import Telling
from analysis.report import Report
from analysis.summary.afterwards import annexes, next_steps
from analysis.summary.aspects import by_aspect
from analysis.summary.gathered import Gathered
from analysis.summary.glance import at_a_glance, how, lead
from analysis.summary.insights import further, key_insights
from analysis.summary.themes import themes
from analysis.summary.together import closing, together

__all__ = ["lead", "quoted", "sections"]


def sections(tell: Telling) -> Sequence[Section]:
    """Of a report of several circles, in the order in which it is read."""
    all_ = Gathered(tell)
    findings = list(_findings(all_))
    return [at_a_glance(all_), how(all_), *findings, next_steps(all_), *annexes(all_)]


def _findings(all_: Gathered) -> Iterator[Section]:
    yield key_insights(all_)
    yield by_aspect(all_)
    yield themes(all_)
    yield together(all_)
    yield from closing(all_)


def quoted(report: Report) -> frozenset[str]:
    """The ids of the contributions whose words a summary shows, in whatever language it is read."""
    all_ = Gathered(Telling(report), drawn=False)
    return frozenset(_quoted((*_findings(all_), *further(all_))))


def _quoted(parts: Sequence[Section]) -> Iterator[str]:
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Quotes):
                yield from (one.quote.contribution for one in block.said)
        yield from _quoted(part.sections)
