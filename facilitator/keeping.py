"""How words are kept, corrected and taken back, whoever does it: phone, slip, recorder or the calendar."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from facilitator import codes, model, reading, session, showing
from facilitator.events import (
    ConsentChanged,
    ContributionKept,
    ContributionMended,
    ContributionWithdrawn,
    ThemesShown,
)
from facilitator.session import Visibility
from facilitator.spoken import NotSpoken, clean
from facilitator.store import StorageBusy, StorageFull, Store
from facilitator.work import Work
from participant_ui import CONSENT_VERSION
from participant_ui.port import Consent, Kept, NoSuchSeat, NotNow, NotYours, Seat, WordsRefused

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


def own_words(work: Work, person: model.Participant, contribution: str) -> model.Contribution:
    """Raises NotYours for somebody else's words as for none."""
    said = work.contribution(contribution)
    if said is None or said.participant_id != person.id:
        raise NotYours
    return said


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
    """The words are gone from everything; the row stays empty, its key taken. Nothing prevents this, ever."""
    if session.show(said.visibility, Visibility.WITHDRAWN):
        showing.stand_alone(work, said)
        work.erase(said)
        work.note(said.session_id, ContributionWithdrawn(id=said.id))


def correct(work: Work, said: model.Contribution, words: str, *, at: datetime) -> None:
    """Whoever said this says it better now, until the sitting is sealed. Raises NotNow, WordsRefused."""
    row = work.session(said.session_id)
    session.must_not_be_sealed(row is not None and row.sealed_at is not None)
    if said.visibility is Visibility.WITHDRAWN:
        raise WordsRefused("withdrawn")
    if said.text != words:
        said.corrected_at = at
        mended(work, said, words)


def mended(work: Work, said: model.Contribution, words: str) -> None:
    """These words stand in the place of the old ones: in the file, on every screen, and to be read anew."""
    work.forget_reading_of(said)
    work.erased = True  # what was corrected away may be a name
    said.text = words
    if showing.unlike(work, said):
        showing.stand_alone(work, said)
    person = work.one(model.Participant, id=said.participant_id) if said.participant_id else None
    may = said.quotable and (person is None or person.may_quote)
    work.note(said.session_id, ContributionMended(id=said.id, quotable=may, text=words))
    if said.visibility is Visibility.RELEASED and not may:
        showing.hide(work, said)
    showing.show_again(work, said)


def agree_to(work: Work, person: model.Participant, consent: Consent) -> None:
    """What was agreed to, changed; who no longer wants to be quoted is shown no longer, at once."""
    no_longer = person.may_quote and not consent.quote
    if person.may_quote != consent.quote:
        work.note(person.session_id, ConsentChanged())
    person.may_quote, person.may_archive = consent.quote, consent.archive
    person.consent = CONSENT_VERSION
    if no_longer:
        _off_the_wall(work, person)


def _off_the_wall(work: Work, person: model.Participant) -> None:
    """No words, no quote in a theme."""
    for said in work.contributions(person.session_id, person.id):
        showing.stand_alone(work, said)
        if said.visibility is Visibility.RELEASED:
            showing.hide(work, said)
    work.forget_names_of(person.session_id, person.id)
    if shown := reading.shown(work, person.session_id):
        work.note(person.session_id, ThemesShown(themes=[vars(theme) for theme in shown]))


def cleaned(text: str) -> str:
    try:
        return clean(text)
    except NotSpoken as refusal:
        raise WordsRefused(refusal.reason) from refusal
