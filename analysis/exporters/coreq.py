"""COREQ, 32 items that journals ask of qualitative research: what a report knows, and what is left to say.

Source: Tong, Sainsbury, Craig 2007, Consolidated criteria for reporting qualitative research, International
Journal for Quality in Health Care 19(6). The items keep their English names: they are the checklist's own.
"""

from collections.abc import Iterator, Mapping, Sequence

from analysis.exporters.decisions import coders
from analysis.exporters.markdown import escaped
from analysis.exporters.telling import Telling

DOMAINS: Mapping[str, Sequence[str]] = {
    "Research team and reflexivity": (
        *("Interviewer or facilitator", "Credentials", "Occupation", "Gender", "Experience and training"),
        *(
            "Relationship established",
            "Participant knowledge of the interviewer",
            "Interviewer characteristics",
        ),
    ),
    "Study design": (
        *("Methodological orientation and theory", "Sampling", "Method of approach", "Sample size"),
        *("Non-participation", "Setting of data collection", "Presence of non-participants"),
        *("Description of sample", "Interview guide", "Repeat interviews", "Audio or visual recording"),
        *("Field notes", "Duration", "Data saturation", "Transcripts returned"),
    ),
    "Analysis and findings": (
        *("Number of data coders", "Description of the coding tree", "Derivation of themes", "Software"),
        *("Participant checking", "Quotations presented", "Data and findings consistent"),
        *("Clarity of major themes", "Clarity of minor themes"),
    ),
}


def checklist(tell: Telling) -> str:
    """The items as Markdown, each with what is known, or with room to say it."""
    known = dict(_known(tell))
    lines = ["# COREQ", "", tell("What the program knows is filled in; the rest is yours to say."), ""]
    number = 0
    for domain, items in DOMAINS.items():
        lines += [f"## {domain}", ""]
        for item in items:
            number += 1
            told = escaped(known[number]) if number in known else f"*{tell('To be filled in')}*"
            lines += [f"{number}. **{item}.** {told}", ""]
    return "\n".join(lines)


def _known(tell: Telling) -> Iterator[tuple[int, str]]:
    report = tell.report
    yield 12, "; ".join(f"{what}: {many}" for what, many in tell.glance())
    yield 24, _coders(tell)
    if report.codebook is not None:
        book = report.codebook
        yield (
            25,
            tell(
                "Codebook {id}, version {version}; it is in this package.", id=book.id, version=book.version
            ),
        )
    yield 26, " ".join(tell.method())
    yield 27, "; ".join(("aplis", *(f"{what}: {value}" for what, value in tell.particulars())))
    quotes = sum(len(tell.said(theme.quotes)) for theme in (*report.themes, *report.rejected))
    yield 29, tell("Quotes: {n}, each with the number of its contribution.", n=quotes)
    yield 31, "; ".join(f"{tell.label(theme)} ({tell.spread(theme)})" for theme in report.themes) or "–"
    yield 32, tell.nowhere()
    if report.evening is not None:
        yield from _of_the_evening(tell)


def _coders(tell: Telling) -> str:
    by_hand = sum(
        placed.coded or any(sure >= 1 for sure in placed.codes.values()) for placed in tell.report.placed
    )
    told = [tell("The program; contributions that people coded: {n}.", n=by_hand)]
    if people := len(coders(tell.report)):
        told.append(tell("People who decided at the reading desk: {n}.", n=people))
    return " ".join(told)


def _of_the_evening(tell: Telling) -> Iterator[tuple[int, str]]:
    evening = tell.report.evening
    if evening is None:
        return
    yield 17, "; ".join((tell.report.question, *(one.title for one in evening.rounds)))
    if evening.brought:
        yield 19, tell("Not known: the words came from a file made elsewhere.")
        return
    yield 19, tell("None. A recorder wrote down what was said, and people wrote on phones or paper.")
    yield 20, tell("A recorder's lines, in the speakers' own words as far as they could be kept.")
    if used := sum(one.used for one in evening.rounds):
        yield 21, tell.count("{n} minute", "{n} minutes", used)
    checked = tell("The people who were there looked at the draft themes before they left.")
    yield 28, checked if evening.checked else tell("The people who were there were not shown the themes.")
