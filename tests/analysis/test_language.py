"""Languages told apart, and the content words of each with their lemmas."""

import ast
import json
import os
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest
import spacy

from analysis import lemmas
from analysis.corpus import Contribution
from analysis.exporters.telling import Telling
from analysis.language import code, languages, terms
from analysis.lemmas import as_said, is_headword, lemma
from analysis.report import Placed, Report

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

SPOKEN = {
    "lv": "Mūsu pagastā ceļi ir slikti, un neviens neklausās iedzīvotājos.",
    "en": "The roads in our village are bad and nobody listens to us.",
    "fi": "Kylämme tiet ovat huonossa kunnossa eikä kukaan kuuntele meitä.",
    "sv": "Vägarna i vår by är dåliga och ingen lyssnar på oss.",
    "et": "Meie küla teed on halvad ja keegi ei kuula meid.",
    "ru": "Дороги в нашей деревне плохие, и никто нас не слушает.",
    "de": "Die Straßen in unserem Dorf sind schlecht und niemand hört uns zu.",
}


def found(*texts: str, language: str = "") -> list[str]:
    return languages([Contribution(str(i), text, language=language) for i, text in enumerate(texts)])


def needs(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is not there")
        pytest.skip(f"{name} is not there")
    return path


def test_six_languages_and_a_guest() -> None:
    """Each of the six is recognised, and so is one that is not among them."""
    assert found(*SPOKEN.values()) == list(SPOKEN)


def test_source_is_believed() -> None:
    """The language the source gives outranks what the text looks like."""
    assert found("The roads are bad and nobody listens to us", language="lv-LV") == ["lv"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("lv", "lv"),
        ("LV_lv", "lv"),
        ("lv-LV", "lv"),
        ("Latvian", "lv"),
        ("latviešu", "lv"),
        ("latviešu valoda", "lv"),
        ("lav", "lv"),
        ("English", "en"),
        ("angļu", "en"),
        ("русский язык", "ru"),
        ("Suomi", "fi"),
        ("eesti keel", "et"),
        ("svenska", "sv"),
        ("Deutsch", "de"),
        ("", ""),
        ("mixed", ""),
    ],
)
def test_names_of_languages(name: str, meant: str) -> None:
    """A language column may hold codes or names, in the languages people have."""
    assert code(name) == meant


def test_short_texts_follow_the_others() -> None:
    """A word or two is read in the language of the corpus, and so is what holds no letters."""
    long = [SPOKEN["lv"], "Es uzticos saviem kaimiņiem vairāk nekā pašvaldībai.", "Skolā bērniem ir labi."]
    assert found(*long, "ok", "Man", "+1", "") == ["lv"] * 7


def test_one_guest_is_not_outvoted() -> None:
    """A whole sentence keeps its language in a corpus of another."""
    assert found(*[SPOKEN["en"]] * 30, SPOKEN["ru"], SPOKEN["lv"])[-2:] == ["ru", "lv"]


@pytest.mark.parametrize(("words", "unknown"), [("en", "unknown"), ("lv", "nezināma")])
def test_a_report_says_that_a_language_is_unknown(words: str, unknown: str) -> None:
    """What nobody could tell counts as no language in the report's few figures, as in its particulars."""
    said = [Contribution("1", "👍"), Contribution("2", "123")]
    placed = [Placed(one.id, None, language) for one, language in zip(said, languages(said), strict=True)]
    told = Telling(Report("", [], placed, said), words)
    assert f"{unknown} 2" in [figure for _, figure in told.glance()]


def test_nothing_to_tell_by() -> None:
    """Where no text has a letter the language is unknown."""
    assert found("1", "…") == ["und", "und"]
    assert found() == []


def test_languages_of_trustsim() -> None:
    """All 182 statements of the made-up trust corpus get their own language."""
    rows = [json.loads(line) for line in needs("trustsim.jsonl").read_text(encoding="utf-8").splitlines()]
    assert found(*(row["text"] for row in rows)) == [row["lang"] for row in rows]


