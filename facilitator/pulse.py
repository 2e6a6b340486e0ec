"""Trust from 0 to 10, before and after: paired by a slip's code without a person, and counted once.

A row hangs on `pair`, which comes from the slip code and the laptop's secret by a way nobody goes back. The
row whose pair is "" belongs to the session: it says that the answers were counted, and carries what is left
of them once their date has come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from statistics import median
from typing import Any

from facilitator import codes
from facilitator.model import Pulse
from facilitator.work import Work
from participant_ui.questions import DONT_KNOW, PULSE, Answer, Moment

LEAST = 10  # people who answered before and after; fewer give no picture
OF_ALL, COUNTED = "", "counted"

Answers = Mapping[str, Answer]


class State(StrEnum):
    """`none`: nobody answered. `open`: answers may still come. `few`: counted, too few to show.

    `taken_back`: somebody took their answers back after a picture could be seen. `shown`: here it is.
    """

    NONE = "none"
    OPEN = "open"
    FEW = "few"
    TAKEN_BACK = "taken_back"
    SHOWN = "shown"


@dataclass(frozen=True)
class Spread:
    """The middle answer, and the two between which the middle half lies; all in steps of a half."""

    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Item:
    """One question over the `n` people who gave a number both times; all None where they are too few."""

    id: str
    n: int | None = None
    before: Spread | None = None
    after: Spread | None = None
    change: Spread | None = None  # of each person's own after less before


@dataclass(frozen=True)
class Summary:
    """`people` answered before and after. `items` only where the state is `shown`."""

    state: State
    people: int = 0
    items: tuple[Item, ...] = ()
    least: int = LEAST


def pair_of(secret: bytes, session: str, slip: str) -> str:
    """The same for one slip in one session, and for nothing else; without the secret it says nothing."""
    return codes.derived_code(secret, f"pulse:{session}:{codes.read_code(slip)}", 26)


def unpaired(secret: bytes, session: str, key: str) -> str:
    """For paper without a slip code: the same form sent twice is one answer."""
    return codes.derived_code(secret, f"pulse on paper:{session}:{key}", 26)


def keep(work: Work, session: str, pair: str, moment: Moment, answers: Answers) -> None:
    """Keep these instead of any before; {} leaves nothing. Raises ValueError where one is no answer."""
    if not all(item in PULSE and _is_answer(said) for item, said in answers.items()):
        raise ValueError("no_answer")
    if answers:
        row = Pulse(session_id=session, pair=pair, moment=moment.value, answers=dict(answers))
        work.put(row)
    else:
        work.drop(Pulse, session_id=session, pair=pair, moment=moment.value)
        work.erased = True


def answers(work: Work, session: str, pair: str, moment: Moment) -> dict[str, Answer]:
    """What was answered under this pair; {} for nothing."""
    row = work.one(Pulse, session_id=session, pair=pair, moment=moment.value)
    return dict(row.answers) if row else {}


def numbers(work: Work, session: str) -> dict[str, int]:
    """How many answered: {"before": …, "after": …}. Never what."""
    rows = _raw(work, session)
    return {moment.value: sum(row.moment == moment for row in rows) for moment in Moment}


def forget(work: Work, session: str, pair: str) -> None:
    """Somebody takes everything back.

    Where a picture could already be seen, it is shown no more: held beside an old one, a new one would tell
    what exactly this person had answered.
    """
    mark = _mark(work, session)
    seen = mark is not None and len(_pairs(_raw(work, session))) >= LEAST
    mine = {row.moment for row in _raw(work, session) if row.pair == pair}
    work.drop(Pulse, session_id=session, pair=pair)
    work.erased = work.erased or bool(mine)
    if seen and len(mine) == len(Moment):
        _mark_as(work, session, {"taken_back": True})


def count(work: Work, session: str) -> None:
    """All answers are in: from here on there is a summary, and no more is kept.

    The rows are written anew in the order of their pairs: inside a page of the file they lay in the order in
    which they came, and so they did in the log, which is folded.
    """
    if _mark(work, session) is not None:
        return
    rows = [(row.pair, Moment(row.moment), dict(row.answers)) for row in _raw(work, session)]
    work.drop(Pulse, session_id=session)
    for pair, moment, said in sorted(rows, key=lambda row: row[:2]):
        keep(work, session, pair, moment, said)
    _mark_as(work, session, {})
    work.erased = True


def counted(work: Work, session: str) -> bool:
    return _mark(work, session) is not None


def summary(work: Work, session: str) -> Summary:
    """What may be told of a session's answers. Only people with both moments enter, and only in tens."""
    mark, rows = _mark(work, session), _raw(work, session)
    if mark is not None and "kept" in mark:
        return _from_kept(mark["kept"])
    if mark is not None and "taken_back" in mark:
        return Summary(State.TAKEN_BACK)
    if not rows:
        return Summary(State.NONE)
    return _told(rows) if mark is not None else Summary(State.OPEN)


