"""A script as it lies on the table: in one language, with clock times; the same on screen and paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from facilitator.script import Round, Script, said
from facilitator.script_shape import QUESTION
from facilitator.shapes import Finding

CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
IN_ROUND = re.compile(r"rounds\[(\d+)\]")


@dataclass(frozen=True)
class SheetRound:
    """A round to read aloud from. `begins` and `ends` are clock times, "" where no start is known."""

    number: int
    id: str
    title: str
    begins: str
    ends: str
    minutes: int
    form: str
    phones: str
    shared: str
    asks: Sequence[str]
    prompt: str
    say: Sequence[str]
    ask: Sequence[str]


@dataclass(frozen=True)
class Sheet:
    """A whole script in one language."""

    language: str
    title: str
    source: str
    start: str
    ends: str
    rules_title: str
    rules: Sequence[str]
    rounds: Sequence[SheetRound]


@dataclass(frozen=True)
class PhoneTime:
    """How much a script uses phones: in so many rounds, for so many minutes at most."""

    rounds: int
    minutes: int


def sheet(script: Script, *, language: str, question: str, start: time | None = None) -> Sheet:
    """The script in a language, the circle's question in its place, from a start if one is known."""
    clock = datetime.combine(datetime(2000, 1, 1), start) if start else None
    rounds = []
    for index, one in enumerate(script.rounds):
        ends = clock + timedelta(minutes=one.minutes) if clock else None
        rounds.append(_round(one, index + 1, language=language, question=question, clock=(clock, ends)))
        clock = ends
    return Sheet(
        language=language,
        title=said(script.title, language),
        source=said(script.source, language),
        start=_clock(start),
        ends=_clock(clock),
        rules_title=said(script.ground_rules.title, language),
        rules=[said(rule, language) for rule in script.rules],
        rounds=rounds,
    )


def start_at(typed: str) -> time | None:
    """A clock time as people type it: 18:00, 18.00, 9:30. Anything else is none."""
    found = CLOCK.fullmatch(typed.strip())
    return time(int(found[1]), int(found[2])) if found else None


def phone_time(script: Script) -> PhoneTime:
    """Rounds in which people write or check something on their phones."""
    used = [one.minutes for one in script.rounds if one.phones in ("write", "check")]
    return PhoneTime(len(used), sum(used))


def round_of(finding: Finding) -> int | None:
    """The number of the round a finding speaks of, from 1; None where it is about the whole."""
    found = IN_ROUND.match(finding.key)
    return int(found[1]) + 1 if found else None


def _round(
    one: Round, number: int, *, language: str, question: str, clock: tuple[datetime | None, datetime | None]
) -> SheetRound:
    return SheetRound(
        number=number,
        id=one.id,
        title=said(one.title, language),
        begins=_clock(clock[0]),
        ends=_clock(clock[1]),
        minutes=one.minutes,
        form=one.form,
        phones=one.phones,
        shared=one.shared,
        asks=one.asks,
        prompt=said(one.prompt, language).replace(QUESTION, question),
        say=[said(line, language) for line in one.say],
        ask=[said(line, language) for line in one.ask],
    )


def _clock(at: datetime | time | None) -> str:
    return at.strftime("%H:%M") if at else ""
