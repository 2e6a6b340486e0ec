"""What an exporter for people says about a report: the same sentences for a page and for Markdown."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from analysis.corpus import Contribution
from analysis.exporters.particulars import particulars
from analysis.keywords import beyond
from analysis.language import UNKNOWN
from analysis.report import Quote, Report, Theme, name_in
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

    def count(self, one: str, many: str, n: int) -> str:
        return self._words.ngettext(one, many, n).format(n=n)

    def label(self, theme: Theme) -> str:
        """What the people call it; else as the machine does."""
        return theme.correction or self.machine(theme)

    def machine(self, theme: Theme) -> str:
        return name_in(self.language, theme.labels, theme.label)

    def status(self, status: str) -> str:
        """What the room said of a theme, in words."""
        words = {
            "confirmed": self("confirmed by the room"),
            "corrected": self("corrected by the room"),
            "rejected": self("rejected by the room"),
        }
        return words.get(status) or self("not checked by the room")

    def checked(self, theme: Theme) -> str:
        """The same of this theme, with the machine's name where the room gave another; "" without a room."""
        if self.report.evening is None:
            return ""
        if not theme.correction:
            return self.status(theme.status)
        called = self("the program called it: {label}", label=self.machine(theme))
        return f"{self.status(theme.status)} · {called}"

    def other_labels(self, theme: Theme) -> list[tuple[str, str]]:
        """The theme's names in the corpus's other languages, as (language code, label), each once.

        A language in which too little was said has the name of another: that one has no code here.
        """
        shown, times = self.machine(theme), Counter(theme.labels.values())
        named = ((language if times[label] == 1 else "", label) for language, label in theme.labels.items())
        return sorted({(language, label) for language, label in named if label != shown})

    def more_words(self, theme: Theme) -> str:
        """Its keywords that none of the names shown has; "" where there are none."""
        return " · ".join(beyond(theme.keywords, theme.correction, theme.label, *theme.labels.values()))

    def spread(self, theme: Theme) -> str:
        """In how many circles before how many times."""
        contributions = self.count("{n} contribution", "{n} contributions", theme.size)
        if not theme.circles:
            return contributions
        return f"{self.count('in {n} circle', 'in {n} circles', theme.circles)} · {contributions}"

    def said(self, quotes: Sequence[Quote]) -> list[Said]:
        """The quotes that may be shown, with their sources."""
        return [
            Said(quote, self.source(quote.contribution))
            for quote in quotes
            if (c := self._contributions.get(quote.contribution)) is not None and c.quotable
        ]

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
            Said(Quote(c.id, 0, len(c.text), c.text), self.source(c.id))
            for c in self.report.contributions
            if c.id in nowhere and c.quotable
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

    def caution(self) -> list[str]:
        """What a reader must know before the themes."""
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
        few = self.report.method.get("state") == "too few"
        return [
            by_people if looked_at else by_the_book if few else by_nobody,
            self(
                "These are the words of those who took part. They are not a survey: the counts say how "
                "often something was said here, not how many people in the country think so."
            ),
            *(self(str(warning)) for warning in self._listed("warnings")),
        ]

    def method(self) -> list[str]:
        """How the themes were found, in plain words."""
        told = [
            self("The language of each contribution was recognised, unless the source gave it."),
            self._vectors(),
            *self._grouping(),
            self(
                "Quotes are exact words of contributions: near the middle of their theme, different from "
                "one another, from different people where that is known. Who did not agree to be quoted "
                "is counted and not shown."
            ),
            self._again(),
        ]
        return [sentence for sentence in told if sentence]

    def _again(self) -> str:
        if self.report.method.get("held"):
            return self(
                "Themes were held still while words came, so that people could speak of them: read afresh, "
                "the same texts may fall a little differently."
            )
        return self("The same texts give the same report again.")

    def particulars(self) -> list[tuple[str, str]]:
        """The method's plain values, for whoever repeats the analysis."""
        return list(particulars(self, self.report.method))

    def way(self) -> str:
        """How contributions were put together: by the codebook, by words alone, or by meaning."""
        grouping = self.report.method.get("grouping")
        if isinstance(grouping, Mapping) and grouping.get("way") == "codebook":
            return "codebook"
        return "words" if self.report.method.get("embedder", "") is None else "meaning"

    def _grouping(self) -> list[str]:
        grouping = self.report.method.get("grouping")
        if self.way() == "codebook" and isinstance(grouping, Mapping):
            return [
                self(
                    "There were too few contributions for themes of their own. Each was put under the code "
                    "it is likeliest to belong to, by the codebook {codebook}; where no code fits, under "
                    "none.",
                    codebook=grouping.get("codebook", ""),
                )
            ]
        together = self(
            "Contributions that share words were put together, each language by itself; a language of which "
            "there is too little stays unsorted."
        )
        if self.way() == "meaning":
            together = self(
                "Contributions close in meaning were put together; how many themes there are was decided "
                "by how well they hold together. Every contribution that says something went to the theme "
                "nearest to it, which does not mean that it fits well; one far from all went to none."
            )
        return [
            together,
            self(
                "A theme's name is made of words that its contributions use more than others do, in their "
                "dictionary form."
            ),
        ]

    def _vectors(self) -> str:
        embedder = self.report.method.get("embedder")
        if not isinstance(embedder, Mapping):
            return ""
        return self(
            "Each contribution was turned into numbers that stand for its meaning, by the model {name}, on "
            "this computer; nothing was sent anywhere. What only tells languages apart was taken out of "
            "the numbers, so that contributions meet across languages.",
            name=embedder.get("name", ""),
        )

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
