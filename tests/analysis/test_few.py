"""Under twenty contributions the codebook sorts them; what people decided holds there as anywhere."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook import load
from analysis.coding import Coded
from analysis.command import main
from analysis.decisions import Contradiction, Decisions
from analysis.few import decided

BOOK = load("trust")
CODES = [code.id for code in BOOK.codes][:4]
NAME = BOOK.code("media_information").label["en"]
IDS = [f"c{number}" for number in range(8)]
names = st.sampled_from(IDS)
pairs = st.lists(st.tuples(names, names).filter(lambda pair: pair[0] != pair[1]), max_size=4)
belief = st.tuples(*[st.sampled_from([0.05, 0.2, 0.3, 0.45])] * len(CODES))
SAID = (
    "The police came at once when we called, and I felt safe.",
    "A policeman listened to me.",
    "The judge listened to both of us and the ruling of the court was fair.",
    "My neighbour keeps the key to our house, and I never worry.",
)


def coded(id: str, beliefs: tuple[float, ...]) -> Coded:
    """A contribution as coding leaves it: no code that is too unlikely, the likeliest first."""
    likely = dict(zip(CODES, beliefs, strict=True))
    codes = sorted((code for code in CODES if likely[code] >= 0.3), key=lambda code: -likely[code])
    return Coded(id, tuple(codes), likely, 0.1)


@given(
    st.lists(belief, min_size=len(IDS), max_size=len(IDS)),
    pairs,
    pairs,
    st.dictionaries(names, st.sampled_from(["x", "y", CODES[0], CODES[1]]), max_size=4),
)
def test_decisions_hold_among_few(beliefs, together, apart, pinned):
    """Together is one theme, apart is never one, pinned is where its name says; the rest is not moved."""
    said = [coded(id, one) for id, one in zip(IDS, beliefs, strict=True)]
    try:
        found = decided(Decisions(together, apart, pinned), said, BOOK)
    except Contradiction:
        return
    theme = {id: where for id, (where, _) in zip(IDS, found, strict=True)}
    assert all(theme[a] == theme[b] != "" for a, b in together)
    assert all(theme[a] != theme[b] or not theme[a] for a, b in apart)
    for id, key in pinned.items():
        assert theme[id] == key if key in CODES else theme[id]
        assert all((theme[id] == theme[other]) == (key == its) for other, its in pinned.items())
    asked = {id for pair in (*together, *apart) for id in pair} | set(pinned)
    assert all(theme[one.id] == (one.codes[0] if one.codes else "") for one in said if one.id not in asked)
    assert all(0 <= sure <= 1 for _, sure in found)


def test_the_surer_one_stays_and_the_other_goes():
    """Together: to the surer one's theme. Apart: the less sure goes to its next code, else to none."""
    said = [coded("c0", (0.45, 0, 0, 0.3)), coded("c1", (0.3, 0.3, 0, 0)), coded("c2", (0.3, 0, 0, 0))]
    apart = decided(Decisions(apart=[("c1", "c0"), ("c2", "c0")]), said, BOOK)
    assert [where for where, _ in apart] == [CODES[0], CODES[1], ""]
    said[2] = coded("c2", (0, 0, 0.3, 0))
    together = decided(Decisions(together=[("c2", "c0")]), said, BOOK)
    assert [where for where, _ in together] == [CODES[0]] * 3


def made(folder: Path, decisions: object, *, language: str = "en") -> tuple[int, dict[str, dict[str, str]]]:
    corpus, choices, out = folder / "few.csv", folder / "decided.json", folder / "out.csv"
    corpus.write_text("id,text\n" + "".join(f'{n},"{text}"\n' for n, text in enumerate(SAID)), "utf-8")
    choices.write_text(json.dumps(decisions), "utf-8")
    done = main([str(corpus), "--to", str(out), "--decisions", str(choices), "--language", language])
    if done:
        return done, {}
    with out.open(encoding="utf-8-sig", newline="") as file:
        return done, {row["id"]: row for row in csv.DictReader(file)}


def test_a_file_of_decisions_holds_among_few_too(tmp_path: Path) -> None:
    """In the report as it is written: moved, taken apart, and put under a code by its name."""
    asked = {"together": [["0", "2"]], "apart": [["0", "1"]], "pinned": {"3": NAME}}
    _, free = made(tmp_path, {})
    assert free["0"]["theme label"] == free["1"]["theme label"] != free["2"]["theme label"]
    done, kept = made(tmp_path, asked)
    assert done == 0
    assert kept["0"]["theme"] == kept["2"]["theme"] != kept["1"]["theme"]
    assert kept["3"]["theme label"] == NAME


def test_contradictions_are_refused_among_few_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As they are among many."""
    assert made(tmp_path, {"together": [["0", "1"]], "apart": [["1", "0"]]})[0] == 2
    assert "two decisions contradict each other" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "few", "counted"),
    [
        (
            "en",
            "Fewer than 20 contributions that say something are too few",
            "is written: 1 theme, 4 contributions.",
        ),
        ("lv", "Mazāk nekā 20 izteikumu, kuros kaut kas pateikts", "ir ierakstīts: 1 tēma, 4 izteikumi."),
        ("ru", "Меньше 20 высказываний, в которых что-то сказано", "записан: 1 тема, 4 высказывания."),
    ],
)
def test_what_was_written_is_counted_in_the_right_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, few: str, counted: str
) -> None:
    """One theme is one theme in every language; too few are those that say something."""
    assert made(tmp_path, {"together": [["0", "1"], ["1", "2"], ["2", "3"]]}, language=language)[0] == 0
    said = capsys.readouterr().err
    assert few in said and said.endswith(f"{counted}\n")
