"""A script changed by hand, round by round: where rounds stand, how long they take, which are added or go."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from facilitator.saying import N_
from facilitator.script import Round, Said, Script
from facilitator.script_shape import LONGEST

MOST_ROUNDS = 60
MOST_LINES = 30  # to say or to ask in one round
Speak = Callable[[str, str], str]
"""One of our own sentences in a language: (English, language code) to words."""


class NoSuchRound(LookupError):
    """The script has no round of this id, or can take no more."""


@dataclass(frozen=True)
class Blank:
    """A round to add: what it is called in the list of kinds, and the words it begins with.

    `sections` are those of the method it may stand for; the first that fits its place is taken.
    """

    form: str
    phones: str
    kind: str
    minutes: int
    sections: tuple[int, ...]
    title: str
    prompt: str
    say: str


BLANKS = {
    "together": Blank(
        "together",
        "away",
        "talk",
        15,
        (5, 8),
        N_("Talk together"),
        "{question}",
        N_("Who would like to begin with an experience of their own?"),
    ),
    "writing": Blank(
        "alone",
        "write",
        "experience",
        5,
        (4, 7, 9),
        N_("A quiet moment to write"),
        "{question}",
        N_("Let us be silent for a few minutes. Whoever likes writes on the phone or on a slip."),
    ),
    "pairs": Blank(
        "pairs",
        "away",
        "experience",
        8,
        (4, 7),
        N_("Talk in pairs"),
        "{question}",
        N_("Turn to the person next to you and tell each other about it. I will say when time is up."),
    ),
    "turns": Blank(
        "turns",
        "away",
        "talk",
        10,
        (1, 5, 8, 10),
        N_("Around the circle"),
        "{question}",
        N_("Now around the circle, one after another. You may also pass."),
    ),
    "break": Blank(
        "together",
        "away",
        "other",
        10,
        (),
        N_("Break"),
        N_("We take a break."),
        N_("We take a break. I will call you back to the circle."),
    ),
}


def the_round(script: Script, id: str) -> Round:
    """Raises NoSuchRound."""
    return script.rounds[_place(script, id)]


def put(script: Script, changed: Round) -> Script:
    """The script with this round in the place of the one with its id. Raises NoSuchRound."""
    at = _place(script, changed.id)
    return replace(script, rounds=(*script.rounds[:at], changed, *script.rounds[at + 1 :]))


def without(script: Script, id: str) -> Script:
    """Raises NoSuchRound, also for the last one: a script without rounds is none."""
    at = _place(script, id)
    if len(script.rounds) == 1:
        raise NoSuchRound(id)
    return replace(script, rounds=(*script.rounds[:at], *script.rounds[at + 1 :]))


def moved(script: Script, id: str, by: int) -> Script:
    """The round `by` places later, or earlier; at the end it stays. Raises NoSuchRound."""
    at = _place(script, id)
    rounds = [*script.rounds]
    moving = rounds.pop(at)
    rounds.insert(max(0, min(len(rounds), at + by)), moving)
    return replace(script, rounds=tuple(rounds))


def timed(script: Script, minutes: Mapping[str, int], whole: int) -> Script:
    """Rounds of these minutes, by id, and the whole evening's. Raises ValueError for no time or too much."""
    if not all(1 <= taken <= LONGEST for taken in (*minutes.values(), whole)):
        raise ValueError("minutes")
    rounds = tuple(lasting(one, minutes.get(one.id, one.minutes)) for one in script.rounds)
    return replace(script, rounds=rounds, minutes=whole)


def lasting(one: Round, minutes: int) -> Round:
    """The round with other minutes; it can still shrink as far as before, if it is that long."""
    return replace(one, minutes=minutes, least=min(one.least, minutes))


def added(script: Script, after: str, blank: str, speak: Speak) -> tuple[Script, str]:
    """A new round after the one named (first of all where `after` is ""), and the id it got."""
    if len(script.rounds) >= MOST_ROUNDS:
        raise NoSuchRound(after)
    at = _place(script, after) + 1 if after else 0
    kind = BLANKS[blank]
    one = Round(
        id=_free(script, blank),
        sections=_fitting(script, at, kind.sections),
        form=kind.form,
        phones=kind.phones,
        shared="facilitator",
        minutes=kind.minutes,
        kind=kind.kind,
        title=_in_all(script, kind.title, speak),
        prompt=_in_all(script, kind.prompt, speak),
        say=(_in_all(script, kind.say, speak),),
        least=(kind.minutes + 1) // 2,
    )
    return replace(script, rounds=(*script.rounds[:at], one, *script.rounds[at:])), one.id


def asking(script: Script, id: str, question: str) -> Script:
    """One prepared question more, the same words in every language. Raises NoSuchRound."""
    one = the_round(script, id)
    if len(one.ask) >= MOST_LINES:
        raise NoSuchRound(id)
    return put(script, replace(one, ask=(*one.ask, dict.fromkeys(script.languages, question))))


def spoken_in(script: Script, languages: tuple[str, ...], main: str) -> Script:
    """The script in these languages: a new one begins with the words of the main one.

    Raises ValueError where the main one is not among them.
    """
    if main not in languages or main not in script.languages:
        raise ValueError("languages")

    def told(texts: Said) -> Said:
        return {language: texts.get(language) or texts[main] for language in languages}

    rules = script.ground_rules
    return replace(
        script,
        languages=languages,
        title=told(script.title),
        source=told(script.source),
        ground_rules=replace(
            rules,
            rules=tuple(told(one) for one in rules.rules),
            title=told(rules.title) if rules.title else {},
        ),
        rounds=tuple(
            dataclasses.replace(
                one,
                title=told(one.title),
                prompt=told(one.prompt),
                say=tuple(told(line) for line in one.say),
                ask=tuple(told(line) for line in one.ask),
            )
            for one in script.rounds
        ),
    )


def _in_all(script: Script, text: str, speak: Speak) -> Said:
    return {language: speak(text, language) for language in script.languages}


def _fitting(script: Script, at: int, wanted: tuple[int, ...]) -> tuple[int, ...]:
    """The section a new round at this place stands for: one that is wanted, or that of its neighbour."""
    if not wanted:
        return ()
    before = max((s for one in script.rounds[:at] for s in one.sections), default=1)
    after = min((s for one in script.rounds[at:] for s in one.sections), default=13)
    return (next((section for section in wanted if before <= section <= after), before),)


def _free(script: Script, name: str) -> str:
    taken = {one.id for one in script.rounds}
    return next(id for id in (f"own-{name}-{number}" for number in range(1, 999)) if id not in taken)


def _place(script: Script, id: str) -> int:
    for at, one in enumerate(script.rounds):
        if one.id == id:
            return at
    raise NoSuchRound(id)
