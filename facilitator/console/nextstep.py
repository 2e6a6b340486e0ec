"""What the desk offers as its one large button, and which of its faces it shows."""

from dataclasses import dataclass

from facilitator.deskview import DeskView
from participant_ui.port import Stage


@dataclass(frozen=True)
class NextStep:
    """`face`: waiting, first, round, between, paused or closed. `act`: open, turn, close, go_on or read.

    `index` is the round that `turn` opens, -1 where it opens none.
    """

    face: str
    act: str
    index: int = -1


def next_step(desk: DeskView) -> NextStep:
    stage = desk.evening.stage
    if stage is Stage.WAITING:
        return NextStep("waiting", "open")
    if stage is Stage.PAUSED:
        return NextStep("paused", "go_on")
    if stage is Stage.CLOSED:
        return NextStep("closed", "read")
    return _while_open(desk)


def _while_open(desk: DeskView) -> NextStep:
    following = desk.current + 1
    face = "first" if desk.current < 0 else "round" if desk.evening.round else "between"
    if following < len(desk.rounds):
        return NextStep(face, "turn", following)
    return NextStep(face, "close")
