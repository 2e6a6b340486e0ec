"""Words from a file into a circle: looked at first, and kept once a person said what was agreed to."""

import hashlib
import secrets
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from analysis.corpus import read_content
from analysis.language import code
from analysis.pseudonyms import Kind, find
from analysis.words import Sentence
from facilitator import brought, keeping, model, researched
from facilitator.brought import SOURCE, Agreed, Words
from facilitator.saying import N_, Saying
from facilitator.spoken import NotSpoken, line
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NoSuchCircle

MOST = 10_000
"""Contributions in one file that is brought into a circle."""
LARGEST = 50_000_000  # bytes
HELD = 3  # files that are looked at and not brought in yet
_LOOKED_AT = 2000  # contributions in which names and numbers are looked for before they are kept

NO_SERIES = N_("Nothing was said of this series yet. Name it on the console first.")
NO_CIRCLE = N_("There is no circle %(circle)s in this series. It has: %(there)s.")
NO_TITLE = N_("Say what the new circle is called: one line of at most 300 letters.")
NO_LANGUAGE = N_("Say the circle's language as in lv, en or ru.")
CAME = N_("Circle %(circle)s came here in a bundle. Only the laptop that held it can add words to it.")
AGAIN = N_(
    "This very file was brought into circle %(circle)s on %(day)s already. Nothing was changed. Words that "
    "were taken back since do not come back with it."
)
ALL_THERE = N_(
    "Circle %(circle)s has all these texts from files already: %(there)s stand there, %(back)s were taken "
    "back. Nothing was changed."
)
NOT_AGREED = N_(
    "Only words of people who agreed that they are kept and read can be brought in. If they did, say so."
)
NOT_HELD = N_("Say on which day the circle met, as in 2025-05-14: a day that has been.")
TOO_MANY = N_("The file holds %(n)s contributions; at most %(most)s come into one circle. Split the file.")
NOTHING = N_("The file holds no words that can be kept.")
TOO_LARGE = N_("The file is larger than %(most)s MB. Split it into smaller files.")


class NotBrought(Exception):
    """Nothing was kept; `saying` says why, and what to do."""

    def __init__(self, text: str, **values: object) -> None:
        self.saying = Saying(text, values)
        super().__init__(str(self.saying))


@dataclass(frozen=True)
class Looked:
    """A file that was read, of which nothing is kept yet.

    `notes` say what was recognised and what was left out. `personal` counts contributions in which a name, a
    number or the like was found, by kind, in the first `looked_at` of them.
    """

    name: str
    ending: str
    sha256: str
    title: str
    words: Sequence[Words]
    notes: Sequence[Sentence]
    personal: Mapping[Kind, int]
    looked_at: int
    language: str = ""

    @property
    def voices(self) -> int:
        return len({one.voice for one in self.words if one.voice})

    @property
    def rounds(self) -> Sequence[str]:
        return tuple(dict.fromkeys(one.round for one in self.words if one.round))


@dataclass(frozen=True)
class Terms:
    """Where the words go, and what the people who said them agreed to, as `who` says.

    `circle` is an existing one's id, or "" for a new one called `title`, whose language is
    that of most texts where none is said. `people` took part; 0 where nobody knows.
    """

    held: date
    agreed: bool
    quote: bool
    keep: bool
    circle: str = ""
    title: str = ""
    language: str = ""
    people: int = 0
    who: str = ""


@dataclass(frozen=True)
class Brought:
    """`there` texts of the file stood in the circle already, and `back` were taken back from it."""

    session: str
    circle: int
    contributions: int
    there: int = 0
    back: int = 0


@dataclass(frozen=True)
class Arrived:
    """A file that was brought in on `day` by `who`, into a circle that met on `held`; `left` texts remain."""

    session: str
    name: str
    day: str
    held: str
    circle: int
    title: str
    who: str
    left: int


