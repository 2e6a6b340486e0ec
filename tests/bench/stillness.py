"""How still themes hold while more is said: two looks at the same page, and what moved between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """A page of themes as somebody sees it: `names` by id, in the order shown; `places` says which theme each
    contribution lies in, "" for none."""

    names: Mapping[str, str]
    places: Mapping[str, str]


@dataclass(frozen=True)
class Held:
    """What of the themes that were there is still there, as shares, 0 to 1.

    `id`: the theme goes on; `name`: it does, and is called the same; `word`: it does, and its name shares
    a word with the old one; `place`: it does, at the same place in the list; `moved`: contributions that
    were in a theme before and are in another now. `new`: themes that were not there, a count.
    """

    id: float
    name: float
    word: float
    place: float
    moved: float
    new: int


def held(before: Look, now: Look) -> Held:
    """Compare two looks; of a page without themes nothing can be lost."""
    going_on = [id for id in before.names if id in now.names]
    lay = {one: theme for one, theme in before.places.items() if theme and one in now.places}
    old, new = list(before.names), list(now.names)
    return Held(
        id=_share(len(going_on), len(old)),
        name=_share(sum(before.names[id] == now.names[id] for id in going_on), len(old)),
        word=_share(sum(bool(_words(before.names[id]) & _words(now.names[id])) for id in going_on), len(old)),
        place=_share(sum(old.index(id) == new.index(id) for id in going_on), len(old)),
        moved=1 - _share(sum(now.places[one] == theme for one, theme in lay.items()), len(lay)),
        new=sum(id not in before.names for id in new),
    )


def mean(changes: Sequence[Held]) -> Held:
    """The average of several changes; `new` is their sum."""
    parts = {
        name: sum(getattr(one, name) for one in changes) / max(1, len(changes))
        for name in ("id", "name", "word", "place", "moved")
    }
    return Held(**parts, new=sum(one.new for one in changes))


def told(change: Held) -> str:
    return (
        f"go on {change.id:4.0%}  same name {change.name:4.0%}  a word of it {change.word:4.0%}  "
        f"same place {change.place:4.0%}  contributions moved {change.moved:4.0%}  new {change.new}"
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _words(name: str) -> set[str]:
    return {word.strip().casefold() for word in name.replace(" · ", ",").split(",")}
