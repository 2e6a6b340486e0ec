"""The same theme stays the same as more is said: its id, its place in the order and its colour."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from analysis.known import Known, last_number

MOSTLY = 0.5


def lay(before: Sequence[Known]) -> dict[str, int]:
    """Which of these themes, by its place among them, each contribution lies in."""
    return {member: number for number, theme in enumerate(before) for member in theme.members}


def carried(before: Sequence[Known], now: Sequence[Collection[str]]) -> list[str | None]:
    """For each group found now the id of the theme that it goes on from; None where it is new.

    A theme goes on in the group that holds most of it, if more than half of what it held (and is still
    there) is in that group; of two themes that ran together the one that brought more gives its id, and
    no id is given twice (Hungarian method on the members in common).
    """
    from scipy.optimize import linear_sum_assignment  # slow to load, and only where themes are found anew

    everybody = {member for group in now for member in group}
    old = [set(theme.members) & everybody for theme in before]
    common = np.array([[len(theme & set(group)) for theme in old] for group in now], float).reshape(
        len(now), len(old)
    )
    sizes = np.array([len(theme) for theme in old], float)
    goes_on = common > MOSTLY * np.maximum(sizes, 1)
    rows, columns = linear_sum_assignment(np.where(goes_on, common, 0), maximize=True)
    ids: list[str | None] = [None] * len(now)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if goes_on[row, column]:
            ids[row] = before[column].id
    return ids


def called(before: Sequence[Known], now: Sequence[Collection[str]]) -> list[Mapping[str, str]]:
    """For each group found what the theme it goes on from was called, by language; under "" in its own."""
    known = {theme.id: {**theme.labels, "": theme.label} for theme in before}
    return [known[id] if id is not None else {} for id in carried(before, now)]


def ordered(before: Sequence[Known], now: Sequence[Collection[str]]) -> list[tuple[str, int]]:
    """Ids and indexes into `now`, in the order to show: those that go on where they were, then the new ones.

    A place that came free is taken by a new theme, else by the last one, so that no other moves. A new id is
    the next number after all that were ever given.
    """
    ids = carried(before, now)
    start = last_number(before) + 1
    new = [(f"t{start + n}", index) for n, index in enumerate(i for i, id in enumerate(ids) if id is None)]
    goes_on = {id: (id, index) for index, id in enumerate(ids) if id is not None}
    places = [goes_on.get(theme.id) for theme in before]
    while places and places[-1] is None:
        places.pop()
    shown: list[tuple[str, int]] = []
    while places:
        first = places.pop(0)
        if first is None and not new:
            first = places.pop()
            while places and places[-1] is None:
                places.pop()
        shown.append(first or new.pop(0))
    return shown + new
