"""What may leave for everybody to read: a report of which every quote was looked through by a person."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Protocol

from analysis import shown
from analysis.report import Report
from facilitator import researched
from facilitator.work import Work
from participant_ui.port import NotNow

KINDS = {"html": ".html", "jsonl": ".jsonl", "xlsx": ".xlsx"}
"""Kinds of files that ask for the same texts, by an ending of each: documents; codes and data with every
quote; tables, projects and packages with every word."""


def kind_of(ending: str) -> str:
    """The one of KINDS that files with this ending are of."""
    if ending.lower() in shown.WHOLE:
        return "xlsx"
    return "jsonl" if ending.lower() in shown.QUOTING else "html"


class QuotesUnreviewed(NotNow):
    """The report may not go out: `number` of its contributions nobody has looked through as they are now.
    `kind` is the one of KINDS it is of."""

    def __init__(self, number: int, kind: str = "html") -> None:
        super().__init__("quotes_unreviewed")
        self.number = number
        self.kind = kind


def digest(words: str) -> str:
    """By which a review knows the very words it was of."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


class Worded(Protocol):
    """Anything with an id and the words as they are now."""

    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...


def reviewed(work: Work, said: Iterable[Worded]) -> frozenset[str]:
    """The ids of those somebody looked through, and whose words are still the same."""
    kept = {row.contribution_id: row.sha256 for row in work.rows(researched.PersonalReview)}
    return frozenset(c.id for c in said if c.text and kept.get(c.id) == digest(c.text))


def reviewed_as(work: Work, said: Iterable[Worded], called: Mapping[str, str]) -> frozenset[str]:
    """The same for `Report.reviewed`, as the report calls them: `called` by the ids of the file."""
    return frozenset(called[id] for id in reviewed(work, said))


def unreviewed(report: Report, ending: str = "") -> list[str]:
    """Contributions whose words this report shows and nobody has looked through, by its names for them."""
    return shown.unreviewed(report, ending)


def must_be_reviewed(report: Report, ending: str = "") -> None:
    """Raises QuotesUnreviewed, a NotNow("quotes_unreviewed") that says how many."""
    if missing := unreviewed(report, ending):
        raise QuotesUnreviewed(len(missing), kind_of(ending))
