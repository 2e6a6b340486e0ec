"""Does a line seem to say who somebody is? Plans are about groups: a name in one is asked about first."""

import re
from collections.abc import Iterator

EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w{2,}")
NUMBER = re.compile(r"\+?\d[\d\s()./–-]{5,}\d")
NOT_A_NUMBER = re.compile(
    r"\b(\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\d{4}\s?[–-]\s?\d{4}|\d{1,2}[.:]\d{2})\b"
)
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")
DIGITS = 7  # of a telephone number, at least

# Words that make two capitals an organisation. Beginnings, since Latvian and Russian bend them.
BODY = re.compile(
    "academy|agency|association|bank|centre|center|church|city|club|college|council|county|court|cross|"
    "department|federation|foundation|hospital|house|library|ministry|municipality|museum|office|parish|"
    "police|region|school|society|town|union|university|village|youth|"
    "aģentūr|apvienīb|asociācij|augstskol|bank|baznīc|bibliotēk|biedrīb|centr|departament|dienest|dom|"
    "draudz|federācij|fond|institūt|klub|krust|ministrij|muzej|nam|novad|pagast|pašvaldīb|pilsēt|policij|"
    "region|savienīb|skol|slimnīc|teātr|tiesa|universitāt|"
    "академи|агентств|ассоциаци|банк|библиотек|больниц|дом|дум|институт|клуб|крест|кра[йя]|министерств|"
    "музе|област|общество|полици|приход|район|совет|союз|суд|театр|университет|федераци|фонд|центр|школ"
)
TITLES = frozenset(
    ("mr", "mrs", "ms", "dr", "kungs", "kundze", "kundzei", "kungam", "господин", "госпожа", "г-н", "г-жа")
)
INITIAL = re.compile(r"[^\W\d_]\.\S?$")
PATRONYMIC = re.compile(r"[А-ЯЁ].+(ович|евич|овна|евна|ична|инична)[а-я]{0,3}$")
WORD_ENDS = ".,;:!?()…"


def looks_personal(text: str) -> str:
    """What the text seems to hold: "email", "phone", "name" or "". A guess to ask by, never to forbid by."""
    if EMAIL.search(text):
        return "email"
    numbers = NUMBER.findall(NOT_A_NUMBER.sub(" ", text))
    if any(sum(c.isdigit() for c in one) >= DIGITS for one in numbers):
        return "phone"
    return "name" if any(map(_somebody, _runs(QUOTED.sub(" ; ", text).split()))) else ""


def _runs(words: list[str]) -> Iterator[list[str]]:
    """Neighbours that a name could be made of: capitals, initials, and what people are called by."""
    run: list[str] = []
    for word in words:
        plain = word.strip(WORD_ENDS)
        fits = _capital(plain) or bool(INITIAL.match(word)) or plain.lower() in TITLES
        if fits:
            run.append(plain)
        if run and (not fits or (word[-1] in WORD_ENDS and not INITIAL.match(word))):
            yield run
            run = []
    yield run


def _somebody(run: list[str]) -> bool:
    if any(PATRONYMIC.match(word) for word in run):
        return True
    return len(run) > 1 and any(map(_capital, run)) and not any(BODY.match(word.lower()) for word in run)


def _capital(word: str) -> bool:
    """A capital and small letters after it, also in both halves of a double name; not ABC."""
    return all(len(half) > 1 and half.isalpha() and half.istitle() for half in word.split("-"))
