"""What a report may not say, told in words to whoever wanted it to go out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.words import Sentence

Kind = Literal["no source", "not here", "not quotable", "not exact", "figure", "wording", "unsourced", "name"]


@dataclass(frozen=True)
class Fault:
    """One thing a report may not say: where (the id of its section), which words, why not."""

    kind: Kind
    where: str
    words: str
    why: Sentence

    def told(self, language: str = "en") -> str:
        said = self.words if len(self.words) <= 160 else self.words[:159] + "…"
        return f"{self.where}: “{said}” {self.why.told(language)}"

    def __str__(self) -> str:
        return self.told()


class Unsourced(Exception):
    """A report that may not go out. `faults` says everything that is in the way."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)

    def told(self, language: str = "en") -> str:
        return "\n".join(fault.told(language) for fault in self.faults)
