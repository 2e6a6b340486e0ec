"""Print how fast texts are embedded and a thousand of them read, and in how much memory.

`python tests/bench/theme_speed.py`: the texts are our own parallel sentences, in six languages; figures are
of the machine at that moment.
"""

import json
import statistics
import time
from collections.abc import Callable

from analysis.corpus import Contribution, Corpus
from analysis.embedders.e5 import E5, PREFIX
from analysis.space import PARALLEL
from analysis.themes import find_themes

PIECES = range(20, 25)  # of a text of middling length


def timed(what: str, work: Callable[[], object], texts: int) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:44s} {wall:6.2f} s wall  {cpu:6.2f} s CPU  {texts / cpu:6.0f} texts per CPU second")


def peak() -> None:
    """The most memory this process held so far; Windows does not tell it this way."""
    try:
        import resource
    except ImportError:
        return
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{'  the most memory held':44s} {most / 1024:6.0f} MB")


def single(embedder: E5, texts: list[str]) -> None:
    """How long a contribution waits for its vector."""
    took = []
    for text in texts[:200]:
        start = time.perf_counter()
        embedder.embed([text])
        took.append(1000 * (time.perf_counter() - start))
    print(f"{'  one text':44s} {statistics.median(took):6.1f} ms (median)")


def main() -> None:
    sentences = json.loads(PARALLEL.read_text(encoding="utf-8"))["sentences"]
    texts = [text for sentence in sentences for text in sentence.values()][:1000]
    corpus = Corpus("Speed", [Contribution(str(n), text) for n, text in enumerate(texts)])
    timed(f"{len(texts)} texts, cold, nothing kept", lambda: find_themes(corpus), len(texts))
    peak()
    embedder = E5(threads=1)
    vectors = embedder.embed(texts)
    pieces = embedder._tokenizer.encode_batch([PREFIX + text for text in texts])
    middling = [text for text, found in zip(texts, pieces, strict=True) if len(found.ids) in PIECES]
    for _ in range(3):
        timed(
            f"  embedding {len(middling)} of 20 to 24 pieces, 1 thread",
            lambda: embedder.embed(middling),
            len(middling),
        )
    single(embedder, middling)
    for _ in range(3):
        timed("  warm, vectors kept", lambda: find_themes(corpus, vectors=vectors), len(texts))


if __name__ == "__main__":
    main()
