"""Personal codes of Latvia, Estonia, Finland and Sweden: their shapes, and the digits that check them.

A Latvian code is told by its shape alone: the newer ones (32…39) are drawn at random, with no check digit.
Where there is one it only makes a find surer, or says that the code may be mistyped.
"""

import re
from collections.abc import Callable, Iterator

from analysis.pseudonyms.kinds import Confidence
from analysis.words import Sentence

Spot = tuple[int, int, Confidence, Sentence]

_DATE = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}"
_SHORT_DATE = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_APART = r" ?-? ?"
LATVIAN = re.compile(rf"(?<!\d)(?:{_DATE}{_APART}[0-2]\d{{4}}|3[2-9]\d{{4}}{_APART}\d{{5}})(?!\d)")
ESTONIAN = re.compile(rf"(?<!\d)[1-8]{_SHORT_DATE}\d{{4}}(?!\d)")
FINNISH = re.compile(rf"(?<!\w){_DATE}[-+A-FU-Ya-fu-y]\d{{3}}[0-9A-FHJ-NPR-Ya-fhj-npr-y](?!\w)")
SWEDISH = re.compile(rf"(?<!\d)(?:19|20)?{_SHORT_DATE}[-+]\d{{4}}(?!\d)")

_SHAPE = Sentence("It has the shape of a personal code.")
_CHECKED = Sentence("It is a personal code: its check digit fits.")
_MISTYPED = Sentence("It has the shape of a personal code, though its check digit does not fit.")

_LATVIAN_WEIGHTS = (10, 5, 8, 4, 2, 1, 6, 3, 7, 9)
_ESTONIAN_WEIGHTS = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3))
_FINNISH_SIGNS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def codes(text: str) -> Iterator[Spot]:
    """Every personal code in a folded text."""
    for match in LATVIAN.finditer(text):
        yield (*match.span(), *_latvian(match[0]))
    for match in ESTONIAN.finditer(text):
        if estonian_fits(match[0]):  # eleven digits alone are too little
            yield (*match.span(), Confidence.SURE, _CHECKED)
    checks: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
        (FINNISH, finnish_fits),
        (SWEDISH, swedish_fits),
    )
    for shape, fits in checks:
        for match in shape.finditer(text):
            sure = fits(match[0])
            yield (
                *match.span(),
                Confidence.SURE if sure else Confidence.LIKELY,
                _CHECKED if sure else _MISTYPED,
            )


def latvian_fits(code: str) -> bool:
    """Whether the last digit of an older Latvian code checks the ten before it."""
    digits = _digits(code)
    return (1 + sum(w * d for w, d in zip(_LATVIAN_WEIGHTS, digits, strict=False))) % 11 % 10 == digits[10]


def estonian_fits(code: str) -> bool:
    """Whether the last digit of an Estonian (or Lithuanian) code checks the ten before it."""
    digits = _digits(code)
    for weights in _ESTONIAN_WEIGHTS:
        left = sum(w * d for w, d in zip(weights, digits, strict=False)) % 11
        if left < 10:
            return left == digits[10]
    return digits[10] == 0


def finnish_fits(code: str) -> bool:
    """Whether the sign at the end of a Finnish code checks its nine digits."""
    return _FINNISH_SIGNS[int(code[:6] + code[7:10]) % 31] == code[10].upper()


def swedish_fits(code: str) -> bool:
    """Whether the last digit of a Swedish code checks the nine before it (Luhn)."""
    digits = _digits(code)[-10:]
    doubled = (d * 2 - 9 if d > 4 else d * 2 for d in digits[::2])
    return (sum(doubled) + sum(digits[1::2])) % 10 == 0


def _latvian(code: str) -> tuple[Confidence, Sentence]:
    newer = code[0] == "3" and code[1] > "1"
    if not newer:
        return (Confidence.SURE, _CHECKED) if latvian_fits(code) else (Confidence.LIKELY, _MISTYPED)
    return (Confidence.SURE if "-" in code else Confidence.LIKELY), _SHAPE


def _digits(code: str) -> list[int]:
    return [int(sign) for sign in code if sign.isdigit()]
