"""What the reading desk shows: words sent once, how each stands, themes; and what changed since."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.corpus import Contribution
from analysis.keywords import beyond
from analysis.report import Placed, Report, Theme, Told, name_in
from facilitator.reading_desk import Desk
from facilitator.work import Work


class Words(NamedTuple):
    """What no decision changes: sent to a page once. `order` is its place in the series."""

    order: int
    circle: str
    round: str
    language: str
    text: str
    quotable: bool


class Standing(NamedTuple):
    """How one contribution stands: `theme` is "" where it lies in none, for the reason in `reason`.

    `coded`: people gave the codes; `out`: researchers left it out of all; `lost`: a quote was
    marked in words that have changed since; `told`: for each of FACETS its answer, and who gave it: "person",
    or the program by how sure it is; `unread`: it came or changed since the last reading.
    """

    theme: str = ""
    also: Sequence[str] = ()
    codes: Sequence[str] = ()
    coded: bool = False
    state: str = ""
    pinned: bool = False
    out: bool = False
    memo: str = ""
    reason: str = ""
    lost: bool = False
    told: Sequence[tuple[str, str, str]] = ()
    unread: bool = False


class Span(NamedTuple):
    """A quote of a theme: code points `start` to `end` of contribution `of`; `chosen` by a person."""

    of: str
    start: int
    end: int
    chosen: bool


class ThemeLine(NamedTuple):
    """A theme as it stands in the left pane. `named` by people, else by words of the program; `refused` by
    the room or the researchers. `hue` is one of twelve, the same as long as the series is."""

    name: str
    hue: int
    size: int
    circles: int
    state: str
    named: bool
    refused: bool
    status: str
    keywords: str
    definition: str
    memo: str
    quotes: Sequence[Span] = ()


class CodeLine(NamedTuple):
    """A code of the codebook: `depth` says how far down the tree it stands."""

    name: str
    depth: int
    definition: str


@dataclass(frozen=True)
class Shown:
    """All that the desk shows, called as people call it ("3-17"). `themes` in the order they stand in."""

    words: Mapping[str, Words] = field(default_factory=dict)
    standing: Mapping[str, Standing] = field(default_factory=dict)
    themes: Mapping[str, ThemeLine] = field(default_factory=dict)
    codes: Mapping[str, CodeLine] = field(default_factory=dict)
    circles: Mapping[str, tuple[str, str]] = field(default_factory=dict)


HUES = 12
FACETS = ("trust_object", "valence")
"""Questions of the codebook whose answers people see and correct here."""
SURE, FAIRLY = 0.7, 0.5
PARTS = ("words", "standing", "themes", "codes", "circles")


Circles = Mapping[str, tuple[str, str]]


def circles(work: Work) -> Circles:
    """The region and the language of each circle of the series, by its number."""
    return {str(row.number): (row.region, row.language) for row in work.circles()}


def words(desk: Desk) -> Mapping[str, Words]:
    """What was said, in its order: the same as long as `desk.called` is the same."""
    report, called = desk.report, desk.called
    spoken = {one.id: one.language for one in report.placed}
    every = _in_order([*report.contributions, *desk.left_out], called)
    return {called[c.id]: _words(c, spoken.get(c.id, ""), at) for at, c in enumerate(every)}


def shown(desk: Desk, language: str, circles: Circles, said: Mapping[str, Words]) -> Shown:
    """The desk as it stands over these words, with names for a reader of this language."""
    report, called = desk.report, desk.called
    standing = {called[one.id]: _standing(one, desk) for one in report.placed}
    out = {called[one.id] for one in desk.left_out}
    return Shown(
        words=said,
        standing={ref: Standing(out=True) if ref in out else standing.get(ref, Standing()) for ref in said},
        themes=_themes(report, called, language),
        codes=codes(report, language),
        circles=circles,
    )


def _in_order(said: Iterable[Contribution], called: Mapping[str, str]) -> list[Contribution]:
    """By circle, sitting and number, as a record is read."""
    return sorted(said, key=lambda c: place(called[c.id]))


def place(ref: str) -> tuple[tuple[float, ...], tuple[float, ...], str]:
    """Where "3.2-17" stands among others: circle and sitting, then the number, each by its size."""
    sitting, _, number = ref.partition("-")
    return _sizes(sitting), _sizes(number), ref


def _sizes(text: str) -> tuple[float, ...]:
    return tuple(float(part) if re.fullmatch("[0-9]+", part) else math.inf for part in text.split("."))


def _words(said: Contribution, spoken: str, at: int) -> Words:
    return Words(at, said.circle, said.round, said.language or spoken, said.text, said.quotable)


def _standing(placed: Placed, desk: Desk) -> Standing:
    return Standing(
        theme=placed.theme or "",
        also=tuple(placed.also),
        codes=tuple(placed.codes),
        coded=placed.coded,
        state=placed.state,
        pinned=placed.pinned,
        memo=placed.memo,
        reason=placed.reason,
        lost=placed.id in desk.lost,
        told=tuple((id, told.value, _how(told)) for id in FACETS if (told := placed.facets.get(id))),
        unread=placed.id in desk.fresh,
    )


def _how(told: Told) -> str:
    """How sure it is, in a word; "person" where somebody said it."""
    if told.by_person:
        return "person"
    return "sure" if told.sure >= SURE else "fairly" if told.sure >= FAIRLY else "unsure"


def facets(report: Report, language: str) -> dict[str, dict[str, str]]:
    """Of each of FACETS that the codebook has, what can be answered: names by value, in its order."""
    book = report.codebook
    asked = {one.id: one.values for one in book.facets if one.id in FACETS} if book else {}
    return {
        id: {one.id: one.label.get(language) or one.label.get("en", one.id) for one in asked[id]}
        for id in FACETS
        if id in asked
    }


def _themes(report: Report, called: Mapping[str, str], language: str) -> dict[str, ThemeLine]:
    """Those that stand, then those that people did not want."""
    wanted = {theme.id: _theme(theme, called, language, refused=False) for theme in report.themes}
    return wanted | {theme.id: _theme(theme, called, language, refused=True) for theme in report.rejected}


def _theme(theme: Theme, called: Mapping[str, str], language: str, *, refused: bool) -> ThemeLine:
    name = theme_name(theme, language)
    spans = [Span(called[q.contribution], q.start, q.end, q.chosen) for q in theme.quotes]
    return ThemeLine(
        name=name,
        hue=_hue(theme.id),
        size=theme.size,
        circles=theme.circles,
        state=theme.state,
        named=bool(theme.named or theme.correction),
        refused=refused,
        status=theme.status,
        keywords=", ".join(beyond(theme.keywords, name, theme.correction)),
        definition=name_in(language, theme.definition, next(iter(theme.definition.values()), "")),
        memo=theme.memo,
        quotes=tuple(spans),
    )


def theme_name(theme: Theme, language: str) -> str:
    """What people call it, else the room, else the program; its number where no word names it."""
    own = name_in(language, theme.named, next(iter(theme.named.values()), ""))
    return own or theme.correction or name_in(language, theme.labels, theme.label) or theme.id


def _hue(id: str) -> int:
    """Which of twelve marks a theme has: by its number, so that it keeps it while others come and go."""
    digits = re.sub(r"\D", "", id)
    return (int(digits or 0) - 1) % HUES + 1


def codes(report: Report, language: str) -> dict[str, CodeLine]:
    """The codebook's tree from the top down, each code under the one above it."""
    book = report.codebook
    if book is None:
        return {}
    below: dict[str, list[str]] = {}
    for code in book.codes:
        below.setdefault(code.parent, []).append(code.id)
    lines: dict[str, CodeLine] = {}

    def walk(parent: str, depth: int) -> None:
        for id in below.get(parent, ()):
            if id not in lines:
                told = book.code(id).definition
                lines[id] = CodeLine(book.named(id, language), depth, told.get(language, ""))
                walk(id, depth + 1)

    walk("", 0)
    return lines


Change = Mapping[str, object]


def changes(before: Shown | None, now: Shown) -> dict[str, Change | Sequence[str] | bool]:
    """What a page that holds `before` has to be told to hold `now`; all of it where it holds nothing.

    Each part says only what came or changed; `gone` names, by part, what is there no more.
    """
    old = before or Shown()
    told: dict[str, Change | Sequence[str] | bool] = {
        "whole": before is None,
        "order": list(now.themes),
        "tree": list(now.codes),
    }
    for part in PARTS:
        there, was = getattr(now, part), getattr(old, part)
        told[part] = {id: one for id, one in there.items() if was.get(id) != one}
    told["gone"] = {part: [id for id in getattr(old, part) if id not in getattr(now, part)] for part in PARTS}
    return told
