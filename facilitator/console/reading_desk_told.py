"""The log of decisions in words: what somebody decided, of which themes and contributions."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from analysis.deciding import Entry
from analysis.deciding.history import REDO, UNDO
from facilitator.reading_desk import Desk
from facilitator.reading_deskview import codes, facets, theme_name
from participant_ui import i18n
from participant_ui.i18n import N_, gettext, ngettext

SHORT = 80  # letters of an insight
NAME = 60  # letters of a theme's name
FEW = 3  # so many contributions are told one by one

HEADS: Mapping[str, str] = {
    "rename": N_("Theme renamed to “%(name)s”"),
    "merge": N_("Joined into “%(theme)s”"),
    "split": N_("Split off from “%(theme)s” as “%(name)s”"),
    "create": N_("New theme “%(name)s”"),
    "move": N_("Moved to “%(theme)s”"),
    "move_out": N_("Taken out of all themes"),
    "assign": N_("Put into “%(theme)s” as well"),
    "unassign": N_("Taken out of “%(theme)s”"),
    "pin": N_("Pinned where it is"),
    "pin_not": N_("No longer pinned"),
    "mark": N_("Marked as a quote for “%(theme)s”"),
    "unmark": N_("No longer a quote for “%(theme)s”"),
    "reject": N_("Left out of everything"),
    "reject_not": N_("Brought back in"),
    "refuse": N_("Theme set aside: “%(theme)s”"),
    "refuse_not": N_("Theme brought back: “%(theme)s”"),
    "memo": N_("Memo"),
    "memo_theme": N_("Memo on “%(theme)s”"),
    "define": N_("What belongs in “%(theme)s”, written down"),
    "code": N_("Coded %(codes)s"),
    "code_not": N_("Codes taken away"),
    "tell_trust_object": N_("Whose trust it is about: %(value)s"),
    "tell_valence": N_("Which way it points: %(value)s"),
    "advance": N_("Now “%(state)s”"),
    "advance_theme": N_("Theme “%(theme)s” is now “%(state)s”"),
    "insight": N_("Key insight written"),
    "insight_not": N_("Key insight taken away"),
    "read_first": N_("First reading"),
    "read": N_("Read anew"),
    "undo": N_("Undone"),
    "redo": N_("Done again"),
    "other": N_("A decision made elsewhere"),
}
STATES: Mapping[str, str] = {
    "": N_("machine-suggested"),
    "human-coded": N_("human-coded"),
    "reviewed": N_("reviewed"),
    "released": N_("released"),
}
OF_THEMES = ("rename", "refuse", "advance_theme", "define")
"""Acts that speak of a theme: whose members were noted with them is no part of what was decided."""
OFF = {"pin": "pinned", "reject": "rejected", "refuse": "refused", "code": "codes"}
"""Acts that say something else where this is empty."""


@dataclass(frozen=True)
class Line:
    """One decision as a page says it; `undone` later on. `at` is day and hour by the laptop's own clock;
    `whole` says the same with long names of themes uncut."""

    seq: int
    words: str
    whole: str
    who: str
    why: str
    at: str
    undone: bool


@dataclass(frozen=True)
class Telling:
    """Names for what a log speaks of: contributions by reference, themes and codes by name; `of` what each
    undo took back and each redo did again."""

    called: Mapping[str, str]
    themes: Mapping[str, str]
    codes: Mapping[str, str]
    of: Mapping[int, Entry] = field(default_factory=dict)
    facets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    longest: int | None = NAME

    def line(self, entry: Entry) -> Line:
        at = datetime.fromisoformat(entry.at).astimezone().strftime("%Y-%m-%d %H:%M")
        whole = replace(self, longest=None).words(entry)
        return Line(entry.seq, self.words(entry), whole, entry.who, entry.why, at, entry.undone)

    def words(self, entry: Entry) -> str:
        """What was decided, in the reader's language: "Moved to “Roads”: 3-17"."""
        head = gettext(HEADS[_head(entry)], **self._places(entry.body))
        what = self._what(entry)
        return f"{head}: {what}" if what else head

    def _places(self, body: Mapping[str, Any]) -> dict[str, str]:
        theme = body.get("theme") or body.get("into") or body.get("to") or body.get("id") or ""
        names = body.get("names") or {}
        return {
            "theme": self._theme(str(theme)),
            "name": self._cut(str(names.get(i18n.language()) or next(iter(names.values()), ""))),
            "codes": ", ".join(self.codes.get(code, code) for code in body.get("codes", ())),
            "value": self._value(body) if "facet" in body else "",
            "state": gettext(STATES.get(str(body.get("state", "")), "")),
        }

    def _value(self, body: Mapping[str, Any]) -> str:
        named = self.facets.get(str(body["facet"]), {})
        return named.get(str(body["value"]), str(body["value"])) or gettext("Cannot be told")

    def _theme(self, id: str) -> str:
        return self._cut(self.themes.get(id, id))

    def _cut(self, name: str) -> str:
        if self.longest is None or len(name) <= self.longest:
            return name
        return f"{name[: self.longest - 1].rstrip()}…"

    def _what(self, entry: Entry) -> str:
        body = entry.body
        if entry.seq in self.of:
            return self.words(self.of[entry.seq])
        if entry.act == "merge":
            return ", ".join(f"“{self._theme(id)}”" for id in body["themes"] if id != body["into"])
        if entry.act == "memo":
            return self._refs([body["id"]]) if body["kind"] == "contribution" else ""
        if entry.act == "insight":
            return textwrap.shorten(next(iter(body["text"].values()), ""), SHORT, placeholder=" …")
        if entry.act in OF_THEMES:
            return ""
        return self._refs(body.get("members") or [body[one] for one in ("contribution",) if one in body])

    def _refs(self, ids: Sequence[str]) -> str:
        if len(ids) > FEW:
            return ngettext("%(num)s contribution", "%(num)s contributions", len(ids))
        return ", ".join(self.called.get(id, gettext("taken back since")) for id in ids)


