"""Key insights at the reading desk: what each stands on, and what would keep it out of a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.counting import still_there
from analysis.exporters.blocks import Claim
from analysis.report import Insight, Report
from analysis.sourcing import Fault, Known, of_claim
from facilitator.reading_desk import Desk


@dataclass(frozen=True)
class Source:
    """A contribution that an insight stands on, as people call it ("3-17")."""

    ref: str
    circle: str
    text: str
    quotable: bool


@dataclass(frozen=True)
class Stands:
    """An insight with what it stands on; `gone`: how many of its sources are in the report no longer, taken
    back or left out. `faults` would keep a report that holds it from going out."""

    id: str
    text: Mapping[str, str]
    sources: Sequence[Source]
    gone: int
    faults: Sequence[Fault]

    @property
    def circles(self) -> int:
        return len({one.circle for one in self.sources})

    @property
    def refs(self) -> str:
        return " ".join(one.ref for one in self.sources)


def standing(desk: Desk, insights: Sequence[Insight]) -> list[Stands]:
    """These insights, in their order, over the desk as it lies."""
    said = {one.id: one for one in desk.report.contributions}
    faults = _faults(desk.report, insights)
    told = []
    for one in insights:
        there = [said[id] for id in one.sources if id in said]
        sources = [Source(desk.called[c.id], c.circle, c.text, c.quotable) for c in there]
        told.append(Stands(one.id, one.text, sources, len(one.sources) - len(there), faults[one.id]))
    return told


def quotes_of(report: Report, theme: str) -> list[str]:
    """The contributions that a theme's quotes are from; none where there is no such theme."""
    found = [quote.contribution for one in report.themes if one.id == theme for quote in one.quotes]
    return list(dict.fromkeys(found))


def _faults(report: Report, insights: Sequence[Insight]) -> dict[str, list[Fault]]:
    """By insight, what the same check would say that a report goes through. What stands on nothing comes
    into no report: of its words only how they speak is told."""
    asked = replace(report, insights=insights)
    sources = {one.id: tuple(one.sources) for one in still_there(asked)}
    found: dict[str, list[Fault]] = {one.id: [] for one in insights}
    for language in sorted({language for one in insights for language in one.text}):
        known = Known(asked, language)
        for one in insights:
            if text := one.text.get(language, ""):
                found[one.id] += of_claim(known, Claim(text, sources.get(one.id, ())), "insights")
    return {
        id: [one for one in faults if id in sources or one.kind == "wording"] for id, faults in found.items()
    }
