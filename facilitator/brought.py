"""A sitting that was not held with aplis, as rows of a series: its rounds, its voices, its words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from facilitator import codes, model
from facilitator.script import Round, Said, Script, load
from participant_ui.port import Stage

SOURCE = "import"
ALOUD = "aloud"  # the version of the text that was agreed to: none of ours
SCRIPT = "brought-in"
MOST_ROUNDS = 30  # what stands under further headings is kept in the last of them

TITLE: Said = {
    "lv": "Notika bez aplis",
    "en": "Held without aplis",
    "ru": "Проведено без aplis",
}
FROM: Said = {
    "lv": "Vārdi ienesti no faila; kā saruna notika, šeit nav zināms.",
    "en": "The words were brought in from a file; how the talk was held is not known here.",
    "ru": "Слова внесены из файла; как проходил разговор, здесь неизвестно.",
}


@dataclass(frozen=True)
class Words:
    """One contribution as it will be kept. `voice` tells people apart within the file, and is no name."""

    text: str
    voice: str = ""
    round: str = ""
    language: str = ""
    quotable: bool = True


@dataclass(frozen=True)
class Agreed:
    """What people agreed to aloud, as whoever brings the file in says: the layers of consent."""

    quote: bool
    keep: bool


def rounds_of(said: Sequence[Words]) -> list[str]:
    """The names of the rounds in their order, "" where words stand before the first name."""
    return list(dict.fromkeys(one.round for one in said))


def script(rounds: Sequence[str]) -> Script:
    """A script that says no more than the names of the rounds; of more than MOST_ROUNDS the first."""
    frame = load("own")
    talk = next(one for one in frame.rounds if one.kind == "talk")
    named = [_round(talk, number, name) for number, name in enumerate(rounds[:MOST_ROUNDS], 1)]
    return replace(
        frame, id=SCRIPT, kind="own", minutes=len(named), title=TITLE, source=FROM, rounds=tuple(named)
    )


def is_brought(held: Script) -> bool:
    """Was this sitting held without aplis? Then nothing is known of its rules and times."""
    return held.id == SCRIPT


def sitting(circle: str, held: date, rounds: Sequence[str], *, people: int, now: datetime) -> model.Session:
    """Closed, with nobody to join; words are kept for the series' days from now on."""
    return model.Session(
        circle_id=circle,
        code=codes.new_code(),
        link=codes.new_code(26),
        joining=False,
        capacity=people,
        script=script(rounds).to_dict(),
        stage=Stage.CLOSED,
        round=0,
        furthest=min(len(rounds), MOST_ROUNDS) - 1,
        agreed=people,
        present=people,
        feedback=False,
        made_at=now,
        opened_at=datetime.combine(held, time(12), UTC),
        closed_at=now,
    )


def people(session: model.Session, said: Sequence[Words], agreed: Agreed) -> dict[str, model.Participant]:
    """Each voice of the file as somebody with a consent, and with no seat that anybody could claim."""
    voices = dict.fromkeys(one.voice for one in said if one.voice)
    return {voice: _person(session, seat, agreed) for seat, voice in enumerate(voices, 1)}


def words(
    session: model.Session,
    said: Sequence[Words],
    voices: dict[str, model.Participant],
    *,
    key: str,
    quote: bool,
) -> list[model.Contribution]:
    """The contributions, numbered as the journal will number them."""
    rounds = dict(zip(rounds_of(said), Script.from_dict(session.script).rounds, strict=False))
    last = list(rounds.values())[-1]
    kept = []
    for number, one in enumerate(said, 1):
        person, round = voices.get(one.voice), rounds.get(one.round, last)
        kept.append(
            model.Contribution(
                session_id=session.id,
                number=session.last_seq + number,
                participant_id=person.id if person else None,
                author=person.id if person else SOURCE,
                key=f"{key}-{number}",
                source=SOURCE,
                round=round.id,
                kind=round.kind,
                language=one.language,
                text=one.text,
                quotable=quote and one.quotable,
            )
        )
    return kept


def _person(session: model.Session, seat: int, agreed: Agreed) -> model.Participant:
    id = model.new_id()
    return model.Participant(
        id=id,
        session_id=session.id,
        seat=seat,
        token=f"brought in {id}",  # no digest looks so: no phone and no slip leads here
        slip=f"brought in {id}",
        may_quote=agreed.quote,
        may_archive=agreed.keep,
        consent=ALOUD,
    )


def _round(talk: Round, number: int, name: str) -> Round:
    titled = dict.fromkeys(talk.title, name) if name else talk.title
    return replace(_plain(talk), id=f"part-{number}", title=titled)


def _plain(talk: Round) -> Round:
    """No minutes and no questions to speak of: one minute is the least that a script can say."""
    return replace(talk, minutes=1, least=1, ask=(), asks=())
