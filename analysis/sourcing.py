"""Nothing without a source: what a report may not say, looked for in each sentence, quote and number."""

import re
from collections.abc import Iterator, Sequence

from analysis.corpus import Contribution
from analysis.counting import Counting, still_there
from analysis.exporters.blocks import (
    Block,
    Claim,
    Claims,
    Document,
    Line,
    Pairs,
    Points,
    Quotes,
    Section,
    Shown,
    Table,
)
from analysis.exporters.telling import Said, Telling
from analysis.faults import Fault, Unsourced
from analysis.number_words import counted
from analysis.report import Report
from analysis.sentences import fixed, quoted_in, unsaid
from analysis.words import Sentence

__all__ = ["Fault", "Known", "Unsourced", "check", "faults", "of_claim"]

_NUMBER = re.compile(r"\d+")
_MARKS = "“”„«»"
_MARKED = re.compile(r"[“„«»”‟\"＂](.*?)[”“»«‟\"＂]|(?<!\w)[‘‚'‹](.+?)[’‘'›](?!\w)")
_CIRCLES = re.compile(r"\s\([^():]+: ([^()]+)\)[.]?(?: \[[^\]\d]*\])?$")

FINDINGS = frozenset({"insights", "aspects", "themes", "together", "closing"})
"""Sections of a summary that tell what people said, with all that is inside them."""


def check(document: Document, report: Report) -> None:
    """Raise Unsourced with every fault, where there is one."""
    if found := faults(document, report):
        raise Unsourced(found)


def faults(document: Document, report: Report) -> list[Fault]:
    """All that stands in a document and not in the report it is of."""
    known = Known(report, document.language)
    found = [fault for block in document.lead for fault in _of_block(known, block, "lead")]
    for section in document.sections:
        found += _of_section(known, section, findings=False)
    return found + list(_of_themes(known, report))


def _of_themes(known: "Known", report: Report) -> Iterator[Fault]:
    """What researchers typed of a theme, its name and what belongs in it, speaks as an insight may: of what
    its own contributions say."""
    tell = Telling(report, known.language)
    for theme in report.themes:
        for text in dict.fromkeys(theme.definition.values()):
            claim = Claim(text, tuple(theme.members))
            yield from _numbers(known, claim, tell.label(theme))
            yield from _words(known, claim, tell.label(theme))
        for name in dict.fromkeys(theme.named.values()):  # which may hold numbers and marks of its own
            claim = Claim(name, tuple(theme.members))
            yield from _miscounted(known, claim, tell.label(theme))
            yield from _shares(name, tell.label(theme))


class Known:
    """What a report holds, for looking things up while its document is gone through."""

    def __init__(self, report: Report, language: str) -> None:
        self.language = language
        self.counting = Counting(report)
        self.said = self.counting.said
        tell = Telling(report, language)
        self.names = _names(report) | {tell.label(one) for one in (*report.themes, *report.rejected)}
        self.insights = {text: one.sources for one in still_there(report) for text in one.text.values()}
        self.typed = {
            text for one in report.themes for text in (*one.named.values(), *one.definition.values())
        }
        self.told = (
            _told_by_people(report) | _of_nobody(report) | {tell.label(one) for one in report.rejected}
        )
        self.series = len(report.circles) > 1


def _names(report: Report) -> frozenset[str]:
    """What a sentence may put in quotation marks because we call something so; no rejected theme's name."""
    found: set[str] = {report.title}
    for theme in report.themes:
        found |= {theme.label, theme.correction, *theme.labels.values(), *theme.named.values()}
    book = report.codebook
    if book is not None:
        labels = [one.label for one in book.codes]
        labels += [one.label for one in (*book.special_codes, *book.domains)]
        labels += [one.label for facet in book.facets for one in facet.values]
        found |= {name for label in labels for name in label.values()}
    found |= {group.name for held in report.circles for group in held.planned}
    return frozenset(found - {""})


def _told_by_people(report: Report) -> frozenset[str]:
    """What researchers wrote of a theme, and recorders of their circle."""
    definitions = {text for theme in report.themes for text in theme.definition.values()}
    evenings = [held.evening for held in report.circles if held.evening]
    return frozenset(definitions | {one.text for evening in evenings for one in evening.answers})


