"""How wide words will be, whatever plain letters a reader's program has; and words broken into lines."""

import re

_NARROW = frozenset("iIlj.,:;'’|!·īĪļі ")
_SLIM = frozenset('ftrJ()[]{}-–/\\"“”„*?ţŗ')
_BROAD = frozenset("mwMWшщжфюыШЩЖФЮЫ@%—…→←")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """The text on one line, without what no XML may hold."""
    return " ".join(_NOT_XML.sub("", text).split())


def width_of(text: str, size: float) -> float:
    """How wide a text is at most, in units of the picture: as in the broadest of the usual fonts."""
    return size * sum(_breadth(letter) for letter in text)


def wrapped(text: str, width: float, size: float, *, most: int = 3) -> list[str]:
    """The text in lines no wider than `width`, at least one and at most `most`; what is cut ends in "…".

    A word too long for a line is broken where the line ends.
    """
    lines = [""]
    for word in plain(text).split(" "):
        for piece in _pieces(word, width, size):
            longer = f"{lines[-1]} {piece}" if lines[-1] else piece
            if width_of(longer, size) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return (
        lines if len(lines) <= most else [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), width, size)]
    )


def _pieces(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(text: str, width: float, size: float) -> str:
    while text and width_of(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip(" ,;–-") + "…"


def _breadth(letter: str) -> float:
    """In parts of the letter's size. What is of no script of ours is taken for a broad one."""
    if letter in _NARROW:
        return 0.33
    if letter in _SLIM:
        return 0.44
    if letter in _BROAD or ord(letter) > 0x2FFF:
        return 1.0
    if letter.isupper():
        return 0.73
    return 0.64
