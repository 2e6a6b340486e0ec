"""Learn the map that themes are looked for through: `python tests/bench/theme_map.py --data ../shared/data`.

Writes `analysis/theme_map.npy`. The texts and their labels are not part of the project; the map holds
none of them, only how much each direction of a vector counts. `--without argkp` leaves a family out, so that
what the map does can be measured on texts it never saw; `--out` says where to.

Learnt from: key points and topics of arguments (IBM ArgKP-2021, CDLA-Sharing 1.0, whose results may be used
freely), banking77 (PolyAI, CC BY 4.0), comments of Polis conversations (The Computational Democracy Project,
CC BY 4.0), TrustSim (CC0), our own parallel sentences and the open part of our own gold set.
"""

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.embedders import embed_all
from analysis.embedders.e5 import E5
from analysis.nearness import MAPS
from analysis.space import PARALLEL, language_space, read

GOLD = Path(__file__).parents[1] / "analysis/gold/trust.csv"
STEPS, BATCH, CLASSES = 800, 256, 48
RATE, WARMTH, HOLD = 5e-4, 0.1, 0.1  # HOLD pulls the map to the identity: it bends, and forgets nothing
SEEDS = 3
Floats = NDArray[np.float64]
Pool = tuple[Floats, NDArray[np.intp]]


@dataclass(frozen=True)
class Family:
    """Texts and who belongs together; `within` splits them into parts that are also told apart inside."""

    texts: Sequence[str]
    labels: Sequence[str]
    within: Sequence[str] = ()


def families(data: Path) -> Iterator[tuple[str, Family]]:
    arguments = lines(data / "argkp.jsonl")
    topics = [one["topic"] for one in arguments]
    points = [f"{one['topic']} {one['label']}" for one in arguments]
    yield "argkp", Family([one["text"] for one in arguments], points, topics)
    for name in ("banking77", "polis_conversations", "trustsim"):
        rows = lines(data / f"{name}.jsonl")
        yield name, Family([one["text"] for one in rows], [one["label"] for one in rows])
    sentences = read(PARALLEL)
    each = [str(n) for n, one in enumerate(sentences) for _ in one]
    yield "parallel", Family([text for one in sentences for text in one], each)
    with GOLD.open(encoding="utf-8", newline="") as file:
        gold = [row for row in csv.DictReader(file) if row["part"] == "open"]
    yield "gold", Family([row["text"] for row in gold], [row["code"] for row in gold])


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def pools(family: Family, rows: Floats) -> list[Pool]:
    labels = np.unique(family.labels, return_inverse=True)[1]
    if not family.within:
        return [(rows, labels)]
    parts = np.unique(family.within, return_inverse=True)[1]
    inside = [(rows[parts == one], labels[parts == one]) for one in range(parts.max() + 1)]
    return inside + [(rows, parts)] * 4


def drawn(pool: Pool, rng: np.random.Generator) -> Pool:
    rows, labels = pool
    if len(rows) <= BATCH:
        return pool
    classes = np.unique(labels)
    chosen = rng.choice(classes, min(CLASSES, len(classes)), replace=False)
    among = np.flatnonzero(np.isin(labels, chosen))
    some = rng.choice(among, min(BATCH, len(among)), replace=False)
    return rows[some], labels[some]


def slope(weights: Floats, rows: Floats, labels: NDArray[np.intp]) -> Floats:
    """The gradient of the supervised contrastive loss (Khosla et al. 2020) of a linear map."""
    through = rows @ weights
    lengths = np.linalg.norm(through, axis=1, keepdims=True)
    unit = through / lengths
    near = unit @ unit.T / WARMTH
    np.fill_diagonal(near, -np.inf)
    chance = np.exp(near - near.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    same = (labels[:, None] == labels[None]).astype(float)
    np.fill_diagonal(same, 0)
    many = same.sum(axis=1, keepdims=True)
    pull = (chance - same / np.maximum(many, 1)) * (many > 0) / max(1, int((many > 0).sum())) / WARMTH
    moved = (pull + pull.T) @ unit
    return rows.T @ ((moved - unit * (moved * unit).sum(axis=1, keepdims=True)) / lengths)


def learnt(given: Sequence[Sequence[Pool]], seed: int) -> Floats:
    """Adam, from the identity, each step on one part of one family."""
    rng = np.random.default_rng(seed)
    start = np.eye(given[0][0][0].shape[1])
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        family = given[rng.integers(len(given))]
        by = slope(weights, *drawn(family[rng.integers(len(family))], rng)) + HOLD * (weights - start)
        mean, square = 0.9 * mean + 0.1 * by, 0.999 * square + 0.001 * by * by
        pace = RATE * (1 - step / STEPS) / (1 - 0.9**step)
        weights = weights - pace * mean / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--out", type=Path, default=MAPS["multilingual-e5-small"])
    asked = parser.parse_args()
    embedder = E5()
    space = language_space(embedder)
    given = []
    for name, family in families(asked.data):
        if name not in asked.without:
            rows = space.without_language(embed_all(embedder, family.texts)).astype(np.float64)
            given.append(pools(family, rows))
            print(f"{name}: {len(family.texts)} texts", flush=True)
    found = np.mean([learnt(given, seed) for seed in range(SEEDS)], axis=0)
    np.save(asked.out, found.astype(np.float16))
    print(f"wrote {asked.out}")


if __name__ == "__main__":
    main()