def settle(work: Work, session: str) -> None:
    """Their date has come: the answers go. Of ten people and more the summary stays, of fewer nothing."""
    rows, mark = _raw(work, session), _mark(work, session)
    if not rows and (mark is None or "kept" in mark):
        return
    left = summary(work, session) if mark is not None else _told(rows)
    work.drop(Pulse, session_id=session)
    work.erased = True
    if left.state is State.SHOWN:
        _mark_as(work, session, {"kept": asdict(left)})


def as_counted(session: str, kept: dict[str, Any]) -> Pulse:
    """What is left of a session's answers when their date has come, or when its circle travels."""
    return Pulse(session_id=session, pair=OF_ALL, moment=COUNTED, answers={"kept": kept})


def _is_answer(said: object) -> bool:
    whole = isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= 10
    return whole or said == DONT_KNOW


def _raw(work: Work, session: str) -> list[Pulse]:
    return [row for row in work.rows(Pulse, session_id=session) if row.pair != OF_ALL]


def _mark(work: Work, session: str) -> dict[str, Any] | None:
    row = work.one(Pulse, session_id=session, pair=OF_ALL, moment=COUNTED)
    return row.answers if row else None


def _mark_as(work: Work, session: str, said: dict[str, Any]) -> None:
    work.put(Pulse(session_id=session, pair=OF_ALL, moment=COUNTED, answers=said))


def _pairs(rows: Iterable[Pulse]) -> list[tuple[Answers, Answers]]:
    """The answers of people who are there both times, before and after."""
    said: dict[str, dict[str, Answers]] = {}
    for row in rows:
        said.setdefault(row.pair, {})[row.moment] = row.answers
    return [(one[Moment.BEFORE], one[Moment.AFTER]) for one in said.values() if len(one) == len(Moment)]


def _told(rows: Iterable[Pulse]) -> Summary:
    people = _pairs(rows)
    if len(people) < LEAST:
        return Summary(State.FEW, len(people))
    return Summary(State.SHOWN, len(people), tuple(_item(id, people) for id in PULSE))


def _item(id: str, people: Iterable[tuple[Answers, Answers]]) -> Item:
    both = [(before.get(id), after.get(id)) for before, after in people]
    numbers = [(b, a) for b, a in both if isinstance(b, int) and isinstance(a, int)]
    if len(numbers) < LEAST:
        return Item(id)
    return Item(
        id,
        len(numbers),
        before=spread([b for b, _ in numbers]),
        after=spread([a for _, a in numbers]),
        change=spread([a - b for b, a in numbers]),
    )


def spread(values: Iterable[int]) -> Spread:
    """The median, and the medians of the lower and the upper half (the middle one in neither)."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return Spread(
        low=float(median(ordered[:half])),
        median=float(median(ordered)),
        high=float(median(ordered[-half:])),
    )


def _from_kept(kept: Mapping[str, Any]) -> Summary:
    return Summary(State(kept["state"]), kept["people"], tuple(_item_from(one) for one in kept["items"]))


def _item_from(one: Mapping[str, Any]) -> Item:
    parts = {name: Spread(**one[name]) if one[name] else None for name in ("before", "after", "change")}
    return Item(one["id"], one["n"], **parts)
