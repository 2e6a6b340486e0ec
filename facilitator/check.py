"""The room check: draft themes before the people, what they say of each, which later theme carries it on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facilitator import model, reading, session
from facilitator.entered import line_or_nothing
from facilitator.events import ThemeChecked, ThemesShown, ThemeTurned, VerdictGiven
from facilitator.keeping import answered, cleaned, kept, seated
from facilitator.limits import Limits
from facilitator.reading import SAME, Judged, likeness
from facilitator.script import Script
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NoSuchSeat, NotNow, Seat

CONFIRMED, CORRECTED, REJECTED = VERDICTS = ("confirmed", "corrected", "rejected")
MISSING = "missing"  # the kind of a contribution that says what no draft holds


class Check:
    """What the facilitator and the phones may do while the room looks at its draft themes."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], datetime] = model.now,
        limits: Limits | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.limits = limits or Limits()

    # the facilitator

    def show(self, id: str) -> None:
        """Put the drafts before the room as they are now. Raises NotNow(no_themes, sealed)."""
        answered(self.store, lambda work: put_up(work, _still_open(work, id)))

    def take_away(self, id: str) -> None:
        answered(self.store, lambda work: put_away(work, work.sitting(id)))

    def turn(self, id: str, theme: str) -> None:
        """Put this draft on the wall by itself; "" puts all of them there together. Raises NotYours."""

        def act(work: Work) -> None:
            row = work.sitting(id)
            if theme:
                _draft(work, id, theme)
            if row.themes_shown and theme != reading.at_hand(work, id):
                work.note(id, ThemeTurned(theme=theme))

        answered(self.store, act)

    def mark(self, id: str, theme: str, status: str, correction: str = "") -> None:
        """What the room decided of a draft: confirmed, corrected (with its own wording), rejected; "" undoes.

        Raises NotYours where there is no such draft; NotNow(sealed); WordsRefused where a correction has no
        words, or is longer than a title.
        """
        if status not in ("", *VERDICTS):
            raise ValueError(status)
        words = line_or_nothing(correction, needed=True) if status == CORRECTED else ""

        def act(work: Work) -> None:
            _still_open(work, id)
            draft = _draft(work, id, theme)
            if (draft.status, draft.correction) != (status, words):
                draft.status, draft.correction = status, words
                work.note(id, ThemeChecked(theme=theme, status=status))

        answered(self.store, act)

    def hands(self, id: str, theme: str, counted: Mapping[str, int]) -> None:
        """Hands that went up in the room, by verdict; they stand beside what phones said.

        Raises NotYours, NotNow(sealed).
        """
        if not all(verdict in VERDICTS and 0 <= n <= 500 for verdict, n in counted.items()):
            raise ValueError("hands")

        def act(work: Work) -> None:
            _still_open(work, id)
            draft, told = _draft(work, id, theme), {verdict: n for verdict, n in counted.items() if n}
            if draft.hands != told:
                draft.hands = told
                work.note(id, VerdictGiven(theme=theme, hands=True))

        answered(self.store, act)

    def missing(self, id: str, text: str, *, key: str) -> str:
        """Something said aloud that no draft holds, typed in at the desk. Raises NotNow, WordsRefused."""
        words = cleaned(text)

        def act(work: Work) -> str:
            row = work.sitting(id)
            before = work.said(id, "recorder", key)
            if before is not None:
                return before.id
            session.may_record(row.stage, row.agreed)
            said = work.add(_said_aloud(row, words, key))
            work.note(id, kept(said, quotable=True))
            return said.id

        return answered(self.store, act)

    # the phones

    def judge(self, seat: Seat, theme: str, verdict: str, text: str = "") -> None:
        """What somebody says of a draft; their last word counts, and "" takes it back, at any time.

        Raises NoSuchSeat, NotNow (not_shown where there is no such draft any more), WordsRefused.
        """
        if verdict not in ("", *VERDICTS):
            raise ValueError(verdict)
        words = cleaned(text) if text.strip() and verdict in (CORRECTED, REJECTED) else ""

        def act(work: Work) -> None:
            person = seated(work, seat)
            self.limits.words(person.id)
            if verdict:
                self._may_judge(work, seat.session, theme)
            _say(work, person, theme, (verdict, words))

        answered(self.store, act)

    def _may_judge(self, work: Work, id: str, theme: str) -> None:
        row = work.sitting(id)
        late = self.clock() - row.closed_at if row.closed_at and not row.sealed_at else None
        session.may_judge(row.stage, since_closing=late)
        if work.one(model.CheckedTheme, session_id=id, theme=theme) is None:
            raise NotNow("not_shown")


def put_up(work: Work, row: model.Session) -> None:
    """A snapshot, so that no later reading moves what the room judges. What it judged before stays."""
    if row.themes_shown:
        return
    _renew(work, row.id)
    row.themes_shown = True
    drafts = reading.shown(work, row.id)
    if not drafts:
        raise NotNow("no_themes")
    work.note(row.id, ThemesShown(themes=[vars(theme) for theme in drafts]))
    work.note(row.id, ThemeTurned(theme=drafts[0].id))


