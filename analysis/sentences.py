"""Sentences of a report looked at as words: which are fixed ones of ours, which names stand in them, and how
none of them may speak."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from analysis.words import LANGUAGES, LOCALE

_WHO_EN = r"(?:people|participants|residents|citizens|respondents|latvians|inhabitants)"
_WHO_LV = r"(?:\w+\s+)?(?:cilvēk|iedzīvotāj|dalībniek|latvieš|respondent)\w*"
_WHO_RU = r"(?:\w+\s+)?(?:люд|жител|участник|граждан|латвийц|опрошенн)\w*"
_ORDINAL_LV = r"(?:otrais|otrā|trešais|trešā|ceturtais|ceturtā|piektais|piektā|desmitais|desmitā)"
_ORDINAL_RU = r"(?:второй|вторая|третий|третья|четв[её]ртый|четв[её]ртая|пятый|пятая|десятый|десятая)"

_SHARES: Sequence[str] = (
    r"\d\s*%|\bper\s?cent\b|\bpercentages?\b|\bprocent\w*|\bпроцент\w*",
    rf"\b(?:most|majority|half|minority|a third|a quarter|two thirds) of (?:the |all |those )*{_WHO_EN}",
    rf"\bmost {_WHO_EN}|\b(?:most of us|most of them|most of the country|the majority)\b",
    r"\b(?:nearly|almost) (?:everyone|everybody|all people)\b|\b(?:everyone|everybody) (?:thinks|says|feels)",
    rf"\b(?:one|two|three|\d+) (?:in|out of|of) (?:two|three|four|five|ten|\d+) {_WHO_EN}",
    rf"\b(?:lielāk\w+|lielum\w*) daļ\w+ {_WHO_LV}|\b(?:vairum|vairākum|trešdaļ|ceturtdaļ)\w+ {_WHO_LV}",
    rf"\bpus[ei] {_WHO_LV}|\bkatr[sa] {_ORDINAL_LV}\b|\bgandrīz vis[ia]\b",
    rf"\bбольшинств\w+ {_WHO_RU}|\b(?:большая часть|половин\w+|трет[ьи]|четверт[ьи]|меньшинств\w+) {_WHO_RU}",
    rf"\bкажд(?:ый|ая) {_ORDINAL_RU}\b|\bпочти все\b",
)
_SHARE = re.compile("|".join(_SHARES), re.IGNORECASE)


def unsaid(text: str) -> str:
    """The words in a sentence that speak of a share of people, "" where there are none: in no language may
    a sentence do so, for the people who came are no sample."""
    found = _SHARE.search(text)
    return found.group() if found else ""


def quoted_in(text: str, names: Collection[str]) -> list[str]:
    """The names that stand in quotation marks in a text, with the marks; the longest first."""
    marked = (f"{a}{name}{z}" for a, z in ("“”", "„”", "„“", "«»") for name in names if name in text)
    return sorted((one for one in marked if one in text), key=len, reverse=True)


def fixed(text: str, language: str) -> bool:
    """Whether a sentence, or several in a row, are ours word for word, with nothing put in."""
    return text in _ours(language)


@cache
def _ours(language: str) -> frozenset[str]:
    from babel.messages.pofile import read_po

    told = language if language != "en" and language in LANGUAGES else "lv"
    with (LOCALE / f"{told}.po").open("rb") as po:
        messages = [message for message in read_po(po, locale=told) if isinstance(message.id, str)]
    chosen = [message.id if told != language else message.string for message in messages if message.id]
    return frozenset(one for one in chosen if isinstance(one, str) and "{" not in one)
