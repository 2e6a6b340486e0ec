"""The method's plain values, for whoever repeats the analysis, under names in the reader's language."""

from collections.abc import Iterator, Mapping
from typing import Protocol

Value = str | int | float | None
_BY_LANGUAGE = (("languages",), ("grouping", "way"))  # what stands under these is told of each language


class Words(Protocol):
    """The words of one language."""

    def __call__(self, template: str, **values: object) -> str: ...

    def language_name(self, language: str) -> str: ...

    def figure(self, value: float, form: str = "0.#") -> str: ...


_DRAFT = "draft - not validated on real circle data, seeds need native review (fi, sv, et, ru especially)"


def particulars(tell: Words, method: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What each value is and the value, both in words; figures have two places."""
    for what, value in values(tell, method):
        if value is None:
            yield what, "–"
        else:
            yield what, tell.figure(value, "0.00") if isinstance(value, float) else str(value)


def values(tell: Words, method: Mapping[str, object]) -> Iterator[tuple[str, Value]]:
    """The same, numbers as numbers; warnings are told elsewhere, and a leakage below nought is chance."""
    names = _names(tell)
    for path, value in _flat((), method):
        if path[0] != "warnings":
            yield _name(tell, path, names), _plain(tell, path, value)


def _flat(before: tuple[str, ...], value: object) -> Iterator[tuple[tuple[str, ...], object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat((*before, str(key)), inner)
    else:
        yield before, value


def _name(tell: Words, path: tuple[str, ...], names: Mapping[tuple[str, ...], str]) -> str:
    """Its name, or the nearest one above it with the rest as it is written: a plug-in may tell more."""
    known = next((path[:n] for n in range(len(path), 0, -1) if path[:n] in names), ())
    rest = path[len(known) :]
    if known in _BY_LANGUAGE:
        rest = tuple(tell.language_name(one) for one in rest)
    return ", ".join([*([names[known]] if known else []), *rest])


def _plain(tell: Words, path: tuple[str, ...], value: object) -> Value:
    if path == ("state",):
        return tell("no") if value == "too few" else tell("yes")
    if path[:2] == ("grouping", "way") and isinstance(value, str):
        return ", ".join(_way(tell, one) for one in value.split(", "))
    if path == ("coding", "status"):
        return tried(tell, str(value))
    if isinstance(value, bool):
        return tell("yes") if value else tell("no")
    if isinstance(value, float):
        return max(0.0, value) if path == ("language_leakage",) else value
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return value if isinstance(value, str | int) else None if value is None else str(value)


def tried(tell: Words, status: str) -> str:
    """How far a codebook is tried, in the reader's words; one that is not ours says so in its own."""
    if status != _DRAFT:
        return status
    return tell(
        "A draft: not tried on the words of real circles, and native speakers have yet to look at its "
        "seed words (Finnish, Swedish, Estonian and Russian above all)."
    )


def _way(tell: Words, way: str) -> str:
    words = {
        "one": tell("all in one"),
        "codebook": tell("by the codebook"),
        "kept to decisions": tell("kept to decisions"),
    }
    return words.get(way, way)


def _names(tell: Words) -> dict[tuple[str, ...], str]:
    return {
        ("aplis",): tell("Version of aplis"),
        ("date",): tell("Date"),
        ("seed",): tell("Starting number (seed)"),
        ("stable",): tell("Stable themes asked for"),
        ("held",): tell("Themes held still while words came"),
        ("embedder",): tell("Language model"),
        ("embedder", "name"): tell("Language model"),
        ("embedder", "fingerprint"): tell("Language model, check sum"),
        ("language_directions",): tell("Directions taken out that tell languages apart"),
        ("theme_map",): tell("Map of meanings, check sum"),
        ("grouping", "way"): tell("Way of grouping"),
        ("grouping", "dimensions"): tell("Dimensions compared"),
        ("grouping", "more"): tell("Fewer or more themes, −2 to 2"),
        ("grouping", "codebook"): tell("Codebook"),
        ("state",): tell("Enough contributions to compare"),
        **_counted(tell),
        ("language_leakage",): tell("How far themes follow language, 0 to 1"),
        ("languages",): tell("Languages"),
        ("last_number",): tell("Last number given to a theme"),
        ("coding", "codebook"): tell("Codebook"),
        ("coding", "status"): tell("Codebook, how far it is tried"),
        ("coding", "coded by a person"): tell("Coded by a person"),
        ("coding", "without a code"): tell("Without a code"),
    }


def _counted(tell: Words) -> dict[tuple[str, ...], str]:
    unsorted = ("counts", "unsorted")
    return {
        ("counts", "contributions"): tell("Contributions"),
        ("counts", "sorted"): tell("In a theme"),
        unsorted: tell("In no theme"),
        (*unsorted, "says nothing"): tell("In no theme: say too little"),
        (*unsorted, "far from all"): tell("In no theme: like none of them"),
        (*unsorted, "no code fits"): tell("In no theme: no code fits"),
        (*unsorted, "too few"): tell("In no theme: too few in their language"),
        ("left_out",): tell("Share in no theme, 0 to 1"),
    }
