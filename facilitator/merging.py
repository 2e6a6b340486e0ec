"""Bundles merged into a series: who signed them, and which edition of each circle stands."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import count

from facilitator import came, joining, model
from facilitator.bundle import Bundle
from facilitator.joining import Known
from facilitator.saying import N_, Saying
from facilitator.settling import contributions, sittings_of, stand
from facilitator.signing import words
from facilitator.told import Gone
from facilitator.work import Work

NEW = N_("%(file)s: circle “%(circle)s”, new here. Contributions: %(count)s. Signed by %(signer)s.")
NEWER = N_("%(file)s: circle “%(circle)s”, issue %(issue)s in place of %(before)s. Contributions: %(count)s.")
HERE = N_("%(file)s: circle “%(circle)s”, issue %(issue)s is here already.")
OLDER = N_("%(file)s: circle “%(circle)s”, issue %(issue)s is older than the one that stands, %(stands)s.")
TAKEN_BACK = N_("Circle “%(circle)s”: texts that were taken back and are gone from here now: %(count)s.")
OWN = N_(
    "%(file)s is of circle “%(circle)s”, which was held in this very series. Leave it out, or merge into "
    "another series."
)
OTHER_KEY = N_(
    "%(file)s is of circle “%(circle)s”, and signed by %(signer)s; until now that was %(known)s. It may be "
    "forged. If the laptop or its key is a new one, ask whoever held the circle for these words, by "
    "telephone, and accept the new key."
)
SEVERAL_KEYS = N_(
    "%(file)s is of circle “%(circle)s”, and signed by %(signer)s; another of these bundles of the same "
    "circle is signed by another key, so one may be forged. Ask whoever held the circle for their words, by "
    "telephone, and accept the key that has them."
)
ASKS_WHOSE = (OTHER_KEY, SEVERAL_KEYS)
"""Refusals that a person can lift, by accepting a key."""


@dataclass(frozen=True)
class Outcome:
    """What a merge did, or would do. `lines` are in the order of the files; `refused` changed nothing.

    `fingerprint` names what the series holds of merged circles: the same wherever the same was merged.
    """

    lines: Sequence[Saying]
    refused: Sequence[Saying]
    circles: int
    contributions: int
    fingerprint: str


@dataclass(frozen=True)
class _Change:
    """One circle before and after these bundles; `erased`: texts that were here and are taken back."""

    before: Known | None
    after: Known
    erased: int


@dataclass(frozen=True)
class Came:
    """What some bundles did: a line for each that was taken, and for what went; a refusal for each other."""

    lines: Sequence[Saying]
    refused: Sequence[Saying]


def merge(work: Work, bundles: Sequence[Bundle], *, accept: Collection[str] = ()) -> Outcome:
    """Bring these bundles in; the result depends only on which bundles were ever merged, not on the order.

    A newer issue of a circle stands in the place of an older one; words that any bundle says were taken back
    stay gone. `accept` are the words of keys that may sign besides the first. In the writer's transaction.
    """
    done = bring_in(work, bundles, accept=accept)
    number(work)
    return holds(work, done)


def bring_in(work: Work, bundles: Sequence[Bundle], *, accept: Collection[str] = ()) -> Came:
    """The same for a part of what is merged, where a live circle cannot wait for the whole.

    All bundles of one circle belong in one part; after the last one the circles are numbered (`number`).
    """
    refused = _refusals(work, bundles, set(accept))
    allowed = [bundle for bundle in bundles if bundle not in refused]
    untouched = _named_by_us(work)
    changes = {circle: _bring_in(work, group) for circle, group in _by_circle(allowed).items()}
    if changes and untouched:
        _name(work)
    return Came([*_told(allowed, changes)], [refused[one] for one in bundles if one in refused])


def _by_circle(bundles: Iterable[Bundle]) -> dict[str, list[Bundle]]:
    groups: dict[str, list[Bundle]] = {}
    for bundle in bundles:
        groups.setdefault(bundle.circle, []).append(bundle)
    return groups


# whose bundles are taken


def _refusals(work: Work, bundles: Sequence[Bundle], accept: set[str]) -> dict[Bundle, Saying]:
    refused: dict[Bundle, Saying] = {}
    for circle, group in _by_circle(bundles).items():
        row = work.one(model.Bundled, circle_id=circle)
        if row.here if row else work.circle(circle) is not None:
            refused |= {one: _refusal(OWN, one) for one in group}
            continue
        known = ", ".join(words(key) for key in row.keys) if row else ""
        trusted = _trusted(row, {one.key for one in group}, accept)
        text = OTHER_KEY if row else SEVERAL_KEYS
        refused |= {one: _refusal(text, one, known=known) for one in group if one.key not in trusted}
    return refused


def _trusted(row: model.Bundled | None, keys: set[str], accept: set[str]) -> set[str]:
    """The first key that signed this circle, and those a person accepted by their words.

    Where two sign it for the first time at once, nobody knows which was first: a person has to say.
    """
    accepted = {key for key in keys if words(key) in accept}
    if row is not None:
        return accepted | set(row.keys)
    return keys if len(keys) == 1 else accepted


def _refusal(text: str, one: Bundle, *, known: str = "") -> Saying:
    named = {"file": one.file, "circle": one.content.circle.title, "signer": one.signer, "known": known}
    return Saying(text, named)


# one circle


def _bring_in(work: Work, bundles: Sequence[Bundle]) -> _Change:
    circle = bundles[0].circle
    before = _known(work, circle)
    after = reduce(joining.joined, [*([before] if before else []), *map(joining.of, bundles)])
    erased = 0
    if before is None or before != replace(after, content=None):
        erased = stand(work, circle, after)
    _keep(work, circle, after, {one.key for one in bundles})
    return _Change(before, after, erased)


def _known(work: Work, circle: str) -> Known | None:
    """What the file says of a circle that came: its edition, and all that was taken back, here too."""
    row = work.one(model.Bundled, circle_id=circle)
    if row is None:
        return None
    empty = [c for c in contributions(work, circle).values() if not c.text]
    here = [Gone(id=c.id, session=c.session_id, number=c.number) for c in empty]
    return Known(row.issue, row.sha256, None, joining.by_id([*(Gone(**one) for one in row.withdrawn), *here]))


def _keep(work: Work, circle: str, after: Known, keys: set[str]) -> None:
    row = work.one(model.Bundled, circle_id=circle)
    series = came.named(after.content) if after.content else row.series if row else {}
    work.put(
        model.Bundled(
            circle_id=circle,
            here=False,
            issue=after.issue,
            sha256=after.digest,
            keys=sorted(keys | set(row.keys if row else ())),
            series=series,
            withdrawn=[one.model_dump() for one in after.gone.values()],
        )
    )


# the series


def _came(work: Work) -> list[model.Bundled]:
    return work.rows(model.Bundled, here=False)


def number(work: Work) -> None:
    """Circles that came are numbered by the day they met, over the numbers that no circle of ours has."""
    ids = {row.circle_id for row in _came(work)}
    circles = work.circles()
    ours = {one.number for one in circles if one.id not in ids}
    theirs = sorted(
        (one for one in circles if one.id in ids),
        key=lambda one: (min(row.opened_at or row.made_at for row in sittings_of(work, one.id)), one.id),
    )
    free = (number for number in count(1) if number not in ours)
    for one, number in zip(theirs, free, strict=False):
        one.number = number


def _named_by_us(work: Work) -> bool:
    """Is the series called as its bundles say, or not at all yet? What a person called it stays."""
    series = work.series()
    if series is None:
        return True
    return (series.title, series.question, series.host) == _name_of(_came(work))


def _name(work: Work) -> None:
    series = work.series()
    assert series is not None
    series.title, series.question, series.host = _name_of(_came(work))


def _name_of(rows: Iterable[model.Bundled]) -> tuple[str, str, str]:
    """What most of these circles' series are called; of equally many the first in the alphabet."""
    named = Counter((row.series["title"], row.series["question"], row.series["host"]) for row in rows)
    return min(named, key=lambda name: (-named[name], name), default=("", "", ""))


