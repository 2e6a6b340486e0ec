"""The deliberately broken aplis: it answers before the commit, and dies between the two.

The control of the kill loop: with this one the loop must find acknowledged words missing.
"""

import os
import signal
import time
from concurrent.futures import Future

from sqlmodel import Session as DbSession

from facilitator import store
from facilitator.cli import main
from facilitator.work import Work
from participant_ui.port import Kept

AFTER = 3  # batches with words in them
batches_with_words = 0


def commit(self: store.Store, batch: "list[tuple[object, Future[object]]]") -> None:
    global batches_with_words
    with DbSession(self._writer, expire_on_commit=False) as db, db.begin():
        work = Work(db, self.clock)
        for give in [store._attempt(work, act, answer) for act, answer in batch]:
            give()
        kept = [a for _, a in batch if a.exception() is None and isinstance(a.result(), Kept)]
        batches_with_words += bool(kept)
        if kept and batches_with_words >= AFTER:
            time.sleep(0.3)  # the answers are on their way
            os.kill(os.getpid(), signal.SIGKILL)


store.Store._commit = commit  # type: ignore[method-assign,assignment]
main()
