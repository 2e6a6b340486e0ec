"""What could name a person is found and a pseudonym proposed; a person decides, and no trace is kept."""

import dataclasses
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pseudonym_figures import PARTS, cases, counted

from analysis import pseudonyms
from analysis.pseudonyms import (
    KINDS,
    LANGUAGES,
    Confidence,
    Find,
    find,
    logged,
    moved,
    placeholder,
    replaced,
)
from analysis.pseudonyms.codes import estonian_fits, finnish_fits, latvian_fits, swedish_fits
from analysis.pseudonyms.numbers import iban_fits
from analysis.words import LANGUAGES as READ
from analysis.words import Sentence

MADE_UP = Sentence("Made up for this test.")

TEXTS = [
    ("lv", "Vakar Jānis Bērziņš (tālr. 29 000 111) rakstīja uz janis@example.lv no Skolas ielas 14."),
    ("ru", "Мария Ивановна живёт на улице Лиепу, дом 14, её код 010190-12345."),
    ("en", "I am the only doctor in our village; my car is AB-1234 and my neighbour is Tom."),
]


def told(text: str, language: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find(text, language)]


@pytest.fixture(scope="module", params=["open", "apart", "later"])
def figures(request):
    return counted(request.param)


def test_every_code_phone_and_email_of_the_gold_set_is_found(figures):
    """Also the mistyped, those with spaces, and codes of the newer form, which have no check digit."""
    for kind in ("code", "phone", "email"):
        assert figures.found[kind] == figures.marks[kind] > 0


def test_names_of_the_gold_set_are_found(figures):
    """At least 95 in a hundred, in six languages, bent as they are."""
    assert figures.found["name"] >= 0.95 * figures.marks["name"]


def test_clean_sentences_are_left_in_peace(figures):
    """At most three in a hundred are asked about: months, towns, offices, words that are names as well."""
    assert figures.accused.total() <= 0.03 * figures.clean.total()


def test_the_gold_set_is_large_enough():
    """At least 600 sentences, half of them clean, a third apart; and some that came when that was used up."""
    whole = {part: list(cases(part)) for part in PARTS}
    assert sum(map(len, whole.values())) >= 660 and len(whole["apart"]) > 190 and len(whole["later"]) > 60
    clean = {part: sum(not case.marked for case in whole[part]) for part in PARTS}
    assert clean["open"] > 200 and clean["apart"] > 90 and clean["later"] > 30


@pytest.mark.parametrize("sign", ["-", "–", "—", " ", "", " - ", "\u2011"])
@pytest.mark.parametrize(
    "start", ["010190{}12345", "32{}".replace("{}", "9999") + "{}12345", "391234{}56789"]
)
def test_a_latvian_code_is_told_by_its_shape(start, sign):
    """Of the older form and the newer, with any dash or none, in full-width digits as well."""
    code = start.format(sign)
    assert told(f"Kods {code}.", "lv") == [("code", code)]
    wide = code.translate({ord("0") + i: ord("０") + i for i in range(10)})
    assert told(f"Kods {wide}.", "lv") == [("code", wide)]


@pytest.mark.parametrize(
    "text",
    [
        "Reģ. nr. 40003000000",
        "No 2019-2023",
        "26 000 000 eiro",
        "Nr. 14.05.2026",
        "LV-1010",
        "12. panta 3. daļa",
    ],
)
def test_other_numbers_are_no_persons(text):
    """Firms' numbers, years, sums, dates, post codes, parts of a law."""
    assert find(text, "lv") == []


def test_check_digits_make_a_find_surer():
    """A mistyped code is still asked about, and the reason says that its check digit does not fit."""
    right, wrong = find("200587-23673 un 200587-23674", "lv")
    assert (latvian_fits("200587-23673"), latvian_fits("200587-23674")) == (True, False)
    assert right.confidence > wrong.confidence
    assert "nesakrīt" in wrong.reason.told("lv")


def test_neighbours_codes_are_checked_by_their_own_rules():
    """Estonian, Finnish and Swedish codes as their authorities' rules have them."""
    assert estonian_fits("37605030299") and not estonian_fits("37605030298")
    assert finnish_fits("131052-308T") and not finnish_fits("131052-308U")
    assert swedish_fits("811218-9876") and not swedish_fits("811218-9875")
    assert iban_fits("GB82 WEST 1234 5698 7654 32") and not iban_fits("GB83 WEST 1234 5698 7654 32")


