"""Nothing leaves without a source: any damage to a report's document is found, and a whole one passes."""

from dataclasses import replace

import pytest

from analysis.circles import CircleHeld
from analysis.corpus import Contribution
from analysis.exporters.blocks import Claim, Document, Line, Quotes, Section, Table
from analysis.exporters.telling import Telling
from analysis.report import Placed, Quote, Report, Theme
from analysis.sourcing import Unsourced, check, faults

SAID = [
    Contribution("1-1", "the council answered my letter of 2019", circle="1", voice="a", language="en"),
    Contribution("1-2", "nobody explains the new bus times", circle="1", voice="b", language="en"),
    Contribution("2-1", "mani uzklausīja", circle="2", language="lv"),
    Contribution("2-2", "not for quoting", circle="2", language="en", quotable=False),
]
ROADS = Theme("t1", "roads of 2023", (), 3, (), members=("1-1", "1-2", "2-1"), circles=2)
REPORT = Report(
    "Trust",
    [ROADS],
    [Placed(c.id, "t1" if c.id in ROADS.members else None, c.language) for c in SAID],
    SAID,
    circles=[CircleHeld("1", region="Vidzeme"), CircleHeld("2", region="Latgale")],
)
GOOD = Claim(
    "“roads of 2023” is spoken of in 2 circles, 3 times.",
    ("1-1", "1-2", "2-1"),
    {"circles": 2, "contributions": 3},
)


def document(*blocks: object) -> Document:
    quotes = Quotes(Telling(REPORT).said([Quote("1-1", 0, 11, "the council")]))
    section = Section("themes", "Themes", [quotes, *blocks])  # type: ignore[list-item]
    return Document("Trust", "en", [], [section])


def kinds(*blocks: object) -> set[str]:
    return {fault.kind for fault in faults(document(*blocks), REPORT)}


def test_what_stands_on_its_sources_passes() -> None:
    """A whole claim and an exact quote are no fault; a name may hold numbers of its own."""
    check(document(GOOD), REPORT)


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        (replace(GOOD, sources=()), "no source"),
        (replace(GOOD, sources=("1-1", "1-2", "9-9")), "not here"),
        (replace(GOOD, figures={"circles": 3, "contributions": 3}), "figure"),
        (replace(GOOD, text=GOOD.text.replace("3 times", "4 times")), "figure"),
        (replace(GOOD, text=GOOD.text.replace("2 circles, 3", "3 circles, 2")), "figure"),
        (replace(GOOD, text=GOOD.text.replace("roads", "boats")), "name"),
        (replace(GOOD, text="Most people in 2 circles said it 3 times."), "wording"),
        (replace(GOOD, text="50 % speak of it.", figures={}), "wording"),
    ],
)
def test_a_claim_that_does_not_stand_is_refused(claim: Claim, kind: str) -> None:
    """Without ids, with unknown ones, with other numbers or names, or with a share of people."""
    assert kind in kinds(claim)
    with pytest.raises(Unsourced):
        check(document(claim), REPORT)


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        (Quote("1-1", 0, 11, "the Council"), "not exact"),
        (Quote("1-1", 1, 12, "the council"), "not exact"),
        (Quote("2-2", 0, 3, "not"), "not quotable"),
        (Quote("7-7", 0, 3, "not"), "not here"),
    ],
)
def test_a_quote_that_nobody_gave_so_is_refused(quote: Quote, kind: str) -> None:
    """Altered, moved, of who agreed to no quoting, or taken back."""
    good = Telling(REPORT).said([Quote("1-1", 0, 11, "the council")])[0]
    source = good.source.replace("1-1", quote.contribution)
    assert kind in kinds(Quotes([replace(good, quote=quote, source=source)]))


def test_a_quote_under_another_circle_is_refused() -> None:
    """What stands under a quote leads to where it is from."""
    good = Telling(REPORT).said([Quote("1-1", 0, 11, "the council")])[0]
    assert kinds(Quotes([replace(good, source="circle 2, contribution 2-1")])) == {"not exact"}


def test_tables_are_counted_again() -> None:
    """A cell that its sources do not make, and a total that does not add up."""
    row = ["roads of 2023", "2", "3"]
    table = Table(
        ["Theme", "Circles", "Contributions"],
        [row],
        counts=("", "circles", "contributions"),
        sources=(GOOD.sources,),
    )
    assert kinds(table) == set()
    assert kinds(replace(table, rows=[["roads of 2023", "2", "4"]])) == {"figure"}
    summed = Table(["Theme", "n"], [["a", "1"], ["b", "2"], ["all", "3"]], totals=True)
    assert kinds(summed) == set()
    assert kinds(replace(summed, rows=[*summed.rows[:2], ["all", "4"]])) == {"figure"}


