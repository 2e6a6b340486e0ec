"""A person's part from files: codes asked for, a queue filled in and read again, decisions about themes."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.codebook import load
from analysis.command import main

SAID = [
    ("police_security", "en", "The police came at once when we called, and I felt safe."),
    ("police_security", "lv", "Policija neatbrauca, lai gan zvanījām trīs reizes."),
    ("health_social_care", "en", "I waited half a year to see a doctor."),
    ("health_social_care", "ru", "В больнице врач всё подробно объяснил."),
    ("media_information", "lv", "Televīzijas ziņām es vairs neticu, tur viena propaganda."),
    ("media_information", "en", "Half of the news on my phone turns out to be rumours."),
    ("courts_law", "en", "The judge listened to both of us and the ruling was fair."),
    ("interpersonal_trust", "en", "My neighbour keeps the key to our house, and I never worry."),
]
CODE = {str(number): code for number, (code, _, _) in enumerate(SAID)}


@pytest.fixture(name="corpus", scope="module")
def _corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("said") / "circle.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        told = csv.writer(file)
        told.writerow(["id", "text", "language", "quotable"])
        told.writerows([n, text, spoken, "yes"] for n, (_, spoken, text) in enumerate(SAID))
        told.writerow(["silent", "+1", "en", "yes"])
        told.writerow(["closed", "The council never answers our letters.", "en", "no"])
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(name="made", scope="module")
def _made(corpus: Path) -> Path:
    """A folder with reports that were coded, and the queue."""
    folder = corpus.parent
    queue = ["--queue", str(folder / "queue.csv")]
    assert main([str(corpus), "--to", str(folder / "out.csv"), "--codebook", "trust", *queue]) == 0
    assert main([str(corpus), "--to", str(folder / "out.jsonl"), "--codebook", "trust"]) == 0
    return folder


def test_a_table_holds_codes_and_facets_beside_what_was_said(made: Path) -> None:
    """The surest code with its name, how sure it is, and whose trust and which way where that can be told."""
    told = {row["id"]: row for row in rows(made / "out.csv")}
    right = [id for id, code in CODE.items() if told[id]["code"] == code]
    assert len(right) >= 6
    assert told["0"]["code label"] == "Police, safety and defence"
    assert 0 < float(told["0"]["code confidence"]) <= 1
    assert (told["0"]["trust_object"], told["0"]["valence"]) == ("citizen_state", "trust")
    assert told["1"]["valence"] == "distrust"
    silent = told["silent"]
    assert silent["code"] == silent["valence"] == silent["trust_object confidence"] == ""


def test_data_say_which_codebook_and_how_many_of_a_theme_carry_a_code(made: Path) -> None:
    first, *lines = [json.loads(line) for line in (made / "out.jsonl").read_text("utf-8").splitlines()]
    report = first["report"]
    book = load("trust")
    assert report["codebook"] == {"id": "trust", "version": book.version, "status": book.status}
    assert report["method"]["coding"]["codebook"] == f"trust {book.version}"
    carried = {line["id"]: list(line["codes"]) for line in lines}
    for theme in report["themes"]:
        counts = list(theme["codes"].values())
        assert counts == sorted(counts, reverse=True) and max(counts) <= theme["size"]
    assert carried["silent"] == []
    told = lines[0]["facets"]["valence"]
    assert told == {"value": "trust", "sure": told["sure"], "by_person": False}


def test_without_being_asked_nothing_is_coded(corpus: Path, tmp_path: Path) -> None:
    assert main([str(corpus), "--to", str(tmp_path / "out.csv")]) == 0
    assert "code" not in rows(tmp_path / "out.csv")[0]


def test_the_queue_is_a_table_to_fill_in(made: Path) -> None:
    """Everything that says something stands in it once; what may not be quoted is not shown in it."""
    queue = rows(made / "queue.csv")
    assert list(queue[0]) == ["id", "code", "suggested", "called", "sure", "or else", "text"]
    assert sorted(row["id"] for row in queue) == sorted([*CODE, "closed"])
    assert all(row["code"] == "" and row["suggested"] and row["or else"] for row in queue)
    assert [row["text"] for row in queue if row["id"] == "closed"] == [""]


def test_a_filled_in_queue_is_read_again_and_stands(made: Path, corpus: Path, tmp_path: Path) -> None:
    """What a person coded is sure, comes no more in the queue, and several codes are kept."""
    queue = rows(made / "queue.csv")
    queue[0]["code"], queue[1]["code"] = "local_government", "courts_law; being_heard"
    done = tmp_path / "done.csv"
    with done.open("w", encoding="utf-8", newline="") as file:
        told = csv.DictWriter(file, queue[0])
        told.writeheader()
        told.writerows(queue)
    out, again = tmp_path / "out.csv", tmp_path / "queue.csv"
    assert main([str(corpus), "--to", str(out), "--corrections", str(done), "--queue", str(again)]) == 0
    found = {row["id"]: row for row in rows(out)}
    one, two = found[queue[0]["id"]], found[queue[1]["id"]]
    assert (one["code"], one["code confidence"], one["other codes"]) == ("local_government", "1.00", "")
    assert (two["code"], two["other codes"]) == ("courts_law", "being_heard")
    left = {row["id"] for row in rows(again)}
    assert left == {row["id"] for row in queue[2:]}


def test_a_person_says_that_no_code_fits_or_names_a_code_as_it_is_called(
    corpus: Path, tmp_path: Path
) -> None:
    """Special codes too, in any language and with any capitals; none of it comes again in the queue."""
    done, out, again = tmp_path / "done.csv", tmp_path / "out.csv", tmp_path / "queue.csv"
    said = {"0": "none", "1": "Process", "2": "Nav piešķirts", "3": "COURTS_LAW; Police, safety and defence"}
    with done.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "code"), *said.items()])
    assert main([str(corpus), "--to", str(out), "--corrections", str(done), "--queue", str(again)]) == 0
    found = {row["id"]: (row["code"], row["code label"], row["other codes"]) for row in rows(out)}
    assert found["0"] == ("", "", "")
    assert found["1"] == ("process", "About the dialogue itself", "")
    assert found["2"] == ("unassigned", "Unassigned", "")
    assert found["3"][0::2] == ("courts_law", "police_security")
    assert not {row["id"] for row in rows(again)} & said.keys()


def test_two_files_that_contradict_each_other_are_both_named(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last does not win in silence; files that agree may be given together."""
    one, two, out = tmp_path / "ann.csv", tmp_path / "ben.csv", tmp_path / "out.md"
    one.write_text("id,code\n0,courts_law\n4,media_information\n", "utf-8")
    two.write_text("id,code\n4,Media_Information\n0,being_heard\n", "utf-8")
    assert main([str(corpus), "--to", str(out), "--corrections", str(one), "--corrections", str(two)]) == 2
    line = capsys.readouterr().err.splitlines()[-1]
    assert f"{two}, row 3: “0” has other codes in {one}, row 2" in line
    assert not out.exists()


