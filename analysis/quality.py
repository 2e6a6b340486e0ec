"""How well themes hold, in numbers that a sentence can be made of; computed, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.chance import adjusted_information
from analysis.clusters import USUAL, Grain, Labels, centres
from analysis.consensus import stability
from analysis.corpus import Contribution
from analysis.embedders import Vectors
from analysis.report import Quality

ENOUGH = 60  # under so many contributions, what is found again and what is chance look alike
FOUND_AGAIN = 0.7
ALIKE = 0.5
FEWEST_MEMBERS = 4


@dataclass(frozen=True)
class Held:
    """What themes are measured on: contributions, their languages, and how they were grouped (n,), by what
    they mean and by what they were `compared` by."""

    contributions: Sequence[Contribution]
    languages: Sequence[str]
    groups: Labels
    vectors: Vectors
    compared: Vectors


def qualities(held: Held, *, seed: int = 0, grain: Grain = USUAL) -> list[Quality]:
    """One for each group, in the order of their numbers."""
    count = int(held.groups.max(initial=-1)) + 1
    inside = held.groups >= 0
    if not count:
        return []
    again = stability(held.compared.astype(np.float64), held.groups, seed=seed, grain=grain)
    rows = held.vectors[inside].astype(np.float64)
    mine = held.groups[inside]
    middles = centres(rows, mine)
    own = (rows * middles[mine]).sum(axis=1)
    between = middles @ middles.T
    np.fill_diagonal(between, -np.inf)
    return [
        _quality(
            held,
            np.flatnonzero(held.groups == one).tolist(),
            cohesion=float(own[mine == one].mean()),
            separation=1 - float(between[one].max()) if count > 1 else None,
            stability=None if again is None else float(again[one]),
        )
        for one in range(count)
    ]


def _quality(
    held: Held, members: Sequence[int], *, cohesion: float, separation: float | None, stability: float | None
) -> Quality:
    said = [held.contributions[i] for i in members]
    voices = {(one.circle, one.voice) for one in said if one.voice}
    many = int((held.groups >= 0).sum()) >= ENOUGH and len(members) >= FEWEST_MEMBERS
    return Quality(
        cohesion=round(cohesion, 4),
        separation=None if separation is None else round(separation, 4),
        stability=None if stability is None else round(stability, 4),
        state="reliable" if many and (stability or 0.0) >= FOUND_AGAIN and cohesion >= ALIKE else "weak",
        voices=len(voices),
        languages=tuple(sorted({held.languages[i] for i in members})),
    )


def leakage(groups: Labels, languages: Sequence[str]) -> float:
    """How much the theme tells of the language (adjusted mutual information): 0 nothing, 1 everything."""
    inside = np.flatnonzero(groups >= 0).tolist()
    if len({languages[i] for i in inside}) < 2 or len(set(groups[inside].tolist())) < 2:
        return 0.0
    return round(adjusted_information([languages[i] for i in inside], groups[inside].tolist()), 4)
