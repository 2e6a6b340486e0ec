"""The reading desk: what researchers decide about a series, kept line by line, undone and done again."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from analysis.corpus import Contribution
from analysis.deciding import ACTS, BadAct, Entry, History, checked, folded, history, span_sum
from analysis.deciding import Desk as Laid
from analysis.deciding.history import REDO, UNDO
from analysis.report import Insight, Report, Theme
from facilitator import desk_log, release, series_corpus, series_facts, series_reading
from facilitator.desk_log import SHARED
from facilitator.keeping import answered
from facilitator.series_corpus import Said
from facilitator.store import Store
from facilitator.work import Work
from facilitator.worker import SERIES, Status
from participant_ui.port import NotNow

NEW_THEME = frozenset({"split", "create"})
WHOLE_THEME = frozenset(
    {"rename", "refuse", "advance_theme"}
)  # who was in it when it was decided stays in it


class Reads(Protocol):
    """The reader, as far as the desk asks it."""

    def stir_series(self, who: str = "") -> None: ...

    def status(self, session: str) -> Status: ...


@dataclass(frozen=True)
class Desk:
    """The desk as it lies. `report` is under the ids of the file, `called` says how people call them; what
    researchers left out is in `left_out` alone. `lost` are contributions whose marked words changed since.
    `found` are the themes as they were last read, before anybody decided. `insights` are all that were
    written, also those whose contributions are in no report any more.

    `seq` is the last line of the log; `undo` and `redo` what these would take back and do again. `unread`
    contributions (`fresh`) came or changed since the last reading; `read` is False before the first.
    """

    report: Report
    called: Mapping[str, str]
    left_out: Sequence[Contribution]
    lost: frozenset[str]
    found: Sequence[Theme]
    insights: Sequence[Insight]
    seq: int
    undo: Entry | None
    redo: Entry | None
    log: Sequence[Entry]
    unread: int
    fresh: frozenset[str]
    read: bool
    status: Status


@dataclass(frozen=True)
class _Read:
    """What no decision changes, kept as long as nothing else did."""

    key: object
    words: Said
    report: Report
    unread: frozenset[str]


class ReadingDesk:
    def __init__(self, store: Store, reader: Reads) -> None:
        self.store = store
        self.reader = reader
        self._read: _Read | None = None
        self._log: tuple[object, tuple[Entry, ...]] = (None, ())
        self._lies: tuple[object, Desk] | None = None
        self._lock = threading.Lock()

    def state(self) -> Desk:
        """The desk as it lies now. Raises NothingOpen."""
        with self.store.read() as work:
            log = self._lines(work, SHARED)
            now = history(log)
            read = self._reading(work, now.version)
            reviewed = release.reviewed(work, read.report.contributions)
        status, seq = self.reader.status(SERIES), log[-1].seq if log else 0
        key = (read.key, seq, reviewed, status)
        with self._lock:
            if self._lies is None or self._lies[0] != key:
                self._lies = (key, _lying(read, log, now, reviewed=reviewed, status=status))
            return self._lies[1]

    def decide(
        self, act: str, body: Mapping[str, Any], *, who: str, why: str = "", lane: str = SHARED
    ) -> int:
        """Keep a decision; the number of its line. What the desk knows better is filled in here: who is in a
        theme at this moment, the id of a new one, which words a mark stands on.

        Raises BadAct; NotNow(nothing_read) before the first reading, NotNow(busy), NotNow(storage_full).
        """
        if act not in ACTS:
            raise BadAct(act)
        return answered(self.store, partial(_decide, act, body, self, who=who, why=why, lane=lane))

    def undo(self, who: str, *, lane: str = SHARED) -> int:
        """Take the last thing back. Raises NotNow(nothing_to_undo)."""
        return answered(self.store, partial(_step, UNDO, self.standing, who=who, lane=lane))

    def redo(self, who: str, *, lane: str = SHARED) -> int:
        """Do again what was taken back last. Raises NotNow(nothing_to_redo)."""
        return answered(self.store, partial(_step, REDO, self.standing, who=who, lane=lane))

    def open(self) -> None:
        """Somebody comes to the desk: a series of one evening begins with what was read then, another is read
        now. Where something was read before, nothing happens. Raises NothingOpen, NotNow."""
        with self.store.read() as work:
            begun = bool(desk_log.standing(work).holds)
        if not begun and not answered(self.store, series_reading.from_the_evening):
            self.reader.stir_series()

    def read_anew(self, who: str) -> None:
        """Ask the reader to read all circles again; what it finds comes as a line of the log."""
        self.reader.stir_series(who)

    def standing(self, work: Work, lane: str) -> History:
        """The log of a lane as it stands in this transaction."""
        return history(self._lines(work, lane))

    def _lines(self, work: Work, lane: str) -> Sequence[Entry]:
        """The log; of the shared one only lines that are new are read. Lines are never changed but for the
        words that marks stand on, and whoever changes words tells the session's journal."""
        if lane != SHARED:
            return desk_log.lines(work, lane)
        key = (series_corpus.stands_at(work), self.store.path)
        with self._lock:
            before = self._log[1] if self._log[0] == key else ()
            if before and before[-1].seq > desk_log.last(work):  # another file under this name
                before = ()
            log = (*before, *desk_log.lines(work, after=before[-1].seq if before else 0))
            self._log = (key, log)
            return log

    def laid(self, work: Work, log: History) -> Laid:
        """The desk as these decisions lay it."""
        return folded(self._reading(work, log.version).report, log.decided)

    def _reading(self, work: Work, version: int) -> _Read:
        """The words and the reading, from the last time if neither changed."""
        key = (version, series_corpus.stands_at(work), self.store.path)
        with self._lock:
            if self._read is None or self._read.key != key:
                words = series_corpus.said(work)
                report = series_corpus.read_as(work, version, words)
                report = replace(report, circles=series_facts.circles(work))
                unread = series_reading.unread(work, version)
                self._read = _Read(key, words, report, unread)
            return self._read


