"""Codes that people read aloud, copy from paper and type on a phone."""

import hashlib
import hmac
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
# What people type for what they saw: look-alikes, and the Cyrillic letters of the same shape.
MEANT = str.maketrans("OILОАВЕКМНРСТУХ", "0110ABEKMHPCTYX")

CODE = 8  # 40 bits; with ten wrong tries a minute a guess in eight hours is 4e-9
SLIP = 10


def new_code(length: int = CODE) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def derived_code(secret: bytes, about: str, length: int = SLIP) -> str:
    """The same code each time for the same secret and matter, so that it need not be kept. To 51 signs."""
    bits = int.from_bytes(hmac.digest(secret, about.encode(), "sha256"), "big")
    return "".join(ALPHABET[(bits >> (5 * i)) & 31] for i in range(length))


def spaced(code: str) -> str:
    """In groups that the eye can hold: K7QF-2M9X, K7QF2-M9XAB."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def read_code(typed: str) -> str:
    """What somebody meant: small letters, spaces, dashes, O for 0, l for 1, wide letters are fine."""
    kept = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())
    return kept.translate(MEANT)


def digest(token: str) -> str:
    """Of a token only this is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
