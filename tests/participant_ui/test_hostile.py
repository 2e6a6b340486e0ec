"""Whatever is thrown at the phone face, it answers with a reason and never falls over."""

from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participant_ui.questions import PULSE, STATEMENTS, WORDS

KEY = "0123456789abcdef0123456789abcdef"
FORM = "application/x-www-form-urlencoded"
KILLERS = [
    "",
    " ",
    "\0",
    "a\0b",
    "\ufffe",
    "\u202eevil",
    "Z\u0335\u0336\u0337\u0338" * 200,
    "\U000e0041" * 50,
    "9" * 5000,
    "-1",
    str(2**63),
    "NaN",
    "true",
    "null",
    "[]",
    "{}",
    '{"a":' * 500,
    "../../etc/passwd",
    "%s%n%x",
    "{{7*7}}",
    "'; DROP TABLE seat; --",
    "<script>alert(1)</script>",
    "\r\nSet-Cookie: a=b",
    "ā" * 5000,
    "👨‍👩‍👧‍👦" * 500,
]
BODIES = [
    b"key=%ED%A0%80&text=%ED%BF%BF",
    b"key=%00&text=%ff%fe",
    b"key=" + b"k" * 32 + b"&text=a&text=b",
    b"key=" + b"k" * 32 + b"&text=a&admin=1",
    b"&&&&==&=&",
    b"text",
    b"%",
    b"key[]=1&key[a]=2&__proto__=1",
    b"a=1&" * 5000,
    b"\xff" * 1000,
    b'{"key": "x"}',
]
TYPES = [
    "application/json",
    "text/plain",
    "application/octet-stream",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded; charset=utf-7",
    "x",
    "; ; ;",
]


def posts(circle: Any) -> dict[str, tuple[str, ...]]:
    """Every address that takes a post, with its fields."""
    join, room = f"/j/{circle.TOKEN}", f"/c/{circle.SESSION}"
    return {
        "/code": ("code",),
        f"{join}/seat": ("key", "language", "quote", "archive", "two"),
        f"{join}/slip": ("slip", "language"),
        f"{room}/words": ("key", "text", "round"),
        f"{room}/words/con-1/back": (),
        f"{room}/words/con-1/mend": ("text",),
        f"{room}/check/t1": ("verdict", "text"),
        f"{room}/consent": ("quote", "archive"),
        f"{room}/language": ("language",),
        f"{room}/leave": ("withdraw",),
        f"{room}/pulse/before": tuple(PULSE),
        f"{room}/feedback": ("key", "trust", *STATEMENTS, *WORDS),
    }


def test_the_list_of_posts_is_whole(app: Any, circle: Any) -> None:
    """A new address without hostile input to meet is a gap."""
    rules = {rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert len(rules) == len(posts(circle))


@pytest.mark.parametrize("killer", KILLERS, ids=range(len(KILLERS)))
def test_no_field_of_any_form_breaks_it(seated: FlaskClient, circle: Any, killer: str) -> None:
    circle.open_round()
    for url, fields in posts(circle).items():
        for name in (*fields, "surplus", killer[:40] or "x"):
            good = {"key": KEY, "language": "en", "text": "words", "code": "A", "slip": "s"}
            form = {field: good.get(field, "") for field in fields} | {name: killer}
            for headers in ({}, {"X-Requested-With": "aplis"}):
                answer = seated.post(url, data=form, headers=headers)
                assert answer.status_code < 500, (url, name)


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_no_body_of_any_form_breaks_it(seated: FlaskClient, circle: Any, body: bytes) -> None:
    circle.open_round()
    for url in posts(circle):
        for kind in (FORM, "multipart/form-data; boundary=x", None):
            answer = seated.post(url, data=body, content_type=kind)
            assert 400 <= answer.status_code < 500, (url, kind)


@pytest.mark.parametrize("kind", TYPES)
def test_what_is_no_form_is_said_to_be_none(seated: FlaskClient, circle: Any, kind: str) -> None:
    for url in posts(circle):
        answer = seated.post(url, data=b"key=1", content_type=kind)
        assert answer.status_code in (413, 415, 422), (url, kind)


def test_a_field_too_many_or_twice_is_refused(seated: FlaskClient, circle: Any) -> None:
    circle.open_round()
    url = f"/c/{circle.SESSION}/words"
    for body in (
        f"key={KEY}&text=a&text=b",
        f"key={KEY}&text=a&author=me",
        "text=a",
        f"key=short&text={KEY}",
    ):
        answer = seated.post(url, data=body, content_type=FORM, headers={"X-Requested-With": "aplis"})
        assert (answer.status_code, answer.json["code"]) == (422, "form"), body
    assert circle.kept() == []


def test_a_file_instead_of_words_is_refused(seated: FlaskClient, circle: Any) -> None:
    from io import BytesIO

    form = {"key": KEY, "text": (BytesIO(b"words"), "words.txt")}
    assert seated.post(f"/c/{circle.SESSION}/words", data=form).status_code == 422


def test_a_body_beyond_all_measure_is_refused_as_too_large(seated: FlaskClient, circle: Any) -> None:
    url = f"/c/{circle.SESSION}/words"
    form = {"key": KEY, "text": "x" * 100_000}
    answer = seated.post(url, data=form, headers={"X-Requested-With": "aplis"})
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")
    assert seated.post(url, data=form).status_code == 413


@pytest.mark.parametrize("killer", KILLERS[1:], ids=range(1, len(KILLERS)))
def test_no_part_of_an_address_breaks_it(seated: FlaskClient, app: Any, circle: Any, killer: str) -> None:
    part = quote(killer[:600], safe="")
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "phone.static":
            continue
        for name in rule.arguments:
            url = rule.rule.replace(f"<{name}>", part)
            known = {"token": circle.TOKEN, "session": circle.SESSION, "contribution": "con-1", "seq": "0"}
            known["moment"] = "before"
            for other, value in known.items():
                url = url.replace(f"<{other}>", value)
            method = "POST" if "POST" in (rule.methods or ()) else "GET"
            answer = seated.open(f"{url}?lang={part}", method=method, data={} if method == "POST" else None)
            assert answer.status_code < 500, url


def test_asking_changes_nothing(seated: FlaskClient, app: Any, circle: Any) -> None:
    """Every address that can be opened, opened: no row, no seat, no news, no cookie."""
    circle.open_round()
    seated.post(f"/c/{circle.SESSION}/words", data={"key": KEY, "text": "Mine"})
    before = (list(circle.journal), dict(circle.seats), circle.kept(), len(circle.attempts))
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "phone.static":
            continue
        url = rule.rule.replace("<token>", circle.TOKEN).replace("<session>", circle.SESSION)
        answer = seated.get(url.replace("<seq>", "0").replace("<moment>", "before"))
        assert answer.status_code == 200, url
        assert not answer.headers.getlist("Set-Cookie"), url
    assert before == (circle.journal, circle.seats, circle.kept(), len(circle.attempts))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["key", "text", "round", "language", "x"]),
        st.text(st.characters(codec="utf-8"), max_size=60),
    )
)
def test_no_form_at_all_breaks_the_words(seated: FlaskClient, circle: Any, form: dict[str, str]) -> None:
    circle.open_round()
    assert seated.post(f"/c/{circle.SESSION}/words", data=form).status_code < 500
