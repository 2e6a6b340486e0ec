"""What tells of a person in what was said: found, replaced or left, and noted as looked through."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from analysis.pseudonyms import Confidence, Find, Kind, placeholder
from analysis.words import Sentence
from facilitator import finding, model, release, researched
from facilitator.keeping import answered
from facilitator.replacing import replace
from facilitator.session import Stale
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NotYours, WordsRefused

MARKED = Sentence("A person marked it.")
MOST_AT_ONCE = 40  # decisions over one line: more is nobody's typing


@dataclass(frozen=True, order=True)
class Span:
    """`text[start:end]` tells of a person, in this way."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Decision:
    """What somebody decided of one find while typing: replaced by its placeholder, or left as it is."""

    kind: Kind
    replaced: bool


class PersonalReviews:
    def __init__(self, store: Store, *, clock: Callable[[], datetime] = model.now) -> None:
        self.store = store
        self.clock = clock

    def settle(
        self, id: str, seen: str, replacing: Iterable[Span] = (), *, through: bool, who: str = ""
    ) -> None:
        """Replace these spans of the words that were `seen` (their digest); `through`: nothing else in them
        tells of a person, as far as this reviewer sees, and finds that were not chosen are left.

        In a sealed sitting too: this corrects nothing, it takes a name away. Raises Stale where the words
        changed meanwhile, NotYours where there are none, WordsRefused where the spans do not fit.
        """

        def act(work: Work) -> None:
            said = _there(work, id, seen)
            language = finding.language(work, said)
            chosen = sorted(set(replacing))
            if through:
                self._left(work, said, chosen, who)
            self._replace(work, said, [_find(span, language) for span in chosen], who)
            if through:
                row = {"contribution_id": id, "sha256": release.digest(said.text)}
                work.put(researched.PersonalReview(**row, who=who, at=self.clock()))

        answered(self.store, act)

    def spans(self, id: str, seen: str) -> list[Span]:
        """All that the finder sees in these words. Raises Stale, NotYours."""
        with self.store.read() as work:
            said = _there(work, id, seen)
            finds = finding.found(said.text, finding.language(work, said))
        return [Span(one.start, one.end, one.kind) for one in finds]

    def everywhere(self, id: str, seen: str, words: str, kind: Kind, *, who: str = "") -> None:
        """Replace these words wherever they stand in the text, as they were typed. Raises as `settle`;
        WordsRefused where they are not in it."""
        with self.store.read() as work:
            text = _there(work, id, seen).text
        spans = _occurrences(text, words.strip(), kind)
        if not spans:
            raise WordsRefused("not_in_it")
        self.settle(id, seen, spans, through=False, who=who)

    def while_typing(self, session: str, id: str, decided: Sequence[Decision], *, who: str = "") -> None:
        """Note what the recorder decided of a line before it was kept. Raises NotYours."""

        def act(work: Work) -> None:
            said = work.contribution(id)
            if said is None or said.session_id != session:
                raise NotYours
            language = finding.language(work, said)
            for one in decided[:MOST_AT_ONCE]:
                self._note(work, id, one.kind, placeholder(one.kind, language) if one.replaced else "", who)

        answered(self.store, act)

    def _replace(self, work: Work, said: model.Contribution, finds: Sequence[Find], who: str) -> None:
        try:
            replace(work, said, finds)
        except ValueError as misfit:
            raise WordsRefused("spans") from misfit
        for one in finds:
            self._note(work, said.id, one.kind, one.placeholder, who)

    def _left(self, work: Work, said: model.Contribution, chosen: Sequence[Span], who: str) -> None:
        for found in finding.found(said.text, finding.language(work, said)):
            if all(found.end <= one.start or one.end <= found.start for one in chosen):
                self._note(work, said.id, found.kind, "", who)

    def _note(self, work: Work, id: str, kind: Kind, instead: str, who: str) -> None:
        work.add(
            researched.Replacement(
                contribution_id=id, kind=kind, placeholder=instead, who=who, at=self.clock()
            )
        )


def _there(work: Work, id: str, seen: str) -> model.Contribution:
    said = work.contribution(id)
    if said is None or not said.text:
        raise NotYours
    if release.digest(said.text) != seen:
        raise Stale
    return said


def _find(span: Span, language: str) -> Find:
    if span.start >= span.end:
        raise WordsRefused("spans")
    word = placeholder(span.kind, language)
    return Find(span.start, span.end, span.kind, word, Confidence.SURE, MARKED)


def _occurrences(text: str, words: str, kind: Kind) -> list[Span]:
    spans, at = [], text.find(words) if words else -1
    while at >= 0:
        spans.append(Span(at, at + len(words), kind))
        at = text.find(words, at + len(words))
    return spans
