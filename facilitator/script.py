"""Facilitation formats as read from TOML: ordered rounds and their words, checked before anybody meets."""

import dataclasses
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from facilitator.script_shape import Fault, shape_faults

Said = Mapping[str, str]
"""One text in several languages: language code to words."""

FOLDER = Path(__file__).parent / "scripts"
RULES, JOINT, CLOSING = {2}, {5, 8}, range(9, 14)  # sections of the method, which has thirteen
CLOSING_MINUTES = 20
GOOD_MINUTES = 90  # a shorter dialogue hardly gets beyond opening words


@dataclass(frozen=True)
class Round:
    """One step of a session. `sections` are the method's thirteen, 1 to 13; none for a break.

    `prompt` is the question put, where {question} stands for the circle's own. `say` is what the
    facilitator can say aloud, `ask` what they can ask on when the talk stands still. `asks` is what the
    phones are asked beside it (pulse_before, pulse_after, feedback), `aspect` whose trust the round is
    about ("" for none), `least` the fewest minutes it can shrink to when the evening runs late.
    """

    id: str
    sections: Sequence[int]
    form: str
    phones: str
    shared: str
    minutes: int
    kind: str
    title: Said
    prompt: Said
    say: Sequence[Said]
    ask: Sequence[Said] = ()
    asks: Sequence[str] = ()
    aspect: str = ""
    least: int = 1


@dataclass(frozen=True)
class GroundRules:
    """A rule set, named so that a record can say which rules a circle agreed to.

    `year` is the method's, 0 where there is none; `own` says that the words were changed or made here.
    """

    id: str
    rules: Sequence[Said]
    title: Said = field(default_factory=dict)
    year: int = 0
    own: bool = False


@dataclass(frozen=True)
class Script:
    """A facilitation format: what happens in a session, in order. `minutes` is the whole length.

    `kind` says which of the method's rules hold for it: timeout, topics, silent, review or own.
    """

    id: str
    languages: Sequence[str]
    minutes: int
    title: Said
    source: Said
    ground_rules: GroundRules
    rounds: Sequence[Round]
    kind: str = "timeout"

    @property
    def rules(self) -> Sequence[Said]:
        return self.ground_rules.rules

    def warnings(self) -> list[str]:
        """What can be done and is unwise, one sentence each."""
        if self.minutes >= GOOD_MINUTES:
            return []
        return [
            f"{self.id} takes {self.minutes} minutes: people need at least {GOOD_MINUTES} to get from "
            "first words to understanding; leave more time, or hope for less."
        ]

    def to_dict(self) -> dict[str, Any]:
        """Plain lists and dicts for JSON, in the shape of the TOML file: what a session keeps."""
        kept: dict[str, Any] = _plain(dataclasses.asdict(self))
        return kept

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Script":
        """A script from what `to_dict` gave. It was checked when it was loaded and is not checked again."""
        rules = GroundRules(**{**kept["ground_rules"], "rules": tuple(kept["ground_rules"]["rules"])})
        rounds = tuple(_round(entry) for entry in kept["rounds"])
        plain = {"languages": tuple(kept["languages"]), "ground_rules": rules, "rounds": rounds}
        return cls(**{**kept, **plain})


class ScriptBroken(ValueError):
    """A script that cannot be used. Says the file and, for each fault, the key and what to do about it."""

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(f"{file}: {fault}" for fault in faults))
        self.file = file
        self.faults = tuple(faults)


