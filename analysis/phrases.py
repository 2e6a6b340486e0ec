"""Words that belong together, such as "minimum wage" and "Bowling Green", made into one term."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from analysis.language import Term

LANGUAGES = frozenset({"en"})
"""Where two words side by side name one thing and do not change their endings."""

_OFTEN = 3
_TOGETHER = 0.4
_PASSES = 2


def joined(terms: Sequence[Sequence[Term]]) -> list[list[Term]]:
    """Join neighbours that several contributions say together about as often as they say them apart.

    `terms` holds one list per contribution, in the order of the text. The lemma of a joined term has a
    space in it.
    """
    found = [list(mine) for mine in terms]
    for _ in range(_PASSES):
        found = _joined_once(found)
    return found


def _joined_once(terms: Sequence[Sequence[Term]]) -> list[list[Term]]:
    alone = Counter(t.lemma for mine in terms for t in mine)
    pairs = Counter(pair for mine in terms for pair in {(a.lemma, b.lemma) for a, b in _neighbours(mine)})
    belong = {
        pair
        for pair, times in pairs.items()
        if times >= _OFTEN and times >= _TOGETHER * min(alone[pair[0]], alone[pair[1]])
    }
    return [_join(mine, belong) for mine in terms]


def _neighbours(terms: Sequence[Term]) -> list[tuple[Term, Term]]:
    return [
        (a, b)
        for a, b in pairwise(terms)
        if b.start == a.end + 1 and not b.opens and a.lemma != b.lemma and a.language in LANGUAGES
    ]


def _join(terms: Sequence[Term], belong: set[tuple[str, str]]) -> list[Term]:
    found: list[Term] = []
    for term in terms:
        before = found[-1] if found else None
        if before and _neighbours([before, term]) and (before.lemma, term.lemma) in belong:
            found[-1] = Term(
                f"{before.lemma} {term.lemma}",
                f"{before.surface} {term.surface}",
                term.language,
                before.start,
                term.end,
                before.opens,
            )
        else:
            found.append(term)
    return found
