"""The one look can be read: 4.5 on phones and desks, 7 on the projector; no colour stands outside it."""

import re
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKENS = ROOT / "participant_ui" / "static" / "css" / "tokens.css"
STYLES = sorted(
    path
    for face in ("participant_ui", "facilitator")
    for path in (ROOT / face).rglob("*.css")
    if "vendor" not in path.parts
)
INKS = ("ink", "quiet", "teal", "amber", "clay", "moss")
GROUNDS = ("paper", "surface", "sunk")
HUES = ("teal", "amber", "clay", "moss")
THEMES = tuple(f"theme-{number}" for number in range(1, 13))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(")
SHAPES = re.compile(r"::|input|meter|progress|svg|\.dot\b|\.arc\b")
NAMED = re.compile(r"(?<![\w-])(?:black|white|red|green|blue|grey|gray|orange|yellow)(?![\w-])")


def _plain(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)


def _tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6});", css))


LIGHT_CSS, _, DARK_CSS = _plain(TOKENS).partition("@media (prefers-color-scheme: dark)")
LIGHT = _tokens(LIGHT_CSS)
SCHEMES = {"light": LIGHT, "dark": {**LIGHT, **_tokens(DARK_CSS)}}


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_ink_can_be_read_on_every_ground(scheme: str) -> None:
    colours = SCHEMES[scheme]
    pairs = [*product(INKS, GROUNDS), *((f"on-{hue}", hue) for hue in HUES)]
    faint = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_marks_and_focus_can_be_seen(scheme: str) -> None:
    colours = SCHEMES[scheme]
    pairs = product(("edge", "teal", *THEMES), GROUNDS)
    assert [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 3] == []


def test_the_projector_is_read_from_eight_metres() -> None:
    pairs = product(INKS, ("paper", "surface"))
    faint = [
        pair for pair in pairs if contrast(LIGHT[f"projector-{pair[0]}"], LIGHT[f"projector-{pair[1]}"]) < 7
    ]
    assert faint == []


@pytest.mark.parametrize("path", [path for path in STYLES if path != TOKENS], ids=lambda path: path.name)
def test_a_face_has_no_colour_of_its_own(path: Path) -> None:
    """Colours come by name from tokens.css; only there can they be held to account."""
    css = _plain(path)
    values = " ".join(value for _, value in re.findall(r"([\w-]+)\s*:\s*([^;{}]+);", css))
    assert not COLOUR.findall(values), path
    assert not NAMED.findall(values), path


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_name_used_is_a_name_given(path: Path) -> None:
    given = set(re.findall(r"--([\w-]+)\s*:", _plain(TOKENS) + _plain(path)))
    assert set(re.findall(r"var\(--([\w-]+)", _plain(path))) <= given


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_hue_used_as_ground_takes_its_own_ink(path: Path) -> None:
    """Where text stands on teal it is --on-teal. Drawn shapes (a pseudo-element, a switch) carry no text."""
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", _plain(path)):
        for hue in re.findall(r"background(?:-color)?:[^;]*var\(--(\w+)\)", body):
            if hue in HUES and not SHAPES.search(selector):
                assert f"color: var(--on-{hue})" in body, f"{path}: {selector.strip()}"
