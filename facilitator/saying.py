"""A sentence for people: its English and what goes in it; a face translates it where it is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:
    """Mark an English sentence for translation; the translating happens where it is read."""
    return text


@dataclass(frozen=True)
class Saying:
    """`text` is a msgid with `%(name)s` places, `values` what goes there; `str()` is the English."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, translate: Callable[[str], str]) -> str:
        return translate(self.text) % self.values

    def __str__(self) -> str:
        return self.said(str)
