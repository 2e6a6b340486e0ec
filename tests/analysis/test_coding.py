"""Codes are suggested by what the codebook says of them; what a person decided stands."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import codebook
from analysis.code_lines import CodeLines, code_lines
from analysis.codebook import Example
from analysis.coding import Coded, Heard, beliefs, code, queue
from analysis.embedders.e5 import E5
from analysis.facets import answers
from analysis.language import terms
from analysis.seed_words import hits
from analysis.space import language_space

TRUST = codebook.load("trust")
WANTED = ("police_security", "media_information", "health_social_care")
SAID = {
    "lv": [
        ("police_security", "Izsaucām policiju, un patruļa atbrauca pēc piecām minūtēm."),
        ("media_information", "Televīzijas ziņām es vairs neticu, tur viena propaganda."),
        ("health_social_care", "Pie ārsta rindā jāgaida deviņi mēneši."),
    ],
    "en": [
        ("police_security", "The police never come out to our village at night."),
        ("media_information", "Half of the news on my phone turns out to be rumours."),
        ("health_social_care", "The nurse at the hospital was kind to my mother."),
    ],
    "ru": [
        ("police_security", "Участковый полицейский знает у нас каждого."),
        ("media_information", "По телевизору одна пропаганда, новостям не верю."),
        ("health_social_care", "В больнице врач всё подробно объяснил."),
    ],
}


@pytest.fixture(name="book", scope="module")
def _book():
    """Three codes of the trust codebook: few lines to embed, and far enough apart to be sure of."""
    said = tuple(one for one in TRUST.examples if {*one.codes} <= {*WANTED})
    return replace(TRUST, codes=tuple(one for one in TRUST.codes if one.id in WANTED), examples=said)


@pytest.fixture(name="space", scope="module")
def _space():
    return language_space(E5())


@pytest.fixture(name="lines", scope="module")
def _lines(book, space):
    return code_lines(book, E5(), space)


@pytest.fixture(name="heard", scope="module")
def _heard(space):
    texts = [text for said in SAID.values() for _, text in said]
    spoken = [language for language, said in SAID.items() for _ in said]
    ids = [str(number) for number in range(len(texts))]
    raw = E5().embed(texts)
    return Heard(ids, space.without_language(raw), terms(texts, spoken), spoken, raw)


RIGHT = [one for said in SAID.values() for one, _ in said]


def likeliest(coded: Coded) -> str:
    return max(coded.beliefs, key=lambda one: coded.beliefs[one])


def test_what_is_said_in_any_language_finds_its_code(heard, book, lines):
    """The codebook's sentences are near what people say, whichever language either is in."""
    assert [likeliest(one) for one in code(heard, book, lines)] == RIGHT


def test_without_weights_only_seed_words_count(heard, book):
    """Where a text holds no seed word, nothing is claimed of it."""
    coded = code(heard, book, None)
    sure = [one for one in coded if one.codes]
    assert sure and all(likeliest(one) == RIGHT[int(one.id)] for one in sure)
    silent = Heard(["x"], heard.vectors[:1], terms(["Un tā tas bija."], ["lv"]), ["lv"])
    assert code(silent, book, None)[0].codes == ()


ASKED = [
    ("lv", "Mūsu kaimiņš palīdzēja sanest malku, uz viņu vienmēr var paļauties.", "citizen_citizen", "trust"),
    ("en", "The police never come when we call, they do not care.", "citizen_state", "distrust"),
    ("ru", "В больнице меня обманули и нагрубили.", "citizen_state", "distrust"),
    ("fi", "Lääkäri kuunteli ja auttoi heti, olen hyvin kiitollinen.", "citizen_state", "trust"),
]


@pytest.fixture(name="told", scope="module")
def _told(space):
    """What the whole trust codebook makes of a few texts that leave little doubt."""
    texts, spoken = [text for _, text, _, _ in ASKED], [language for language, *_ in ASKED]
    raw = E5().embed(texts)
    few = Heard(list("abcd"), space.without_language(raw), terms(texts, spoken), spoken, raw)
    return code(few, TRUST, code_lines(TRUST, E5(), space))