def test_a_queue_somebody_filled_in_is_not_replaced(
    made: Path, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty one is; an hour of a person's work is not lost to the same command given twice."""
    queue = tmp_path / "queue.csv"
    asked = [str(corpus), "--to", str(tmp_path / "out.csv"), "--queue", str(queue)]
    assert main(asked) == 0 and main(asked) == 0
    filled = queue.read_bytes().replace(b'"",', b'"courts_law",', 1)
    queue.write_bytes(filled)
    assert main(asked) == 2
    assert "has codes somebody filled in" in capsys.readouterr().err.splitlines()[-1]
    assert queue.read_bytes() == filled


def test_what_was_decided_about_themes_holds(tmp_path: Path) -> None:
    """Two together are in one theme, two apart in two; with decisions, the wide look and the stable way."""
    texts = [
        f"{what} number {n} in our street" for n in range(8) for what in ("The road", "A doctor", "My cat")
    ]
    corpus, out = tmp_path / "a.csv", tmp_path / "a.csv.jsonl"
    corpus.write_text("id,text\n" + "".join(f"{n},{text}\n" for n, text in enumerate(texts)), "utf-8")
    decided = tmp_path / "decided.json"
    decided.write_text(json.dumps({"together": [["0", "1"]], "apart": [["0", "3"]]}), "utf-8")
    look = ["--decisions", str(decided), "--more", "-1", "--stable"]
    assert main([str(corpus), "--to", str(out), *look]) == 0
    first, *lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    theme = {line["id"]: line["theme"] for line in lines}
    assert theme["0"] == theme["1"] and theme["0"] != theme["3"]
    method = first["report"]["method"]
    assert method["stable"] is True and method["grouping"]["more"] == -1


Case = tuple[str, str, str, str]
REFUSED: dict[str, Case] = {
    "no such code": ("--corrections", "id,code\n0,moods\n", "row 2: “moods” is no code of", "being_heard"),
    "no such id": (
        "--corrections",
        "id,code\n77,courts_law\n",
        "row 2: no contribution has the id “77”",
        "Take",
    ),
    "no column": ("--corrections", "id,kods\n0,courts_law\n", "row 1: there is no column “code”", "id, kods"),
    "two codes": (
        "--corrections",
        "id,code\n0,courts_law\n0,being_heard\n",
        "row 3: “0” has other codes in ",
        "given.csv, row 2. Keep one",
    ),
    "none beside a code": (
        "--corrections",
        "id,code\n0,none; courts_law\n",
        "row 2: “none” says that no code fits, and a code stands beside it",
        "Keep one",
    ),
    "not JSON": ("--decisions", '{"together":\n[["0" "1"]]}', "row 2: this is not JSON", "mend the row"),
    "no object": ("--decisions", "[]", "file is not as it should be", "Write {"),
    "a strange key": ("--decisions", '{"with": []}', "with is not as it should be", '"together"'),
    "no pair": ("--decisions", '{"apart": [["0"]]}', "apart[0] is not as it should be", '["id", "other id"]'),
    "a pin of nobody": (
        "--decisions",
        '{"pinned": {"77": "a"}}',
        "pinned.77: no contribution has the id",
        "Take",
    ),
    "a pin twice": ("--decisions", '{"pinned": {"0": "a", "0": "b"}}', "“0” stands there twice", "Keep one"),
    "a list twice": ("--decisions", '{"apart": [], "apart": []}', "“apart” stands there twice", "Keep one"),
    "a pin to nothing": (
        "--decisions",
        '{"pinned": {"0": 3}}',
        "pinned is not as it should be",
        "name of a theme",
    ),
    "a broken codebook": ("--codebook", '{"id": "mine"}', "schema: is missing; add it.", "more like it"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_file_that_does_not_fit_gets_one_sentence(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], why: str
) -> None:
    """It names the file and the row or key, and says what to do; no report is written."""
    flag, content, sentence, remedy = REFUSED[why]
    path = tmp_path / ("given.csv" if flag == "--corrections" else "given.json")
    path.write_text(content, "utf-8")
    out = tmp_path / "out.md"
    assert main([str(corpus), "--to", str(out), flag, str(path)]) == 2
    line = capsys.readouterr().err.splitlines()[-1]
    assert str(path) in line and sentence in line and remedy in line
    assert not out.exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "two decisions contradict each other: 1 and 0 are to be together and apart."),
        ("lv", "divi lēmumi ir pretrunā: pēc tiem izteikumi 1 un 0 jāliek gan kopā, gan atsevišķi."),
        ("ru", "два решения противоречат друг другу: высказывания 1 и 0 должны быть и вместе, и порознь."),
    ],
)
def test_decisions_that_contradict_each_other_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    """The sentence is whole in every language."""
    corpus, decided = tmp_path / "a.csv", tmp_path / "decided.json"
    corpus.write_text("id,text\n" + "".join(f"{n},The road is bad {n}\n" for n in range(24)), "utf-8")
    decided.write_text(json.dumps({"together": [["0", "1"]], "apart": [["1", "0"]]}), "utf-8")
    asked = ["--to", str(tmp_path / "a.md"), "--decisions", str(decided), "--language", language]
    assert main([str(corpus), *asked]) == 2
    assert said in capsys.readouterr().err


def spoiled(name: str) -> Callable[[Path], list[str]]:
    return lambda corpus: ["--queue", str(corpus.parent / name)]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (lambda corpus: ["--codebook", "moods"], "There is no codebook moods. Choose one of: trust"),
        (spoiled("queue.txt"), "Give it a name that ends in .csv"),
        (spoiled("same.csv"), "Give the queue another name"),
        (spoiled("circle.csv"), "is the file to be read"),
    ],
)
def test_a_queue_or_codebook_that_cannot_be_is_said_in_a_sentence(
    corpus: Path, capsys: pytest.CaptureFixture[str], asked: Callable[[Path], list[str]], sentence: str
) -> None:
    assert main([str(corpus), "--to", str(corpus.parent / "same.csv"), *asked(corpus)]) == 2
    assert sentence in capsys.readouterr().err
