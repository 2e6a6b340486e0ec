"""Print what language directions fitted from our sentences and from others do: `language_fit.py FOLDER`.

The folder holds `sib200_6lang.jsonl` and `trustsim.jsonl`. Half of SIB's sentences may be fitted from, the
other half is read; vectors are kept between runs, as the score keeps them.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from score_adapter import Pipeline

from analysis import placing, space
from analysis.chance import adjusted_information
from analysis.corpus import Contribution, Corpus
from analysis.themes import find_themes

LANGUAGES = ("en", "et", "fi", "lv", "ru", "sv")
Labelled = tuple[str, str, str]  # text, label, language


def rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def drawn(sentences: Sequence[dict[str, Labelled]], count: int, seed: int) -> list[Labelled]:
    """Sentences, each once, in a language drawn for it."""
    rng = np.random.default_rng(seed)
    some = rng.permutation(len(sentences))[:count]
    spoken = rng.permutation(np.resize(LANGUAGES, len(some)))
    return [sentences[i][language] for i, language in zip(some, spoken, strict=True)]


def scores(pipeline: Pipeline, corpus: Sequence[Labelled]) -> tuple[float, float]:
    """Agreement of themes with labels, and with languages."""
    texts = [text for text, _, _ in corpus]
    said = [Contribution(str(i), text, language=spoken) for i, (text, _, spoken) in enumerate(corpus)]
    report = find_themes(Corpus("fit", said), embedder=pipeline.embedder, vectors=pipeline.vectors(texts))
    themes = [one.theme or f"none {one.id}" for one in report.placed]
    labels, spoken = [label for _, label, _ in corpus], [language for _, _, language in corpus]
    return adjusted_information(themes, labels), adjusted_information(themes, spoken)


def main() -> None:
    folder, pipeline = Path(sys.argv[1]), Pipeline()
    found: dict[str, dict[str, Labelled]] = defaultdict(dict)
    for row in rows(folder / "sib200_6lang.jsonl"):
        found[row["pid"]][row["lang"]] = (row["text"], row["label"], row["lang"])
    whole = [one for one in found.values() if len(one) == len(LANGUAGES)]
    order = np.random.default_rng(1).permutation(len(whole)).tolist()
    theirs, read = ([whole[i] for i in half] for half in (order[: len(order) // 2], order[len(order) // 2 :]))
    corpora = {
        "TrustSim": [[(r["text"], r["label"], r["lang"]) for r in rows(folder / "trustsim.jsonl")]],
        **{f"SIB {count}": [drawn(read, count, seed) for seed in range(4)] for count in (100, 300)},
    }
    ours = pipeline.vectors([text for one in space.read(space.PARALLEL) for text in one])
    sib = pipeline.vectors([one[language][0] for one in theirs for language in LANGUAGES])
    fits = {"ours": ours, "100 of SIB": sib[:600], "half of SIB": sib, "both": np.vstack([ours, sib])}
    for name, vectors in fits.items():
        fitted = space.fit(vectors.reshape(-1, len(LANGUAGES), vectors.shape[1]))
        cut = space.LanguageSpace(fitted.centre, fitted.directions[: space.DIRECTIONS])
        placing.language_space = lambda *_, cut=cut, **__: cut
        print(name)
        for what, samples in corpora.items():
            with_labels, with_languages = np.mean([scores(pipeline, one) for one in samples], axis=0)
            print(f"  {what:10s} AMI {with_labels:.3f}  leakage {with_languages:.3f}", flush=True)


if __name__ == "__main__":
    main()
