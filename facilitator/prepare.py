"""Before the evening: make a series, its circles and their sessions; and afterwards find them again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from facilitator import brought, codes, model, shelf
from facilitator.keeping import answered
from facilitator.script import Said, Script
from facilitator.spoken import NotSpoken, line
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.port import NoSuchCircle, NotNow, Stage, WordsRefused

_ADDRESS = re.compile(
    r"\d|\b(?:iel[aāu]s?|bulvār\w+|prospekt\w*|gatv[eē]|šosej\w+|alej[aā]|улиц\w+|ул\.|проспект\w*|шоссе|переул\w+|"
    r"street|road|avenue|lane)(?!\w)",
    re.IGNORECASE,
)
"""What stands in an address and in no region."""


@dataclass(frozen=True)
class Sitting:
    """A session as the list shows it. `brought`: its words came from a file, and nobody sat here."""

    id: str
    stage: Stage
    rehearsal: bool
    seats: int
    contributions: int
    opened: str
    brought: bool = False


@dataclass(frozen=True)
class CircleLine:
    """A circle as the list shows it; `script` is what its script is called, `minutes` how long that is."""

    id: str
    number: int
    title: str
    question: str
    place: str
    region: str
    language: str
    script: Said
    minutes: int
    rounds: int
    sittings: list[Sitting]


@dataclass(frozen=True)
class SeriesPage:
    title: str
    question: str
    host: str
    keep_days: int
    circles: list[CircleLine]


class Prepare:
    def __init__(self, store: Store) -> None:
        self.store = store

    def page(self) -> SeriesPage | None:
        """The series and what is in it; None where the file is new and nothing was said of it yet."""
        with self.store.read() as work:
            series = work.series()
            if series is None:
                return None
            return SeriesPage(
                title=series.title,
                question=series.question,
                host=series.host,
                keep_days=series.keep_days,
                circles=[_line(work, circle) for circle in work.circles()],
            )

    def title(self) -> str:
        """What the series is called; "" where nothing was said of it yet."""
        with self.store.read() as work:
            series = work.series()
            return series.title if series else ""

    def series(self, *, title: str, question: str, host: str, keep_days: int = 90) -> None:
        """Name the series, or name it anew. Raises WordsRefused, ValueError, NotNow(promised)."""
        if not 1 <= keep_days <= 3650:
            raise ValueError("keep_days")
        named = {"title": _line_of(title), "question": _line_of(question), "host": _line_of(host)}

        def act(work: Work) -> None:
            row = work.series() or work.add(model.Series(title="", question=""))
            if keep_days > row.keep_days and any(work.participants(one.id) for one in work.sessions()):
                raise NotNow("promised")  # people were told a date: it may come earlier, never later
            row.title, row.question, row.host = named["title"], named["question"], named["host"]
            row.keep_days = keep_days

        answered(self.store, act)

    def circle(
        self, *, title: str, question: str, place: str, language: str, script: str = "", region: str = ""
    ) -> str:
        """Add a circle; an empty question takes the series', no script the usual one.

        `region` may be published, `place` never is. Returns its id. Raises WordsRefused, NoSuchCircle.
        """
        named = _line_of(title)
        where, around = _line_or_none(place), _region(region)
        asked = _line_of(question) if question.strip() else ""

        def act(work: Work) -> str:
            series = work.series()
            if series is None:
                raise NoSuchCircle
            row = model.Circle(
                series_id=series.id,
                number=len(work.circles()) + 1,
                title=named,
                question=asked or series.question,
                place=where,
                region=around,
                language=language,
                script=shelf.found(work, script).to_dict() if script else None,
            )
            return work.add(row).id

        return answered(self.store, act)

    def regions(self, named: Mapping[str, str]) -> None:
        """Say in which region circles are, by their ids; "" for none. Raises WordsRefused, NoSuchCircle."""
        lines = {id: _region(region) for id, region in named.items()}

        def act(work: Work) -> None:
            for id, region in lines.items():
                row = work.circle(id)
                if row is None:
                    raise NoSuchCircle
                row.region = region

        answered(self.store, act)

    def session(
        self, circle: str, script: Script | None = None, *, capacity: int = 30, rehearsal: bool = False
    ) -> str:
        """Make a sitting of a circle, with a snapshot of its script, or of another one. Returns its id."""

        def act(work: Work) -> str:
            held = work.circle(circle)
            if held is None:
                raise NoSuchCircle
            row = model.Session(
                circle_id=circle,
                code=codes.new_code(),
                link=codes.new_code(26),
                capacity=capacity,
                rehearsal=rehearsal,
                script=(script or shelf.of_circle(held)).to_dict(),
            )
            return work.add(row).id

        return answered(self.store, act)


def _line(work: Work, circle: model.Circle) -> CircleLine:
    script = shelf.of_circle(circle)
    return CircleLine(
        id=circle.id,
        number=circle.number,
        title=circle.title,
        question=circle.question,
        place=circle.place,
        region=circle.region,
        language=circle.language,
        script=script.title,
        minutes=script.minutes,
        rounds=len(script.rounds),
        sittings=[
            Sitting(
                id=row.id,
                stage=row.stage,
                rehearsal=row.rehearsal,
                seats=work.seats(row.id),
                contributions=work.words_said(row.id),
                opened=row.opened_at.date().isoformat() if row.opened_at else "",
                brought=brought.is_brought(Script.from_dict(row.script)),
            )
            for row in work.sessions(circle.id)
        ],
    )


def _region(text: str) -> str:
    """Raises WordsRefused(address): a house or a street is nearer than may be published."""
    if _ADDRESS.search(text):
        raise WordsRefused("address")
    return _line_or_none(text)


def _line_or_none(text: str) -> str:
    return _line_of(text) if text.strip() else ""


def _line_of(text: str) -> str:
    try:
        return line(text, 300)
    except NotSpoken as refusal:
        raise WordsRefused(refusal.reason) from refusal
