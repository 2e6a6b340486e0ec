"""A picture as PNG, for documents that know no SVG."""

from analysis.exporters.blocks import Picture
from analysis.exporters.letters import shown
from analysis.pictures.marks import EDGE, WIDTH

_PAGE = """#set page(width: {width}pt, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: {width}pt)
"""


_POINTS = WIDTH + 2 * EDGE
"""A unit is set a point wide."""


def png(picture: Picture, width_px: int) -> bytes:
    """The picture `width_px` pixels wide, the same bytes on every machine: with the typefaces that come with
    the typesetter, and ▯ for a sign they lack."""
    import typst

    return typst.compile(
        _PAGE.format(width=_POINTS).encode("utf-8"),
        format="png",
        ppi=72 * width_px / _POINTS,
        ignore_system_fonts=True,
        sys_inputs={"svg": shown(picture.svg)},
    )
