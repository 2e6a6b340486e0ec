"""Which signs the typefaces of the typesetter have, and what stands for those that they lack.

They have the letters of Latin, Cyrillic and Greek, punctuation and common symbols; no emoji, and no other
scripts. The same on every computer: typefaces that happen to be installed are not asked.
"""

import re
import unicodedata

MISSING = "▯"
_HAS = (
    r"\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0373\u0375-\u0377\u037a-\u037d\u037f\u0384-\u0386"
    r"\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff\u0510-\u0513\u051a-\u051d\u1e00-\u1eff"
    r"\u2002-\u200a\u2010-\u2027\u202f-\u2040\u2042\u2044-\u2052\u2054-\u205f\u2070-\u2071\u2074-\u208e"
    r"\u2090-\u209c\u20a0-\u20c0\u2100-\u211e\u2120\u2122\u2124\u2127-\u2129\u212c-\u2151\u2153-\u2184"
    r"\u2189\u2190-\u2328\u232b-\u23ff\u2422-\u2423\u2460-\u2606\u2609-\u262f\u2638-\u268b\u2690-\u269c"
    r"\u26a0-\u26a7\u26aa-\u26af\u26b2\u2701-\u2704\u2706-\u2709\u270c-\u2714\u2717-\u2726\u272a-\u274b"
    r"\u274d\u274f-\u2752\u2756\u2758-\u275e\u2761-\u277f\u2794\u2798-\u27af\u27b1-\u27bf\ufb00-\ufb06"
)
_MARKS = r"\u0300-\u030c\u0323-\u0328"  # above and below a letter; others come out badly, and are few
_SILENT = r"\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
_TONES = r"\U0001f3fb-\U0001f3ff"  # of skin: part of the emoji before
_LACKS = rf"[^{_HAS}{_MARKS}{_SILENT}\n]"
_SIGN = rf"{_LACKS}[{_TONES}\ufe0f]*"
_WHOLE_SIGN = re.compile(rf"{_SIGN}(?:\u200d{_SIGN})*")
_FLAG = re.compile(r"[\U0001f1e6-\U0001f1ff]{2}")
_ALONE = re.compile(rf"[{_SILENT}]|(?<![^\W\d_])(?<![{_MARKS}])[{_MARKS}]+")
_LONG = re.compile(r"[^\s\u200b]{40}")


def shown(text: str) -> str:
    """The text as it can be set: one ▯ for each sign that is lacking, line ends as they are. Signs that turn
    what follows around, and others that show nothing themselves, are left out."""
    whole = unicodedata.normalize("NFC", "\n".join(text.splitlines()).replace("\t", " "))
    return _ALONE.sub("", _WHOLE_SIGN.sub(MISSING, _FLAG.sub("\U0001f3f3", whole)))


def lacking(text: str) -> bool:
    """Whether a sign of it will be missing."""
    return shown(text).count(MISSING) > text.count(MISSING)


def breakable(text: str) -> str:
    """The text with places to break a line in words so long that they fit on none."""
    return _LONG.sub(lambda found: found[0] + "\u200b", text)
