"""What an organiser may type into a plan or a promise: lines, texts, days, addresses, or nothing."""

from datetime import date, time

from facilitator.spoken import NotSpoken, clean, line
from participant_ui.port import WordsRefused

LONGEST = 300


def line_or_nothing(text: str, *, needed: bool = False) -> str:
    """One line. Raises WordsRefused(too_long, unreadable), and empty where it is needed."""
    try:
        return line(text, LONGEST) if needed or text.strip() else ""
    except NotSpoken as refusal:
        raise WordsRefused(refusal.reason) from refusal


def text_or_nothing(text: str) -> str:
    """Several lines. Raises WordsRefused(too_long, unreadable)."""
    try:
        return clean(text) if text.strip() else ""
    except NotSpoken as refusal:
        raise WordsRefused(refusal.reason) from refusal


def day_or_nothing(text: str) -> str:
    """A day as YYYY-MM-DD. Raises WordsRefused(no_day)."""
    try:
        return date.fromisoformat(text.strip()).isoformat() if text.strip() else ""
    except ValueError as wrong:
        raise WordsRefused("no_day") from wrong


def hour_or_nothing(text: str) -> str:
    """A time of day as HH:MM. Raises WordsRefused(no_day)."""
    try:
        return time.fromisoformat(text.strip()).strftime("%H:%M") if text.strip() else ""
    except ValueError as wrong:
        raise WordsRefused("no_day") from wrong


def web_address(text: str) -> str:
    """An address that a phone's camera opens, or nothing. Raises WordsRefused(no_address)."""
    address = text.strip()
    plain = address.isprintable() and len(address) <= LONGEST and not any(c in address for c in " <>\"'")
    if address and not (plain and address.lower().startswith(("https://", "http://")) and "." in address):
        raise WordsRefused("no_address")
    return address
