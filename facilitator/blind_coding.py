"""What a coder does in a lane: begin, code one contribution after another, take back, say that it is done."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from analysis.codebook import Codebook
from analysis.corpus import Contribution
from analysis.deciding import BadAct, checked
from analysis.deciding.history import REDO, UNDO
from facilitator import coders, desk_log, series_corpus
from facilitator.coders import CODE, DONE, MEMO, OPENED, UNSURE, Coding, Lane
from facilitator.keeping import answered
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NoSuchSeat, NotNow, WordsRefused

LONGEST_NAME = 60
HERE = "here"


@dataclass(frozen=True)
class Circle:
    """A circle that can be coded: its number, what it is called, its contributions."""

    number: str
    title: str
    contributions: int


@dataclass(frozen=True)
class Table:
    """One contribution before its coder, with who spoke before and after it, and how far they are.

    `before` and `after` are references of the contributions one step back and on, "" at the ends; `first` is
    the first that was not looked at yet, "" where there is none. Nothing of what others made of it is here,
    and nothing of what the machine did.
    """

    lane: Lane
    book: Codebook
    ref: str
    said: Contribution | None
    neighbours: tuple[Contribution | None, Contribution | None]
    mine: Coding
    before: str
    after: str
    first: str
    looked: int
    total: int


@dataclass(frozen=True)
class Progress:
    """How far a coder is: said to everybody, as it tells of no code."""

    lane: Lane
    looked: int
    total: int


def circles(work: Work) -> list[Circle]:
    said = series_corpus.said(work).corpus.contributions
    counts = {number: sum(1 for one in said if one.circle == number) for number in {o.circle for o in said}}
    rows = [(str(one.number), one.title) for one in work.circles()]
    return [Circle(number, title, counts[number]) for number, title in rows if counts.get(number)]


def progress(work: Work) -> list[Progress]:
    """Every coder, and how far they are."""
    return [_progress(work, one) for one in coders.lanes(work)]


def begin(store: Store, name: str, chosen: Collection[str]) -> str:
    """A new coder; the lane that is theirs. Raises WordsRefused(no_who, who_taken, no_circles), NotNow."""
    return answered(store, partial(_begin, name, chosen))


def again(work: Work, name: str) -> str:
    """The lane of a coder who comes back and says their name. Raises NoSuchSeat."""
    for one in coders.lanes(work):
        if one.name.casefold() == _name(name).casefold():
            return one.id
    raise NoSuchSeat


def table(work: Work, id: str, ref: str = "") -> Table:
    """What lies before a coder: `ref`, else the first that they have not looked at. Raises NoSuchSeat."""
    lane = coders.lane(work, id)
    called = series_corpus.said(work).called
    said = coders.to_code(work, lane.circles)
    refs = [called[one.id] for one in said]
    looked = [lane.codings.get(one.id, Coding()).looked for one in said]
    first = next((ref for ref, done in zip(refs, looked, strict=True) if not done), "")
    at = refs.index(ref or first) if (ref or first) in refs else (0 if refs and not first else -1)
    if ref and ref not in refs:
        raise NoSuchSeat
    return Table(
        lane=lane,
        book=series_corpus.codebook(work)[0],
        ref=refs[at] if at >= 0 else "",
        said=said[at] if at >= 0 else None,
        neighbours=_neighbours(said, at),
        mine=lane.codings.get(said[at].id, Coding()) if at >= 0 else Coding(),
        before=refs[at - 1] if at > 0 else "",
        after=refs[at + 1] if 0 <= at < len(refs) - 1 else "",
        first=first,
        looked=sum(looked),
        total=len(said),
    )


def code(store: Store, id: str, ref: str, codes: Sequence[str] | None, memo: str) -> None:
    """Codes for a contribution; () where none fits, None where the coder is unsure. A memo is kept beside.

    Raises NoSuchSeat, BadAct for a code that is in no codebook, NotNow(coding_done) once the lane is closed.
    """
    answered(store, partial(_code, id, ref, codes, memo))


def take_back(store: Store, id: str) -> None:
    """Raises NotNow(nothing_to_undo, coding_done)."""
    answered(store, partial(_step, id, UNDO))


def again_done(store: Store, id: str) -> None:
    """Raises NotNow(nothing_to_redo, coding_done)."""
    answered(store, partial(_step, id, REDO))


def done(store: Store, id: str) -> None:
    """“I am done with these circles”: nothing in the lane changes from now on. Raises NotNow(coding_done)."""
    answered(store, partial(_in_lane, id, lambda work, lane: desk_log.add(work, DONE, {}, lane=id)))


def go_on(store: Store, id: str) -> None:
    """Not done after all: only while nobody compared. Raises NotNow(coding_done)."""

    def act(work: Work) -> None:
        lane = coders.lane(work, id)
        if lane.compared or lane.source != HERE:
            raise NotNow("coding_done")
        if lane.done:
            desk_log.add(work, UNDO, {}, lane=id)

    answered(store, act)


def touched(work: Work, id: str, step: str) -> str:
    """The contribution that undoing or doing again is about; "" for other steps. Raises NoSuchSeat."""
    log = coders.lane(work, id).log
    entry = {"undo": log.undo, "redo": log.redo}.get(step)
    members = [entry.body.get("id"), *entry.body.get("members", ())] if entry else []
    called = series_corpus.said(work).called
    return next((called[one] for one in members if one in called), "")


def added(work: Work, name: str, chosen: Collection[str], source: str) -> str:
    """A lane of this name, and its first line. Raises WordsRefused."""
    plain = _name(name)
    if not plain:
        raise WordsRefused("no_who")
    if any(one.name.casefold() == plain.casefold() for one in coders.lanes(work)):
        raise WordsRefused("who_taken")
    if not chosen:
        raise WordsRefused("no_circles")
    id, body = coders.new_id(), {"name": plain, "circles": sorted(chosen), "source": source}
    desk_log.add(work, OPENED, body, who=plain, lane=id)
    return id


def _name(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]


def _begin(name: str, chosen: Collection[str], work: Work) -> str:
    there = {one.number for one in circles(work)}
    return added(work, name, there & set(chosen), HERE)


def _progress(work: Work, lane: Lane) -> Progress:
    ids = [one.id for one in coders.to_code(work, lane.circles)]
    return Progress(lane, sum(lane.codings.get(id, Coding()).looked for id in ids), len(ids))


def _neighbours(said: Sequence[Contribution], at: int) -> tuple[Contribution | None, Contribution | None]:
    """Who spoke before and after, in the same circle."""

    def beside(index: int) -> Contribution | None:
        there = at >= 0 and 0 <= index < len(said) and said[index].circle == said[at].circle
        return said[index] if there else None

    return beside(at - 1), beside(at + 1)


def _in_lane(id: str, act: Callable[[Work, Lane], object], work: Work) -> None:
    lane = coders.lane(work, id)
    if lane.closed:
        raise NotNow("coding_done")
    act(work, lane)


def _code(id: str, ref: str, codes: Sequence[str] | None, memo: str, work: Work) -> None:
    def act(work: Work, lane: Lane) -> None:
        called = series_corpus.said(work).called
        one = next((o for o in coders.to_code(work, lane.circles) if called[o.id] == ref), None)
        if one is None:
            raise NoSuchSeat
        before = lane.codings.get(one.id, Coding())
        if memo.strip() != before.memo:
            body = checked(MEMO, {"kind": "contribution", "id": one.id, "text": memo.strip()})
            desk_log.add(work, MEMO, body, who=lane.name, lane=id)
        write(work, lane, [one.id], codes)

    _in_lane(id, act, work)


def write(work: Work, lane: Lane, members: Sequence[str], codes: Sequence[str] | None) -> None:
    """One line of a lane, with the codebook it was made by. Raises BadAct."""
    book, number = series_corpus.codebook(work)
    name = coders.book_name(book, number)
    if codes is None:
        desk_log.add(work, UNSURE, {"members": list(members), "book": name}, who=lane.name, lane=lane.id)
        return
    known = {one.id for one in book.codes} | {one.id for one in book.special_codes}
    if not set(codes) <= known:
        raise BadAct(CODE)
    body = checked(CODE, {"members": list(members), "codes": list(codes), "book": name})
    desk_log.add(work, CODE, body, who=lane.name, lane=lane.id)


def _step(id: str, step: str, work: Work) -> None:
    def act(work: Work, lane: Lane) -> None:
        if (lane.log.undo if step == UNDO else lane.log.redo) is None:
            raise NotNow("nothing_to_undo" if step == UNDO else "nothing_to_redo")
        desk_log.add(work, step, {}, who=lane.name, lane=id)

    _in_lane(id, act, work)
