"""A circle's report as a file: what the console's button and `aplis export` write."""

import io
from pathlib import Path

from analysis.registry import NoSuch, exporter_for
from analysis.whole import whole
from facilitator import model, research
from facilitator.store import Store
from facilitator.work import Work
from facilitator.worker import Reader


class NoReport(Exception):
    """No report can be written; the message says why, and what to do."""


def rendered(work: Work, session: str, ending: str, language: str) -> bytes:
    """The last reading as a report, with consent applied. Raises NoSuch, NotNow, NoSuchSeat."""
    out = io.BytesIO()
    exporter_for(ending).write(research.report(work, session), out, words=language)
    return out.getvalue()


def write_report(file: Path, to: Path, *, circle: int | None, language: str) -> None:
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
            content = rendered(work, session, to.suffix, language)
    except NoSuch as known:
        raise NoReport(f"{to.name}: give one of these endings: {known}.") from known
    finally:
        reader.stop()
        store.close()
    with whole(to) as out:
        out.write(content)


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
