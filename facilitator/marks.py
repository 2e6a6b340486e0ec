"""Speaker marks S1 … Sn: which chair has which, random for each sitting, so that a mark tells nothing."""

import hmac


def seating(secret: bytes, session: str, marks: int) -> tuple[int, ...]:
    """The mark of each of `marks` chairs, clockwise from the facilitator; the same each time it is asked.

    Every order is equally likely, and without the secret the orders of two sessions have nothing in common:
    S1 is not the person by the door, and S3 of two circles is not the same person. One mark more leaves the
    order of the others as it was. Raises ValueError for fewer than none.
    """
    if marks < 0:
        raise ValueError(marks)
    return tuple(sorted(range(1, marks + 1), key=lambda mark: _drawn(secret, session, mark)))


def called(mark: int | None) -> str:
    """ "S3"; "" for a line without a mark. The same in every language."""
    return f"S{mark}" if mark else ""


def usable(mark: int | None, marks: int) -> int | None:
    """The mark where this session has it, else none: a line is never lost for its mark."""
    return mark if mark is not None and 1 <= mark <= marks else None


def _drawn(secret: bytes, session: str, mark: int) -> bytes:
    return hmac.digest(secret, f"speaker mark:{session}:{mark}".encode(), "sha256")
