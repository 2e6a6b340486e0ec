"""The summary of a series: every sentence about what people said has its source, and any damage is found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from told_series import decided, series

from analysis.agreement import Resampling, compare
from analysis.exporters.blocks import (
    Block,
    Claim,
    Claims,
    Document,
    Line,
    Points,
    Quotes,
    Section,
    Sub,
    Table,
)
from analysis.exporters.telling import Telling
from analysis.report import Insight, Report
from analysis.sentences import fixed, unsaid
from analysis.shown import shown
from analysis.sourcing import FINDINGS, check, faults
from analysis.summary import lead, sections

LANGUAGES = ["en", "lv", "ru"]
Path = tuple[int, ...]


@cache
def made(*, gone_over: bool = True) -> Report:
    return decided(series()) if gone_over else series()


@cache
def whole(language: str = "en", *, gone_over: bool = True) -> Document:
    report = made(gone_over=gone_over)
    tell = Telling(report, language)
    return Document(report.title, language, list(lead(tell)), list(sections(tell)))


def walked(parts: Sequence[Section]) -> Iterator[Section]:
    for part in parts:
        yield part
        yield from walked(part.sections)


def part(document: Document, id: str) -> Section:
    return next(one for one in walked(document.sections) if one.id == id)


def claims(section: Section) -> list[Claim]:
    found: list[Claim] = []
    for one in walked([section]):
        for block in one.blocks:
            found += [block] if isinstance(block, Claim) else block.items if isinstance(block, Claims) else []
    return found


def words(document: Document) -> str:
    return "\n".join(repr((one.heading, one.blocks)) for one in walked(document.sections))


@pytest.mark.parametrize("gone_over", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_summary_passes(language: str, gone_over: bool) -> None:
    """With what researchers decided and without, in each language."""
    check(whole(language, gone_over=gone_over), made(gone_over=gone_over))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_speaks_of_a_share_of_people(language: str) -> None:
    """No percentages, no “most people”: how often in how many circles."""
    said = [claim.text for one in whole(language).sections for claim in claims(one)]
    lines = [
        text
        for one in walked(whole(language).sections)
        for block in one.blocks
        for text in (
            [block.text] if isinstance(block, Line) else block.items if isinstance(block, Points) else []
        )
    ]
    assert said and not [one for one in (*said, *lines) if unsaid(one)]


def test_it_reads_in_the_order_of_the_method() -> None:
    """What a reader wants first stands first; the method and the annexes come last."""
    order = [one.id for one in whole().sections]
    wanted = [
        "glance",
        "how",
        "insights",
        "aspects",
        "themes",
        "together",
        "closing",
        "next",
        "codebook",
        "method",
    ]
    assert [one for one in order if one in wanted] == wanted
    ids = [one.id for one in walked(whole().sections)]
    assert len(ids) == len(set(ids))


def test_insights_lead_to_their_circles() -> None:
    """A researcher's sentence stands word for word, with where it is from; of one circle, it says so."""
    first, second = part(whole(), "insights").sections
    assert first.heading == f"1. {made().insights[0].text['en']}" and first.by == "people"
    assert "From one circle alone" in claims(second)[0].text and "(circle: 2)" in claims(second)[0].text
    longer = {"en": "What people told of being answered was this, and " * 5 + "no more."}
    report = replace(made(), insights=[replace(made().insights[0], text=longer)])
    told = part(Document("t", "en", [], list(sections(Telling(report)))), "insight-1")
    assert told.heading == "Insight 1" and claims(told)[0].text == longer["en"]


def test_where_nobody_wrote_insights_it_says_so() -> None:
    """What is offered instead is counted by the program, and marked as that."""
    section = part(whole(gone_over=False), "insights")
    first = section.blocks[0]
    assert isinstance(first, Line) and first.text.startswith("No researcher has written")
    assert section.sections[0].by == "machine" and claims(section)[0].figures["circles"] == 6


def test_a_number_nobody_said_keeps_an_insight_back() -> None:
    """A researcher may repeat a number that was said, and no other."""
    sources = made().themes[0].members[:6]
    for text, found in (
        ("Since 1974 nobody answers.", {"figure"}),
        ("Half of the people agree.", {"wording"}),
    ):
        report = replace(made(), insights=[Insight("i", {"en": text}, sources)])
        tell = Telling(report)
        told = Document("t", "en", [], list(sections(tell)))
        assert {fault.kind for fault in faults(told, report)} == found


def test_themes_of_most_circles_come_first_and_lone_ones_are_listed() -> None:
    """A theme of one circle comes last, and is listed once more so that it is not lost."""
    parts = part(whole(), "themes").sections
    assert [one.heading for one in parts][:1] == ["1. Being answered"]
    assert parts[-2].heading.endswith("the old well of 1974")
    assert "the old well of 1974" in claims(parts[-1])[0].text


