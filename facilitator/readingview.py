"""What the reading page shows: the themes a program suggests, whose words they stand on, what is unsorted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facilitator import deskview, model, reading
from facilitator.check import carried
from facilitator.deskview import Evening
from facilitator.session import Visibility
from facilitator.work import Work


@dataclass(frozen=True)
class Line:
    """One contribution, for the facilitator alone. `number` is its place in the session, as in the report."""

    id: str
    number: int
    text: str
    quotable: bool
    hidden: bool


@dataclass(frozen=True)
class Span:
    """A passage that carries a theme, and the number of the contribution it stands in."""

    number: int
    text: str
    quotable: bool


@dataclass(frozen=True)
class ThemeLine:
    """`status` is what the room said of it, `correction` how it would call it; "" where it did not.

    `for_room` is its name on the pages of the room check, which speak the circle's language.
    """

    id: str
    label: str
    labels: Mapping[str, str]
    keywords: Sequence[str]
    size: int
    quotes: Sequence[Span]
    members: Sequence[Line]
    status: str = ""
    correction: str = ""
    for_room: str = ""


@dataclass(frozen=True)
class GoneLine:
    """A theme the room judged that the last reading does not find; `size` of its contributions are left."""

    id: str
    name: str
    status: str
    size: int


@dataclass(frozen=True)
class ReadingView:
    """`total` contributions are there, `unread` of them came or changed since the last reading.

    `read` is False before the first reading; `few` where there is too little to find themes in; `lexical`
    where themes were found by words alone. `unsorted` were read and lie in no theme. `checked`: the room has
    looked at themes; `gone` are those it judged and that are found no more.
    """

    evening: Evening
    total: int
    unread: int
    read: bool
    few: bool
    lexical: bool
    embedder: str
    themes: Sequence[ThemeLine]
    unsorted: Sequence[Line]
    checked: bool
    gone: Sequence[GoneLine]


def view(work: Work, session: str, *, now: datetime) -> ReadingView:
    """Raises NoSuchSeat where there is no such session."""
    evening = deskview.evening(work, session, now=now)
    said = {c.id: c for c in work.contributions(session) if c.text}
    may = {p.id for p in work.participants(session) if p.may_quote}
    lines = {id: _line(c, may) for id, c in said.items()}
    row = work.reading(session)
    placed = {one["id"]: one["theme"] for one in row.placed} if row else {}
    method = row.method if row else {}
    embedder = method.get("embedder")
    drafts, read = reading.judged(work, session), reading.themes(work, session)
    told = carried(drafts, {theme.id: theme.members for theme in read})
    return ReadingView(
        evening=evening,
        total=len(said),
        unread=sum(1 for id in said if id not in placed),
        read=row is not None,
        few=method.get("state") == "too few",
        lexical="embedder" in method and embedder is None,
        embedder=str(embedder["name"]) if isinstance(embedder, dict) else "",
        themes=[_theme(theme, lines, told.by_theme.get(theme.id), evening.language) for theme in read],
        unsorted=[lines[id] for id in said if id in placed and placed[id] is None],
        checked=bool(drafts),
        gone=[GoneLine(one.id, _name(one, evening.language), one.status, one.size) for one in told.gone],
    )


def _line(said: model.Contribution, may: set[str]) -> Line:
    hidden = said.visibility is Visibility.HIDDEN
    return Line(said.id, said.number, said.text, reading.quotable(said, may), hidden)


def _name(judged: reading.Judged, language: str) -> str:
    return judged.correction or judged.labels.get(language) or judged.label


def _theme(
    theme: reading.ThemeRead, lines: Mapping[str, Line], judged: reading.Judged | None, language: str
) -> ThemeLine:
    fields: dict[str, Any] = {
        name: getattr(theme, name) for name in ("id", "label", "labels", "keywords", "size")
    }
    return ThemeLine(
        **fields,
        quotes=[Span(lines[p.contribution].number, p.text, p.quotable) for p in theme.passages],
        members=[lines[id] for id in theme.members],
        status=judged.status if judged else "",
        correction=judged.correction if judged else "",
        for_room=reading.name_in(judged or theme, language),
    )
