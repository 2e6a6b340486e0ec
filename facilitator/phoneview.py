"""What a phone is shown: invitation and room, as records of the phone's port."""

from datetime import timedelta

from facilitator import model, reading, wall
from facilitator.events import Role
from facilitator.script import Round, Script
from facilitator.work import Work
from participant_ui.port import (
    Consent,
    Invitation,
    MyWords,
    OpenRound,
    Phones,
    Room,
    SharedWords,
    Stage,
)


def invitation(work: Work, row: model.Session) -> Invitation:
    circle, series = _around(work, row)
    return Invitation(
        session=row.id,
        circle=circle.title,
        question=circle.question,
        place=circle.place,
        host=series.host,
        languages=languages(Script.from_dict(row.script), circle),
        joining=row.joining and row.stage is not Stage.CLOSED,
        stage=row.stage,
        keep_until=keep_until(row, series),
        rehearsal=row.rehearsal,
    )


def room(work: Work, row: model.Session, person: model.Participant) -> Room:
    circle, series = _around(work, row)
    script = Script.from_dict(row.script)
    return Room(
        session=row.id,
        seq=row.last_seq,
        circle=circle.title,
        question=circle.question,
        stage=row.stage,
        round=open_round(script, row, circle),
        rules=script.rules,
        languages=languages(script, circle),
        language=person.language,
        consent=Consent(person.may_quote, person.may_archive),
        mine=[_mine(c) for c in work.contributions(row.id, person.id)],
        shared=[SharedWords(c.id, c.text, c.round, c.several) for c in wall.cards(work, row.id, Role.PHONES)],
        themes=reading.shown(work, row.id, person.language),
        theme_at=reading.at_hand(work, row.id),
        verdicts=reading.verdicts(work, person),
        keep_until=keep_until(row, series),
        sealed=row.sealed_at is not None,
    )


def open_round(script: Script, row: model.Session, circle: model.Circle) -> OpenRound | None:
    if not row.round_open or row.round < 0:
        return None
    return as_open(script.rounds[row.round], row.round, len(script.rounds), circle.question)


def as_open(named: Round, index: int, of: int, question: str) -> OpenRound:
    return OpenRound(
        id=named.id,
        number=index + 1,
        of=of,
        title=dict(named.title),
        prompt={language: text.replace("{question}", question) for language, text in named.prompt.items()},
        form=named.form,
        phones=Phones(named.phones),
        shared=named.shared,
    )


def shared_in(row: model.Session, round: str) -> str:
    """Who may come to see words of this round: facilitator, projector or phones."""
    rounds = Script.from_dict(row.script).rounds
    return next((one.shared for one in rounds if one.id == round), "facilitator")


def languages(script: Script, circle: model.Circle) -> list[str]:
    """Those the script speaks, the circle's own first."""
    own = [circle.language] if circle.language in script.languages else []
    return own + [language for language in script.languages if language != circle.language]


def keep_until(row: model.Session, series: model.Series) -> str:
    """The date on which raw words go, as YYYY-MM-DD: counted from the closing, or from today while open."""
    return ((row.closed_at or model.now()) + timedelta(days=series.keep_days)).date().isoformat()


def _mine(said: model.Contribution) -> MyWords:
    return MyWords(id=said.id, key=said.key, text=said.text, round=said.round, state=said.visibility.value)


def _around(work: Work, row: model.Session) -> tuple[model.Circle, model.Series]:
    circle, series = work.circle(row.circle_id), work.series()
    if circle is None or series is None:
        raise LookupError(f"session {row.id} hangs on nothing")
    return circle, series
