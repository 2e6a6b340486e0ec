"""What an analysis hands back: themes, each carried by quotes; frozen, ordered, comparable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.agreed import Comparison
from analysis.circles import CircleHeld
from analysis.codebook import Codebook
from analysis.corpus import Contribution
from analysis.evening import Evening


@dataclass(frozen=True)
class Quote:
    """An exact span: `contribution.text[start:end] == text`, counted in code points.

    `chosen`: a person marked it; the machine proposes the others.
    """

    contribution: str
    start: int
    end: int
    text: str
    chosen: bool = False


@dataclass(frozen=True)
class Quality:
    """How well a theme holds; for the reader of a report, in words; the numbers are one step away.

    `cohesion`: how like one another its contributions are, 0 to 1 (mean cosine to their middle).
    `separation`: how far from the next theme, 0 to 2 (1 less the cosine of the middles); None where there
    is no other.
    `stability`: how surely it is found again when a fifth of all contributions are missing, 0 to 1;
    None where too few speak to tell.
    `state` is reliable, weak or too few. `voices`: from how many people, where that is known.
    """

    cohesion: float = 0.0
    separation: float | None = 0.0
    stability: float | None = 0.0
    state: str = "weak"
    voices: int = 0
    languages: Sequence[str] = ()


@dataclass(frozen=True)
class Theme:
    """Something several contributions speak of, as the machine suggests it.

    `label` is in the language most of its contributions are in; `labels` holds one for that and each
    other language that enough of them are in. `keywords` are words people wrote, strongest first.
    `members` are contribution ids. `status` is what the people themselves said of it: confirmed, corrected
    (it is to be called `correction`), rejected, or "" where they were not asked or did not say; `hands` how
    many hands went up for each.
    `codes`: how many of its members carry each code, the commonest first, where they were coded.
    `state` is one of STATES; `named` what a researcher calls it, by language, and `definition` what belongs
    in it; `memo` is a note for the researchers alone.
    """

    id: str
    label: str
    keywords: Sequence[str]
    size: int
    quotes: Sequence[Quote]
    members: Sequence[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    circles: int = 0
    quality: Quality = field(default_factory=Quality)
    status: str = ""
    correction: str = ""
    hands: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[str, int] = field(default_factory=dict)
    state: str = ""
    named: Mapping[str, str] = field(default_factory=dict)
    definition: Mapping[str, str] = field(default_factory=dict)
    memo: str = ""


@dataclass(frozen=True)
class Gone:
    """A theme the people looked at that a later reading no longer finds; `size` contributions are left."""

    label: str
    status: str
    size: int


def name_in(language: str, labels: Mapping[str, str], label: str) -> str:
    """What a theme is called for a reader of this language, the same wherever it is named.

    By its own words in that language, or the codebook's name, both of which `labels` holds; else as it is
    called in the language most of it is in.
    """
    return labels.get(language) or label


def opening(quotes: Sequence[Quote], words: int = 5) -> str:
    """How the first quote begins: what a theme is called that no word of its own names."""
    said = quotes[0].text.split() if quotes else []
    return " ".join(said[:words]) + (" …" if len(said) > words else "")


STATES = ("", "human-coded", "reviewed", "released")
"""How far people stand behind something: "" is as the machine suggests it."""


@dataclass(frozen=True)
class Told:
    """What a contribution says to a facet of the codebook, and how sure the machine is of it, 0 to 1; 1 where
    a person said it."""

    value: str
    sure: float
    by_person: bool = False


@dataclass(frozen=True)
class Placed:
    """Where one contribution ended up: `theme` is None where it is honestly unsorted, and `reason` says
    why: it says nothing, lies far from all, or too few speak.

    Where it was coded, `codes` has the id of each code it carries and how sure that is, the surest first;
    `facets` what it says to each facet, by id, where that could be told.

    `also` are further themes a person put it in; `pinned`: it stays where it is; `state` is one of STATES;
    `coded`: a person gave the codes, by the version of the codebook that `book` names. `memo` is a note.
    `by_person`: a person put it in its theme, or in none.
    """

    id: str
    theme: str | None
    language: str
    confidence: float = 0.0
    reason: str = ""
    codes: Mapping[str, float] = field(default_factory=dict)
    facets: Mapping[str, Told] = field(default_factory=dict)
    also: Sequence[str] = ()
    pinned: bool = False
    state: str = ""
    coded: bool = False
    book: str = ""
    memo: str = ""
    by_person: bool = False

    @property
    def object(self) -> str:
        """Whose trust it is about, as a value of the trust codebook; empty where that could not be told."""
        return self.said_of("trust_object")

    @property
    def valence(self) -> str:
        """Which way it points: trust, distrust, mixed, none; empty where that could not be told."""
        return self.said_of("valence")

    def said_of(self, facet: str) -> str:
        return self.facets[facet].value if facet in self.facets else ""


@dataclass(frozen=True)
class Insight:
    """What the researchers hold to be most worth saying: `text` by language, `sources` the ids of the
    contributions it stands on."""

    id: str
    text: Mapping[str, str]
    sources: Sequence[str]


@dataclass(frozen=True)
class Decided:
    """One line of the log of decisions: `what` is the act's name, `about` ids of themes and contributions.

    `off`: it takes back what the act says, as a theme that was set aside and is brought back.
    """

    who: str
    at: str
    what: str
    why: str = ""
    about: Sequence[str] = ()
    off: bool = False


@dataclass(frozen=True)
class Report:
    """`method` says, in plain values, how the themes were found: versions, parameters, counts, warnings.

    `rejected` are themes the people did not want, apart from `themes`; what lies in them is placed there.
    `evening` is there where the report is of one sitting of a circle; `codebook` where it was coded.

    `circles` are those it is of, as they were held; `insights` and `log` what researchers decided.
    `withdrawn` and `left_out`: how many contributions people took back, and researchers left out; neither is
    among `contributions`. `reviewed` are those whose words somebody looked through for what tells of a
    person; None where nobody keeps account of that. `agreement` is of two coders or more.
    """

    title: str
    themes: Sequence[Theme]
    placed: Sequence[Placed]
    contributions: Sequence[Contribution]
    method: Mapping[str, object] = field(default_factory=dict)
    question: str = ""
    rejected: Sequence[Theme] = ()
    gone: Sequence[Gone] = ()
    evening: Evening | None = None
    codebook: Codebook | None = None
    circles: Sequence[CircleHeld] = ()
    insights: Sequence[Insight] = ()
    log: Sequence[Decided] = ()
    withdrawn: int = 0
    left_out: int = 0
    reviewed: frozenset[str] | None = None
    agreement: Comparison | None = None
