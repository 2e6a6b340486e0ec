"""The deliberately broken aplis: it answers before the commit, and dies between the two.

The control of the kill loop: with this one the loop must find acknowledged words missing.
"""

import os
import signal
import threading
import time
from concurrent.futures import Future

from sqlmodel import Session as DbSession

from facilitator import store
from facilitator.cli import main
from facilitator.work import Work

EVERY = 20  # the so manieth batch is answered and then lost
count = 0


def commit(self: store.Store, batch: "list[tuple[object, Future[object]]]") -> None:
    global count
    count += 1
    with DbSession(self._writer, expire_on_commit=False) as db, db.begin():
        work = Work(db, self.clock)
        answers = [store._attempt(work, act, answer) for act, answer in batch]
        for give in answers:
            give()
        if count % EVERY == 0:
            time.sleep(0.3)  # the answers are on their way
            os.kill(os.getpid(), signal.SIGKILL)
            threading.Event().wait()


store.Store._commit = commit  # type: ignore[method-assign,assignment]
main()
