"""What was said as running text, a source for each circle, and which passages of it carry which codes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.corpus import Contribution
from analysis.exporters.code_tree import facet_guid, quote_guid, theme_guid
from analysis.exporters.decisions import note
from analysis.exporters.telling import Telling
from analysis.report import Placed, Quote

_LINE_END = re.compile("\r\n|\r|\n")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_NO_FILE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


@dataclass
class Passage:
    """From `start` up to `end`, in code points of the source; `codes`: each code's GUID, and who gave it.

    `name` is the contribution it is of; `part` tells its passages apart, in whatever language the rest is.
    """

    name: str
    part: str
    start: int
    end: int
    codes: dict[str, str] = field(default_factory=dict)
    told: str = ""


@dataclass(frozen=True)
class Source:
    """All of one circle: each contribution under its number, with an empty line between."""

    circle: str
    name: str
    text: str
    passages: Sequence[Passage]
    contributions: Sequence[Contribution]


def legal(text: str) -> str:
    """Text that XML can hold, as long as it was: a sign it cannot hold becomes U+FFFD; lines end in LF."""
    return _ILLEGAL.sub("\ufffd", _LINE_END.sub("\n", text))


def sources(tell: Telling, line_end: str, machine: str, person: str) -> Iterator[Source]:
    """The sources in the order of their first contributions; `machine` and `person` are who codes."""
    circles: dict[str, list[Contribution]] = {}
    for c in tell.report.contributions:
        circles.setdefault(c.circle, []).append(c)
    placed = {one.id: one for one in tell.report.placed}
    taken: set[str] = set()
    for circle, said in circles.items():
        title = tell("Circle {name}", name=circle) if circle else tell.report.title
        writing = _Writing(tell, line_end, (machine, person))
        for c in said:
            writing.add(c, placed[c.id])
        yield Source(circle, _file_name(title, taken), writing.text, writing.passages, said)


def places(tell: Telling) -> dict[str, dict[str, tuple[int, int]]]:
    """For each text as it goes out, where each contribution lies in it: to find it when it comes back."""
    return {
        one.text: {passage.name: (passage.start, passage.end) for passage in one.passages if not passage.part}
        for one in sources(tell, "\n", "", "")
    }


class _Writing:
    """A source being written: text so far, and its passages."""

    def __init__(self, tell: Telling, line_end: str, coders: tuple[str, str]) -> None:
        self.passages: list[Passage] = []
        self._tell, self._line_end, self._coders = tell, line_end, coders
        self._parts: list[str] = []
        self._length = 0
        report = tell.report
        self._quotes: dict[str, list[tuple[Quote, str]]] = {}
        self._themes = {theme.id: theme for theme in (*report.themes, *report.rejected)}
        for theme in self._themes.values():
            for said in tell.said(theme.quotes):
                self._quotes.setdefault(said.quote.contribution, []).append((said.quote, theme.id))

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, c: Contribution, placed: Placed) -> None:
        head = f"[{c.id} · {c.round}]" if c.round else f"[{c.id}]"
        self._write(self._lines(head) + self._line_end)
        begin = self._length
        words = c.text if c.quotable else f"({self._tell('Counted, not to be quoted')})"
        self._write(self._lines(words))
        codes = self._codes(placed)
        here: dict[tuple[int, int], Passage] = {}
        if begin < self._length:
            here[begin, self._length] = Passage(c.id, "", begin, self._length, codes, self._told(c, placed))
        for quote, theme in self._quotes.get(c.id, ()):
            start, end = quote.start, quote.end
            coder = self._coders[1 if quote.chosen else 0]
            span = begin + len(self._lines(c.text[:start])), begin + len(self._lines(c.text[:end]))
            if span[0] < span[1]:
                passage = here.setdefault(span, Passage(c.id, f"{start}–{end}", *span))
                _give(passage, theme_guid(self._tell.report, theme), coder, self._coders[1])
                _give(passage, quote_guid(self._tell.report), coder, self._coders[1])
        self.passages += here.values()
        self._write(self._line_end * 2)

    def _codes(self, placed: Placed) -> dict[str, str]:
        """What this contribution carries, and who says so: what is wholly sure, a person said; a further
        theme is only ever given by one."""
        machine, person = self._coders
        report = self._tell.report
        codes = {theme_guid(report, placed.theme): person if placed.by_person else machine}
        codes |= {theme_guid(report, theme): person for theme in placed.also if theme in self._themes}
        book = report.codebook
        known = {code.id: code.guid for code in book.codes} if book else {}
        known |= {one.id: facet_guid(book, "special", one.id) for one in book.special_codes} if book else {}
        for code, sure in placed.codes.items():
            if code in known:
                codes[known[code]] = person if placed.coded or sure >= 1 else machine
        values = {(f.id, value.id) for f in book.facets for value in f.values} if book else set()
        for facet, told in placed.facets.items():
            if book and (facet, told.value) in values:
                codes[facet_guid(book, facet, told.value)] = (
                    person if told.by_person or told.sure >= 1 else machine
                )
        return codes

    def _told(self, c: Contribution, placed: Placed) -> str:
        """Round and language; how far people stand behind it, and their memo."""
        language = self._tell.language_of(c.id)
        told: Mapping[str, str] = {self._tell("Round"): c.round, self._tell("Language"): language}
        if placed.state:
            told = {**told, self._tell("State"): self._tell.state(placed.state)}
        known = " · ".join(f"{what}: {value}" for what, value in told.items() if value)
        return "\n".join(one for one in (known, note(self._tell, placed.memo)) if one)

    def _lines(self, text: str) -> str:
        return _ILLEGAL.sub("\ufffd", _LINE_END.sub(self._line_end, text))

    def _write(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)


def _give(passage: Passage, code: str, coder: str, person: str) -> None:
    """Where both gave it, it is the person's."""
    if passage.codes.get(code) != person:
        passage.codes[code] = coder


def _file_name(title: str, taken: set[str]) -> str:
    """A name that any system has for a file, there once."""
    plain = " ".join(_NO_FILE.sub(" ", title).split())[:80].strip(". ") or "–"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain} ({number})"
    taken.add(name.casefold())
    return name
