"""What pictures are drawn of: words, bars, dots, rules. Each says what it means by its shape, not by its
colour alone, and keeps its looks on a page with styles of its own."""

from collections.abc import Iterable, Sequence

from analysis.exporters.elements import Element, el
from analysis.pictures.lettering import plain, wrapped
from analysis.pictures.palette import CLAY, GROUND, INK, LINE, PALE_TEAL, QUIET, TEAL

WIDTH = 640
"""Units: a picture is as wide as a column of A4, 16 cm, so that one unit is 0.25 mm."""
EDGE = 8
"""White around what is drawn."""
SIZE, SMALL, TINY = 13.0, 12.0, 11.0
"""Of letters, in units: 9.2, 8.5 and 7.8 points at that width; the last for numbers of many columns."""
LEADING = 16
_HATCH = 5.0

Marks = Sequence[Element]


def num(value: float) -> str:
    """A coordinate: at most one decimal, the same text for the same number."""
    return f"{round(value + 0.0, 1):g}" if abs(value) < 100_000 else str(round(value))


def words(
    text: str,
    x: float,
    y: float,
    *,
    anchor: str = "start",
    size: float = SIZE,
    ink: str = INK,
    bold: bool = False,
) -> Element:
    """One line of words that stands on `y`. `anchor` is start, middle or end."""
    drawn = {"x": num(x), "y": num(y), "text-anchor": anchor, "font-size": num(size), "fill": ink}
    if bold:
        drawn["font-weight"] = "600"
    return Element("text", drawn, (plain(text),))


def name(lines: Sequence[str], x: float, y: float) -> list[Element]:
    """Lines under one another, so that a mark at `y` stands beside their middle."""
    top = y + 4.5 - LEADING * (len(lines) - 1) / 2
    return [words(line, x, top + LEADING * i) for i, line in enumerate(lines)]


def tick(text: str, x: float, y: float, *, anchor: str = "middle") -> Element:
    """A number of a scale."""
    return measuring(words(text, x, y, anchor=anchor, size=SMALL, ink=QUIET))


def measuring(mark: Element) -> Element:
    """The same mark, as one that says where others stand and tells nothing itself."""
    return Element(mark.tag, {"class": "scale"} | mark.attributes, mark.children)


def head(
    text: str, x: float, bottom: float, width: float, *, anchor: str = "start", size: float = SMALL
) -> list[Element]:
    """Small quiet words over a column, wrapped into `width`; the last line stands on `bottom`."""
    lines = wrapped(text, width, size, most=4)
    top = bottom - LEADING * (len(lines) - 1)
    return [
        words(line, x, top + LEADING * i, anchor=anchor, size=size, ink=QUIET) for i, line in enumerate(lines)
    ]


def note(text: str, y: float, *, x: float = 0) -> tuple[list[Element], float]:
    """Small quiet words under a picture from the line `y` on; and the line after them."""
    lines = wrapped(text, WIDTH - x, SMALL, most=8)
    drawn = [words(line, x, y + LEADING * i, size=SMALL, ink=QUIET) for i, line in enumerate(lines)]
    marked = [Element(one.tag, {"class": "note"} | one.attributes, one.children) for one in drawn]
    return marked, y + LEADING * len(lines)


def rule(x1: float, y1: float, x2: float, y2: float, *, ink: str = LINE, thick: float = 1) -> Element:
    at = {"x1": num(x1), "y1": num(y1), "x2": num(x2), "y2": num(y2)}
    return Element("line", at | {"stroke": ink, "stroke-width": num(thick)})


def dot(x: float, y: float, radius: float, *, hollow: bool = False) -> Element:
    looks = {"fill": GROUND if hollow else TEAL, "stroke": TEAL, "stroke-width": "1.5"}
    return Element("circle", {"cx": num(x), "cy": num(y), "r": num(radius)} | looks)


def pill(x: float, y: float, width: float, height: float, *, hollow: bool = False) -> Element:
    """A bar with round ends, from one number of a scale to another."""
    at = {"x": num(x), "y": num(y), "width": num(width), "height": num(height), "rx": num(height / 2)}
    looks = {"fill": GROUND if hollow else PALE_TEAL, "stroke": TEAL, "stroke-width": "1.5"}
    return Element("rect", at | looks | {"stroke-dasharray": "none"})


def tile(x: float, y: float, width: float, height: float, *, strength: float) -> Element:
    """A box as dark as `strength` says, 0 to 1; light enough to be written on in ink."""
    at = {"x": num(x), "y": num(y), "width": num(width), "height": num(height), "rx": "2"}
    return Element(
        "rect", at | {"fill": TEAL, "fill-opacity": f"{0.12 + 0.38 * strength:.2f}", "stroke": "none"}
    )


def bar(x: float, y: float, width: float, height: float, look: str) -> list[Element]:
    """A bar: "full" is dark, "light" pale with an edge, "hatched" neither. None where it has no length."""
    if width <= 0:
        return []
    fill, edge = {"full": (CLAY, CLAY), "light": (PALE_TEAL, TEAL), "hatched": (GROUND, QUIET)}[look]
    at = {"x": num(x), "y": num(y), "width": num(width), "height": num(height)}
    box = Element(
        "rect", at | {"fill": fill, "stroke": edge, "stroke-width": "1.2", "stroke-dasharray": "none"}
    )
    return [box, _hatching(x, y, width, height)] if look == "hatched" else [box]


def line_through(
    points: Iterable[tuple[float, float]], *, ink: str, thick: float, faint: float = 1
) -> Element:
    """A line from point to point. `faint` below 1 lets what lies under it be seen."""
    path = "M" + " L".join(f"{num(x)} {num(y)}" for x, y in points)
    looks = {"fill": "none", "stroke": ink, "stroke-width": num(thick), "stroke-opacity": f"{faint:g}"}
    return Element("path", {"d": path} | looks)


def svg(id: str, title: str, description: str, height: float, marks: Iterable[Element]) -> str:
    """The picture as one svg element, the same text for the same marks."""
    box = {"width": num(WIDTH + 2 * EDGE), "height": num(height + 2 * EDGE)}
    head = {"xmlns": "http://www.w3.org/2000/svg", "id": id, "class": "drawn"}
    head |= {"viewBox": f"{-EDGE} {-EDGE} {box['width']} {box['height']}"} | box
    head |= {
        "role": "img",
        "aria-labelledby": f"{id}-title {id}-desc",
        "font-family": "system-ui, sans-serif",
    }
    ground = Element("rect", {"x": num(-EDGE), "y": num(-EDGE)} | box | {"fill": GROUND, "stroke": "none"})
    children = (
        el("title", plain(title), id=f"{id}-title"),
        el("desc", plain(description), id=f"{id}-desc"),
        ground,
        *marks,
    )
    return "".join(Element("svg", head, children).rendered())


def _hatching(x: float, y: float, width: float, height: float) -> Element:
    """Slanted strokes cut at the edges of a box, so that no program need know of patterns."""
    strokes, at = [], _HATCH
    while at < width + height:
        left, right = max(0.0, at - height), min(width, at)
        strokes.append(f"M{num(x + left)} {num(y + at - left)} L{num(x + right)} {num(y + at - right)}")
        at += _HATCH
    return Element("path", {"d": " ".join(strokes), "stroke": QUIET, "stroke-width": "1", "fill": "none"})
