"""What people decided, laid over what the machine read; and what it must keep to when it reads again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from hashlib import sha256

from analysis.deciding.acts import apply
from analysis.deciding.desk import Desk
from analysis.deciding.history import Entry
from analysis.known import Known, last_number
from analysis.report import Report


def folded(read: Report, decided: Sequence[Entry]) -> Desk:
    """The desk after these decisions, in their order, over a reading. The same reading and decisions give the
    same desk; what a decision is about and is no longer there is passed over. Raises BadAct."""
    desk = Desk(read)
    for entry in decided:
        apply(desk, entry.act, entry.body)
    return desk


def fingerprint(report: Report) -> str:
    """SHA-256 of all that decisions can change: themes, where contributions are, insights."""
    told = {
        "themes": [asdict(theme) for theme in report.themes],
        "rejected": [asdict(theme) for theme in report.rejected],
        "placed": [asdict(one) for one in report.placed],
        "insights": [asdict(one) for one in report.insights],
    }
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode("utf-8")).hexdigest()


def constraints(desk: Desk) -> dict[str, str]:
    """What a new reading has to keep to, as pins: who was put somewhere by a person is there, and so is
    everybody in a theme that a person named or changed. The machine may add to it and takes nothing away."""
    pinned = {}
    for id, one in desk.placed.items():
        if id in desk.out or one.theme is None:
            continue
        if id in desk.placed_by or one.theme in desk.touched:
            pinned[id] = one.theme
    return pinned


def known_themes(desk: Desk) -> list[Known]:
    """The themes as they are now, so that those which go on keep their ids and places."""
    report = desk.report()
    themes = [*report.themes, *report.rejected]
    return [
        Known(one.id, one.members, one.label, one.labels, [quote.contribution for quote in one.quotes])
        for one in themes
    ]


def settled(found: Report, pinned: Mapping[str, str], before: Sequence[Known]) -> Report:
    """A new reading whose themes that hold pinned contributions carry the id they are pinned to.

    A theme found under such an id elsewhere gets a new one, after all that were ever given.
    """
    theirs: dict[str, str] = {}  # id as found: id as decided
    for theme in found.themes:
        keys = [pinned[id] for id in theme.members if id in pinned]
        if keys:
            theirs[theme.id] = max(sorted(set(keys)), key=keys.count)
    taken = set(theirs.values())
    last = last_number([*before, *(Known(theme.id, ()) for theme in found.themes)])
    for theme in found.themes:
        if theme.id not in theirs and theme.id in taken:
            last += 1
            theirs[theme.id] = f"t{last}"
    if all(id == now for id, now in theirs.items()):
        return found
    return replace(
        found,
        themes=[replace(theme, id=theirs.get(theme.id, theme.id)) for theme in found.themes],
        placed=[replace(one, theme=theirs.get(one.theme or "", one.theme)) for one in found.placed],
        method={**found.method, "last_number": last},
    )
