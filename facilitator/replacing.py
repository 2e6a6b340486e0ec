"""Somebody's words give way to pseudonyms: their place in themes stays, quotes move with the words."""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.deciding import span_sum
from analysis.pseudonyms import Find, moved, replaced
from facilitator import model, researched, showing, theme_names
from facilitator.events import ContributionMended
from facilitator.reading import quotable
from facilitator.session import Visibility
from facilitator.work import Work

MARKS = ("mark", "unmark")
"""Acts of the reading desk that name a span of somebody's words."""


def replace(work: Work, said: model.Contribution, accepted: Sequence[Find]) -> None:
    """Put each find's placeholder where it stands; what stood there is nowhere in the file from then on.

    Every quote, draft and mark made of these words stays the same span of them. A theme's name loses what
    only the replaced words gave it. Raises ValueError where two overlap or one lies outside.
    """
    words = replaced(said.text, accepted)
    if words == said.text:
        return
    _follow(work, said, words, accepted)
    work.drop(model.Vector, contribution_id=said.id)
    work.erased = True
    said.text = words
    if showing.unlike(work, said):
        showing.stand_alone(work, said)
    may = quotable(said, {p.id for p in work.participants(said.session_id) if p.may_quote})
    work.note(said.session_id, ContributionMended(id=said.id, quotable=may, text=words))
    if said.visibility is Visibility.RELEASED:
        showing.show_again(work, said)


def _follow(work: Work, said: model.Contribution, words: str, accepted: Sequence[Find]) -> None:
    """Whatever knows a span of these words by its place."""

    def theme(one: Mapping[str, Any], members: Sequence[str]) -> dict[str, Any]:
        if not theme_names.touched(one, members, {said.id}):
            return dict(one)
        quotes = [_span(q, accepted) if q["contribution"] == said.id else q for q in one["quotes"]]
        return theme_names.changed(one, said.id, words) | {"quotes": quotes}

    for reading in _readings(work, said):
        reading.themes = [theme(one, one["members"]) for one in reading.themes]
    for draft in work.rows(model.CheckedTheme, session_id=said.session_id):
        draft.labels = theme(draft.labels, draft.members)
    for entry in (row for act in MARKS for row in work.rows(researched.DeskEntry, act=act)):
        if entry.body.get("contribution") == said.id:
            entry.body = _marked(entry.body, said.text, words, accepted)


def _readings(work: Work, said: model.Contribution) -> list[model.Reading | researched.SeriesReading]:
    own = work.reading(said.session_id)
    return [*work.rows(researched.SeriesReading), *([own] if own else [])]


def _marked(body: Mapping[str, Any], old: str, words: str, accepted: Sequence[Find]) -> dict[str, Any]:
    """The mark on the new words; what it keeps of the old ones goes, also where it stood on them no more."""
    now = _span(body, accepted)
    if body.get("sha256"):
        stood = body["sha256"] == span_sum(old[body["start"] : body["end"]])
        now["sha256"] = span_sum(words[now["start"] : now["end"]] if stood else "")
    return now


def _span(span: Mapping[str, Any], accepted: Sequence[Find]) -> dict[str, Any]:
    start, end = moved(span["start"], span["end"], accepted)
    return {**span, "start": start, "end": end}
