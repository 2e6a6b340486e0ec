"""What may stand in the fields of the desk's forms."""

from typing import Annotated

from pydantic import BeforeValidator, Field


def _whole(value: object) -> int:
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or len(value) > 9:
        raise ValueError("no whole number")
    return int(value)


Whole = Annotated[int, BeforeValidator(_whole)]
"""A number as a form sends it: digits alone."""

Count = Annotated[int, BeforeValidator(lambda typed: _whole(typed or "0")), Field(le=500)]
"""The same, of people; nothing typed is none."""

Line = Annotated[str, Field(max_length=2000)]
"""A title or a question; how long it may really be is the file's to say, in words."""
