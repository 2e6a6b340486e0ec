"""Names, numbers and addresses in what researchers typed: a public report waits until all were seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.pseudonyms import Confidence
from analysis.report import Report
from analysis.typed import typed
from facilitator import desk_log, finding, release
from facilitator.keeping import answered
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NotNow

LANE = "free-text"  # of the desk's log: what a person looked at and left as it is
LOOKED = "looked"


@dataclass(frozen=True)
class Waits:
    """A text in which `found` could say who somebody is; `place` as in analysis.typed, `seen` its digest."""

    place: str
    text: str
    found: Sequence[str]
    seen: str


class FreeTextUnseen(NotNow):
    """The report may not go out: `waits` are texts in it that nobody has looked at."""

    def __init__(self, waits: Sequence[Waits]) -> None:
        super().__init__("free_text_unseen")
        self.waits = waits


def must_be_looked_at(work: Work, report: Report, ending: str, language: str) -> None:
    """Raises FreeTextUnseen. `language` is what texts are taken to be in that say nothing of it."""
    if waits := waiting(work, report, ending, language):
        raise FreeTextUnseen(waits)


def waiting(work: Work, report: Report, ending: str, language: str) -> list[Waits]:
    """Texts with finds that are sure or likely, and which nobody left as they are."""
    left = {entry.body["sha256"] for entry in desk_log.lines(work, LANE)}
    waits = []
    for one in typed(report, ending):
        spoken = finding.typed_in(one.text, finding.known(one.language or language))
        finds = [f for f in finding.found(one.text, spoken) if f.confidence is not Confidence.POSSIBLE]
        if finds and (seen := release.digest(one.text)) not in left:
            waits.append(Waits(one.place, one.text, [one.text[f.start : f.end] for f in finds], seen))
    return waits


def leave(store: Store, seen: Iterable[str], *, who: str = "") -> None:
    """A person looked at these texts, told by their digests, and they may stay as they are."""

    def act(work: Work) -> None:
        for one in dict.fromkeys(seen):
            desk_log.add(work, LOOKED, {"sha256": one}, who=who, lane=LANE)

    answered(store, act)
