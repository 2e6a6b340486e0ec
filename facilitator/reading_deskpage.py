"""The reading desk a page at a time: which contributions are asked for, the one in hand with its context."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from facilitator.reading_deskview import Shown, Span, Standing, Words

ROWS = 50  # on a page
BESIDE = 2  # contributions before and after the one in hand
UNSORTED, OUT, PINNED = "-", "--", "-pinned"  # what may stand in the place of a theme


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; "" is all. `theme` is a theme's id, or UNSORTED, OUT or PINNED; `state` one of
    report.STATES, with "machine" for what nobody looked at. `at` is the contribution in hand."""

    theme: str = ""
    code: str = ""
    circle: str = ""
    region: str = ""
    round: str = ""
    language: str = ""
    state: str = ""
    find: str = ""
    page: int = 1
    at: str = ""


@dataclass(frozen=True)
class Row:
    """A contribution in the list or in hand."""

    ref: str
    words: Words
    standing: Standing


@dataclass(frozen=True)
class InHand:
    """The contribution in hand: what was said before and after it in its circle, and the quotes in it, each
    with its theme's id and words."""

    row: Row
    before: Sequence[Row]
    after: Sequence[Row]
    quotes: Sequence[tuple[str, Span, str]]


@dataclass(frozen=True)
class DeskPage:
    """`found` of `total` fit what is wanted; `rows` are those of this page, `pages` how many pages there are.

    `counts`: how many contributions lie in each theme, carry each code, and stand under UNSORTED and OUT;
    `choices` what can be chosen from in each filter.
    """

    rows: Sequence[Row]
    found: int
    total: int
    pages: int
    hand: InHand | None
    counts: Mapping[str, int]
    coded: Mapping[str, int]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)


def page(shown: Shown, wanted: Wanted) -> DeskPage:
    """What a page without script shows."""
    found = chosen(shown, wanted)
    pages = max(1, -(-len(found) // ROWS))
    at = min(max(1, wanted.page), pages)
    return DeskPage(
        rows=[_row(shown, ref) for ref in found[(at - 1) * ROWS : at * ROWS]],
        found=len(found),
        total=sum(not one.out for one in shown.standing.values()),
        pages=pages,
        hand=in_hand(shown, wanted.at) if wanted.at in shown.words else None,
        counts=_counts(shown),
        coded=Counter(code for one in shown.standing.values() if not one.out for code in one.codes),
        choices=_choices(shown),
    )


def chosen(shown: Shown, wanted: Wanted) -> list[str]:
    """References of what fits, in the order of the record. What was left out is seen only where asked for."""
    sought = plain(wanted.find)
    return [
        ref
        for ref, words in shown.words.items()
        if _lies(shown.standing[ref], wanted.theme)
        and _fits(words, shown, wanted)
        and _stands(shown.standing[ref], wanted)
        and (not sought or sought in plain(words.text) or sought == ref)
    ]


def _lies(standing: Standing, theme: str) -> bool:
    if theme == OUT or standing.out:
        return standing.out and theme == OUT
    if theme in ("", PINNED):
        return standing.pinned or not theme
    if theme == UNSORTED:
        return not standing.theme and not standing.also
    return theme == standing.theme or theme in standing.also


def _fits(words: Words, shown: Shown, wanted: Wanted) -> bool:
    region = shown.circles.get(words.circle, ("", ""))[0]
    asked = (wanted.circle, wanted.region, wanted.round, wanted.language)
    return all(
        not want or want == has
        for want, has in zip(asked, (words.circle, region, words.round, words.language), strict=True)
    )


def _stands(standing: Standing, wanted: Wanted) -> bool:
    state = wanted.state in ("", standing.state or "machine")
    return state and (not wanted.code or wanted.code in standing.codes)


def plain(text: str) -> str:
    """Small letters without marks, so that who types "cels" finds "ceļš"."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).strip()


def in_hand(shown: Shown, ref: str) -> InHand:
    """Raises KeyError where there is no such contribution."""
    sitting = ref.partition("-")[0]
    beside = [other for other in shown.words if other.partition("-")[0] == sitting]
    at = beside.index(ref)
    text = shown.words[ref].text
    return InHand(
        row=_row(shown, ref),
        before=[_row(shown, other) for other in beside[max(0, at - BESIDE) : at]],
        after=[_row(shown, other) for other in beside[at + 1 : at + 1 + BESIDE]],
        quotes=[
            (id, span, text[span.start : span.end])
            for id, theme in shown.themes.items()
            for span in theme.quotes
            if span.of == ref
        ],
    )


def _row(shown: Shown, ref: str) -> Row:
    return Row(ref, shown.words[ref], shown.standing[ref])


def _counts(shown: Shown) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in shown.standing.values():
        if one.out:
            counts[OUT] += 1
            continue
        counts.update({id for id in (one.theme, *one.also) if id} or {UNSORTED})
        counts[PINNED] += one.pinned
    return counts


def _choices(shown: Shown) -> dict[str, Sequence[str]]:
    said = shown.words.values()
    return {
        "circle": list(dict.fromkeys(one.circle for one in said)),
        "region": sorted({region for region, _ in shown.circles.values() if region}),
        "round": list(dict.fromkeys(one.round for one in said if one.round)),
        "language": sorted({one.language for one in said if one.language}),
    }
