"""What the room sees of people's words: cards in the order of showing, nearly the same words as one."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from facilitator import model
from facilitator.events import DESKS, ContributionReleased, Role, RoundOpened, WordsJoined, WordsRevealed
from facilitator.reading import quotable
from facilitator.session import Visibility
from facilitator.work import Work

TURNS = (RoundOpened.name, ContributionReleased.name, WordsRevealed.name, WordsJoined.name)


@dataclass(frozen=True)
class Card:
    """Words before the room; `several` people said nearly the same. `place` stays when others go."""

    id: str
    text: str
    round: str
    place: int
    several: bool = False


def cards(work: Work, session: str, role: Role, *, round: str = "") -> list[Card]:
    """What this kind of screen shows now, in the order in which it was first shown.

    With `round`, a new round cleared the wall: only its words, and those released since it was opened.
    """
    said = {c.id: c for c in work.contributions(session)}
    seen = [c for c in said.values() if before(c, role) and c.joined_to is None]
    if not seen:
        return []
    may = {p.id for p in work.participants(session) if p.may_quote}
    more = several(said.values())
    places = _places(work.journal(session, 0, *TURNS), {c.id: c.round for c in said.values()}, round)
    shown = (c for c in seen if c.id in places and quotable(c, may))
    return sorted(
        (Card(c.id, c.text, c.round, places[c.id], c.id in more) for c in shown), key=lambda c: c.place
    )


def before(said: model.Contribution, role: Role) -> bool:
    """Are these words before a screen of this role now? Desks see all of them."""
    if role in DESKS:
        return True
    shown = said.visibility is Visibility.RELEASED
    return shown and (said.shared or role is not Role.PHONES)


def several(said: Iterable[model.Contribution]) -> set[str]:
    """The cards behind which others stand."""
    return {c.joined_to for c in said if c.text and c.joined_to}


def as_news(said: model.Contribution, more: Container[str]) -> dict[str, Any]:
    """A card as a live event carries it."""
    return {"id": said.id, "text": said.text, "several": said.id in more}


def _places(entries: Iterable[model.JournalEntry], rounds: Mapping[str, str], only: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for entry in entries:
        body = entry.body
        if entry.name == RoundOpened.name:
            places = {id: p for id, p in places.items() if rounds[id] == only} if only else places
        elif entry.name == WordsJoined.name:
            if body["after"] in places:
                places.setdefault(body["id"], places.pop(body["after"]))
        else:
            for id in body["order"] if entry.name == WordsRevealed.name else [body["id"]]:
                places.setdefault(id, max(places.values(), default=-1) + 1)
    return places
