"""How a format is put before somebody who has to choose one: for whom it is, and whether it is TimeOut's."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.saying import N_
from facilitator.script import Script
from facilitator.sheet import PhoneTime, phone_time
from facilitator.shelf import USUAL, Offer

FIRST = ("timeout-90", USUAL, "timeout-180")
"""What most circles want; everything else is one tap away."""

FOR_WHOM = {
    "timeout-60": N_("For a class or a club evening that has no more than an hour."),
    "timeout-90": N_("For six to twelve people who have an hour and a half. The shortest that goes deep."),
    "timeout-120": N_("For six to twelve people. Begin with this one if you do not know which to take."),
    "timeout-180": N_("For six to twelve people who have an afternoon. With a break."),
    "timeout-240": N_("For a theme that needs half a day. With breaks."),
    "trust-2023": N_(
        "For a circle on trust: between people, in the municipality, in the state, in politicians."
    ),
    "topic-selection": N_("For people who choose together what the next circles should talk about."),
    "silent": N_("For large rooms, and where speaking is hard: people write, and read what others wrote."),
    "action-plan-review": N_("For going through the measures of a plan, one after another."),
    "own": N_("A bare frame to fill with rounds of your own."),
}


@dataclass(frozen=True)
class About:
    """What stands on the card of a script. `timeout`: it keeps to the method's sections and length."""

    for_whom: str
    timeout: bool
    phones: PhoneTime


@dataclass(frozen=True)
class Groups:
    """The offers as they are shown: the series' own, those most circles want, the others."""

    own: Sequence[Offer]
    first: Sequence[Offer]
    others: Sequence[Offer]


def grouped(offers: Sequence[Offer]) -> Groups:
    coming = sorted((one for one in offers if not one.own), key=lambda one: one.script.minutes)
    return Groups(
        own=[one for one in offers if one.own],
        first=[one for one in coming if one.script.id in FIRST],
        others=[one for one in coming if one.script.id not in FIRST],
    )


def about(script: Script) -> About:
    """TimeOut's is what follows its sections, takes enough time, and has no questions of ours between."""
    in_order = script.kind == "timeout" and not script.warnings()
    ours = any(one.aspect for one in script.rounds)
    return About(FOR_WHOM.get(script.id, ""), in_order and not ours, phone_time(script))
