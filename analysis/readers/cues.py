"""The cues of a transcript: times, who speaks, words; and rolling captions said once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analysis.readers.marks import Mark, marked_by

_TIMES = re.compile(
    r"\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\n]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<\d{1,3}:[\d:.,]{1,20}>|\{\\[^{}\n]{1,40}\}")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&lrm;": "", "&rlm;": "", "&quot;": '"'}
_ENTITY = re.compile("|".join(_ENTITIES))
_SOUND = re.compile(r"(?:\s*(?:\[[^\[\]\n]{0,80}\]|\([^()\n]{0,80}\)|[♪♫]+[^♪♫\n]{0,200}[♪♫]*))+\s*")
_NOISE = re.compile(
    r"\s*(?:\[|\()(?:laughter|laughs?|laughing|applause|music|coughs?|sighs?|noise|inaudible|silence|crosstalk|"
    r"smiekli|smejas|aplausi|mūzika|klepo|nopūšas|troksnis|nesaprotami|klusums|"
    r"смех|смеётся|смеется|смеются|аплодисменты|музыка|кашель|вздыхает|шум|неразборчиво|тишина)(?:\]|\))",
    re.IGNORECASE,
)  # beside words only these: what else stands in brackets may be a mark, or take the place of a name
_ENDED = re.compile(r"[.!?…][\"»”’')\]]*\s*\Z")
_ROLLING = 0.4  # of the cues repeat the line before: then a program rolled them
_TOUCH = 0.25  # seconds between two cues that roll into one another


@dataclass(frozen=True)
class Cue:
    """`mark` is who speaks by a tag; `tagged`: this kind of file tags its speakers. `change`: another one."""

    start: float
    end: float
    lines: tuple[str, ...]
    mark: Mark | None = None
    tagged: bool = False
    change: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @property
    def sound(self) -> bool:
        """Nothing but what a listener heard besides words: [music], (laughs)."""
        return bool(_SOUND.fullmatch(self.text))


def ends_sentence(text: str) -> bool:
    return bool(_ENDED.search(text))


def cues_in(text: str) -> list[Cue]:
    """All cues of a .vtt or .srt file as they stand. Numbers, settings, styles and notes stay out."""
    tagged = bool(_VOICE.search(text))
    return [cue for times, lines in _blocks(text) for cue in _parted(times, lines, tagged=tagged)]


def _blocks(text: str) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Times, and the lines under them up to a blank line, or to the next times without one."""
    times: re.Match[str] | None = None
    lines: list[str] = []
    spaced = text.startswith("WEBVTT")  # there a line of spaces is no blank one, and begins rolling captions
    for line in text.splitlines():
        found = _TIMES.match(line) if "-->" in line else None
        if found is None and (line.strip() or (spaced and line)):
            lines.append(line)
            continue
        if times is not None:
            if found is not None and lines and lines[-1].strip().isdigit():
                lines.pop()  # the next cue's number, where the blank line is missing
            yield times, lines
        times, lines = found, []
    if times is not None:
        yield times, lines


def _parted(times: re.Match[str], lines: Sequence[str], *, tagged: bool) -> Iterator[Cue]:
    """One cue, or one for each who speaks in it: "- Yes.", "- No."."""
    start, end = _seconds(times[1]), _seconds(times[2])
    held: list[str] = []
    mark, change = None, False
    for line in lines:
        for who, part in _by_voice(line):
            begins = part.lstrip().startswith((">>", "- ", "– ", "— ", "-\xa0")) and not tagged
            if held and (who is not None or begins):
                yield Cue(start, end, tuple(held), mark, tagged, change)
                held = []
            if who is not None:
                mark = marked_by(_plain(who))
            change = begins if not held else change
            plain = _plain(part).lstrip(">–—- \xa0") if begins else _plain(part)
            if plain:
                held.append(plain)
    if held:
        yield Cue(start, end, tuple(held), mark, tagged, change)


def _by_voice(line: str) -> Iterator[tuple[str | None, str]]:
    """The parts of a line, each with whose voice begins there."""
    parts = _VOICE.split(line)
    if parts[0].strip():
        yield None, parts[0]
    yield from zip(parts[1::2], parts[2::2], strict=True)


def once(cues: Sequence[Cue]) -> tuple[list[Cue], int]:
    """Cues without what was only shown again, and how many lines that were.

    A cue that overlaps one with the same words is a copy. Where a program rolled its lines (each cue begins
    with the one before), they are taken once. What a person said twice, one after the other, stays.
    """
    repeats = sum(_touch(a, b) and 0 < _shared(a.lines, b.lines) < len(b.lines) for a, b in pairwise(cues))
    rolled = len(cues) > 3 and repeats >= _ROLLING * (len(cues) - 1)
    kept: list[Cue] = []
    again = 0
    before: Cue | None = None
    for cue in cues:
        same = before is not None and cue.lines == before.lines and cue.mark == before.mark
        if same and before is not None and cue.start < before.end:
            again += len(cue.lines)
            continue
        shared = _shared(before.lines, cue.lines) if before and rolled and _touch(before, cue) else 0
        again += shared
        if cue.lines[shared:]:
            kept.append(replace(cue, lines=cue.lines[shared:]))
        before = cue
    return kept, again


def _touch(before: Cue, cue: Cue) -> bool:
    return cue.start - before.end <= _TOUCH


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines at the end of one cue begin the next."""
    for many in range(min(len(before), len(after)), 0, -1):
        if tuple(before[-many:]) == tuple(after[:many]):
            return many
    return 0


def _plain(text: str) -> str:
    untagged = _TAG.sub("", text) if "<" in text or "{" in text else text
    known = _ENTITY.sub(lambda found: _ENTITIES[found[0]], untagged) if "&" in untagged else untagged
    return " ".join((_without_noise(known) if "[" in known or "(" in known else known).split())


def _without_noise(text: str) -> str:
    """A line that is nothing but a sound stays, to be counted as one."""
    return text if _SOUND.fullmatch(text) else _NOISE.sub("", text)


def _seconds(clock: str) -> float:
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
