"""The sheet that people take home: one page, made of what may be read by everybody in the room."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil

from facilitator import phoneview, promise, reading
from facilitator.check import REJECTED
from facilitator.reading import Judged, Passage, ThemeRead
from facilitator.script import Script
from facilitator.store import Store
from facilitator.work import Work
from participant_ui.afterwards import Sheet, SheetTheme
from participant_ui.port import NoSuchSeat

LINES = 34  # on one A4 page, for the themes
LETTERS = 92  # of a quote, in a line
GAP = 0.6  # between two themes, in lines


class Sheets:
    """Sheets as they are at the moment they are asked for. `place`: where phones reach this laptop now."""

    def __init__(self, store: Store, place: Callable[[], str | None] = lambda: None) -> None:
        self.store = store
        self.place = place

    def sheet(self, session: str, language: str) -> Sheet:
        """The names of themes in this language where there are any. Raises NoSuchSeat."""
        with self.store.read() as work:
            return sheet(work, session, language, place=self.place())


def sheet(work: Work, session: str, language: str, *, place: str | None = None) -> Sheet:
    row, series = work.session(session), work.series()
    circle = work.circle(row.circle_id) if row else None
    if row is None or circle is None or series is None:
        raise NoSuchSeat
    drafts = reading.judged(work, session)
    themes = _judged(drafts, language) if drafts else _read(reading.themes(work, session), language)
    fitting = _on_one_page(themes)
    promised = promise.of(work, circle.id)
    answers = promise.page_address(promised, place) if promised else None
    return Sheet(
        session=session,
        circle=circle.title,
        question=circle.question,
        day=row.opened_at.date().isoformat() if row.opened_at else "",
        place=circle.place,
        host=series.host,
        languages=phoneview.languages(Script.from_dict(row.script), circle),
        rehearsal=row.rehearsal,
        source=Script.from_dict(row.script).source,
        read=work.reading(session) is not None,
        checked=bool(drafts),
        themes=fitting,
        more=len(themes) - len(fitting),
        rejected=sum(d.status == REJECTED for d in drafts),
        insights=sum(1 for c in work.contributions(session) if c.kind == "insight" and c.text),
        promised=promised,
        answers=answers.url if answers else "",
        answers_here=answers.here_only if answers else False,
        keep_until=phoneview.keep_until(row, series),
    )


def _judged(drafts: Sequence[Judged], language: str) -> list[SheetTheme]:
    """What the room stands by first; what it rejected is no theme of this circle."""
    stand = [d for d in drafts if d.size and d.status != REJECTED]
    ordered = sorted(stand, key=lambda d: not d.status)
    return [_theme(reading.name_in(d, language), d.passages, d.status, d.correction) for d in ordered]


def _read(themes: Sequence[ThemeRead], language: str) -> list[SheetTheme]:
    return [_theme(reading.name_in(t, language), t.passages, "", "") for t in themes]


def _theme(label: str, passages: Sequence[Passage], status: str, correction: str) -> SheetTheme:
    machine = label if correction else ""
    return SheetTheme(correction or label, machine, status, reading.for_the_room(passages))


def _on_one_page(themes: Sequence[SheetTheme]) -> list[SheetTheme]:
    """As many as fit: second quotes go first, then first ones, from the last theme up; then last themes."""
    fitting = list(themes)
    for quotes in (1, 0):
        for at in reversed(range(len(fitting))):
            if _lines(fitting) > LINES:
                fitting[at] = replace(fitting[at], quotes=fitting[at].quotes[:quotes])
    while _lines(fitting) > LINES:
        fitting.pop()
    return fitting


def _lines(themes: Sequence[SheetTheme]) -> float:
    """About how many lines these take on paper."""
    heads = sum(ceil(len(t.name + t.machine) / (LETTERS * 0.7)) + GAP for t in themes)
    return heads + sum(ceil(len(quote) / LETTERS) for t in themes for quote in t.quotes)
