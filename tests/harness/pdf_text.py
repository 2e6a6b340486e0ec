"""The words of a PDF as its reader would copy them, for PDFs that typst sets: no other is understood."""

import re
import zlib


def words_of(content: bytes) -> str:
    """The text of all pages and of the outline, a line for each piece that was set."""
    objects = {int(n): body for n, body in re.findall(rb"(?<!\d)(\d+) 0 obj\s*(.*?)endobj", content, re.S)}
    told = [
        _string(found) for body in objects.values() for found in re.findall(rb"/Title<([0-9A-F]+)>", body)
    ]
    for page in objects.values():
        if b"/Type/Page/" in page:
            told.append(_page(objects, page))
    return "\n".join(told)


def _page(objects: dict[int, bytes], page: bytes) -> str:
    fonts = _fonts(objects, _referred(objects, page, b"Resources"))
    told, font = [], {}
    for name, pieces, end in re.findall(
        rb"/(f\d+) [\d.]+ Tf|\[((?:\((?:\\.|[^\\()])*\)|[^\]()])*)\]TJ|\b(ET)\b",
        _stream(_referred(objects, page, b"Contents")),
        re.S,
    ):
        font = fonts[name] if name else font
        told += [_set(piece, font) for piece in re.findall(rb"\(((?:\\.|[^\\()])*)\)", pieces, re.S)]
        told += ["\n"] if end else []
    return "".join(told)


def _fonts(objects: dict[int, bytes], resources: bytes) -> dict[bytes, dict[int, str]]:
    return {
        name: _letters(_stream(_referred(objects, objects[int(at)], b"ToUnicode")))
        for name, at in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
    }


def _letters(cmap: bytes) -> dict[int, str]:
    """Which text each glyph stands for."""
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\s", cmap.split(b"beginbfchar", 1)[-1])
    return {int(glyph, 16): _string(text) for glyph, text in pairs}


def _set(piece: bytes, font: dict[int, str]) -> str:
    signs = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def plain(found: re.Match[bytes]) -> bytes:
        sign = found[1]
        return bytes([int(sign, 8)]) if sign[:1].isdigit() else signs.get(sign, sign)

    glyphs = re.sub(rb"\\([0-7]{3}|.)", plain, piece, flags=re.S)
    return "".join(font[(high << 8) + low] for high, low in zip(glyphs[::2], glyphs[1::2], strict=True))


def _string(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be").lstrip("\ufeff")


def _referred(objects: dict[int, bytes], body: bytes, key: bytes) -> bytes:
    found = re.search(rb"/" + key + rb" (\d+) 0 R", body)
    assert found, key
    return objects[int(found[1])]


def _stream(body: bytes) -> bytes:
    found = re.search(rb"stream\r?\n(.*)\r?\nendstream", body, re.S)
    assert found
    return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]
