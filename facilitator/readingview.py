"""What the reading page shows: the themes a program suggests, whose words they stand on, what is unsorted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from analysis.grading import Grade, commonest, grade, leaks, measured
from analysis.keywords import beyond
from analysis.report import Quality
from facilitator import deskview, looking, model, reading, research
from facilitator.check import carried
from facilitator.deskview import Evening
from facilitator.looking import Chosen
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
class Held:
    """How well a theme holds: reliable, weak or too_few (and then no step is told); in numbers too.

    `people` is 0 where it is not known who spoke, `circles` where there is one alone.
    """

    state: str
    grade: Grade | None
    numbers: Quality
    circles: int
    people: int
    languages: Sequence[str]


@dataclass(frozen=True)
class ThemeLine:
    """`name` is the room's own where it gave one, else the program's, which is `machine`; "" where there is
    none. `status` is what the room said of it, `correction` how it would call it; "" where it did not.

    `for_room` is its name on the pages of the room check, which speak the circle's language. `held` is None
    where it was read before themes were measured. `codes` are the commonest of the codebook's in it, by name,
    and how many of its contributions carry each, as the program suggests. `keywords` are those
    beyond its name.
    """

    id: str
    name: str
    machine: str
    keywords: Sequence[str]
    size: int
    quotes: Sequence[Span]
    members: Sequence[Line]
    held: Held | None
    codes: Sequence[tuple[str, int]] = ()
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
    where themes were found by words alone. `look` is what was chosen, `outdated` while the themes were found
    by another one. `unsorted` were read and lie in no theme, by reason. `leak` says how much themes follow
    the language: high, middle, low, or "" where one is spoken. `checked`: the room has looked at themes;
    `gone` are those it judged and that are found no more.
    """

    evening: Evening
    total: int
    unread: int
    read: bool
    few: bool
    lexical: bool
    embedder: str
    look: Chosen
    outdated: bool
    themes: Sequence[ThemeLine]
    unsorted: Mapping[str, Sequence[Line]]
    leak: str
    leakage: float
    checked: bool
    gone: Sequence[GoneLine]


def view(work: Work, session: str, *, now: datetime, language: str = "") -> ReadingView:
    """Themes under their names for a reader of this language. Raises NoSuchSeat."""
    evening = deskview.evening(work, session, now=now)
    said = {c.id: c for c in work.contributions(session) if c.text}
    may = {p.id for p in work.participants(session) if p.may_quote}
    lines = {id: _line(c, may) for id, c in said.items()}
    row = work.reading(session)
    placed = {one["id"]: one for one in row.placed} if row else {}
    method = row.method if row else {}
    embedder = method.get("embedder")
    spoken, leakage = method.get("languages", {}), float(method.get("language_leakage", 0.0))
    drafts, read = reading.judged(work, session), reading.themes(work, session)
    coded = _codes(row, language) if row else {}
    told = carried(drafts, {theme.id: theme.members for theme in read})
    return ReadingView(
        evening=evening,
        total=len(said),
        unread=sum(1 for id in said if id not in placed),
        read=row is not None,
        few=method.get("state") == "too few",
        lexical=reading.lexical(work, session),
        embedder=str(embedder["name"]) if isinstance(embedder, dict) else "",
        look=looking.chosen(work, session),
        outdated=looking.outdated(work, session),
        themes=[
            replace(
                _theme(theme, lines, told.by_theme.get(theme.id), (language, evening.language)),
                codes=coded.get(theme.id, ()),
            )
            for theme in read
        ],
        unsorted=_by_reason({id: line for id, line in lines.items() if id in placed}, placed),
        leak=leaks(leakage) if len(spoken) > 1 else "",
        leakage=leakage,
        checked=bool(drafts),
        gone=[GoneLine(one.id, _name(one, evening.language), one.status, one.size) for one in told.gone],
    )


def _line(said: model.Contribution, may: set[str]) -> Line:
    hidden = said.visibility is Visibility.HIDDEN
    return Line(said.id, said.number, said.text, reading.quotable(said, may), hidden)


def _name(judged: reading.Judged, language: str) -> str:
    return judged.correction or reading.own_name(judged, language)


def _by_reason(lines: Mapping[str, Line], placed: Mapping[str, Mapping[str, Any]]) -> dict[str, list[Line]]:
    """Those in no theme under why they are in none; "" where that was not noted."""
    unsorted: dict[str, list[Line]] = {}
    for id, line in lines.items():
        if placed[id]["theme"] is None:
            unsorted.setdefault(placed[id].get("reason", ""), []).append(line)
    return dict(sorted(unsorted.items()))


def _codes(row: model.Reading, language: str) -> dict[str, list[tuple[str, int]]]:
    """By theme; none where the codes are what made the themes."""
    book = research.codebook(row)
    if book is None or row.method.get("state") == "too few":
        return {}
    found = {theme["id"]: commonest(theme.get("codes", {}), theme["size"]) for theme in row.themes}
    return {id: [(book.named(code, language), n) for code, n in codes] for id, codes in found.items()}


def _held(theme: reading.ThemeRead) -> Held | None:
    found = theme.quality
    if not measured(found):
        return None
    circles = theme.circles if theme.circles > 1 else 0
    state = found.state.replace(" ", "_")
    return Held(
        state, grade(found) if state != "too_few" else None, found, circles, found.voices, found.languages
    )


def _theme(
    theme: reading.ThemeRead,
    lines: Mapping[str, Line],
    judged: reading.Judged | None,
    languages: tuple[str, str],
) -> ThemeLine:
    mine, theirs = languages
    machine = reading.own_name(theme, mine)
    return ThemeLine(
        id=theme.id,
        name=(judged.correction if judged else "") or machine,
        machine=machine,
        keywords=beyond(theme.keywords, machine, judged.correction if judged else ""),
        size=theme.size,
        held=_held(theme),
        quotes=[Span(lines[p.contribution].number, p.text, p.quotable) for p in theme.passages],
        members=[lines[id] for id in theme.members],
        status=judged.status if judged else "",
        correction=judged.correction if judged else "",
        for_room=reading.name_in(judged or theme, theirs),
    )