def _of_nobody(report: Report) -> frozenset[str]:
    """Names of what is not there, and has no source: codes nobody spoke of, themes people did not keep."""
    book, found = report.codebook, set[str]()
    carried = {code for one in report.placed for code in one.codes}
    for code in book.codes if book is not None else ():
        found |= set() if code.id in carried else set(code.label.values())
    for theme in report.rejected:
        found |= {theme.label, theme.correction, *theme.labels.values(), *theme.named.values()} - {""}
    return frozenset(found)


def _of_section(known: Known, section: Section, *, findings: bool) -> Iterator[Fault]:
    findings = findings or (known.series and section.id in FINDINGS)
    if section.id.startswith("insight-"):
        yield from _of_heading(known, section)
    for block in section.blocks:
        yield from _of_block(known, block, section.id)
        if findings:
            yield from _bare(known, block, section.id)
    for inner in section.sections:
        yield from _of_section(known, inner, findings=findings)


def _of_heading(known: Known, section: Section) -> Iterator[Fault]:
    """A researcher's sentence may head a section: then it is a claim like any other."""
    _, _, text = section.heading.partition(". ")
    if text in known.insights:
        yield from of_claim(known, Claim(text, tuple(known.insights[text])), section.id)
    elif not any(isinstance(one, Claim) and one.text in known.insights for one in section.blocks):
        why = Sentence("says something where findings stand, and names no contribution it stands on.")
        yield Fault("unsourced", section.id, section.heading, why)


def _of_block(known: Known, block: Block, where: str) -> Iterator[Fault]:
    match block:
        case Claim():
            yield from of_claim(known, block, where)
        case Claims(items):
            for claim in items:
                yield from of_claim(known, claim, where)
        case Quotes(said):
            for one in said:
                yield from _of_quote(known, one, where)
        case Table():
            yield from _of_table(known, block, where)
        case Shown(picture):
            yield from _of_table(known, picture.table, where)


def _bare(known: Known, block: Block, where: str) -> Iterator[Fault]:
    """A sentence of no claim, where findings stand: only those of ours that say nothing of what was said,
    and a definition that somebody wrote."""
    match block:
        case Line(text):
            said: Sequence[str] = (text,)
        case Points(items):
            said = items
        case Pairs(pairs):
            said = [text for _, text in pairs]
        case _:
            return
    for text in said:
        if text.strip(_MARKS) not in known.told and not fixed(text, known.language):
            why = Sentence("says something where findings stand, and names no contribution it stands on.")
            yield Fault("unsourced", where, text, why)


def of_claim(known: Known, claim: Claim, where: str) -> Iterator[Fault]:
    """What is wrong with one claim."""
    if not claim.sources:
        yield Fault("no source", where, claim.text, Sentence("names no contribution it stands on."))
    for id in claim.sources:
        if id not in known.said:
            yield Fault("not here", where, claim.text, _gone(id))
    for what, said in claim.figures.items():
        found = known.counting.one(what, claim.sources)
        if found != said:
            yield Fault("figure", where, claim.text, _uncounted(what, said, found))
    yield from _numbers(known, claim, where)
    yield from _words(known, claim, where)


def _gone(id: str) -> Sentence:
    return Sentence(
        "is from {id}, which is not in the report: taken back, left out, or never there.", {"id": id}
    )


def _uncounted(what: str, said: object, found: int | None) -> Sentence:
    told = "–" if found is None else str(found)
    return Sentence(
        "says {said} ({what}); the contributions it stands on make it {found}.",
        {"what": what, "said": said, "found": told},
    )


def _numbers(known: Known, claim: Claim, where: str) -> Iterator[Fault]:
    """The numbers in our sentences are its figures, in their order. In a researcher's they may be fewer, or
    such as somebody said."""
    numbers = [int(one) for one in _NUMBER.findall(_without_names(known, claim))]
    wrong = numbers != list(claim.figures.values())
    if claim.text in known.insights or claim.text in known.typed:
        texts = _texts(known, claim)
        told = {int(one) for text in texts for one in _NUMBER.findall(text)}
        true = {one.number for one in counted(claim.text) if one.number in _makes(known, claim, one.what)}
        wrong = not set(numbers) <= told | set(claim.figures.values()) | true
        yield from _miscounted(known, claim, where)
    if wrong:
        listed = ", ".join(map(str, numbers)) or "–"
        why = Sentence("has numbers that are not its figures: {numbers}.", {"numbers": listed})
        yield Fault("figure", where, claim.text, why)


