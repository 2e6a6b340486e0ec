"""What has a shape of its own: phone numbers, e-mail addresses, accounts, number plates, profiles."""

import re
from collections.abc import Iterator

from analysis.pseudonyms.codes import Spot
from analysis.pseudonyms.kinds import Confidence
from analysis.words import Sentence

EMAIL = re.compile(
    r"(?<![\w.+'-])[^\W_](?:[\w.+'-]*\w)? ?(?:@|\(at\)|\[at\]|\{at\}) ?"
    r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.[^\W\d_]{2,}",
    re.IGNORECASE,
)
PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?(?:facebook|instagram|tiktok|vk|twitter|x|t|draugiem|linkedin)\."
    r"(?:com|me|lv)/(?:in/|@)?[\w.-]*\w|(?<![\w.@])@[^\W\d][\w.]{2,}\w",
    re.IGNORECASE,
)
ACCOUNT = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)", re.IGNORECASE)

_GROUPED = r"(?:[ .()/-]{0,3}\d)"
ABROAD = re.compile(rf"(?<![\w+])(?:\+|00)\(?[1-9]{_GROUPED}{{7,14}}(?!\d)")
HERE = re.compile(rf"(?<![\w.,-])(?:\([26]\d\)|[26]\d){_GROUPED}{{6}}(?![\d-])(?!\.\d)")
NORTH = re.compile(rf"(?<![\w.,-])(?:\(0[1-9]|0[1-9]|8[ (-]{{1,2}}9){_GROUPED}{{6,9}}(?!\d)")
ANY = re.compile(rf"(?<!\w)\+?\d{_GROUPED}{{5,13}}(?!\d)")
_ASKED = re.compile(
    r"\b(?:tālr|tel|telef|tālrun|telefon|zvan|pazvan|numur|mob|тел|звон|номер|моб|phone|call|ring|puh|soit|"
    r"numero|helist|telefoni|nummer|tfn)\w*\W{1,3}(?:\w+\W{1,2}){0,3}$",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(r"reģistr|регистр|regist|rēķin|likum|закон|Nr\b|№", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d ?[ /-] ?(?:19|20)\d\d")
_COUNTED = re.compile(
    r" ?(?:€|\$|%|eur\b|eir|cent|miljon|tūksto|cilvēk|iedzīv|bals|hekt|kilo|km\b|kg\b|m2|евро|руб|чел|жител|"
    r"голос|тысяч|миллион|dollar|people|vote|inhabitant|pound|kron|ihmis|inimes)",
    re.IGNORECASE,
)
_ROUND = re.compile(r"\d{1,3}(?: 000){2,}$")

_LATIN_PLATE = re.compile(r"(?<![\w-])[A-Z]{2}(?:-\d{3,4}|[ -]?\d{1,4})(?![\w-])")
_OTHER_PLATE = re.compile(r"(?<![\w-])(?:[A-ZÅÄÖ]{3}-\d{3}|\d{3} ?[A-Z]{3}|[A-Z]{3} ?\d{2}[A-Z0-9])(?![\w-])")
_RUSSIAN_PLATE = re.compile(
    r"(?<!\w)[АВЕКМНОРСТУХ] ?\d{3} ?[АВЕКМНОРСТУХ]{2}(?: ?\d{2,3})?(?!\w)", re.IGNORECASE
)
_CAR = re.compile(
    r"\b(?:auto|mašīn|busiņ|numur|automašīn|brauc|машин|авто|номер|ездит|car|plate|van|rekister|auton|bil|"
    r"registrering|sõidu|numbri|rekkar)",
    re.IGNORECASE,
)
_NO_PLATE = frozenset(
    {"LV", "EU", "ES", "NR", "PK", "MK", "EN", "IT", "TV", "KM", "NO", "PVN", "ISO", "USD", "EUR"}
)
_NEAR = 45  # letters before a number in which a word may say what it is

_PHONE = Sentence("It has the shape of a phone number.")
_PHONE_ASKED = Sentence("The words before it speak of a phone.")
_EMAIL_REASON = Sentence("It has the shape of an e-mail address.")
_PROFILE_REASON = Sentence("It leads to somebody's profile.")
_ACCOUNT_FITS = Sentence("It is a bank account: its check digits fit.")
_ACCOUNT_SHAPE = Sentence("It has the shape of a bank account, though its check digits do not fit.")
_PLATE_REASON = Sentence("It has the shape of a number plate.")


def emails(text: str) -> Iterator[Spot]:
    for match in EMAIL.finditer(text):
        yield (*match.span(), Confidence.SURE, _EMAIL_REASON)


def profiles(text: str) -> Iterator[Spot]:
    for match in PROFILE.finditer(text):
        yield (*match.span(), Confidence.LIKELY, _PROFILE_REASON)


def accounts(text: str) -> Iterator[Spot]:
    """IBANs. Where the check fails the shape is enough for Latvia's, since digits get mistyped."""
    for match in ACCOUNT.finditer(text):
        end = _longest_that_fits(match[0])
        if end:
            yield match.start(), match.start() + end, Confidence.SURE, _ACCOUNT_FITS
        elif match[0][:2].upper() == "LV" and len(match[0].replace(" ", "")) > 15:
            yield (*match.span(), Confidence.LIKELY, _ACCOUNT_SHAPE)


def iban_fits(iban: str) -> bool:
    """Whether an IBAN's two check digits are right (ISO 13616: the rest is 1 modulo 97)."""
    signs = iban.replace(" ", "").upper()
    return 15 <= len(signs) <= 34 and int("".join(str(int(s, 36)) for s in signs[4:] + signs[:4])) % 97 == 1


def phones(text: str) -> Iterator[Spot]:
    """Numbers from abroad, Latvian ones of eight digits, those that begin with 0, any that is asked for."""
    for match in ABROAD.finditer(text):
        if 8 <= _digits(match[0]) <= 16:
            yield (*match.span(), Confidence.SURE, _PHONE)
    for shape in (HERE, NORTH):
        for match in shape.finditer(text):
            if not _is_something_else(text, match):
                yield (*match.span(), Confidence.LIKELY, _PHONE)
    for match in ANY.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        if _ASKED.search(before) and not _NOT_ASKED.search(before) and _enough(match[0]):
            yield (*match.span(), Confidence.SURE, _PHONE_ASKED)


def plates(text: str) -> Iterator[Spot]:
    """Latvian and Russian plates; other northern ones by a hyphen or where a car is spoken of."""
    for match in _RUSSIAN_PLATE.finditer(text):
        yield (*match.span(), Confidence.SURE, _PLATE_REASON)
    for shape in (_LATIN_PLATE, _OTHER_PLATE):
        for match in shape.finditer(text):
            letters = "".join(sign for sign in match[0] if sign.isalpha())
            near = bool(_CAR.search(text, max(0, match.start() - _NEAR), match.start()))
            hyphened = re.search(r"-\d{3}", match[0])
            if letters not in _NO_PLATE and (near or hyphened):
                yield (*match.span(), Confidence.SURE if near else Confidence.LIKELY, _PLATE_REASON)


def _longest_that_fits(shape: str) -> int:
    """How many of the signs are an account: the words after it may look as if they belonged to it."""
    ends = [len(shape), *(m.start() for m in reversed(list(re.finditer(" ", shape))))]
    return next((end for end in ends if iban_fits(shape[:end])), 0)


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    """A span of years, a sum, a count; "26 000 000" is a sum even where no unit follows."""
    after = text[match.end() : match.end() + 16]
    return bool(_YEARS.fullmatch(match[0]) or _COUNTED.match(after) or _ROUND.fullmatch(match[0]))


def _enough(number: str) -> bool:
    dated = re.fullmatch(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}", number) or _YEARS.fullmatch(number)
    return _digits(number) >= 6 and not dated


def _digits(number: str) -> int:
    return sum(sign.isdigit() for sign in number)
