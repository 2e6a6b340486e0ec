"""What a person looks through before words leave: those that reports quote first, then those with finds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from analysis.pseudonyms import KINDS, Find, placeholder
from facilitator import finding, model, reading, release, researched
from facilitator.session import Visibility
from facilitator.work import Work

MOST = 40  # on one page: a few minutes' work
LOOKED_INTO = 6_000  # texts that one page searches for finds, where those that are quoted do not fill it


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `find` is what the finder sees in it, None where it sees nothing."""

    start: int
    text: str
    find: Find | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Line:
    """Somebody's words to look through. `seen` is their digest; `why` quoted, shown, found or rest.

    `words` are the placeholders by kind, in the language of the text.
    """

    id: str
    number: str
    circle: str
    seen: str
    why: str
    pieces: Sequence[Piece]
    words: Mapping[str, str]

    @property
    def finds(self) -> list[Find]:
        return [piece.find for piece in self.pieces if piece.find]


@dataclass(frozen=True)
class PersonalView:
    """`quoted` are texts that a report quotes, `unseen` those of them to look through; `all` there are,
    `looked` those looked through; `more`: not all that wait are on this page."""

    lines: Sequence[Line]
    circles: Sequence[model.Circle]
    quoted: int
    unseen: int
    all: int
    looked: int
    more: bool


@dataclass(frozen=True)
class _Said:
    """A text, the place it is in, and why it is looked at."""

    row: model.Contribution
    circle: model.Circle
    prefix: str
    why: str
    language: str


def view(work: Work, *, circle: str = "", every: bool = False) -> PersonalView:
    """Of the series, or of one circle; `every`: also what nothing quotes and nothing was found in."""
    said = list(_all(work, circle))
    seen = release.reviewed(work, (one.row for one in said))
    waiting = [one for one in said if one.row.id not in seen]
    quoted = [one for one in said if one.why == "quoted"]
    lines = list(islice(_in_need(waiting, every=every), MOST + 1))
    return PersonalView(
        lines=lines[:MOST],
        circles=[
            one for one in work.circles() if any(s.circle.id == one.id for s in said) or one.id == circle
        ],
        quoted=len(quoted),
        unseen=sum(one.row.id not in seen for one in quoted),
        all=len(said),
        looked=len(seen),
        more=len(lines) > MOST,
    )


def _in_need(waiting: Sequence[_Said], *, every: bool) -> Iterator[Line]:
    """Quoted, then shown to the room, then whatever has a find; of each those with finds first."""
    for why in ("quoted", "shown"):
        lines = [_line(one) for one in waiting if one.why == why]
        yield from sorted(lines, key=lambda line: not line.finds)
    for one in [one for one in waiting if one.why == "rest"][:LOOKED_INTO]:
        line = _line(one)
        if line.finds:
            yield line
    if every:
        yield from (line for one in waiting if one.why == "rest" and not (line := _line(one)).finds)


def _all(work: Work, circle: str) -> Iterator[_Said]:
    series = _series(work)
    for place in work.circles():
        if circle not in ("", place.id):
            continue
        sittings = work.sessions(place.id)
        for which, sitting in enumerate(sittings, start=1):
            if not sitting.rehearsal:
                prefix = str(place.number) if which == 1 else f"{place.number}.{which}"
                yield from _of(work, sitting, place, prefix, series)


def _of(
    work: Work, sitting: model.Session, place: model.Circle, prefix: str, series: "_Series"
) -> Iterator[_Said]:
    row = work.reading(sitting.id)
    placed = {one["id"]: one for one in row.placed} if row else {}
    own = {q["contribution"] for theme in (row.themes if row else ()) for q in theme["quotes"]}
    unsorted = {id for id, one in placed.items() if one["theme"] is None}
    may = {p.id for p in work.participants(sitting.id) if p.may_quote}
    for said in work.contributions(sitting.id):
        if said.text:
            alone = said.id in unsorted or (row is not None and said.id not in placed)
            told = said.id in own or alone or series.shows(said.id)
            shown = "shown" if said.visibility is Visibility.RELEASED else "rest"
            why = "quoted" if told and reading.quotable(said, may) else shown
            read = finding.known(placed.get(said.id, {}).get("language", ""))
            yield _Said(said, place, prefix, why, read or finding.known(said.language) or place.language)


@dataclass(frozen=True)
class _Series:
    """What reports of the whole series show: `chosen` are quoted or were taken out of themes; `sorted` lie
    in a theme, None where the series was not read."""

    chosen: frozenset[str]
    sorted: frozenset[str] | None

    def shows(self, id: str) -> bool:
        return id in self.chosen or (self.sorted is not None and id not in self.sorted)


def _series(work: Work) -> _Series:
    last = max(work.rows(researched.SeriesReading), key=lambda row: row.version, default=None)
    ids = {q["contribution"] for theme in (last.themes if last else ()) for q in theme["quotes"]}
    for act in ("mark", "insight", "move", "unassign"):
        for entry in work.rows(researched.DeskEntry, act=act):
            ids |= set(_shown_by(act, entry.body))
    there = frozenset(one["id"] for one in last.placed if one["theme"] is not None) if last else None
    return _Series(frozenset(ids), there)


def _shown_by(act: str, body: Mapping[str, Any]) -> Iterable[str]:
    if act == "mark":
        return [body["contribution"]]
    if act == "insight":
        return list(body.get("sources", ()))
    return list(body["members"]) if act == "unassign" or not body["to"] else []


def _line(one: _Said) -> Line:
    return Line(
        id=one.row.id,
        number=f"{one.prefix}-{one.row.number}",
        circle=one.circle.title,
        seen=release.digest(one.row.text),
        why=one.why,
        pieces=list(_pieces(one.row.text, finding.found(one.row.text, one.language))),
        words={kind: placeholder(kind, one.language) for kind in KINDS},
    )


def _pieces(text: str, finds: Sequence[Find]) -> Iterator[Piece]:
    done = 0
    for one in finds:
        if one.start > done:
            yield Piece(done, text[done : one.start])
        yield Piece(one.start, text[one.start : one.end], one)
        done = one.end
    if done < len(text):
        yield Piece(done, text[done:])
