"""The laptop's own key: what it hands over is signed, and words one can read aloud say whose key it is."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from facilitator.folder import signing_key

WORDS = 4
_CONSONANTS, _VOWELS = "bdfghjklmnprstvz", "aiou"


@dataclass(frozen=True)
class Signer:
    """Signs with the key whose 32 secret bytes these are (Ed25519)."""

    secret: bytes

    def __repr__(self) -> str:
        return f"Signer({words(self.public)})"

    @property
    def public(self) -> str:
        """The key that everybody may know: 64 hexadecimal digits."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, content: bytes) -> bytes:
        """64 bytes; the same each time for the same content."""
        return self._key.sign(content)

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)


def of_laptop(data: Path) -> Signer:
    """With the key in this data folder, made at first need. Raises folder.FolderRefused."""
    return Signer(signing_key(data))


def signed_by(public: str, signature: bytes, content: bytes) -> bool:
    """Did whoever has the key `public` (64 hexadecimal digits) sign exactly this content?"""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def words(public: str) -> str:
    """Four made-up words of a key, 64 bits of its digest: short enough for the telephone, in no language."""
    digest = hashlib.sha256(bytes.fromhex(public)).digest()
    halves = (int.from_bytes(digest[2 * at : 2 * at + 2], "big") for at in range(WORDS))
    return "-".join(_word(bits) for bits in halves)


def _word(bits: int) -> str:
    """Sixteen bits as consonant, vowel, consonant, vowel, consonant."""
    return (
        _CONSONANTS[bits >> 12]
        + _VOWELS[bits >> 10 & 3]
        + _CONSONANTS[bits >> 6 & 15]
        + _VOWELS[bits >> 4 & 3]
        + _CONSONANTS[bits & 15]
    )
