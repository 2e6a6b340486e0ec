"""What the reader is asked of a whole series, and what is kept: it holds to what people decided."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from analysis.deciding import Desk, constraints, folded, known_themes
from facilitator import desk_log, model, researched, series_corpus, theme_names
from facilitator.series_corpus import Said
from facilitator.work import Work


@dataclass(frozen=True)
class Question:
    """As the reader's process takes it: words of the sittings, the themes as they stand, and `people`: what
    they pinned, by contribution, what they coded, and the codebook as data (None for the one aplis brings).
    """

    sittings: Sequence[str]
    corpus: Mapping[str, Any]
    before: Sequence[Mapping[str, Any]]
    look: Mapping[str, Any]
    people: Mapping[str, Any]


def question(work: Work) -> Question:
    """What to ask now. Contributions that researchers left out are not read."""
    words = series_corpus.said(work)
    desk = laid(work, words)
    said = [one for one in words.corpus.contributions if one.id not in desk.out]
    versions = work.rows(researched.CodebookVersion)
    return Question(
        sittings=[row.id for _, _, row in series_corpus.sittings(work)],
        corpus=asdict(words.corpus) | {"contributions": [asdict(one) for one in said]},
        before=_before(work, desk),
        look={"more": 0, "stable": False, "still": False},
        people={
            "pinned": constraints(desk),
            "codes": {one.id: list(one.codes) for one in desk.placed.values() if one.coded},
            "book": versions[-1].book if versions else None,
        },
    )


def laid(work: Work, words: Said) -> Desk:
    """The desk as it lies now."""
    log = desk_log.standing(work)
    return folded(series_corpus.read_as(work, log.version, words), log.decided)


def keep(work: Work, asked: Question, found: Mapping[str, Any], *, who: str = "") -> int:
    """Keep a reading, less words that were taken back or changed meanwhile; the number of its line."""
    read = {one["id"]: one["text"] for one in asked.corpus["contributions"]}
    now = work.these(set(read))
    same = {id for id, text in read.items() if id in now and now[id].text == text}
    gone = read.keys() - same
    placed = [one for one in found["placed"] if one["id"] in same]
    themes = [still_there(theme, gone) for theme in found["themes"]]
    return desk_log.add_reading(work, dict(found) | {"themes": themes, "placed": placed}, who=who)


def still_there(theme: Mapping[str, Any], gone: set[str]) -> dict[str, Any]:
    """A theme as the reader gave it, less these words and the names that lean on them."""
    if not theme_names.touched(theme, theme["members"], gone):
        return dict(theme)
    members = [m for m in theme["members"] if m not in gone]
    quotes = [q for q in theme["quotes"] if q["contribution"] not in gone]
    return theme_names.without(theme, gone) | {"members": members, "quotes": quotes, "size": len(members)}


def from_the_evening(work: Work) -> bool:
    """A series of one sitting begins with what was read that evening, under the names people saw there.

    False where there are more sittings, or nothing was read.
    """
    held = [row for _, _, row in series_corpus.sittings(work)]
    read: list[model.Reading] = [row for row in (work.reading(one.id) for one in held) if row is not None]
    if len(held) != 1 or not read or desk_log.standing(work).holds:
        return False
    row = read[0]
    desk_log.add_reading(work, {"themes": row.themes, "placed": row.placed, "method": row.method})
    return True


def unread(work: Work, version: int) -> frozenset[str]:
    """The contributions that a reading has not seen as they stand now."""
    row = work.one(researched.SeriesReading, version=version)
    seen = {one["id"] for one in row.placed} if row else set()
    there = (one for _, _, row in series_corpus.sittings(work) for one in work.contributions(row.id))
    return frozenset(one.id for one in there if one.text) - seen


def _before(work: Work, desk: Desk) -> list[dict[str, Any]]:
    """The themes as they stand, and the highest number ever given, so that no id comes back for another."""
    themes = [
        {"id": one.id, "members": list(one.members), "label": one.label, "labels": dict(one.labels)}
        | {"quoted": list(one.quoted)}
        for one in known_themes(desk)
    ]
    given = [row.method.get("last_number", 0) for row in work.rows(researched.SeriesReading)]
    highest = f"t{max(given, default=0)}"
    known = {theme["id"] for theme in themes}
    return themes if highest in known else [*themes, {"id": highest, "members": []}]
