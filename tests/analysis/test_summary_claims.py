"""A summary claims no more than is known: which way words point, how themes hold, what people did."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from told_series import made, walked

from analysis.circles import GroupPlanned
from analysis.evening import Evening
from analysis.exporters.blocks import (
    Caution,
    Claim,
    Claims,
    Document,
    Line,
    Pairs,
    Quotes,
    Section,
    Sub,
    Table,
)
from analysis.exporters.telling import Said, Telling
from analysis.report import Decided, Quality, Quote, Report
from analysis.sourcing import check
from analysis.summary import sections

WEAK = Quality(0.3, 0.2, 0.4, "weak", 5)
UNKNOWN = Quality(separation=None, stability=None)


def told(report: Report, language: str = "en") -> dict[str, Section]:
    parts = list(sections(Telling(report, language)))
    check(Document("t", language, [], parts), report)
    return {one.id: one for one in walked(parts)}


def lines(section: Section) -> list[str]:
    found: list[str] = []
    for block in section.blocks:
        if isinstance(block, Line | Claim):
            found.append(block.text)
        elif isinstance(block, Claims):
            found += [one.text for one in block.items]
    return found


def quotes(section: Section) -> Iterator[tuple[str, Said]]:
    """Each quote with the heading it stands under."""
    heading = ""
    for block in section.blocks:
        if isinstance(block, Sub):
            heading = block.text
        elif isinstance(block, Quotes):
            yield from ((heading, one) for one in block.said)


@pytest.mark.parametrize("id", ["theme-1", "aspect-citizen-municipality"])
def test_what_the_program_alone_read_is_quoted_for_neither_way(id: str) -> None:
    """It is counted under what builds and what wears down; the quotes stand together, of both ways."""
    section = told(made(gone_over=False))[id]
    headings = [block.text for block in section.blocks if isinstance(block, Sub)]
    assert headings[0] == "What builds trust, as the program reads it" and headings[-1] == "What people said"
    found = list(quotes(section))
    assert len(found) == 4 and {heading for heading, _ in found} == {"What people said"}
    ways = {one.id: one.valence for one in made().placed}
    assert {"trust", "distrust"} <= {ways[one.quote.contribution] for _, one in found}


def test_a_themes_most_central_statement_stands_first() -> None:
    """Where its place was measured and nobody chose other quotes."""
    report = made(gone_over=False)
    last = report.themes[0].quotes[::-1]
    themes = [replace(report.themes[0], quotes=last, quality=WEAK), *report.themes[1:]]
    first = next(quotes(told(replace(report, themes=themes))["theme-1"]))[1]
    assert first.quote == last[0]


@pytest.mark.parametrize("language", ["en", "lv", "ru"])
def test_each_theme_says_how_it_holds(language: str) -> None:
    """What is weak says so under its name, and where it is offered as a theme of most circles."""
    report = made(gone_over=False)
    first = replace(report.themes[0], quality=WEAK)
    parts = told(replace(report, themes=[first, *report.themes[1:]]), language)
    weak = {"en": "Weak ground, ", "lv": "Vājš pamats, ", "ru": "Слабая основа, "}[language]
    assert any(one.startswith(weak) for one in lines(parts["theme-1"]))
    offered = lines(parts["offered"])
    assert offered[-2].startswith(weak) and Telling(report, language).label(first) in offered[-1]


def test_a_theme_says_what_people_did_about_it_and_no_more() -> None:
    """Named is not gone over; of one that was joined nobody says how well it holds."""
    report = made()
    first, second, *rest = report.themes
    named = replace(first, state="human-coded", quality=UNKNOWN)
    second = replace(second, quality=WEAK)
    joined = [Decided("Anna", "2026-11-02T10:00:00", "merge", "", (first.id, "gone"))]
    only_named, both = (
        lines(told(replace(report, themes=[named, second, *rest], log=log))["theme-1"])
        for log in (report.log, joined)
    )
    assert "Researchers named it; nobody has gone over all that is in it." in only_named
    assert "Researchers joined it from several themes." not in only_named
    assert "Researchers joined it from several themes." in both
    assert "How well it holds was not reckoned since people changed it." in both
    assert not [one for one in both if "ground" in one]


def test_trust_before_and_after_is_told_circle_by_circle() -> None:
    """With each person's own change, which middle answers before and after do not tell."""
    section = told(made())["trust"]
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert len(table.rows) == 6 and "In 6 circles." in lines(section)
    assert table.rows[0] == ["1", "11", "5 (3 … 7)", "6 (3 … 7)", "+1 (0 … +2)"]


def test_a_group_named_in_three_languages_is_one_kind_of_people() -> None:
    """Who was missing goes by kind, with groups' own names beneath and in how many circles."""
    report = made()
    names = ["Ierēdņi", "чиновники", "Officials"]
    circles = [
        replace(held, planned=[GroupPlanned(names[n % 3], ("influence",), 4, 0 if n < 4 else 1)])
        for n, held in enumerate(report.circles)
    ]
    section = told(replace(report, circles=circles))["missing"]
    pairs = next(list(block.pairs) for block in section.blocks if isinstance(block, Pairs))
    assert pairs == [("those who can change something", "Ierēdņi · чиновники · Officials (in 4 circles)")]
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert ["those who can change something", "6", "6", "2"] in table.rows


def test_what_people_take_with_them_is_one_of_each_circle_unless_somebody_chose() -> None:
    """The program puts no circle first; what a person marked stands alone."""
    report = made()
    section = told(report)["closing"]
    sources = [one.source for _, one in quotes(section)]
    assert len(sources) == len(set(sources)) == 6 and any("Nobody chose" in one for one in lines(section))
    text = next(c for c in report.contributions if c.id == "4-91").text
    marked = replace(report.themes[1], quotes=[Quote("4-91", 0, 9, text[:9], chosen=True)])
    section = told(replace(report, themes=[report.themes[0], marked, *report.themes[2:]]))["closing"]
    assert [one.quote.text for _, one in quotes(section)] == [text[:9]]
    assert not any("Nobody chose" in one for one in lines(section))


def test_figures_say_what_they_are_of() -> None:
    """Particulars are of the reading, minutes are planned ones, and fewer may answer a question than came."""
    parts = told(made())
    assert lines(parts["particulars"]) == [
        "As the program read it on 5 November 2026, without what people decided."
    ]
    assert "As planned in 6 circles; how long it took may differ." in lines(parts["script"])
    assert any(one.startswith("n is how many") for one in lines(parts["feedback"]))


def test_the_opening_box_counts_what_researchers_went_over() -> None:
    """Of four themes one was reviewed and one only named: it claims no more."""
    report = made()
    themes = [report.themes[0], replace(report.themes[1], state="human-coded"), *report.themes[2:]]
    box = next(
        one for one in told(replace(report, themes=themes))["glance"].blocks if isinstance(one, Caution)
    )
    assert "Gone over by researchers: 1 of 4; only named or changed by them: 1." in " ".join(box.sentences)


def test_of_words_that_came_from_files_nothing_is_said_of_how_they_were_written_down():
    """A circle brought in from a transcript had no recorder of ours: the summary says so."""
    report = made()
    brought = [replace(held, evening=Evening(brought=True)) for held in report.circles]

    def how(circles) -> str:
        (points, *_) = told(replace(report, circles=circles))["how"].blocks
        return " ".join(points.items)

    assert "The words of 1 circle came from a file made elsewhere" in how([brought[0], *report.circles[1:]])
    assert "files made elsewhere" in how(brought) and "spoke from their own" not in how(brought)
    assert "no sound recording" not in how(brought)
