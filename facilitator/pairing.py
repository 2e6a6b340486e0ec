"""Screens on other machines: asked for on the console, come by link or code, confirmed on the console."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator import codes, model
from facilitator.events import Role
from facilitator.keeping import answered
from facilitator.limits import Limits
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NoSuchCircle, NoSuchSeat

VALID = timedelta(minutes=10)
PAIRABLE = (Role.RECORDER, Role.PROJECTOR)


@dataclass(frozen=True)
class Offer:
    """What the console shows once: the link's token and the code to type. Only digests are kept."""

    id: str
    link: str
    code: str


@dataclass(frozen=True)
class Screen:
    """A screen that came, or is waited for. `mark` is shown on both, to be compared."""

    id: str
    role: Role
    mark: str
    came: bool
    confirmed: bool


class Pairings:
    def __init__(
        self, store: Store, *, clock: Callable[[], datetime] = model.now, limits: Limits | None = None
    ) -> None:
        self.store = store
        self.clock = clock
        self.limits = limits or Limits()

    def offer(self, session: str, role: Role) -> Offer:
        """Raises ValueError for a role that is never given to another machine."""
        if role not in PAIRABLE:
            raise ValueError(role)
        link, code = codes.new_code(26), codes.new_code()

        def act(work: Work) -> str:
            row = model.Pairing(
                session_id=session,
                role=role.value,
                link=codes.digest(link),
                code=codes.digest(code),
                made_at=self.clock(),
            )
            return work.add(row).id

        return Offer(answered(self.store, act), link, code)

    def claim(self, *, link: str = "", code: str = "") -> tuple[str, str]:
        """A screen comes with the link or the typed code: its own token, and the mark to compare.

        Each offer is claimed once. Raises NoSuchCircle, NotNow(too_many_tries).
        """
        if not link:
            self.limits.typed_code()
        token, mark = codes.new_code(26), f"{secrets.randbelow(90) + 10}"
        wanted = {"link": codes.digest(link)} if link else {"code": codes.digest(codes.read_code(code))}

        def act(work: Work) -> bool:
            row = work.pairing_by(**wanted)
            if row is None or row.claimed or row.revoked or self.clock() - row.made_at > VALID:
                return False
            row.claimed, row.words = codes.digest(token), mark
            return True

        if not answered(self.store, act):
            if not link:
                self.limits.wrong_code()  # a link is never slowed: nobody guesses 130 bits
            raise NoSuchCircle
        return token, mark

    def confirm(self, session: str, id: str) -> None:
        """The facilitator saw the same mark on both screens."""
        self._set(session, id, confirmed=True)

    def revoke(self, session: str, id: str) -> Role:
        """Send a screen away; returns the role it had, whose lines the caller cuts."""
        return self._set(session, id, revoked=True)

    def screens(self, session: str) -> list[Screen]:
        """Those that came and are not revoked, and the offers still open."""
        with self.store.read() as work:
            rows = [p for p in work.pairings(session) if not p.revoked]
        return [
            Screen(p.id, Role(p.role), p.words, came=p.claimed is not None, confirmed=p.confirmed)
            for p in rows
            if p.claimed is not None or self.clock() - p.made_at <= VALID
        ]

    def screen(self, token: str) -> tuple[str, Screen]:
        """Which session and role a screen's token is for. Raises NoSuchSeat."""
        with self.store.read() as work:
            row = work.pairing_by(claimed=codes.digest(token))
        if row is None or row.revoked:
            raise NoSuchSeat
        return row.session_id, Screen(row.id, Role(row.role), row.words, came=True, confirmed=row.confirmed)

    def _set(self, session: str, id: str, **field: bool) -> Role:
        def act(work: Work) -> Role:
            row = work.pairing(id)
            if row is None or row.session_id != session:
                raise NoSuchSeat
            for name, value in field.items():
                setattr(row, name, value)
            return Role(row.role)

        return answered(self.store, act)
