"""Numbers in words, up to twenty, where they count circles, people or contributions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_EN: Sequence[str] = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
_LV = ("vien", "div", "tr", "četr", "piec", "seš", "septiņ", "astoņ", "deviņ")
_RU = (
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
)
_RU_FEW: Sequence[str] = (
    r"одн\w+|один",
    r"дв(?:а|е|ух|ум|умя|ое)",
    r"тр(?:и|[её]х|[её]м|емя|ое)",
    r"четыр\w+|четверо",
    r"пят(?:ь|и|ью|еро)",
    r"шест(?:ь|и|ью|еро)",
    r"сем(?:ь|и|ью|еро)",
    r"вос[её]?м(?:ь|и|ью)|восьм(?:и|ью|еро)",
    r"девят(?:ь|и|ью)",
    r"десят(?:ь|и|ью)",
)
_ENDS = r"(?:i|as|os|ām|iem|us|u|s|a|ā|ā[ms]|o|ai|am|īs|ijos|ijās|im|ij)"


def _patterns() -> Iterator[tuple[int, str]]:
    yield from ((n, word) for n, word in enumerate(_EN, start=1))
    yield from ((n, rf"{stem}{_ENDS}") for n, stem in enumerate(_LV, start=1))
    yield from ((n + 10, rf"{stem}(?:s|īs)?padsmit\w*") for n, stem in enumerate(_LV, start=1))
    yield from ((10, r"desmit(?:i|os|ās|iem|u|us)?"), (20, r"divdesmit\w*"))
    yield from ((n, rf"(?:{word})") for n, word in enumerate(_RU_FEW, start=1))
    yield from ((n, rf"{stem}(?:ь|и|ью)") for n, stem in enumerate(_RU, start=11))
    yield 20, r"двадцат(?:ь|и|ью)"


_WORDS = [(number, re.compile(word, re.IGNORECASE)) for number, word in _patterns()]
_NUMBER = r"(?<![\w.,])(?:\d+|" + "|".join(word for _, word in _patterns()) + r")(?!\w)"
_WHAT = {
    "circles": r"(?:circles?|apl(?:is|ī|i|im|ja)|apļ\w+|круг\w*)",
    "people": r"(?:people|persons?|participants?|residents?|villagers?|cilvēk\w*|dalībniek\w*|"
    r"iedzīvotāj\w*|человек\w*|люд\w+|участник\w*|жител\w+)",
    "contributions": r"(?:contributions?|izteikum\w*|высказывани\w+)",
}
_OF = r"(?:in|of|out of|no|из)"
_BETWEEN = r"(?:(?:of|the|all|different|visiem|разных|всех) )*"
_COUNTED = {
    what: re.compile(
        rf"({_NUMBER}) (?:{_OF} {_BETWEEN}({_NUMBER}) )?{_BETWEEN}{noun}\b(?: {_OF} ({_NUMBER}))?",
        re.IGNORECASE,
    )
    for what, noun in _WHAT.items()
}


@dataclass(frozen=True)
class Counted:
    """`words` of a sentence say that there are `number` of `what`, as analysis.counting calls it."""

    what: str
    number: int
    words: str


def counted(text: str) -> list[Counted]:
    """What a sentence counts, in words or digits: “five in six circles” is five circles of six."""
    found: list[Counted] = []
    for what, pattern in _COUNTED.items():
        for hit in pattern.finditer(" ".join(text.split())):
            found.append(Counted(what, _value(hit.group(1)), hit.group()))
            for whole in (hit.group(2), hit.group(3)):
                if whole:
                    found.append(Counted("of" if what == "circles" else what, _value(whole), hit.group()))
    return found


def _value(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return next(number for number, pattern in _WORDS if pattern.fullmatch(word))