def put_away(work: Work, row: model.Session) -> None:
    if row.themes_shown:
        row.themes_shown = False
        work.note(row.id, ThemesShown(themes=[]))


def forget(work: Work, person: model.Participant) -> None:
    """What this person typed of the drafts goes with their words, also where the room took it up."""
    for one in work.rows(model.Verdict, session_id=person.session_id, participant_id=person.id):
        _say(work, person, one.theme, ("", ""))


def _let_go(work: Work, session: str, words: str) -> None:
    """Words somebody takes back are no longer how the room calls a theme."""
    for draft in work.rows(model.CheckedTheme, session_id=session, correction=" ".join(words.split())):
        draft.correction = ""
        work.note(session, ThemeChecked(theme=draft.theme, status=draft.status))


@dataclass(frozen=True)
class Carried:
    """`by_theme`: what the room said of a theme of the reading, by its id. `gone`: judged, found no more."""

    by_theme: Mapping[str, Judged]
    gone: Sequence[Judged]


def carried(drafts: Sequence[Judged], themes: Mapping[str, Sequence[str]]) -> Carried:
    """Which theme of a later reading is which draft. `themes` are their members by id.

    A theme is the draft with which it shares most members, if that is at least half of what the two have
    together (Jaccard, SAME); one theme to one draft, the likest first. A draft of which the room said
    something and that no theme is, is gone: so each status stands once, whatever was read since.
    """
    pairs = sorted(
        (-alike, at, theme)
        for at, draft in enumerate(drafts)
        for theme, members in themes.items()
        if (alike := likeness(draft.members, members)) >= SAME
    )
    found: dict[str, int] = {}
    for _, at, theme in pairs:
        if theme not in found and at not in found.values():
            found[theme] = at
    gone = [d for at, d in enumerate(drafts) if d.status and at not in found.values()]
    return Carried({theme: drafts[at] for theme, at in found.items()}, gone)


def _renew(work: Work, id: str) -> None:
    """Drafts of which nobody has said anything give way to the last reading; the others stay as they are."""
    spoken_of = {one.theme for one in work.rows(model.Verdict, session_id=id)}
    rows = work.rows(model.CheckedTheme, session_id=id)
    stay = [row for row in rows if row.status or row.hands or row.theme in spoken_of]
    for row in rows:
        if row not in stay:
            work.drop(model.CheckedTheme, session_id=id, theme=row.theme)
    number = max((int(row.theme[1:]) for row in stay), default=0)
    last = work.reading(id)
    for theme in last.themes if last else ():
        if theme["size"] and all(likeness(row.members, theme["members"]) < SAME for row in stay):
            number += 1
            work.add(_snapshot(id, f"c{number:02d}", theme, work.clock()))


def _snapshot(id: str, name: str, theme: Mapping[str, Any], at: datetime) -> model.CheckedTheme:
    label = "" if theme["label"] == theme["id"] else theme["label"]
    called = {"label": label, "labels": theme["labels"], "quotes": theme["quotes"]}
    called |= {"said_by": theme.get("said_by", {}), "given": theme.get("given", False)}
    return model.CheckedTheme(session_id=id, theme=name, labels=called, members=theme["members"], shown_at=at)


def _say(work: Work, person: model.Participant, theme: str, said: tuple[str, str]) -> None:
    key = {"session_id": person.session_id, "theme": theme, "participant_id": person.id}
    before = work.one(model.Verdict, **key)
    if (before.verdict, before.text) == said if before else not said[0]:
        return
    if before and before.text and before.text != said[1]:
        work.erased = True  # what was said before stays nowhere
        if not said[0]:
            _let_go(work, person.session_id, before.text)
    if said[0]:
        work.put(model.Verdict(**key, verdict=said[0], text=said[1]))
    else:
        work.drop(model.Verdict, **key)
    work.note(person.session_id, VerdictGiven(theme=theme))


def _said_aloud(row: model.Session, words: str, key: str) -> model.Contribution:
    rounds = Script.from_dict(row.script).rounds
    if row.round < 0:
        raise NotNow("not_open")
    return model.Contribution(
        session_id=row.id,
        number=row.last_seq + 1,
        author="recorder",
        key=key,
        source="recorder",
        round=rounds[row.round].id,
        kind=MISSING,
        text=words,
    )


def _draft(work: Work, id: str, theme: str) -> model.CheckedTheme:
    draft = work.one(model.CheckedTheme, session_id=id, theme=theme)
    if draft is None:
        raise NoSuchSeat
    return draft


def _still_open(work: Work, id: str) -> model.Session:
    """What the room decided is final once the record is finished. Raises NotNow(sealed)."""
    row = work.sitting(id)
    session.must_not_be_sealed(row.sealed_at is not None)
    return row
