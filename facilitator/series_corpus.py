"""All circles of a series as one corpus, under the ids of the file, and what people call each of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analysis.codebook import Codebook, book_of, load
from analysis.corpus import Contribution, Corpus
from analysis.report import Placed, Quality, Quote, Report, Theme, opening
from facilitator import model, reading, research, researched
from facilitator.reading_room import CODEBOOK
from facilitator.work import Work


@dataclass(frozen=True)
class Said:
    """`called` says of each contribution by what number people know it: "3-17", or "3.2-17" in a second
    sitting. `withdrawn`: how many were taken back."""

    corpus: Corpus
    called: Mapping[str, str]
    withdrawn: int


def sittings(work: Work) -> Iterator[tuple[model.Circle, int, model.Session]]:
    """Every sitting that was no rehearsal, with its circle and which of the circle's it is, from 1."""
    for circle in sorted(work.circles(), key=lambda one: (one.number, one.id)):
        held = [row for row in work.sessions(circle.id) if not row.rehearsal]
        yield from ((circle, which, row) for which, row in enumerate(held, start=1))


def said(work: Work, *, to_keep: bool = False) -> Said:
    """What may be read of the whole series, circle by circle, in the order it was said.

    `to_keep`: for an archive; then only words of people who agreed to that may be quoted.
    """
    series = work.series()
    contributions: list[Contribution] = []
    called: dict[str, str] = {}
    withdrawn = 0
    for circle, which, row in sittings(work):
        may = {p.id for p in work.participants(row.id) if p.may_quote and (p.may_archive or not to_keep)}
        voices: dict[str, str] = {}
        prefix = str(circle.number) if which == 1 else f"{circle.number}.{which}"
        for one in work.contributions(row.id):
            called[one.id] = f"{prefix}-{one.number}"
            withdrawn += not one.text and not one.redacted
            if one.text:
                quotable = reading.quotable(one, may) and (not to_keep or one.participant_id in may)
                voice = research.voice_of(one, voices, which)
                contributions.append(research.without_person(one, circle, voice=voice, quotable=quotable))
    title, question = (series.title, series.question) if series else ("", "")
    return Said(Corpus(title, contributions, question), called, withdrawn)


def stands_at(work: Work) -> object:
    """Changes whenever words, consent, circles or codebook do: what was made of them before is then old."""
    series = work.series()
    return (
        (series.title, series.question) if series else None,
        tuple((one.id, one.number, one.language, one.region, one.title) for one in work.circles()),
        tuple(work.last_seqs()),
        tuple((row.circle_id, row.sha256) for row in work.rows(model.Bundled)),
        len(work.rows(researched.CodebookVersion)),
    )


def codebook(work: Work) -> tuple[Codebook, int]:
    """The codebook of this series as it stands now, and its version's number; 0 for the one aplis brings."""
    versions = work.rows(researched.CodebookVersion)
    if not versions:
        return _ours(), 0
    number = versions[-1].number
    return _version(number, json.dumps(versions[-1].book)), number


@lru_cache(maxsize=1)
def _ours() -> Codebook:
    return load(CODEBOOK)


@lru_cache(maxsize=2)
def _version(number: int, book: str) -> Codebook:
    """Kept while it stays the same: every page of a coder asks for it."""
    return book_of(json.loads(book), f"version {number}")


def read_as(work: Work, version: int, words: Said) -> Report:
    """A reading of the series as a report, under the ids of the file, with the words as they stand now.

    What came since, or changed, is in no theme yet.
    """
    row = work.one(researched.SeriesReading, version=version)
    there = {one.id: one for one in words.corpus.contributions}
    placed = {
        one["id"]: research.placed(one, one["id"])
        for one in (row.placed if row else ())
        if one["id"] in there
    }
    return Report(
        title=words.corpus.title,
        question=words.corpus.question,
        themes=[_theme(one, there) for one in (row.themes if row else ())],
        placed=[placed.get(id, Placed(id, None, one.language)) for id, one in there.items()],
        contributions=list(there.values()),
        method=row.method if row else {},
        codebook=codebook(work)[0],
        withdrawn=words.withdrawn,
    )


def _theme(theme: Mapping[str, Any], there: Mapping[str, Contribution]) -> Theme:
    spans = ((there.get(q["contribution"]), q["start"], q["end"]) for q in theme["quotes"])
    quotes = [
        Quote(c.id, start, end, c.text[start:end])
        for c, start, end in spans
        if c is not None and c.quotable and end <= len(c.text)
    ]
    return Theme(
        id=theme["id"],
        label=theme["label"] or opening(quotes) or theme["id"],
        keywords=theme["keywords"],
        size=theme["size"],
        quotes=quotes,
        members=[id for id in theme["members"] if id in there],
        labels=theme["labels"],
        circles=theme["circles"],
        quality=Quality(**theme.get("quality", {})),
        codes=theme.get("codes", {}),
    )
