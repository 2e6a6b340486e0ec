"""Print how many content words of treebanks get their lemma: `python tests/bench/lemma_figures.py FOLDER`.

The folder holds `lemma_lv.jsonl` and the like: a sentence a line, with `tokens`, `lemmas` and `upos`.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from analysis.lemmas import lemma

CONTENT = ("NOUN", "VERB", "ADJ", "ADV")


def plain(gold: str, language: str) -> str:
    bare = gold.lower().replace("_", "").replace("#", "").replace("=", "")
    return bare.replace("ё", "е") if language == "ru" else bare


def main() -> None:
    for path in sorted(Path(sys.argv[1]).glob("lemma_*.jsonl")):
        language = path.stem.removeprefix("lemma_")
        right, all_of = Counter[str](), Counter[str]()
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for form, gold, kind in zip(row["tokens"], row["lemmas"], row["upos"], strict=True):
                if kind in CONTENT:
                    all_of[kind] += 1
                    right[kind] += lemma(form, language) == plain(gold, language)
        kinds = ", ".join(f"{kind} {right[kind] / all_of[kind]:.3f}" for kind in CONTENT)
        print(f"{language}: {right.total() / all_of.total():.3f} of {all_of.total()} ({kinds})")


if __name__ == "__main__":
    main()