def _makes(known: Known, claim: Claim, what: str) -> set[int]:
    """How many there are, by the sources of a sentence; one of several may be told of by itself."""
    found = known.counting.one(what, claim.sources) or 0
    return {found, 1} if found and what != "of" else {found}


def _miscounted(known: Known, claim: Claim, where: str) -> Iterator[Fault]:
    """A number in words counts circles, people or contributions as a figure does, or somebody said it so."""
    for one in counted(_without_names(known, claim)):
        said = any(one.words.casefold() in text.casefold() for text in _texts(known, claim))
        if not said and one.number not in _makes(known, claim, one.what):
            found = known.counting.one(one.what, claim.sources)
            yield Fault("figure", where, claim.text, _uncounted(one.what, one.words, found))


def _words(known: Known, claim: Claim, where: str) -> Iterator[Fault]:
    text = _without_names(known, claim)
    said = _texts(known, claim)
    for found in _MARKED.finditer(text):
        inside = found.group(1) or found.group(2)
        if inside and not any(inside in whole for whole in said):
            why = Sentence("has words in quotation marks that are no name, and that nobody said so.")
            yield Fault("name", where, claim.text, why)
    yield from _shares(text, where)


def _shares(text: str, where: str) -> Iterator[Fault]:
    if share := unsaid(text):
        why = Sentence("speaks of a share of people (“{words}”): say in how many circles.", {"words": share})
        yield Fault("wording", where, text, why)


def _without_names(known: Known, claim: Claim) -> str:
    """A claim without the names in it, which may hold any words and numbers, and without the circles it is
    from, where it ends with just these."""
    text = claim.text
    for name in quoted_in(text, known.names):
        text = text.replace(name, "")
    circles = {known.said[id].circle for id in claim.sources if id in known.said}
    ending = _CIRCLES.search(text)
    if ending and set(ending.group(1).split(", ")) == circles:
        text = text[: ending.start()]
    return text


def _texts(known: Known, claim: Claim) -> list[str]:
    """The words it stands on that may be shown."""
    return [known.said[id].text for id in claim.sources if id in known.said and known.said[id].quotable]


def _of_quote(known: Known, said: Said, where: str) -> Iterator[Fault]:
    quote = said.quote
    c = known.said.get(quote.contribution)
    if c is None:
        yield Fault("not here", where, quote.text, _gone(quote.contribution))
        return
    if not c.quotable:
        yield Fault("not quotable", where, quote.text, Sentence("is of somebody who agreed to no quoting."))
    exact = 0 <= quote.start < quote.end <= len(c.text) and c.text[quote.start : quote.end] == quote.text
    if not exact:
        why = Sentence("is not what {id} says, word for word.", {"id": c.id})
        yield Fault("not exact", where, quote.text, why)
    if not _leads_to(said.source, c):
        why = Sentence(
            "is said to be from “{source}”, and is from {id}.", {"source": said.source, "id": c.id}
        )
        yield Fault("not exact", where, quote.text, why)


def _leads_to(source: str, c: Contribution) -> bool:
    """Whether what stands under a quote tells of the circle or the contribution it is from, and no other."""
    known = _NUMBER.findall(f"{c.circle} {c.id}")
    named = c.id in source or bool(c.circle and re.search(rf"(?<!\w){re.escape(c.circle)}(?!\w)", source))
    return named and all(number in known for number in _NUMBER.findall(source))


def _of_table(known: Known, table: Table, where: str) -> Iterator[Fault]:
    for lead in table.leads:
        if lead.said is not None:
            yield from _of_quote(known, lead.said, where)
    for row, sources in zip(table.rows, table.sources, strict=False):
        for cell, what in zip(row, table.counts, strict=False):
            found = known.counting.one(what, sources) if what else None
            if what and cell != str(found):
                yield Fault("figure", where, " · ".join(row), _uncounted(what, cell, found))
    if table.totals:
        yield from _adds_up(table, where)


def _adds_up(table: Table, where: str) -> Iterator[Fault]:
    *rows, last = table.rows
    for at, total in enumerate(last):
        cells = [row[at] for row in rows]
        if at and all(cell.isdecimal() for cell in (*cells, total)) and sum(map(int, cells)) != int(total):
            why = Sentence("does not add up: {sum}.", {"sum": f"{' + '.join(cells)} ≠ {total}"})
            yield Fault("figure", where, table.heads[at], why)
