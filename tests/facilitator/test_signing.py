"""The laptop's key is made once, kept to itself, and known by words one can say on the telephone."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.folder import FolderRefused, open_folder
from facilitator.signing import Signer, of_laptop, signed_by, words

ONE, OTHER = Signer(b"1" * 32), Signer(b"2" * 32)


def test_a_laptop_has_one_key_made_at_first_need(tmp_path):
    """The same key afterwards; nobody else on the machine may read it, and it is no other secret."""
    data = open_folder(tmp_path / "data")
    first = of_laptop(data)
    assert of_laptop(data).public == first.public
    assert [entry.name for entry in data.iterdir()] == ["signing.key"]
    if os.name == "posix":
        assert (data / "signing.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps people apart without modes")
def test_a_key_that_others_may_read_or_that_is_not_whole_is_refused(tmp_path):
    """Both with what to do about it."""
    data = open_folder(tmp_path / "data")
    of_laptop(data)
    (data / "signing.key").chmod(0o640)
    with pytest.raises(FolderRefused, match="chmod 600"):
        of_laptop(data)
    (data / "signing.key").chmod(0o600)
    (data / "signing.key").write_bytes(b"short")
    with pytest.raises(FolderRefused, match="Put it back"):
        of_laptop(data)


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_only_its_key_and_its_content_fit_a_signature(content, other):
    """Another text, another key, another signature: none of them is taken."""
    signature = ONE.sign(content)
    assert signed_by(ONE.public, signature, content)
    assert signed_by(ONE.public, signature, other) == (other == content)
    assert not signed_by(OTHER.public, signature, content)
    assert not signed_by(ONE.public, OTHER.sign(content), content)


@pytest.mark.parametrize("public", ["", "no key", "ab", "zz" * 32, "00" * 31])
def test_what_is_no_key_signs_nothing(public):
    """A key that was made up by hand is no error, and no key."""
    assert not signed_by(public, bytes(64), b"content")


@given(st.binary(min_size=32, max_size=32))
def test_words_can_be_said_aloud(secret):
    """Four words of five letters, consonant and vowel by turns; the secret is not shown by accident."""
    signer = Signer(secret)
    said = words(signer.public).split("-")
    assert [len(word) for word in said] == [5, 5, 5, 5]
    assert all(letter in "aiou" for word in said for letter in word[1::2])
    assert secret.hex() not in repr(signer)
    assert words(signer.public) in repr(signer)


def test_two_keys_have_other_words():
    """So that a telephone call tells them apart."""
    assert words(ONE.public) != words(OTHER.public)
