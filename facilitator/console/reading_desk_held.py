"""The last few pictures of the reading desk, so that an answer to a page says only what changed for it."""

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from facilitator.reading_desk import Desk
from facilitator.reading_deskview import Circles, Shown, Words, changes, shown, words

MOST = 6  # pictures kept: a page that holds an older one is told everything


class Pictures:
    """Of one series. Every picture has a name, which a page says when it asks; one that is not known means
    that everything is told."""

    def __init__(self, series: Path | None) -> None:
        self.series = series
        self._kept: OrderedDict[str, Shown] = OrderedDict()
        self._called: dict[str, Mapping[str, str]] = {}
        self._last: tuple[Desk, str, str] | None = None
        self._said: tuple[object, int, Mapping[str, Words]] | None = None
        self._lock = Lock()

    def now(self, desk: Desk, language: str, circles: Circles) -> Shown:
        with self._lock:
            return self._kept[self._name(desk, language, circles)]

    def since(self, held: str, desk: Desk, language: str, circles: Circles) -> Mapping[str, object]:
        """What a page that holds the picture `held` is told, and the name of the one it has then."""
        with self._lock:
            name = self._name(desk, language, circles)
            before = self._kept.get(held)
            return {"held": name, **changes(before, self._kept[name])}

    def knows(self, held: str) -> bool:
        """Is it a picture of this series that a page holds, and one from not long ago?"""
        with self._lock:
            return held in self._kept

    def called(self, held: str) -> Mapping[str, str] | None:
        """By what numbers that picture calls contributions: a circle that came since may have moved them."""
        with self._lock:
            return self._called.get(held)

    def last(self) -> Desk | None:
        """The desk as it was when somebody asked last: what a page calls contributions by stands in it."""
        with self._lock:
            return self._last[0] if self._last else None

    def _name(self, desk: Desk, language: str, circles: Circles) -> str:
        """The picture's name; drawn only where the desk is another than it was when last asked."""
        if self._last is not None and self._last[0] is desk and self._last[1] == language:
            return self._last[2]
        if self._said is None or self._said[0] is not desk.called or self._said[1] != len(desk.left_out):
            self._said = (desk.called, len(desk.left_out), words(desk))
        picture = shown(desk, language, circles, self._said[2])
        name = self._same(picture, language) or f"{language}-{secrets.token_urlsafe(9)}"
        self._kept[name] = picture
        self._called[name] = desk.called
        while len(self._kept) > MOST:
            del self._called[self._kept.popitem(last=False)[0]]
        self._last = (desk, language, name)
        return name

    def _same(self, picture: Shown, language: str) -> str:
        newest = next(reversed(self._kept), "")
        same = newest.startswith(f"{language}-") and self._kept[newest] == picture
        return newest if same else ""
