"""What the desk offers as its one large button, and which of its faces it shows."""

from dataclasses import dataclass

from facilitator.deskview import DeskView
from participant_ui.port import Stage


@dataclass(frozen=True)
class NextStep:
    """`face`: waiting, first, round, between, paused or closed.

    `act`: open, turn, accept (the rules), reveal (what was written), close, go_on or read. `index` is the
    round that comes next, -1 where none does.
    """

    face: str
    act: str
    index: int = -1


def next_step(desk: DeskView, waiting: int = 0) -> NextStep:
    """`waiting`: how many words of the round at hand a reveal would show now."""
    stage = desk.evening.stage
    if stage is Stage.WAITING:
        return NextStep("waiting", "open")
    if stage is Stage.PAUSED:
        return NextStep("paused", "go_on")
    if stage is Stage.CLOSED:
        return NextStep("closed", "read")
    return _while_open(desk, waiting)


def _while_open(desk: DeskView, waiting: int) -> NextStep:
    following = desk.current + 1 if desk.current + 1 < len(desk.rounds) else -1
    face = "first" if desk.current < 0 else "round" if desk.evening.round else "between"
    if desk.rules.due:
        return NextStep(face, "accept", following)
    if waiting:
        return NextStep(face, "reveal", following)
    return NextStep(face, "turn" if following >= 0 else "close", following)
