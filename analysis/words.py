"""The words of reports and messages in the reader's language, straight from the .po files."""

import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_LONGEST = 400
LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("en", *sorted(po.stem for po in LOCALE.glob("*.po")))
"""Languages a report can be written in. English is in the code itself."""


@cache
def catalog(language: str) -> gettext.NullTranslations:
    """The language's words; English ones where there is no such language."""
    path = LOCALE / f"{language}.po"
    if language not in LANGUAGES or not path.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path.open("rb") as po:
        write_mo(compiled, read_po(po, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def count(one: str, many: str, n: int, language: str) -> str:
    """So many, in the form that the language has for so many."""
    return catalog(language).ngettext(one, many, n).format(n=n)


@dataclass(frozen=True)
class Sentence:
    """A sentence for a person: an English template, which is also its msgid, and the values to put in."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, language: str = "en") -> str:
        """The sentence in a language, with everything foreign in it made harmless to a terminal."""
        shown = {name: _tame(value) for name, value in self.values.items()}
        return catalog(language).gettext(self.template).format(**shown)

    def __str__(self) -> str:
        return self.told()


class CannotRead(Exception):
    """A file that cannot be read. The message names file and row, and says what to do."""

    def __init__(self, template: str, /, **values: object) -> None:
        self.sentence = Sentence(template, values)
        super().__init__(str(self.sentence))


def _tame(value: object) -> object:
    """Strings from files may carry control codes or endless text; neither belongs in a message."""
    if not isinstance(value, str):
        return value
    plain = "".join(letter if letter.isprintable() else "�" for letter in value)
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
