"""A bundle is opened whole or refused with a sentence: damaged, forged, newer, or not fitting together."""

import json
import tracemalloc
from dataclasses import replace

import made_up_circles as made_up
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator import bundle
from facilitator.bundle import CHANGED, DAMAGED, TOO_LARGE, TOO_NEW, UNREADABLE, WRONG, Refused
from facilitator.packed import LARGEST, packed, unpacked
from facilitator.session import Visibility
from facilitator.told import Gone, Span

CONTENT = made_up.content()
FILE = made_up.file(CONTENT)
FROM_BEFORE = (
    "c098e54840a710ebdf1d0a8a059352e1465238a5d0e58510282f2cbde2270a24"  # when no bundle had a region
)


def refusal(data):
    with pytest.raises(Refused) as refused:
        bundle.opened(data, "made-up.circle")
    assert "made-up.circle" in str(refused.value.saying)
    return refused.value.saying.text


def resealed(*, signer=made_up.LAPTOP, **parts):
    """The file with other parts, put together and signed again by somebody who knows the format."""
    told = unpacked(FILE)
    told |= {name.replace("_", "."): content for name, content in parts.items()}
    manifest = json.loads(told["manifest.json"])
    for name, about in manifest["parts"].items():
        about |= {"sha256": bundle._sha256(told[name]), "bytes": len(told[name])}
    told["manifest.json"] = json.dumps(manifest).encode()
    told["signature"] = signer.sign(told["manifest.json"])
    return packed(told)


def test_what_was_sealed_is_opened_as_it_was():
    """Content, issue and signer; made again, the file has the same bytes."""
    opened = bundle.opened(FILE, "x")
    assert opened.content == CONTENT
    assert (opened.issue, opened.key) == (1, made_up.LAPTOP.public)
    assert made_up.file(opened.content) == FILE
    assert opened.digest != made_up.opened(made_up.content(words={"w": "Others"})).digest


def test_the_way_of_these_tests_makes_a_file_that_opens():
    """The control: sealed again by hand with nothing changed, it is a bundle."""
    assert bundle.opened(resealed(), "x").content == CONTENT


@settings(max_examples=300)
@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_one_flipped_byte_anywhere_is_refused(at, change):
    """In a part, a checksum, the manifest, the signature or between them."""
    damaged = bytearray(FILE)
    damaged[at] ^= change
    assert refusal(bytes(damaged)) in (DAMAGED, CHANGED)


def test_a_part_changed_with_care_is_refused():
    """Packed again with right checksums, and still not what was signed."""
    parts = unpacked(FILE)
    parts["contributions.json"] = parts["contributions.json"].replace(b"Made-up", b"Forged!")
    assert refusal(packed(parts)) == CHANGED


def test_a_manifest_signed_by_another_key_is_refused():
    """Nobody signs in the name of a key they do not have."""
    assert refusal(resealed(signer=made_up.OTHER)) == CHANGED


@pytest.mark.parametrize("gone", ["manifest.json", "signature", "withdrawn.json"])
def test_a_missing_part_is_refused(gone):
    """What was taken back cannot be left out."""
    parts = unpacked(FILE)
    del parts[gone]
    assert refusal(packed(parts)) in (DAMAGED, CHANGED)


def test_a_newer_form_is_refused_with_what_to_do():
    """Signed by its key and of a schema that comes later: update, nothing else."""
    later = {"schema_version": bundle.SCHEMA + 1, "more": []}
    manifest = json.loads(unpacked(FILE)["manifest.json"]) | later
    told = json.dumps(manifest).encode()
    newer = {"manifest.json": told, "later.bin": b"?", "signature": made_up.LAPTOP.sign(told)}
    assert refusal(packed(newer)) == TOO_NEW


def test_a_circle_without_a_region_is_told_as_before_there_were_any():
    """Every aplis reads it, and its digest is what it was; with a region an older one asks to be updated."""
    parts = unpacked(FILE)
    assert b"region" not in parts["circle.json"]
    assert json.loads(parts["manifest.json"])["schema_version"] == 1
    assert bundle.opened(FILE, "x").digest == FROM_BEFORE
    with_one = made_up.content(region="Made-up coast")
    assert bundle.opened(made_up.file(with_one), "x").content == with_one
    assert json.loads(unpacked(made_up.file(with_one))["manifest.json"])["schema_version"] == 2


