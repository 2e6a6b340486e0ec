"""What is known of each circle of a series: plain values, each left out where nobody gave it."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.evening import Evening, Trust


@dataclass(frozen=True)
class GroupPlanned:
    """People of one kind whom a circle was for: how many were invited, and how many said they would come."""

    name: str
    types: Sequence[str] = ()
    invited: int = 0
    yes: int = 0


@dataclass(frozen=True)
class CircleHeld:
    """One circle as it was held. `id` is what contributions call it ("3"); no place stands here, a region at
    most.

    `day` is YYYY-MM-DD; `people` how many agreed to be written down, of `present`; 0 where nobody counted.
    `planned` are the groups it was for; `pulse` what people answered about trust, counted where enough did;
    `checked`: the people there looked at draft themes. `evening`: how its last sitting was held, what the
    recorder answered and what was promised, as facilitator.held.evening tells it in the report's language.
    """

    id: str
    region: str = ""
    language: str = ""
    day: str = ""
    method: str = ""
    people: int = 0
    present: int = 0
    planned: Sequence[GroupPlanned] = ()
    pulse: Sequence[Trust] = ()
    checked: bool = False
    withdrawn: int = 0
    evening: Evening | None = None

    @property
    def held(self) -> bool:
        """Whether it has met, as far as anybody noted; words of it say so too."""
        return bool(self.day or self.people or self.present or self.evening)
