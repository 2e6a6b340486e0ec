"""A circle that came in a bundle, as rows of a series: what stands there leads to no phone and no slip."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from sqlmodel import SQLModel

from facilitator import feedback, model, pulse
from facilitator.bundle import Content
from facilitator.events import EVENTS
from facilitator.invite import TYPES, Group, Plan
from facilitator.session import Visibility
from facilitator.told import Gone, Happened, Said, SittingTold, Voice
from participant_ui.port import Stage

RECORDER = "recorder"
"""The author of what no seat wrote."""
REGION = "region"
"""Beside the name of its series it is kept which region a bundle told, to tell it from one entered here."""


def circle(content: Content, series: str) -> model.Circle:
    """Its number is given when all circles are there."""
    told = content.circle
    return model.Circle(
        id=told.id,
        series_id=series,
        number=told.number,
        title=told.title,
        question=told.question,
        place=told.place,
        region=told.region,
        language=told.language,
        script=content.sittings[-1].script,
        made_at=min(sitting.made_at for sitting in content.sittings),
    )


def named(content: Content) -> dict[str, object]:
    """What a bundle calls its series, and its circle's region where it tells one."""
    region = {REGION: content.circle.region} if content.circle.region else {}
    return content.circle.series.model_dump() | region


def plan(content: Content) -> model.Plan:
    """Whom the circle was for, to say of a series who was not heard."""
    groups = [
        Group(
            id=str(at),
            name=one.name,
            types=[type for type in TYPES if type in one.types],
            invited=one.invited,
            yes=one.yes,
        )
        for at, one in enumerate(content.circle.groups, 1)
    ]
    return model.Plan(circle_id=content.circle.id, body=asdict(Plan(groups=groups)))


def sitting(told: SittingTold, circle: str) -> model.Session:
    """Closed and sealed: nobody joins, nothing is corrected; words can still be taken back."""
    same = ("id", "script", "capacity", "round", "furthest", "agreed", "present", "marks", "heard", "pulse")
    more = ("feedback", "last_seq", "made_at", "opened_at", "rules_accepted_at", "closed_at")
    return model.Session(
        **{field: getattr(told, field) for field in (*same, *more)},
        circle_id=circle,
        code=_nobodys(told.id),
        link=_nobodys(told.id),
        joining=False,
        stage=Stage.CLOSED,
        sealed_at=told.sealed_at or told.closed_at,
    )


def is_from_bundle(row: model.Session) -> bool:
    """Or was it made here, for a circle that came? Such a sitting is nobody else's to change."""
    return row.link == _nobodys(row.id)


def people(told: SittingTold) -> Iterator[model.Participant]:
    """Whoever took part, by numbers that are nobody's seat."""
    return (_person(voice, told) for voice in told.voices)


def words(content: Content) -> Iterator[model.Contribution]:
    """What was said, and an empty row for each text that was taken back."""
    opened = {one.id: one for one in content.sittings}
    yield from (_said(one, opened[one.session]) for one in content.contributions)
    yield from (gone(one, opened[one.session].opened_at) for one in content.withdrawn)


def beside(content: Content) -> Iterator[SQLModel]:
    """What hangs on the sittings besides words: the journal's turns, answers, drafts, what was counted."""
    for sitting in content.sittings:
        yield from (_entry(one, sitting.id) for one in sitting.journal)
        for question, text in sitting.answers.items():
            yield model.SummaryAnswer(session_id=sitting.id, question=question, text=text)
    closed = {one.id: one.closed_at for one in content.sittings}
    for draft in content.checked:
        kept = draft.model_dump(mode="json")
        yield model.CheckedTheme(
            session_id=draft.session,
            theme=draft.theme,
            labels={key: kept[key] for key in ("label", "labels", "said_by", "given", "quotes")},
            members=kept["members"],
            hands=kept["hands"],
            status=draft.status,
            correction=draft.correction,
            shown_at=closed[draft.session],
        )
    for one in content.counted:
        if one.pulse:
            yield pulse.as_counted(one.session, one.pulse.model_dump(mode="json"))
        if one.feedback:
            yield feedback.as_counted(one.session, one.feedback.model_dump(mode="json"))


def _entry(told: Happened, session: str) -> model.JournalEntry:
    body = {"round": told.round} if "round" in EVENTS[told.name].model_fields else {}
    return model.JournalEntry(session_id=session, seq=told.seq, name=told.name, body=body, at=told.at)


def _person(voice: Voice, told: SittingTold) -> model.Participant:
    id = _person_id(told.id, voice.number)
    return model.Participant(
        id=id,
        session_id=told.id,
        seat=voice.number,
        token=_nobodys(id),
        slip=_nobodys(id),
        people=voice.people,
        language=voice.language,
        may_quote=voice.may_quote,
        may_archive=voice.may_archive,
        consent=voice.consent,
        left=not voice.here,
        joined_at=told.opened_at,
    )


def _said(told: Said, sitting: SittingTold) -> model.Contribution:
    same = ("id", "number", "source", "round", "kind", "language", "text", "paraphrase", "redacted")
    more = ("joined_to", "quotable", "visibility", "shared")
    person = _person_id(told.session, told.voice) if told.voice is not None else None
    return model.Contribution(
        **{field: getattr(told, field) for field in (*same, *more)},
        session_id=told.session,
        participant_id=person,
        author=person or RECORDER,
        key=told.id,
        at=sitting.opened_at,
    )


def gone(told: Gone, opened: datetime) -> model.Contribution:
    """The place of words that were taken back: no word, no voice, no round."""
    return model.Contribution(
        id=told.id,
        session_id=told.session,
        number=told.number,
        author=RECORDER,
        key=told.id,
        source="",
        round="",
        text="",
        visibility=Visibility.WITHDRAWN,
        at=opened,
    )


def _person_id(session: str, number: int) -> str:
    return hashlib.sha256(f"{session}/voice {number}".encode()).hexdigest()[:32]


def _nobodys(id: str) -> str:
    """Where a token's digest or a code stands else: no digest and no code looks so, so that none fits."""
    return f"bundle {id}"
