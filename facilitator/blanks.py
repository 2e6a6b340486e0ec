"""Rounds to add to a script: how people and phones are in them, and the words they begin with."""

from dataclasses import dataclass

from facilitator.saying import N_


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
