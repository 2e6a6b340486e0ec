"""The voices of one file: names become numbers here and are gone, the facilitator's own turns stay out."""

from collections import Counter
from collections.abc import Iterator

from analysis.readers.marks import Mark
from analysis.words import Sentence

_SHOWN = 12  # marks in a note


class Voices:
    """Gives each speaker of a file a voice, and tells afterwards what was recognised."""

    def __init__(self) -> None:
        self._numbered: dict[str, str] = {}
        self._named: dict[str, str] = {}
        self.left: Counter[str] = Counter()
        self._roles: dict[str, None] = {}
        self.timed = 0

    def of(self, mark: Mark | None) -> str | None:
        """The voice of who speaks, "" where nobody knows; None for the facilitator and the recorder.

        S1 … Sn stay: they name nobody. All others are voice 1, voice 2 …, in the order they are first heard.
        """
        if mark is None:
            return ""
        if mark.kind in ("facilitator", "recorder"):
            self.left[mark.kind] += 1
            if mark.kind == "facilitator":
                self._roles[mark.label] = None
            return None
        if mark.kind == "number" and mark.label.startswith("s") and mark.label[1:].isdigit():
            return self._numbered.setdefault(mark.label, mark.label.upper())
        known = self._numbered if mark.kind == "number" else self._named
        if mark.label not in known:
            others = sum(not voice.startswith("S") for voice in self._numbered.values())
            known[mark.label] = f"voice {others + len(self._named) + 1}"
        return known[mark.label]

    def notes(self) -> Iterator[Sentence]:
        if self._numbered:
            marks = [mark.upper() for mark in self._numbered]
            yield Sentence("Speaker marks recognised: {marks}.", {"marks": _listed(marks)})
        if self._named:
            yield Sentence(
                "Names before what was said: {n}. They are not kept: each became an unnamed voice (voice 1, "
                "voice 2 …).",
                {"n": len(self._named)},
            )
        if self.left["facilitator"]:
            yield Sentence(
                "Turns of the facilitator, left out: {n} (marked {marks}).",
                {"n": self.left["facilitator"], "marks": _listed([mark.upper() for mark in self._roles])},
            )
        if self.left["recorder"]:
            yield Sentence("The recorder's own remarks, left out: {n}.", {"n": self.left["recorder"]})
        if self.timed:
            yield Sentence("Times before texts, left out: {n}.", {"n": self.timed})


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
