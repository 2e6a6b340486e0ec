"""How often the likeliest code is the right one: on our gold set, and on TrustSim where it is.

Run with `make bench`; prints figures and asserts none. The gold set's part that was kept apart is counted
here only.
"""

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from score_adapter import Pipeline, book_of

from analysis import codebook
from analysis.code_lines import code_lines
from analysis.codebook import Codebook
from analysis.coding import Coded, Heard, code, queue
from analysis.language import terms
from analysis.space import language_space

GOLD = Path(__file__).parents[1] / "analysis/gold/trust.csv"
DATA = Path(__file__).parents[3] / "shared/data"


@pytest.fixture(name="pipeline", scope="module")
def _pipeline():
    return Pipeline()


def heard(pipeline: Pipeline, rows: list[dict[str, str]]) -> Heard:
    texts, spoken = [row["text"] for row in rows], [row["language"] for row in rows]
    vectors = language_space(pipeline.embedder).without_language(pipeline.vectors(texts))
    return Heard([str(n) for n in range(len(rows))], vectors, terms(texts, spoken), spoken)


def first(coded: Coded) -> str:
    return max(coded.beliefs, key=lambda one: coded.beliefs[one])


def measured(pipeline: Pipeline, book: Codebook, rows: list[dict[str, str]]) -> None:
    """Accuracy, by language, by how sure, and after a person's corrections; the least certain first."""
    lines = code_lines(book, pipeline.embedder, language_space(pipeline.embedder))
    spoken = heard(pipeline, rows)
    coded = code(spoken, book, lines)
    right = np.array([first(one) == row["code"] for one, row in zip(coded, rows, strict=True)])
    print(
        f"\n  likeliest code is right: {right.mean():.3f} of {len(rows)}; by chance {1 / len(book.codes):.3f}"
    )
    for language in sorted({row["language"] for row in rows}):
        mine = [row["language"] == language for row in rows]
        print(f"    {language} {right[mine].mean():.3f}")
    order = np.argsort([-one.margin for one in coded])
    shares = {share: right[order[: int(share * len(rows))]].mean() for share in (0.3, 0.5, 0.7)}
    print("  of the surest " + ", ".join(f"{share:.0%}: {mean:.3f}" for share, mean in shares.items()))
    print(f"  no code at all: {np.mean([not one.codes for one in coded]):.3f}")
    print(f"  several codes: {np.mean([len(one.codes) > 1 for one in coded]):.3f}")
    for each in (1, 3):
        looked_at = queue(coded)[: each * len(book.codes)]
        decided = {id: (rows[int(id)]["code"],) for id in looked_at}
        again = code(spoken, book, lines, corrections=decided)
        after = np.mean([first(one) == row["code"] for one, row in zip(again, rows, strict=True)])
        print(f"  after {each} corrections a code ({len(looked_at)} looked at): {after:.3f}")


@pytest.mark.parametrize("part", ["open", "apart"])
def test_gold(pipeline, part):
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == part]
    print(f"\ngold, {part}: {dict(Counter(row['language'] for row in rows))}")
    measured(pipeline, codebook.load("trust"), rows)


def test_trustsim(pipeline):
    """Made up by others for measuring; SIB-200 is asked by the scoring program (`assign` of the adapter)."""
    if not DATA.exists():
        pytest.skip("the data of others is not here")
    lines = (DATA / "trustsim.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    print("\ntrustsim")
    said = json.loads((DATA / "trustsim_codebook.json").read_text("utf-8"))
    named = [{"text": r["text"], "language": r["lang"], "code": r["label"]} for r in rows]
    measured(pipeline, replace(book_of(said), id="trustsim"), named)
