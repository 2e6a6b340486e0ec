"""The scripts at hand: those that come with aplis, the series' own, and the one each circle has itself."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from facilitator import drafting, model
from facilitator import script as formats
from facilitator.keeping import answered
from facilitator.script import Script
from facilitator.spoken import NotSpoken, line
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NoSuchCircle, NotNow, Stage, WordsRefused

USUAL = "timeout-120"
MOST = 100  # scripts of a series' own
LONGEST_NAME = 40
CYRILLIC = str.maketrans("абвгдеёжзийклмнопрстуфхцчшщыэюя", "abvgdeezziiklmnoprstufhccssyeua", "ьъ")
Change = Callable[[Script], Script]


@dataclass(frozen=True)
class Offer:
    """A script that a circle may choose. `own`: kept in this series, not one that comes with aplis."""

    script: Script
    own: bool


@dataclass(frozen=True)
class Follower:
    """A sitting of a circle, and whether it follows the circle's script as it is now."""

    id: str
    stage: Stage
    rehearsal: bool
    same: bool


@dataclass(frozen=True)
class CircleScript:
    """A circle's script. `chosen`: it has a copy of its own; `changed`: unlike the one it came from.

    `longer` is by how many minutes, below 0 if it is shorter, 0 where that one is gone.
    """

    circle: str
    number: int
    title: str
    question: str
    language: str
    script: Script
    chosen: bool
    changed: bool
    longer: int
    followers: list[Follower]

    @property
    def tongue(self) -> str:
        """The language that others lean on: the circle's, where the script has it."""
        known = self.script.languages
        return self.language if self.language in known else known[0]


class Shelf:
    """`told` is called with each session that took another script: screens that show it look again."""

    def __init__(self, store: Store, told: Callable[[str], None] = lambda session: None) -> None:
        self.store = store
        self.told = told

    def offers(self) -> list[Offer]:
        """All there are: the series' own first."""
        with self.store.read() as work:
            own = [Offer(Script.from_dict(row.script), own=True) for row in work.rows(model.OwnScript)]
        return own + [Offer(formats.load(name), own=False) for name in formats.scripts()]

    def one(self, name: str) -> Offer:
        """Raises NoSuchCircle."""
        with self.store.read() as work:
            own = work.one(model.OwnScript, id=name) is not None
            return Offer(found(work, name), own)

    def of(self, circle: str) -> CircleScript:
        """The script of a circle, and which of its evenings follow it. Raises NoSuchCircle."""
        with self.store.read() as work:
            row = _circle(work, circle)
            script = of_circle(row)
            came_from = _origin(work, script)
            return CircleScript(
                circle=row.id,
                number=row.number,
                title=row.title,
                question=row.question,
                language=row.language,
                script=script,
                chosen=row.script is not None,
                changed=row.script is not None and came_from != script,
                longer=script.minutes - came_from.minutes if came_from else 0,
                followers=[_follower(one, script) for one in work.sessions(circle)],
            )

    def choose(self, circle: str, name: str) -> None:
        """The circle takes a copy of this script. Raises NoSuchCircle."""

        self._given(lambda work: _give(work, _circle(work, circle), found(work, name)))

    def change(self, circle: str, by: Change) -> None:
        """Change a circle's own copy. Raises NoSuchCircle, NotNow, and whatever else `by` raises.

        Where something is raised nothing has changed.
        """

        def act(work: Work) -> list[str]:
            row = _circle(work, circle)
            try:
                return _give(work, row, drafting.settled(by(of_circle(row))))
            except drafting.NoSuchRound as missing:
                raise NoSuchCircle from missing
            except drafting.Refused as refusal:
                raise NotNow(refusal.reason) from refusal

        self._given(act)

    def add(self, circle: str, after: str, blank: str, speak: drafting.Speak) -> str:
        """A new round after another (first of all where that is ""). Returns its id. Raises as change."""
        made: list[str] = []

        def by(script: Script) -> Script:
            longer, id = drafting.added(script, after, blank, speak)
            made.append(id)
            return longer

        self.change(circle, by)
        return made[-1]

    def ask(self, circle: str, round: str, question: str) -> None:
        """One more prepared question in a round. Raises WordsRefused, and as change."""
        words = _spoken(question, 300)
        self.change(circle, lambda script: drafting.asking(script, round, words))

    def keep(self, circle: str, title: str) -> str:
        """Keep a circle's script as the series' own under this title; the circle then has that one.

        Returns its name. Raises NoSuchCircle, WordsRefused, NotNow(shelf_full).
        """
        titled = _spoken(title, 120)

        def act(work: Work) -> str:
            row = _circle(work, circle)
            script = of_circle(row)
            named = replace(
                script, id=_free(work, _slug(titled)), title=dict.fromkeys(script.languages, titled)
            )
            _put(work, named)
            _give(work, row, named)
            return named.id

        return answered(self.store, act)

    def bring(self, content: bytes, file: str) -> str:
        """Take a TOML file in as the series' own; where its name is taken it gets a number. Returns the name.

        Raises ScriptBroken with every fault, NotNow(shelf_full); then nothing changed.
        """
        script = formats.read(content, file)

        def act(work: Work) -> str:
            before = work.one(model.OwnScript, id=script.id)
            if before is not None and Script.from_dict(before.script) == script:
                return script.id
            named = replace(script, id=_free(work, script.id))
            _put(work, named)
            return named.id

        return answered(self.store, act)

    def drop(self, name: str) -> None:
        """Take one of the series' own away; circles keep their copies. Raises NoSuchCircle."""

        def act(work: Work) -> None:
            if work.one(model.OwnScript, id=name) is None:
                raise NoSuchCircle
            work.drop(model.OwnScript, id=name)

        answered(self.store, act)

    def _given(self, act: Callable[[Work], list[str]]) -> None:
        for session in answered(self.store, act):
            self.told(session)