def test_whom_and_which_way_are_told_apart_from_the_codes(told):
    """The facets are questions of their own, in any language: what is answered is right, the rest is open."""
    right = [{"trust_object": whom, "valence": which_way} for _, _, whom, which_way in ASKED]
    found = [{facet: answer.value for facet, answer in one.facets.items()} for one in told]
    assert all(one.items() <= all_of_it.items() for one, all_of_it in zip(found, right, strict=True))
    assert sum(map(len, found)) >= 6
    assert all(0.5 <= answer.sure <= 1 for one in told for answer in one.facets.values())


def test_a_facet_nobody_gave_examples_of_is_not_answered(told):
    """The trust codebook has examples for whom and which way; of the other facets a person speaks."""
    assert {facet for one in told for facet in one.facets} == {"trust_object", "valence"}


def test_a_book_without_examples_answers_no_facet(heard, book, lines):
    bare = replace(book, examples=())
    without = replace(lines, examples=lines.examples[:0])
    assert all(not one.facets for one in code(heard, bare, without))


@settings(max_examples=25, deadline=None)
@given(st.integers(20, 40), st.integers(1, 12), st.integers(0, 9999))
def test_what_is_answered_is_a_value_somebody_gave_and_likelier_than_the_rest(examples, texts, seed):
    """Else nothing is answered; that no value fits is never told as one."""
    rng = np.random.default_rng(seed)
    values = [(), ("trust",), ("distrust",)]
    said = [values[int(one)] for one in rng.integers(0, 3, examples)]
    bank = tuple(Example("en", f"text {n}", (WANTED[n % 3],), {"valence": v}) for n, v in enumerate(said))
    codes = tuple(one for one in TRUST.codes if one.id in WANTED)
    mine = replace(TRUST, codes=codes, examples=bank)
    rows = rng.normal(size=(examples, 8)).astype(np.float32)
    lines = CodeLines(rows, np.arange(examples) % 3, np.ones(examples), 3, rows)
    sure = rng.dirichlet(np.ones(3), texts)
    for told in answers(rng.normal(size=(texts, 8)).astype(np.float32), sure, mine, lines):
        assert set(told) <= {"valence"}
        assert all(one.value in ("trust", "distrust") and 0.5 <= one.sure <= 1 for one in told.values())


def test_twenty_four_texts_are_no_less_sure_of_their_codes_than_eight(space):
    """From twenty on texts teach one another; that may not make all of them believe in nothing."""
    said = TRUST.examples[::16][:24]
    raw, spoken = E5().embed([one.text for one in said]), [one.language for one in said]
    words = terms([one.text for one in said], spoken)
    lines = code_lines(TRUST, E5(), space)

    def sure(count: int) -> float:
        ids = [str(n) for n in range(count)]
        some = Heard(ids, space.without_language(raw[:count]), words[:count], spoken[:count])
        return float(np.mean([max(one.beliefs.values()) for one in code(some, TRUST, lines)]))

    assert sure(24) > 0.8 * sure(8)


def test_in_a_small_book_a_code_needs_more_than_chance(heard, book, lines):
    """Of three codes each has a third by chance: that is no reason to tell it."""
    coded = code(heard, book, lines)
    assert all(one.beliefs[id] >= 0.5 for one in coded for id in one.codes)


def test_a_persons_codes_stand(heard, book, lines):
    """What somebody decided is what is said of it, several codes too, whatever the machine thinks."""
    decided = {"0": ("media_information", "health_social_care")}
    first = code(heard, book, lines, corrections=decided)[0]
    assert first.codes == ("media_information", "health_social_care")


def test_where_a_person_saw_that_no_code_fits_nothing_is_learnt(heard, book, lines):
    """The others are coded as if it had not been said; a special code stands, none stays none."""
    decided = {"0": (), "5": ("process",)}
    coded = {one.id: one for one in code(heard, book, lines, corrections=decided)}
    assert coded["0"].codes == () and coded["5"].codes == ("process",)
    assert not coded["0"].facets and not any(coded["5"].beliefs.values())
    rest = [row for row, id in enumerate(heard.ids) if id not in decided]
    others = Heard(
        [heard.ids[row] for row in rest],
        heard.vectors[rest],
        [heard.terms[row] for row in rest],
        [heard.languages[row] for row in rest],
        heard.raw[rest],
    )
    assert [coded[one.id] for one in code(others, book, lines)] == code(others, book, lines)