def test_a_name_without_its_marks_or_in_small_letters_is_found():
    """As people type on phones, and with letters put together from two."""
    assert told("es teicu janim, ka dome melo", "lv") == [("name", "janim")]
    assert told("vakar juri ozoliņu redzēja", "lv") == [("name", "juri ozoliņu")]
    apart = unicodedata.normalize("NFD", "Vakar Jānis Bērziņš teica")
    assert told(apart, "lv") == [("name", unicodedata.normalize("NFD", "Jānis Bērziņš"))]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("lv", "Rita-Elza runāja vislabāk.", "Rita-Elza"),
        ("lv", "Tolmanis Grantskalns teica, ka nāks.", "Tolmanis Grantskalns"),
        ("lv", "Rieksta kungs neklausās.", "Rieksta"),
        ("ru", "Ермолай Скворешников обещал дорогу.", "Ермолай Скворешников"),
        ("ru", "Аделаида Юрьевна помогла.", "Аделаида Юрьевна"),
        ("lv", "Ticu dr. Kazākam, viņš klausās.", "Kazākam"),
        ("fi", "Sanoin Virtaselle saman.", "Virtaselle"),
        ("en", "Ask Dr Winterbourne about it.", "Winterbourne"),
        ("fi", "Eilen Kalervon kanssa puhuttiin.", "Kalervon"),
        ("sv", "Vi frågade Gunnel Sandqvist.", "Gunnel Sandqvist"),
        ("et", "Rääkisin Kaljuga teest.", "Kaljuga"),
    ],
)
def test_names_no_list_holds_whole_are_told_by_what_stands_beside(language, text, name):
    """Double names, rare ones, bent ones; also where they open a sentence."""
    assert told(text, language) == [("name", name)]


def test_a_shouted_text_is_read_too():
    """Names in capitals are found, offices' letters are not names."""
    assert told("JĀNIS BĒRZIŅŠ SOLĪJA CEĻU, BET VID KLUSĒ", "lv") == [("name", "JĀNIS BĒRZIŅŠ")]


@pytest.mark.parametrize(
    ("language", "text", "address"),
    [
        ("lv", "es dzīvoju rīgas ielā 5-12 otrajā stāvā", "rīgas ielā 5-12"),
        ("lv", "Māju „Lejas Kalniņi”, Ķeipenes pagasts, zina visi.", "„Lejas Kalniņi”, Ķeipenes pagasts"),
        ("ru", "Живу: ул. Сколас 14, кв. 3.", "ул. Сколас 14, кв. 3"),
        ("en", "They live at 12 High Street now.", "12 High Street"),
        ("fi", "Osoite on Koulukatu 12 B 4.", "Koulukatu 12 B 4"),
    ],
)
def test_where_somebody_lives_is_found_whole(language, text, address):
    """Flat, parish and a farm's name with it; a street with a date after it is no address."""
    assert told(text, language) == [("address", address)]
    assert find("Svētki Rīgas ielā 12. maijā bija skaisti.", "lv") == []


def test_streets_and_firms_called_after_somebody_are_places():
    """Nor is a society's name in quotes a person; what somebody says in quotes is read."""
    clean = "Krišjāņa Valdemāra iela ir slēgta, un biedrība „Anna Liepa” klusē par to."
    assert find(clean, "lv") == []
    assert told("Viņa teica: „Ilze man palīdzēja.”", "lv") == [("name", "Ilze")]


