"""What there is to choose from: exporters and embedders, ours first, then what others have installed."""

import importlib
from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, cast

from analysis.exporters import Exporter

if TYPE_CHECKING:
    from analysis.embedders import Embedder

EXPORTERS: Mapping[str, str] = {
    "html": "analysis.exporters.html_page",
    "markdown": "analysis.exporters.markdown",
    "csv": "analysis.exporters.csv_table",
    "jsonl": "analysis.exporters.json_lines",
    "xlsx": "analysis.exporters.xlsx",
    "qdc": "analysis.exporters.refi_qda:CODEBOOK",
    "qdpx": "analysis.exporters.refi_qda:PROJECT",
    "qdpx-crlf": "analysis.exporters.refi_qda:PROJECT_CRLF",
    "docx": "analysis.exporters.docx",
    "pdf": "analysis.exporters.pdf",
    "archive": "analysis.exporters.archive:ARCHIVE",
}
EMBEDDERS: Mapping[str, str] = {
    "e5": "analysis.embedders.e5:E5",
    "sentence-transformers": "analysis.embedders.sentences:SentenceTransformers",
}


class NoSuch(LookupError):
    """There is nothing of that name. The message says what there is."""


def exporter(name: str) -> Exporter:
    """The exporter of that name. Raises NoSuch."""
    return cast(Exporter, _found(name, EXPORTERS, "aplis.exporters"))


def exporter_for(ending: str) -> Exporter:
    """The exporter that writes files with that ending (".html"). Raises NoSuch."""
    by_ending = {one.ENDING: one for one in map(exporter, reversed(_names(EXPORTERS, "aplis.exporters")))}
    if ending.lower() not in by_ending:
        raise NoSuch(", ".join(sorted(by_ending)))
    return by_ending[ending.lower()]


def embedder(name: str) -> "Embedder":
    """A new embedder of that name; what stands after a colon (the folder of a model) is given to it.

    Raises NoSuch; CannotRead where it says in a sentence why it cannot be had.
    """
    from analysis.embedders.plugged import Embeds, Plugged

    name, _, rest = name.partition(":")
    make = _found(name, EMBEDDERS, "aplis.embedders")
    if not callable(make):
        raise NoSuch(name)
    if name == "e5":
        return cast("Embedder", make())
    return Plugged(cast(Embeds, make(rest) if rest else make()), name, _version(name))


def _version(name: str) -> str:
    """The version of the package that brings an embedder."""
    known = (point.dist for point in entry_points(group="aplis.embedders") if point.name == name)
    return next((package.version for package in known if package), "")


def _found(name: str, ours: Mapping[str, str], group: str) -> object:
    if name in ours:
        module, _, inside = ours[name].partition(":")
        found = importlib.import_module(module)
        return getattr(found, inside) if inside else found
    for point in entry_points(group=group):
        if point.name == name:
            return point.load()
    raise NoSuch(", ".join(_names(ours, group)))


def _names(ours: Mapping[str, str], group: str) -> list[str]:
    return [*ours, *(point.name for point in entry_points(group=group) if point.name not in ours)]
