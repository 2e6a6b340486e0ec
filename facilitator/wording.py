"""A round or ground rules in somebody's own wording: checked field by field, then made into the thing."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from facilitator.drafting import MOST_LINES, lasting
from facilitator.saying import N_, Saying
from facilitator.script import Round, Said
from facilitator.script_shape import CHOICES, LONGEST, QUESTION
from facilitator.spoken import NotSpoken, line

TITLE, WORDS = 330, 2000  # letters: a measure of a plan is called by its whole name
MOST_RULES = 12

WHOLE = Saying(N_("Type whole minutes, from 1 to %(most)s."), {"most": LONGEST})
CHOOSE = Saying(N_("Choose one of these."))
MISSING = Saying(N_("Some words are needed here."))
MAIN = Saying(
    N_("Write it in the circle's own language first. Other languages take these words where they are empty.")
)
TOO_LONG = N_("This is too long: %(most)s letters at most.")
UNREADABLE = Saying(N_("The text holds signs that cannot be kept."))
BRACKETS = Saying(N_("Take the curly brackets out."))
ASKED = Saying(N_("Put {question} into every language of this text, or into none."))
ONLY_QUESTION = Saying(N_("Take the curly brackets out. Only {question} may stand in them, and only here."))


@dataclass(frozen=True)
class Wrong:
    """What is wrong in one field of the page."""

    field: str
    saying: Saying


class Amiss(ValueError):
    """What was typed cannot be kept as it is; nothing was changed."""

    def __init__(self, wrongs: Sequence[Wrong]) -> None:
        super().__init__(", ".join(wrong.field for wrong in wrongs))
        self.wrongs = tuple(wrongs)


class Changed(Exception):
    """The round is not the one whose page was filled in: somebody changed it meanwhile."""


@dataclass(frozen=True)
class Tongues:
    """The languages of a script, and the one that the others lean on where nothing is typed for them."""

    main: str
    all: Sequence[str]


@dataclass(frozen=True)
class TypedRound:
    """A round as it stands in the fields of its page. In another language, "" is: as in the main one."""

    minutes: str
    form: str
    phones: str
    shared: str
    title: Said
    prompt: Said
    say: Sequence[Said]
    ask: Sequence[Said]


def shown(one: Round, tongues: Tongues) -> TypedRound:
    """A round as its page shows it."""
    return TypedRound(
        minutes=str(one.minutes),
        form=one.form,
        phones=one.phones,
        shared=one.shared,
        title=apart(one.title, tongues),
        prompt=apart(one.prompt, tongues),
        say=[apart(texts, tongues) for texts in one.say],
        ask=[apart(texts, tongues) for texts in one.ask],
    )


def mark(one: Round) -> str:
    """Tells one wording of a round from another: a page that saw an older one is told."""
    return hashlib.sha256(repr(one).encode()).hexdigest()[:16]


def unchanged(one: Round, seen: str) -> Round:
    """The round, if it is still as its page saw it. Raises Changed."""
    if mark(one) != seen:
        raise Changed
    return one


def apart(texts: Said, tongues: Tongues) -> Said:
    """The texts as fields: one that says the same as the main language's is left empty."""
    main = texts.get(tongues.main, "")
    others = {language: texts.get(language, "") for language in tongues.all if language != tongues.main}
    return {tongues.main: main, **{key: "" if text == main else text for key, text in others.items()}}


def taken(typed: TypedRound, before: Round, tongues: Tongues) -> Round:
    """The round as typed. Raises Amiss with everything that is wrong."""
    wrongs: list[Wrong] = [*_choices(typed)]
    minutes = _minutes(typed.minutes, "minutes", wrongs)
    said = Reading(tongues, wrongs)
    changed = replace(
        lasting(before, minutes),
        form=typed.form,
        phones=typed.phones,
        shared=typed.shared,
        title=said.text("title", typed.title, TITLE),
        prompt=said.text("prompt", typed.prompt, WORDS, question=True),
        say=said.lines("say", typed.say, MOST_LINES, least=1),
        ask=said.lines("ask", typed.ask, MOST_LINES),
        asks=() if typed.phones == "away" else before.asks,  # a phone that is put aside is asked nothing
    )
    if wrongs:
        raise Amiss(wrongs)
    return changed


