"""How coders' work is laid side by side: opened when all are done, told where they differ, and settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from analysis.agreed import Comparison
from facilitator import coders, desk_log, series_corpus
from facilitator.coders import COMPARED, COMPARISONS, Coding, Compared, Lane
from facilitator.keeping import answered
from facilitator.reading_desk import ReadingDesk
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NoSuchSeat, NotNow, WordsRefused

FEWEST = 2  # coders that are compared


@dataclass(frozen=True)
class Differing:
    """A contribution that coders made different things of. `settled`: the codes that people decided on at the
    shared desk since the comparison was opened; None where nobody did yet."""

    ref: str
    id: str
    text: str
    codings: Sequence[Coding]
    settled: tuple[str, ...] | None


@dataclass(frozen=True)
class Agreed:
    """A comparison as a page tells it. `alike` are ids on which all chosen coders gave the same, and which
    nobody decided about since; `unsure` were set aside by a coder as unsure. `books`: by which codebooks the
    codings were made, where it was not one."""

    compared: Compared
    lanes: Sequence[Lane]
    comparison: Comparison
    differing: Sequence[Differing]
    alike: Mapping[str, tuple[str, ...]]
    alike_in_all: int
    unsure: int
    books: Sequence[str]


def open_for(store: Store, chosen: Sequence[str], *, who: str, why: str = "", early: bool = False) -> int:
    """Lay lanes side by side; the number of the line that says so. From here none of them changes.

    With `early` also before all have said that they are done, which needs a reason. Raises NoSuchSeat;
    WordsRefused(no_who, no_why, two_coders); NotNow(coding_open).
    """
    return answered(store, partial(_open, tuple(dict.fromkeys(chosen)), who=who, why=why, early=early))


def agreed(work: Work, seq: int) -> Agreed:
    """The comparison that was opened by this line. Raises NoSuchSeat where none was."""
    compared = next((one for one in coders.comparisons(work) if one.seq == seq), None)
    if compared is None:
        raise NoSuchSeat
    lanes = [coders.lane(work, id) for id in compared.lanes]
    said, log = series_corpus.said(work), desk_log.standing(work)
    out, settled = coders.left_out(log.decided), _settled(work, seq)
    both = [one for one in said.corpus.contributions if one.id not in out and _by_all(lanes, one.id)]
    codes = {one.id: [lane.codings[one.id] for lane in lanes] for one in both}
    differing = [
        Differing(said.called[one.id], one.id, one.text, codes[one.id], settled.get(one.id))
        for one in both
        if len({frozenset(coding.codes) for coding in codes[one.id]}) > 1
    ]
    apart = {one.id for one in differing}
    alike = {one.id: tuple(sorted(codes[one.id][0].codes)) for one in both if one.id not in apart}
    return Agreed(
        compared=compared,
        lanes=lanes,
        comparison=coders.compared_of(work, compared.lanes),
        differing=differing,
        alike={id: given for id, given in alike.items() if id not in settled},
        alike_in_all=len(alike),
        unsure=sum(1 for one in said.corpus.contributions if any(_unsure(lane, one.id) for lane in lanes)),
        books=_books(lanes),
    )


def settle(desk: ReadingDesk, seq: int, ref: str, codes: Sequence[str], *, who: str, why: str) -> None:
    """Decide one contribution on which coders differ, at the shared desk. Raises NoSuchSeat, BadAct, NotNow,
    WordsRefused(no_who)."""
    with desk.store.read() as work:
        one = next((one for one in agreed(work, seq).differing if one.ref == ref), None)
        book = coders.book_name(*series_corpus.codebook(work))
    if one is None:
        raise NoSuchSeat
    _must_say(who, "no_who")
    desk.decide("code", {"members": [one.id], "codes": list(codes), "book": book}, who=who, why=why)


def take_alike(desk: ReadingDesk, seq: int, *, who: str, why: str) -> int:
    """What all of them agreed on becomes what is decided, where nobody decided since: how many contributions.

    Those with the same codes are one decision. Raises NoSuchSeat, NotNow, WordsRefused(no_who).
    """
    with desk.store.read() as work:
        now = agreed(work, seq)
    _must_say(who, "no_who")
    lines: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for id, codes in now.alike.items():
        lines.setdefault((codes, now.lanes[0].codings[id].book), []).append(id)
    for (codes, book), members in lines.items():
        desk.decide("code", {"members": members, "codes": list(codes), "book": book}, who=who, why=why)
    return len(now.alike)


def _open(chosen: Sequence[str], work: Work, *, who: str, why: str, early: bool) -> int:
    lanes = [coders.lane(work, id) for id in chosen]
    if len(lanes) < FEWEST:
        raise WordsRefused("two_coders")
    _must_say(who, "no_who")
    waits = not all(one.done for one in lanes)
    if waits and not early:
        raise NotNow("coding_open")
    if waits:
        _must_say(why, "no_why")
    body = {"lanes": list(chosen), "early": waits}
    return desk_log.add(work, COMPARED, body, who=who, why=why, lane=COMPARISONS)


def _must_say(said: str, reason: str) -> None:
    if not said.strip():
        raise WordsRefused(reason)


def _settled(work: Work, seq: int) -> dict[str, tuple[str, ...]]:
    decided = [one for one in desk_log.standing(work).decided if one.act == "code" and one.seq > seq]
    return {id: tuple(one.body["codes"]) for one in decided for id in one.body["members"]}


def _by_all(lanes: Sequence[Lane], id: str) -> bool:
    return all((coding := lane.codings.get(id)) and coding.looked and not coding.unsure for lane in lanes)


def _unsure(lane: Lane, id: str) -> bool:
    coding = lane.codings.get(id)
    return coding is not None and coding.unsure


def _books(lanes: Sequence[Lane]) -> list[str]:
    return sorted({one.book for lane in lanes for one in lane.codings.values() if one.looked})
