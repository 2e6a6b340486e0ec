"""How much of the gold set is found, and how often a clean sentence is accused.

`PYTHONPATH=. python tests/bench/pseudonym_figures.py` counts the open part; `--part apart` the other third,
which nobody looked at while building, and `--part later` what was written when that third was used up.
"""

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analysis import pseudonyms
from analysis.pseudonyms.cues import TITLES

GOLD = Path(__file__).parents[1] / "analysis" / "gold" / "personal.csv"
PARTS = ("open", "apart", "later")
_MARK = re.compile(r"\{(\w+)\|([^}]*)\}")
_SPOKEN_TITLE = re.compile(r"(?:kung|kundz|господин|госпож)\w*|" + "|".join(TITLES), re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """A sentence without its marks, and the spans that were marked: start, end, kind."""

    id: str
    language: str
    text: str
    marked: tuple[tuple[int, int, str], ...]


def cases(part: str) -> Iterator[Case]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["part"] == part:
                yield _case(row)


def _case(row: dict[str, str]) -> Case:
    text, done, spans = "", 0, []
    for mark in _MARK.finditer(row["marked"]):
        text += row["marked"][done : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        done = mark.end()
    return Case(row["id"], row["language"], text + row["marked"][done:], tuple(spans))


def is_found(case: Case, mark: tuple[int, int, str], finds: list[pseudonyms.Find]) -> bool:
    """Every word of the mark lies in finds of its kind; a title before or after a name may stay."""
    start, end, kind = mark
    wanted = [m.span() for m in re.finditer(r"[\w@.-]*\w", case.text[start:end])]
    if kind == "name":
        wanted = [(a, b) for a, b in wanted if not _SPOKEN_TITLE.fullmatch(case.text[start + a : start + b])]
        wanted = [(a, b) for a, b in wanted if b - a > 1]
    spans = [(one.start, one.end) for one in finds if one.kind == kind]
    return all(any(s <= start + a and start + b <= e for s, e in spans) for a, b in wanted)


@dataclass
class Figures:
    """Counts by what was looked for; `seen` holds a line for each case that went wrong."""

    marks: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    clean: Counter[str] = field(default_factory=Counter)
    accused: Counter[str] = field(default_factory=Counter)
    seen: list[str] = field(default_factory=list)

    def count(self, case: Case) -> None:
        finds = pseudonyms.find(case.text, case.language)
        told = f"{case.id} {case.text} | " + ", ".join(case.text[f.start : f.end] for f in finds)
        if not case.marked:
            self.clean[case.language] += 1
            self.accused[case.language] += bool(finds)
            self.seen += [f"accused {told}"] if finds else []
        for mark in case.marked:
            hit = is_found(case, mark, finds)
            for what in (mark[2], f"{mark[2]} {case.language}"):
                self.marks[what] += 1
                self.found[what] += hit
            self.seen += [] if hit else [f"missed {mark[2]} {told}"]


def counted(part: str) -> Figures:
    figures = Figures()
    for case in cases(part):
        figures.count(case)
    return figures


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--part", choices=PARTS, default="open")
    asked.add_argument("--quiet", action="store_true")
    args = asked.parse_args()
    figures = counted(args.part)
    if not args.quiet:
        print(*figures.seen, sep="\n")
    for what in sorted(figures.marks):
        print(f"{what}: {figures.found[what]} of {figures.marks[what]}")
    print(
        f"clean sentences accused: {figures.accused.total()} of {figures.clean.total()}",
        dict(figures.accused),
    )


if __name__ == "__main__":
    main()