def test_what_would_give_a_small_number_away_is_not_counted() -> None:
    """Of a theme in which one person spoke only the circle is told."""
    first = claims(part(whole(), "theme-4"))[0]
    assert list(first.figures) == ["circles", "of"]


def test_quotes_come_from_several_circles_and_both_ways() -> None:
    """Two to each way, from different circles where there are any."""
    section = part(whole(), "theme-1")
    headings = [block.text for block in section.blocks if isinstance(block, Sub)]
    assert headings == ["What builds trust", "What wears trust down", "Trust and distrust at once"]
    quotes = [block.said for block in section.blocks if isinstance(block, Quotes)]
    assert all(len({one.source for one in said}) == len(said) for said in quotes)
    assert quotes[0][0].quote.chosen


def test_nobody_is_quoted_against_their_will() -> None:
    """Words of who did not agree to be quoted are counted, and stand nowhere."""
    closed = [c.text for c in made().contributions if not c.quotable]
    assert closed and not [text for text in closed if text in words(whole())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_to_be_looked_through_is_what_is_shown(language: str) -> None:
    """Whoever clears a summary for publishing reads every text it quotes, and no others."""
    there = {
        one.quote.contribution
        for section in walked(whole(language).sections)
        for block in section.blocks
        if isinstance(block, Quotes)
        for one in block.said
    }
    assert set(shown(made(), ".html")) == there


def test_what_was_promised_stands_once() -> None:
    """Six circles with the same promise are told of together."""
    blocks = part(whole(), "next").blocks
    assert len(blocks) == 1 and "1, 2, 3, 4, 5, 6" in repr(blocks[0])


def test_the_method_appendix_tells_who_decided_what_and_what_is_left_out() -> None:
    """Who, when, how often, what was taken back, that it is no survey."""
    told = words(Document("t", "en", [], [part(whole(), "method")]))
    for one in ("Anna", "Jānis", "2 November 2026", "Themes named anew", "not a survey", "not affiliated"):
        assert one in told
    assert "('Taken back by who said them', '2')" in told


def test_agreement_stands_with_its_intervals_or_with_why_there_is_none() -> None:
    """By code and over all; a code that nobody gave has no kappa, and the reason stands there."""
    units = [c.id for c in made().contributions][:12]
    one = {id: {"being_heard"} if n % 3 else {"fairness_equality"} for n, id in enumerate(units)}
    other = {id: {"being_heard"} if n % 4 else {"fairness_equality"} for n, id in enumerate(units)}
    codes = ["being_heard", "media_information"]
    found = compare({"Anna": one, "Ilze": other}, codes, resampling=Resampling(times=50))
    report = replace(made(), agreement=found)
    section = part(Document("t", "en", [], list(sections(Telling(report)))), "agreement")
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert table.rows[0][0] == "Being heard and having influence"
    assert re.fullmatch(r"−?[01]\.\d\d \(−?[01]\.\d\d … −?[01]\.\d\d\)", table.rows[0][3])
    assert table.rows[1][2:] == ["– (all gave the same)", "– (all gave the same)"]
    assert "12 contributions were coded by two people" in repr(section.blocks)


# Damage: one quote, figure, id or word of a good document is changed, and the checker finds it.


def places(document: Document) -> list[tuple[Path, int]]:
    """Where claims and quotes stand: sections by number, then the block."""
    found: list[tuple[Path, int]] = []

    def walk(parts: Sequence[Section], path: Path) -> None:
        for at, one in enumerate(parts):
            found.extend(
                ((*path, at), n) for n, b in enumerate(one.blocks) if isinstance(b, Claim | Claims | Quotes)
            )
            walk(one.sections, (*path, at))

    walk(document.sections, ())
    return found


def changed(parts: Sequence[Section], path: Path, at: int, block: Block) -> list[Section]:
    first, *rest = path
    one = parts[first]
    if rest:
        new = replace(one, sections=changed(one.sections, tuple(rest), at, block))
    else:
        new = replace(one, blocks=[block if n == at else b for n, b in enumerate(one.blocks)])
    return [new if n == first else old for n, old in enumerate(parts)]


def block_at(parts: Sequence[Section], path: Path, at: int) -> Block:
    for step in path[:-1]:
        parts = parts[step].sections
    return parts[path[-1]].blocks[at]


def hurt_claim(draw: st.DrawFn, claim: Claim) -> Claim:
    ways = ["unknown id", "no ids", "share", "words", "number"]
    if claim.figures:
        ways += ["figure", "fewer"]
    match draw(st.sampled_from(ways)):
        case "unknown id":
            return replace(claim, sources=(*claim.sources[1:], "9-999"))
        case "no ids":
            return replace(claim, sources=())
        case "share":
            return replace(claim, text=f"{claim.text} 40 % of people.")
        case "words":
            return replace(claim, text=f"{claim.text} “nobody ever said this”")
        case "number":
            return replace(claim, text=f"7777 {claim.text}")
        case "fewer":
            left = 0 if len(claim.sources) == 1 else draw(st.integers(0, len(claim.sources) - 1))
            kept = tuple(id for n, id in enumerate(claim.sources) if n != left)
            figures = {what: n + 1 for what, n in claim.figures.items()} if not kept else claim.figures
            return (
                replace(claim, sources=kept, figures=figures) if _told(claim) else replace(claim, sources=())
            )
        case _:
            what = draw(st.sampled_from(sorted(claim.figures)))
            return replace(claim, figures={**claim.figures, what: claim.figures[what] + 1})


def _told(claim: Claim) -> bool:
    return "contributions" in claim.figures


def hurt_quote(draw: st.DrawFn, block: Quotes) -> Quotes:
    at = draw(st.integers(0, len(block.said) - 1))
    one = block.said[at]
    quote = one.quote
    match draw(st.sampled_from(["word", "shift", "other", "source", "longer"])):
        case "word":
            n = draw(st.integers(0, len(quote.text) - 1))
            letter = "#" if quote.text[n] != "#" else "!"
            new = replace(one, quote=replace(quote, text=quote.text[:n] + letter + quote.text[n + 1 :]))
        case "shift":
            new = replace(one, quote=replace(quote, start=quote.start + 1, end=quote.end + 1))
        case "other":
            new = replace(one, quote=replace(quote, contribution="9-999"))
        case "source":
            new = replace(one, source="circle 77, contribution 77-1")
        case _:
            new = replace(one, quote=replace(quote, end=quote.end + 1, text=quote.text + "!"))
    return Quotes([new if n == at else old for n, old in enumerate(block.said)])


@st.composite
def damaged(draw: st.DrawFn) -> Document:
    good = whole(draw(st.sampled_from(LANGUAGES)))
    path, at = draw(st.sampled_from(places(good)))
    block = block_at(good.sections, path, at)
    if isinstance(block, Quotes):
        new: Block = hurt_quote(draw, block)
    elif isinstance(block, Claim):
        new = hurt_claim(draw, block)
    else:
        assert isinstance(block, Claims)
        n = draw(st.integers(0, len(block.items) - 1))
        hurt = hurt_claim(draw, block.items[n])
        new = Claims([hurt if i == n else one for i, one in enumerate(block.items)])
    return replace(good, sections=changed(good.sections, path, at, new))


@settings(max_examples=60)
@given(damaged())
def test_any_damage_is_found(document: Document) -> None:
    """Whatever quote, figure, id or word is changed in a good summary, it does not go out."""
    assert faults(document, made())


@settings(max_examples=20)
@given(st.sampled_from(sorted(FINDINGS)), st.text(min_size=1, max_size=40))
def test_a_sentence_slipped_in_among_findings_is_found(id: str, text: str) -> None:
    """Nothing may be said there without a source, be it ever so short; only our own fixed sentences."""
    assume(not fixed(text, "en"))
    good = whole()
    parts = [replace(one, blocks=[*one.blocks, Line(text)]) if one.id == id else one for one in good.sections]
    assert faults(replace(good, sections=parts), made())


def test_what_is_taken_back_later_is_found() -> None:
    """A document made before somebody took words back does not pass as one of the report after it."""
    gone = made().themes[0].members[0]
    left = [c for c in made().contributions if c.id != gone]
    after = replace(made(), contributions=left, placed=[one for one in made().placed if one.id != gone])
    assert {fault.kind for fault in faults(whole(), after)} >= {"not here"}


@settings(max_examples=25)
@given(
    st.lists(st.text(min_size=1, max_size=30), min_size=4, max_size=4),
    st.sampled_from(["3 of 4 “roads”", "100 % procentu (1: 2)", "«дорога» 5", "viss [3]", "vairums cilvēku"]),
    st.sampled_from(LANGUAGES),
)
def test_whatever_a_theme_is_called_a_whole_summary_passes(
    names: list[str], hard: str, language: str
) -> None:
    """People name themes as they like, with numbers, brackets and marks in them: no name is a claim."""
    called = [hard, *names[1:]]
    themes = [
        replace(theme, named={language: name}) for theme, name in zip(made().themes, called, strict=True)
    ]
    report = replace(made(), themes=themes)
    tell = Telling(report, language)
    assert not faults(Document("t", language, list(lead(tell)), list(sections(tell))), report)
