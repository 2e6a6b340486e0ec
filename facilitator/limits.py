"""How much at once: fair behind one shared address, so by seat and by circle, never by IP."""

import threading
import time
from collections import Counter
from collections.abc import Callable

from participant_ui.port import NotNow


class Limits:
    """Token buckets. `now` gives seconds that never go back."""

    BURST, EVERY = 5.0, 3.0  # words: five at once, then one in three seconds; nobody means more
    WRONG, MINUTE = 10, 60.0  # wrong codes typed by hand, by everybody together

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self._words: dict[str, tuple[float, float]] = {}
        self._wrong: list[float] = []
        self._forms: Counter[str] = Counter()
        self._turn = threading.Lock()

    def words(self, person: str) -> None:
        """Raises NotNow(too_fast) where this person's bucket is empty."""
        with self._turn:
            at = self.now()
            left, since = self._words.get(person, (self.BURST, at))
            left = min(self.BURST, left + (at - since) / self.EVERY)
            if left < 1:
                raise NotNow("too_fast")
            self._words[person] = (left - 1, at)

    def typed_code(self) -> None:
        """Raises NotNow(too_many_tries) while too many wrong codes were typed; links are never slowed."""
        with self._turn:
            at = self.now()
            self._wrong = [w for w in self._wrong if at - w < self.MINUTE]
            if len(self._wrong) >= self.WRONG:
                raise NotNow("too_many_tries")

    def wrong_code(self) -> None:
        with self._turn:
            self._wrong.append(self.now())

    def may_hand_in(self, person: str, people: int) -> None:
        """Raises NotNow(handed_in) where the `people` of this seat have handed in their feedback forms.

        Counted in memory alone: in the file nothing may say whose a form is, nor that there was one.
        """
        with self._turn:
            if self._forms[person] >= people:
                raise NotNow("handed_in")

    def handed_in(self, person: str) -> None:
        with self._turn:
            self._forms[person] += 1
