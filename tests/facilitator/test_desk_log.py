"""The log of the reading desk as a report tells it: what was done, and what was taken back."""

from dataclasses import replace

from told_series import made

from analysis.appendix import appendix
from analysis.deciding import Entry, history
from analysis.exporters.blocks import Table
from analysis.exporters.decisions import log_rows
from analysis.exporters.telling import Telling
from facilitator.desk_log import told

DONE = [
    ("refuse", {"theme": "well", "refused": True}),
    ("refuse", {"theme": "well", "refused": False}),
    ("pin", {"members": ["1-1"], "pinned": False}),
    ("reject", {"members": ["1-1"], "rejected": False}),
    ("rename", {"theme": "well", "names": {"en": "the well"}}),
]


def test_setting_aside_and_bringing_back_are_two_decisions() -> None:
    """In the log of every file and in the appendix each stands by its own words."""
    lines = [Entry(n, act, body, "Anna", "", "2026-11-02") for n, (act, body) in enumerate(DONE, start=1)]
    tell = Telling(replace(made(), log=told(history(lines))))
    assert [row[2] for row in log_rows(tell)] == [
        *("theme set aside", "theme brought back", "no longer pinned", "brought back in", "theme renamed"),
    ]
    decisions = next(part for part in appendix(tell).sections if part.id == "decisions")
    kinds = next(block for block in decisions.blocks if isinstance(block, Table))
    assert ["Themes set aside", "1"] in kinds.rows and ["Themes brought back", "1"] in kinds.rows
