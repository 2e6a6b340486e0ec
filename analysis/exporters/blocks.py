"""What a report is made of as a document: sections of a few kinds of blocks, the same for a page, Markdown,
a text document and PDF. Nothing here is escaped: that is the part of whoever writes it down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from analysis.exporters.telling import Said

Look = Literal["", "question", "quiet", "marked", "reliable", "weak", "too few"]
"""How a line is set: the question of the report, an aside, what the room said of a theme, how one holds."""

By = Literal["", "machine", "people"]
"""Who stands behind a section: dashed where a machine alone suggests it, solid where people do."""


@dataclass(frozen=True)
class Link:
    """Words that lead to a section or smaller heading of the same document, by its id."""

    text: str
    to: str


@dataclass(frozen=True)
class Line:
    """Words of ours, or of those who held the circle; never a claim about what people said (see Claim)."""

    text: str
    look: Look = ""
    aside: Link | None = None
    language: str = ""


@dataclass(frozen=True)
class Sub:
    """A smaller heading; an `id` only where something leads to it."""

    text: str
    id: str = ""


@dataclass(frozen=True)
class Points:
    """A list of sentences of ours."""

    items: Sequence[str]


@dataclass(frozen=True)
class Caution:
    """What a reader must know before anything else."""

    sentences: Sequence[str]


@dataclass(frozen=True)
class Pairs:
    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Lead:
    """A row of a table is about the section with the id `to`; what somebody said may stand under its name."""

    to: str
    said: Said | None = None


@dataclass(frozen=True)
class Table:
    """The first column holds words, the others figures. `leads` has one for each row, or none at all.

    For whoever checks it: `sources` are the ids of the contributions each row stands on, `counts` what each
    column counts of them (as in Claim; "" where it counts nothing); `totals`: the last row adds up the rest.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    leads: Sequence[Lead] = ()
    sources: Sequence[Sequence[str]] = ()
    counts: Sequence[str] = ()
    totals: bool = False


@dataclass(frozen=True)
class Quotes:
    said: Sequence[Said]


@dataclass(frozen=True)
class Claim:
    """A sentence about what people said. `sources` are ids of the contributions it stands on; `figures` has
    every number in it by what it counts: circles, contributions, people, regions, languages, themes."""

    text: str
    sources: tuple[str, ...]
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Claims:
    """Such sentences as a list."""

    items: Sequence[Claim]


class Picture(Protocol):
    """A picture and the table that says the same: `svg` is one whole svg element with colours of its own,
    `description` what it shows for who cannot see it. analysis.pictures draws them."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def description(self) -> str: ...

    @property
    def svg(self) -> str: ...

    @property
    def table(self) -> Table: ...


@dataclass(frozen=True)
class Shown:
    """A picture with its table."""

    picture: Picture


Block = Line | Sub | Points | Caution | Pairs | Table | Quotes | Claim | Claims | Shown


@dataclass(frozen=True)
class Section:
    """`id` is a plain word of ours, unlike every other in the document; `sections` come after the blocks."""

    id: str
    heading: str
    blocks: Sequence[Block]
    sections: Sequence["Section"] = ()
    by: By = ""


@dataclass(frozen=True)
class Document:
    """A report as it is read from first to last. `language` is that of our own words; `lead` stands between
    the title and the contents."""

    title: str
    language: str
    lead: Sequence[Block]
    sections: Sequence[Section]
