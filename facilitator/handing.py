"""A circle of the open series as a bundle: what may travel, by consent, and which issue of it this is."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from facilitator import bundle, feedback, invite, issued, model, pulse, summary
from facilitator.bundle import Content
from facilitator.folder import file_name
from facilitator.keeping import answered
from facilitator.saying import N_, Saying
from facilitator.session import Visibility
from facilitator.signing import Signer, words
from facilitator.store import Store
from facilitator.told import (
    TIMES,
    Checked,
    CircleTold,
    Counted,
    FeedbackTold,
    Gone,
    GroupTold,
    Happened,
    PulseTold,
    Said,
    SeriesTold,
    SittingTold,
    Span,
    Voice,
)
from facilitator.work import Work
from participant_ui.port import NoSuchCircle, Stage

KIND = "bundle"  # in the list of copies that went out

NO_CIRCLE = N_("There is no circle %(circle)s in this series. It has: %(there)s.")
WHICH = N_("This series has several circles: %(there)s. Say which one, by its number.")
NONE_HERE = N_("There is no circle in this series yet, so there is nothing to hand over.")
STILL_OPEN = N_("Circle %(circle)s is still open. Close it on the console first, then make its bundle.")
NOT_HELD = N_("Circle %(circle)s was not held yet: there is nothing to hand over.")
CAME = N_(
    "Circle %(circle)s came here in a bundle. Hand on that bundle: only the laptop that held the circle can "
    "sign for it."
)


class NotHanded(Exception):
    """There is no bundle to be made of this circle; `saying` has the reason and what to do."""

    def __init__(self, text: str, **values: object) -> None:
        self.saying = Saying(text, values)
        super().__init__(str(self.saying))


@dataclass(frozen=True)
class Handed:
    """A bundle that went out: what to call its file, the day the circle first met, the words of the key."""

    content: bytes
    name: str
    day: str
    issue: int
    words: str
    contributions: int
    withdrawn: int


@dataclass(frozen=True)
class Standing:
    """Why no bundle can be made of a circle, None if it can; the issue that went out last, its words."""

    refused: Saying | None
    issue: int = 0
    words: str = ""


def hand_over(store: Store, number: int | None, signer: Signer) -> Handed:
    """The bundle of circle `number` (None: of the only one), listed among the copies that went out.

    The same circle once more gives the same bytes; where anything changed since, the next issue. Raises
    NotHanded, NotNow.
    """
    return answered(store, lambda work: _issue(work, _chosen(work, number), signer))


def hand_over_circle(store: Store, circle: str, signer: Signer) -> Handed:
    """The same by the circle's id. Raises NoSuchCircle too."""
    return answered(store, lambda work: _issue(work, _held(work, _there(work, circle)), signer))


def standing(work: Work, circle: str) -> Standing:
    """How a circle stands with its bundles, changing nothing. Raises NoSuchCircle."""
    try:
        _held(work, _there(work, circle))
    except NotHanded as reason:
        return Standing(reason.saying)
    last = work.one(model.Bundled, circle_id=circle)
    return Standing(None, last.issue, words(last.keys[0])) if last else Standing(None)


def content(work: Work, circle: model.Circle) -> Content:
    """What of a circle may travel: its closed sittings and all words kept in them, as they stand now.

    Whoever takes part agrees that their words are read for the themes of the series, so all kept words
    travel; those not to be quoted say so. Rehearsals stay, and so does all that leads to a phone.
    """
    series = work.series()
    assert series is not None  # a circle has one
    rows = [row for row in work.sessions(circle.id) if row.stage is Stage.CLOSED and not row.rehearsal]
    voices = {row.id: _voices(work, row.id) for row in rows}
    kept = [c for row in rows for c in work.contributions(row.id)]
    there = [c for c in kept if c.text or c.redacted]
    living = {c.id for c in there}
    return Content(
        circle=_circle(work, circle, series),
        sittings=tuple(_sitting(work, row, voices[row.id]) for row in rows),
        contributions=tuple(_said(c, voices[c.session_id], living) for c in there),
        withdrawn=tuple(
            Gone(id=c.id, session=c.session_id, number=c.number) for c in kept if c.id not in living
        ),
        checked=tuple(
            _checked(draft, living)
            for row in rows
            for draft in work.rows(model.CheckedTheme, session_id=row.id)
        ),
        counted=tuple(one for row in rows if (one := _counted(work, row.id)) is not None),
    )


def _chosen(work: Work, number: int | None) -> model.Circle:
    circles = {circle.number: circle for circle in work.circles()}
    if not circles:
        raise NotHanded(NONE_HERE)
    if number is None and len(circles) == 1:
        (number,) = circles
    there = ", ".join(map(str, circles))
    if number is None:
        raise NotHanded(WHICH, there=there)
    if number not in circles:
        raise NotHanded(NO_CIRCLE, circle=number, there=there)
    return _held(work, circles[number])


def _there(work: Work, circle: str) -> model.Circle:
    row = work.circle(circle)
    if row is None:
        raise NoSuchCircle
    return row


def _held(work: Work, circle: model.Circle) -> model.Circle:
    """This circle, if it was held here and is over. Raises NotHanded."""
    if work.one(model.Bundled, circle_id=circle.id, here=False) is not None:
        raise NotHanded(CAME, circle=circle.number)
    stages = [row.stage for row in work.sessions(circle.id) if not row.rehearsal]
    if Stage.OPEN in stages or Stage.PAUSED in stages:
        raise NotHanded(STILL_OPEN, circle=circle.number)
    if Stage.CLOSED not in stages:
        raise NotHanded(NOT_HELD, circle=circle.number)
    return circle


