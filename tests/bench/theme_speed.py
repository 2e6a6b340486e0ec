"""Print how fast texts are embedded and a thousand of them read: `python tests/bench/theme_speed.py`.

The texts are our own parallel sentences, in six languages; figures are of the machine at that moment.
"""

import json
import time
from collections.abc import Callable

from analysis.corpus import Contribution, Corpus
from analysis.embedders.e5 import E5
from analysis.space import PARALLEL
from analysis.themes import find_themes


def timed(what: str, work: Callable[[], object], texts: int) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:44s} {wall:6.2f} s wall  {cpu:6.2f} s CPU  {texts / cpu:6.0f} texts per CPU second")


def main() -> None:
    sentences = json.loads(PARALLEL.read_text(encoding="utf-8"))["sentences"]
    texts = [text for sentence in sentences for text in sentence.values()][:1000]
    corpus = Corpus("Speed", [Contribution(str(n), text) for n, text in enumerate(texts)])
    timed(f"{len(texts)} texts, cold, nothing kept", lambda: find_themes(corpus), len(texts))
    embedder = E5(threads=1)
    vectors = embedder.embed(texts)
    for _ in range(3):
        timed("  embedding alone, one thread", lambda: embedder.embed(texts), len(texts))
    for _ in range(3):
        timed("  warm, vectors kept", lambda: find_themes(corpus, vectors=vectors), len(texts))


if __name__ == "__main__":
    main()
