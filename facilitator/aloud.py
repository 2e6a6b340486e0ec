"""The journal read aloud to one kind of screen, with the words as they stand now."""

from typing import Any

from facilitator import model, reading
from facilitator.events import EVENTS, Role
from facilitator.work import Told, Work


def hears(role: Role, name: str) -> bool:
    return role in EVENTS[name].heard_by


def journal(work: Work, session: str, after: int, role: Role) -> list[Told]:
    """Entries after number `after` that this role may hear. What was taken back is silent here too."""
    entries = [e for e in work.journal(session, after) if hears(role, e.name)]
    words = work.words({e.body["id"] for e in entries if "text" in EVENTS[e.name].model_fields})
    told = (_filled(work, e, words) for e in entries)
    return [t for t in told if t.body.get("text") != ""]


def _filled(work: Work, entry: model.JournalEntry, words: dict[str, str]) -> Told:
    fields: dict[str, Any] = {}
    if "text" in EVENTS[entry.name].model_fields:
        fields["text"] = words.get(entry.body["id"], "")
    if "themes" in EVENTS[entry.name].model_fields and entry.name == "themes.shown":
        fields["themes"] = [vars(t) for t in reading.shown(work, entry.session_id)]
    return Told(entry.session_id, entry.seq, entry.name, entry.body | fields, entry.at)
