"""Who speaks, by the mark before a text: a number, a name, the facilitator; and how long the name lives."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from analysis.pseudonyms import Confidence, find

Kind = Literal["number", "name", "facilitator", "recorder"]

_LONGEST = 60  # characters of a name before a colon
_MOST_WORDS = 3
_LANGUAGES = ("lv", "en", "ru", "fi", "sv", "et")

_LEADS = (
    *("f", "v", "в", "vad", "vadītājs", "vadītāja", "sarunas vadītājs", "sarunas vadītāja", "sarunvedis"),
    *("sarunvede", "moderators", "moderatore", "facilitators", "facilitatore", "facilitator", "moderator"),
    *("host", "interviewer", "intervētājs", "intervētāja", "ведущий", "ведущая", "модератор", "фасилитатор"),
    *("fasilitaattori", "ohjaaja", "vetäjä", "samtalsledare", "vestlusjuht", "moderaator"),
)
_RECORDS = (
    *("pierakstītājs", "pierakstītāja", "protokolists", "protokoliste", "piezīme", "pierakstītāja piezīme"),
    *("recorder", "note taker", "notetaker", "recorder's note", "записывающий", "записывающая"),
    *("протоколист", "примечание", "kirjaaja", "antecknare", "protokollija"),
)
# Words that open a sentence before a colon, and are nobody: "Piemēram: …".
_ORDINARY = frozenset(
    (
        *("piemēram", "respektīvi", "proti", "tātad", "ps", "nb", "p.s", "n.b", "faq", "example", "например"),
        *("итак", "то", "esim", "ts", "dvs", "nt"),
    )
)
_ONE = (
    r"(?:[SPD]|nr\.?\s?|runātāj[sa]\s?|balss\s?|dalībnie(?:ks|ce)\s?|speaker[\s_]?|participant\s?|voice\s?|"
    r"участни(?:к|ца)\s?|говорящий\s?|спикер\s?|голос\s?|puhuja\s?|osallistuja\s?|talare\s?|deltagare\s?|"
    r"rääkija\s?|osaleja\s?)\d{1,3}"
)
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_NUMBERED = re.compile(
    rf"(?:[\[(<]\s*({_ONE})\s*[\])>]\s*[:–—-]?|({_ONE})\s*(?:\(?{_CLOCK}\)?)?\s*(?::|[.)–—-](?=\s)|\Z))\s*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[\[(<]([^\[\](){}<>:\n]{1,40})[\])>]\s*[:–—-]?\s*")
_BEFORE_COLON = re.compile(rf"([^:\n]{{1,{_LONGEST}}}?)\s*(?:[\[(]?{_CLOCK}[\])]?)?\s*:(?=\s|\Z)\s*")
_BEFORE_DASH = re.compile(rf"([^:\n–—]{{1,{_LONGEST}}}?)\s+[–—-]\s+")
_BEFORE_TIME = re.compile(rf"([^:\n]{{1,{_LONGEST}}}?)\s+[\[(]?{_CLOCK}[\])]?\s*(?:\n|\Z)")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*\Z")
_SURE_TIME = re.compile(
    rf"(?:[\[(]{_CLOCK}(?:\s*(?:-->|[-–])\s*{_CLOCK})?[\])]|\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?)\s*[-–—:]?\s*"
)
_TIME = re.compile(rf"{_CLOCK}\s*[-–—]?\s*")
_NEAR = 100  # characters within which a mark ends
_SIGN = re.compile(r"[:\d–—\-\[(<]")
_WORD = re.compile(r"[^\W\d_][\w.'’\-]*")


@dataclass(frozen=True)
class Mark:
    """Who speaks: `label` tells speakers apart while a file is read, and goes no further if it is a name."""

    kind: Kind
    label: str


@dataclass(frozen=True)
class Marked:
    """A text without the mark and the time that stood before it."""

    text: str
    mark: Mark | None
    timed: bool = False


def heard(text: str) -> Marked:
    """Take a speaker's mark and a time off the beginning of a text: "[00:12] S3: …", "Anna: …", "V – …"."""
    rest, timed = text, False
    if sure := _SURE_TIME.match(rest):
        rest, timed = rest[sure.end() :], True
    elif (maybe := _TIME.match(rest)) and _mark(rest[maybe.end() :]):
        rest, timed = rest[maybe.end() :], True
    found = _mark(rest)
    if found is None:
        return Marked(rest.strip() or text, None, timed)
    mark, end = found
    if inner := _SURE_TIME.match(rest, end):
        end, timed = inner.end(), True
    return Marked(rest[end:].strip(), mark, timed or bool(_TIME.search(rest[:end])))


