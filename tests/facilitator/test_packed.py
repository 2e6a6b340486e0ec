"""Several parts in one file, the same bytes each time; no byte of it can be another one."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.packed import Torn, packed, unpacked

PARTS = {"manifest.json": b"{}\n", "circle.json": b'{"title": "Made up"}\n', "signature": bytes(64)}
CONTENT = packed(PARTS)


NAMES = st.text("abc", min_size=1, max_size=4).map("{}.json".format)


@given(st.dictionaries(NAMES, st.binary(max_size=90), max_size=9))
def test_what_is_packed_comes_out_as_it_was(parts):
    """The parts, in their order; a file without any is none of ours."""
    if parts:
        assert list(unpacked(packed(parts)).items()) == list(parts.items())
    else:
        with pytest.raises(Torn):
            unpacked(packed(parts))


def test_any_zip_program_opens_it():
    """Another programmer needs nothing of ours to look inside."""
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as file:
        assert file.testzip() is None
        assert {name: file.read(name) for name in file.namelist()} == PARTS


@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 255))
def test_one_byte_that_differs_is_noticed(at, change):
    """Names, lengths, dates, checksums, order, content: all of the file is compared."""
    damaged = bytearray(CONTENT)
    damaged[at] ^= change
    with pytest.raises(Torn):
        unpacked(bytes(damaged))


@pytest.mark.parametrize("cut", [0, 1, 29, 40, len(CONTENT) // 2, len(CONTENT) - 1])
def test_a_file_that_was_cut_is_refused(cut):
    """A stick pulled out too soon."""
    with pytest.raises(Torn):
        unpacked(CONTENT[:cut])


def zipped(*entries, compression=zipfile.ZIP_STORED, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in entries:
            file.writestr(zipfile.ZipInfo(name), content, compression)
        file.comment = comment
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        zipped(("../../evil", b"x")),
        zipped(("/etc/passwd", b"x")),
        zipped(("C:\\x", b"x")),
        zipped(("manifest.json", b"{}")),  # as another program packs it
        zipped(("manifest.json", bytes(50_000_000)), compression=zipfile.ZIP_DEFLATED),
        zipped(*((f"p{n}.json", b"") for n in range(3000))),
        CONTENT + b"more",
        b"before" + CONTENT,
        packed({"a.json": CONTENT}) + CONTENT,
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 2**32 - 1, 2**32 - 1, 6, 0) + b"a.json",
    ],
    ids=["up", "root", "drive", "other", "bomb", "many", "behind", "before", "nested", "lying"],
)
def test_other_archives_are_refused(content):
    """Paths that climb, bombs, parts twice, something hidden before, between or behind."""
    with pytest.raises(Torn):
        unpacked(content)
