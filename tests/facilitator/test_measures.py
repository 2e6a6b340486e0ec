"""A plan's measures come out of a table and into a script: one round each, the time shared out."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.words import CannotRead
from facilitator.measures import LONGEST_TITLE, MOST, Measure, NoMeasures, read, with_measures
from facilitator.script import Script, load
from facilitator.script import read as read_script
from facilitator.script_file import write

MADE_UP = [
    Measure("Write letters in plain words", "Every office rewrites its ten most sent letters.", "1.1"),
    Measure("Answer within five days", "", "1.2"),
    Measure("Tell people what became of their proposals", "A page says it for each.", "2.1"),
]


@pytest.fixture(scope="module", name="review")
def _review() -> Script:
    return load("action-plan-review")


def refused(content: str) -> str:
    with pytest.raises(NoMeasures) as refusal:
        read(content.encode(), "plan.csv")
    return str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [
        "id,title,text\n1.1,Ceļi,Lāpīt\n,,\n1.2,Tilti,\n".encode(),
        "Nr.;Pasākums;Apraksts\n1.1;Ceļi;Lāpīt\n1.2;Tilti;\n".encode("cp1257"),
        "sep=;\r\nNR;Nosaukums;Teksts;Atbildīgais\r\n1.1;Ceļi;Lāpīt;X\r\n1.2;Tilti;;Y\r\n".encode("utf-16"),
        "№\tНазвание\tОписание\n1.1\tCeļi\tLāpīt\n1.2\tTilti\t\n".encode("utf-8-sig"),
    ],
)
def test_measures_are_read_from_tables_as_people_have_them(content: bytes) -> None:
    """Any usual separator and encoding, columns in Latvian, English or Russian, others left alone."""
    assert read(content, "plan.csv") == [Measure("Ceļi", "Lāpīt", "1.1"), Measure("Tilti", "", "1.2")]


def test_columns_of_other_names_are_chosen_by_hand() -> None:
    """Counted from the left; one that is not there is refused."""
    table = b"what,who,more\nRoads,X,Mend them\n"
    assert read(table, "plan.csv", at={"title": 0, "text": 2}) == [Measure("Roads", "Mend them")]
    with pytest.raises(NoMeasures, match="no such column"):
        read(table, "plan.csv", at={"title": 3})


def test_a_column_of_titles_is_enough() -> None:
    assert read(b"title\nRoads\nBridges\n", "plan.csv") == [Measure("Roads"), Measure("Bridges")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("title\n", "There is no measure in the table."),
        ("topic,who\nRoads,X\n", "No column is called “title”."),
        ("title,text\nRoads,\n,Mend them\n", "Row 3 has no title."),
        ("id,title\n1,Roads\n2,Bridges\n1,Ferries\n", "Row 4: 1 was there before."),
        (f"title\n{'a' * (LONGEST_TITLE + 1)}\n", f"Row 2: a cell has more than {LONGEST_TITLE}"),
        ("title\n" + "Road\n" * (MOST + 1), f"There are {MOST + 1} measures, more than {MOST}."),
    ],
)
def test_a_table_that_will_not_do_is_refused_with_row_and_remedy(content: str, sentence: str) -> None:
    told = refused(content)
    assert told.startswith(sentence) and re.search(r"\. [A-Z].{8,}\.$", told), told


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04....", b'title\n"Roads\n'])
def test_what_is_no_table_is_refused_by_whoever_reads_tables(content: bytes) -> None:
    with pytest.raises(CannotRead, match=r"plan\.csv"):
        read(content, "plan.csv")


def test_words_of_a_table_become_words_of_a_script() -> None:
    """Line breaks and curly brackets would break the file; an apostrophe against formulas goes."""
    table = b'title,text\n"Roads\nand {question}",\'=SUM(A1)\n'
    assert read(table, "plan.csv") == [Measure("Roads and (question)", "=SUM(A1)")]


def test_each_measure_gets_its_round(review: Script) -> None:
    """Its name over the question, its text to read aloud, and the break in the middle."""
    script = with_measures(review, MADE_UP)
    ids = [step.id for step in script.rounds]
    assert ids[3:8] == ["measure-1-1", "measure-1-2", "break", "measure-2-1", "looking-back"]
    first = script.rounds[3]
    assert first.title["lv"] == "1.1 Write letters in plain words"
    assert first.prompt["en"].startswith("“Write letters in plain words” What of this have you noticed")
    assert first.prompt["ru"].startswith("«Write letters in plain words» Что")
    assert first.say[0]["lv"] == MADE_UP[0].text and len(script.rounds[4].say) == len(first.say) - 1


def test_measures_without_numbers_are_counted(review: Script) -> None:
    script = with_measures(review, [Measure("Roads"), Measure("Bridges")])
    assert [step.id for step in script.rounds][3:6] == ["measure-1", "break", "measure-2"]


def test_twenty_six_measures_fit_in_three_hours(review: Script) -> None:
    script = with_measures(review, [Measure(f"Measure {n}") for n in range(26)])
    taken = [step.minutes for step in script.rounds if step.id.startswith("measure-")]
    assert set(taken) == {4, 5} and sum(taken) == 105 and script.warnings() == []


def test_too_little_time_is_said(review: Script) -> None:
    """Below three minutes a measure it is unwise, below one it cannot be."""
    many = [Measure(f"Measure {n}") for n in range(50)]
    assert "A measure gets 2 min." in [str(one)[8:29] for one in with_measures(review, many).warnings()]
    with pytest.raises(NoMeasures, match=r"50 measures do not fit\. Take 125 min or more"):
        with_measures(review, many, 120)
    with pytest.raises(NoMeasures, match="no round “measure”"):
        with_measures(load("timeout-120"), MADE_UP)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)


@settings(deadline=None, max_examples=40)
@given(st.lists(WORDS, min_size=1, max_size=MOST), st.integers(130, 480))
def test_whatever_measures_are_called_the_script_holds(titles: list[str], minutes: int) -> None:
    """It takes the minutes it was given, and its file can be written and read again."""
    rows = "title\n" + "".join('"' + title.replace('"', '""') + '"\n' for title in titles)
    try:
        measures = read(rows.encode(), "plan.csv")
    except NoMeasures:
        return  # titles of nothing but spaces
    script = with_measures(load("action-plan-review"), measures, minutes)
    assert sum(step.minutes for step in script.rounds) == script.minutes == minutes
    assert read_script(write(script).encode(), "plan.toml") == script