EVERYDAY = {
    "en": [
        "Triangles have three corners.",
        "Saturn has rings of ice and dust.",
        "Boil the pasta for nine minutes.",
    ],
    "lv": ["Receptei vajag divas olas.", "Mēness riņķo ap Zemi.", "Ezerā šovakar makšķerējām asarus."],
    "ru": ["У треугольника три угла.", "Соус варят на медленном огне десять минут."],
}


@pytest.fixture(name="everyday", scope="module")
def _everyday(space):
    texts = [text for said in EVERYDAY.values() for text in said]
    spoken = [language for language, said in EVERYDAY.items() for _ in said]
    raw = E5().embed(texts)
    ids = [str(number) for number in range(len(texts))]
    return Heard(ids, space.without_language(raw), terms(texts, spoken), spoken, raw)


def test_what_has_nothing_to_do_with_the_book_carries_no_code_and_no_facet(everyday, space):
    """It is nearer to one code than to the others, as everything is; that says nothing of it."""
    coded = code(everyday, TRUST, code_lines(TRUST, E5(), space))
    assert sum(bool(one.codes) for one in coded) <= 2
    assert sum(bool(one.facets) for one in coded) <= 1


@pytest.mark.parametrize("count", [1, 2])
def test_a_small_book_tells_its_codes_only_of_what_is_near_them(book, lines, heard, everyday, count):
    """The only code there is is no answer to everything."""
    codes = book.codes[:count]
    few = replace(book, codes=codes, examples=(), facets=())
    mine = lines.code < count
    some = CodeLines(lines.vectors[mine], lines.code[mine], lines.weight[mine], count)
    told = code(heard, few, some)
    right = [id in one.codes for one, id in zip(told, RIGHT, strict=True) if id in {c.id for c in codes}]
    others = [bool(one.codes) for one, id in zip(told, RIGHT, strict=True) if id not in {c.id for c in codes}]
    off = [bool(one.codes) for one in code(everyday, few, some)]
    assert all(right) and sum(off) <= 1 and sum(others) <= 1 + len(others) // 3
    assert all(0 <= one.beliefs[id] < 1 for one in told for id in one.codes)


def test_a_code_that_is_none_is_refused(heard, book, lines):
    with pytest.raises(KeyError):
        code(heard, book, lines, corrections={"0": ("no_such_code",)})


def test_the_least_certain_come_first_to_a_person(heard, book, lines):
    """And those that a person has coded come no more."""
    coded = code(heard, book, lines)
    order = queue(coded)
    margins = {one.id: one.margin for one in coded}
    assert [margins[id] for id in order] == sorted(margins.values())
    assert order[0] not in queue(coded, {order[0]: ("media_information",)})


def test_the_order_in_which_people_spoke_changes_nothing(heard, book, lines):
    turned = Heard(heard.ids[::-1], heard.vectors[::-1], heard.terms[::-1], heard.languages[::-1])
    there = {one.id: one.codes for one in code(heard, book, lines)}
    assert {one.id: one.codes for one in code(turned, book, lines)} == there


def test_a_word_that_two_codes_share_counts_for_each_by_its_share(book):
    """Else a common word would drown a telling one."""
    shared = replace(book.codes[0], seeds=book.codes[0].seeds | {"en": ("bridge",)}, label={"en": "A"})
    other = replace(book.codes[1], seeds=book.codes[1].seeds | {"en": ("bridge", "gate")}, label={"en": "B"})
    both = replace(book, codes=(shared, other))
    found = hits(both, terms(["The bridge.", "The gate."], ["en", "en"]), ["en", "en"])
    assert found.tolist() == [[0.5, 0.5], [0, 1]]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 6), st.integers(0, 9999), st.integers(0, 3))
def test_beliefs_are_shares_of_one(texts, codes, seed, told):
    """However few or many speak, and whatever a person decided: none is negative, and each row is whole."""
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(texts, 8)).astype(np.float32)
    lines = CodeLines(
        rng.normal(size=(codes * 3, 8)).astype(np.float32),
        np.repeat(np.arange(codes), 3),
        np.ones(codes * 3),
        codes,
    )
    given = [(int(rng.integers(texts)), int(rng.integers(codes))) for _ in range(told)]
    found = beliefs(vectors, lines, np.zeros((texts, codes)), given)
    assert found.shape == (texts, codes) and (found >= 0).all() and np.allclose(found.sum(axis=1), 1)
