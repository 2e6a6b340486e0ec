"""Which paragraphs of a Word document are headings, its title or its table of contents."""

import re
from typing import Any

from analysis.readers.packages import value

_HEADING = re.compile(r"heading [1-9]\Z")
_DEEPEST = 12  # styles that build on one another


class Styles:
    """Built-in styles keep their English name in every language of the program; others build on them."""

    def __init__(self, tree: Any) -> None:
        self._names: dict[str, str] = {}
        self._based: dict[str, str] = {}
        self._outlined: set[str] = set()
        for style in tree.iterfind("{*}style") if tree is not None else ():
            id, name, based = value(style, "styleId"), style.find("{*}name"), style.find("{*}basedOn")
            self._names[id] = value(name, "val").casefold() if name is not None else ""
            if based is not None:
                self._based[id] = value(based, "val")
            if _outlined(style):
                self._outlined.add(id)

    def kind(self, paragraph: Any) -> str:
        """heading, title, contents, or "" for a paragraph like any other."""
        if _outlined(paragraph):
            return "heading"
        named = paragraph.find("{*}pPr/{*}pStyle")
        id = value(named, "val") if named is not None else ""
        for _ in range(_DEEPEST):
            name = self._names.get(id, "")
            if _HEADING.match(name) or id in self._outlined:
                return "heading"
            if name in ("title", "subtitle"):
                return "title"
            if name.startswith("toc ") or name == "toc heading":
                return "contents"
            id = self._based.get(id, "")
            if not id:
                break
        return ""


def _outlined(element: Any) -> bool:
    level = element.find("{*}pPr/{*}outlineLvl")
    return level is not None and value(level, "val") in tuple("012345678")
