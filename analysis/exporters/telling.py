"""What an exporter for people says about a report: the same sentences for a page and for Markdown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from analysis.report import Quote, Report, Theme
from analysis.words import catalog


@dataclass(frozen=True)
class Said:
    """A quote with where it comes from, in words."""

    quote: Quote
    source: str


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
        return theme.labels.get(self.language) or theme.label

    def other_labels(self, theme: Theme) -> list[tuple[str, str]]:
        """The theme's names in the corpus's other languages, as (language code, label)."""
        shown = self.label(theme)
        return [(language, label) for language, label in sorted(theme.labels.items()) if label != shown]

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
        rows.append((self("Themes"), str(len(report.themes))))
        rows.append((self("In no theme"), str(sum(p.theme is None for p in report.placed))))
        if withheld:
            rows.append((self("Counted, not to be quoted"), str(withheld)))
        return rows

    def caution(self) -> list[str]:
        """What a reader must know before the themes."""
        return [
            self(
                "A machine suggested these themes and chose the quotes; no person has checked them. The "
                "names are words people wrote, not conclusions."
            ),
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
            self(
                "Contributions close in meaning were put together; how many themes there are was decided "
                "by how well they hold together. Every contribution that says something went to the "
                "theme nearest to it, which does not mean that it fits well."
            ),
            self(
                "A theme's name is made of words that its contributions use more than others do, in their "
                "dictionary form."
            ),
            self(
                "Quotes are exact words of contributions: near the middle of their theme, different from "
                "one another, from different people where that is known. Who did not agree to be quoted "
                "is counted and not shown."
            ),
            self("The same texts give the same report again."),
        ]
        return [sentence for sentence in told if sentence]

    def particulars(self) -> list[tuple[str, str]]:
        """The method's plain values, for whoever repeats the analysis."""
        method = {key: value for key, value in self.report.method.items() if key != "warnings"}
        return list(_flat("", method))

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
        return ", ".join(f"{self._name(language)} {times[language]}" for language in ordered)

    def _name(self, language: str) -> str:
        try:
            return Locale.parse(language).get_language_name(self.language) or language
        except (UnknownLocaleError, ValueError):
            return language if language != "und" else self("unknown")

    def _listed(self, key: str) -> Sequence[object]:
        found = self.report.method.get(key, ())
        return found if isinstance(found, list | tuple) else ()


def _flat(before: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{before}, {key}" if before else str(key), inner)
    elif isinstance(value, list | tuple):
        yield before, ", ".join(str(item) for item in value)
    else:
        yield before, "–" if value is None else str(value)
