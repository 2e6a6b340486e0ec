"""The five questions a recorder answers at the end; two may answer at once, and nobody's text goes unseen."""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator import codes, model, session
from facilitator.events import SummaryAnswered
from facilitator.keeping import answered, cleaned
from facilitator.saying import N_
from facilitator.store import Store
from facilitator.work import Work

ASKED = {
    "topics": N_("What did the circle mostly talk about?"),
    "agreement": N_("On what did people agree, and on what not?"),
    "differences": N_("What were the main differences in how they see it?"),
    "open": N_("What stayed unclear, or was not talked about?"),
    "further": N_("What needs more talk, and by whom?"),
}
QUESTIONS = tuple(ASKED)


@dataclass(frozen=True)
class Given:
    """An answer as a screen gives it; `seen` is the version of the text that it changes."""

    text: str
    seen: str


class Summary:
    def __init__(self, store: Store) -> None:
        self.store = store

    def answer(self, id: str, given: Mapping[str, Given]) -> dict[str, str]:
        """Keep these answers by question; the last one counts, once its writer has seen what it replaces.

        Returns the texts that came meanwhile from another screen and were not seen: those questions were
        left as they are, and whoever gives the same answer again, having seen them, replaces them.
        Raises NoSuchSeat, NotNow, WordsRefused.
        """
        texts = {question: _cleaned(one.text) for question, one in given.items() if question in QUESTIONS}

        def act(work: Work) -> dict[str, str]:
            row = work.sitting(id)
            session.must_not_be_sealed(row.sealed_at is not None)
            stored = {one.question: one.text for one in work.rows(model.SummaryAnswer, session_id=id)}
            unseen = {}
            for question, text in texts.items():
                before = stored.get(question, "")
                if may_replace(before, text, given[question].seen):
                    _write(work, id, question, before=before, text=text)
                elif text != before and version(text) != given[question].seen:
                    unseen[question] = before
            return unseen

        return answered(self.store, act)


def answers(work: Work, id: str) -> dict[str, str]:
    """What was answered, by question, in the order of the questions; those without an answer are left out."""
    stored = {one.question: one.text for one in work.rows(model.SummaryAnswer, session_id=id)}
    return {question: stored[question] for question in QUESTIONS if stored.get(question)}


def settle(work: Work, id: str) -> None:
    """The date until which words are kept has come: the recorder's own go too."""
    if work.rows(model.SummaryAnswer, session_id=id):
        work.drop(model.SummaryAnswer, session_id=id)
        work.erased = True


def version(text: str) -> str:
    """Names a text, so that a screen can say which one it changed."""
    return codes.digest(text)[:16]


def may_replace(stored: str, text: str, seen: str) -> bool:
    """Is `text` a change of what its writer saw, and is what they saw what stands there?"""
    return version(text) != seen and version(stored) == seen


def _write(work: Work, id: str, question: str, *, before: str, text: str) -> None:
    work.put(model.SummaryAnswer(session_id=id, question=question, text=text))
    work.erased = work.erased or bool(before)  # what was corrected away stays nowhere
    work.note(id, SummaryAnswered(question=question))


def _cleaned(text: str) -> str:
    return cleaned(text) if text.strip() else ""
