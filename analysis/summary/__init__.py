"""The summary of a series: what its reader wants to know first stands first, and every sentence about what
people said names the contributions it stands on."""

from collections.abc import Sequence

from analysis.exporters.blocks import Section
from analysis.exporters.telling import Telling
from analysis.summary.afterwards import annexes, next_steps
from analysis.summary.aspects import by_aspect
from analysis.summary.gathered import Gathered
from analysis.summary.glance import at_a_glance, how, lead
from analysis.summary.insights import key_insights
from analysis.summary.themes import themes
from analysis.summary.together import closing, together

__all__ = ["lead", "sections"]


def sections(tell: Telling) -> Sequence[Section]:
    """Of a report of several circles, in the order in which it is read."""
    all_ = Gathered(tell)
    return [
        at_a_glance(all_),
        how(all_),
        key_insights(all_),
        by_aspect(all_),
        themes(all_),
        together(all_),
        *closing(all_),
        next_steps(all_),
        *annexes(all_),
    ]
