"""How words are kept and taken back, whoever does it: phone, recorder, facilitator or the calendar."""

from collections.abc import Callable
from typing import TypeVar

from facilitator import codes, model, session
from facilitator.events import ContributionKept, ContributionWithdrawn
from facilitator.session import Visibility
from facilitator.spoken import NotSpoken, clean
from facilitator.store import StorageBusy, StorageFull, Store
from facilitator.work import Work
from participant_ui.port import Kept, NoSuchSeat, NotNow, Seat, WordsRefused

T = TypeVar("T")


def answered(store: Store, act: Callable[[Work], T]) -> T:
    """Do one change; trouble with the disk or the file becomes something a page can say."""
    try:
        return store.change(act)
    except StorageBusy as trouble:
        raise NotNow("busy") from trouble
    except StorageFull as trouble:
        raise NotNow("storage_full") from trouble


def seated(work: Work, seat: Seat) -> model.Participant:
    """Who holds this seat. Raises NoSuchSeat where nobody does, or no longer."""
    person = work.participant(codes.digest(seat.token))
    if person is None or person.left or person.session_id != seat.session:
        raise NoSuchSeat
    return person


def kept(said: model.Contribution, *, quotable: bool) -> ContributionKept:
    return ContributionKept(
        id=said.id, round=said.round, source=said.source, quotable=quotable and said.quotable, text=said.text
    )


def again(before: model.Contribution, words: str) -> Kept:
    """The same key again: the same words get the same answer, other words overwrite nothing."""
    if before.visibility is Visibility.WITHDRAWN:
        raise WordsRefused("withdrawn")
    if before.text != words:
        raise WordsRefused("other_words_same_key")
    return Kept(before.id, again=True)


def take_back(work: Work, said: model.Contribution) -> None:
    if session.show(said.visibility, Visibility.WITHDRAWN):
        work.erase(said)
        work.note(said.session_id, ContributionWithdrawn(id=said.id))


def cleaned(text: str) -> str:
    try:
        return clean(text)
    except NotSpoken as refusal:
        raise WordsRefused(refusal.reason) from refusal
