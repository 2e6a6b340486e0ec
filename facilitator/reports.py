"""A report as a file, of one evening or of the whole series: what console and `aplis export` write."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from analysis.registry import NoSuch, exporter_for
from analysis.sourcing import Unsourced
from analysis.whole import whole
from facilitator import (
    desk_log,
    free_text,
    issued,
    release,
    schema,
    series_corpus,
    series_reading,
    series_report,
)
from facilitator.keeping import answered
from facilitator.store import InUse, StorageBusy, StorageFull, Store
from facilitator.work import Work
from facilitator.worker import Reader

SERIES = ""  # stands where a session's id would for the series as a whole
TO_KEEP = ".zip"  # the package for an archive holds words of those alone who agreed to be kept


class NoReport(Exception):
    """No report can be written; the message says why, and what to do."""


@dataclass(frozen=True)
class Written:
    """A report as it was written: its file's ending, its bytes, and where the journal of each sitting in it
    stood. `unread`: so many contributions of the series came since it was read, and are in no theme."""

    kind: str
    language: str
    content: bytes
    upto: Mapping[str, int]
    unread: int = 0


def rendered(
    work: Work, session: str, ending: str, language: str, *, public: bool = False, circle: int | None = None
) -> bytes:
    """The last reading as a report, with consent applied; a working copy, unless it is `public`. `session` is
    an evening, or SERIES; of that `circle` alone, where it is named.

    Raises NoSuch, NoSuchCircle, NotNow, NoSuchSeat; release.QuotesUnreviewed and free_text.FreeTextUnseen
    where it is public and shows words that nobody has looked through.
    """
    out = io.BytesIO()
    to_keep = ending.lower() == TO_KEEP
    if circle is not None:
        report = series_report.of_circle(work, circle, language, to_keep=to_keep)
    elif session == SERIES:
        report = series_report.report(work, language, to_keep=to_keep)
    else:
        report = series_report.of_sitting(work, session, language, to_keep=to_keep)
    if public:
        release.must_be_reviewed(report, ending)
        free_text.must_be_looked_at(work, report, ending, language)
    exporter_for(ending).write(report, out, words=language)
    return out.getvalue()


def issue(store: Store, session: str, ending: str, language: str, *, public: bool = False) -> bytes:
    """A report as it goes out: rendered, and put on the list of copies. Raises as `rendered` does."""
    with store.read() as work:
        upto = _stands(work, session)
        content = rendered(work, session, ending, language, public=public)
    answered(store, partial(_listed_as, Written(ending[1:], language, content, upto)))
    return content


def write_report(file: Path, to: Path, *, circle: int | None, language: str, public: bool = False) -> Written:
    """Read the themes of a circle in this series file, or of all where none is named, and write the report.

    What was decided at the reading desk stands: such a series is not read again. Raises NoReport.
    """
    store = Store()
    store.open(file)
    reader = Reader(store)
    try:
        with store.read() as work:
            session, part = _asked_for(work, circle)
        exporter_for(to.suffix)
        unread = _read(store, reader, session)
        with store.read() as work:
            upto = _stands(work, session, part)
            content = rendered(work, session, to.suffix, language, public=public, circle=part)
    except release.QuotesUnreviewed as unseen:
        raise NoReport(_unreviewed(unseen.number)) from unseen
    except free_text.FreeTextUnseen as unseen:
        raise NoReport(_unseen(unseen.waits)) from unseen
    except Unsourced as found:
        raise NoReport(f"{to.name} was not written: something in it has no source. {found}") from found
    except NoSuch as known:
        raise NoReport(f"{to.name}: give one of these endings: {known}.") from known
    finally:
        reader.stop()
        store.close()
    with whole(to) as out:
        out.write(content)
    return Written(to.suffix.lower()[1:], language, content, upto, unread)


def _read(store: Store, reader: Reader, session: str) -> int:
    """Read what a report is to be of; how many contributions came since people began to decide."""
    with store.read() as work:
        log = desk_log.standing(work)
        waiting = series_reading.unread(work, log.version) if log.version else frozenset()
    if log.version and (session == SERIES or log.decided):
        return len(waiting)
    if session == SERIES:
        reader.read_series()
    else:
        reader.read(session)
    return 0


def note_in(file: Path, written: Written) -> bool:
    """Put the report on the list of copies in the series itself; nothing else in it changes.

    False where that cannot be: another aplis has the series open, it may not be written, or it is of an
    older version, which reading a report is no reason to bring up to date.
    """
    if schema.revision(file) != schema.HEAD:
        return False
    store = Store()
    try:
        store.open(file)
        store.change(partial(_listed_as, written))
    except (InUse, OSError, StorageBusy, StorageFull, DBAPIError):
        return False
    finally:
        store.close()
    return True


def _unreviewed(number: int) -> str:
    return (
        f"Not written: {number} of the contributions it shows were not looked through for what tells of a "
        "person. Open the series, choose “Can anybody be recognised?” and go through them; or leave out "
        "--public for a working copy."
    )


def _unseen(waits: Sequence[free_text.Waits]) -> str:
    where = "; ".join(f"{one.place}: {', '.join(one.found)}" for one in waits)
    return (
        f"Not written: what was typed about the circles could say who somebody is ({where}). Change it, "
        "or ask for the report on the console, where it can be left as it is; or leave out --public for a "
        "working copy."
    )


def _stands(work: Work, session: str, circle: int | None = None) -> dict[str, int]:
    """Where the journal of each sitting stands that the report is of."""
    every = [row.id for one, _, row in series_corpus.sittings(work) if circle in (None, one.number)]
    return {one: issued.stand(work, one) for one in (every if session == SERIES else [session])}


def _listed_as(written: Written, work: Work) -> None:
    for session, upto in written.upto.items():
        issued.note(work, session, written.content, kind=written.kind, language=written.language, upto=upto)


def _asked_for(work: Work, number: int | None) -> tuple[str, int | None]:
    """The sitting of the circle that was named, or of the only one; SERIES and the circle's number where it
    sat more than once; the series where there are more circles. Rehearsals never. Raises NoReport."""
    held: dict[int, list[str]] = {}
    for circle, _, row in series_corpus.sittings(work):
        held.setdefault(circle.number, []).append(row.id)
    if number is not None and number not in held:
        known = f" There are: {', '.join(map(str, sorted(held)))}." if held else ""
        raise NoReport(f"There is no circle {number} with an evening in this series.{known}")
    if not held:
        raise NoReport("There is no circle with an evening in this series.")
    chosen = next(iter(held)) if number is None and len(held) == 1 else number
    of = held[chosen] if chosen is not None else [one for rows in held.values() for one in rows]
    if not any(one.text for session in of for one in work.contributions(session)):
        raise NoReport("Nothing was said there yet, so there is nothing to report.")
    return (of[0], None) if chosen is not None and len(of) == 1 else (SERIES, chosen)
