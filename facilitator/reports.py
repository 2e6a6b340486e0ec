"""A circle's report as a file: what the console's button and `aplis export` write."""

import io
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from analysis.registry import NoSuch, exporter_for
from analysis.whole import whole
from facilitator import issued, model, release, research, schema
from facilitator.keeping import answered
from facilitator.store import InUse, StorageBusy, StorageFull, Store
from facilitator.work import Work
from facilitator.worker import Reader

TO_KEEP = ".zip"  # the package for an archive holds words of those alone who agreed to be kept


class NoReport(Exception):
    """No report can be written; the message says why, and what to do."""


@dataclass(frozen=True)
class Written:
    """A report as it was written: whose it is, its file's ending, its bytes, and where the journal stood."""

    session: str
    kind: str
    language: str
    content: bytes
    upto: int


def rendered(work: Work, session: str, ending: str, language: str, *, public: bool = False) -> bytes:
    """The last reading as a report, with consent applied; a working copy, unless it is `public`.

    Raises NoSuch, NotNow, NoSuchSeat; release.QuotesUnreviewed where it is public and shows words that nobody
    has looked through.
    """
    out = io.BytesIO()
    report = research.report(work, session, language, to_keep=ending.lower() == TO_KEEP)
    if public:
        release.must_be_reviewed(report, ending)
    exporter_for(ending).write(report, out, words=language)
    return out.getvalue()


def issue(store: Store, session: str, ending: str, language: str, *, public: bool = False) -> bytes:
    """A report as it goes out: rendered, and put on the list of copies. Raises as `rendered` does."""
    with store.read() as work:
        upto = issued.stand(work, session)
        content = rendered(work, session, ending, language, public=public)
    answered(store, partial(_listed_as, Written(session, ending[1:], language, content, upto)))
    return content


def write_report(file: Path, to: Path, *, circle: int | None, language: str, public: bool = False) -> Written:
    """Read the themes of a circle in this series file and write the report. Raises NoReport."""
    store = Store()
    store.open(file)
    reader = Reader(store)
    try:
        with store.read() as work:
            session = _sitting(work, circle)
            if not any(c.text for c in work.contributions(session)):
                raise NoReport("Nothing was said in this circle yet, so there is nothing to report.")
        exporter_for(to.suffix)
        reader.read(session)
        with store.read() as work:
            upto = issued.stand(work, session)
            content = rendered(work, session, to.suffix, language, public=public)
    except release.QuotesUnreviewed as unseen:
        raise NoReport(_unreviewed(unseen.number)) from unseen
    except NoSuch as known:
        raise NoReport(f"{to.name}: give one of these endings: {known}.") from known
    finally:
        reader.stop()
        store.close()
    with whole(to) as out:
        out.write(content)
    return Written(session, to.suffix.lower()[1:], language, content, upto)


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


def _listed_as(written: Written, work: Work) -> None:
    issued.note(
        work,
        written.session,
        written.content,
        kind=written.kind,
        language=written.language,
        upto=written.upto,
    )


def _sitting(work: Work, number: int | None) -> str:
    """The last sitting of the circle that was named, or of the only one; rehearsals never."""
    held = {c.number: [s for s in work.sessions(c.id) if not s.rehearsal] for c in work.circles()}
    with_sittings = {n: sittings for n, sittings in held.items() if sittings}
    if number is None and len(with_sittings) > 1:
        raise NoReport(f"Say which circle: --circle {_listed(with_sittings)}.")
    chosen = with_sittings.get(number) if number is not None else next(iter(with_sittings.values()), None)
    if not chosen:
        raise NoReport("There is no such circle with an evening in this series.")
    return chosen[-1].id


def _listed(held: dict[int, list[model.Session]]) -> str:
    return ", ".join(map(str, sorted(held)))