def test_names_that_may_stay_are_not_proposed():
    """A series names public persons who stay, bent as well; a surname alone is asked about."""
    text = "Ministre Ilze Kalniņa un mana kaimiņiene Zenta."
    assert told(text, "lv") == [("name", "Ilze Kalniņa"), ("name", "Zenta")]
    assert [text[f.start : f.end] for f in find(text, "lv", public=["ILZE KALNIŅA"])] == ["Zenta"]
    assert find("Es rakstīju Ilzei Kalniņai.", "lv", public=["Ilze Kalniņa"]) == []
    assert len(find("Es rakstīju Kalniņai.", "lv", public=["Ilze Kalniņa"])) == 1


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("en", "She is our village's only midwife.", "our village's only midwife"),
        ("en", "He was the village's only doctor.", "the village's only doctor"),
        ("ru", "У нас один врач на всё село.", "один врач на всё село"),
        ("lv", "Viens pats ārsts visā pagastā.", "Viens pats ārsts visā pagastā"),
    ],
)
def test_the_only_one_of_a_place_is_somebody_too(language, text, meant):
    """Said of the place first, or as one for all of it."""
    assert [(text[one.start : one.end], one.kind) for one in find(text, language)] == [(meant, "only")]
    assert not find("The village's only shop is closed, один магазин на всё село.", language)


def test_the_only_one_in_a_small_place_is_somebody():
    """The only doctor is; the only school or the only problem is not."""
    assert told("Mūsu ciemā es esmu vienīgais krievs.", "lv")[0][0] == "only"
    assert find("The only shop in the parish opens on Mondays.", "en") == []


def test_the_proposed_word_is_in_the_contributions_language():
    """Typed, in brackets, one for each kind; in English where the language is none of the six."""
    assert placeholder("name", "lv") == "[vārds]" and placeholder("code", "ru") == "[персональный код]"
    for language in LANGUAGES:
        assert len({placeholder(kind, language) for kind in KINDS}) == len(KINDS)
    assert placeholder("name", "und") == "[name]"


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_reason_is_told_in_the_readers_language(language, text):
    """Each find says why, in every language reports are read in."""
    for one in find(text, language):
        assert len({one.reason.told(reader) for reader in READ}) == len(READ)
        assert one.confidence in Confidence


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_what_was_replaced_is_gone_and_leaves_no_trace(language, text):
    """Nothing more is found in the new text, and no field of the log holds what stood there."""
    finds = find(text, language)
    assert len(finds) > 1
    after = replaced(text, finds)
    assert find(after, language) == []
    log = logged(text, finds, contribution="c1", by="reviewer", at="2026-03-01")
    for one, entry in zip(finds, log, strict=True):
        assert after[entry.start :].startswith(entry.placeholder)
        kept = " ".join(str(value) for value in dataclasses.asdict(entry).values())
        assert text[one.start : one.end] not in kept


def test_only_what_was_accepted_is_replaced():
    """One of two names accepted: the other stays, and so does every other letter."""
    text = "Anna un Pēteris nāca."
    first, second = find(text, "lv")
    assert replaced(text, [second]) == "Anna un [vārds] nāca."
    assert replaced(text, []) == text
    with pytest.raises(ValueError, match="overlaps"):
        replaced(text, [first, first])
    with pytest.raises(ValueError, match="outside"):
        replaced("Anna", [second])


@settings(max_examples=60, deadline=None)
@given(st.data(), st.text("abcāž 🙂", min_size=1, max_size=40))
def test_a_span_moves_with_the_words_that_were_replaced(data, text):
    """Whatever is replaced around it or in it: outside of placeholders it is the very same words."""
    bounds = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    finds = [Find(a, z, "name", "[vārds]", Confidence.SURE, MADE_UP) for a, z in pairs]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    after = replaced(text, finds)
    a, z = moved(start, end, finds)
    inside = [one for one in finds if one.start < end and start < one.end]
    grown = [replace(one, start=max(one.start - start, 0), end=min(one.end, end) - start) for one in inside]
    assert after[a:z] == replaced(text[start:end], grown)


PIECES = [
    "Jānis",
    "Bērziņš",
    "29000111",
    "a@b.lv",
    "iela 5",
    "vienīgais",
    "LV",
    "„",
    "”",
    "\u0304",
    "\n",
    "Anna",
    "-",
    ".",
]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=14), st.sampled_from([*LANGUAGES, ""])
)
def test_finds_are_spans_apart_and_in_order(pieces, language):
    """Of any text whatever: they lie inside it and never overlap, and can all be replaced."""
    text = " ".join(pieces)
    finds = find(text, language)
    ends = [0, *(one.end for one in finds)]
    assert all(end <= one.start < one.end <= len(text) for end, one in zip(ends, finds, strict=False))
    assert finds == pseudonyms.find(text, language)
    for one in finds:
        assert one.placeholder in replaced(text, finds)
