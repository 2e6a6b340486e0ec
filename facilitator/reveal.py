"""What people wrote in a round is shown together, in an order that says nothing; near-duplicates join."""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitator import likeness, model, phoneview, session, showing, wall
from facilitator.events import WordsRevealed
from facilitator.keeping import answered
from facilitator.reading import quotable
from facilitator.script import Script
from facilitator.session import Stale, Visibility
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NotNow


@dataclass(frozen=True)
class Alike:
    """Words that are nearly the same, offered for joining: the first is the card, unless chosen otherwise."""

    ids: Sequence[str]
    texts: Sequence[str]


class Reveal:
    """`round` is a round's id, "" for the one at hand."""

    def __init__(self, store: Store, secret: bytes) -> None:
        self.store = store
        self.secret = secret
        self._grouped: dict[str, tuple[bytes, list[list[str]]]] = {}  # of a session, by what was compared

    def waiting(self, id: str, round: str = "") -> int:
        """How many words a reveal would show now."""
        with self.store.read() as work:
            row = work.sitting(id)
            return len(_waiting(work, row, _where(row, round)))

    def reveal(self, id: str, *, seen: int, round: str = "") -> int:
        """Show all that was written in the round and may be shown, in one moment; answers how many.

        What came after an earlier reveal is added at the end. What was held back (hidden) stays so.
        Raises Stale, NotNow(not_open, paused, closed, not_for_room, nothing_to_reveal).
        """

        def act(work: Work) -> int:
            row = work.sitting(id)
            if row.state != seen:
                raise Stale
            session.must_be_open(row.stage)
            where = _where(row, round)
            shared = phoneview.shared_in(row, where)
            if shared == "facilitator":
                raise NotNow("not_for_room")
            waiting = _waiting(work, row, where)
            if not waiting:
                raise NotNow("nothing_to_reveal")
            for one in waiting:
                one.visibility, one.shared = Visibility.RELEASED, shared == "phones"
            work.note(id, self._revealed(work, row, where, waiting))
            return len(waiting)

        return answered(self.store, act)

    def candidates(self, id: str, round: str = "") -> list[Alike]:
        """Groups of cards of the round that say nearly the same and are not joined yet."""
        with self.store.read() as work:
            row = work.sitting(id)
            shown = [
                c
                for c in _for_the_room(work, row, _where(row, round))
                if c.visibility in showing.SHOWN and c.joined_to is None
            ]
        texts = {c.id: c.text for c in shown}
        return [Alike(group, [texts[one] for one in group]) for group in self._groups(id, texts)]

    def _groups(self, id: str, texts: Mapping[str, str]) -> list[list[str]]:
        """Compared again only where something changed: desks look often. No words are kept for it."""
        compared = hmac.digest(self.secret, repr(sorted(texts.items())).encode(), "sha256")
        if self._grouped.get(id, (b"", []))[0] != compared:
            self._grouped[id] = compared, likeness.groups(texts)
        return self._grouped[id][1]

    def join(self, id: str, contributions: Sequence[str]) -> None:
        """One card for all of these, the first of them shown. All stay in the record and in every count.

        Raises NotYours, NotNow(not_quotable, not_for_room, not_alike).
        """

        def act(work: Work) -> None:
            row = work.sitting(id)
            said = [showing.said_in(work, row, one) for one in dict.fromkeys(contributions)]
            if len(said) < 2:
                raise NotNow("not_alike")
            showing.join(work, row, said)

        answered(self.store, act)

    def part(self, id: str, contribution: str) -> None:
        """Undo a joining: these words stand for themselves; of a card, all behind it do. Raises NotYours."""

        def act(work: Work) -> None:
            showing.part(work, showing.said_in(work, work.sitting(id), contribution))

        answered(self.store, act)

    def _revealed(
        self, work: Work, row: model.Session, round: str, said: Sequence[model.Contribution]
    ) -> WordsRevealed:
        cards = {c.id: c for c in said if c.joined_to is None}
        order = shuffled(self.secret, row.id, round, cards)
        more = wall.several(work.contributions(row.id))
        return WordsRevealed(
            round=round,
            shared=phoneview.shared_in(row, round),
            order=order,
            joined=shuffled(self.secret, row.id, round, (c.id for c in said if c.joined_to)),
            words=[wall.as_news(cards[id], more) for id in order],
        )


def shuffled(secret: bytes, session: str, round: str, ids: Iterable[str]) -> list[str]:
    """The same order for the same words, whoever came first or sat where; another one in each round."""
    key = hmac.digest(secret, f"reveal:{session}:{round}".encode(), "sha256")
    return sorted(ids, key=lambda id: hmac.digest(key, id.encode(), "sha256"))


def _for_the_room(work: Work, row: model.Session, round: str) -> list[model.Contribution]:
    """What people wrote themselves in this round and may be shown."""
    shared = phoneview.shared_in(row, round)
    may = {p.id for p in work.participants(row.id) if p.may_quote}
    found = []
    for said in work.contributions(row.id):
        if said.round != round or not said.text or said.source == showing.ALOUD:
            continue
        try:
            session.must_be_for_the_room(shared, aloud=False, quotable=quotable(said, may))
        except NotNow:
            continue
        found.append(said)
    return found


def _waiting(work: Work, row: model.Session, round: str) -> list[model.Contribution]:
    return [c for c in _for_the_room(work, row, round) if c.visibility is Visibility.KEPT]


def _where(row: model.Session, round: str) -> str:
    rounds = [named.id for named in Script.from_dict(row.script).rounds]
    if round in rounds:
        return round
    if round or row.round < 0:
        raise NotNow("no_such_round")
    return rounds[row.round]
