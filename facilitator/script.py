"""Facilitation formats as read from TOML: ordered rounds and their words, checked before anybody meets."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from facilitator import method, shapes
from facilitator.ground_rules import GroundRules
from facilitator.saying import N_
from facilitator.script_shape import QUESTION, shape_faults
from facilitator.script_source import built, with_named_rules
from facilitator.shapes import Broken, Finding

Said = Mapping[str, str]
"""One text in several languages: language code to words."""

FOLDER = Path(__file__).parent / "scripts"


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

    def findings(self) -> list[Finding]:
        """All there is to say about the plan, gravest first: `level` is fault, warning or advice.

        A script that was loaded has no faults; one that is being changed by hand may have.
        """
        return [*_round_faults(self), *method.findings(self)]

    def warnings(self) -> list[Finding]:
        """What can be done and is unwise."""
        return [one for one in self.findings() if one.level == "warning"]

    def to_dict(self) -> dict[str, Any]:
        """Plain lists and dicts for JSON, in the shape of the TOML file: what a session keeps."""
        kept: dict[str, Any] = _plain(dataclasses.asdict(self))
        return kept

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Script":
        """A script from what `to_dict` gave. It was checked when it was loaded and is not checked again."""
        rules = GroundRules.from_dict(kept["ground_rules"])
        rounds = tuple(_round(entry) for entry in kept["rounds"])
        plain = {"languages": tuple(kept["languages"]), "ground_rules": rules, "rounds": rounds}
        return cls(**{**kept, **plain})


class ScriptBroken(Broken):
    """A script that cannot be used. Says the file and, for each fault, the key and what to do about it."""


def scripts(folder: Path = FOLDER) -> list[str]:
    """Names of the scripts there are: the folder is the list."""
    return shapes.names(folder)


def load(path: Path | str) -> Script:
    """The script of a TOML file, or of a name from `scripts()`. Raises ScriptBroken with every fault."""
    file = Path(path)
    if isinstance(path, str) and file.suffix != ".toml":
        return _shipped(path)
    return _load(file, ())


def read(content: bytes, file: str, *, named: str = "") -> Script:
    """The script in a TOML file's content; `file` is what refusals call it, `named` the id it must have.

    It may be based on a script that comes with aplis. Raises ScriptBroken with every fault.
    """
    return _read(content, file, named, _shipped)


def with_rules(script: Script, rules: GroundRules) -> Script:
    """The script with another rule set, in the script's languages.

    Raises ValueError where the rules lack one of them.
    """
    if not set(script.languages) <= set(rules.languages):
        raise ValueError("languages")
    return dataclasses.replace(script, ground_rules=rules.only(script.languages))


def said(texts: Said, language: str) -> str:
    """The words in a language; failing that in English; failing that in the first there is."""
    for wanted in (language, "en"):
        if wanted in texts:
            return texts[wanted]
    return next(iter(texts.values()), "")


@cache
def _shipped(name: str) -> Script:
    return _load(FOLDER / f"{name}.toml", ())


def _load(file: Path, within: Sequence[str]) -> Script:
    """`within` are the scripts that are based on this one, on the way here."""

    def base(name: str) -> Script:
        beside = file.with_name(f"{name}.toml")
        if name in (*within, file.stem) and name not in scripts():
            what, remedy = N_("This leads back to %(id)s itself."), N_("Build on a script that stands alone.")
            raise ScriptBroken(file.name, [Finding("based_on", what, remedy, {"id": name})])
        if name in (*within, file.stem) or not beside.exists():
            return _shipped(name)
        return _load(beside, (*within, file.stem))

    return _read(shapes.content(file, ScriptBroken), file.name, file.stem, base)


def _read(content: bytes, file: str, named: str, base: Callable[[str], Script]) -> Script:
    data = shapes.toml(content, file, ScriptBroken)
    data, unlike = built(data, _base(data["based_on"], file, base) if "based_on" in data else {})
    data, ruleless = with_named_rules(data)
    told = tuple(fault.key.removesuffix("like") for fault in (*unlike, *ruleless))
    _refuse(file, [*unlike, *ruleless, *(f for f in shape_faults(data) if not f.key.startswith(told))])
    script = Script.from_dict(data)
    misnamed = [shapes.misnamed(script.id, file)] if named and script.id != named else []
    _refuse(file, [*misnamed, *(one for one in script.findings() if one.level == "fault")])
    return script


def _base(name: Any, file: str, base: Callable[[str], Script]) -> dict[str, Any]:
    if not isinstance(name, str) or not shapes.NAME.fullmatch(name):
        raise ScriptBroken(file, list(shapes.name(name, "based_on")))
    return base(name).to_dict()


def _refuse(file: str, faults: Sequence[Finding]) -> None:
    if faults:
        raise ScriptBroken(file, faults)


def _round(entry: Mapping[str, Any]) -> Round:
    lists = {key: tuple(entry.get(key, ())) for key in ("sections", "say", "ask", "asks")}
    return Round(**{"least": (entry["minutes"] + 1) // 2, **entry, **lists})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _round_faults(script: Script) -> Iterator[Finding]:
    ids = [step.id for step in script.rounds]
    for index, step in enumerate(script.rounds):
        at = f"rounds[{index}]"
        if step.id in ids[:index]:
            what = N_("%(id)s is the name of an earlier round.")
            yield Finding(f"{at}.id", what, N_("Choose another."), {"id": step.id})
        asked = {language for language, text in step.prompt.items() if QUESTION in text}
        for language in sorted(set(script.languages) - asked if asked else ()):
            what = N_("{question} stands in other languages, and not in this one.")
            remedy = N_("Write {question} in every language or in none.")
            yield Finding(f"{at}.prompt.{language}", what, remedy)