def scripts(folder: Path = FOLDER) -> list[str]:
    """Names of the scripts there are: the folder is the list."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def load(path: Path | str) -> Script:
    """The script of a TOML file, or of a name from `scripts()`. Raises ScriptBroken with every fault."""
    file = Path(path)
    if isinstance(path, str) and file.suffix != ".toml":
        file = FOLDER / f"{path}.toml"
    return read(_content(file), file.name, named=file.stem)


def read(content: bytes, file: str, *, named: str = "") -> Script:
    """The script in a TOML file's content; `file` is what refusals call it, `named` the id it must have.

    Raises ScriptBroken with every fault.
    """
    data = _toml(content, file)
    faults = list(shape_faults(data))
    if faults:
        raise ScriptBroken(file, faults)
    script = Script.from_dict(data)
    faults = [*_name_faults(script, file, named), *_round_faults(script), *_time_faults(script)]
    if faults:
        raise ScriptBroken(file, faults)
    return script


def said(texts: Said, language: str) -> str:
    """The words in a language; failing that in English; failing that in the first there is."""
    for wanted in (language, "en"):
        if wanted in texts:
            return texts[wanted]
    return next(iter(texts.values()), "")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        known = ", ".join(scripts(file.parent)) or "none"
        what = f"cannot be read ({error.strerror})"
        raise ScriptBroken(file.name, [Fault("file", what, f"scripts in its folder: {known}")]) from error


def _toml(content: bytes, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ScriptBroken(file, [Fault("file", "is not UTF-8", "save it as UTF-8 text")]) from error
    except (ValueError, RecursionError) as error:  # also what Python says of a number too long
        remedy = "mend the line; every text stands in quotation marks"
        raise ScriptBroken(file, [Fault("file", f"is not TOML ({error})", remedy)]) from error


def _round(entry: Mapping[str, Any]) -> Round:
    lists = {key: tuple(entry.get(key, ())) for key in ("sections", "say", "ask", "asks")}
    return Round(**{"least": (entry["minutes"] + 1) // 2, **entry, **lists})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _name_faults(script: Script, file: str, named: str) -> Iterator[Fault]:
    if named and script.id != named:
        yield Fault("id", f"is {script.id}, the file is {file}", "give both the same name")


def _round_faults(script: Script) -> Iterator[Fault]:
    ids = [step.id for step in script.rounds]
    furthest = 0
    for index, step in enumerate(script.rounds):
        at = f"rounds[{index}]"
        if step.id in ids[:index]:
            yield Fault(f"{at}.id", f"{step.id} is taken by an earlier round", "choose another id")
        if list(step.sections) != sorted(set(step.sections)) or (
            step.sections and step.sections[0] < furthest
        ):
            remedy = "put rounds and sections in the order of the method"
            yield Fault(f"{at}.sections", f"{list(step.sections)} come after {furthest}", remedy)
        furthest = max([furthest, *step.sections])
        asked = {language for language, text in step.prompt.items() if "{question}" in text}
        for language in sorted(set(script.languages) - asked if asked else ()):
            remedy = "write {question} in every language or in none"
            yield Fault(f"{at}.prompt.{language}", "lacks the {question} of other languages", remedy)


def _time_faults(script: Script) -> Iterator[Fault]:
    total = sum(step.minutes for step in script.rounds)
    if total != script.minutes:
        remedy = f"write {total}, or change the minutes of a round"
        yield Fault("minutes", f"says {script.minutes}, the rounds together take {total}", remedy)
    if not _minutes(script, RULES):
        yield Fault("rounds", "none covers the ground rules", "add a round with section 2; it may be short")
    joint = _minutes(script, JOINT)
    others = max((s.minutes for s in script.rounds if not JOINT & set(s.sections)), default=0)
    if joint <= others:
        what = f"the joint dialogue (sections 5 and 8) takes {joint} minutes, another round {others}"
        yield Fault("rounds", what, "give most of the time to the joint dialogue")
    closing = _minutes(script, CLOSING)
    if closing < CLOSING_MINUTES:
        what = f"the closing (sections 9 to 13) takes {closing} minutes"
        yield Fault("rounds", what, f"leave at least {CLOSING_MINUTES} for insights and farewell")


def _minutes(script: Script, sections: Iterable[int]) -> int:
    return sum(step.minutes for step in script.rounds if set(sections) & set(step.sections))