def _issue(work: Work, circle: model.Circle, signer: Signer) -> Handed:
    told = content(work, circle)
    digest = bundle.digest_of(bundle.parts_of(told))
    last = work.one(model.Bundled, circle_id=circle.id)
    before = last.issue if last else 0
    issue = before if last and last.sha256 == digest else before + 1
    work.put(
        model.Bundled(
            circle_id=circle.id,
            here=True,
            issue=issue,
            sha256=digest,
            keys=[signer.public],
            series={},
            withdrawn=[],
        )
    )
    file = bundle.sealed(told, issue, signer)
    for sitting in told.sittings:
        issued.note(work, sitting.id, file, kind=KIND, language="")
    first = told.sittings[0].opened_at.date()
    kept = sum(1 for one in told.contributions if one.text)
    return Handed(
        file,
        _name(circle, first, issue),
        first.isoformat(),
        issue,
        words(signer.public),
        kept,
        len(told.withdrawn),
    )


def _name(circle: model.Circle, day: date, issue: int) -> str:
    return f"{file_name(circle.title)}-{day.isoformat()}-{issue}{bundle.SUFFIX}"


def _circle(work: Work, circle: model.Circle, series: model.Series) -> CircleTold:
    return CircleTold(
        id=circle.id,
        number=circle.number,
        title=circle.title,
        question=circle.question,
        place=circle.place,
        region=circle.region,
        language=circle.language,
        series=SeriesTold(
            id=series.id,
            title=series.title,
            question=series.question,
            host=series.host,
            keep_days=series.keep_days,
        ),
        groups=tuple(
            GroupTold(name=one.name, types=tuple(one.types), invited=one.invited, yes=one.yes)
            for one in invite.plan(work, circle.id).groups
        ),
    )


def _sitting(work: Work, row: model.Session, voices: dict[str, Voice]) -> SittingTold:
    assert row.closed_at is not None
    same = ("id", "script", "capacity", "round", "furthest", "agreed", "present", "marks", "heard", "pulse")
    more = ("feedback", "last_seq", "made_at", "rules_accepted_at", "closed_at", "sealed_at")
    return SittingTold(
        **{field: getattr(row, field) for field in (*same, *more)},
        opened_at=row.opened_at or row.made_at,
        journal=tuple(
            Happened(seq=one.seq, name=one.name, round=str(one.body.get("round", "")), at=one.at)
            for one in work.journal(row.id, 0, *TIMES)
        ),
        answers=summary.answers(work, row.id),
        voices=tuple(voices.values()),
    )


def _voices(work: Work, session: str) -> dict[str, Voice]:
    """Whoever takes part or left words, by participant: numbered as they first wrote, and not as they sit."""
    people = {p.id: p for p in work.participants(session)}
    wrote = dict.fromkeys(
        c.participant_id for c in work.contributions(session) if c.text and c.participant_id
    )
    silent = [p for p in people.values() if p.id not in wrote and not p.left]
    silent.sort(key=lambda p: (p.language, p.may_quote, p.may_archive, p.people, p.consent))
    ordered: Sequence[model.Participant] = [*(people[id] for id in wrote), *silent]
    return {p.id: _voice(number, p) for number, p in enumerate(ordered, 1)}


def _voice(number: int, person: model.Participant) -> Voice:
    same = ("people", "may_quote", "may_archive", "consent", "language")
    return Voice(number=number, here=not person.left, **{field: getattr(person, field) for field in same})


def _said(said: model.Contribution, voices: dict[str, Voice], living: set[str]) -> Said:
    """No key, no time and no speaker mark: they say more of the speaker than of what was said."""
    same = ("id", "number", "source", "round", "kind", "language", "text", "paraphrase", "redacted")
    voice = voices.get(said.participant_id or "")
    return Said(
        **{field: getattr(said, field) for field in same},
        session=said.session_id,
        voice=voice.number if voice else None,
        joined_to=said.joined_to if said.joined_to in living else None,
        quotable=said.quotable,
        visibility=Visibility.WITHDRAWN if said.redacted else said.visibility,
        shared=said.shared,
    )


def _checked(draft: model.CheckedTheme, living: set[str]) -> Checked:
    """What phones said of it, each for itself, stays: hands and the room's decision travel."""
    named: dict[str, Any] = draft.labels
    return Checked(
        session=draft.session_id,
        theme=draft.theme,
        label=named["label"],
        labels=named["labels"],
        said_by={word: _in(ids, living) for word, ids in named.get("said_by", {}).items()},
        given=bool(named.get("given", False)),
        quotes=tuple(Span(**quote) for quote in named["quotes"] if quote["contribution"] in living),
        members=_in(draft.members, living),
        hands=draft.hands,  # type: ignore[arg-type]
        status=draft.status,  # type: ignore[arg-type]  # checked again as it is read
        correction=draft.correction,
    )


def _in(ids: Iterable[str], living: set[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id in living)


def _counted(work: Work, session: str) -> Counted | None:
    """Only what may be told of many together, as it stays when its date has come."""
    trust, forms = pulse.summary(work, session), feedback.summary(work, session)
    told = Counted(
        session=session,
        pulse=PulseTold.model_validate_json(_json(trust)) if trust.state is pulse.State.SHOWN else None,
        feedback=FeedbackTold.model_validate_json(_json(forms, words=()))
        if forms.state is feedback.State.SHOWN
        else None,
    )
    return told if told.pulse or told.feedback else None


def _json(told: pulse.Summary | feedback.Summary, **instead: object) -> str:
    return json.dumps(asdict(told) | instead)