def test_a_bare_sentence_among_findings_is_refused() -> None:
    """Where findings stand only our own fixed sentences may be without a source."""
    assert kinds(Line("People trust their neighbours.")) == {"unsourced"}
    assert kinds(Line("Nobody whose words are here agreed to be quoted.")) == set()


@pytest.mark.parametrize("language", ["en", "lv", "ru"])
def test_why_is_said_in_the_readers_language(language: str) -> None:
    """A refusal says what is wrong, in words."""
    found = faults(document(replace(GOOD, sources=())), REPORT)
    assert found and all("{" not in fault.told(language) for fault in found)


BOLD = [
    *("Half of the village left", "Half the people left", "Two thirds want change", "Most villagers agree"),
    *("Almost all residents agreed.", "Everyone here hates the council.", "Nobody trusts the mayor"),
    *("90% of people hate the council", "None of us trusts them", "All villagers are against it"),
    *("Visi kā viens grib karu.", "Puse ciema ir aizbraukusi", "Neviens neuzticas mēram", "Visi grib mieru"),
    *("Все жители против", "Две трети хотят перемен", "Никто не доверяет мэру", "Большинство согласны"),
]
FAIR = [
    *("Everyone had a turn", "Nobody answers letters", "Doctors are the most trusted people"),
    *("Three quarters of an hour passed", "A service for all residents", "In most circles roads were named"),
    *("Neviens neatbild uz vēstulēm", "Visi izteicās", "Puse stundas pagāja", "Никто не отвечает на письма"),
    *("Все круги говорили о дорогах", "В большинстве случаев никто не пришёл"),
]


def typed(**words: object) -> set[str]:
    report = replace(REPORT, themes=[replace(ROADS, **words)])  # type: ignore[arg-type]
    return {fault.kind for fault in faults(Document("Trust", "en", [], []), report)}


@pytest.mark.parametrize("text", BOLD)
def test_nobody_types_a_share_of_people(text: str) -> None:
    """Neither in what belongs in a theme nor in its name, in no language; the refusal names the theme."""
    assert typed(definition={"en": text}) >= {"wording"} and typed(named={"lv": text}) == {"wording"}
    report = replace(REPORT, themes=[replace(ROADS, named={"en": "Roads"}, definition={"en": text})])
    with pytest.raises(Unsourced, match="Roads"):
        check(Document("Trust", "en", [], []), report)


@pytest.mark.parametrize("text", FAIR)
def test_what_was_done_may_be_told(text: str) -> None:
    """That everybody or nobody did something is no claim about what people hold."""
    assert not typed(definition={"en": text}) and not typed(named={"en": text})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("All two circles spoke of roads", set()),
        ("In 2 circles; since 2019; two of two circles; one circle said so first", set()),
        ("“Five in six circles were angry", {"figure"}),
        ("Divos apļos, trīs izteikumos", set()),
        ("Piecos no sešiem apļiem", {"figure"}),
        ("В пяти кругах из шести", {"figure"}),
        ("Since 1974 nobody answers", {"figure"}),
        ("They said \"the council\" and 'new bus'; people's own words", set()),
        ('They said "the mayor lies"', {"name"}),
        ("They said 'the mayor lies'", {"name"}),
        ("They said »the mayor lies«", {"name"}),
        ("They said ‘the mayor lies’", {"name"}),
    ],
)
def test_numbers_and_quotes_in_a_definition_are_those_of_its_contributions(
    text: str, found: set[str]
) -> None:
    """Numbers in words are counted again like digits; words in any marks are words that somebody said."""
    assert typed(definition={"en": text}) == found


@pytest.mark.parametrize("language", ["en", "lv", "ru"])
def test_a_theme_of_which_no_word_may_be_shown_has_a_number_for_a_name(language: str) -> None:
    """Its inner id is no name; the checker knows what it is called."""
    nameless = replace(REPORT, themes=[replace(ROADS, label="t1"), replace(ROADS, id="t2", label="t2")])
    called = [Telling(nameless, language).label(theme) for theme in nameless.themes]
    assert len(set(called)) == 2 and "t1" not in "".join(called)
    claim = replace(GOOD, text=GOOD.text.replace("roads of 2023", called[0]))
    section = Section("themes", "Themes", [claim])
    assert not faults(Document("Trust", language, [], [section]), nameless)