def test_terms_are_spans_of_content_words() -> None:
    """A term is found where it says it is; stop words, digits, links and addresses are out."""
    text = "  Nobody listens to us in 2024: see https://example.org or mail a@b.lv about the roads!"
    (mine,) = terms([text], ["en"])
    assert [term.lemma for term in mine] == ["listen", "mail", "road"]
    assert all(text[term.start : term.end] == term.surface for term in mine)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("lv", "Mēs vairs neuzticamies nevienam deputātam", ["uzticēties", "deputāts"]),
        ("fi", "Kukaan ei kuuntele meitä kunnassa", ["kuunnella", "kunta"]),
        ("et", "Keegi ei kuula meid vallas", ["kuulama", "vald"]),
        ("sv", "Ingen lyssnar på oss i kommunen", ["lyssna", "kommun"]),
        ("ru", "Никто нас не слушает в думе", ["слушать", "дума"]),
        ("de", "Niemand hört uns in den Häusern", ["hören", "haus"]),
        ("und", "Nobody slushaet", ["nobody", "slushaet"]),
    ],
)
def test_content_words_in_each_language(language: str, text: str, expected: list[str]) -> None:
    """What is left of a sentence is what it speaks of, in dictionary form; an unknown language as written."""
    assert [term.lemma for term in terms([text], [language])[0]] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "lv",
            "Es, viņš un mēs vairs nevaram, kāds cits, mans, viss, nav, neviens, kas, pirmais, dažādi, jau",
        ),
        ("en", "And yet I myself, nobody, something, the second one, already, whatever, possible, please"),
        (
            "fi",
            "Minä en ole, kukaan, joku, toinen, kuitenkin, sellainen, tarvitaan, ensimmäinen, mukaan, vielä",
        ),
        ("sv", "Jag ska inte, man, någon, denna, både, fortfarande, först, varje, igen, kanske, därför"),
        ("et", "Mina ei ole, keegi, kõige, esimene, mõned, siiski, juurde, samuti, alates, võivad, tuleb"),
        ("ru", "Я не могу, никто, первый, является, вместе, против, который, уже, сегодня, разные, имеют"),
    ],
)
def test_words_without_a_theme_are_left_out(language: str, text: str) -> None:
    """Pronouns, numbers, helping verbs and the like are no content words, in none of the six languages."""
    assert [term.surface for term in terms([text], [language])[0]] == []


def test_words_that_only_look_like_stop_words_are_kept() -> None:
    """Swedish schools, decisions and men, Finnish work, Russian data, and villages of two letters."""
    found = terms(
        ["Skolan fattar beslut i vår by, och männen står i kö", "Työ ja yö", "Личные данные"],
        ["sv", "fi", "ru"],
    )
    assert [term.surface for term in found[0]] == ["Skolan", "fattar", "beslut", "by", "männen", "kö"]
    assert [term.lemma for term in found[1]] == ["työ", "yö"]
    assert [term.surface for term in found[2]] == ["Личные", "данные"]


def test_acronyms_are_kept() -> None:
    """A short name in capitals is a content word, even where small letters make it a stop word."""
    assert [t.surface for t in terms(["ES un NATO mums palīdz"], ["lv"])[0]] == ["ES", "NATO", "palīdz"]
    assert [t.surface for t in terms(["It is NOT the EU"], ["en"])[0]] == ["EU"]


def test_component_for_any_pipeline() -> None:
    """Anybody's spaCy pipeline can have our lemmas."""
    nlp = spacy.blank("lv")
    nlp.add_pipe(lemmas.COMPONENT)
    assert [token.lemma_ for token in nlp("Kaimiņiem uzticējos")] == ["kaimiņš", "uzticēties"]


