"""Fewer or more themes, the stable way, decisions kept, and how well each theme holds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.clusters import GRAINS, group, unit
from analysis.consensus import stability, stable_group
from analysis.corpus import Contribution, Corpus
from analysis.decisions import Decisions
from analysis.known import Known
from analysis.placing import Look
from analysis.themes import find_themes


def gathered(sizes: list[int], seed: int = 0, spread: float = 0.6):
    rng = np.random.default_rng(seed)
    middles = rng.normal(size=(len(sizes), 64))
    rows = np.repeat(middles, sizes, axis=0) + spread * rng.normal(size=(sum(sizes), 64))
    return unit(rows)


class Given:
    """An embedder that knows the vectors of its texts, which are numbers."""

    name, fingerprint = "given", "given"

    def __init__(self, rows):
        self.rows = np.asarray(rows, np.float32)

    def embed(self, texts):
        known = [self.rows[int(text.split()[0])] if text[0].isdigit() else self.rows[0] for text in texts]
        return np.stack(known) if known else np.zeros((0, self.rows.shape[1]), np.float32)


@pytest.fixture(autouse=True)
def plain_space(monkeypatch):
    """These vectors hold no language to take out."""
    from analysis import placing
    from analysis.space import LanguageSpace

    def nothing(embedder):
        width = embedder.rows.shape[1]
        return LanguageSpace(np.zeros(width, np.float32), np.zeros((0, width), np.float32))

    monkeypatch.setattr(placing, "language_space", nothing)


def corpus(count: int) -> Corpus:
    """Nobody shares a word with some and not others, so that vectors alone tell who belongs with whom."""
    own = ["".join("bdgklmnprs"[int(digit)] + "u" for digit in str(n)) for n in range(count)]
    said = [f"{n} lieta par {word}" for n, word in enumerate(own)]
    return Corpus("Made up", [Contribution(str(n), text, voice=f"v{n % 9}") for n, text in enumerate(said)])


def test_more_finds_no_fewer():
    """Each step of the knob from fewer to more gives as many themes or more."""
    rows = gathered([8] * 24, spread=1.1)
    counts = [group(rows, grain=GRAINS[step]).labels.max() + 1 for step in sorted(GRAINS)]
    assert counts == sorted(counts) and counts[0] < counts[-1]


def test_the_stable_way_finds_what_is_plainly_there():
    rows = gathered([12, 12, 12, 12])
    found = stable_group(rows)
    assert found.way == "consensus"
    assert [len(set(found.labels[at : at + 12].tolist())) for at in range(0, 48, 12)] == [1, 1, 1, 1]
    assert found.labels.tolist() == stable_group(rows).labels.tolist()


def test_what_is_plain_is_found_again_and_chance_is_not():
    """Stability tells a group that is there from one that was drawn by lot."""
    rows = gathered([15, 15, 15, 15], spread=0.4)
    there = np.repeat(np.arange(4), 15)
    drawn = np.random.default_rng(0).permutation(there)
    assert stability(rows, there).min() > 0.9
    assert stability(rows, drawn).max() < 0.5


@settings(max_examples=20, deadline=None)
@given(st.integers(20, 60), st.integers(0, 99), st.sampled_from(sorted(GRAINS)), st.booleans())
def test_decisions_hold_in_the_report(count, seed, more, stable):
    """Whatever the grain and the way, what people decided is in the report."""
    rows = np.random.default_rng(seed).normal(size=(count, 16))
    decisions = Decisions(together=[("0", "1")], apart=[("2", "3")], pinned={"4": "x", "5": "y"})
    look = Look(more=more, stable=stable, decisions=decisions)
    report = find_themes(corpus(count), embedder=Given(unit(rows)), look=look)
    theme = {one.id: one.theme for one in report.placed}
    assert theme["0"] == theme["1"] is not None
    assert theme["2"] != theme["3"] and theme["4"] != theme["5"]


def test_a_theme_keeps_its_id_while_more_is_said():
    """Ten more contributions change no theme's id or place; a new theme comes last."""
    rows = gathered([20, 20, 20], seed=4)
    order = np.random.default_rng(1).permutation(60)
    early = find_themes(corpus(50), embedder=Given(rows[order]))
    before = [Known(theme.id, theme.members) for theme in early.themes]
    late = find_themes(corpus(60), embedder=Given(rows[order]), before=before)
    kept = {theme.id: set(theme.members) for theme in late.themes}
    assert [theme.id for theme in late.themes][: len(before)] == [known.id for known in before]
    assert all(len(kept[known.id] & set(known.members)) > len(known.members) / 2 for known in before)


def test_a_report_says_how_well_each_theme_holds():
    """In numbers that a sentence can be made of."""
    report = find_themes(corpus(80), embedder=Given(gathered([20] * 4, seed=2, spread=0.4)))
    for theme in report.themes:
        assert theme.quality.state == "reliable"
        assert theme.quality.stability > 0.9 and 0.5 < theme.quality.cohesion <= 1
        assert theme.quality.voices == 9


@pytest.mark.parametrize("count", [20, 29, 30])
def test_what_was_not_computed_is_no_number(count):
    """How surely a theme is found again is not known under thirty, how far the next is, not where none is."""
    report = find_themes(
        corpus(count), embedder=Given(gathered([count // 2, count - count // 2], spread=0.4))
    )
    assert len(report.themes) > 1
    for theme in report.themes:
        assert (theme.quality.stability is None) == (count < 30)
        assert theme.quality.separation is not None
    alone = find_themes(corpus(count), embedder=Given(gathered([count], spread=0)))
    assert [theme.quality.separation for theme in alone.themes] == [None]


def test_who_is_far_from_all_is_unsorted_and_said_so():
    """A contribution like no other is forced into no theme."""
    rows = gathered([30, 30], seed=3, spread=0.2)
    odd = unit(np.random.default_rng(9).normal(size=(1, 64)))
    report = find_themes(corpus(61), embedder=Given(np.vstack([rows, odd])))
    assert report.placed[60].theme is None
    assert report.placed[60].reason == "far from all"
    assert report.method["counts"]["unsorted"]["far from all"] == 1
    assert report.method["left_out"] == round(1 / 61, 4)