def is_about(entry: Entry, id: str) -> bool:
    """Was this decided about the contribution itself, and not about a theme that it lies in?"""
    if entry.act in (*OF_THEMES, "merge"):
        return False
    body = entry.body
    return id in body.get("members", ()) or id in (body.get("contribution"), body.get("id"))


def _head(entry: Entry) -> str:
    body, act = entry.body, entry.act
    if act == "move" and not body.get("to"):
        return "move_out"
    if act == "read" and body.get("version") == 1:
        return "read_first"
    if act == "memo" and body.get("kind") == "theme":
        return "memo_theme"
    if (act in OFF and not body.get(OFF[act])) or (act == "insight" and body.get("gone")):
        return f"{act}_not"
    if act == "tell":
        act = f"tell_{body.get('facet')}"
    return act if act in HEADS else "other"


def telling(desk: Desk) -> Telling:
    """Names as they are now; of a theme that is no more, as it was called last in the log."""
    language = i18n.language()
    themes = {theme.id: theme_name(theme, language) for theme in desk.found} | _named_in(desk.log, language)
    themes |= {
        theme.id: theme_name(theme, language) for theme in (*desk.report.rejected, *desk.report.themes)
    }
    named = {id: line.name for id, line in codes(desk.report, language).items()}
    return Telling(desk.called, themes, named, _taken_back(desk.log), facets(desk.report, language))


def _taken_back(log: Sequence[Entry]) -> dict[int, Entry]:
    """By the line of an undo or redo, the decision it was about: as analysis.deciding goes through it."""
    holds: list[Entry] = []
    undone: list[Entry] = []
    of: dict[int, Entry] = {}
    for entry in log:
        if entry.act not in (UNDO, REDO):
            holds.append(entry)
            undone.clear()
            continue
        from_, to = (holds, undone) if entry.act == UNDO else (undone, holds)
        if len(from_) > (entry.act == UNDO):
            to.append(from_.pop())
            of[entry.seq] = to[-1]
    return of


def _named_in(log: Sequence[Entry], language: str) -> dict[str, str]:
    """What people called themes, by id, the last name last."""
    named: dict[str, str] = {}
    for entry in log:
        names = entry.body.get("names") or {}
        id = str(entry.body.get("new") or entry.body.get("theme", ""))
        if id and names:
            named[id] = names.get(language) or next(iter(names.values()))
    return named
