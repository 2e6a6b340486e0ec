"""The list of events lives in the code; the docs and the phones follow it."""

import re
from pathlib import Path

from facilitator.events import EVENTS, Role

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `([a-z.]+)` \| ([a-z, ]+) \| ([a-z_, –]+) \|", re.MULTILINE)
HANDLER = re.compile(r'^\s*"([a-z]+\.[a-z]+)"\s*[:(]', re.MULTILINE)


def documented():
    rows = ROW.findall((ROOT / "docs/events.md").read_text("utf-8"))
    return {name: (roles.split(", "), fields) for name, roles, fields in rows}


def test_every_event_stands_in_the_docs_as_it_is():
    """Name, who hears it, and what it carries; none missing, none made up."""
    said = documented()
    assert set(said) == set(EVENTS)
    for name, event in EVENTS.items():
        roles, fields = said[name]
        assert sorted(roles) == sorted(role.value for role in event.heard_by), name
        assert fields == (", ".join(event.model_fields) or "–"), name


def test_phones_handle_what_they_hear_and_nothing_else():
    """Each event that phones may hear has its handler on the phone, and each handler is an event."""
    handled = set(HANDLER.findall((ROOT / "participant_ui/static/js/room.js").read_text("utf-8")))
    heard = {name for name, event in EVENTS.items() if Role.PHONES in event.heard_by}
    assert handled == heard
