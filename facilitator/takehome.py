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
from participant_ui.port import NoSuchSeat, Promised

# An A4 page as takehome.css sets it: its lines, and how many letters go into one.
LINES = 52
LETTERS = 88
TITLE = 34  # of a title, which is as high as two lines
FIXED = 14  # headings, the fixed sentences with their gaps, and the foot
UNSAID = 3  # where nothing was promised: the sentence that says so
GAP = 0.6  # between two themes
STATUS = 30  # letters of what stands beside a name
MACHINE = 24  # and before the program's own
NARROW = 0.68  # of a line: beside the picture of the address
# What an organiser may type is longer than a page has room for; whole it stands where the answers do.
TITLED, ASKED, NAMED, NOTED, NOTE_LINES = 100, 260, 150, 560, 8


class Sheets:
    """Sheets as they are at the moment they are asked for. `place`: where phones reach this laptop now."""

    def __init__(self, store: Store, place: Callable[[], str | None] = lambda: None) -> None:
        self.store = store
        self.place = place

    def sheet(self, session: str, language: str) -> Sheet:
        """The names of themes in this language where there are any. Raises NoSuchSeat."""
        with self.store.read() as work:
            return sheet(work, session, language, place=self.place())

    def promised(self, session: str) -> Promised | None:
        """What happens next. Raises NoSuchSeat."""
        with self.store.read() as work:
            return promise.of(work, work.sitting(session).circle_id)


def sheet(work: Work, session: str, language: str, *, place: str | None = None) -> Sheet:
    row, series = work.session(session), work.series()
    circle = work.circle(row.circle_id) if row else None
    if row is None or circle is None or series is None:
        raise NoSuchSeat
    drafts = reading.judged(work, session)
    themes = _judged(drafts, language) if drafts else _read(reading.themes(work, session), language)
    promised = promise.of(work, circle.id)
    answers = promise.page_address(promised, place) if promised else None
    return _on_one_page(
        Sheet(
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
            lexical=reading.lexical(work, session),
            checked=bool(drafts),
            themes=themes,
            more=0,
            rejected=sum(d.status == REJECTED for d in drafts),
            insights=sum(1 for c in work.contributions(session) if c.kind == "insight" and c.text),
            promised=promised,
            answers=answers.url if answers else "",
            answers_here=answers.here_only if answers else False,
            keep_until=phoneview.keep_until(row, series),
        )
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


def _on_one_page(sheet: Sheet) -> Sheet:
    """As much as fits: second quotes go first, then first ones, from the last theme up; then last themes.

    Before them, what the organiser typed is cut to what leaves the themes room.
    """
    sheet = _shortened(sheet)
    room = LINES - _around(sheet)
    fitting = list(sheet.themes)
    for quotes in (1, 0):
        for at in reversed(range(len(fitting))):
            if _lines(fitting) > room:
                fitting[at] = replace(fitting[at], quotes=fitting[at].quotes[:quotes])
    while fitting and _lines(fitting) > room:
        fitting.pop()
    return replace(sheet, themes=fitting, more=len(sheet.themes) - len(fitting))


def _around(sheet: Sheet) -> float:
    """About how many lines everything else takes."""
    about = FIXED + 2 * ceil(_wide(sheet.circle) / TITLE) + 1.2 * ceil(1.15 * _wide(sheet.question) / LETTERS)
    about += sheet.lexical  # the sentence that says so
    about += (_wide(sheet.place) + 2 * _wide(sheet.host)) / LETTERS
    if sheet.promised is None:
        return about + UNSAID
    said = sheet.promised
    rows = (said.commissioner, said.answers_by, said.due, sheet.answers if not sheet.answers_here else "")
    narrow = LETTERS * NARROW
    promised = sum(ceil((_wide(one) + 30) / narrow) for one in rows if one)
    return about + promised + sum(ceil(_wide(line) / narrow) for line in said.note.splitlines())


def _shortened(sheet: Sheet) -> Sheet:
    said = sheet.promised
    if said is not None:
        note = "\n".join(line for line in said.note.splitlines() if line.strip())
        lines = note.splitlines()
        if len(lines) > NOTE_LINES:
            note = "\n".join(lines[:NOTE_LINES]) + " …"
        said = replace(
            said,
            commissioner=_cut(said.commissioner, NAMED),
            answers_by=_cut(said.answers_by, NAMED),
            note=_cut(note, NOTED),
        )
    return replace(
        sheet,
        circle=_cut(sheet.circle, TITLED),
        question=_cut(sheet.question, ASKED),
        place=_cut(sheet.place, NAMED),
        host=_cut(sheet.host, NAMED),
        promised=said,
    )


def _cut(text: str, longest: int) -> str:
    """So much of it, to the end of a word where there is one."""
    if _wide(text) <= longest:
        return text
    kept = text[: int(longest * len(text) / _wide(text))]
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) > longest / 2 else kept).rstrip(" ,;:\n") + " …"


def _wide(text: str) -> float:
    """Its letters, as wide as they are: capitals take more."""
    return len(text) + 0.4 * sum(map(str.isupper, text))


def _lines(themes: Sequence[SheetTheme]) -> float:
    """About how many lines these take on paper."""
    heads = sum(ceil(_head(theme) / LETTERS) + GAP for theme in themes)
    return heads + sum(ceil(_wide(quote) / LETTERS) for t in themes for quote in t.quotes)


def _head(theme: SheetTheme) -> float:
    """Letters of a theme's first lines; a name is bold, and so wider."""
    return _wide(theme.name) * 1.15 + STATUS + (_wide(theme.machine) + MACHINE if theme.machine else 0)
