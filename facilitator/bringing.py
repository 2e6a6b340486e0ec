"""What `aplis import` does: words from files into a circle, once it is said what people agreed to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from analysis.encodings import bytes_of
from analysis.words import CannotRead
from facilitator import model
from facilitator.carrying import or_new, tried_on
from facilitator.commands import Flags, Trouble, named_series, plainly
from facilitator.folder import open_folder, secret_key
from facilitator.importing import Brought, Looked, NotBrought, Terms, keep, look, numbered
from facilitator.settings import read
from facilitator.store import Store
from facilitator.work import Work

MOST_PEOPLE = 1000
PATIENCE = 60.0  # seconds for each file


@dataclass(frozen=True)
class Asked:
    """What was said on the command line of the people, and by whom; `held` as it was typed."""

    held: str | None
    people: int | None
    agreed: bool
    quotable: bool
    keep: bool
    who: str
    language: str = ""


@dataclass(frozen=True)
class Into:
    """Where the words go: a circle's number, or the title of a new one. `dry_run`: only tried, on a copy."""

    series: Path
    circle: int | None
    title: str
    dry_run: bool


@plainly
def bring_in(flags: Flags, files: Sequence[Path], asked: Asked, into: Into) -> int:
    """Read the files, say what was recognised, keep their words. All of them come in, or none.

    A dry run refuses what the real one would; what was not said yet of people and days it takes as said.
    """
    placed = (into.circle is None) != (not into.title.strip())
    if not placed and not into.dry_run:
        raise Trouble('Say which circle: --circle N for one there is, or --new "Title".')
    if len(files) > 1 and into.title:
        raise Trouble("A new circle is made from one file; the others go into it by its number.")
    series = named_series(into.series)
    looked = [_looked(file) for file in files]
    for one in looked:
        _tell(one, asked.people)
    terms = _terms(asked, dry_run=into.dry_run)
    if not series.exists() and not into.title.strip():
        raise Trouble(f'There is no file {series}. A new series begins with a new circle: --new "Title".')
    if placed:
        secret = secret_key(open_folder(read(flags)[0].data))
        with tried_on(series) if into.dry_run else or_new(series) as store:
            for line in _kept(store, looked, terms, into, secret=secret):
                print(line)
    print("Only looked: nothing was kept." if into.dry_run else series)
    return 0


def _terms(asked: Asked, *, dry_run: bool) -> Terms:
    typed = asked.held or (model.now().date().isoformat() if dry_run else "")
    try:
        held = date.fromisoformat(typed)
    except ValueError as wrong:
        raise Trouble("Say on which day the circle met: --held 2025-05-14") from wrong
    if asked.people is not None and not 1 <= asked.people <= MOST_PEOPLE:
        raise Trouble(f"--people is a whole number from 1 to {MOST_PEOPLE}; leave it out if nobody knows.")
    return Terms(
        held=held,
        agreed=asked.agreed or dry_run,
        quote=asked.quotable,
        keep=asked.keep,
        people=asked.people or 0,
        who=asked.who,
        language=asked.language,
    )


def _kept(store: Store, looked: Sequence[Looked], terms: Terms, into: Into, *, secret: bytes) -> list[str]:
    """What came to stand where, in one change. Raises Trouble."""

    def act(work: Work) -> list[str]:
        lines = [] if work.series() is not None else [_new_series(work, into)]
        to = numbered(work, into.circle) if into.circle is not None else ""
        placed = replace(terms, circle=to, title=into.title)
        for one in looked:
            lines += _done(one.name, keep(work, one, placed, now=work.clock(), secret=secret))
        return lines

    try:
        return store.change(act, patience=PATIENCE * len(looked))
    except NotBrought as reason:
        raise Trouble(str(reason.saying)) from reason


def _new_series(work: Work, into: Into) -> str:
    """A series that is called as its first circle is: nobody said yet what it is to be called."""
    title = " ".join(into.title.split()) or into.series.stem
    work.add(model.Series(title=title[:300], question=""))
    return f"A new series: {title}. Its question and its host are said on the console."


def _done(name: str, done: Brought) -> list[str]:
    lines = [f"{name}: {done.contributions} contributions into circle {done.circle}"]
    if done.there or done.back:
        lines.append(f"  Left out: {done.there} are there already, {done.back} were taken back from there.")
    return lines


def _looked(file: Path) -> Looked:
    try:
        return look(bytes_of(file), str(file))
    except CannotRead as broken:
        raise Trouble(str(broken)) from broken
    except NotBrought as reason:
        raise Trouble(f"{file}: {reason.saying}") from reason


def _tell(looked: Looked, people: int | None) -> None:
    print(f"{looked.name}: {len(looked.words)} contributions, {looked.voices} voices told apart")
    for note in looked.notes:
        print(f"  {note}")
    if looked.personal:
        kinds = ", ".join(f"{kind} {n}" for kind, n in looked.personal.items())
        print(f"  What could name a person was found ({kinds}): review it before you publish anything.")
    if people is not None and looked.voices > people:
        print(f"  More voices ({looked.voices}) than people ({people}) are told apart: is --people right?")
