"""The page of answers: for anybody with the link, in their language; and as one file to publish."""

import re
from html.parser import HTMLParser

import pytest

from participant_ui import promised
from participant_ui.port import ThemeAnswered

BUS = ThemeAnswered(
    {"lv": "autobuss", "ru": "автобус", "en": "the bus"}, "It runs at <seven>.\nFrom May.", "2027-02-14"
)
SHOP = ThemeAnswered({"": "The shop that closed"}, "", "", "corrected")
NAMELESS = ThemeAnswered({}, "We wrote to the ministry.", "2027-02-15")


@pytest.fixture(name="path")
def _path(circle):
    circle.answered = (BUS, SHOP, NAMELESS)
    return f"/n/{circle.TOKEN}"


def test_it_says_who_answers_by_when_and_what_was_done(phone, path):
    """Names of themes and answers; a theme without an answer says so, one without its name has another."""
    page = phone.get(path, headers={"Accept-Language": "en"}).text
    for said in ("Made-up council", "1 March 2027", "the bus", "at &lt;seven&gt;", "14 February 2027"):
        assert said in page
    assert "The shop that closed" in page and "No answer to this yet." in page
    assert "A theme of this circle" in page and "We wrote to the ministry." in page
    assert page.count("Looked at together") == 1


@pytest.mark.parametrize(
    ("asked", "browser", "language", "name"),
    [
        ("", "ru", "ru", "автобус"),
        ("lv", "ru", "lv", "autobuss"),
        ("", "xx", "lv", "autobuss"),
        ("xx", "en", "en", "the bus"),
    ],
)
def test_it_speaks_the_readers_language(phone, path, asked, browser, language, name):
    """As chosen, else as the browser asks, else as the circle spoke."""
    page = phone.get(f"{path}?lang={asked}", headers={"Accept-Language": browser}).text
    assert f'<html lang="{language}"' in page and name in page


def test_before_an_answer_it_says_that_there_is_none(phone, circle):
    """Calmly, with who answers and by when above it."""
    circle.answered = (SHOP,)
    page = phone.get(f"/n/{circle.TOKEN}", headers={"Accept-Language": "en"}).text
    assert "There is no answer yet." in page and "No answer to this yet." not in page


@pytest.mark.parametrize("token", ["x", "x" * 26, "%00" * 26, "../../etc/passwd", "x" * 999])
def test_without_the_link_there_is_nothing(phone, token):
    """A wrong token is not told from none."""
    assert phone.get(f"/n/{token}").status_code == 404


def test_nothing_can_be_changed_there(phone, path):
    assert phone.post(path, data={"text": "mine"}).status_code == 405


class Sources(HTMLParser):
    """Whatever a page would fetch or run."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        self.found += [has[name] for name in ("src", "href", "action") if name in has]
        self.found += [tag] if tag in ("script", "iframe", "form", "object") else []


def test_the_file_is_whole_in_every_language_of_the_circle(app, circle, path):
    """One file, nothing from outside, no script: each language a part of it, with a link to it."""
    with app.test_request_context(headers={"Accept-Language": "et"}):
        before = promised.i18n.language()
        html = promised.as_file(circle.promised(circle.TOKEN)).decode("utf-8")
        assert promised.i18n.language() == before
    parts = re.split(r'<section class="tongue" id="', html)[1:]
    assert [part[:2] for part in parts] == ["lv", "en", "ru"]
    for part, name in zip(parts, ("autobuss", "the bus", "автобус"), strict=True):
        assert name in part and "It runs at &lt;seven&gt;" in part
    assert "Kas atbildēs" in parts[0] and "Who answers" in parts[1] and "Кто ответит" in parts[2]
    assert set(Sources(html).found) == {"data:,", "#lv", "#en", "#ru"}
    assert "--teal" in html and "url(" not in html


def test_a_file_of_one_language_needs_no_choice(app, circle, path):
    circle.languages = ("ru",)
    with app.test_request_context():
        html = promised.as_file(circle.promised(circle.TOKEN)).decode("utf-8")
    assert "<nav" not in html and 'lang="ru"' in html
