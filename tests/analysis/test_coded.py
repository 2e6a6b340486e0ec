"""A report whose contributions carry codes: in any order, with weights and without."""

import random

import pytest

from analysis.codebook import load
from analysis.coded import code_report, with_codes
from analysis.corpus import Contribution
from analysis.embedders.e5 import E5
from analysis.report import Placed, Report, Theme

TRUST = load("trust")
EN = [one for one in TRUST.examples if one.language == "en"]
SAID = [
    *(Contribution(str(n), one.text, language="en") for n, one in enumerate(EN[:24])),
    Contribution("silent", "+1", language="en"),
]


def report_of(said: list[Contribution]) -> Report:
    """Two themes: the first eight, and the next."""
    ids = [one.id for one in said]
    themes = [Theme("t1", "a", (), 8, (), ids[:8]), Theme("t2", "b", (), 8, (), ids[8:16])]
    return Report("made up", themes, [Placed(id, None, "en") for id in ids], said)


@pytest.fixture(name="embedder", scope="module")
def _embedder() -> E5:
    return E5()


def test_the_order_of_contributions_changes_no_code(embedder: E5) -> None:
    """The same words give the same codes, whatever order they come in."""
    turned = random.Random(3).sample(SAID, len(SAID))
    here = code_report(report_of(SAID), TRUST, embedder)
    there = code_report(report_of(turned), TRUST, embedder)
    assert {one.id: one for one in here} == {one.id: one for one in there}


def test_without_weights_codes_come_from_words_alone_and_nothing_else_is_told() -> None:
    found = code_report(report_of(SAID), TRUST, None)
    assert any(one.codes for one in found) and not any(one.facets for one in found)
    assert "silent" not in {one.id for one in found}


def test_the_report_says_what_coded_it_and_how_many_a_person_coded(embedder: E5) -> None:
    """A person's codes are sure; the machine's suggestions are less; a theme counts those of its members."""
    report = report_of(SAID)
    decided = {"3": ("courts_law", "being_heard")}
    coded = code_report(report, TRUST, embedder, corrections=decided)
    told = with_codes(report, coded, TRUST, decided)
    assert told.codebook is TRUST
    method = told.method["coding"]
    assert isinstance(method, dict)
    assert method["codebook"] == f"trust {TRUST.version}" and method["coded by a person"] == 1
    placed = {one.id: one for one in told.placed}
    assert placed["3"].codes == {"courts_law": 1.0, "being_heard": 1.0}
    assert all(sure < 1 for id, one in placed.items() if id != "3" for sure in one.codes.values())
    for theme in told.themes:
        carried = [code for member in theme.members for code in placed[member].codes]
        assert dict(theme.codes) == {code: carried.count(code) for code in set(carried)}
