"""Real conversations, to be read: our themes, and BERTopic's on the same vectors, each in a text file.

    python tests/bench/polis_beside.py ours FOLDER       in the project's environment
    python tests/bench/polis_beside.py bertopic FOLDER   in any with bertopic (0.17), umap-learn and hdbscan
    python tests/bench/polis_beside.py figures FOLDER    in the project's environment

BERTopic runs as it comes, but for a fixed seed of UMAP, on the embedder's own vectors: taking language out
is a step of ours. A file holds each theme's name, its quotes and twelve of its contributions, drawn.
"""

import json
import random
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2]
POLIS = ROOT.parent / "shared/data/polis"
SEED, DRAWN, IN_A_NAME = 0, 12, 4

Found = dict[str, Any]  # groups: a theme's id for each text or ""; themes: by id its name's words and quotes


def ours(folder: Path) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests/bench")]
    from score_adapter import Pipeline

    from analysis.corpus import read
    from analysis.naming import BETWEEN
    from analysis.themes import find_themes

    pipeline = Pipeline()
    for file in sorted(POLIS.glob("*.csv")):
        corpus = read(file).corpus
        texts = [one.text for one in corpus.contributions]
        vectors = pipeline.vectors(texts)
        np.save(folder / f"{file.stem}.npy", vectors)
        (folder / f"{file.stem}.texts.json").write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
        report = find_themes(corpus, embedder=pipeline.embedder, vectors=vectors)
        themes = {
            one.id: {"words": one.label.split(BETWEEN), "quotes": [quote.text for quote in one.quotes]}
            for one in report.themes
        }
        kept(folder, file.stem, "ours", {"groups": [p.theme or "" for p in report.placed], "themes": themes})


def bertopic(folder: Path) -> None:
    from bertopic import BERTopic
    from umap import UMAP

    for file in sorted(folder.glob("*.npy")):
        texts = [str(text) for text in json.loads(texts_of(folder, file.stem))]
        usual = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=SEED)
        model = BERTopic(umap_model=usual)
        groups, _ = model.fit_transform(texts, embeddings=np.load(file))
        themes = {
            str(topic): {
                "words": [word for word, _ in model.get_topic(topic)][:IN_A_NAME],
                "quotes": [str(quote) for quote in model.get_representative_docs(topic) or ()],
            }
            for topic in sorted({int(group) for group in groups} - {-1})
        }
        named = ["" if group == -1 else str(group) for group in groups]
        kept(folder, file.stem, "bertopic", {"groups": named, "themes": themes})


def texts_of(folder: Path, stem: str) -> str:
    return (folder / f"{stem}.texts.json").read_text("utf-8")


def kept(folder: Path, stem: str, who: str, found: Found) -> None:
    """Keep what was found for the figures, and write it out to be read."""
    (folder / f"{stem}.{who}.json").write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    texts = [str(text) for text in json.loads(texts_of(folder, stem))]
    lines = []
    for id, theme in [*found["themes"].items(), ("", {"words": ["in no theme"], "quotes": []})]:
        members = [text for text, group in zip(texts, found["groups"], strict=True) if group == id]
        drawn = random.Random(SEED).sample(members, min(DRAWN, len(members)))
        lines += ["", f"## {' · '.join(theme['words'])} ({len(members)})"]
        lines += [f"> {quote}" for quote in theme["quotes"]] + [f"- {text}" for text in drawn]
    (folder / f"{stem}.{who}.md").write_text("\n".join(lines), "utf-8")


def figures(folder: Path) -> None:
    sys.path[:0] = [str(ROOT)]
    from analysis.stopwords import stop_words

    for file in sorted(folder.glob("*.npy")):
        texts = [plain(str(text)) for text in json.loads(texts_of(folder, file.stem))]
        empty = stop_words("de" if file.stem.startswith("austria") else "en")
        print(f"{file.stem}, {len(texts)} texts")
        for who in ("ours", "bertopic"):
            if (kept_ := folder / f"{file.stem}.{who}.json").exists():
                print(f"  {who:8s} {told(json.loads(kept_.read_text('utf-8')), texts, empty)}")


def told(found: Found, texts: Sequence[str], empty: frozenset[str]) -> str:
    groups: list[str] = found["groups"]
    themes: Mapping[str, Any] = found["themes"]
    words = [plain(word) for theme in themes.values() for word in theme["words"]]
    inside = outside = 0.0
    for id, theme in themes.items():
        roots = [plain(word)[: max(4, len(word) - 2)] for word in theme["words"] if plain(word) not in empty]
        has = np.array([any(root in text for root in roots) for text in texts])
        mine = np.array([group == id for group in groups])
        inside += has[mine].sum() / len(texts)
        outside += has[~mine].mean() * mine.sum() / len(texts) if not mine.all() else 0.0
    alike = sum(repeats(theme["quotes"]) for theme in themes.values())
    placed = sum(bool(group) for group in groups) / len(texts)
    largest = max(groups.count(id) for id in themes) / len(texts)
    return (
        f"{len(themes):2d} themes, left out {1 - placed:.0%}, largest {largest:.0%}, a word of the name in "
        f"{inside / placed:.0%} of members and {outside / placed:.0%} of others, function words "
        f"{np.mean([word in empty for word in words]):.0%}, themes with two quotes nearly alike {alike}"
    )


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def repeats(quotes: Sequence[str]) -> bool:
    """Whether two quotes share over half of their words."""
    said = [set(plain(quote).split()) for quote in quotes]
    return any(len(a & b) > len(a | b) / 2 for n, a in enumerate(said) for b in said[:n])


if __name__ == "__main__":
    what, where = sys.argv[1], Path(sys.argv[2])
    where.mkdir(parents=True, exist_ok=True)
    {"ours": ours, "bertopic": bertopic, "figures": figures}[what](where)
