"""A report's themes and codes as one tree of codes that other programs for qualitative data can take."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from analysis.codebook import Code, Codebook, Label
from analysis.exporters import holding
from analysis.exporters.decisions import note
from analysis.exporters.sheets import facet_name
from analysis.exporters.telling import Telling
from analysis.report import Report, Theme, name_in

NAMESPACE = UUID("6b0f7c1e-2d35-5b8a-9f43-0c7a5d1e8b26")
# The themes' colours on every face: participant_ui/static/css/tokens.css.
_COLOURS = (
    *("#2A5DA8", "#C2610C", "#14806F", "#8A1F55", "#77751A", "#6B4FB3"),
    *("#C23B2B", "#2C7FAE", "#2E6B34", "#6B4423", "#B5479C", "#4A5A66"),
)


@dataclass(frozen=True)
class Node:
    """A code, or a heading over codes that is none itself."""

    guid: str
    name: str
    codable: bool = True
    colour: str = ""
    description: str = ""
    inner: Sequence["Node"] = ()


def guid(report: Report, *path: str) -> str:
    """The same for the same thing of the same report, whenever it is written (RFC 4122, by name)."""
    return str(uuid5(NAMESPACE, "\x1f".join((report.title, report.question, *path)))).upper()


def theme_guid(report: Report, theme: str | None) -> str:
    """The code of a theme, or of being in none."""
    return guid(report, "in no theme") if theme is None else guid(report, "theme", theme)


def facet_guid(book: Codebook, facet: str, value: str = "") -> str:
    return str(uuid5(UUID(book.guid_namespace), f"{facet}/{value}" if value else facet)).upper()


def quote_guid(report: Report) -> str:
    return guid(report, "quote")


def code_tree(tell: Telling) -> list[Node]:
    """The themes, the codebook by its parts, its facets; names are there once, as programs ask for."""
    report = tell.report
    themes = [_theme(tell, place, theme) for place, theme in enumerate(report.themes)]
    nowhere = Node(theme_guid(report, None), tell("In no theme"), colour="#8A8A8A")
    about = f"{report.title}\n{report.question}".strip()
    tree = [Node(guid(report, "themes"), tell("Themes"), False, "", about, [*themes, nowhere])]
    if report.rejected:
        rejected = [_theme(tell, place, theme) for place, theme in enumerate(report.rejected)]
        name = tell("Themes the room rejected")
        tree.append(Node(guid(report, "rejected"), name, False, inner=rejected))
    tree.append(Node(quote_guid(report), tell("Quotes"), colour="#5C6A70"))
    if report.codebook is not None:
        tree += _codebook(tell, report.codebook)
    return list(_named_once(tree, set()))


def _theme(tell: Telling, place: int, theme: Theme) -> Node:
    told = [
        tell.definition(theme),
        tell.checked(theme),
        tell.spread(theme),
        f"{tell('Words')}: {' · '.join(theme.keywords)}" if theme.keywords else "",
        holding.held(tell, theme),
        *(f"“{said.quote.text}” ({said.source})" for said in tell.said(theme.quotes)),
        note(tell, theme.memo),
    ]
    return Node(
        theme_guid(tell.report, theme.id),
        tell.label(theme) or tell("Theme"),
        colour=_COLOURS[place % len(_COLOURS)],
        description="\n".join(one for one in told if one),
    )


def _codebook(tell: Telling, book: Codebook) -> Iterator[Node]:
    under: dict[str, list[Code]] = {}
    for code in book.codes:
        under.setdefault(code.parent, []).append(code)
    for domain in book.domains:
        first = [code for code in under.get("", ()) if code.domain == domain.id]
        if first:
            yield _label(tell, book, ("domain", domain), [_code(tell, code, under) for code in first])
    for one in book.special_codes:
        yield _label(tell, book, ("special", one))
    for facet in book.facets:
        values = [_label(tell, book, (facet.id, value)) for value in facet.values]
        name = facet_name(tell, facet.id)
        yield Node(facet_guid(book, facet.id), name, False, "", facet.note, values)


def _label(tell: Telling, book: Codebook, named: tuple[str, Label], inner: Sequence[Node] = ()) -> Node:
    facet, one = named
    name = name_in(tell.language, one.label, one.id)
    return Node(facet_guid(book, facet, one.id), name, not inner, inner=inner)


def _code(tell: Telling, code: Code, under: Mapping[str, Sequence[Code]]) -> Node:
    def listed(head: str, words: Mapping[str, Sequence[str]]) -> str:
        said = words.get(tell.language) or words.get("en") or ()
        return f"{head}: {'; '.join(said)}" if said else ""

    told = [
        name_in(tell.language, code.definition, ""),
        listed(tell("Belongs here"), code.include),
        listed(tell("Does not belong here"), code.exclude),
    ]
    return Node(
        code.guid,
        f"{code.short} {name_in(tell.language, code.label, code.id)}",
        colour=code.colour,
        description="\n".join(one for one in told if one),
        inner=[_code(tell, inner, under) for inner in under.get(code.id, ())],
    )


def _named_once(tree: Iterable[Node], taken: set[str]) -> Iterator[Node]:
    for node in tree:
        plain = " ".join(node.name.split())
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain} ({number})"
        taken.add(name.casefold())
        yield replace(node, name=name, inner=tuple(_named_once(node.inner, taken)))
