"""A theme as it was, so that it can go on: plain values, light to load."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Known:
    """A theme as it was: `members` are contribution ids, `label` and `labels` what it was called, in its own
    language and in each, `quoted` who stood under it. Its place in a list is its place in the order."""

    id: str
    members: Collection[str]
    label: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    quoted: Sequence[str] = ()


def last_number(themes: Sequence[Known]) -> int:
    """The highest number an id was made of, 0 where there is none."""
    return max((_number(theme.id) for theme in themes), default=0)


def _number(id: str) -> int:
    return int(id[1:]) if id[:1] == "t" and id[1:].isdigit() else 0