def standing(work: Work) -> str:
    """A digest of all that a merge meets in a series: while it is the same, so is what the merge does."""
    series = work.series()
    named = (series.title, series.question, series.host) if series else None
    circles = sorted((one.id, one.number, one.title, one.region) for one in work.circles())
    bundled = sorted(
        (row.circle_id, row.here, row.issue, row.sha256, row.keys) for row in work.rows(model.Bundled)
    )
    sittings = sorted((row.id, row.last_seq) for row in work.sessions())
    return hashlib.sha256(repr((named, circles, bundled, sittings)).encode()).hexdigest()


def holds(work: Work, done: Came) -> Outcome:
    """How many circles and contributions came in bundles, and a name for all of it together."""
    rows = _came(work)
    words = [c for row in rows for c in contributions(work, row.circle_id).values()]
    lines = [f"{row.circle_id} {row.issue} {row.sha256}\n" for row in rows]
    lines += [f"{c.id}\n" for c in sorted(words, key=lambda c: c.id) if c.text]
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()
    return Outcome(done.lines, done.refused, len(rows), sum(1 for c in words if c.text), digest)


# what is said of it


def _told(bundles: Iterable[Bundle], changes: Mapping[str, _Change]) -> Iterator[Saying]:
    """A line for each file, in their order; then what went because it was taken back."""
    seen: set[tuple[str, str]] = set()
    titles: dict[str, str] = {}
    for one in bundles:
        change, edition = changes[one.circle], (one.circle, one.digest)
        yield _line(one, change, again=edition in seen)
        seen.add(edition)
        titles[one.circle] = one.content.circle.title
    for circle, change in changes.items():
        if change.erased:
            yield Saying(TAKEN_BACK, {"circle": titles[circle], "count": change.erased})


def _line(one: Bundle, change: _Change, *, again: bool) -> Saying:
    edition, before, stands = (one.issue, one.digest), change.before, change.after
    if edition != stands.edition:
        text = OLDER
    elif again or (before is not None and before.edition == edition):
        text = HERE
    else:
        text = NEW if before is None else NEWER
    values = {
        "file": one.file,
        "circle": one.content.circle.title,
        "issue": one.issue,
        "stands": stands.issue,
        "before": before.issue if before else 0,
        "count": sum(1 for c in one.content.contributions if c.text),
        "signer": one.signer,
    }
    return Saying(text, values)
