"""Bundles merged part by part: each part a change of its own, so that a live circle waits for one alone.

What stands in between is what stands after a merge of fewer bundles; brought in again, the rest comes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from facilitator import bundle as bundles
from facilitator import merging
from facilitator.aside import Kept
from facilitator.bundle import Bundle, Refused
from facilitator.merging import Came, Outcome
from facilitator.packed import LARGEST
from facilitator.saying import Saying
from facilitator.store import Store
from facilitator.work import Work

PART = 300  # contributions in one change: a tenth of a second on a quick laptop, half of one on a slow
PATIENCE = 120.0  # seconds for one part: others may be in the writer's turn, and the disk slow


@dataclass(frozen=True)
class _Head:
    """What is remembered of a bundle between looking into it and merging it: never all of them at once."""

    kept: Kept
    circle: str
    day: str
    contributions: int


def brought(
    store: Store, files: Sequence[Kept], accept: Collection[str], step: Callable[[int], None]
) -> Outcome:
    """Look into each file, then bring them in part by part, and number the circles.

    `step(n)` is called after every n files of 2 * len(files), and may raise to end it between two parts.
    """
    heads, refused = _heads(files, step)
    lines: list[Saying] = []
    for part in _parts(heads):
        done = store.change(_bringing(part, accept), patience=PATIENCE)
        lines += done.lines
        refused += done.refused
        step(len(part))
    if heads:
        store.change(merging.number, patience=PATIENCE)
    with store.read() as work:
        return merging.holds(work, Came(lines, refused))


def _bringing(part: Sequence[_Head], accept: Collection[str]) -> Callable[[Work], Came]:
    some = [_opened(head.kept) for head in part]
    return lambda work: merging.bring_in(work, some, accept=accept)


def _heads(files: Iterable[Kept], step: Callable[[int], None]) -> tuple[list[_Head], list[Saying]]:
    heads, refused = [], []
    for one in files:
        try:
            heads.append(_head(one))
        except Refused as reason:
            refused.append(reason.saying)
        step(1)
    return heads, refused


def _head(one: Kept) -> _Head:
    bundle = _opened(one)
    opened = min(sitting.opened_at for sitting in bundle.content.sittings)
    return _Head(one, bundle.circle, opened.isoformat(), len(bundle.content.contributions))


def _opened(one: Kept) -> Bundle:
    """Raises Refused, with the file called as its owner does."""
    if one.size > LARGEST:
        raise Refused(bundles.TOO_LARGE, one.name)
    return bundles.opened(one.path.read_bytes(), one.name)


def _parts(heads: Iterable[_Head]) -> Iterator[list[_Head]]:
    """All bundles of a circle together, circles by the day they met, some hundred contributions at a time."""
    circles: dict[str, list[_Head]] = {}
    for head in heads:
        circles.setdefault(head.circle, []).append(head)
    part: list[_Head] = []
    for group in sorted(circles.values(), key=lambda group: (min(one.day for one in group), group[0].circle)):
        if part and sum(one.contributions for one in [*part, *group]) > PART:
            yield part
            part = []
        part = [*part, *group]
    if part:
        yield part
