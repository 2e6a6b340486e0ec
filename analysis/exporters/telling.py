"""What an exporter for people says about a report: the same sentences for a page and for Markdown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from analysis.corpus import Contribution
from analysis.exporters import procedure
from analysis.exporters.particulars import particulars
from analysis.keywords import beyond, short
from analysis.language import UNKNOWN
from analysis.report import Quote, Report, Theme, name_in
from analysis.shown import unreviewed
from analysis.words import catalog


@dataclass(frozen=True)
class Said:
    """A quote with where it comes from, in words; `language` is the one it was said in, "" where unknown;
    `goes_on`: it is the beginning of a longer one."""

    quote: Quote
    source: str
    language: str = ""
    goes_on: bool = False


class Telling:
    """A report in the words of one language. Nothing in it is escaped: that is the exporter's part."""

    def __init__(self, report: Report, words: str = "en") -> None:
        self.report = report
        self.language = words
        self._words = catalog(words)
        self._contributions = {c.id: c for c in report.contributions}
        self._placed = {placed.id: placed for placed in report.placed}

    def __call__(self, template: str, **values: object) -> str:
        sentence = self._words.gettext(template)
        return sentence.format(**values) if values else sentence

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        return self._words.ngettext(one, many, n).format(n=n, **values)

    def label(self, theme: Theme) -> str:
        """What a researcher calls it, what the room does; else as the machine does."""
        named = theme.named.get(self.language) or theme.correction
        return named or next(iter(theme.named.values()), "") or self.machine(theme)

    def definition(self, theme: Theme) -> str:
        """What belongs in it, as a researcher says; "" where nobody did."""
        return theme.definition.get(self.language) or next(iter(theme.definition.values()), "")

    def machine(self, theme: Theme) -> str:
        """What the program calls it; where no word in it may be shown, its number among such themes."""
        name = name_in(self.language, theme.labels, theme.label)
        if name and name != theme.id:
            return name
        every = [*self.report.themes, *self.report.rejected]
        nameless = [one.id for one in every if one.label in ("", one.id)]
        number = nameless.index(theme.id) + 1 if theme.id in nameless else 1
        return self("Theme {n}, without a name that may be shown", n=number)

    def status(self, status: str) -> str:
        """What the room said of a theme, in words."""
        words = {
            "confirmed": self("confirmed by the room"),
            "corrected": self("corrected by the room"),
            "rejected": self("rejected by the room"),
        }
        return words.get(status) or self("not checked by the room")

    def state(self, state: str) -> str:
        """How far researchers stand behind a theme, in words."""
        words = {
            "human-coded": self("coded by people"),
            "reviewed": self("reviewed by researchers"),
            "released": self("released by researchers"),
        }
        return words.get(state) or self("as the program suggests")

    def checked(self, theme: Theme) -> str:
        """What room and researchers said of this theme, with the machine's name where people gave another;
        "" where nobody was asked."""
        told = [] if self.report.evening is None else [self.status(theme.status)]
        if self.decided():
            told.append(self.state(theme.state))
        if theme.correction or theme.named:
            told.append(self("the program called it: {label}", label=self.machine(theme)))
        return " · ".join(told)

    def decided(self) -> bool:
        """Whether a researcher went over any theme."""
        return any(theme.state for theme in self.report.themes)

    def other_labels(self, theme: Theme) -> list[tuple[str, str]]:
        """The theme's names in the corpus's other languages, as (language code, label), each once.

        A language in which too little was said has the name of another: that one has no code here.
        """
        shown, times = self.machine(theme), Counter(theme.labels.values())
        named = ((language if times[label] == 1 else "", label) for language, label in theme.labels.items())
        return sorted({(language, label) for language, label in named if label != shown})

    def more_words(self, theme: Theme) -> str:
        """Its keywords that none of the names shown has; "" where there are none."""
        words = beyond(theme.keywords, theme.correction, theme.label, *theme.labels.values())
        return " · ".join(map(short, words))

    def spread(self, theme: Theme) -> str:
        """In how many circles before how many times."""
        contributions = self.count("{n} contribution", "{n} contributions", theme.size)
        if not theme.circles:
            return contributions
        return f"{self.count('in {n} circle', 'in {n} circles', theme.circles)} · {contributions}"

    def said(self, quotes: Sequence[Quote]) -> list[Said]:
        """The quotes that may be shown, with their sources."""
        return [
            self._quoted(quote)
            for quote in quotes
            if (c := self._contributions.get(quote.contribution)) is not None and c.quotable and quote.text
        ]

    def _quoted(self, quote: Quote) -> Said:
        language = self.language_of(quote.contribution)
        known = "" if language == UNKNOWN else language
        return Said(quote, self.source(quote.contribution), known)

    def marks(self) -> tuple[str, str]:
        """What stands before and after words that somebody said."""
        return {"lv": ("„", "”"), "ru": ("«", "»")}.get(self.language, ("“", "”"))

    def contributions(self, ids: Sequence[str]) -> list[Contribution]:
        return [self._contributions[id] for id in ids if id in self._contributions]

    def day(self, iso: str) -> str:
        """A day such as 2027-11-30 for the reader; "" for none."""
        if not iso:
            return ""
        one = date.fromisoformat(iso)
        if self.language == "en":
            return format_date(one, "d MMMM y", locale="en")
        return format_skeleton("yMd", one, locale=self.language)

    def month(self, iso: str) -> str:
        """The month of a day such as 2027-11-30 for the reader; "" for none."""
        return format_skeleton("yMMMM", date.fromisoformat(iso), locale=self.language) if iso else ""

    def figure(self, value: float, form: str = "0.#") -> str:
        return format_decimal(value, form, locale=self.language)

    def change(self, value: float) -> str:
        """A difference, with its sign."""
        return f"{'+' if value > 0 else '−' if value < 0 else ''}{self.figure(abs(value))}"

    def source(self, id: str) -> str:
        circle = self._contributions[id].circle
        if not circle:
            return self("contribution {id}", id=id)
        return self("circle {circle}, contribution {id}", circle=circle, id=id)

    def language_of(self, id: str) -> str:
        return self._placed[id].language if id in self._placed else ""

    def nowhere(self) -> str:
        """How many contributions are in no theme, as a sentence."""
        n = sum(placed.theme is None for placed in self.report.placed)
        if not n:
            return self("Every contribution is in a theme.")
        return self.count("{n} contribution is in no theme.", "{n} contributions are in no theme.", n)

    def unsorted(self) -> list[Said]:
        """The contributions in no theme that may be shown, whole."""
        nowhere = {placed.id for placed in self.report.placed if placed.theme is None}
        return [
            self._quoted(Quote(c.id, 0, len(c.text), c.text))
            for c in self.report.contributions
            if c.id in nowhere and c.quotable and c.text
        ]

    def glance(self) -> list[tuple[str, str]]:
        """The report in a few figures, as (what, how many)."""
        report = self.report
        circles = {c.circle for c in report.contributions if c.circle}
        withheld = sum(not c.quotable for c in report.contributions)
        rows = [(self("Contributions"), str(len(report.contributions)))]
        if circles:
            rows.append((self("Circles"), str(len(circles))))
        rows.append((self("Languages"), self._languages()))
        rows += self._room()
        rows.append((self("Themes"), str(len(report.themes))))
        rows += self._statuses()
        rows.append((self("In no theme"), str(sum(p.theme is None for p in report.placed))))
        if withheld:
            rows.append((self("Counted, not to be quoted"), str(withheld)))
        return rows

    def _room(self) -> list[tuple[str, str]]:
        evening = self.report.evening
        if evening is None or not evening.present:
            return []
        of = self("{agreed} of {present}", agreed=evening.agreed, present=evening.present)
        return [(self("People who agreed aloud to being written down"), of)]

    def _statuses(self) -> list[tuple[str, str]]:
        """Of how many of the themes the room said what; those that are none of them stand by themselves."""
        report = self.report
        if report.evening is None or not report.evening.checked:
            return []
        told = Counter(theme.status for theme in report.themes)
        rows = [(f"– {self.status(one)}", told[one]) for one in ("confirmed", "corrected", "")]
        rows.append((self("Themes the room rejected"), len(report.rejected)))
        rows.append((self("Checked in the room, no longer found so"), len(report.gone)))
        return [(what, str(how_many)) for what, how_many in rows if how_many]

    def unseen(self, ending: str = "") -> list[str]:
        """That a file with this ending is a working copy, where account is kept of what was looked through
        and not all was; else nothing."""
        if self.report.reviewed is None or not unreviewed(self.report, ending):
            return []
        return [
            self(
                "Working copy, not for publishing: nobody has looked yet through every text in it for what "
                "tells of a person."
            )
        ]

    def caution(self, ending: str = "") -> list[str]:
        """What a reader must know before the themes; `ending` is that of the file it stands in."""
        looked_at = self.report.evening is not None and self.report.evening.checked
        by_people = self(
            "A machine suggested these themes and chose the quotes; the people who were there looked at "
            "them, and beside each theme stands what they said of it."
        )
        by_nobody = self(
            "A machine suggested these themes and chose the quotes; no person has checked them. The "
            "names are words people wrote, not conclusions."
        )
        by_the_book = self(
            "A machine sorted these words by a codebook and chose the quotes; no person has checked them. "
            "The names are the codebook's, not conclusions."
        )
        gone_over = sum(theme.state in ("reviewed", "released") for theme in self.report.themes)
        by_researchers = self(
            "A machine suggested these themes. Gone over by researchers: {n} of {all}; only named or changed "
            "by them: {some}. Quotes were chosen by the machine unless a researcher chose them.",
            n=gone_over,
            all=len(self.report.themes),
            some=sum(bool(theme.state) for theme in self.report.themes) - gone_over,
        )
        few = self.report.method.get("state") == "too few"
        seen = by_people if looked_at else by_researchers if self.decided() else ""
        return [
            *self.unseen(ending),
            seen or (by_the_book if few else by_nobody),
            self(
                "These are the words of those who took part. They are not a survey: the counts say how "
                "often something was said here, not how many people in the country think so."
            ),
            *(self(str(warning)) for warning in self._listed("warnings")),
        ]

    def method(self) -> list[str]:
        """How the themes were found, in plain words."""
        return procedure.told(self, self.report.method)

    def particulars(self) -> list[tuple[str, str]]:
        """The method's plain values, for whoever repeats the analysis."""
        return list(particulars(self, self.report.method))

    def way(self) -> str:
        """How contributions were put together: by the codebook, by words alone, or by meaning."""
        return procedure.way(self.report.method)

    def _languages(self) -> str:
        times = Counter(placed.language for placed in self.report.placed)
        ordered = sorted(times, key=lambda language: (-times[language], language))
        return ", ".join(f"{self.language_name(language)} {times[language]}" for language in ordered)

    def language_name(self, language: str) -> str:
        if language in ("", UNKNOWN):  # which Babel would take for English
            return self("unknown")
        try:
            return Locale.parse(language).get_language_name(self.language) or language
        except (UnknownLocaleError, ValueError):
            return language

    def _listed(self, key: str) -> Sequence[object]:
        found = self.report.method.get(key, ())
        return found if isinstance(found, list | tuple) else ()
