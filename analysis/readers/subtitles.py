"""Transcripts as subtitles (.vtt, .srt): cues joined to turns, without losing a word or saying one twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.corpus import Reading
from analysis.encodings import decoded_bytes
from analysis.readers.cues import Cue, cues_in, ends_sentence, once
from analysis.readers.marks import Mark, heard
from analysis.readers.packages import refuse_office
from analysis.readers.passages import LONGEST, Passage, gathered, reading
from analysis.readers.voices import Voices
from analysis.words import CannotRead, Sentence

PAUSE = 2.0  # seconds after which somebody else may speak
ENOUGH = 400  # characters of a turn whose speaker nobody named, ended with its sentence
MUCH = 1200  # of one whose speaker is named
SOME = 200  # of a turn that a pause ends without a full stop

TURNS = Sentence("Turns read, each as one contribution: {n}.")


@dataclass(frozen=True)
class Turn:
    """What one person said in one go; `change`: somebody else spoke before, whoever it is."""

    mark: Mark | None
    text: str
    end: float


def read(content: bytes, path: Path, text: str | None = None) -> Reading:
    """A transcript: consecutive cues of one speaker are one contribution. Raises CannotRead."""
    refuse_office(content, str(path), path.suffix.lower())
    found = decoded_bytes(content, str(path))
    cues = cues_in(found.text.removeprefix("\ufeff"))
    if not cues:
        raise CannotRead(
            "{file} holds no times with words under them, as a transcript does. Look whether it is the file "
            "you mean.",
            file=str(path),
        )
    plain, again = once([cue for cue in cues if not cue.sound])
    voices = Voices()
    passages = _heard(turns(plain), voices)
    notes = [
        Sentence("Read as {encoding}.", {"encoding": found.encoding}),
        Sentence("Pieces of the transcript: {n}.", {"n": len(cues)}),
    ]
    if again:
        notes.append(Sentence("Lines that were shown twice, read once: {n}.", {"n": again}))
    if sounds := sum(cue.sound for cue in cues):
        notes.append(Sentence("Sounds and music, left out: {n}.", {"n": sounds}))
    said = gathered(passages)
    return reading(path, said, [*notes, *voices.notes()], unit=TURNS)


def turns(cues: Sequence[Cue]) -> list[Turn]:
    """Cues as turns. A name holds until the next one where names stand in the text; in tags, for its cue."""
    joined: list[Turn] = []
    speaking: Mark | None = None
    for cue in cues:
        said = heard(cue.text) if cue.mark is None else None
        mark = cue.mark or (said.mark if said else None)
        text = said.text if said and said.mark else cue.text
        speaking = mark or (None if cue.change or cue.tagged else speaking)
        changed = cue.change or (said is not None and said.mark is not None)
        if joined and _goes_on(joined[-1], cue, speaking, text, changed=changed):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {text}".strip(), end=cue.end)
        else:
            joined.append(Turn(speaking, text, cue.end))
    return [turn for turn in joined if turn.text]


def _goes_on(turn: Turn, cue: Cue, mark: Mark | None, text: str, *, changed: bool) -> bool:
    if mark != turn.mark or (changed and mark is None) or len(turn.text) + len(text) + 1 > LONGEST:
        return False
    paused = cue.start - turn.end >= PAUSE
    if ends_sentence(turn.text):
        return not (len(turn.text) >= (MUCH if mark else ENOUGH) or (paused and mark is None))
    return not (paused and len(turn.text) >= SOME)


def _heard(said: Sequence[Turn], voices: Voices) -> Iterator[Passage]:
    for turn in said:
        voice = voices.of(turn.mark)
        if voice is not None:
            yield Passage(turn.text, voice)
