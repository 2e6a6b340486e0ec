"""The evening as a calendar file (RFC 5545), to send along with an invitation."""

from datetime import datetime

LINE = 73  # bytes; a line of 75 with its line break


def calendar(uid: str, *, day: str, begins: str, ends: str, texts: dict[str, str], stamp: datetime) -> bytes:
    """One entry on `day` (YYYY-MM-DD); `begins` and `ends` are HH:MM or "", in whatever time the place keeps.

    `texts`: summary, location, description and url; empty ones are left out.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//aplis//invitation//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}@aplis",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        *_times(day.replace("-", ""), begins.replace(":", ""), ends.replace(":", "")),
        *(f"{name.upper()}:{_escaped(name, text)}" for name, text in texts.items() if text),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _times(day: str, begins: str, ends: str) -> list[str]:
    if not begins:
        return [f"DTSTART;VALUE=DATE:{day}"]
    return [f"DTSTART:{day}T{begins}00", *([f"DTEND:{day}T{ends}00"] if ends > begins else [])]


def _escaped(name: str, text: str) -> str:
    if name == "url":
        return text
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """No line longer than the format allows, and no letter cut in two."""
    pieces, piece = [], b""
    for letter in line:
        more = letter.encode("utf-8")
        if len(piece) + len(more) > LINE:
            pieces.append(piece)
            piece = b" "
        piece += more
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
