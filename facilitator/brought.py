"""A sitting that was not held with aplis, as rows of a series: its rounds, its voices, its words."""

import hashlib
import hmac
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from analysis.corpus import Contribution
from analysis.language import LANGUAGES, languages
from analysis.readers.passages import pieces_of
from facilitator import codes, model
from facilitator.script import Round, Said, Script, load
from facilitator.spoken import NotSpoken, clean
from facilitator.work import Work
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


@dataclass(frozen=True)
class Already:
    """Of a file's texts: those `new` to a circle, and how many stand there or were taken back from there."""

    new: Sequence[Words]
    there: int = 0
    back: int = 0


def digest(text: str, circle: str, secret: bytes) -> str:
    """Tells a text again however its lines are broken; without the secret nobody can try words on it."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hmac.new(secret, f"brought in\n{circle}\n{plain}".encode(), hashlib.sha256).hexdigest()[:32]


def already(work: Work, circle: str, said: Sequence[Words], secret: bytes) -> Already:
    """What was brought into this circle before stands for as many of the same texts, also if mended since."""
    known = _known(work, circle, secret)
    used: set[str] = set()
    new, there, back = [], 0, 0
    for words in said:
        rows = known.get(digest(words.text, circle, secret), [])
        while rows and rows[-1].id in used:
            rows.pop()
        if not rows:
            new.append(words)
            continue
        used.add(rows[-1].id)
        there, back = there + bool(rows[-1].text), back + (not rows[-1].text)
    return Already(new, there, back)


def _known(work: Work, circle: str, secret: bytes) -> Mapping[str, list[model.Contribution]]:
    """What came from files into a circle, by the digest it was kept under and that of its words now."""
    known: dict[str, list[model.Contribution]] = defaultdict(list)
    for row in work.sessions(circle):
        for had in work.contributions(row.id):
            if had.source == SOURCE:
                now = {digest(had.text, circle, secret)} if had.text else set()
                for one in {had.key.partition("-")[0]} | now:
                    known[one].append(had)
    return known


def language_of(said: Sequence[Contribution]) -> str:
    """What most of the texts are in, as a two-letter code; "" where nothing can be told."""
    ((most, _),) = Counter(languages(said)).most_common(1)
    return most if most in LANGUAGES else ""


def fit(one: Contribution) -> list[Words]:
    """As a circle may keep it: cut where it is too long, without signs that nobody sees."""
    language = one.language if one.language.isalpha() and one.language.isascii() else ""
    kept = []
    for piece in pieces_of(_speakable(one.text)):
        try:
            text = clean(piece)
        except NotSpoken:
            continue
        kept.append(Words(text, one.voice, one.round, language.lower()[:3], one.quotable))
    return kept


def _speakable(text: str) -> str:
    """Without code points that are no characters."""
    return "".join(
        letter for letter in text if not 0xFDD0 <= ord(letter) <= 0xFDEF and ord(letter) & 0xFFFE != 0xFFFE
    )


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
    secret: bytes,
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
                key=f"{digest(one.text, session.circle_id, secret)}-{number}",
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
