"""Files of others as a corpus: notes, transcripts, workbooks; one file of ours for each kind of theirs."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from analysis.corpus import Reading
from analysis.words import CannotRead

READERS: Mapping[str, str] = {
    ".docx": "word",
    ".docm": "word",
    ".txt": "plain_text",
    ".text": "plain_text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".vtt": "subtitles",
    ".srt": "subtitles",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
}
"""Ending to the module here that reads it: each has `read(content, path, text=None) -> Reading`."""

OTHERS: Mapping[str, str] = {
    ".doc": ".docx",
    ".odt": ".docx",
    ".rtf": ".docx",
    ".pages": ".docx",
    ".pdf": ".txt",
    ".xls": ".xlsx",
    ".ods": ".xlsx",
    ".numbers": ".xlsx",
}
"""Endings that nothing here reads, and what their programs can save instead."""

Reader = Callable[[bytes, Path, str | None], Reading]


def reader_for(ending: str, file: str) -> Reader | None:
    """Who reads files with this ending; None for tables and JSON, which analysis.corpus reads.

    Raises CannotRead for a kind that has to be saved as another first.
    """
    ending = ending.lower()
    if ending in OTHERS:
        raise CannotRead(
            "{file} is of a kind that is not read here. Open it in its program and save it as {ending}.",
            file=file,
            ending=OTHERS[ending],
        )
    if ending not in READERS:
        return None
    read: Reader = import_module(f"analysis.readers.{READERS[ending]}").read
    return read
