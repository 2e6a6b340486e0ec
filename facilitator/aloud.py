"""The journal read aloud to one kind of screen, with the words as they stand now."""

from collections.abc import Mapping
from typing import Any

from facilitator import model, reading, wall
from facilitator.events import EVENTS, Role, ThemesShown, WordsRevealed
from facilitator.script import Script
from facilitator.work import Told, Work
from participant_ui.port import Phones, Stage


def hears(role: Role, name: str) -> bool:
    return role in EVENTS[name].heard_by


def aside(work: Work, session: str) -> bool:
    """Do the phones of this session lie aside now? Then they hear only that the circle turns."""
    row = work.session(session)
    if row is None or row.stage is not Stage.OPEN or not row.round_open:
        return False
    return Script.from_dict(row.script).rounds[row.round].phones == Phones.AWAY


def missed(work: Work, session: str, after: int, role: Role) -> list[Told]:
    """What a screen that comes back is told: all of `journal`; phones that lie aside, up to the last turn."""
    told = journal(work, session, after, role)
    if role is not Role.PHONES or not aside(work, session):
        return told
    turns = [at for at, entry in enumerate(told) if EVENTS[entry.name].turn]
    return told[: turns[-1] + 1] if turns else []


def journal(work: Work, session: str, after: int, role: Role) -> list[Told]:
    """Entries after number `after` that this role may hear; what was hidden or taken back is silent."""
    entries = [e for e in work.journal(session, after) if hears(role, e.name)]
    said = work.these({id for e in entries for id in _whose(e)})
    seen = {id: c for id, c in said.items() if wall.before(c, role)}
    told = (_filled(work, e, seen, role) for e in entries)
    return [t for t in told if t is not None and t.body.get("text") != ""]


def _whose(entry: model.JournalEntry) -> list[str]:
    """The contributions whose words the entry speaks."""
    if entry.name == WordsRevealed.name:
        return list(entry.body["order"])
    return [entry.body["id"]] if "text" in EVENTS[entry.name].model_fields else []


def _filled(
    work: Work, entry: model.JournalEntry, seen: Mapping[str, model.Contribution], role: Role
) -> Told | None:
    fields: dict[str, Any] = {}
    if entry.name == WordsRevealed.name:
        fields["words"] = _cards(work, entry, seen)
    elif "text" in EVENTS[entry.name].model_fields:
        fields["text"] = seen[entry.body["id"]].text if entry.body["id"] in seen else ""
    if entry.name == ThemesShown.name:
        fields["themes"] = [vars(t) for t in reading.shown(work, entry.session_id)]
    body = EVENTS[entry.name].told_to(role, entry.body | fields)
    return None if body is None else Told(entry.session_id, entry.seq, entry.name, body, entry.at)


def _cards(
    work: Work, entry: model.JournalEntry, seen: Mapping[str, model.Contribution]
) -> list[dict[str, Any]]:
    """Those of the revealed words that are still cards of their own."""
    heads = [seen[id] for id in entry.body["order"] if id in seen and seen[id].joined_to is None]
    several = wall.several(work.contributions(entry.session_id))
    return [wall.as_news(c, several) for c in heads]