def marked_by(label: str) -> Mark | None:
    """The mark that a whole cell, or the voice of a transcript, is; None where it is none."""
    plain = " ".join(label.split()).strip(" :.–—-[]()<>")
    if not plain:
        return None
    if re.fullmatch(_ONE, plain, re.IGNORECASE):
        return _number(plain)
    return _role(plain) or Mark("name", _folded(plain))


def looks_marked(label: str) -> bool:
    """Is this cell nothing but a speaker's mark?"""
    plain = " ".join(label.split()).strip(" :.–—-[]()<>")
    return bool(re.fullmatch(_ONE, plain, re.IGNORECASE)) or _role(plain) is not None or _is_person(plain)


def _mark(text: str) -> tuple[Mark, int] | None:
    """The mark a text begins with, and where the words begin."""
    if not _SIGN.search(text, 0, _NEAR):
        return None
    if numbered := _NUMBERED.match(text):
        return _number(numbered[1] or numbered[2]), numbered.end()
    for shape, sure in (
        (_BRACKETED, True),
        (_BEFORE_COLON, False),
        (_BEFORE_DASH, True),
        (_BEFORE_TIME, True),
    ):
        found = shape.match(text)
        who = found and _who(found[1], sure=sure)
        if found and who:
            return who, found.end()
    return None


def _who(label: str, *, sure: bool) -> Mark | None:
    """Whom a label is. `sure`: only a known name will do, since words of a sentence stand so too."""
    plain = _IN_BRACKETS.sub("", " ".join(label.split())).strip(" .,–—-")
    role = _role(plain)
    if role is not None:
        return role
    if not _shaped(plain):
        return None
    if _is_person(plain) or not (sure or _is_ordinary(plain)):
        return Mark("name", _folded(plain))
    return None


def _shaped(label: str) -> bool:
    """One to three words with a capital each, and nothing else."""
    words = label.split()
    return 0 < len(words) <= _MOST_WORDS and all(
        word[0].isupper() and _WORD.fullmatch(word.strip(",")) for word in words
    )


def _role(label: str) -> Mark | None:
    folded = _folded(label)
    if folded in _LEADS:
        return Mark("facilitator", folded)
    return Mark("recorder", folded) if folded in _RECORDS else None


def _number(label: str) -> Mark:
    folded = re.sub(r"[\s_.]+", "", label.casefold())
    digits = re.search(r"\d+", folded)
    assert digits is not None  # the pattern asks for one
    return Mark("number", f"{folded[: digits.start()]}{int(digits[0])}")


def _folded(label: str) -> str:
    return " ".join(label.split()).strip(" .").casefold()


@lru_cache(maxsize=4096)
def _is_person(label: str) -> bool:
    """Alone and within a sentence: a surname that opens a sentence is taken for an ordinary word."""
    if not _shaped(label):
        return False
    return any(
        one.kind == "name" and one.confidence >= Confidence.LIKELY
        for text in (label, f"un {label} arī")
        for one in find(text)
    )


@lru_cache(maxsize=4096)
def _is_ordinary(label: str) -> bool:
    """A single word that a dictionary has, as in "Secinājums: …"; two capitals side by side are a name."""
    from analysis.lemmas import is_headword, is_name  # dictionaries: loaded when a file is read

    word = label.casefold()
    if " " in label:
        return False
    return word in _ORDINARY or any(is_headword(word, one) and not is_name(word, one) for one in _LANGUAGES)
