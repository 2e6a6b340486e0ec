"""What may happen in a session, and when: pure functions over stage, round and visibility; no IO."""

from datetime import timedelta
from enum import StrEnum

from participant_ui.port import NotNow, Phones, Stage


class Visibility(StrEnum):
    """Who may see somebody's words: only `released` leaves the facilitator's desk."""

    KEPT = "kept"
    RELEASED = "released"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.WAITING: frozenset({Stage.OPEN}),
    Stage.OPEN: frozenset({Stage.PAUSED, Stage.CLOSED}),
    Stage.PAUSED: frozenset({Stage.OPEN, Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.OPEN}),  # reopened, also the next day
}

SHOWS: dict[Visibility, frozenset[Visibility]] = {
    # Held back before it was ever shown: a reveal passes it over.
    Visibility.KEPT: frozenset({Visibility.RELEASED, Visibility.HIDDEN, Visibility.WITHDRAWN}),
    Visibility.RELEASED: frozenset({Visibility.HIDDEN, Visibility.WITHDRAWN}),
    Visibility.HIDDEN: frozenset({Visibility.RELEASED, Visibility.WITHDRAWN}),
    Visibility.WITHDRAWN: frozenset(),
}


LATE = 3600.0


class Stale(Exception):
    """Another screen changed the session since this one looked."""


def move(stage: Stage, to: Stage) -> bool:
    """True where the stage changes, False where it is already there. Raises NotNow."""
    if stage is to:
        return False
    if to not in MOVES[stage]:
        raise NotNow("not_open" if stage is Stage.WAITING else stage.value)
    return True


def must_not_be_sealed(sealed: bool) -> None:
    """A sealed sitting is not opened again, and its words are taken back but no longer corrected."""
    if sealed:
        raise NotNow("sealed")


def may_seal(stage: Stage) -> None:
    """Only what is over is sealed."""
    if stage is not Stage.CLOSED:
        raise NotNow("not_closed")


def turn_to(stage: Stage, rounds: int, index: int) -> None:
    """May the facilitator turn to round `index` of `rounds`? Any round, forward or back, while open."""
    must_be_open(stage)
    if not 0 <= index < rounds:
        raise NotNow("no_such_round")


def must_be_open(stage: Stage) -> None:
    if stage is not Stage.OPEN:
        raise NotNow("not_open" if stage is Stage.WAITING else stage.value)


def may_write(stage: Stage, phones: Phones | None, *, late: bool) -> None:
    """May a phone's words be kept? `late`: they were written in time and come now, the phone was cut off."""
    if late:
        return
    must_be_open(stage)
    if phones not in (Phones.WRITE, Phones.CHECK):
        raise NotNow("not_writing")


def came_late(stage: Stage, phones: Phones, *, reached: bool, closed_for: float | None) -> bool:
    """Words of an earlier round that asked for writing and was open once; after closing, for an hour."""
    if not reached or phones not in (Phones.WRITE, Phones.CHECK):
        return False
    return stage in (Stage.OPEN, Stage.PAUSED) or (closed_for is not None and closed_for < LATE)


def may_judge(stage: Stage, *, since_closing: timedelta | None) -> None:
    """May a phone say what it thinks of a draft? After closing for an hour: it may have been cut off."""
    late = since_closing is not None and since_closing < timedelta(seconds=LATE)
    if stage not in (Stage.OPEN, Stage.PAUSED) and not late:
        raise NotNow("not_open" if stage is Stage.WAITING else stage.value)


def may_record(stage: Stage, agreed: int) -> None:
    """What is said aloud is written down only after the round of consent was spoken."""
    must_be_open(stage)
    if agreed < 1:
        raise NotNow("not_agreed")


def may_join(stage: Stage, *, joining: bool, seats: int, capacity: int) -> None:
    if stage is Stage.CLOSED:
        raise NotNow("closed")
    if not joining:
        raise NotNow("joining_closed")
    if seats >= capacity:
        raise NotNow("full")


def must_be_for_the_room(shared: str, *, aloud: bool, quotable: bool) -> None:
    """May these words be shown to the room at all? Raises NotNow.

    Without consent to be quoted they stay at the desk; so do words written in a round whose page promised
    it (`shared` is facilitator). What was said aloud, the room has heard.
    """
    if not quotable:
        raise NotNow("not_quotable")
    if shared == "facilitator" and not aloud:
        raise NotNow("not_for_room")


def must_be_revealed(shared: str, visibility: Visibility, *, revealed: bool, aloud: bool) -> None:
    """What people write in a round shared with phones comes there together, by a reveal. Raises NotNow.

    `revealed`: the round was revealed before; then words held back until now may follow one by one.
    """
    first = visibility is Visibility.KEPT or not revealed
    if shared == "phones" and first and not aloud:
        raise NotNow("reveal_together")


def show(visibility: Visibility, to: Visibility) -> bool:
    """True where the words change place, False where they are there already. Raises NotNow."""
    if visibility is to:
        return False
    if to not in SHOWS[visibility]:
        raise NotNow("withdrawn" if visibility is Visibility.WITHDRAWN else "not_released")
    return True