def test_component_is_found_by_whoever_knows_only_spacy(tmp_path: Path) -> None:
    """In a process that imports spaCy alone, each of the six languages can have our lemmas by their name."""
    points = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    card = tmp_path / "aplis-0.dist-info"
    card.mkdir()
    (card / "METADATA").write_text("Metadata-Version: 2.1\nName: aplis\nVersion: 0\n", "utf-8")
    named = [f"{name} = {place}" for name, place in points["spacy_factories"].items()]
    (card / "entry_points.txt").write_text("\n".join(["[spacy_factories]", *named]), "utf-8")
    code = """import json, spacy, sys
    for language, text in json.loads(sys.argv[1]).items():
        nlp = spacy.blank(language)
        nlp.add_pipe("aplis_lemmas")
        print(ascii([token.lemma_ for token in nlp(text)][-1]))
    """
    words = {
        "lv": "ceļiem",
        "en": "roads",
        "fi": "kylien",
        "sv": "städerna",
        "et": "linnades",
        "ru": "дорогам",
    }
    found = subprocess.run(
        [sys.executable, "-c", textwrap.dedent("    " + code), json.dumps(words)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])},
        capture_output=True,
        text=True,
        check=True,
    )
    lemmas_of = [ast.literal_eval(line) for line in found.stdout.split("\n") if line]
    assert lemmas_of == ["ceļš", "road", "kylä", "stad", "linn", "дорога"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("braukšanas", "braukšana"),
        ("uzticēšanos", "uzticēšanās"),
        ("nedzer", "dzert"),
        ("izstiepa", "izstiept"),
        ("apgriezās", "apgriezties"),
        ("iesaldētas", "iesaldēt"),
        ("izdevis", "izdot"),
        ("izbraucot", "izbraukt"),
        ("jāmaksā", "maksāt"),
        ("skaistākas", "skaists"),
        ("sabiedriskajā", "sabiedrisks"),
        ("kolekcionāru", "kolekcionārs"),
        ("darījumiem", "darījums"),
        ("apsaimniekotāju", "apsaimniekotājs"),
        ("amatpersonām", "amatpersona"),
        ("dzīvesvietā", "dzīvesvieta"),
        ("līdzjutēji", "līdzjutējs"),
        ("privātās", "privāts"),
        ("intensitāte", "intensitāte"),
        ("paātrina", "paātrināt"),
        ("saistītas", "saistīt"),
        ("lidojuši", "lidot"),
        ("sportisti", "sportists"),
        ("zemi", "zeme"),
        ("nevaru", "varēt"),
        ("joprojām", "joprojām"),
    ],
)
def test_latvian_forms(form: str, expected: str) -> None:
    """Participles, negated, prefixed and reflexive verbs, nouns of doing, compounds find their form."""
    assert lemma(form, "lv") == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Neuzticos", "neuzticēties"),
        ("nezinām", "nezināt"),
        ("uzticos", "uzticēties"),
        ("nesu", "nest"),
        ("nenesu", "nenest"),
        ("nelaimes", "nelaime"),
    ],
)
def test_a_denied_verb_is_shown_denied(form: str, expected: str) -> None:
    """What denies a verb is compared by the verb, and shown as it was said: as a headword."""
    said = as_said(form, lemma(form, "lv"), "lv")
    assert said == expected
    assert is_headword(said, "lv")


def test_russian_letters_that_people_write_either_way() -> None:
    """A word written with ё and with е is one word."""
    assert {lemma(form, "ru") for form in ("тёмной", "темную", "тёмный")} == {"темный"}
    assert is_headword("темный", "ru") and is_headword("легкий", "ru")


def test_latvian_lemmas_against_a_treebank() -> None:
    """Of content words in a Latvian treebank at least 89 in 100 get the treebank's lemma."""
    rows = [json.loads(line) for line in needs("lemma_lv.jsonl").read_text(encoding="utf-8").splitlines()]
    words = [
        (form, gold.lower().replace("_", "").replace("#", ""))
        for row in rows
        for form, gold, kind in zip(row["tokens"], row["lemmas"], row["upos"], strict=True)
        if kind in ("NOUN", "VERB", "ADJ", "ADV")
    ]
    assert sum(lemma(form, "lv") == gold for form, gold in words) / len(words) >= 0.89
