"""A sitting is sealed when its words are final: they can still be taken back, and no longer corrected."""

from collections.abc import Callable
from datetime import datetime

from facilitator import model, session
from facilitator.events import SessionSealed
from facilitator.keeping import answered
from facilitator.session import Stale
from facilitator.store import Store
from facilitator.work import Work


class Sealing:
    def __init__(self, store: Store, *, clock: Callable[[], datetime] = model.now) -> None:
        self.store = store
        self.clock = clock

    def seal(self, id: str, *, seen: int) -> None:
        """Seal a closed sitting; sealed already, nothing changes. There is no way back.

        Raises NotNow(not_closed), Stale, NoSuchSeat.
        """

        def act(work: Work) -> None:
            row = work.sitting(id)
            if row.sealed_at is not None:
                return
            if row.state != seen:
                raise Stale
            session.may_seal(row.stage)
            row.sealed_at, row.state = self.clock(), row.state + 1
            work.note(id, SessionSealed())

        answered(self.store, act)
