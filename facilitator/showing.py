"""Words onto the wall and off it: shown, hidden, nearly the same ones joined to one card and parted again."""

from collections.abc import Sequence

from facilitator import likeness, model, session
from facilitator.events import (
    ContributionHidden,
    ContributionReleased,
    ContributionShared,
    ContributionShown,
    WordsJoined,
    WordsRevealed,
)
from facilitator.phoneview import shared_in
from facilitator.reading import quotable
from facilitator.session import Visibility
from facilitator.work import Work
from participant_ui.port import NotNow, NotYours

ALOUD = "recorder"  # the source of words that the room has heard
SHOWN = (Visibility.KEPT, Visibility.RELEASED)


def said_in(work: Work, row: model.Session, id: str) -> model.Contribution:
    """Raises NotYours where these words are not there, or are another session's."""
    said = work.contribution(id)
    if said is None or said.session_id != row.id:
        raise NotYours
    return said


def for_the_room(work: Work, row: model.Session, said: model.Contribution) -> str:
    """How far these words may go: projector or phones. Raises NotNow: see session.must_be_for_the_room."""
    shared = shared_in(row, said.round)
    may = quotable(said, {p.id for p in work.participants(row.id) if p.may_quote})
    session.must_be_for_the_room(shared, aloud=said.source == ALOUD, quotable=may)
    return shared


def show(work: Work, row: model.Session, said: model.Contribution) -> None:
    """Show these words, and with a card all that stands behind it. Raises NotNow."""
    card, *behind = _card(work, said)
    if not session.show(card.visibility, Visibility.RELEASED):
        return
    shared = for_the_room(work, row, card)
    revealed = any(e.body["round"] == card.round for e in work.journal(row.id, 0, WordsRevealed.name))
    session.must_be_revealed(shared, card.visibility, revealed=revealed, aloud=card.source == ALOUD)
    for one in (card, *behind):
        one.visibility, one.shared = Visibility.RELEASED, shared == "phones"
    _tell_shown(work, card, several=bool(behind))
    for one in (card, *behind):
        work.note(row.id, ContributionShown(id=one.id))


def hide(work: Work, said: model.Contribution) -> None:
    """Take these words off every screen at once, or hold them back from a reveal. Raises NotNow."""
    for one in _card(work, said):
        if session.show(one.visibility, Visibility.HIDDEN):
            one.visibility, one.shared = Visibility.HIDDEN, False
            work.note(one.session_id, ContributionHidden(id=one.id))


def show_again(work: Work, said: model.Contribution) -> None:
    """Words that are on the wall have changed: the screens show them as they are now."""
    if said.visibility is Visibility.RELEASED and said.joined_to is None:
        _tell_shown(work, said, several=bool(_behind(work, said)))


def join(work: Work, row: model.Session, said: Sequence[model.Contribution]) -> None:
    """Make one card of these, the first shown for all; one that is on the wall already comes first of all.

    Raises NotNow where one of them may not be shown, or is hidden.
    """
    whole = list({one.id: one for some in said for one in _card(work, some)}.values())
    whole.sort(key=lambda one: one.visibility is not Visibility.RELEASED)
    for one in whole:
        for_the_room(work, row, one)
        if one.visibility not in SHOWN or one.round != whole[0].round:
            raise NotNow("not_alike")
    card, *behind = whole
    card.joined_to = None
    for one in behind:
        one.joined_to = card.id
        if one.visibility is not card.visibility:  # it is told with the card from now on
            one.visibility, one.shared = card.visibility, card.shared
            work.note(row.id, ContributionShown(id=one.id))
    _tell_joined(work, card)


def part(work: Work, said: model.Contribution) -> None:
    """These words stand for themselves again; of a card, all that stood behind it do."""
    card, *behind = _card(work, said)
    parted = behind if said.id == card.id else [said]
    for one in parted:
        one.joined_to = None
    for one in parted:
        show_again(work, one)
    if parted:
        _tell_joined(work, card)


def stand_alone(work: Work, said: model.Contribution) -> None:
    """Whoever wrote these words took them away: of those behind the card another one stands for the rest."""
    card, *behind = _card(work, said)
    if said.id != card.id:
        said.joined_to = None
        _tell_joined(work, card)
    elif behind:
        first, *rest = behind
        first.joined_to = None
        for one in rest:
            one.joined_to = first.id
        _tell_joined(work, first, after=card.id)


def unlike(work: Work, said: model.Contribution) -> bool:
    """Were these words changed so that they and their card no longer say nearly the same?"""
    return not all(likeness.alike(said.text, one.text) for one in _card(work, said))


def _card(work: Work, said: model.Contribution) -> list[model.Contribution]:
    """The card these words are on, and what stands behind it."""
    card = work.contribution(said.joined_to) if said.joined_to else said
    assert card is not None  # a row is never deleted while its session is there
    return [card, *_behind(work, card)]


def _behind(work: Work, card: model.Contribution) -> list[model.Contribution]:
    joined = work.rows(model.Contribution, session_id=card.session_id, joined_to=card.id)
    return sorted(joined, key=lambda one: one.number)


def _tell_shown(work: Work, card: model.Contribution, *, several: bool) -> None:
    work.note(card.session_id, ContributionReleased(id=card.id, round=card.round, text=card.text))
    if card.shared:
        shared = ContributionShared(id=card.id, round=card.round, several=several, text=card.text)
        work.note(card.session_id, shared)


def _tell_joined(work: Work, card: model.Contribution, after: str = "") -> None:
    shown = "phones" if card.shared else "projector" if card.visibility is Visibility.RELEASED else ""
    behind = [one.id for one in _behind(work, card)]
    joined = WordsJoined(
        id=card.id, round=card.round, joined=behind, shown=shown, after=after, text=card.text
    )
    work.note(card.session_id, joined)
