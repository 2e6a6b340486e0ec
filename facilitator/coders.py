"""Coders who code the same contributions blind: each in a lane of the log that shows them only their own."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.agreed import Comparison
from analysis.codebook import Codebook
from analysis.corpus import Contribution
from analysis.deciding import Entry, History
from facilitator import desk_log, researched, series_corpus
from facilitator.work import Work
from participant_ui.port import NoSuchSeat

OPENED, CODE, UNSURE, MEMO, DONE = "lane", "code", "unsure", "memo", "done"
COMPARED = "compared"
COMPARISONS = "comparisons"  # the lane in which it stands who opened which comparison, and when
LANE = "coder-"


@dataclass(frozen=True)
class Coding:
    """What a coder made of one contribution: codes, none where no code fits, or `unsure`. `seq`, `book` and
    `at` are of its line: which codebook it was made by, and when. A memo alone is not looked at yet."""

    codes: tuple[str, ...] = ()
    book: str = ""
    unsure: bool = False
    memo: str = ""
    looked: bool = False


@dataclass(frozen=True)
class Lane:
    """One coder's work. `circles` are numbers of circles, as strings; `source` is where it was done: here,
    csv or qdpx. `compared` is the line that opened a comparison of it, or 0: from there, and once it is
    `done`, nothing in it changes any more."""

    id: str
    name: str
    circles: frozenset[str]
    source: str
    codings: Mapping[str, Coding]
    done: bool
    compared: int
    log: History

    @property
    def closed(self) -> bool:
        return self.done or self.compared > 0

    def looked_at(self) -> dict[str, frozenset[str]]:
        """Codes by contribution, as analysis.agreement takes them; where the coder was unsure is a gap."""
        return {id: frozenset(one.codes) for id, one in self.codings.items() if one.looked and not one.unsure}


@dataclass(frozen=True)
class Compared:
    """Somebody opened a comparison. `early`: before each of its coders had said that they were done."""

    seq: int
    lanes: Sequence[str]
    early: bool
    who: str
    why: str
    at: str


def lanes(work: Work) -> list[Lane]:
    """Every coder's lane, in the order they began."""
    began = {row.lane: row.seq for row in reversed(list(work.rows(researched.DeskEntry, act=OPENED)))}
    opened = _opened(work)
    return [_lane(work, id, opened) for id in sorted(began, key=lambda one: began[one])]


def lane(work: Work, id: str) -> Lane:
    """Raises NoSuchSeat where nobody codes there."""
    if not id.startswith(LANE) or work.one(researched.DeskEntry, lane=id, act=OPENED) is None:
        raise NoSuchSeat
    return _lane(work, id, _opened(work))


def new_id() -> str:
    """Nobody guesses it, and no page of another coder's says it."""
    return LANE + secrets.token_hex(8)


def comparisons(work: Work) -> list[Compared]:
    """The comparisons that were opened, the last one last."""
    return [
        Compared(one.seq, tuple(one.body["lanes"]), bool(one.body["early"]), one.who, one.why, one.at)
        for one in desk_log.lines(work, COMPARISONS)
        if one.act == COMPARED
    ]


def to_code(work: Work, circles: Iterable[str]) -> list[Contribution]:
    """The contributions of these circles in the order they were said, less what researchers left out of all;
    under the ids of the file."""
    wanted, out = frozenset(circles), left_out(desk_log.standing(work).decided)
    said = series_corpus.said(work).corpus.contributions
    return [one for one in said if one.circle in wanted and one.id not in out]


def left_out(decided: Sequence[Entry]) -> set[str]:
    out: set[str] = set()
    for entry in decided:
        if entry.act == "reject":
            (out.update if entry.body["rejected"] else out.difference_update)(entry.body["members"])
    return out


def book_name(book: Codebook, number: int) -> str:
    """How a coding says by which codebook it was made: id, version, and which one of this series; 0 for the
    one aplis brings."""
    return f"{book.id} {book.version} ({number})"


def compared_of(work: Work, chosen: Sequence[str]) -> Comparison:
    """How far these lanes agree, over what is still there of what they coded; codes in the order of the
    codebook, those it no longer has after them."""
    there = {one.id for one in series_corpus.said(work).corpus.contributions}
    there -= left_out(desk_log.standing(work).decided)
    picked = [lane(work, id) for id in chosen]
    given = [{id: codes for id, codes in one.looked_at().items() if id in there} for one in picked]
    laid = tuple((one.name, tuple(codes.items())) for one, codes in zip(picked, given, strict=True))
    return _compared(laid, tuple(in_order(work, given)))


Laid = tuple[tuple[str, tuple[tuple[str, frozenset[str]], ...]], ...]


@lru_cache(maxsize=4)
def _compared(laid: Laid, codes: tuple[str, ...]) -> Comparison:
    """Kept while nothing changes: of five thousand contributions it takes some seconds."""
    from analysis.agreement import compare  # loads numpy: only where somebody compares

    return compare({name: dict(given) for name, given in laid}, codes)


def comparison(work: Work) -> Comparison | None:
    """The last comparison that was opened after all its coders were done, as the codes stand; None where
    there is none. The same lanes give the same figures."""
    done = [one for one in comparisons(work) if not one.early]
    return compared_of(work, done[-1].lanes) if done else None


def in_order(work: Work, given: Iterable[Mapping[str, Iterable[str]]]) -> list[str]:
    """Codes that somebody gave, as the codebook has them; then those it no longer has."""
    used = {code for one in given for codes in one.values() for code in codes}
    book, _ = series_corpus.codebook(work)
    known = [*(one.id for one in book.codes), *(one.id for one in book.special_codes)]
    return [*(id for id in known if id in used), *sorted(used - set(known))]


def _opened(work: Work) -> dict[str, int]:
    """The first line that opened a comparison of each lane."""
    return {id: one.seq for one in reversed(comparisons(work)) for id in one.lanes}


def _lane(work: Work, id: str, opened: Mapping[str, int]) -> Lane:
    log = desk_log.standing(work, id)
    first = log.holds[0].body
    return Lane(
        id=id,
        name=str(first["name"]),
        circles=frozenset(first["circles"]),
        source=str(first["source"]),
        codings=dict(_codings(log.holds)),
        done=bool(log.holds and log.holds[-1].act == DONE),
        compared=opened.get(id, 0),
        log=log,
    )


def _codings(holds: Sequence[Entry]) -> Iterator[tuple[str, Coding]]:
    found: dict[str, Coding] = {}
    for entry in holds:
        members = [entry.body["id"]] if entry.act == MEMO else entry.body.get("members", ())
        for id in members:
            before = found.get(id, Coding())
            found[id] = _after(before, entry)
    yield from found.items()


def _after(before: Coding, entry: Entry) -> Coding:
    if entry.act == MEMO:
        return replace(before, memo=entry.body["text"])
    if entry.act == UNSURE:
        return replace(before, codes=(), book=entry.body["book"], unsure=True, looked=True)
    codes = tuple(entry.body["codes"])
    return replace(before, codes=codes, book=entry.body["book"], unsure=False, looked=True)
