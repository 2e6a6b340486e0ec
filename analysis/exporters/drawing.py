"""A drawn picture set into a page: nothing of an SVG but shapes and words comes through."""

from xml.etree import ElementTree

from analysis.exporters.elements import Element

_PLAIN = frozenset(
    {"svg", "g", "title", "desc", "text", "tspan", "rect", "circle", "ellipse", "line", "path"}
    | {"polyline", "polygon", "defs", "pattern"}
)
_ATTRIBUTES = frozenset(
    {"id", "class", "role", "lang", "viewBox", "width", "height", "transform", "d", "points", "x", "y"}
    | {"x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry", "fill", "stroke", "opacity"}
    | {"fill-opacity", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap"}
    | {"stroke-linejoin", "font-family", "font-size", "font-weight", "font-style", "text-anchor"}
    | {
        "dominant-baseline",
        "patternUnits",
        "patternTransform",
        "aria-labelledby",
        "aria-hidden",
        "aria-label",
    }
    | {"letter-spacing", "xml:space", "preserveAspectRatio", "xml:lang"}
)
_XML = "{http://www.w3.org/XML/1998/namespace}"
_SVG = "{http://www.w3.org/2000/svg}"


def drawing(svg: str) -> Element:
    """The picture as an element of a page. Raises ValueError where anything in it could do something."""
    if "<!" in svg:
        raise ValueError("a picture has no entities and no comments")
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise ValueError("a picture that is no SVG") from error
    return _element(root)


def _element(node: ElementTree.Element) -> Element:
    tag = node.tag.removeprefix(_SVG)
    if tag not in _PLAIN:
        raise ValueError(f"<{tag}> has no place in a picture")
    attributes = {name.replace(_XML, "xml:"): value for name, value in node.attrib.items()}
    if strange := attributes.keys() - _ATTRIBUTES:
        raise ValueError(f"{min(strange)} has no place in a picture")
    children: list[Element | str] = [node.text or ""]
    for child in node:
        children += [_element(child), child.tail or ""]
    return Element(tag, attributes, tuple(one for one in children if not isinstance(one, str) or one.strip()))
