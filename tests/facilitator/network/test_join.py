"""What gets a phone to the circle: links, QR codes that read back, Wi-Fi codes, codes typed by hand."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.network import WifiBroken, join_link, qr_matrix, qr_svg, wifi_text

# ISO/IEC 18004: places of the alignment patterns, and data codewords of each block at level M, by version.
ALIGNED = {1: [], 2: [6, 18], 3: [6, 22], 4: [6, 26], 5: [6, 30], 6: [6, 34], 7: [6, 22, 38], 8: [6, 24, 42]}
BLOCKS = {
    1: [16],
    2: [28],
    3: [44],
    4: [32] * 2,
    5: [43] * 2,
    6: [27] * 4,
    7: [31] * 4,
    8: [38] * 2 + [39] * 2,
}
MASKS = [
    lambda y, x: (y + x) % 2,
    lambda y, x: y % 2,
    lambda y, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
]


def drawn(svg: str) -> list[list[bool]]:
    """The modules that an SVG really draws."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    black = re.search(r'fill="#000" d="([^"]*)"', svg)[1]
    dark = [[False] * side for _ in range(side)]
    for x, y, width, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", black):
        assert width == back
        for n in range(int(x), int(x) + int(width)):
            dark[int(y)][n] = True
    return dark


def is_data(y: int, x: int, side: int) -> bool:
    """Whether a module carries data, and not the code's own frame."""
    version = (side - 17) // 4
    corner = (y < 9 and x < 9) or (y < 9 and x >= side - 8) or (y >= side - 8 and x < 9)
    if corner or 6 in (y, x):
        return False
    if version >= 7 and ((y < 6 and x >= side - 11) or (x < 6 and y >= side - 11)):
        return False
    places = ALIGNED[version]
    for a in places:
        for b in places:
            at_finder = (a, b) in {(6, 6), (6, places[-1]), (places[-1], 6)}
            if not at_finder and abs(y - a) <= 2 and abs(x - b) <= 2:
                return False
    return True


def decode(svg: str) -> str:
    """Read a QR code (byte mode, level M, versions 1 to 8) as a camera would, without mending errors."""
    dark = [row[4:-4] for row in drawn(svg)[4:-4]]
    side, version = len(dark), (len(dark) - 17) // 4
    level = [dark[8][0] ^ True, dark[8][1] ^ False]
    assert level == [False, False], "level M"
    mask = MASKS[4 * (dark[8][2] ^ True) + 2 * (dark[8][3] ^ False) + (dark[8][4] ^ True)]
    bits, upward = [], True
    for right in [x for x in range(side - 1, 0, -2) if x > 6] + [5, 3, 1]:
        for y in range(side - 1, -1, -1) if upward else range(side):
            bits += [dark[y][x] ^ (mask(y, x) == 0) for x in (right, right - 1) if is_data(y, x, side)]
        upward = not upward
    words = [int("".join("01"[b] for b in bits[n : n + 8]), 2) for n in range(0, len(bits) - 7, 8)]
    blocks: list[list[int]] = [[] for _ in BLOCKS[version]]
    stream = iter(words)
    for n in range(max(BLOCKS[version])):
        for block, size in zip(blocks, BLOCKS[version], strict=True):
            if n < size:
                block.append(next(stream))
    text = "".join(f"{word:08b}" for block in blocks for word in block)
    assert text[:4] == "0100", "byte mode"
    length = int(text[4:12], 2)
    return bytes(int(text[12 + 8 * n : 20 + 8 * n], 2) for n in range(length)).decode("utf-8")


@pytest.mark.parametrize("host", ["10.0.0.9", "192.168.137.1", "203.0.113.254", "2001:db8::7", "circle.test"])
def test_the_code_on_the_wall_leads_to_the_chosen_address(host: str) -> None:
    """A camera reads the join link out of the drawing, letter for letter."""
    link = join_link(host, 8770, "Vh3kq0ZbT9mWcX5yLr2NaQ")
    assert decode(qr_svg(link)) == link
    assert link.endswith(":8770/j/Vh3kq0ZbT9mWcX5yLr2NaQ")
    assert ("[2001:db8::7]" in link) == (host == "2001:db8::7")


@settings(max_examples=25)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=35))
def test_any_text_reads_back_from_its_code(text: str) -> None:
    """Whatever a Wi-Fi is called, in any script, its code gives it back."""
    assert decode(qr_svg(f"a:{text}")) == f"a:{text}"


def test_the_drawing_is_the_code_and_nothing_else() -> None:
    """Each dark module is drawn once, a quiet zone of four is around, and no style, id or size is in it."""
    svg = qr_svg("http://10.0.0.9:8770/j/abc")
    matrix = qr_matrix("http://10.0.0.9:8770/j/abc")
    assert drawn(svg) == matrix
    for n in (0, 1, 2, 3, -1, -2, -3, -4):
        assert not any(matrix[n]) and not any(row[n] for row in matrix)
    for foreign in ("style", "id=", "width", "height", "<script", "<?xml"):
        assert foreign not in svg


def test_too_long_a_text_is_refused_with_its_length() -> None:
    """What no code can hold is an error in words, not a broken picture."""
    with pytest.raises(ValueError, match="5000 characters are too many"):
        qr_svg("x" * 5000)


def read_wifi(text: str) -> dict[str, str]:
    """A Wi-Fi code as a phone reads it."""
    assert text.startswith("WIFI:") and text.endswith(";;")
    fields = re.findall(r"([TSPH]):((?:\\.|[^\\;,:\x22])*);", text[5:-1])
    assert "".join(f"{k}:{v};" for k, v in fields) == text[5:-1]
    return {key: re.sub(r"\\(.)", r"\1", value) for key, value in fields}


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from('\\;,:"ā')
SSIDS = st.text(LETTERS, min_size=1, max_size=32).filter(lambda s: len(s.encode()) <= 32)
PASSWORDS = st.text(LETTERS, min_size=8, max_size=63).filter(lambda p: len(p.encode()) <= 63)


@given(ssid=SSIDS, password=PASSWORDS | st.just(""), hidden=st.booleans())
def test_a_wifi_code_gives_back_name_and_password(ssid: str, password: str, hidden: bool) -> None:
    """Semicolons, quotes, backslashes: what was typed is what a phone reads."""
    read = read_wifi(wifi_text(ssid, password, hidden=hidden))
    assert read["S"] == ssid
    assert read.get("P", "") == password
    assert read["T"] == ("WPA" if password else "nopass")
    assert read.get("H") == ("true" if hidden else None)


@pytest.mark.parametrize(
    ("ssid", "password"),
    [("", ""), ("x" * 33, ""), ("ā" * 17, ""), ("a\nb", ""), ("room", "short"), ("room", "x" * 64)],
)
def test_a_wifi_that_cannot_be_is_refused_in_words(ssid: str, password: str) -> None:
    """A password too short or a name too long is a typing mistake, and is said so."""
    with pytest.raises(WifiBroken, match="characters") as broken:
        wifi_text(ssid, password)
    assert str(broken.value.saying) == str(broken.value)
