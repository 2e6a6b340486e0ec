"""Our themes and BERTopic's as it comes, on the same vectors of the same labelled texts, in the same run.

Run with `make bench`. The labelled texts are not part of the project, and BERTopic is not among what it
needs (`peers.txt`). Where one is missing the benchmark fails and says what to do: it never passes for want
of a peer.
A text left out counts as a group of its own, so that leaving out is never rewarded.
"""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from score_adapter import Pipeline

DATA = Path(__file__).parents[3] / "shared/data"
SIZES = (30, 100, 300)
SAMPLES = 2
SETS = ("trustsim", "sib200_6lang", "polis_conversations", "argkp")
MISSING = "BERTopic is not installed: `.venv/bin/python -m pip install -r tests/bench/peers.txt`, then again"

Rows = list[dict[str, str]]


def bertopic(texts: Sequence[str], vectors: np.ndarray) -> list[int]:
    """As it comes, but that its UMAP has a seed; it has nothing to say of fewer texts than it needs."""
    from bertopic import BERTopic
    from umap import UMAP

    usual = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
    try:
        groups, _ = BERTopic(umap_model=usual).fit_transform(list(texts), embeddings=vectors)
    except (TypeError, ValueError):
        return [-1] * len(texts)
    return [int(group) for group in groups]


def rows(name: str) -> Rows:
    """The texts of a set; of translations of one sentence one, in a language that is drawn."""
    path = DATA / f"{name}.jsonl"
    if not path.exists():
        pytest.fail(f"labelled texts are not at {path}: docs/bench-themes.md says where they come from")
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    drawn = random.Random(0)
    drawn.shuffle(found)
    one = {row.get("pid", str(n)): row for n, row in enumerate(found)}
    label = "topic" if name == "argkp" else "label"
    return [{"text": row["text"], "lang": row["lang"], "label": row[label]} for row in one.values()]


def samples(name: str) -> Iterator[Rows]:
    everything = rows(name)
    for size in SIZES:
        for seed in range(SAMPLES if size < len(everything) else 1):
            yield random.Random(seed).sample(everything, min(size, len(everything)))


def agreement(labels: Sequence[str], groups: Sequence[int]) -> float:
    """Adjusted mutual information with the labels: 0 is chance, 1 the same."""
    from sklearn.metrics import adjusted_mutual_info_score

    alone = [group if group >= 0 else -1 - n for n, group in enumerate(groups)]
    return float(adjusted_mutual_info_score(labels, alone))


def judged(find: Callable[[], Sequence[int]], labels: Sequence[str]) -> tuple[float, float, float]:
    """Agreement with the labels, share left out, CPU seconds."""
    start = time.process_time()
    groups = find()
    spent = time.process_time() - start
    return agreement(labels, groups), float(np.mean(np.array(groups) < 0)), spent


@pytest.fixture(name="pipeline", scope="module")
def _pipeline():
    try:
        import bertopic  # noqa: F401
    except ImportError:
        pytest.fail(MISSING)
    return Pipeline()


@pytest.mark.timeout(1200)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", SETS)
def test_beside_bertopic(pipeline, name):
    """Agreement with people's labels, share left out and time of both, by how many texts there are."""
    found: dict[int, list[tuple[float, ...]]] = {}
    for sample in samples(name):
        texts, labels = [row["text"] for row in sample], [row["label"] for row in sample]
        spoken, vectors = [row["lang"] for row in sample], pipeline.vectors(texts)
        ours = judged(lambda texts=texts, spoken=spoken: pipeline.themes(texts, spoken, 0), labels)
        theirs = judged(lambda texts=texts, vectors=vectors: bertopic(texts, vectors), labels)
        found.setdefault(len(sample), []).append(ours + theirs)
    print(f"\n{name:22s}   n | AMI ours  BERTopic | left out ours  BERTopic | CPU s ours  BERTopic  ratio")
    for size, cells in found.items():
        ami, out, cpu, their_ami, their_out, their_cpu = np.mean(cells, axis=0)
        print(
            f"{'':22s}{size:4d} | {ami:8.2f}  {their_ami:8.2f} | {out:13.0%}  {their_out:8.0%} |"
            f" {cpu:10.2f}  {their_cpu:8.2f}  {their_cpu / cpu:5.1f}"
        )
