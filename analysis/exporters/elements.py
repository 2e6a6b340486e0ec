"""HTML built from elements, so that no text can ever become markup."""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field

_VOID = frozenset({"meta", "br", "hr"})
_INLINE = frozenset(
    {"a", "q", "span", "strong", "b", "bdi", "cite", "title", "td", "th", "dt", "dd", "li", "text", "tspan"}
)


@dataclass(frozen=True)
class Element:
    """`children` are elements or plain text; text and attribute values are escaped when rendered."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: tuple["Element | str", ...] = ()

    def rendered(self) -> Iterator[str]:
        attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in self.attributes.items())
        yield f"<{self.tag}{attributes}>"
        if self.tag in _VOID:
            yield "\n"
            return
        for child in self.children:
            if isinstance(child, Element):
                yield from child.rendered()
            else:
                yield html.escape(child, quote=False)
        yield f"</{self.tag}>" + ("" if self.tag in _INLINE else "\n")


@dataclass(frozen=True)
class Style(Element):
    """Our own style sheet, set in the page as it is: a style element knows no escapes."""

    tag: str = "style"
    sheet: str = ""

    def rendered(self) -> Iterator[str]:
        if "</" in self.sheet:
            raise ValueError("a style sheet must not close its element")
        yield f"<style>\n{self.sheet}</style>\n"


def el(tag: str, /, *children: Element | str, **attributes: str) -> Element:
    """An element. An attribute named like a Python word ends in `_`; `aria_label` is `aria-label`."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return Element(tag, named, children)
