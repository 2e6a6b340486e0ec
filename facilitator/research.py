"""The one door from persons to research: what leaves here carries no seat and no name, as consent allows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analysis.codebook import Codebook, load
from analysis.corpus import Contribution, Corpus
from analysis.report import Gone, Placed, Quality, Quote, Report, Theme, Told, name_in, opening
from facilitator import held, model, reading, release
from facilitator.check import REJECTED, carried
from facilitator.reading import Judged
from facilitator.reading_room import CODEBOOK
from facilitator.work import Work
from participant_ui.port import NoSuchSeat, NotNow


def corpus(work: Work, session: str, *, to_keep: bool = False) -> Corpus:
    """What may be read for themes: all that was kept and not taken back, under the ids of the file.

    `to_keep`: for an archive; then only words of people who agreed to that may be quoted, which of the
    recorder's lines nobody did. Raises NoSuchSeat where there is no such session.
    """
    circle = _circle(work, session)
    may = {p.id for p in work.participants(session) if p.may_quote and (p.may_archive or not to_keep)}
    voices: dict[str, str] = {}
    said = [
        without_person(c, circle, voice=voice_of(c, voices), quotable=reading.quotable(c, may))
        for c in work.contributions(session)
        if c.text
    ]
    if to_keep:
        theirs = {c.id for c in work.contributions(session) if c.participant_id in may}
        said = [replace(c, quotable=c.quotable and c.id in theirs) for c in said]
    return Corpus(circle.title, said, circle.question)


def report(work: Work, session: str, language: str = "en", *, to_keep: bool = False) -> Report:
    """The last reading as a report, with the words as they stand now and as consent allows.

    Contributions are called by circle and number ("3-17"), as a reader can find them again. `language` is
    that of what is told of the evening. `to_keep` as for `corpus`. Raises NoSuchSeat; NotNow(no_themes) where
    nothing was read yet.
    """
    read = corpus(work, session, to_keep=to_keep)
    row = work.reading(session)
    if row is None:
        raise NotNow("no_themes")
    called = _public(work, session)
    known = {c.id: replace(c, id=called[c.id]) for c in read.contributions}
    read_at = {one["id"]: placed(one, called[one["id"]]) for one in row.placed if one["id"] in known}
    drafts = reading.judged(work, session)
    found = {theme["id"]: theme for theme in row.themes if theme["size"]}
    told = carried(drafts, {id: theme["members"] for id, theme in found.items()})
    themes = [_theme(theme, known, told.by_theme.get(id)) for id, theme in found.items()]
    return Report(
        title=read.title,
        question=read.question,
        themes=[theme for theme in themes if theme.status != REJECTED],
        rejected=[theme for theme in themes if theme.status == REJECTED],
        gone=[gone(draft, language) for draft in told.gone],
        evening=held.evening(work, _sitting(work, session), language, called),
        # What came after the reading is in the report too: in no theme yet.
        placed=[read_at.get(id, Placed(c.id, None, c.language)) for id, c in known.items()],
        contributions=list(known.values()),
        method=row.method,
        codebook=codebook(row),
        reviewed=release.reviewed_as(work, work.contributions(session), called),
    )


def codebook(row: model.Reading) -> Codebook | None:
    """The codebook a reading was coded by; None where it was not, or by another than is here now."""
    coding = row.method.get("coding", {})
    if not coding:
        return None
    book = load(CODEBOOK)
    return book if coding["codebook"] == f"{book.id} {book.version}" else None


def placed(one: Mapping[str, Any], id: str) -> Placed:
    """Where a contribution lies, as a reading keeps it, under this id."""
    facets = {facet: Told(**told) for facet, told in one.get("facets", {}).items()}
    return Placed(**{**one, "id": id, "facets": facets})


def _sitting(work: Work, session: str) -> model.Session:
    row = work.session(session)
    if row is None:
        raise NoSuchSeat
    return row


def _circle(work: Work, session: str) -> model.Circle:
    circle = work.circle(_sitting(work, session).circle_id)
    if circle is None:
        raise NoSuchSeat
    return circle


def _public(work: Work, session: str) -> dict[str, str]:
    """ "3-17" is the seventeenth entry of circle 3; in its second sitting "3.2-17"."""
    circle = _circle(work, session)
    sittings = [row.id for row in work.sessions(circle.id)]
    which = sittings.index(session) + 1
    prefix = str(circle.number) if which == 1 else f"{circle.number}.{which}"
    return {c.id: f"{prefix}-{c.number}" for c in work.contributions(session)}


def voice_of(said: model.Contribution, voices: dict[str, str], sitting: int = 1) -> str:
    """A name for whoever said it that tells nobody; `voices` holds those given so far, in this sitting. The
    recorder writes down many voices and says of none whose it is: no voice there."""
    if said.participant_id is None:
        return ""
    number = len(voices) + 1
    name = f"voice {number}" if sitting == 1 else f"voice {sitting}.{number}"
    return voices.setdefault(said.participant_id, name)


def without_person(
    said: model.Contribution, circle: model.Circle, *, voice: str, quotable: bool
) -> Contribution:
    """What was said, and nothing of who said it but a voice."""
    return Contribution(
        id=said.id,
        text=said.text,
        voice=voice,
        round=said.round,
        circle=str(circle.number),
        quotable=quotable,
    )


def gone(draft: Judged, language: str) -> Gone:
    """A draft the room judged, as a report tells of it when no theme is it any more."""
    name = draft.correction or name_in(language, draft.labels, draft.label)
    return Gone(name, draft.status, draft.size)


def _theme(theme: dict[str, Any], known: dict[str, Contribution], judged: Judged | None) -> Theme:
    """`judged` is the draft of the room check that this theme is, if it is one."""
    spans = ((known[q["contribution"]], q["start"], q["end"]) for q in theme["quotes"])
    quotes = [Quote(c.id, a, z, c.text[a:z]) for c, a, z in spans if c.quotable]
    return Theme(
        id=theme["id"],
        label=theme["label"] or opening(quotes) or theme["id"],
        keywords=theme["keywords"],
        size=theme["size"],
        quotes=quotes,
        members=[known[member].id for member in theme["members"]],
        labels=theme["labels"],
        circles=theme["circles"],
        quality=Quality(**theme.get("quality", {})),
        codes=theme.get("codes", {}),
        status=judged.status if judged else "",
        correction=judged.correction if judged else "",
        hands=judged.hands if judged else {},
    )