def rules_taken(typed: Sequence[Said], tongues: Tongues) -> tuple[Said, ...]:
    """Ground rules in one's own words. Raises Amiss."""
    wrongs: list[Wrong] = []
    rules = Reading(tongues, wrongs).lines("rule", typed, MOST_RULES, least=1)
    if wrongs:
        raise Amiss(wrongs)
    return rules


def text_taken(field: str, typed: Said, most: int, tongues: Tongues) -> Said:
    """One text in every language. Raises Amiss."""
    wrongs: list[Wrong] = []
    text = Reading(tongues, wrongs).text(field, typed, most)
    if wrongs:
        raise Amiss(wrongs)
    return text


def minutes_taken(typed: Mapping[str, str]) -> dict[str, int]:
    """Minutes by the name of their field. Raises Amiss."""
    wrongs: list[Wrong] = []
    minutes = {field: _minutes(text, field, wrongs) for field, text in typed.items()}
    if wrongs:
        raise Amiss(wrongs)
    return minutes


@dataclass(frozen=True)
class Reading:
    """Reads texts out of fields; what is wrong is gathered in `wrongs`, under the field's name."""

    tongues: Tongues
    wrongs: list[Wrong]

    def text(self, field: str, typed: Said, most: int, *, question: bool = False) -> Said:
        """One text in every language; the main one stands in where another is empty."""
        words = {
            language: self._words(f"{field}-{language}", typed.get(language, ""), most, question=question)
            for language in self.tongues.all
        }
        main = words[self.tongues.main]
        if not main and not typed.get(self.tongues.main, "").strip():
            self.wrongs.append(
                Wrong(f"{field}-{self.tongues.main}", MAIN if any(words.values()) else MISSING)
            )
        whole = {language: text or main for language, text in words.items()}
        asking = [language for language, text in whole.items() if QUESTION in text]
        if asking and len(asking) < len(whole):
            lacking = next(language for language in whole if language not in asking)
            self.wrongs.append(Wrong(f"{field}-{lacking}", ASKED))
        return whole

    def lines(self, field: str, typed: Sequence[Said], most: int, *, least: int = 0) -> tuple[Said, ...]:
        """Several texts; a line that is empty in every language is none."""
        held = [(at, said) for at, said in enumerate(typed[:most]) if any(t.strip() for t in said.values())]
        if len(held) < least:
            self.wrongs.append(Wrong(f"{field}-0-{self.tongues.main}", MISSING))
        return tuple(self.text(f"{field}-{at}", texts, WORDS) for at, texts in held)

    def _words(self, field: str, typed: str, most: int, *, question: bool) -> str:
        if not typed.strip():
            return ""
        try:
            words = "".join(c for c in line(typed, most) if c.isprintable())  # a file holds nothing unseen
        except NotSpoken as refusal:
            self.wrongs.append(Wrong(field, _unkept(refusal.reason, most)))
            return ""
        if {"{", "}"} & set(words.replace(QUESTION, "") if question else words):
            self.wrongs.append(Wrong(field, ONLY_QUESTION if question else BRACKETS))
        return words


def _unkept(reason: str, most: int) -> Saying:
    if reason == "too_long":
        return Saying(TOO_LONG, {"most": most})
    return MISSING if reason == "empty" else UNREADABLE


def _choices(typed: TypedRound) -> Iterator[Wrong]:
    for field in ("form", "phones", "shared"):
        if getattr(typed, field) not in CHOICES[field]:
            yield Wrong(field, CHOOSE)


def _minutes(typed: str, field: str, wrongs: list[Wrong]) -> int:
    text = typed.strip()
    if text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= LONGEST:
        return int(text)
    wrongs.append(Wrong(field, WHOLE))
    return 1