def found(work: Work, name: str) -> Script:
    """A script by its name, the series' own or one that comes with aplis. Raises NoSuchCircle."""
    own = work.one(model.OwnScript, id=name)
    if own is not None:
        return Script.from_dict(own.script)
    if name not in formats.scripts():
        raise NoSuchCircle
    return formats.load(name)


def of_circle(circle: model.Circle) -> Script:
    """The circle's own copy; where it chose none, the usual two hours."""
    return Script.from_dict(circle.script) if circle.script is not None else formats.load(USUAL)


def _give(work: Work, circle: model.Circle, script: Script) -> list[str]:
    """The circle has this script now, and every evening nobody sits in yet: the ids of those are returned."""
    circle.script = script.to_dict()
    following = [row for row in work.sessions(circle.id) if _untouched(work, row)]
    for row in following:
        row.script = script.to_dict()
    return [row.id for row in following]


def _untouched(work: Work, row: model.Session) -> bool:
    """Nobody took a seat, not even one given up since: no person was told of any script."""
    return row.stage is Stage.WAITING and not work.participants(row.id)


def _follower(row: model.Session, script: Script) -> Follower:
    return Follower(row.id, row.stage, row.rehearsal, Script.from_dict(row.script) == script)


def _origin(work: Work, script: Script) -> Script | None:
    try:
        return found(work, script.id)
    except NoSuchCircle:
        return None


def _circle(work: Work, id: str) -> model.Circle:
    row = work.circle(id)
    if row is None:
        raise NoSuchCircle
    return row


def _put(work: Work, script: Script) -> None:
    if len(work.rows(model.OwnScript)) >= MOST:
        raise NotNow("shelf_full")
    work.add(model.OwnScript(id=script.id, script=script.to_dict()))


def _spoken(text: str, longest: int) -> str:
    try:
        words = "".join(c for c in line(text, longest) if c.isprintable())  # a file holds nothing unseen
    except NotSpoken as refusal:
        raise WordsRefused(refusal.reason) from refusal
    if not words or {"{", "}"} & set(words):
        raise WordsRefused("brackets" if words else "empty")
    return words


def _free(work: Work, name: str) -> str:
    taken = {row.id for row in work.rows(model.OwnScript)} | set(formats.scripts())
    return next(free for free in (name, *(f"{name}-{n}" for n in range(2, MOST + 20))) if free not in taken)


def _slug(title: str) -> str:
    """A name as a file has it: a to z, digits and single hyphens; nothing of a title leaves "own"."""
    latin = title.lower().translate(CYRILLIC)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-") or "own"
