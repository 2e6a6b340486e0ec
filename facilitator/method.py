"""What the method asks of a script: what refuses it, what is unwise, and what would be better still."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from facilitator.saying import N_
from facilitator.schedule import CLOSING, CLOSING_MINUTES, TALK, Timed
from facilitator.shapes import Finding, listed

RULES = {2}
AGAIN = range(4, 9)  # reflect, talk, choose, reflect, talk: what a circle can go through more than once
GOOD_CLOSING = 30
GOOD_MINUTES = 90  # a shorter dialogue hardly gets beyond opening words
ALLOWS = 120  # from this length on there is time for a long closing
UNBROKEN = 150
MEASURE_MINUTES = 3
FAULT, WARNING, ADVICE = "fault", "warning", "advice"


class Step(Timed, Protocol):
    """What the method asks of a round: its time, and how people and phones are in it."""

    @property
    def form(self) -> str: ...
    @property
    def phones(self) -> str: ...
    @property
    def asks(self) -> Sequence[str]: ...


class Plan(Protocol):
    """A script as the method looks at it: no word of it, only its rounds."""

    @property
    def kind(self) -> str: ...
    @property
    def minutes(self) -> int: ...
    @property
    def rounds(self) -> Sequence[Step]: ...


@dataclass(frozen=True)
class Held:
    """What weighs how much in a kind of script; "" where it says nothing."""

    order: str = FAULT
    joint: str = FAULT
    closing: str = FAULT
    length: str = WARNING
    away: str = WARNING


KINDS = {
    "timeout": Held(),
    "topics": Held(closing=WARNING),
    "silent": Held(joint=WARNING, closing=WARNING, length="", away=""),
    "review": Held(joint=WARNING, closing=WARNING, length=""),
    "own": Held(order=WARNING, joint=WARNING, closing=WARNING),
}


def findings(plan: Plan) -> list[Finding]:
    """All there is to say about a script's plan, the gravest first."""
    held = KINDS[plan.kind]
    found = [
        *_sum(plan),
        *_rules(plan),
        *_least(plan),
        *_asked(plan),
        *_order(plan, held.order),
        *_joint(plan, held.joint),
        *_closing(plan, held.closing),
        *_length(plan, held.length),
        *_away(plan, held.away),
        *_break(plan),
        *_measures(plan),
        *_check(plan),
    ]
    grave = {FAULT: 0, WARNING: 1, ADVICE: 2}
    return sorted((one for one in found if one.level), key=lambda one: grave[one.level])


def _sum(plan: Plan) -> Iterator[Finding]:
    total = sum(step.minutes for step in plan.rounds)
    if total != plan.minutes:
        what = N_("It says %(said)s, and the rounds together take %(total)s min.")
        remedy = N_("Write %(total)s, or change the minutes of a round.")
        yield Finding("minutes", what, remedy, {"said": plan.minutes, "total": total})


def _rules(plan: Plan) -> Iterator[Finding]:
    """The one thing no kind of script does without."""
    if not _of(plan, RULES):
        remedy = N_("Add a round with section 2; it may be short.")
        yield Finding("rounds", N_("No round goes through the ground rules."), remedy)


def _least(plan: Plan) -> Iterator[Finding]:
    for index, step in enumerate(plan.rounds):
        if step.least > step.minutes:
            what = N_("The least is %(least)s min, and the round has %(minutes)s.")
            values = {"least": step.least, "minutes": step.minutes}
            yield Finding(f"rounds[{index}].least", what, N_("Write no more than the round has."), values)


def _asked(plan: Plan) -> Iterator[Finding]:
    before: set[str] = set()
    for index, step in enumerate(plan.rounds):
        at = f"rounds[{index}].asks"
        for one in step.asks:
            if one in before:
                what = N_("%(ask)s is asked twice.")
                yield Finding(at, what, N_("Ask it in one round."), {"ask": one})
            before.add(one)
        if step.asks and step.phones == "away":
            remedy = N_("Let people use them in it (phones: read, write or check), or ask nothing.")
            yield Finding(at, N_("Phones are away in this round, and asked something."), remedy)
    if len(before & {"pulse_before", "pulse_after"}) == 1:
        what, remedy = N_("Trust is asked only once."), N_("Ask it before and after, or not at all.")
        yield Finding("rounds", what, remedy, level=WARNING)


