"""Coders compared: the published figures, the laws every such figure keeps, and when there is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from analysis.agreed import Resampling
from analysis.agreement import alpha, compare, kappa, masi, percent, standing

# The figure alone, without an interval: what most of these are about.
ALONE = Resampling(times=0)


def row(values: str) -> list[str | None]:
    """One coder's values, a sign each; a dot where there is none."""
    return [None if sign == "." else sign for sign in values.replace(" ", "")]


def sets(values: str) -> list[frozenset[str] | None]:
    """One coder's sets of codes: words of letters; 0 is the empty set."""
    return [None if word == "." else frozenset(word) - {"0"} for word in values.split()]


# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: parts A (two observers, two values), B (two
# observers, many values) and C (four observers, gaps); the last is of the encyclopaedias (three coders).
PUBLISHED = [
    (["0100000010", "1110010000"], 10, 0.095),
    (["aabbdcccedda", "babbbcccedd d"], 12, 0.692),
    (["123321412...", "1233224125.3", ".333234225 1.", "123324412 51."], 11, 0.743),
    ([".....34121133.3", "1.2133 43.......", "..21344.211 33.4"], 12, 0.691),
]


@pytest.mark.parametrize(("rows", "n", "published"), PUBLISHED)
def test_alpha_is_the_published_one(rows: list[str], n: int, published: float) -> None:
    """Krippendorff's own worked examples, to the third place; units with one value are not counted."""
    found = alpha([row(values) for values in rows], resampling=ALONE)
    assert found.value == pytest.approx(published, abs=0.0005) and found.n == n


def test_kappa_is_the_published_one() -> None:
    """Cohen 1960, Table 2: two judges, 200 cases, 140 alike and 82 by chance, kappa .492."""
    table = [(88, "aa"), (10, "ab"), (2, "ac"), (14, "ba"), (40, "bb"), (6, "bc"), (18, "ca"), (10, "cb")]
    cases = [pair for many, pair in [*table, (12, "cc")] for _ in range(many)]
    judges = [[pair[judge] for pair in cases] for judge in (0, 1)]
    assert kappa(judges).value == pytest.approx(58 / 118) == pytest.approx(0.492, abs=0.0005)
    assert percent(judges).value == pytest.approx(0.7) and kappa(judges).n == 200


def test_alpha_of_sets_is_the_reference_one() -> None:
    """Against the package krippendorff 0.9.0, with the same differences given to it: sets whole, and MASI."""
    first = sets("0 a ab abc c b ab a 0 c")
    second = sets("a a a ab c bc ab b 0 c")
    third = sets(". a ab abc . b a a c ac")
    for coders, whole, partly in (
        ([first, second], 0.4207317073170731, 0.4992469879518072),
        ([first, second, third], 0.3312693498452012, 0.40659340659340637),
    ):
        assert alpha(coders, resampling=ALONE).value == pytest.approx(whole, abs=1e-12)
        assert alpha(coders, difference=masi, resampling=ALONE).value == pytest.approx(partly, abs=1e-12)


def test_sets_that_overlap_agree_in_part() -> None:
    """Passonneau 2006: two of four shared and held by the other is 1 − 1/2 · 2/3; nothing shared is 1."""
    one, all_four = frozenset("ab"), frozenset("abcd")
    assert masi(one, all_four) == masi(all_four, one) == pytest.approx(2 / 3)
    assert masi(frozenset("ab"), frozenset("bc")) == pytest.approx(1 - 1 / 9)
    assert masi(one, frozenset("c")) == masi(one, frozenset()) == 1 and masi(one, one) == 0
    with pytest.raises(TypeError):
        masi("ab", "ab")


