"""What people decided about who belongs with whom: the machine keeps to it, whatever it would find itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.clusters import Grouping, Labels, centres, confidence


@dataclass(frozen=True)
class Decisions:
    """By contribution id. `together` and `apart` are pairs; `pinned` names the theme a contribution is in,
    by any key: those with the same key are together, those with different keys apart."""

    together: Sequence[tuple[str, str]] = ()
    apart: Sequence[tuple[str, str]] = ()
    pinned: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.together or self.apart or self.pinned)


class Contradiction(ValueError):
    """Decisions cannot all hold: they want the contributions `one` and `other` both together and apart."""

    def __init__(self, one: str, other: str) -> None:
        self.one, self.other = one, other
        super().__init__(f"{one} and {other} are to be together and apart")


def kept_to(decisions: Decisions, ids: Sequence[str], found: Grouping) -> Grouping:
    """The grouping as found, changed no more than the decisions ask; ids that are not there count for
    nothing.

    Those to be together move as one party to the group where they fit best, the largest party first; a
    party that may not be where another is takes the best group without it, or makes one of its own.
    Raises Contradiction.
    """
    parties = parties_of(decisions, ids)
    foes = foes_of(decisions, ids, parties)
    labels = found.labels.copy()
    nearness = found.points @ centres(found.points, labels).T
    placed: dict[int, int] = {}
    for party, rows in _bound(parties, foes):
        taken = [placed[foe] for foe in foes.get(party, ()) if foe in placed]
        fits = nearness[rows].sum(axis=0)
        fits = np.append(fits, np.full(max(0, max(placed.values(), default=-1) + 1 - len(fits)), -np.inf))
        fits[taken] = -np.inf
        best = int(fits.argmax())
        placed[party] = best if np.isfinite(fits[best]) else len(fits)
        labels[rows] = placed[party]
    return _numbered(found, labels, parties)


def parties_of(decisions: Decisions, ids: Sequence[str]) -> list[int]:
    """For each contribution the first one (by position) that it has to be with."""
    at = {id: row for row, id in enumerate(ids)}
    first = list(range(len(ids)))

    def party(row: int) -> int:
        while first[row] != row:
            row = first[row]
        return row

    keyed: dict[str, str] = {}
    pairs = list(decisions.together)
    pairs += [(keyed.setdefault(key, id), id) for id, key in sorted(decisions.pinned.items()) if id in at]
    for one, other in pairs:
        if one in at and other in at:
            low, high = sorted((party(at[one]), party(at[other])))
            first[high] = low
    return [party(row) for row in range(len(ids))]


def foes_of(decisions: Decisions, ids: Sequence[str], parties: Sequence[int]) -> dict[int, set[int]]:
    """For each party those it may not be with. Raises Contradiction."""
    at = {id: row for row, id in enumerate(ids)}
    foes: dict[int, set[int]] = {}
    for one, other in (*decisions.apart, *_other_pins(decisions, at)):
        if one not in at or other not in at:
            continue
        mine, theirs = parties[at[one]], parties[at[other]]
        if mine == theirs:
            raise Contradiction(one, other)
        foes.setdefault(mine, set()).add(theirs)
        foes.setdefault(theirs, set()).add(mine)
    return foes


def _other_pins(decisions: Decisions, at: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """One contribution of each theme that was named, against one of each other."""
    one_of = {key: id for id, key in sorted(decisions.pinned.items()) if id in at}
    named = sorted(one_of)
    return ((one_of[a], one_of[b]) for i, a in enumerate(named) for b in named[i + 1 :])


def _bound(parties: Sequence[int], foes: Mapping[int, set[int]]) -> list[tuple[int, list[int]]]:
    """The parties that a decision is about, the largest first."""
    rows: dict[int, list[int]] = {}
    for row, party in enumerate(parties):
        rows.setdefault(party, []).append(row)
    bound = [(party, mine) for party, mine in rows.items() if len(mine) > 1 or party in foes]
    return sorted(bound, key=lambda one: (-len(one[1]), one[0]))


def _numbered(found: Grouping, labels: Labels, parties: Sequence[int]) -> Grouping:
    """Groups numbered without gaps; who was placed by a decision is there for sure."""
    numbers = np.unique(labels, return_inverse=True)[1]
    sure = np.clip(confidence(found.points @ centres(found.points, numbers).T), 0, 1)
    alone = np.bincount(parties, minlength=len(parties))[np.asarray(parties)] == 1
    return replace(
        found,
        labels=numbers,
        confidence=np.where(alone, sure, 1.0),
        way=f"{found.way}, kept to decisions",
    )
