"""A script changed by hand, round by round: where rounds stand, how long they take, which are added or go."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from facilitator.blanks import BLANKS
from facilitator.ground_rules import GroundRules
from facilitator.method import RULES
from facilitator.schedule import Clock, reflow, slots
from facilitator.script import Round, Said, Script
from facilitator.script_shape import LONGEST

MOST_ROUNDS = 60
MOST_LINES = 30  # to say or to ask in one round
Speak = Callable[[str, str], str]
"""One of our own sentences in a language: (English, language code) to words."""


class NoSuchRound(LookupError):
    """The script has no round of this id."""


class Refused(ValueError):
    """A change that no script can take. `reason`: rules_stay, rounds_full, lines_full or day_full."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Uneven(ValueError):
    """The rounds together take `total` minutes, the evening was to have `whole`."""

    def __init__(self, total: int, whole: int) -> None:
        super().__init__(total, whole)
        self.total = total
        self.whole = whole


class TooTight(ValueError):
    """The rounds do not get this short. `least` is what they take together at their shortest."""

    def __init__(self, least: int) -> None:
        super().__init__(least)
        self.least = least


def the_round(script: Script, id: str) -> Round:
    """Raises NoSuchRound."""
    return script.rounds[_place(script, id)]


def put(script: Script, changed: Round) -> Script:
    """The script with this round in the place of the one with its id. Raises NoSuchRound."""
    at = _place(script, changed.id)
    return replace(script, rounds=(*script.rounds[:at], changed, *script.rounds[at + 1 :]))


def without(script: Script, id: str) -> Script:
    """Raises NoSuchRound, Refused(rules_stay): what the circle agrees to can be short, not left out."""
    at = _place(script, id)
    rounds = (*script.rounds[:at], *script.rounds[at + 1 :])
    if not any(RULES & set(one.sections) for one in rounds):
        raise Refused("rules_stay")
    return replace(script, rounds=rounds)


def moved(script: Script, id: str, by: int) -> Script:
    """The round `by` places later, or earlier; at the end it stays. Raises NoSuchRound."""
    at = _place(script, id)
    rounds = [*script.rounds]
    moving = rounds.pop(at)
    rounds.insert(max(0, min(len(rounds), at + by)), moving)
    return replace(script, rounds=tuple(rounds))


def timed(script: Script, minutes: Mapping[str, int]) -> Script:
    """Rounds of these minutes, by id; the others as they were."""
    return replace(
        script, rounds=tuple(lasting(one, minutes.get(one.id, one.minutes)) for one in script.rounds)
    )


def retimed(script: Script, minutes: Mapping[str, int], whole: int, act: str) -> Script:
    """The times as a page of them asks: `act` is keep, stretch, fit, or earlier-ID, later-ID to move a round.

    Raises Uneven where the rounds kept do not make the whole, TooTight, NoSuchRound.
    """
    other = timed(script, minutes)
    where, _, id = act.partition("-")
    if id:
        return moved(other, id, -1 if where == "earlier" else 1)
    total = sum(one.minutes for one in other.rounds)
    if act == "keep" and total != whole:
        raise Uneven(total, whole)
    return fitted(other, whole) if act == "fit" else other


def fitted(script: Script, minutes: int) -> Script:
    """The rounds shared out over this many minutes: none below its least, time won goes to the talk.

    Raises TooTight.
    """
    least = sum(one.least for one in script.rounds)
    if minutes < least:
        raise TooTight(least)
    start = datetime(2000, 1, 1, tzinfo=UTC)
    late = timedelta(minutes=sum(one.minutes for one in script.rounds) - minutes)
    flow = reflow(slots(script.rounds), Clock(start, start + late, [0.0] * len(script.rounds)))
    return timed(script, _whole_minutes({ahead.id: ahead.seconds for ahead in flow.rounds}))


def settled(script: Script) -> Script:
    """A script as it may be kept after a change: as long as its rounds together; and if it left the order or
    the balance of the method, a format of one's own, which the method's page then tells and does not refuse.

    Raises Refused(day_full).
    """
    total = sum(one.minutes for one in script.rounds)
    if total > LONGEST:
        raise Refused("day_full")
    whole = replace(script, minutes=total)
    if any(one.level == "fault" for one in whole.findings()):
        whole = replace(whole, kind="own")
    return whole


def lasting(one: Round, minutes: int) -> Round:
    """The round with other minutes; it can still shrink as far as before, if it is that long."""
    return replace(one, minutes=minutes, least=min(one.least, minutes))


def added(script: Script, after: str, blank: str, speak: Speak) -> tuple[Script, str]:
    """A new round after the one named (first of all where `after` is ""), and the id it got.

    Raises NoSuchRound, Refused(rounds_full).
    """
    if len(script.rounds) >= MOST_ROUNDS:
        raise Refused("rounds_full")
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
    """One prepared question more, the same words in every language.

    Raises NoSuchRound, Refused(lines_full).
    """
    one = the_round(script, id)
    if len(one.ask) >= MOST_LINES:
        raise Refused("lines_full")
    return put(script, replace(one, ask=(*one.ask, dict.fromkeys(script.languages, question))))


def ruled(script: Script, rules: GroundRules, main: str) -> Script:
    """The script with another rule set. A language it lacks reads the rules in the main one, or English."""
    stands_in = next((one for one in (main, "en") if one in rules.languages), rules.languages[0])

    def told(texts: Said) -> Said:
        return {language: texts.get(language) or texts[stands_in] for language in script.languages}

    title = told(rules.title) if rules.title else {}
    return replace(
        script, ground_rules=replace(rules, rules=tuple(told(one) for one in rules.rules), title=title)
    )


def spoken_in(script: Script, languages: tuple[str, ...], main: str) -> Script:
    """The script in these languages: a new one begins with the words of the main one.

    Raises ValueError where the main one is not among them.
    """
    if main not in languages or main not in script.languages:
        raise ValueError("languages")

    def told(texts: Said) -> Said:
        return {language: texts.get(language) or texts[main] for language in languages}

    other = replace(script, languages=languages, title=told(script.title), source=told(script.source))
    return replace(
        ruled(other, script.ground_rules, main),
        rounds=tuple(
            replace(
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


def _whole_minutes(seconds: Mapping[str, int]) -> dict[str, int]:
    """Seconds that make whole minutes together, each rounded down, what is over given to who lost most."""
    minutes = {id: taken // 60 for id, taken in seconds.items()}
    over = sum(seconds.values()) // 60 - sum(minutes.values())
    for id in sorted(seconds, key=lambda one: -(seconds[one] % 60))[:over]:
        minutes[id] += 1
    return minutes


def _place(script: Script, id: str) -> int:
    for at, one in enumerate(script.rounds):
        if one.id == id:
            return at
    raise NoSuchRound(id)