VALUES = st.sampled_from("abc")
TWO = st.integers(2, 30).flatmap(lambda n: st.tuples(*(st.lists(VALUES, min_size=n, max_size=n),) * 2))
MANY = st.tuples(st.integers(2, 4), st.integers(2, 15)).flatmap(
    lambda shape: st.lists(
        st.lists(st.none() | VALUES, min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@settings(deadline=None, max_examples=50)
@given(TWO)
def test_kappa_equals_the_one_of_scikit_learn(rows: tuple[list[str], list[str]]) -> None:
    """Whatever two coders gave; where that package divides by nothing, here it is not defined."""
    found = kappa(rows, resampling=ALONE)
    if len({*rows[0], *rows[1]}) == 1:
        assert found.value is None and found.reason == "no variation"
    else:
        assert found.value == pytest.approx(cohen_kappa_score(*rows), abs=1e-12)


@settings(deadline=None, max_examples=50)
@given(MANY, st.randoms(use_true_random=False))
def test_neither_names_nor_order_matter(rows: list[list[str | None]], chance: object) -> None:
    """Coders in another order, units in another order, values by other names: the same figures."""
    order = list(range(len(rows[0])))
    chance.shuffle(order)  # type: ignore[attr-defined]
    other = [[row[unit] and "xyz"["abc".index(row[unit])] for unit in order] for row in reversed(rows)]
    for measure in (percent, kappa, alpha):
        one, two = measure(rows, resampling=ALONE), measure(other, resampling=ALONE)
        assert (one.n, one.reason) == (two.n, two.reason)
        assert one.value == pytest.approx(two.value, abs=1e-12) if one.value is not None else True


@settings(deadline=None, max_examples=50)
@given(st.lists(VALUES, min_size=2, max_size=40), st.integers(2, 4))
def test_who_agrees_wholly_agrees_at_one(values: list[str], coders: int) -> None:
    """Perfect agreement is exactly 1; where there was nothing to tell apart it is not defined."""
    rows = [values] * coders
    assert percent(rows, resampling=ALONE).value == 1
    found = alpha(rows, resampling=ALONE)
    assert (found.value, found.reason) == ((1, "") if len(set(values)) > 1 else (None, "no variation"))


@settings(deadline=None, max_examples=50)
@given(MANY)
def test_figures_stay_in_their_bounds(rows: list[list[str | None]]) -> None:
    """Percent lies between 0 and 1, coefficients are at most 1, an interval's ends are in order."""
    few = Resampling(times=60, seed=3)
    for measure, lowest in ((percent, 0.0), (kappa, -1.0), (alpha, -2.0)):
        found = measure(rows, resampling=few)
        assert found.value is None or lowest <= found.value <= 1
        assert (found.value is None) == bool(found.reason)
        assert (found.interval is None) == bool(found.no_interval)
        if found.interval is not None:
            assert lowest <= found.interval.low <= found.interval.high <= 1 and found.n >= 10


def test_more_of_the_same_tells_more_surely() -> None:
    """The same answers given nine times over: the figure hardly moves, and its interval is narrower."""
    rows = row("aabbccaabbccabcabcaa"), row("aabbccaabbcaabcbbcaa")
    once, often = alpha(rows), alpha([one * 9 for one in rows])
    assert once.interval and often.interval and once.value
    assert often.value == pytest.approx(once.value, abs=0.02) and often.n == 9 * once.n
    assert often.interval.high - often.interval.low < (once.interval.high - once.interval.low) / 2


def test_the_same_seed_gives_the_same_interval() -> None:
    """And it holds the figure; another seed gives slightly another."""
    rows = [row("aabbccaabbccabcabcaa"), row("aabbccaabbcaabcbbcaa")]
    first, again, other = (alpha(rows, resampling=Resampling(seed=seed)).interval for seed in (1, 1, 2))
    assert first == again != other and first is not None and first.resamples > 990
    assert first.low < alpha(rows).value < first.high  # type: ignore[operator]


def test_no_figure_without_a_reason() -> None:
    """One unit, three coders for kappa, a code nobody gave, a code so rare that resamples lack it."""
    assert alpha([["a"], ["b"]]).reason == kappa([["a"], ["b"]]).reason == "too few units"
    assert (
        percent([["a"], ["b"]]).value == 0 and percent([["a", None], [None, "a"]]).reason == "too few units"
    )
    assert kappa([row("aab"), row("abb"), row("abb")]).reason == "not two coders"
    assert alpha(row_pair := [row("ab" * 9)] * 2, resampling=ALONE).no_interval == "not asked for"
    assert alpha(row_pair).no_interval == ""
    short = alpha([row("abab"), row("abba")])
    assert short.value is not None and short.interval is None and short.no_interval == "too few units"
    rare = alpha([row("a" + "b" * 29), row("a" + "b" * 29)])
    assert rare.value == 1 and rare.interval is None and rare.no_interval == "no variation"


ANNA = {"1": ["heard"], "2": ["heard", "fair"], "3": [], "4": ["fair"], "5": ["heard"], "only": ["fair"]}
BEN = {"1": ["heard"], "2": ["heard"], "3": [], "4": ["heard"], "5": {"heard"}, "6": ["fair"]}


def test_several_codes_on_one_contribution() -> None:
    """Each code is there or not; who gave none looked and found none; what one coder saw is left out."""
    found = compare({"Anna": ANNA, "Ben": BEN})
    assert (found.coders, found.n, found.alone) == (("Anna", "Ben"), 5, 2)
    assert list(found.codes) == ["fair", "heard"]
    assert found.codes["heard"].percent.value == pytest.approx(4 / 5)
    assert found.codes["fair"].percent.value == pytest.approx(3 / 5)
    assert found.decisions.percent.value == pytest.approx(7 / 10) and found.decisions.percent.n == 5
    assert found.whole.percent.value == pytest.approx(3 / 5)
    assert found.codes["heard"].kappa.value == pytest.approx(
        cohen_kappa_score([1, 1, 0, 0, 1], [1, 1, 0, 1, 1])
    )
    both = [1, 1, 0, 0, 1, 0, 1, 0, 1, 0], [1, 1, 0, 1, 1, 0, 0, 0, 0, 0]
    assert found.decisions.kappa.value == pytest.approx(cohen_kappa_score(*both))
    assert found.decisions.alpha.value == pytest.approx(alpha(both, resampling=ALONE).value)
    assert found.partly.value > found.whole.alpha.value  # type: ignore[operator]


def test_codes_may_be_named() -> None:
    """These codes in this order; one that nobody gave has no variation; the rest counts for nothing."""
    found = compare({"Anna": ANNA, "Ben": BEN}, ["roads", "heard"])
    assert list(found.codes) == ["roads", "heard"]
    assert found.codes["roads"].alpha.reason == "no variation" and found.codes["roads"].percent.value == 1
    assert found.whole.percent.value == pytest.approx(4 / 5)


def test_where_everybody_gives_one_code_the_whole_is_the_plain_figure() -> None:
    """Krippendorff's four observers, each value a code: sets compared whole give his .743 again."""
    rows = [row(values) for values in PUBLISHED[2][0]]
    coders = {
        str(number): {f"u{unit:02}": [code] for unit, code in enumerate(given) if code}
        for number, given in enumerate(rows)
    }
    found = compare(coders)
    assert found.whole.alpha.value == found.partly.value == pytest.approx(0.743, abs=0.0005)
    assert found.alone == 1 and found.whole.kappa.reason == "not two coders"


def test_nobody_to_compare() -> None:
    """No coder, one coder, two who looked at nothing in common: no figure, and no fault."""
    for coders in ({}, {"Anna": ANNA}, {"Anna": {"1": ["a"]}, "Ben": {"2": ["a"]}}):
        found = compare(coders)
        assert found.n == 0 and found.codes == {} and found.whole.percent.reason == "too few units"
    nothing = compare({"Anna": {"1": [], "2": []}, "Ben": {"1": [], "2": []}})
    assert nothing.n == 2 and nothing.decisions.percent.reason == "no variation"
    assert nothing.whole.percent.value == 1 and nothing.whole.alpha.reason == "no variation"


def test_what_alpha_allows() -> None:
    """Krippendorff's steps: .800 and .667."""
    told = [standing(value) for value in (1.0, 0.8, 0.799, 0.667, 0.6, -0.2)]
    assert told == ["reliable"] * 2 + ["tentative"] * 2 + ["unreliable"] * 2
