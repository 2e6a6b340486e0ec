"""Which exact words carry a theme."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.corpus import Contribution
from analysis.report import Quote

LONGEST = 300
"""Code points: a longer contribution is quoted by the sentences nearest the theme."""

_FEWEST = 2
_PER_QUOTE = 4
_SHORT = 4
_NEAR = 0.7
_STAYS = 0.05  # so much nearer (cosine) another must lie before it takes the place of one that was quoted
_ELSEWHERE = 0.02  # what a circle not heard yet adds
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE = re.compile(r"\S.*?(?:[.!?…]+[\"'”»’)\]]*(?=\s)|\n\s*|$)", re.DOTALL)
_ROOT = 6
_MOST = 0.6


def choose(
    contributions: Sequence[Contribution],
    vectors: NDArray[np.floating],
    members: Sequence[int],
    n: int = 4,
    *,
    quoted: Sequence[str] = (),
) -> list[Quote]:
    """Choose two to `n` quotes for a theme, the most telling first; fewer where fewer may be quoted.

    `vectors` is (len(contributions), d), `members` are indexes into both. Quotes lie near the middle of
    the theme and differ from one another (maximal marginal relevance, Carbonell & Goldstein 1998), come
    from different people where the corpus tells them apart, rather from several circles than from one, and
    are exact spans of quotable contributions. Texts of under four words are taken only where nothing longer
    is there. `quoted` are the ids of those quoted so far: of nearly equal ones they stay.
    """
    open_to_all = [i for i in members if contributions[i].quotable and contributions[i].text.strip()]
    telling = [i for i in open_to_all if len(contributions[i].text.split()) >= _SHORT]
    wanted = min(n, max(_FEWEST, len(members) // _PER_QUOTE))
    unit = _unit(np.asarray(vectors, dtype=np.float64))
    middle = _unit(unit[list(members)].mean(axis=0, keepdims=True))[0] if len(members) else None
    if middle is None:
        return []
    near = unit @ middle + _STAYS * np.array([one.id in quoted for one in contributions])
    chosen = _spread(contributions, unit, near, telling, wanted)
    if len(chosen) < min(wanted, _FEWEST):
        rest = [i for i in open_to_all if i not in telling]
        chosen += _spread(contributions, unit, near, rest, min(wanted, _FEWEST) - len(chosen))
    weights = _weights(contributions, members)
    return [_quote(contributions[i], weights) for i in chosen]


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float64] = rows / np.maximum(lengths, 1e-12)
    return unit


def _spread(
    contributions: Sequence[Contribution],
    unit: NDArray[np.float64],
    near: NDArray[np.float64],
    among: Sequence[int],
    wanted: int,
) -> list[int]:
    """Take contributions one by one: near the middle, unlike those taken, a new voice before a known one.

    `near` (n,) says how near the middle each lies.
    """
    left, taken = list(among), list[int]()
    while left and len(taken) < wanted:
        said = {_plain(contributions[i].text) for i in taken}
        left = [i for i in left if _plain(contributions[i].text) not in said]
        voices = {_voice(contributions[i]) for i in taken} - {None}
        fresh = [i for i in left if _voice(contributions[i]) not in voices] or left
        fresh = [i for i in fresh if not any(_repeats(contributions[i].text, text) for text in said)] or fresh
        if not fresh:
            break
        # Rounded, so that the order does not hang on the last bit of a sum.
        heard = {contributions[i].circle for i in taken}
        worth = {
            i: _worth(unit, near, i, taken) + _ELSEWHERE * (contributions[i].circle not in heard)
            for i in fresh
        }
        best = min(fresh, key=lambda i: (-round(worth[i], 9), i))
        taken.append(best)
        left.remove(best)
    return taken


def _worth(unit: NDArray[np.float64], near: NDArray[np.float64], i: int, taken: Sequence[int]) -> float:
    alike = float((unit[list(taken)] @ unit[i]).max()) if taken else 0.0
    return _NEAR * float(near[i]) - (1 - _NEAR) * alike


def _voice(contribution: Contribution) -> tuple[str, str] | None:
    return (contribution.circle, contribution.voice) if contribution.voice else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _repeats(text: str, said: str) -> bool:
    """Whether a text says little in words that another does not say: all of them, or most of both."""
    mine, theirs = set(_WORD.findall(text.casefold())), set(_WORD.findall(said))
    return mine <= theirs or len(mine & theirs) > _MOST * len(mine | theirs)


def _weights(contributions: Sequence[Contribution], members: Sequence[int]) -> Mapping[str, float]:
    """How much a word, by its first letters, is the theme's own: to find the sentence that tells most."""
    mine = Counter(root for i in members for root in _roots(contributions[i].text))
    everyone = Counter(root for c in contributions for root in _roots(c.text))
    return {root: times * math.log1p(len(contributions) / everyone[root]) for root, times in mine.items()}


def _roots(text: str) -> set[str]:
    return {word[:_ROOT] for word in _WORD.findall(text.casefold())}


def _quote(contribution: Contribution, weights: Mapping[str, float]) -> Quote:
    start, end = _span(contribution.text, weights)
    return Quote(contribution.id, start, end, contribution.text[start:end])


def _span(text: str, weights: Mapping[str, float]) -> tuple[int, int]:
    """The whole text, or of a long one the run of sentences within the length that tells most."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if end - start <= LONGEST:
        return start, end
    sentences = [
        (m.start(), m.start() + len(m.group().rstrip())) for m in _SENTENCE.finditer(text, start, end)
    ]
    runs = [
        (first, last)
        for k, (first, _) in enumerate(sentences)
        for _, last in sentences[k:]
        if last - first <= LONGEST
    ]
    if not runs:
        first, last = max(sentences, key=lambda s: (_told(text[s[0] : s[1]], weights), -s[0]))
        return _cut(text, first, last)
    return max(runs, key=lambda run: (_told(text[run[0] : run[1]], weights), -run[0]))


def _told(text: str, weights: Mapping[str, float]) -> float:
    return round(sum(weights.get(root, 0.0) for root in sorted(_roots(text))), 9)


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """The first words of an endless sentence, cut between words where it has any."""
    space = text.rfind(" ", start + 1, start + LONGEST)
    return start, min(end, space if space > start else start + LONGEST)
