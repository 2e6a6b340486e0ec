"""The last reading of a session and the drafts the room looks at, with the words as consent allows now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis import report
from facilitator import model
from facilitator.events import ThemeTurned
from facilitator.script import Script
from facilitator.session import Visibility, must_be_for_the_room, must_be_revealed
from facilitator.work import Work
from participant_ui.port import DraftTheme, MyVerdict, NotNow

QUOTES = 2  # beside a draft, on the wall and on phones
SAME = 0.5  # share of members two themes have in common (Jaccard) from which on they are one theme


@dataclass(frozen=True)
class Passage:
    """A span of somebody's words that carries a theme; `quotable` as the person agreed.

    `for_room`: not taken off the screen, and of a round whose page did not promise otherwise.
    """

    contribution: str
    text: str
    quotable: bool
    for_room: bool = False


@dataclass(frozen=True)
class ThemeRead:
    """A theme as the machine suggests it. `fresh` is the number of contributions kept since."""

    id: str
    label: str
    labels: dict[str, str]
    keywords: list[str]
    size: int
    members: list[str]
    passages: list[Passage]
    circles: int = 0
    quality: report.Quality = field(default_factory=report.Quality)


@dataclass(frozen=True)
class Judged:
    """A draft theme as it was put before the room, less what was taken back, and what became of it.

    `status` is confirmed, corrected, rejected, or "" while the room has not said; `correction` how the room
    wants it called. `voices`: at least so many people, where that can be known; else 0.
    """

    id: str
    label: str
    labels: Mapping[str, str]
    members: Sequence[str]
    passages: Sequence[Passage]
    status: str
    correction: str
    hands: Mapping[str, int]
    voices: int = 0

    @property
    def size(self) -> int:
        return len(self.members)


@dataclass(frozen=True)
class _Said:
    """All that was said in a session, and what may be done with it."""

    by_id: Mapping[str, model.Contribution]
    may: set[str]
    shared: Mapping[str, str]

    def passages(self, quotes: Iterable[Mapping[str, Any]]) -> list[Passage]:
        return [
            Passage(
                words.id,
                words.text[q["start"] : q["end"]],
                quotable(words, self.may),
                _for_room(words, self.shared.get(words.round, "facilitator"), quotable(words, self.may)),
            )
            for q in quotes
            if (words := self.by_id[q["contribution"]]).visibility is not Visibility.WITHDRAWN
        ]

    def still(self, members: Iterable[str]) -> list[str]:
        return [id for id in members if id in self.by_id and self.by_id[id].text]

    def voices(self, members: Iterable[str]) -> int:
        """Seats and speaker marks may be the same people, so that only the larger number is sure."""
        said = [self.by_id[id] for id in members]
        seats = {c.participant_id for c in said if c.participant_id}
        return max(len(seats), len({c.mark for c in said if c.mark}))


def themes(work: Work, session: str) -> list[ThemeRead]:
    row = work.reading(session)
    if row is None:
        return []
    said = _said(work, session)
    return [
        ThemeRead(
            id=theme["id"],
            label=theme["label"],
            labels=theme["labels"],
            keywords=theme["keywords"],
            size=theme["size"],
            members=theme["members"],
            passages=said.passages(theme["quotes"]),
            circles=theme["circles"],
            quality=report.Quality(**theme.get("quality", {})),
        )
        for theme in row.themes
        if theme["size"]
    ]


def judged(work: Work, session: str) -> list[Judged]:
    """The drafts that were put before the room, in that order; those whose words are all gone too.

    One that lost its name with words taken back is called as the likest theme of the last reading is.
    """
    rows = work.rows(model.CheckedTheme, session_id=session)
    if not rows:
        return []
    said, last = _said(work, session), work.reading(session)
    return [
        Judged(
            id=row.theme,
            label=(called := _called(row, last))["label"],
            labels=called["labels"],
            members=(members := said.still(row.members)),
            passages=said.passages(row.labels["quotes"]),
            status=row.status,
            correction=row.correction,
            hands=row.hands,
            voices=said.voices(members),
        )
        for row in rows
    ]


def likeness(one: Iterable[str], other: Iterable[str]) -> float:
    """How much of their members two themes share, 0 to 1 (Jaccard)."""
    mine, theirs = set(one), set(other)
    return len(mine & theirs) / len(mine | theirs) if mine or theirs else 0.0


def _called(row: model.CheckedTheme, last: model.Reading | None) -> Mapping[str, Any]:
    if row.labels["label"] or last is None:
        return row.labels
    named = [t for t in last.themes if t["label"] not in ("", t["id"])]
    likest = max(named, key=lambda t: likeness(row.members, t["members"]), default=None)
    return likest if likest and likeness(row.members, likest["members"]) >= SAME else row.labels


def _said(work: Work, session: str) -> _Said:
    sitting = work.session(session)
    return _Said(
        {c.id: c for c in work.contributions(session)},
        {p.id for p in work.participants(session) if p.may_quote},
        {r.id: r.shared for r in Script.from_dict(sitting.script).rounds} if sitting else {},
    )


def quotable(said: model.Contribution, may: set[str]) -> bool:
    """May these words be quoted? The recorder's lines unless marked; a person's as the person agreed."""
    return said.quotable and (said.participant_id is None or said.participant_id in may)


def _for_room(said: model.Contribution, shared: str, may_quote: bool) -> bool:
    """As session.py says, and not hidden: what is to be revealed together waits for that here too."""
    aloud, shown = said.source == "recorder", said.visibility is Visibility.RELEASED
    try:
        must_be_for_the_room(shared, aloud=aloud, quotable=may_quote)
        must_be_revealed(shared, said.visibility, revealed=shown, aloud=aloud)
    except NotNow:
        return False
    return said.visibility is not Visibility.HIDDEN


def names(theme: ThemeRead | Judged) -> dict[str, str]:
    """What a theme may be called before everybody, by language, "" for one of no language of its own.

    A number is no name, nor are words that may not leave the desk: a theme that no word names is called by
    how its first quote begins, and that is what somebody said.
    """
    found = {language: name for language, name in theme.labels.items() if name}
    if theme.label and theme.label not in found.values():
        found[""] = theme.label
    return {
        language: name
        for language, name in found.items()
        if name != theme.id and not any(_begins(name, p) and not p.for_room for p in theme.passages)
    }


def name_in(theme: ThemeRead | Judged, language: str) -> str:
    """Its name before everybody for who reads this language; "" where it has none that may be shown."""
    known = names(theme)
    return report.name_in(language, known, theme.label if theme.label in known.values() else "")


def own_name(theme: ThemeRead | Judged, language: str) -> str:
    """The same for the facilitator alone, who may read all words; "" where it has none but its number."""
    name = report.name_in(language, theme.labels, theme.label)
    return name if name != theme.id else ""


def _begins(name: str, passage: Passage) -> bool:
    return len(name.split()) > 2 and passage.text.startswith(name.removesuffix(" …"))


def lexical(work: Work, session: str) -> bool:
    """Were the last themes found by words alone, since the part that compares meanings is not there?"""
    row = work.reading(session)
    return row is not None and row.method.get("embedder", row) is None


def drafts(work: Work, session: str, language: str = "") -> list[DraftTheme]:
    """Themes as they may be shown in the room: no quote that could not be shown there by itself."""
    return [
        DraftTheme(
            id=theme.id,
            label=name_in(theme, language),
            quotes=for_the_room(theme.passages),
            size=theme.size,
        )
        for theme in themes(work, session)
    ]


def shown(work: Work, session: str, language: str = "") -> list[DraftTheme]:
    """The drafts before the room now, as they were when they were put there: no later reading moves them."""
    row = work.session(session)
    if row is None or not row.themes_shown:
        return []
    by_words = lexical(work, session)
    return [
        DraftTheme(
            id=theme.id,
            label=name_in(theme, language),
            quotes=for_the_room(theme.passages),
            size=theme.size,
            lexical=by_words,
            labels={spoken: name for spoken, name in names(theme).items() if spoken},
            voices=theme.voices,
            status=theme.status,
            correction=theme.correction,
        )
        for theme in judged(work, session)
        if theme.size
    ]


def for_the_room(passages: Iterable[Passage]) -> list[str]:
    return [p.text for p in passages if p.for_room][:QUOTES]


def at_hand(work: Work, session: str) -> str:
    """Which draft the facilitator has turned to; "" for all of them together, or none."""
    turned = work.rows(model.JournalEntry, session_id=session, name=ThemeTurned.name)
    return str(turned[-1].body["theme"]) if turned else ""


def verdicts(work: Work, participant: model.Participant) -> dict[str, MyVerdict]:
    """What this person says of each draft, by the draft's id."""
    given = work.rows(model.Verdict, session_id=participant.session_id, participant_id=participant.id)
    return {one.theme: MyVerdict(one.verdict, one.text) for one in given}
