"""What a person looks through before words leave: what reports ask for first, then those with finds."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from analysis.pseudonyms import KINDS, Find, placeholder
from facilitator import finding, model, release
from facilitator.asked import asked
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

    `kinds` are those of files that ask for it; `words` the placeholders by kind, in the language of the text.
    """

    id: str
    number: str
    circle: str
    seen: str
    why: str
    kinds: Sequence[str]
    pieces: Sequence[Piece]
    words: Mapping[str, str]

    @property
    def finds(self) -> list[Find]:
        return [piece.find for piece in self.pieces if piece.find]


@dataclass(frozen=True)
class Asked:
    """Of the texts that files of this kind show (release.KINDS) so many wait to be looked through."""

    kind: str
    number: int
    waiting: int


@dataclass(frozen=True)
class PersonalView:
    """`asked` says for each kind of file what is to be looked through, nothing while there is no report;
    `all` there are, `looked` those looked through; `more`: not all that wait are on this page."""

    lines: Sequence[Line]
    circles: Sequence[model.Circle]
    asked: Sequence[Asked]
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
    kinds: Sequence[str]


_Wanted = Mapping[str, Collection[str]]


def view(work: Work, *, circle: str = "", every: bool = False, first: str = "") -> PersonalView:
    """Of the series, or of one circle; `every`: also what nothing quotes and nothing was found in. `first` is
    a kind of release.KINDS: all that its gate asks for stands before the rest."""
    wanted = asked(work, circle)
    said = list(_all(work, circle, wanted))
    seen = release.reviewed(work, (one.row for one in said))
    waiting = [one for one in said if one.row.id not in seen]
    now = [one for one in waiting if first in one.kinds]
    later = [one for one in waiting if first not in one.kinds]
    order = chain(_quoted_first(now), _in_need(later, every=every))
    lines = list(islice(order, MOST + 1))
    return PersonalView(
        lines=lines[:MOST],
        circles=[
            one for one in work.circles() if any(s.circle.id == one.id for s in said) or one.id == circle
        ],
        asked=[Asked(kind, len(ids), len(ids - seen)) for kind, ids in wanted.items()],
        all=len(said),
        looked=len(seen),
        more=len(lines) > MOST,
    )


def _quoted_first(waiting: Sequence[_Said]) -> Iterator[Line]:
    """All of these: quoted, then shown to the room, then the rest; of each those with finds first."""
    for why in ("quoted", "shown", "rest"):
        yield from sorted((_line(one) for one in waiting if one.why == why), key=_found_nothing)


def _in_need(waiting: Sequence[_Said], *, every: bool) -> Iterator[Line]:
    """Quoted, then shown to the room, then whatever has a find; of each those with finds first."""
    yield from _quoted_first([one for one in waiting if one.why != "rest"])
    for one in [one for one in waiting if one.why == "rest"][:LOOKED_INTO]:
        line = _line(one)
        if line.finds:
            yield line
    if every:
        yield from (line for one in waiting if one.why == "rest" and not (line := _line(one)).finds)


def _found_nothing(line: Line) -> bool:
    return not line.finds


def _all(work: Work, circle: str, wanted: _Wanted) -> Iterator[_Said]:
    for place in work.circles():
        if circle not in ("", place.id):
            continue
        sittings = work.sessions(place.id)
        for which, sitting in enumerate(sittings, start=1):
            if not sitting.rehearsal:
                prefix = str(place.number) if which == 1 else f"{place.number}.{which}"
                yield from _of(work, sitting, place, prefix, wanted)


def _of(
    work: Work, sitting: model.Session, place: model.Circle, prefix: str, wanted: _Wanted
) -> Iterator[_Said]:
    row = work.reading(sitting.id)
    placed = {one["id"]: one for one in row.placed} if row else {}
    for said in work.contributions(sitting.id):
        if said.text:
            kinds = tuple(kind for kind, ids in wanted.items() if said.id in ids)
            shown = "shown" if said.visibility is Visibility.RELEASED else "rest"
            why = "quoted" if {"html", "jsonl"} & set(kinds) else shown
            read = finding.known(placed.get(said.id, {}).get("language", ""))
            language = read or finding.known(said.language) or place.language
            yield _Said(said, place, prefix, why, language, kinds)


def _line(one: _Said) -> Line:
    return Line(
        id=one.row.id,
        number=f"{one.prefix}-{one.row.number}",
        circle=one.circle.title,
        seen=release.digest(one.row.text),
        why=one.why,
        kinds=one.kinds,
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
