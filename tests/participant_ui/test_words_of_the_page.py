"""What the pages say: in which language, with which dates, and which wording people agreed to."""

import hashlib
import re
from pathlib import Path

from flask import Flask, render_template_string

from participant_ui import CONSENT_VERSION, i18n
from participant_ui.saying import day

SOURCE = (
    '{% from "phone/_layers.html" import layers with context %}'
    '{{ layers(keep_until="2027-11-30", host="H") }}{{ layers(taken=true) }}'
)
AGREED = {"2026-11-1": "575be4664947b0ab"}


def test_a_changed_wording_of_consent_has_a_version_of_its_own(app: Flask) -> None:
    """Who agreed to what stays provable: new words in any language need a new version, and a line here."""
    spoken = []
    for language in ("en", "lv", "ru"):
        with app.test_request_context():
            i18n.use(language)
            page = render_template_string(SOURCE)
            spoken.append(" ".join(re.sub(r"<[^>]*>", " ", page).split()))
    digest = hashlib.sha256("\n".join(spoken).encode()).hexdigest()[:16]
    assert AGREED.get(CONSENT_VERSION) == digest


def test_a_day_is_written_as_each_language_writes_it(app: Flask) -> None:
    written = {}
    for language in ("en", "lv", "ru"):
        with app.test_request_context():
            i18n.use(language)
            written[language] = day("2027-11-30")
    assert written == {"en": "30 November 2027", "lv": "30.11.2027.", "ru": "30.11.2027"}


def test_what_is_no_day_is_left_as_it_is(app: Flask) -> None:
    with app.test_request_context():
        assert day("") == "" and day("in a year") == "in a year"


def test_a_sentence_comes_in_the_readers_language_else_the_circles_else_any(app: Flask) -> None:
    sentence = {"fi": "suomeksi", "lv": "latviski", "en": "in English"}
    with app.test_request_context():
        i18n.use("ru")
        assert i18n.said(sentence, ["lv", "fi"]) == ("lv", "latviski")
        assert i18n.said(sentence, ["et"]) == ("en", "in English")
        assert i18n.said({"fi": "suomeksi"}, ["lv"]) == ("fi", "suomeksi")
        assert i18n.said({}, ["lv"]) == ("ru", "")


def test_a_folder_of_translations_can_be_added(tmp_path: Path, app: Flask) -> None:
    """A language is a file: nothing else has to be told. What it lacks is said in English."""
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (tmp_path / "fi.po").write_text(header + 'msgid "Take a seat"\nmsgstr "Istu alas"\n', encoding="utf-8")
    languages, folders = list(i18n.LANGUAGES), list(i18n.FOLDERS)
    try:
        i18n.add_folder(tmp_path)
        i18n.add_folder(tmp_path)
        assert [*languages, "fi"] == i18n.LANGUAGES
        with app.test_request_context():
            i18n.use("fi")
            assert i18n.gettext("Take a seat") == "Istu alas"
            assert i18n.gettext("Continue") == "Continue"
            assert i18n.ngettext("%(num)s seat", "%(num)s seats", 3) == "3 seats"
    finally:
        i18n.LANGUAGES[:], i18n.FOLDERS[:] = languages, folders
        i18n.catalog.cache_clear()


def test_an_unknown_language_changes_nothing(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "lv"}):
        i18n.use("tlh")
        assert i18n.language() == "lv"


def test_the_ring_shows_who_has_come(app: Flask) -> None:
    with app.test_request_context():
        ring = render_template_string('{% from "_ring.html" import ring %}{{ ring(2, 5, label="2 <of> 5") }}')
    assert ring.count("<circle") == 5 and ring.count('class="taken"') == 2
    assert 'aria-label="2 &lt;of&gt; 5"' in ring


def test_each_of_twelve_themes_has_a_mark_of_its_own(app: Flask) -> None:
    source = '{% from "_marks.html" import mark %}{{ mark(number) }}'
    with app.test_request_context():
        marks = [render_template_string(source, number=number) for number in range(1, 14)]
    shapes = [mark.partition(">")[2] for mark in marks]
    assert len(set(shapes[:12])) == 12 and marks[12] == marks[0]
