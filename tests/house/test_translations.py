"""Every sentence people read is there in Latvian and Russian, whole and in working order."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from participant_ui import i18n

ROOT = Path(__file__).parents[2]
FACES = ("participant_ui", "facilitator")
WHOLE = ("lv", "ru")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACES = re.compile(r"%\((\w+)\)s")
Message = tuple[str | None, str | tuple[str, ...]]


@cache
def asked_for(face: str) -> dict[Message, str]:
    """Each message (context, English) of a face's templates and code, with a file where it stands."""
    found = extract_from_dir(
        str(ROOT / face),
        [("**.html", "jinja2"), ("**.txt", "jinja2"), ("**.py", "python")],
        {"**.html": {"newstyle_gettext": "true", "silent": "false"}},
        keywords=KEYWORDS,
    )
    return {(context, message): file for file, _, message, _, context in found}


def catalogs(face: str) -> Iterator[tuple[Path, Catalog]]:
    for path in sorted((ROOT / face).rglob("locale/*.po")):
        with path.open("rb") as po:
            yield path, read_po(po, locale=path.stem, abort_invalid=True)


def test_the_phone_face_asks_for_words() -> None:
    """So that the tests below look at something."""
    assert len(asked_for("participant_ui")) > 100


@pytest.mark.parametrize("language", WHOLE)
@pytest.mark.parametrize("face", FACES)
def test_no_sentence_is_missing(face: str, language: str) -> None:
    """The facilitator's face may lean on what the phone's already says; never the other way."""
    told_by = ("facilitator", "participant_ui") if face == "facilitator" else (face,)
    known = [catalog for one in told_by for path, catalog in catalogs(one) if path.stem == language]
    missing = [
        f"{file}: {message}"
        for (context, message), file in asked_for(face).items()
        if not any(_said(catalog, message, context) for catalog in known)
    ]
    assert not missing, "\n".join(missing)


def _said(catalog: Catalog, message: str | tuple[str, ...], context: str | None) -> bool:
    entry = catalog.get(message, context) if isinstance(message, str) else catalog.get(message[0], context)
    if entry is None:
        return False
    return all(entry.string) if isinstance(entry.string, (tuple, list)) else bool(entry.string)


@pytest.mark.parametrize("face", FACES)
def test_nothing_is_left_over_or_half_done(face: str) -> None:
    """No fuzzy guess, nothing obsolete, nothing for a sentence that no page says any more."""
    wanted = {(context, _first(message)) for context, message in asked_for(face)}
    for path, catalog in catalogs(face):
        assert not catalog.obsolete, path
        for entry in catalog:
            if not entry.id:
                continue
            assert not entry.fuzzy, f"{path}: {entry.id}"
            assert (entry.context, _first(entry.id)) in wanted, f"{path}: {entry.id}"


def _first(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


@pytest.mark.parametrize("face", FACES)
def test_plurals_and_places_fit(face: str) -> None:
    for path, catalog in catalogs(face):
        assert catalog.num_plurals == get_plural(path.stem).num_plurals, path
        for entry in catalog:
            english = [entry.id] if isinstance(entry.id, str) else list(entry.id)
            said = [entry.string] if isinstance(entry.string, str) else list(entry.string)
            if not entry.id or not any(said):
                continue
            assert len(said) == (1 if len(english) == 1 else catalog.num_plurals), f"{path}: {entry.id}"
            needed = set(PLACES.findall(english[0])) - {"num"}
            allowed = set(PLACES.findall(" ".join(english))) | ({"num"} if len(english) > 1 else set())
            for text in said:
                assert needed <= set(PLACES.findall(text)) <= allowed, f"{path}: {text}"


@pytest.mark.parametrize("face", FACES)
def test_a_translation_holds_no_markup(face: str) -> None:
    """Templates trust what a translator wrote, so it may be words alone; and it shouts at nobody."""
    for path, catalog in catalogs(face):
        for entry in catalog:
            said = entry.string if entry.id else ""
            for text in [said] if isinstance(said, str) else said:
                assert "<" not in text and "!" not in text, f"{path}: {text}"


def test_every_language_of_the_house_can_be_spoken() -> None:
    for language in i18n.LANGUAGES:
        assert i18n.catalog(language).gettext("Take a seat")
        assert i18n.language_name(language) and i18n.direction(language) in ("ltr", "rtl")
    assert i18n.catalog("lv").gettext("Take a seat") == "Ieņemt vietu"
    assert i18n.catalog("ru").gettext("Take a seat") == "Занять место"