def _lying(
    read: _Read, log: Sequence[Entry], now: History, *, reviewed: frozenset[str] | None, status: Status
) -> Desk:
    laid = folded(read.report, now.decided)
    return Desk(
        report=replace(laid.report(), log=desk_log.told(now), reviewed=reviewed),
        called=read.words.called,
        left_out=[one for one in read.report.contributions if one.id in laid.out],
        lost=frozenset(laid.lost),
        found=read.report.themes,
        insights=tuple(laid.insights.values()),
        seq=log[-1].seq if log else 0,
        undo=now.undo,
        redo=now.redo,
        log=_lines(log, now),
        unread=len(read.unread - laid.out),
        fresh=read.unread,
        read=now.version > 0,
        status=status,
    )


def _decide(
    act: str, body: Mapping[str, Any], desk: ReadingDesk, work: Work, *, who: str, why: str, lane: str
) -> int:
    log = desk.standing(work, lane)
    if lane == SHARED and not log.version:
        raise NotNow("nothing_read")
    filled = _filled(act, dict(body), work, lambda: desk.laid(work, log)) if lane == SHARED else dict(body)
    return desk_log.add(work, act, checked(act, filled), who=who, why=why, lane=lane)


def _filled(act: str, body: dict[str, Any], work: Work, lay: Callable[[], Laid]) -> dict[str, Any]:
    """What is not for the page to say."""
    _must_be_there(body, lay)
    if act in NEW_THEME:
        body["new"] = f"p{desk_log.last(work) + 1}"
    if act == "insight" and not body.get("id"):
        body["id"] = f"i{desk_log.last(work) + 1}"
    if act in WHOLE_THEME:
        body["members"] = _members(lay(), [body.get("theme")])
    if act == "split":
        inside = set(_members(lay(), [body.get("theme")]))
        body["members"] = [id for id in body.get("members", ()) if id in inside]
    if act == "merge":
        body["members"] = _members(lay(), [body.get("into"), *body.get("themes", ())])
    if act == "pin":
        desk = lay()
        body["to"] = {id: desk.placed[id].theme or "" for id in desk.there(body.get("members", ()))}
    if act == "mark":
        body["sha256"] = _words_of(body, work)
    return body


def _must_be_there(body: Mapping[str, Any], lay: Callable[[], Laid]) -> None:
    """A theme may have been joined into another since the page was drawn. Raises BadAct."""
    named = [body[part] for part in ("theme", "into", "to") if isinstance(body.get(part), str) and body[part]]
    named += [one for one in body.get("themes", ()) if isinstance(one, str)]
    if named and not lay().themes.keys() >= set(named):
        raise BadAct("theme")


def _members(desk: Laid, themes: Sequence[Any]) -> list[str]:
    return sorted({id for theme in themes for id in desk.members.get(str(theme), ())} - desk.out)


def _words_of(body: Mapping[str, Any], work: Work) -> str:
    """Raises BadAct where there are no such words."""
    said = work.contribution(str(body.get("contribution")))
    start, end = body.get("start"), body.get("end")
    if said is None or not isinstance(start, int) or not isinstance(end, int):
        raise BadAct("mark: contribution")
    if not 0 <= start < end <= len(said.text):
        raise BadAct("mark: end")
    return span_sum(said.text[start:end])


Stands = Callable[[Work, str], History]


def _step(act: str, stands: Stands, work: Work, *, who: str, lane: str) -> int:
    now = stands(work, lane)
    if (now.undo if act == UNDO else now.redo) is None:
        raise NotNow("nothing_to_undo" if act == UNDO else "nothing_to_redo")
    return desk_log.add(work, act, {}, who=who, lane=lane)


def _lines(log: Sequence[Entry], now: History) -> list[Entry]:
    holds = {entry.seq for entry in now.holds}
    return [replace(one, undone=one.seq not in holds) for one in log]
