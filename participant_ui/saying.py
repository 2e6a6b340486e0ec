"""Dates as a sentence can hold them."""

from datetime import date

from babel.dates import format_date, format_skeleton

from participant_ui import i18n


def day(iso: str) -> str:
    """A day such as 2027-11-30 for the reader. In figures, since Latvian bends its months by the sentence."""
    try:
        one = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    language = i18n.language()
    if language == "en":
        return format_date(one, "d MMMM y", locale="en")
    return format_skeleton("yMd", one, locale=language)