def _order(plan: Plan, level: str) -> Iterator[Finding]:
    furthest = 0
    for index, step in enumerate(plan.rounds):
        sections = list(step.sections)
        ahead = not sections or sections[0] >= furthest or _again(furthest, sections)
        if sections != sorted(set(sections)) or not ahead:
            what = N_("Sections %(sections)s come after section %(earlier)s.")
            remedy = N_("Keep the order of the method; only what lies between 4 and 8 may come again.")
            values = {"sections": listed([str(one) for one in sections]), "earlier": furthest}
            yield Finding(f"rounds[{index}].sections", what, remedy, values, level)
        furthest = max([furthest, *sections])


def _again(furthest: int, sections: Sequence[int]) -> bool:
    return furthest in AGAIN and set(sections) <= set(AGAIN)


def _joint(plan: Plan, level: str) -> Iterator[Finding]:
    joint = _minutes(plan, TALK)
    others = max((step.minutes for step in plan.rounds if not TALK & set(step.sections)), default=0)
    if joint <= others:
        what = N_(
            "The joint dialogue (sections 5 and 8) takes %(joint)s min, another round takes %(others)s min."
        )
        remedy = N_("Give most of the time to the joint dialogue.")
        yield Finding("rounds", what, remedy, {"joint": joint, "others": others}, level)


def _closing(plan: Plan, level: str) -> Iterator[Finding]:
    closing = _minutes(plan, CLOSING)
    what = N_("The closing (sections 9 to 13) takes %(closing)s min.")
    values = {"closing": closing, "least": CLOSING_MINUTES}
    if closing < CLOSING_MINUTES:
        remedy = N_("Leave at least %(least)s min for insights and farewell.")
        yield Finding("rounds", what, remedy, values, level)
    elif closing < GOOD_CLOSING and plan.minutes >= ALLOWS:
        remedy = N_("Half an hour is better, if the evening allows it.")
        yield Finding("rounds", what, remedy, values, ADVICE)


def _length(plan: Plan, level: str) -> Iterator[Finding]:
    if plan.minutes < GOOD_MINUTES:
        what = N_("The whole takes %(minutes)s min.")
        remedy = N_(
            "People need at least %(good)s min to get from first words to understanding: "
            "leave more time, or hope for less."
        )
        yield Finding("minutes", what, remedy, {"minutes": plan.minutes, "good": GOOD_MINUTES}, level)


def _away(plan: Plan, level: str) -> Iterator[Finding]:
    for index, step in enumerate(plan.rounds):
        if TALK & set(step.sections) and step.form != "alone" and step.phones != "away":
            what = N_("In round %(number)s people talk together, and phones are not away.")
            remedy = N_("Put them away (phones: away); for writing, add a round of its own.")
            yield Finding(f"rounds[{index}].phones", what, remedy, {"number": index + 1}, level)


def _break(plan: Plan) -> Iterator[Finding]:
    if plan.minutes > UNBROKEN and all(step.sections for step in plan.rounds):
        what = N_("There is no break in %(minutes)s min.")
        remedy = N_("Add a round without sections, of ten minutes or more.")
        yield Finding("rounds", what, remedy, {"minutes": plan.minutes}, WARNING)


def _measures(plan: Plan) -> Iterator[Finding]:
    shortest = min((step.minutes for step in _of(plan, TALK)), default=MEASURE_MINUTES)
    if plan.kind == "review" and shortest < MEASURE_MINUTES:
        what = N_("A measure gets %(minutes)s min.")
        remedy = N_("Below %(good)s min nobody gets to say much: take more time, or fewer measures.")
        yield Finding("rounds", what, remedy, {"minutes": shortest, "good": MEASURE_MINUTES}, WARNING)


def _check(plan: Plan) -> Iterator[Finding]:
    if all(step.phones != "check" for step in plan.rounds):
        what = N_("No round lets people look at the draft themes before they leave.")
        remedy = N_("Show them in one of the last rounds (phones: check).")
        yield Finding("rounds", what, remedy, level=ADVICE)


def _of(plan: Plan, sections: Iterable[int]) -> list[Step]:
    return [step for step in plan.rounds if set(sections) & set(step.sections)]


def _minutes(plan: Plan, sections: Iterable[int]) -> int:
    return sum(step.minutes for step in _of(plan, sections))
