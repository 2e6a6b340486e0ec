"""The summary of a series: every sentence about what people said has its source, and any damage is found."""

import re
from dataclasses import replace

import pytest
from told_series import made, walked, whole

from analysis.agreed import Resampling
from analysis.agreement import compare
from analysis.circles import CircleHeld
from analysis.codebook import load
from analysis.exporters.blocks import (
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
from analysis.exporters.document import document
from analysis.exporters.telling import Telling
from analysis.report import Insight, Told
from analysis.sentences import unsaid
from analysis.shown import shown
from analysis.sourcing import check, faults
from analysis.summary import sections

LANGUAGES = ["en", "lv", "ru"]


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


def test_a_circle_that_is_only_planned_is_not_counted() -> None:
    """It has said nothing, and nobody can have been silent in it."""
    report = replace(made(), circles=[*made().circles, CircleHeld("7", region="Zemgale")])
    told = Document("t", "en", [], list(sections(Telling(report))))
    check(told, report)
    assert "('Circles', '6')" in repr(part(told, "glance").blocks)
    assert claims(part(told, "theme-1"))[0].text == "In 6 of 6 circles, 30 contributions."


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


def test_which_way_a_person_said_it_points_goes_before_the_program() -> None:
    """Where people said it of each, the heading speaks for nobody else; where of some, these are quoted."""
    report = made(gone_over=False)
    mine = [one.id for one in report.placed if one.theme == report.themes[0].id and one.valence == "trust"]
    for told, people in ((mine, True), (mine[-1:], False)):
        by_person = {"valence": Told("trust", 1.0, by_person=True)}
        placed = [replace(one, facets=by_person) if one.id in told else one for one in report.placed]
        asked = replace(report, placed=placed)
        section = part(Document("t", "en", [], list(sections(Telling(asked)))), "theme-1")
        headings = [block.text for block in section.blocks if isinstance(block, Sub)]
        assert ("What builds trust" in headings) is people
        quotes = next(block.said for block in section.blocks if isinstance(block, Quotes))
        assert quotes[0].quote.contribution in told


def test_how_far_the_codebook_is_tried_is_in_the_readers_language() -> None:
    """And its version stands once in the sentences, not in each place that names it."""
    lead = load("trust")
    report = replace(made(), codebook=lead, method={"coding": {"status": lead.status}})
    told = words(document(report, "lv"))
    assert "not validated" not in told and told.count("Projekts: nav pārbaudīta") == 2
    assert told.count(lead.version) == 1


def test_latvian_says_whose_names_were_not_written_down() -> None:
    """“Vārdi” alone are words as well: nobody may read that words were not written down."""
    told = words(whole("lv"))
    assert "personvārdi netika pierakstīti" in told
    assert "Vārdi netika pierakstīti" not in told and "idējā atbilde" not in told


def test_a_theme_is_known_again_in_another_language() -> None:
    """In its own section stand its names in the other languages, as whoever reads those has them."""
    given = made()
    told = words(document(given, "lv"))
    for theme in given.themes:
        if not theme.named and len(set(theme.labels.values())) > 1:
            assert f"„{theme.labels['en']}” (en)" in told
    assert "Citās valodās: " in told