def look(content: bytes, name: str) -> Looked:
    """Read a file as it would be brought in. Raises CannotRead, NotBrought."""
    if len(content) > LARGEST:
        raise NotBrought(TOO_LARGE, most=LARGEST // 1_000_000)
    read = read_content(content, name)
    kept = [words for one in read.corpus.contributions for words in brought.fit(one)]
    if not kept:
        raise NotBrought(NOTHING)
    if len(kept) > MOST:
        raise NotBrought(TOO_MANY, n=len(kept), most=MOST)
    personal = Counter(kind for one in kept[:_LOOKED_AT] for kind in {found.kind for found in find(one.text)})
    path = PurePath(name)
    return Looked(
        name=path.name[:255],
        ending=path.suffix.lower(),
        sha256=hashlib.sha256(content).hexdigest(),
        title=read.corpus.title[:200],
        words=kept,
        notes=read.notes,
        personal=dict(personal.most_common()),
        looked_at=min(len(kept), _LOOKED_AT),
        language=brought.language_of(read.corpus.contributions[:_LOOKED_AT]),
    )


def keep(work: Work, looked: Looked, terms: Terms, *, now: datetime, secret: bytes) -> Brought:
    """A closed sitting with these words, and a line on where they are from. Raises NotBrought.

    Texts that came into the circle with a file before stay out, also where they were taken back since:
    `secret`, this laptop's, tells them again.
    """
    if not terms.agreed:
        raise NotBrought(NOT_AGREED)
    if not date(1990, 1, 1) <= terms.held <= now.date():
        raise NotBrought(NOT_HELD)
    circle = _circle(work, terms, looked.language)
    _refuse_again(work, circle, looked.sha256)
    before = brought.already(work, circle.id, looked.words, secret)
    if not before.new:
        raise NotBrought(ALL_THERE, circle=circle.number, there=before.there, back=before.back)
    session = work.add(
        brought.sitting(circle.id, terms.held, brought.rounds_of(before.new), people=terms.people, now=now)
    )
    voices = brought.people(session, before.new, Agreed(terms.quote, terms.keep))
    work.add_all(voices.values())
    said = brought.words(session, before.new, voices, secret=secret, quote=terms.quote)
    work.add_all(said)
    for one in said:
        work.note(session.id, keeping.kept(one, quotable=one.quotable))
    work.add(
        researched.Arrival(
            session_id=session.id,
            name=looked.name,
            sha256=looked.sha256,
            kind=looked.ending.lstrip("."),
            contributions=len(said),
            who=terms.who[:200],
            at=now,
        )
    )
    return Brought(session.id, circle.number, len(said), before.there, before.back)


def numbered(work: Work, number: int) -> str:
    """The id of the circle with this number. Raises NotBrought, naming those there are."""
    circles = {one.number: one.id for one in work.circles()}
    if number not in circles:
        raise NotBrought(NO_CIRCLE, circle=number, there=", ".join(map(str, circles)) or "–")
    return circles[number]


class Importing:
    """The files that somebody looks at, until they are brought in or put away: in memory, never on a disk."""

    def __init__(
        self, store: Store, secret: bytes | None = None, *, clock: Callable[[], datetime] = model.now
    ) -> None:
        """`secret` is the laptop's; without one, texts are told again only as long as this program runs."""
        self.store = store
        self.secret = secret or secrets.token_bytes(32)
        self.clock = clock
        self._looked: OrderedDict[str, Looked] = OrderedDict()
        self._turn = threading.Lock()

    def look(self, content: bytes, name: str) -> str:
        """Read a file and hold it; under which word. The oldest of more than a few is put away.

        Raises CannotRead, NotBrought.
        """
        looked, word = look(content, name), secrets.token_urlsafe(16)
        with self._turn:
            self._looked[word] = looked
            while len(self._looked) > HELD:
                self._looked.popitem(last=False)
        return word

    def held(self, word: str) -> Looked:
        """Raises NoSuchCircle where it was put away, or aplis started anew."""
        with self._turn:
            if word not in self._looked:
                raise NoSuchCircle
            return self._looked[word]

    def standing(self, word: str) -> Mapping[str, brought.Already]:
        """By circle that has words from files: which of these texts it has already. Raises NoSuchCircle."""
        looked = self.held(word)
        with self.store.read() as work:
            into = {work.sitting(row.session_id).circle_id for row in work.rows(researched.Arrival)}
            return {one: brought.already(work, one, looked.words, self.secret) for one in into}

    def put_away(self, word: str) -> None:
        with self._turn:
            self._looked.pop(word, None)

    def keep(self, word: str, terms: Terms) -> Brought:
        """Raises NoSuchCircle, NotBrought, NotNow."""
        looked, now, key = self.held(word), self.clock(), self.secret
        done = keeping.answered(self.store, lambda work: keep(work, looked, terms, now=now, secret=key))
        self.put_away(word)
        return done

    def arrivals(self) -> list[Arrived]:
        """The files whose words came into circles of the open series, the last one first."""
        with self.store.read() as work:
            rows = sorted(work.rows(researched.Arrival), key=lambda row: row.at, reverse=True)
            return [_arrived(work, row) for row in rows]

    def take_back(self, session: str) -> None:
        """All words that came from a file go for good, from themes and reports too. Raises NoSuchSeat."""

        def act(work: Work) -> None:
            work.sitting(session)
            for said in work.contributions(session):
                if said.source == SOURCE:
                    keeping.take_back(work, said)

        keeping.answered(self.store, act)


def _arrived(work: Work, row: researched.Arrival) -> Arrived:
    session = work.sitting(row.session_id)
    circle = work.circle(session.circle_id)
    return Arrived(
        session=row.session_id,
        name=row.name,
        day=row.at.date().isoformat(),
        held=session.opened_at.date().isoformat() if session.opened_at else "",
        circle=circle.number if circle else 0,
        title=circle.title if circle else "",
        who=row.who,
        left=sum(1 for one in work.contributions(row.session_id) if one.text),
    )


def _circle(work: Work, terms: Terms, found: str) -> model.Circle:
    if terms.circle:
        row = work.circle(terms.circle)
        if row is None:
            there = ", ".join(str(one.number) for one in work.circles())
            raise NotBrought(NO_CIRCLE, circle="?", there=there)
        if work.one(model.Bundled, circle_id=row.id, here=False) is not None:
            raise NotBrought(CAME, circle=row.number)
        return row
    series = work.series()
    if terms.language and not code(terms.language):
        raise NotBrought(NO_LANGUAGE)
    if series is None:
        raise NotBrought(NO_SERIES)
    try:
        title = line(terms.title, 300)
    except NotSpoken as refusal:
        raise NotBrought(NO_TITLE) from refusal
    return work.add(
        model.Circle(
            series_id=series.id,
            number=len(work.circles()) + 1,
            title=title,
            question=series.question,
            language=code(terms.language) or found or "lv",
        )
    )


def _refuse_again(work: Work, circle: model.Circle, sha256: str) -> None:
    for session in work.sessions(circle.id):
        before = work.one(researched.Arrival, session_id=session.id, sha256=sha256)
        if before is not None:
            raise NotBrought(AGAIN, circle=circle.number, day=before.at.date().isoformat())
