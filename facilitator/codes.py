"""Codes that people read aloud, copy from paper and type on a phone."""

import hashlib
import hmac
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})

CODE = 8  # 40 bits; with ten wrong tries a minute a guess in eight hours is 4e-9
SLIP = 10


def new_code(length: int = CODE) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def derived_code(secret: bytes, about: str, length: int = SLIP) -> str:
    """The same code each time for the same secret and matter, so that it need not be kept anywhere."""
    bits = int.from_bytes(hmac.digest(secret, about.encode(), "sha256"), "big")
    return "".join(ALPHABET[(bits >> (5 * i)) & 31] for i in range(length))


def spaced(code: str) -> str:
    """In groups that the eye can hold: K7QF-2M9X, K7QF2-M9XAB."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def read_code(typed: str) -> str:
    """What somebody meant: small letters, spaces, dashes, O for 0 and l for 1 are all fine."""
    kept = "".join(c for c in typed.upper() if c.isalnum())
    return kept.translate(MEANT)


def digest(token: str) -> str:
    """Of a token only this is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
