"""Reports and sheets that went out: which of them hold words or decisions that are no longer so."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator import model
from facilitator.events import (
    ConsentChanged,
    ContributionMended,
    ContributionWithdrawn,
    ThemeChecked,
    TurnOmitted,
    VerdictGiven,
)
from facilitator.work import Work

GONE = (ContributionWithdrawn.name, TurnOmitted.name)
HOLDS_HANDS = ("jsonl", "zip")  # the kinds that say how many hands went up


@dataclass(frozen=True)
class Copy:
    """A file as it went out on day `on`, made when the journal stood at `upto`.

    Since then `taken_back` of the contributions it was made of are gone (by a person or by the calendar) and
    `corrected` read otherwise; `consent`: somebody changed whether they may be quoted; of `decided` themes
    the room decided anew, called them otherwise, or counted hands that the copy holds. `newer` is the day
    of a later copy of the same kind and language that is as the words stand now, "" where there is none.
    """

    id: str
    kind: str
    language: str
    on: str
    upto: int
    sha256: str
    taken_back: int = 0
    corrected: int = 0
    consent: bool = False
    decided: int = 0
    newer: str = ""

    @property
    def changed(self) -> bool:
        return bool(self.taken_back or self.corrected or self.consent or self.decided)


def stand(work: Work, session: str) -> int:
    """Where the journal stands: to be asked before a copy is made, and told when it is noted."""
    row = work.session(session)
    return row.last_seq if row else 0


def note(
    work: Work, session: str, content: bytes, *, kind: str, language: str, upto: int | None = None
) -> None:
    """Note a file that goes out: a report's ending ("html"), take_home or another kind, and its bytes.

    `upto` is where the journal stood before it was made; None where it was made in this very transaction.
    The same bytes once more say that earlier copies of them are as good as new.
    """
    if work.session(session) is None:
        return
    upto = stand(work, session) if upto is None else upto
    seen = {"session_id": session, "kind": kind, "language": language}
    sha256 = hashlib.sha256(content).hexdigest()
    before = work.one(model.Issued, **seen, sha256=sha256)
    if before is None:
        work.add(model.Issued(**seen, upto=upto, sha256=sha256, at=work.clock()))
    else:
        before.upto, before.at = upto, work.clock()


def listed(work: Work, session: str) -> list[Copy]:
    """All that went out, in the order in which it did."""
    rows = sorted(work.rows(model.Issued, session_id=session), key=lambda row: (row.at, row.upto))
    if not rows:
        return []
    numbers = {c.id: c.number for c in work.contributions(session)}
    journal = work.journal(session, 0)
    copies = [_copy(row, journal, numbers) for row in rows]
    return [_with_newer(copy, copies[at + 1 :]) for at, copy in enumerate(copies)]


def changed(work: Work, session: str) -> list[Copy]:
    """The copies to be replaced: words, what may be quoted, or what the room decided is no longer so."""
    return [copy for copy in listed(work, session) if copy.changed]


def _copy(row: model.Issued, journal: Sequence[model.JournalEntry], numbers: dict[str, int]) -> Copy:
    before = [entry for entry in journal if entry.seq <= row.upto]
    since = [entry for entry in journal if entry.seq > row.upto]
    there = {id for id, number in numbers.items() if number <= row.upto} - _named(before, *GONE)
    gone = _named(since, *GONE) & there
    return Copy(
        id=row.id,
        kind=row.kind,
        language=row.language,
        on=row.at.date().isoformat(),
        upto=row.upto,
        sha256=row.sha256,
        taken_back=len(gone),
        corrected=len((_named(since, ContributionMended.name) & there) - gone),
        consent=any(entry.name == ConsentChanged.name for entry in since),
        decided=len({str(entry.body["theme"]) for entry in since if _decides(entry, row.kind)}),
    )


def _decides(entry: model.JournalEntry, kind: str) -> bool:
    by_hand = entry.name == VerdictGiven.name and bool(entry.body.get("hands"))
    return entry.name == ThemeChecked.name or (by_hand and kind in HOLDS_HANDS)


def _named(entries: Sequence[model.JournalEntry], *names: str) -> set[str]:
    return {str(entry.body["id"]) for entry in entries if entry.name in names}


def _with_newer(copy: Copy, later: Sequence[Copy]) -> Copy:
    good = [one.on for one in later if not one.changed and (one.kind, one.language) == _what(copy)]
    return Copy(**vars(copy) | {"newer": good[-1]}) if copy.changed and good else copy


def _what(copy: Copy) -> tuple[str, str]:
    return copy.kind, copy.language
