"""Cards for difficult moments: what the facilitator can do and say, on demand and for nobody else's eyes."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Said = Mapping[str, str]

FILE = Path(__file__).with_name("cards.toml")


@dataclass(frozen=True)
class MomentCard:
    """One situation. `hint` is to keep in mind, `say` to say aloud; `source` is empty where it is ours."""

    id: str
    title: Said
    hint: Said
    say: Sequence[Said]
    source: str


@cache
def cards() -> tuple[MomentCard, ...]:
    """All the cards, in the order of the file."""
    return tuple(MomentCard(**card) for card in tomllib.loads(FILE.read_text("utf-8"))["cards"])