def test_a_region_under_the_older_schema_is_refused():
    """Whoever signs says by which schema; an older aplis could not have read this."""
    circle = unpacked(made_up.file(made_up.content(region="Made-up coast")))["circle.json"]
    assert refusal(resealed(circle_json=circle)) == WRONG


@pytest.mark.parametrize("data", [b"", b"PK", b"SQLite format 3\0", b"[" * 100_000, bytes(9999)])
def test_something_else_is_refused(data):
    """A picture, a series, a letter: said so."""
    assert refusal(data) == DAMAGED


def test_a_file_is_looked_at_before_it_is_read(tmp_path):
    """Too large, a folder or not there: a sentence each, and no memory full of it."""
    large = tmp_path / "large.circle"
    with large.open("wb") as out:
        out.truncate(LARGEST + 1)
    for path, text in ((large, TOO_LARGE), (tmp_path, UNREADABLE), (tmp_path / "none", UNREADABLE)):
        with pytest.raises(Refused) as refused:
            bundle.read(path)
        assert refused.value.saying.text == text
        assert str(path) in str(refused.value.saying)


def sitting(**changed):
    return replace(CONTENT, sittings=(CONTENT.sittings[0].model_copy(update=changed),))


def said(**changed):
    first, *rest = CONTENT.contributions
    return replace(CONTENT, contributions=(first.model_copy(update=changed), *rest))


def draft(**changed):
    return replace(CONTENT, checked=(CONTENT.checked[0].model_copy(update=changed),))


@pytest.mark.parametrize(
    "content",
    [
        said(session="other"),
        said(id="w2"),
        said(voice=9),
        said(text=""),
        said(redacted=True),
        said(visibility=Visibility.WITHDRAWN),
        said(joined_to="nobody"),
        said(text="x" * 3000),
        said(text="\ufdd0"),
        said(id="../../evil"),
        draft(members=("nobody",)),
        draft(said_by={"made": ("nobody",)}),
        draft(quotes=(Span(contribution="w1", start=3, end=4000),)),
        draft(session="other"),
        sitting(furthest=99),
        sitting(script={"rounds": []}),
        sitting(voices=CONTENT.sittings[0].voices * 2),
        sitting(answers={"topics": "x" * 3000}),
        replace(CONTENT, sittings=()),
        replace(CONTENT, sittings=CONTENT.sittings * 2),
        replace(CONTENT, counted=CONTENT.counted * 2),
        replace(CONTENT, withdrawn=(Gone(id="w1", session="evening", number=1),)),
        replace(CONTENT, withdrawn=(Gone(id="w9", session="other", number=1),)),
    ],
)
def test_what_does_not_fit_together_is_refused_though_it_is_signed(content):
    """Whoever signs may still be wrong: no row comes of what no evening can have left."""
    assert refusal(made_up.file(content)) == WRONG


@pytest.mark.parametrize(
    "part",
    [b"null", b"{}", b"[[[]]]", b"[" * 5000, b'{"id": "c1"}', b"\xff", b'[{"id": NaN}]', b""],
)
@pytest.mark.parametrize("name", ["circle_json", "sittings_json", "contributions_json", "counted_json"])
def test_parts_of_another_shape_are_refused(name, part):
    """Never a traceback, whatever JSON or no JSON stands there."""
    assert refusal(resealed(**{name: part})) == WRONG


def test_a_refusal_never_repeats_what_stands_in_the_file():
    """It names the part and the place: what stands there may be somebody's words, or a trap."""
    trap = b'[{"<script>alert(1)</script>": "secret words"}]'
    with pytest.raises(Refused) as refused:
        bundle.opened(resealed(contributions_json=trap), "x")
    assert "contributions.json" in str(refused.value.saying)
    assert "script" not in str(refused.value.saying) and "secret" not in str(refused.value.saying)


def test_a_file_full_of_faults_is_refused_at_the_first():
    """Half a million broken entries, signed: no list of half a million faults is made of them."""
    entries = b"[" + b"{}," * 500_000 + b"{}]"
    tracemalloc.start()
    try:
        assert refusal(resealed(contributions_json=entries)) == WRONG
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 20 * len(entries)
