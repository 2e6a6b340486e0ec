"""Ground rules in versioned sets: which words a circle agreed to, and where they come from."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from facilitator import shapes
from facilitator.shapes import Broken, Check

Said = Mapping[str, str]
FOLDER = Path(__file__).parent / "rules"
OWN = "own"


class RulesBroken(Broken):
    """A rule set that cannot be used."""


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

    @property
    def languages(self) -> list[str]:
        """Those in which every rule stands, in the order of the first."""
        first, *others = self.rules
        return [language for language in first if all(language in rule for rule in others)]

    def only(self, languages: Iterable[str]) -> "GroundRules":
        """The same rules in these languages alone."""
        wanted = tuple(languages)
        return dataclasses.replace(
            self,
            rules=tuple(_only(rule, wanted) for rule in self.rules),
            title=_only(self.title, wanted),
        )

    def reworded(self, rules: Sequence[Said]) -> "GroundRules":
        """The set in somebody's own words: the record says which set it was made from, and that it was."""
        if tuple(rules) == tuple(self.rules):
            return self
        return dataclasses.replace(self, rules=tuple(rules), own=True)

    def to_dict(self) -> dict[str, Any]:
        """Plain lists and dicts, in the shape of the table in a script's file."""
        rules = [dict(rule) for rule in self.rules]
        return {**dataclasses.asdict(self), "rules": rules, "title": dict(self.title)}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "GroundRules":
        return cls(**{**kept, "rules": tuple(kept["rules"])})


def own_rules(rules: Sequence[Said], title: Said) -> GroundRules:
    """Rules that come from no set: written here."""
    return GroundRules(OWN, tuple(rules), title=title, own=True)


def sets(folder: Path = FOLDER) -> list[str]:
    """Names of the rule sets there are: the folder is the list."""
    return shapes.names(folder)


def load(path: Path | str) -> GroundRules:
    """The rule set of a TOML file, or of a name from `sets()`. Raises RulesBroken with every fault."""
    file = Path(path)
    if isinstance(path, str) and file.suffix != ".toml":
        file = FOLDER / f"{path}.toml"
    data = shapes.toml(shapes.content(file, RulesBroken), file.name, RulesBroken)
    spoken = data.pop("languages", None)
    faults = list(shapes.languages(spoken, "languages"))
    faults += rules_shape(shapes.texts(() if faults else spoken), whole=True)(data, "")
    if not faults and data["id"] != file.stem:
        faults.append(shapes.misnamed(data["id"], file.name))
    if faults:
        raise RulesBroken(file.name, faults)
    return GroundRules.from_dict(data)


def rules_shape(said: Check, *, whole: bool = False) -> Check:
    """The keys of a rule set. `whole` is a set in a file of its own: there all but `own` must stand."""
    keys = {
        "id": shapes.name,
        "title": said if whole else shapes.or_none(said),
        "year": shapes.year,
        "own": shapes.flag,
        "rules": shapes.many(said),
    }
    return shapes.table(keys, optional=("own",) if whole else ("title", "year", "own"))


def _only(texts: Said, languages: Sequence[str]) -> Said:
    return {language: texts[language] for language in languages if language in texts}
