"""What `aplis import` does: words from files into a circle, once it is said what people agreed to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from analysis.encodings import bytes_of
from analysis.words import CannotRead
from facilitator.carrying import opened, there
from facilitator.commands import Trouble, plainly
from facilitator.importing import Looked, NotBrought, Terms, keep, look, numbered
from facilitator.store import Store
from facilitator.work import Work

MOST_PEOPLE = 1000
PATIENCE = 60.0  # seconds for each file


@dataclass(frozen=True)
class Asked:
    """What was said on the command line of the people, and by whom; `held` as it was typed."""

    held: str | None
    people: int
    agreed: bool
    quotable: bool
    keep: bool
    who: str


@plainly
def bring_in(
    files: Sequence[Path], asked: Asked, *, into: Path, circle: int | None, title: str, dry_run: bool
) -> int:
    """Read the files, say what was recognised, keep their words. All of them come in, or none."""
    if not dry_run and (circle is None) == (not title.strip()):
        raise Trouble('Say which circle: --circle N for one there is, or --new "Title".')
    if len(files) > 1 and title:
        raise Trouble("A new circle is made from one file; the others go into it by its number.")
    looked = [_looked(file) for file in files]
    for one in looked:
        _tell(one)
    if dry_run:
        print("Only looked: nothing was kept.")
        return 0
    terms = _terms(asked)
    with opened(there(into)) as store:
        for line in _kept(store, looked, replace(terms, title=title), circle):
            print(line)
    print(into)
    return 0


def _terms(asked: Asked) -> Terms:
    try:
        held = date.fromisoformat(asked.held or "")
    except ValueError as wrong:
        raise Trouble("Say on which day the circle met: --held 2025-05-14") from wrong
    if not 0 <= asked.people <= MOST_PEOPLE:
        raise Trouble(f"--people is a whole number from 1 to {MOST_PEOPLE}.")
    return Terms(
        held=held,
        agreed=asked.agreed,
        quote=asked.quotable,
        keep=asked.keep,
        people=asked.people,
        who=asked.who,
    )


def _kept(store: Store, looked: Sequence[Looked], terms: Terms, circle: int | None) -> list[str]:
    """What came to stand where, in one change. Raises Trouble."""

    def act(work: Work) -> list[str]:
        placed = replace(terms, circle=numbered(work, circle) if circle is not None else "")
        done = [(one.name, keep(work, one, placed, now=work.clock())) for one in looked]
        return [f"{name}: {one.contributions} contributions into circle {one.circle}" for name, one in done]

    try:
        return store.change(act, patience=PATIENCE * len(looked))
    except NotBrought as reason:
        raise Trouble(str(reason.saying)) from reason


def _looked(file: Path) -> Looked:
    try:
        return look(bytes_of(file), str(file))
    except CannotRead as broken:
        raise Trouble(str(broken)) from broken
    except NotBrought as reason:
        raise Trouble(f"{file}: {reason.saying}") from reason


def _tell(looked: Looked) -> None:
    print(f"{looked.name}: {len(looked.words)} contributions, {looked.voices} voices told apart")
    for note in looked.notes:
        print(f"  {note}")
    if looked.personal:
        kinds = ", ".join(f"{kind} {n}" for kind, n in looked.personal.items())
        print(f"  What could name a person was found ({kinds}): review it before you publish anything.")
