"""Words in the reader's language, straight from the .po files."""

import gettext as gnu
import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, has_request_context, request

FOLDERS: list[Path] = []
LANGUAGES: list[str] = ["en"]
"""English, in which the templates are written, and every language somebody brought a .po file for."""


def add_folder(path: Path) -> None:
    """Speak the languages of this folder of .po files too. Of two with one sentence the first wins."""
    if path in FOLDERS:
        return
    FOLDERS.append(path)
    found = sorted(po.stem for po in path.glob("*.po"))
    LANGUAGES.extend(language for language in found if language not in LANGUAGES)
    catalog.cache_clear()


@cache
def catalog(language: str) -> gnu.NullTranslations:
    """All that is said in this language, over all folders; what is missing is said in English."""
    words = gnu.NullTranslations()
    for folder in FOLDERS:
        path = folder / f"{language}.po"
        if path.is_file():
            words.add_fallback(_read(path, language))
    return words


def _read(path: Path, language: str) -> gnu.GNUTranslations:
    compiled = io.BytesIO()
    with path.open("rb") as po:
        write_mo(compiled, read_po(po, locale=language))
    compiled.seek(0)
    return gnu.GNUTranslations(compiled)


add_folder(Path(__file__).parent / "locale")


def use(language: str) -> None:
    """Speak this language until the request at hand is answered. One we do not know changes nothing."""
    if language in LANGUAGES:
        g.language = language


def language() -> str:
    """The language of this request: the one in use, else the best the browser asks for, else English."""
    if not has_request_context():
        return "en"
    if "language" not in g:
        g.language = best(own="en")
    return str(g.language)


def best(explicit: str | None = None, *, own: str) -> str:
    """The language to begin with: asked for by the person, else by the browser, else the circle's own."""
    if explicit in LANGUAGES:
        return str(explicit)
    for wanted, _ in request.accept_languages:
        if (spoken := wanted.partition("-")[0].lower()) in LANGUAGES:
            return spoken
    return own if own in LANGUAGES else "en"


def offered(first: Sequence[str]) -> list[str]:
    """Languages to choose from, those of the circle first."""
    return [*(one for one in first if one in LANGUAGES), *(one for one in LANGUAGES if one not in first)]


def said(sentence: Mapping[str, str], first: Sequence[str] = ()) -> tuple[str, str]:
    """A sentence's language and text: in the reader's, else the circle's own, else English, else any."""
    for one in (language(), *first, "en", *sentence):
        if sentence.get(one):
            return one, sentence[one]
    return language(), ""


def language_name(code: str) -> str:
    """A language in its own words: latviešu, English, suomi; one we do not know by its code."""
    try:
        return Locale.parse(code).display_name or code
    except (UnknownLocaleError, ValueError):
        return code


def direction(code: str) -> str:
    try:
        return Locale.parse(code).text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def gettext(message: str, **values: object) -> str:
    """A sentence of ours in the reader's language, with its places filled."""
    return catalog(language()).gettext(message) % values


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    return catalog(language()).ngettext(one, many, num) % {"num": num, **values}


def N_(message: str) -> str:
    """Marks a sentence to be translated where it is not yet known in which language."""
    return message


def install(app: Flask) -> None:
    """Teach the app's templates `_`, `ngettext`, `said`, `language()` and its kin. Twice does no harm."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda s: catalog(language()).gettext(s),
        lambda s, p, n: catalog(language()).ngettext(s, p, n),
        newstyle=True,
        pgettext=lambda c, s: catalog(language()).pgettext(c, s),
        npgettext=lambda c, s, p, n: catalog(language()).npgettext(c, s, p, n),
    )
    app.jinja_env.globals.update(
        language=language, language_name=language_name, direction=direction, offered=offered, said=said
    )
