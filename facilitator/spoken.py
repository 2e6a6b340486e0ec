"""What may be kept as somebody's words: one Unicode policy for phones, recorder and imports."""

import re
import unicodedata

POLICY = "1"
MAX_GRAPHEMES = 2000
MAX_BYTES = 8000
MAX_MARKS = 4  # combining marks on one letter; more is a tower that climbs over its neighbours

_ALLOWED_CONTROLS = "\n\t"
# Bidirectional overrides and isolates, interlinear annotation, tag characters: they can make a text look
# like another one. Zero-width joiners and variation selectors stay: words and emoji need them.
_UNSEEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff\u200b\u200e\u200f\u061c\U000e0000-\U000e0fff]"
)
_NEWLINES = re.compile(r"\n{3,}")
_LETTERLIKE = ("L", "N", "P", "S")


class NotSpoken(ValueError):
    """The text cannot be kept. `reason` is empty, too_long or unreadable."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def clean(text: str) -> str:
    """The text as it is kept: NFC, plain newlines, nothing unseen. Raises NotSpoken."""
    if any(_unreadable(c) for c in text):
        raise NotSpoken("unreadable")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _UNSEEN.sub("", text)
    text = "".join(c for c in text if c in _ALLOWED_CONTROLS or unicodedata.category(c) != "Cc")
    text = _NEWLINES.sub("\n\n", _few_marks(text)).strip()
    if not any(unicodedata.category(c)[0] in _LETTERLIKE for c in text):
        raise NotSpoken("empty")
    if _graphemes(text) > MAX_GRAPHEMES or len(text.encode()) > MAX_BYTES:
        raise NotSpoken("too_long")
    return text


def line(text: str, longest: int = 200) -> str:
    """A title or a name: one line, within `longest` characters. Raises NotSpoken."""
    kept = " ".join(clean(text).split())
    if len(kept) > longest:
        raise NotSpoken("too_long")
    return kept


def _unreadable(character: str) -> bool:
    point = ord(character)
    return 0xD800 <= point <= 0xDFFF or point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF


def _few_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def _graphemes(text: str) -> int:
    """Near enough to what a reader counts: marks and joined emoji count once."""
    return sum(1 for c in text if not unicodedata.combining(c) and c not in "\u200d\ufe0f")
